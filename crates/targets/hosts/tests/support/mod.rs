//! A host that is this machine with a home directory of its own, and what a test needs around it.
#![allow(dead_code, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod known;

use std::path::{Path, PathBuf};
use std::pin::Pin;
use std::process::Stdio;
use std::sync::Arc;
use std::task::{Context, Poll};

use async_trait::async_trait;
use known::Known;
use slipway_domain::ids::{Key, StepId};
use slipway_domain::operation::{Operation, Verdict};
use slipway_domain::plan::{Plan, Subject};
use slipway_domain::problem::{Code, Problem};
use slipway_engine::ports::{Command, Cx, Duplex, Host, Hosts, Ran};
use slipway_hosts::{Kit, Spot};
use tokio::io::{AsyncRead, AsyncWrite, AsyncWriteExt, ReadBuf};

/// The one secret that tests know.
pub const TOKEN: &str = "s3cr$t'\"${X} value";

/// This machine with another home and shell.
pub struct LocalHost {
    pub home: PathBuf,
    pub shell: Vec<String>,
    /// Where its programs are.
    pub path: String,
    /// Where its engine is.
    pub docker: String,
    /// Whether it can be reached.
    pub cut: std::sync::atomic::AtomicBool,
    /// Addresses under which it cannot be.
    pub away: std::sync::Mutex<Vec<String>>,
}

impl LocalHost {
    pub fn new(home: &Path, shell: &[&str], docker: &str) -> Self {
        let shell = shell.iter().map(|word| (*word).to_owned()).collect();
        let path = "/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin".to_owned();
        Self {
            home: home.to_owned(),
            shell,
            path,
            docker: docker.to_owned(),
            cut: false.into(),
            away: Default::default(),
        }
    }

    fn reached(&self) -> Result<(), Problem> {
        match self.cut.load(std::sync::atomic::Ordering::Relaxed) {
            true => Err(Problem::new(Code::HostUnreachable, "the host cannot be reached")),
            false => Ok(()),
        }
    }

    fn spawn(&self, script: &str) -> tokio::process::Child {
        tokio::process::Command::new(&self.shell[0])
            .args(&self.shell[1..])
            .args(["-c", script])
            .env_clear()
            .env("PATH", &self.path)
            .env("HOME", &self.home)
            .env("DOCKER_HOST", &self.docker)
            .kill_on_drop(true)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap()
    }
}

#[async_trait]
impl Host for LocalHost {
    fn address(&self) -> &str {
        "localhost-shell"
    }

    async fn reach(&self) -> Result<(), Problem> {
        self.reached()
    }

    async fn run(&self, command: Command) -> Result<Ran, Problem> {
        self.reached()?;
        let mut child = self.spawn(&command.script);
        let mut stdin = child.stdin.take().unwrap();
        let feed = tokio::spawn(async move {
            let _ = stdin.write_all(&command.stdin).await;
        });
        let output = child.wait_with_output().await.unwrap();
        feed.abort();
        let code = output.status.code().unwrap_or(137);
        Ok(Ran { code, stdout: output.stdout, stderr: output.stderr })
    }

    async fn run_lines(
        &self,
        command: Command,
        line: &(dyn Fn(String) + Send + Sync),
    ) -> Result<Ran, Problem> {
        let ran = self.run(command).await?;
        ran.out().lines().chain(ran.err().lines()).for_each(|text| line(text.to_owned()));
        Ok(ran)
    }

    async fn dial(&self, command: Command) -> Result<Box<dyn Duplex>, Problem> {
        self.reached()?;
        let mut child = self.spawn(&command.script);
        let (input, output) = (child.stdin.take().unwrap(), child.stdout.take().unwrap());
        Ok(Box::new(Dialled { _child: child, streams: Box::new(tokio::io::join(output, input)) }))
    }

    async fn connect(&self, address: &str, port: u16) -> Result<Box<dyn Duplex>, Problem> {
        self.reached()?;
        match tokio::net::TcpStream::connect((address, port)).await {
            Ok(stream) => Ok(Box::new(stream)),
            Err(error) => Err(Problem::new(Code::VerifyFailed, error.to_string())),
        }
    }

    async fn attach(&self, _: &str, _: bool) -> Result<i32, Problem> {
        Err(Problem::new(Code::Internal, "no test attaches"))
    }
}

/// A command whose input and output are a connection; it ends with it.
struct Dialled {
    _child: tokio::process::Child,
    streams: Box<dyn Duplex>,
}

impl AsyncRead for Dialled {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<std::io::Result<()>> {
        Pin::new(&mut self.streams).poll_read(cx, buffer)
    }
}

impl AsyncWrite for Dialled {
    fn poll_write(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<std::io::Result<usize>> {
        Pin::new(&mut self.streams).poll_write(cx, bytes)
    }
    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<std::io::Result<()>> {
        Pin::new(&mut self.streams).poll_flush(cx)
    }
    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<std::io::Result<()>> {
        Pin::new(&mut self.streams).poll_shutdown(cx)
    }
}

/// One host under any address.
pub struct OneHost(pub Arc<LocalHost>);

#[async_trait]
impl Hosts for OneHost {
    async fn host(&self, address: &str) -> Result<Arc<dyn Host>, Problem> {
        match self.0.away.lock().unwrap().iter().any(|away| away == address) {
            true => Err(Problem::new(Code::HostUnreachable, format!("{address} cannot be reached"))),
            false => Ok(self.0.clone()),
        }
    }
}

/// The ports of a test that has a host and no engine.
pub fn kit(host: Arc<LocalHost>) -> Arc<Kit> {
    let known = known();
    Kit::new(Arc::new(OneHost(host)), known.clone(), known.clone(), known.clone(), known)
}

/// What tests know besides.
pub fn known() -> Arc<Known> {
    Arc::new(Known { token: TOKEN, login: None })
}

/// A host in a folder of its own.
pub struct Stage {
    pub folder: tempfile::TempDir,
    pub kit: Arc<Kit>,
    pub spot: Spot,
    host: Arc<LocalHost>,
}

impl Stage {
    /// With one of the shells that hosts have.
    pub fn with(shell: &[&str]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut host = LocalHost::new(folder.path(), shell, "unix:///nowhere/docker.sock");
        if shell[0].ends_with("busybox") {
            host.path = applets(folder.path());
        }
        let host = Arc::new(host);
        Self { folder, kit: kit(host.clone()), spot: Spot::here("recipes", "sandbox"), host }
    }

    /// The same, with programs of the test's own before those of the host.
    pub fn with_programs(shell: &[&str], programs: &[(&str, &str)]) -> Self {
        use std::os::unix::fs::PermissionsExt;
        let mut stage = Self::with(shell);
        let own = stage.folder.path().join("own");
        std::fs::create_dir(&own).unwrap();
        for (name, text) in programs {
            std::fs::write(own.join(name), text).unwrap();
            std::fs::set_permissions(own.join(name), std::fs::Permissions::from_mode(0o755)).unwrap();
        }
        let mut host = LocalHost::new(stage.folder.path(), shell, "unix:///nowhere/docker.sock");
        if shell[0].ends_with("busybox") {
            host.path = stage.folder.path().join("bin").display().to_string();
        }
        host.path = format!("{}:{}", own.display(), host.path);
        stage.kit = kit(Arc::new(host));
        stage
    }

    pub fn new() -> Self {
        Self::with(&["dash"])
    }

    /// Cuts the host off under all of its addresses, or joins it again.
    pub fn cut_off(&self, cut: bool) {
        self.host.cut.store(cut, std::sync::atomic::Ordering::Relaxed);
    }

    /// Makes an address unreachable, or reachable again.
    pub fn cut(&self, address: &str, cut: bool) {
        let mut away = self.host.away.lock().unwrap();
        away.retain(|known| known != address);
        if cut {
            away.push(address.to_owned());
        }
    }

    /// The files of ours.
    pub fn own(&self) -> PathBuf {
        self.folder.path().join(".slipway/recipes/sandbox/.slipway")
    }

    pub fn read(&self, name: &str) -> String {
        read(&self.own().join(name))
    }
}

/// A folder with BusyBox's programs only, as small hosts have them.
fn applets(folder: &Path) -> String {
    let bin = folder.join("bin");
    std::fs::create_dir(&bin).unwrap();
    let ran = std::process::Command::new("busybox").arg("--install").arg("-s").arg(&bin).status().unwrap();
    assert!(ran.success());
    // Alpine's BusyBox has a flock, Debian's was built without.
    if !bin.join("flock").exists() {
        std::os::unix::fs::symlink("/usr/bin/flock", bin.join("flock")).unwrap();
    }
    bin.display().to_string()
}

pub fn read(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap_or_default()
}

/// An operation with an empty plan.
pub fn operation(actor: &str) -> (Operation, Plan) {
    let subject = Subject::Upkeep { environment: "sandbox".to_owned(), what: "nothing".to_owned() };
    let plan = slipway_fixtures::plan(subject, Vec::new());
    let operation = Operation { actor: actor.to_owned(), ..slipway_fixtures::operation_of(&plan) };
    (operation, plan)
}

/// What an executor is given for a step of it.
pub fn cx(operation: &Operation, plan: &Plan, step: &str) -> Cx {
    Cx {
        operation: Arc::new(operation.clone()),
        plan: Arc::new(plan.clone()),
        step: StepId::from(step),
        facts: Arc::default(),
        so_far: Verdict::Succeeded,
        secrets: Arc::default(),
        log: Arc::new(|_| ()),
        tell: Arc::new(|_| ()),
    }
}

pub fn key(cx: &Cx) -> Key {
    Key::of(cx.operation.id, &cx.step, 1)
}
