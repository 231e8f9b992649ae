//! Docker Engines of our own, one per pretended machine.

use std::path::{Path, PathBuf};
use std::process::{Child, Stdio};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use rustix::process::Signal;

use crate::command::{ENDS_WITHIN, Finished, finish, start_with_input, wait_for, wait_for_end};
use crate::error::{Doing, Result, TestkitError};
use crate::leash::log_end;
use crate::machine::{Machine, User, signal};
use crate::network::Wiring;

/// The docker command line on one engine.
#[derive(Debug, Clone)]
pub struct Docker {
    endpoint: String,
    configuration: PathBuf,
}

impl Docker {
    /// Speaks to `endpoint` (`unix://…`), with its own configuration folder, so that a
    /// login there leaves the real user's file alone.
    pub fn at(endpoint: &str, configuration: &Path) -> Self {
        Self { endpoint: endpoint.to_owned(), configuration: configuration.to_owned() }
    }

    /// `unix://` and the path of the engine's socket, or whatever DOCKER_HOST may hold.
    pub fn endpoint(&self) -> &str {
        &self.endpoint
    }

    /// Runs `docker WORDS` for at most two minutes; fails unless it ends with 0.
    pub fn run(&self, words: &[&str]) -> Result<Finished> {
        self.try_run(words)?.success()
    }

    /// Runs `docker WORDS` for at most two minutes, whatever its exit code.
    pub fn try_run(&self, words: &[&str]) -> Result<Finished> {
        finish(self.command(words), Duration::from_secs(120))
    }

    /// The trimmed standard output of `docker WORDS`.
    pub fn text(&self, words: &[&str]) -> Result<String> {
        Ok(self.run(words)?.stdout.trim().to_owned())
    }

    /// Logs in to a registry; the password goes through standard input.
    pub fn log_in(&self, registry: &str, user: &str, password: &str) -> Result<()> {
        let words = ["login", "--username", user, "--password-stdin", registry];
        start_with_input(self.command(&words), password)?.wait(Duration::from_secs(60))?.success().map(drop)
    }

    /// `docker WORDS`, not yet started.
    pub fn command(&self, words: &[&str]) -> std::process::Command {
        let mut command = std::process::Command::new("docker");
        command.args(words).env("DOCKER_HOST", &self.endpoint).env("DOCKER_CONFIG", &self.configuration);
        command.env_remove("DOCKER_CONTEXT");
        command
    }
}

/// Where an engine keeps its data unless told otherwise.
const ROOT: &str = "/var/lib/docker";

/// A dockerd and the machine that it runs on. Dropping it ends both, containers included.
#[derive(Debug)]
pub struct Engine {
    daemon: Mutex<Option<Child>>,
    machine: Machine,
    docker: Docker,
    last: u8,
    network: Arc<Wiring>,
}

impl Engine {
    pub(crate) fn start(network: &Arc<Wiring>, name: &str) -> Result<Self> {
        Self::start_with(network, name, None, None)
    }

    /// `programs` is shown to the machine; `disk_megabytes` limits the engine's data.
    pub(crate) fn start_with(
        network: &Arc<Wiring>,
        name: &str,
        programs: Option<&Path>,
        disk_megabytes: Option<u32>,
    ) -> Result<Self> {
        let (machine, last) = network.machine(name, programs)?;
        let endpoint = format!("unix://{}", machine.folder().join("docker.sock").display());
        let docker = Docker::at(&endpoint, &machine.folder().join("docker-cli"));
        let engine = Self { daemon: Mutex::new(None), machine, docker, last, network: Arc::clone(network) };
        if let Some(megabytes) = disk_megabytes {
            engine.limit_disk(megabytes)?;
        }
        engine.show_data()?;
        engine.start_daemon()?;
        Ok(engine)
    }

    /// The docker command line on this engine, run from outside the machine.
    pub fn docker(&self) -> &Docker {
        &self.docker
    }

    /// Where the engine's socket is, as DOCKER_HOST says it. Reachable from this process.
    pub fn endpoint(&self) -> &str {
        self.docker.endpoint()
    }

    /// The machine's address, where published ports answer.
    pub fn address(&self) -> String {
        self.network.slot().address(self.last)
    }

    /// Starts the daemon again after [`Engine::stop_daemon`]; its data is still there.
    pub fn start_daemon(&self) -> Result<()> {
        let mut daemon = self.lock();
        if daemon.is_none() {
            *daemon = Some(self.spawn_daemon()?);
        }
        wait_for("the engine answered", Duration::from_secs(60), || {
            if let Some(status) = daemon.as_mut().and_then(|child| child.try_wait().ok().flatten()) {
                return Err(TestkitError::new(format!("dockerd ended with {status}\n{}", self.log_end())));
            }
            Ok(self.docker.try_run(&["version"])?.success().ok())
        })
        .map(drop)
    }

    /// Ends the daemon in good order; its containers stop with it. Fails with the end of its log where it goes on.
    pub fn stop_daemon(&self) -> Result<()> {
        let mut lock = self.lock();
        let Some(daemon) = lock.as_mut() else {
            return Ok(());
        };
        self.machine.sh(User::Root, "kill -TERM $(cat /run/docker.pid)")?.success()?;
        wait_for_end("dockerd", daemon, ENDS_WITHIN)
            .map_err(|error| TestkitError::new(format!("{error}\n{}", self.log_end())))?;
        *lock = None;
        Ok(())
    }

    /// Freezes the daemon: it accepts connections and answers nothing.
    pub fn pause_daemon(&self) -> Result<()> {
        self.machine.sh(User::Root, "kill -STOP $(cat /run/docker.pid)")?.success().map(drop)
    }

    /// Lets a frozen daemon go on.
    pub fn resume_daemon(&self) -> Result<()> {
        self.wake_parent();
        self.machine.sh(User::Root, "kill -CONT $(cat /run/docker.pid)")?.success().map(drop)
    }

    /// The last lines of the daemon's log.
    pub fn log_end(&self) -> String {
        log_end(&self.log())
    }

    pub(crate) fn machine(&self) -> &Machine {
        &self.machine
    }

    pub(crate) fn network(&self) -> &Arc<Wiring> {
        &self.network
    }

    /// Takes the machine's network cable out, or puts it in.
    pub(crate) fn cable(&self, plugged_in: bool) -> Result<()> {
        self.network.cable(self.last, plugged_in)
    }

    /// `nsenter`, which started the daemon, stops itself when the daemon is stopped.
    fn wake_parent(&self) {
        if let Some(daemon) = self.lock().as_ref() {
            signal(daemon.id(), Signal::CONT);
        }
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Option<Child>> {
        self.daemon.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn log(&self) -> PathBuf {
        self.machine.folder().join("dockerd.log")
    }

    fn limit_disk(&self, megabytes: u32) -> Result<()> {
        let data = self.machine.folder().join("docker");
        let text = format!("mkdir -p {0} && mount -t tmpfs -o size={megabytes}m tmpfs {0}", data.display());
        self.machine.sh(User::Root, &text)?.success().map(drop)
    }

    /// Lets the machine have its data where an engine has it that was not told otherwise.
    fn show_data(&self) -> Result<()> {
        let data = self.machine.folder().join("docker");
        let text = format!("mkdir -p {0} {ROOT} && mount --bind {0} {ROOT}", data.display());
        self.machine.sh(User::Root, &text)?.success().map(drop)
    }

    /// Every process in a container would otherwise have Docker's own filter of system calls compiled for it, health
    /// checks included, and no test is about what that filter lets through.
    fn filter_of_calls(&self) -> Result<PathBuf> {
        let profile = self.machine.folder().join("seccomp.json");
        std::fs::write(&profile, r#"{"defaultAction":"SCMP_ACT_ALLOW"}"#)
            .doing(|| format!("writing {}", profile.display()))?;
        Ok(profile)
    }

    fn spawn_daemon(&self) -> Result<Child> {
        let log = std::fs::File::options()
            .create(true)
            .append(true)
            .open(self.log())
            .doing(|| "opening the log of dockerd".into())?;
        let errors = log.try_clone().doing(|| "opening the log of dockerd".into())?;
        let filter = self.filter_of_calls()?;
        let slot = self.network.slot();
        let name = self.machine.folder().file_name().unwrap_or_default().to_string_lossy();
        self.machine
            .command(&["dockerd", "--host", "unix:///run/docker.sock", "--host", self.endpoint()])
            .args(["--group", "docker", "--pidfile", "/run/docker.pid", "--exec-root", "/run/docker"])
            .args(["--data-root", ROOT])
            .arg("--seccomp-profile")
            .arg(filter)
            .args(["--exec-opt", "native.cgroupdriver=cgroupfs"])
            .arg(format!("--cgroup-parent=/slipway-testkit-{}-{name}", slot.number()))
            .arg(format!("--insecure-registry={}/31", slot.address(2)))
            .env_remove("DOCKER_HOST")
            .stdin(Stdio::null())
            .stdout(log)
            .stderr(errors)
            .spawn()
            .doing(|| "starting dockerd".into())
    }
}

impl Drop for Engine {
    fn drop(&mut self) {
        // Its data goes too, so there is nothing to end in good order: one signal to the machine's
        // first process would do; ending the daemon by force only makes sure that we can wait.
        let pid_file = "kill -KILL $(cat /run/docker.pid)";
        let _ = self.machine.sh(User::Root, pid_file);
        self.wake_parent();
        if let Some(mut daemon) = self.lock().take() {
            let _ = daemon.wait();
        }
    }
}
