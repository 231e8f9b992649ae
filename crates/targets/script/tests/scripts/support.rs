//! A host that is this machine with a home directory of its own, and what a script needs around it.
#![allow(dead_code, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::process::Stdio;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};

use super::known::Known;
use super::origins::{Files, Left, recipe, release};
use async_trait::async_trait;
use slipway_domain::config::{self, Config};
use slipway_domain::deployment::{Deployment, Setting};
use slipway_domain::digest::Digest;
use slipway_domain::entry::Report;
use slipway_domain::host::Host as Address;
use slipway_domain::ids::{Key, StepId};
use slipway_domain::operation::Verdict;
use slipway_domain::plan::{Plan, Step, Subject};
use slipway_domain::problem::{Code, Problem};
use slipway_domain::progress::Observed;
use slipway_domain::release::Release;
use slipway_domain::secret::Secret;
use slipway_domain::template::Template;
use slipway_engine::ports::{
    Command, Cx, Duplex, Executor, Fence, Host, Hosts, Ran, Restore, Steps, Target, Want,
};
use slipway_hosts::{Kit, Locker};
use slipway_script::{ScriptExecutor, ScriptTarget};
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};

const NOT_HERE: &str = "no test of the script target does this";

/// This machine with another home, where `own` may have programs that go before all others. A dropped command goes on, as on a host whose connection is lost.
pub struct Machine {
    home: PathBuf,
    shell: Vec<String>,
    /// Whether a command gets its input without its last byte, as from a connection that ended.
    pub cuts_input: AtomicBool,
    /// Whether its disk is so full that a shell cannot even begin.
    pub full: AtomicBool,
}

#[async_trait]
impl Host for Machine {
    fn address(&self) -> &str {
        "box"
    }

    async fn reach(&self) -> Result<(), Problem> {
        Ok(())
    }

    async fn run(&self, command: Command) -> Result<Ran, Problem> {
        self.run_lines(command, &|_| ()).await
    }

    async fn run_lines(
        &self,
        command: Command,
        line: &(dyn Fn(String) + Send + Sync),
    ) -> Result<Ran, Problem> {
        if self.full.load(Ordering::Relaxed) {
            let stderr = b"sh: cannot create a file for a here-document: No space left on device".to_vec();
            return Ok(Ran { code: 2, stderr, ..Ran::default() });
        }
        let mut child = tokio::process::Command::new(&self.shell[0])
            .args(&self.shell[1..])
            .args(["-c", &command.script])
            .env_clear()
            .env("PATH", format!("{}/own:/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin", self.home.display()))
            .env("HOME", &self.home)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut stdin = child.stdin.take().unwrap();
        let (mut out, mut err) = (BufReader::new(child.stdout.take().unwrap()), child.stderr.take().unwrap());
        let mut ran = Ran::default();
        let cut = usize::from(self.cuts_input.load(Ordering::Relaxed)).min(command.stdin.len());
        let feeding = async move {
            let _ = stdin.write_all(&command.stdin[..command.stdin.len() - cut]).await;
        };
        let reading = async {
            let mut bytes = Vec::new();
            while out.read_until(b'\n', &mut bytes).await.unwrap() > 0 {
                let text = String::from_utf8_lossy(&bytes).into_owned();
                line(text.trim_end_matches('\n').trim_end_matches('\r').to_owned());
                ran.stdout.append(&mut bytes);
            }
            tokio::io::AsyncReadExt::read_to_end(&mut err, &mut ran.stderr).await.unwrap();
        };
        tokio::join!(feeding, reading);
        ran.code = child.wait().await.unwrap().code().unwrap_or(137);
        Ok(ran)
    }

    async fn dial(&self, _: Command) -> Result<Box<dyn Duplex>, Problem> {
        Err(Problem::new(Code::Internal, NOT_HERE))
    }

    async fn connect(&self, address: &str, port: u16) -> Result<Box<dyn Duplex>, Problem> {
        match tokio::net::TcpStream::connect((address, port)).await {
            Ok(stream) => Ok(Box::new(stream)),
            Err(error) => Err(Problem::new(Code::HostCommandFailed, error.to_string())),
        }
    }

    async fn attach(&self, _: &str, _: bool) -> Result<i32, Problem> {
        Err(Problem::new(Code::Internal, NOT_HERE))
    }
}

struct OneHost(Arc<Machine>);

#[async_trait]
impl Hosts for OneHost {
    async fn host(&self, _: &str) -> Result<Arc<dyn Host>, Problem> {
        Ok(self.0.clone())
    }
}

/// The value of the secret TOKEN.
pub const SECRET: &str = "s3cr3t $x 'q'";

/// A host and an environment on it that is reached by a script.
pub struct Stage {
    pub folder: tempfile::TempDir,
    pub machine: Arc<Machine>,
    pub kit: Arc<Kit>,
    pub files: Files,
    pub executor: Arc<ScriptExecutor>,
    pub config: Config,
    pub lines: Arc<Mutex<Vec<String>>>,
    secrets: BTreeMap<String, Secret>,
}

impl Stage {
    pub fn new(script: &str) -> Self {
        Self::with(&["dash"], script)
    }

    /// With one of the shells that hosts have.
    pub fn with(shell: &[&str], script: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let shell = shell.iter().map(|word| (*word).to_owned()).collect();
        let (cuts_input, full) = Default::default();
        let machine = Arc::new(Machine { home: folder.path().to_owned(), shell, cuts_input, full });
        let known = Arc::new(Known { token: SECRET, login: None });
        let host = Arc::new(OneHost(machine.clone()));
        let kit = Kit::new(host, known.clone(), known.clone(), known.clone(), known);
        let files = [("deploy.sh", script), ("dist/app", "binary \0 text"), ("dist/conf/a b.txt", "a")];
        let files = Files::of(files);
        let executor = Arc::new(ScriptExecutor::new(kit.clone(), sources(&files)));
        let secrets = [("TOKEN".to_owned(), Secret::new(SECRET))].into();
        Self { folder, machine, kit, files, executor, config: config(), lines: Arc::default(), secrets }
    }

    /// With other secrets on the script's input, in this order.
    pub fn given(mut self, secrets: &[(&str, &str)]) -> Self {
        self.secrets =
            secrets.iter().map(|(name, value)| ((*name).to_owned(), Secret::new(*value))).collect();
        let config::Target::Script(target) = &mut self.config.environments[0].target else { panic!() };
        target.stdin = secrets.iter().map(|(name, _)| (*name).to_owned()).collect();
        self
    }

    /// A program of the test's own on the host.
    pub fn program(&self, name: &str, text: &str) {
        use std::os::unix::fs::PermissionsExt;
        let own = self.folder.path().join("own");
        std::fs::create_dir_all(&own).unwrap();
        std::fs::write(own.join(name), text).unwrap();
        std::fs::set_permissions(own.join(name), std::fs::Permissions::from_mode(0o755)).unwrap();
    }

    pub fn target(&self) -> ScriptTarget {
        ScriptTarget::new(self.kit.clone(), &self.config, "legacy")
    }

    pub fn directory(&self) -> PathBuf {
        self.folder.path().join(".slipway/recipes/legacy")
    }

    pub fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.directory().join(name)).unwrap_or_default()
    }

    pub fn lines(&self) -> Vec<String> {
        self.lines.lock().unwrap().clone()
    }

    pub async fn deployment(&self, number: u64) -> Deployment {
        let recipe = recipe(&self.target(), &self.files, &self.config).await.unwrap();
        deployment(number, recipe)
    }

    pub async fn steps(&self, number: u64, restore: Option<Restore>) -> Steps {
        let want = Want { deployment: self.deployment(number).await, restore };
        self.target().plan(&want, &self.target().observe().await).unwrap()
    }

    /// An operation with these steps that holds the lock, with what its executors are given.
    pub async fn begin(&self, steps: &Steps) -> (Cx, Fence) {
        let subject = Subject::Upkeep { environment: "legacy".to_owned(), what: "test".to_owned() };
        let all = [steps.lock.clone(), steps.work.clone(), steps.close.clone()].concat();
        let plan = slipway_fixtures::plan(subject, all);
        assert_eq!(plan.fault(), None);
        let cx = self.cx(plan);
        let lock = &steps.lock[0];
        let locker = Locker::new(self.kit.clone());
        let report = locker.act(&lock.effect, &Key::of(cx.id(), &lock.id, 1), Fence(None), &cx).await;
        assert_eq!(report.problem, None);
        let Observed::Done(fact) = locker.observe(&lock.effect, &key(&cx, lock), &cx, None).await else {
            panic!()
        };
        (cx, Fence(fact["fence"].as_u64()))
    }

    fn cx(&self, plan: Plan) -> Cx {
        let lines = self.lines.clone();
        Cx {
            operation: Arc::new(slipway_fixtures::operation_of(&plan)),
            plan: Arc::new(plan),
            step: StepId::from("box/run"),
            facts: Arc::default(),
            so_far: Verdict::Succeeded,
            secrets: Arc::new(self.secrets.clone()),
            log: Arc::new(move |line| lines.lock().unwrap().push(line.text)),
            tell: Arc::new(|_| ()),
        }
    }

    /// Does a step as the runner would, and looks at it.
    pub async fn go(&self, step: &Step, cx: &Cx, fence: Fence) -> (Report, Observed) {
        let cx = Cx { step: step.id.clone(), ..cx.clone() };
        let report = self.executor.act(&step.effect, &key(&cx, step), fence, &cx).await;
        let seen = self.observe(step, &cx).await;
        (report, seen)
    }

    pub async fn observe(&self, step: &Step, cx: &Cx) -> Observed {
        self.executor.observe(&step.effect, &key(cx, step), cx, None).await
    }
}

/// Where the executor reads files.
pub fn sources(files: &Files) -> slipway_hosts::Files {
    slipway_hosts::Files { source: Arc::new(files.clone()), artifacts: Arc::new(Left::default()) }
}

pub fn key(cx: &Cx, step: &Step) -> Key {
    Key::of(cx.id(), &step.id, 1)
}

pub fn step<'s>(steps: &'s Steps, id: &str) -> &'s Step {
    steps.work.iter().find(|step| step.id.0 == id).unwrap_or_else(|| panic!("there is no step {id}"))
}

fn config() -> Config {
    let target = config::ScriptTarget {
        hosts: vec!["box".parse::<Address>().unwrap()],
        file: "deploy.sh".to_owned(),
        args: vec![Template::parse("${version}").unwrap(), Template::parse("it's $$5").unwrap()],
        stdin: vec!["TOKEN".to_owned()],
        files: vec!["dist".to_owned()],
        ..config::ScriptTarget::default()
    };
    let environment = config::Environment {
        target: config::Target::Script(target),
        on_failure: config::OnFailure::Rollback,
        ..config::Environment::default()
    };
    let mut config = Config { project: "recipes".to_owned(), ..Config::default() };
    config.environments.insert("legacy".to_owned(), environment);
    config
}

fn deployment(number: u64, recipe: serde_json::Value) -> Deployment {
    let (repository, version) = ("registry.example.com/api", format!("0.1.{number}"));
    let api = slipway_fixtures::service_release(repository, &version, Digest::of(b"image"));
    let settings = [("GREETING".to_owned(), Setting::Plain("it's $HOME".to_owned()))];
    let release = Release { services: [("api".to_owned(), api)].into(), ..release(number, Vec::new()) };
    Deployment {
        configuration: [("api".to_owned(), settings.into())].into(),
        recipe,
        ..slipway_fixtures::deployment("legacy", release)
    }
}
