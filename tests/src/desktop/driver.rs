//! The window, driven through WebDriver as a person would: what is pressed is what can be seen.

use std::cell::Cell;
use std::io::Write as _;
use std::process::Stdio;
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use slipway_testkit::{Running, start};

use super::{AROUND, Desktop, PATIENCE};

/// What WebDriver calls an element in its answers.
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";
/// The programs that a window is made of.
const END: &str = "pkill -KILL -x slipway-desktop; pkill -KILL -x WebKitWebDriver; true";

thread_local! {
    /// Each driver listens on a port of its own, so that none waits for the one before to let go.
    static PORT: Cell<u16> = const { Cell::new(4440) };
}

/// An open window.
pub struct Driven<'d> {
    desktop: &'d Desktop<'d>,
    port: u16,
    session: String,
    _driver: Running,
}

impl<'d> Driven<'d> {
    /// `more` is shell text that exports variables.
    pub(super) fn open(desktop: &'d Desktop<'d>, more: &str) -> Self {
        let port = PORT.with(|port| port.replace(port.get() + 1));
        // The window lets itself be driven only where its driver says so.
        let text = format!(
            "{AROUND} {more} export TAURI_WEBVIEW_AUTOMATION=true; exec WebKitWebDriver --host=127.0.0.1 --port={port}"
        );
        let driver = start(desktop.scene.laptop.shell(&text)).expect("a driver");
        let mut driven = Self { desktop, port, session: String::new(), _driver: driver };
        driven.wait("the driver answers", || (driven.ask("GET", "/status", None).0 == 200).then_some(()));
        let program = desktop.scene.laptop.beside("slipway-desktop");
        let options = json!({ "binary": program, "args": [] });
        let wanted = json!({ "capabilities": { "alwaysMatch": { "webkitgtk:browserOptions": options } } });
        let (status, answer) = driven.ask("POST", "/session", Some(&wanted));
        assert_eq!(status, 200, "the window is driven: {answer:#}");
        driven.session = answer["value"]["sessionId"].as_str().expect("a session").to_owned();
        driven.sees("Board");
        driven
    }

    /// Ends the window's program as `kill -9` does.
    pub fn kill(self) {
        self.desktop.sh(END);
    }

    /// Presses what has that word on it, or is called that, once it is there.
    pub fn press(&self, word: &str) {
        let called = format!("normalize-space(.)=\"{word}\" or @aria-label=\"{word}\"");
        let by = format!("//*[self::button or self::a][{called}][not(@disabled)]");
        self.press_at(&by);
    }

    /// Presses what stands at an XPath, once it can be pressed.
    pub fn press_at(&self, path: &str) {
        // What a test changed in the repository becomes the user's.
        let scene = self.desktop.scene;
        drop(scene.laptop.command(&scene.folder(), &[]).expect("the repository is the user's"));
        self.wait(&format!("{path} can be pressed"), || {
            let click = format!("/element/{}/click", self.find(path)?);
            (self.of_session("POST", &click, Some(&json!({}))).0 == 200).then_some(())
        });
    }

    /// Waits until the window shows a text.
    pub fn sees(&self, text: &str) {
        self.wait(&format!("{text:?} is seen"), || self.shown().contains(text).then_some(()));
    }

    /// Waits until the window is at a path, and returns that whole.
    pub fn is_at(&self, beginning: &str) -> String {
        self.wait(&format!("the window goes to {beginning}"), || {
            let at = self.run("return location.hash.slice(1)").as_str()?.to_owned();
            at.starts_with(beginning).then_some(at)
        })
    }

    /// Everything that the window says.
    pub fn shown(&self) -> String {
        self.run("return document.body.textContent").as_str().unwrap_or_default().to_owned()
    }

    fn find(&self, path: &str) -> Option<String> {
        let wanted = json!({ "using": "xpath", "value": path });
        let (status, answer) = self.of_session("POST", "/element", Some(&wanted));
        (status == 200).then(|| answer["value"][ELEMENT].as_str().map(str::to_owned)).flatten()
    }

    fn run(&self, script: &str) -> Value {
        let wanted = json!({ "script": script, "args": [] });
        self.of_session("POST", "/execute/sync", Some(&wanted)).1["value"].clone()
    }

    fn of_session(&self, method: &str, path: &str, body: Option<&Value>) -> (u16, Value) {
        self.ask(method, &format!("/session/{}{path}", self.session), body)
    }

    /// Asks the driver; status 0 where it does not answer.
    fn ask(&self, method: &str, path: &str, body: Option<&Value>) -> (u16, Value) {
        let body = body.map(Value::to_string);
        let data = if body.is_some() { "-H 'content-type: application/json' --data-binary @-" } else { "" };
        let address = format!("http://127.0.0.1:{}{path}", self.port);
        let text = format!(
            "curl -sS --noproxy '*' --max-time 60 -X {method} {data} -w '\\n%{{http_code}}' '{address}'"
        );
        let mut command = self.desktop.scene.laptop.shell(&text);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut child = command.spawn().expect("curl");
        let mut input = child.stdin.take().expect("an input");
        input.write_all(body.unwrap_or_default().as_bytes()).expect("a question is taken");
        drop(input);
        let out = child.wait_with_output().expect("curl ends");
        let told = String::from_utf8_lossy(&out.stdout).into_owned();
        let (answer, status) = told.rsplit_once('\n').unwrap_or(("", "0"));
        (status.trim().parse().unwrap_or(0), serde_json::from_str(answer).unwrap_or(Value::Null))
    }

    /// Waits until something is there.
    fn wait<T>(&self, what: &str, look: impl Fn() -> Option<T>) -> T {
        let end = Instant::now() + PATIENCE;
        loop {
            if let Some(found) = look() {
                return found;
            }
            assert!(Instant::now() < end, "{what}. The window says: {}", self.shown());
            std::thread::sleep(Duration::from_millis(150));
        }
    }
}

impl Drop for Driven<'_> {
    fn drop(&mut self) {
        // Whoever opens the next one finds nothing of this.
        let _ = self.desktop.scene.laptop.sh(END);
    }
}
