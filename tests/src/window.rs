//! The window's session on the scene's laptop, over its loopback host.

use std::io::{BufRead as _, BufReader, Write as _};
use std::process::{Child, Stdio};
use std::sync::mpsc::Receiver;
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use slipway_testkit::Slipway;

use crate::scene::Scene;

/// How long something may take that another program does.
const PATIENCE: Duration = Duration::from_secs(120);
/// After this without an event all is told of what went on before: the session looks every two seconds at what tells
/// nobody.
const QUIET: Duration = Duration::from_secs(5);

/// How long somebody may listen.
const LONG: Duration = Duration::from_secs(1800);

/// Whoever listens to what the window is told.
pub struct Listener {
    curl: Child,
    events: Receiver<String>,
}

impl Listener {
    /// Listens no more; what was told so far and not read, each event as it came.
    pub fn end(&mut self) -> Vec<String> {
        // Who has ended already cannot be ended.
        let _ = self.curl.kill();
        self.curl.wait().expect("curl ends");
        self.events.try_iter().collect()
    }
}

/// A window that nobody looks at.
pub struct Window<'s> {
    scene: &'s Scene,
    address: String,
    token: String,
    _host: Slipway,
}

impl<'s> Window<'s> {
    /// Starts the host at the laptop.
    pub fn open(scene: &'s Scene) -> Self {
        let host = scene.laptop.start_program("slipway-window-host", &[]).expect("the window's host starts");
        let end = Instant::now() + PATIENCE;
        let line = loop {
            let told = host.stdout_so_far();
            if let Some(line) = told.lines().next().filter(|line| line.starts_with("http")) {
                break line.to_owned();
            }
            assert!(
                Instant::now() < end,
                "the window's host says where it is: {told} {}",
                host.stderr_so_far()
            );
            std::thread::sleep(Duration::from_millis(50));
        };
        let (address, token) = line.split_once("/?token=").expect("an address with a token");
        Self { scene, address: address.to_owned(), token: token.trim().to_owned(), _host: host }
    }

    /// Calls, and returns the status and what was answered.
    pub fn call(&self, name: &str, args: &Value) -> (u16, Value) {
        let text = format!(
            "curl -sS --max-time 110 -X POST -H 'authorization: Bearer {}' --data-binary @- -w '\\n%{{http_code}}' {}/call/{name}",
            self.token, self.address
        );
        // What a test changed in the repository becomes the user's.
        drop(self.scene.laptop.command(&self.scene.folder(), &[]).expect("the repository is the user's"));
        let mut command = self.scene.laptop.shell(&text);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().expect("curl");
        let body = serde_json::to_vec(args).expect("arguments");
        child.stdin.take().expect("an input").write_all(&body).expect("arguments are taken");
        let out = child.wait_with_output().expect("curl ends");
        let told = String::from_utf8_lossy(&out.stdout).into_owned();
        let (answer, status) = told.rsplit_once('\n').unwrap_or_else(|| {
            panic!("an answer to {name}: {told} {}", String::from_utf8_lossy(&out.stderr))
        });
        (status.parse().expect("a status"), serde_json::from_str(answer).unwrap_or(Value::Null))
    }

    /// Calls what has to go well, and returns the document.
    pub fn ok(&self, name: &str, args: Value) -> Value {
        let (status, answer) = self.call(name, &args);
        assert_eq!(status, 200, "{name} {args}: {answer:#}");
        answer["value"].clone()
    }

    /// Calls what has to be refused, and returns the error.
    pub fn refused(&self, name: &str, args: Value) -> Value {
        let (status, answer) = self.call(name, &args);
        assert_eq!(status, 422, "{name} {args}: {answer:#}");
        answer["error"].clone()
    }

    /// Waits until what is told of something is as it should be, and returns that.
    pub fn until(&self, what: &str, look: impl Fn(&Self) -> Value, good: impl Fn(&Value) -> bool) -> Value {
        let end = Instant::now() + PATIENCE;
        loop {
            let seen = look(self);
            if good(&seen) {
                return seen;
            }
            assert!(Instant::now() < end, "{what}: {seen:#}");
            std::thread::sleep(Duration::from_millis(200));
        }
    }

    /// Listens until nothing more comes, does something, and waits until an event comes that is as it should be.
    pub fn hears(&self, what: &str, act: impl FnOnce(), good: impl Fn(&Value) -> bool) {
        let mut listener = self.listening(PATIENCE);
        while listener.events.recv_timeout(QUIET).is_ok() {}
        act();
        let event = |text: String| serde_json::from_str::<Value>(&text).ok();
        let heard = listener.events.iter().filter_map(event).any(|event| good(&event));
        listener.end();
        assert!(heard, "{what} is told");
    }

    /// Listens to everything that is told from now on.
    pub fn listen(&self) -> Listener {
        self.listening(LONG)
    }

    fn listening(&self, limit: Duration) -> Listener {
        let text = format!(
            "exec curl -sSN -i --max-time {} '{}/events?token={}'",
            limit.as_secs(),
            self.address,
            self.token
        );
        let mut curl = self.scene.laptop.shell(&text).stdout(Stdio::piped()).spawn().expect("curl");
        let told = BufReader::new(curl.stdout.take().expect("an output"));
        let mut told = told.lines().map_while(Result::ok);
        let status = told.next().unwrap_or_default();
        assert!(status.contains("200"), "events are told: {status}");
        let (tell, events) = std::sync::mpsc::channel();
        std::thread::spawn(move || {
            for event in told.filter_map(|line: String| line.strip_prefix("data:").map(str::to_owned)) {
                // Whoever has heard enough is gone.
                let _ = tell.send(event);
            }
        });
        Listener { curl, events }
    }

    /// Waits until an operation has ended, and returns its page.
    pub fn ended(&self, operation: &Value) -> Value {
        let args = json!({ "project": "recipes", "operation": operation });
        let look = |window: &Self| window.ok("operation", args.clone());
        self.until("an operation ends", look, |page| !page["verdict"].is_null())
    }
}
