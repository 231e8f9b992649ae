//! A pretended laptop: an engine, a home, and the `slipway` program run by its user.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use rustix::process::Signal;

use crate::command::{Finished, Running, finish, finish_given, run, start, start_with_input, wait_for};
use crate::engine::{Docker, Engine};
use crate::error::{Doing, Result, TestkitError};
use crate::machine::{User, signal, signal_children, state_of};
use crate::network::Wiring;
use crate::registry::Registry;
use crate::repository::Repository;
use crate::secrets_watch::Sighting;
use crate::terminal::Terminal;

/// A machine with an engine whose user `dev` (no root, but in the group of the engine's socket)
/// runs the `slipway` program that was built beside the tests.
#[derive(Debug)]
pub struct Laptop {
    engine: Engine,
    environment: Vec<(String, String)>,
    data: PathBuf,
    limit: Duration,
    repositories: AtomicU32,
    has_programs: bool,
}

impl Laptop {
    pub(crate) fn start(network: &Arc<Wiring>, name: &str, programs: Option<&Path>) -> Result<Self> {
        let engine = Engine::start_with(network, name, programs, None)?;
        let home = engine.machine().home(User::Dev);
        let data = home.join("slipway-data");
        let laptop = Self {
            environment: environment(network, &home),
            engine,
            data,
            limit: Duration::from_secs(180),
            repositories: AtomicU32::new(0),
            has_programs: programs.is_some(),
        };
        for folder in [home.join(".docker"), laptop.data.clone()] {
            fs::create_dir_all(&folder).doing(|| format!("creating {}", folder.display()))?;
        }
        laptop.give_to_user(&home)?;
        Ok(laptop)
    }

    /// Its engine. `localhost` there means this laptop.
    pub fn engine(&self) -> &Engine {
        &self.engine
    }

    /// The docker command line on its engine, run from outside.
    pub fn docker(&self) -> &Docker {
        self.engine.docker()
    }

    /// The home of its user, under the same path inside and here.
    pub fn home(&self) -> PathBuf {
        self.engine.machine().home(User::Dev)
    }

    /// What SLIPWAY_DATA_DIR says.
    pub fn data(&self) -> &Path {
        &self.data
    }

    /// Sets a variable for every later call; replaces what was there.
    pub fn set(&mut self, name: &str, value: &str) {
        self.unset(name);
        self.environment.push((name.to_owned(), value.to_owned()));
    }

    /// Forgets a variable that [`Laptop::set`] or the start gave.
    pub fn unset(&mut self, name: &str) {
        self.environment.retain(|(known, _)| known != name);
    }

    /// Gives the login of a registry to every later call.
    pub fn use_registry(&mut self, registry: &Registry) {
        self.set("SLIPWAY_REGISTRY_USER", registry.user());
        self.set("SLIPWAY_REGISTRY_PASSWORD", registry.password());
    }

    /// How long a call of [`Laptop::slipway`] may take; three minutes at the start.
    pub fn limit(&mut self, limit: Duration) {
        self.limit = limit;
    }

    /// Makes an empty repository in the home.
    pub fn repository(&self) -> Result<Repository> {
        let number = self.repositories.fetch_add(1, Ordering::Relaxed);
        let name = if number == 0 { "project".to_owned() } else { format!("project-{number}") };
        Repository::create(&self.home().join(name))
    }

    /// Runs `slipway WORDS` in `folder` to its end, whatever its exit code.
    pub fn slipway(&self, folder: &Path, words: &[&str]) -> Result<Finished> {
        finish(self.command(folder, words)?, self.limit)
    }

    /// The same with `input` on its standard input.
    pub fn slipway_given(&self, folder: &Path, words: &[&str], input: &str) -> Result<Finished> {
        finish_given(self.command(folder, words)?, input, self.limit)
    }

    /// Starts `slipway WORDS` in `folder` and leaves it running.
    pub fn start_slipway(&self, folder: &Path, words: &[&str]) -> Result<Slipway> {
        Ok(Slipway { running: start(self.command(folder, words)?)? })
    }

    /// Starts `slipway WORDS` in `folder` at a terminal of its own. The words are shell text.
    pub fn at_terminal(&self, folder: &Path, words: &str) -> Result<Terminal> {
        self.give_to_user(folder)?;
        let typed = format!("exec {} {words}", self.program().display());
        let mut command = self.as_user(&["env", "-C"]);
        command.arg(folder).args(["TERM=xterm", "script", "--quiet", "--return", "--flush", "--command"]);
        command.args([&typed, "/dev/null"]);
        Terminal::start(command)
    }

    /// Where a program is that lies beside `slipway`, by its name, as the laptop sees it.
    pub fn beside(&self, name: &str) -> PathBuf {
        self.program().with_file_name(name)
    }

    /// Starts another of the programs that lie beside `slipway`, by its name, and leaves it running.
    pub fn start_program(&self, name: &str, words: &[&str]) -> Result<Slipway> {
        self.start_program_given(name, words, "")
    }

    /// The same with `input` on its standard input.
    pub fn start_program_given(&self, name: &str, words: &[&str], input: &str) -> Result<Slipway> {
        let program = self.beside(name);
        let mut command = self.as_user(&[&program.to_string_lossy()]);
        command.args(words);
        Ok(Slipway { running: start_with_input(command, input)? })
    }

    /// Runs shell text as the laptop's user, with the environment of `slipway`.
    pub fn sh(&self, text: &str) -> Result<Finished> {
        finish(self.shell(text), Duration::from_secs(120))
    }

    /// The same, not yet started.
    pub fn shell(&self, text: &str) -> Command {
        self.as_user(&["bash", "-c", text])
    }

    /// Runs shell text at the laptop as root.
    pub fn root_sh(&self, text: &str) -> Result<Finished> {
        self.engine.machine().sh(User::Root, text)
    }

    /// `slipway WORDS`, not yet started. The folder and what it holds become the user's.
    pub fn command(&self, folder: &Path, words: &[&str]) -> Result<Command> {
        self.give_to_user(folder)?;
        if !self.has_programs {
            return Err(TestkitError::new(
                "there is no slipway program beside the tests; build it with `cargo build --bin slipway`",
            ));
        }
        // Whoever runs the tests may ignore SIGHUP, as nohup does, and a program inherits that.
        let mut command = self.as_user(&["env", "--default-signal=HUP", "-C"]);
        command.arg(folder).arg(self.program()).args(words);
        Ok(command)
    }

    /// Whether a sighting is the `slipway` program itself, which is given secrets in its own
    /// environment: it, or what enters the machine in order to become it.
    pub fn is_slipway(&self, sighting: &Sighting) -> bool {
        !sighting.in_arguments && sighting.command.contains(&*self.program().to_string_lossy())
    }

    fn program(&self) -> PathBuf {
        self.engine.machine().folder().join("programs/slipway")
    }

    fn as_user(&self, words: &[&str]) -> Command {
        let mut command = self.engine.machine().command_as(User::Dev, words);
        command.envs(self.environment.iter().map(|(name, value)| (name, value)));
        command
    }

    fn give_to_user(&self, folder: &Path) -> Result<()> {
        let inside = folder.starts_with(self.home());
        if inside { run(&["chown", "-R", "7210:7210", &folder.to_string_lossy()]).map(drop) } else { Ok(()) }
    }
}

/// A `slipway` under way on a laptop. Dropping it kills it.
#[derive(Debug)]
pub struct Slipway {
    running: Running,
}

impl Slipway {
    /// Waits for its end; kills it and fails when `limit` passes first.
    pub fn wait(self, limit: Duration) -> Result<Finished> {
        self.running.wait(limit)
    }

    /// True while it runs.
    pub fn is_running(&mut self) -> Result<bool> {
        self.running.is_running()
    }

    /// What it has written to standard output so far.
    pub fn stdout_so_far(&self) -> String {
        self.running.stdout_so_far()
    }

    /// What it has written to standard error so far.
    pub fn stderr_so_far(&self) -> String {
        self.running.stderr_so_far()
    }

    /// Kills the program as `kill -9` does; what it started on the laptop lives on.
    pub fn kill(&self) -> Result<()> {
        signal_children(self.running.id(), Signal::KILL)
    }

    /// Stops the program where it is, as a laptop does whose lid is closed; what it started is not stopped.
    pub fn pause(&self) -> Result<()> {
        signal_children(self.running.id(), Signal::STOP)?;
        // What entered the laptop for us stops with the program, a moment later; woken before that it never wakes.
        wait_for("the program slept", Duration::from_secs(5), || {
            Ok(state_of(self.running.id()).is_none_or(|state| "TZ".contains(state)).then_some(()))
        })
    }

    /// Lets a stopped program go on.
    pub fn wake(&self) -> Result<()> {
        signal(self.running.id(), Signal::CONT);
        signal_children(self.running.id(), Signal::CONT)
    }

    /// Interrupts the program as Ctrl-C does.
    pub fn interrupt(&self) -> Result<()> {
        signal_children(self.running.id(), Signal::INT)
    }

    /// Tells the program that its terminal has closed.
    pub fn hang_up(&self) -> Result<()> {
        signal_children(self.running.id(), Signal::HUP)
    }
}

fn environment(network: &Wiring, home: &Path) -> Vec<(String, String)> {
    let mut environment = vec![
        ("DOCKER_HOST".to_owned(), "unix:///run/docker.sock".to_owned()),
        ("SLIPWAY_DATA_DIR".to_owned(), home.join("slipway-data").to_string_lossy().into_owned()),
        ("SLIPWAY_SSH_CONFIG".to_owned(), network.ssh_config().to_string_lossy().into_owned()),
        ("DOCKER_CONFIG".to_owned(), home.join(".docker").to_string_lossy().into_owned()),
    ];
    if let Ok(wanted) = std::env::var("RUST_BACKTRACE") {
        environment.push(("RUST_BACKTRACE".to_owned(), wanted));
    }
    environment
}

/// The folder that holds `slipway`: SLIPWAY_BIN_DIR, else the one that this program lies in, else the one above,
/// as for a test's program (`target/debug/deps/NAME`).
pub(crate) fn built_programs() -> Result<Option<PathBuf>> {
    let named = std::env::var_os("SLIPWAY_BIN_DIR").map(PathBuf::from);
    let own = std::env::current_exe().doing(|| "finding the test's own program".into())?;
    let beside = own.parent().map(Path::to_owned);
    let above = beside.as_deref().and_then(Path::parent).map(Path::to_owned);
    let mut folders = [named, beside, above].into_iter().flatten();
    Ok(folders.find(|folder| folder.join("slipway").is_file()))
}
