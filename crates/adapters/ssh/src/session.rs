//! One connection to a host, shared by all commands.

mod paths;

use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Weak};
use std::time::{Duration, Instant};

use slipway_domain::host::Host as Address;
use slipway_domain::problem::{Code, Problem};
use tokio::process::Command;
use tokio::sync::{Mutex, OwnedSemaphorePermit, Semaphore};

use crate::agent::{Agent, user_settings};
use crate::arguments::{Asking, asking_agent, common, destination, opening, sharing, telling};
use crate::askpass::{Askpass, socket_beside};
use crate::child::{Ties, command, spawn};
use crate::directory::Directory;
use crate::failure::{Attempt, changed_key, classify, interrupted, reason};
use crate::known_key;
use crate::person::Person;
use crate::settings::SshSettings;

/// How many commands share a connection: what `sshd` allows unless told otherwise (`MaxSessions`).
const SEATS: usize = 10;
/// How long a command waits for a seat before it gets a connection of its own.
const SEAT_WAIT: Duration = Duration::from_secs(2);
/// What logging in may take beyond connecting, when nobody is asked.
const LOGIN: Duration = Duration::from_secs(20);
/// How long ending a connection may take. One that hangs ends by itself when its keep-alive notices.
const FAREWELL: Duration = Duration::from_secs(2);

/// How long a person who sits at no terminal is left alone after a no, or after they did not answer.
const REST: Duration = Duration::from_secs(600);

/// How many bytes of the shared connection's own messages are kept.
const LONG_LOG: u64 = 256 * 1024;

/// The file for what one call says; gone with it, also where nobody waits for its end.
#[derive(Debug)]
pub(crate) struct CallLog(pub(crate) PathBuf);

impl Drop for CallLog {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.0);
    }
}

/// A host's connection.
#[derive(Debug)]
pub(crate) struct Session {
    pub(crate) address: Address,
    pub(crate) name: String,
    pub(crate) settings: Arc<SshSettings>,
    directory: Arc<Directory>,
    number: u64,
    seats: Arc<Semaphore>,
    opening: Mutex<Opened>,
    /// What holds the keys that are credentials, while somebody logs in with them.
    agent: Mutex<Weak<Agent>>,
    logs: AtomicU64,
}

/// What became of the connection so far.
#[derive(Debug, Default)]
struct Opened {
    ever: bool,
    /// It took an answer of the person.
    asked: bool,
    /// The person's answer was no, or none, and since when. They are not asked again for every command.
    declined: Option<(Instant, Problem)>,
    /// Keeps the connection from ending while nothing goes over it and this program lives: whoever gave a
    /// passphrase and then reads a plan for a minute is not asked for it again.
    #[cfg(unix)]
    held: Option<tokio::net::UnixStream>,
}

/// The right to one command. Keeps the connection as long as it is held.
#[derive(Debug)]
pub(crate) struct Seat {
    session: Arc<Session>,
    /// None: a connection of its own.
    shared: Option<OwnedSemaphorePermit>,
    /// What a connection of its own logs in with.
    agent: Option<Arc<Agent>>,
}

impl Session {
    pub(crate) fn new(
        address: Address,
        settings: Arc<SshSettings>,
        directory: Arc<Directory>,
        number: u64,
    ) -> Self {
        Self {
            name: address.to_string(),
            address,
            settings,
            directory,
            number,
            seats: Arc::new(Semaphore::new(SEATS)),
            opening: Mutex::default(),
            agent: Mutex::default(),
            logs: AtomicU64::default(),
        }
    }

    /// A seat on the connection, which is made if it is not there.
    pub(crate) async fn seat(self: &Arc<Self>) -> Result<Seat, Problem> {
        let asked = self.ensure().await?;
        let free = self.seats.clone().acquire_owned();
        let shared = match (cfg!(unix), asked) {
            (false, _) => None,
            // A connection of its own would have to ask again.
            (true, true) => free.await.ok(),
            (true, false) => tokio::time::timeout(SEAT_WAIT, free).await.ok().and_then(Result::ok),
        };
        let agent = if shared.is_some() { None } else { self.agent().await? };
        Ok(Seat { session: self.clone(), shared, agent })
    }

    /// Sees to it that the connection is there. Answers whether it took an answer of the person.
    pub(crate) async fn ensure(&self) -> Result<bool, Problem> {
        let mut opened = self.opening.lock().await;
        if opened.ever && (self.is_up().await || !cfg!(unix)) {
            self.shorten_log();
            return Ok(opened.asked);
        }
        if let Some((since, declined)) = &opened.declined
            && (!self.is_asked_elsewhere() || since.elapsed() < REST)
        {
            return Err(declined.clone());
        }
        self.open(&mut opened).await?;
        opened.ever = true;
        #[cfg(unix)]
        {
            opened.held = tokio::net::UnixStream::connect(self.socket()).await.ok();
        }
        Ok(opened.asked)
    }

    /// An agent with the keys among the credentials that apply to this host, if there are any; the one that runs, if one
    /// does. A key that cannot be opened is a problem: with another one than was chosen nobody connects.
    async fn agent(&self) -> Result<Option<Arc<Agent>>, Problem> {
        let Some(keys) = &self.settings.keys else { return Ok(None) };
        let mut running = self.agent.lock().await;
        if let Some(agent) = running.upgrade() {
            return Ok(Some(agent));
        }
        let credentials = keys.open(&self.name).await?;
        if credentials.is_empty() {
            return Ok(None);
        }
        let user = user_settings(&self.settings, &self.address).await;
        let agent = Agent::start(self.agent_socket(), &self.public_keys(), &credentials, user)?;
        let agent = Arc::new(agent);
        *running = Arc::downgrade(&agent);
        Ok(Some(agent))
    }

    /// Connects without a question, and where that is refused for want of an answer, asks the person.
    async fn open(&self, opened: &mut Opened) -> Result<(), Problem> {
        // Gone once this has come to its end: what shares the connection needs no key any more.
        let agent = self.agent().await.inspect_err(|problem| {
            if problem.code == Code::CredentialDeclined {
                opened.declined = Some((Instant::now(), problem.clone()));
            }
        })?;
        let refused = match self.connect(Asking::Nobody, agent.as_deref()).await {
            Err(problem) if wants_an_answer(&problem) => problem,
            other => return other,
        };
        let Some(person) = &self.settings.person else { return Err(refused) };
        let why = match refused.code {
            Code::HostKeyUnknown => format!("{} is not known yet, so ssh asks about its key:", self.name),
            _ => format!("{} does not let us in without more, so ssh asks:", self.name),
        };
        let Some(turn) = person.turn(why).await else { return Err(interrupted(&self.name)) };
        let answered = self.connect(Asking::Person, agent.as_deref()).await;
        match &answered {
            Ok(()) => opened.asked = true,
            Err(problem) if problem.code == Code::Interrupted => turn.leave(),
            Err(problem) if wants_an_answer(problem) => {
                opened.declined = Some((Instant::now(), problem.clone()));
            }
            Err(_) => {}
        }
        answered
    }

    /// Connects. Where connections cannot be shared this only tries whether commands get there.
    async fn connect(&self, asking: Asking, agent: Option<&Agent>) -> Result<(), Problem> {
        let _ = std::fs::remove_file(self.socket());
        let _ = std::fs::remove_file(self.log());
        let mut ssh = self.ssh(asking, agent);
        ssh.args(telling(&self.log(), "DEBUG1"));
        if cfg!(unix) {
            ssh.args(opening(&self.settings, &self.socket())).args(destination(&self.address));
        } else {
            ssh.arg("-T").args(destination(&self.address)).arg("exit 0");
        }
        let askpass = self.askpass(asking)?;
        let program = self.settings.askpass.as_deref();
        askpass.iter().for_each(|askpass| askpass.is_asked_by(&mut ssh, program));
        let at_terminal = asking == Asking::Person && askpass.is_none();
        let ties = if at_terminal { Ties::MuteAsking } else { Ties::Mute };
        let mut child = spawn(ssh, ties)?;
        let limit = (asking == Asking::Nobody).then_some(self.settings.connect_timeout + LOGIN);
        let status = match limit {
            Some(limit) => {
                tokio::time::timeout(limit, child.wait()).await.map_err(|_| self.no_answer(limit))??
            }
            None => child.wait().await?,
        };
        match (status.code(), asking) {
            (Some(0), _) => Ok(()),
            (None, Asking::Person) => Err(interrupted(&self.name)),
            _ => Err(self.failure(&self.words(), asking).await),
        }
    }

    /// Whether the person sits at no terminal. The program that they look at may run for days.
    fn is_asked_elsewhere(&self) -> bool {
        self.settings.person.as_ref().is_some_and(|person| person.prompts().is_some())
    }

    /// What hears the questions of `ssh`, where the person sits at no terminal.
    fn askpass(&self, asking: Asking) -> Result<Option<Askpass>, Problem> {
        let person = self.settings.person.as_ref().filter(|_| asking == Asking::Person);
        let Some(prompts) = person.and_then(Person::prompts) else { return Ok(None) };
        Askpass::start(socket_beside(&self.agent_socket()), prompts).map(Some)
    }

    fn no_answer(&self, limit: Duration) -> Problem {
        let message = format!("{} did not finish the login within {} s", self.name, limit.as_secs());
        Problem::new(Code::HostUnreachable, message)
    }

    /// `ssh` with the options that every call has. One that logs in asks the `agent`.
    fn ssh(&self, asking: Asking, agent: Option<&Agent>) -> Command {
        let mut ssh = command("ssh", &self.settings.environment);
        ssh.args(common(&self.settings, asking));
        if let Some(agent) = agent {
            ssh.args(asking_agent(agent));
            // What ssh starts to get through a jump host asks the same agent, unless its configuration names another.
            ssh.env("SSH_AUTH_SOCK", agent.socket());
        }
        ssh
    }

    /// What the words of an `ssh` that did not get there mean.
    async fn failure(&self, words: &str, asking: Asking) -> Problem {
        if let Some(key) = changed_key(words) {
            return known_key::changed(&self.settings, &self.name, &key).await;
        }
        classify(&Attempt { host: &self.name, by_hand: &self.by_hand(), asking }, words)
    }

    /// Why a command that had begun was cut off.
    pub(crate) async fn lost(&self, words: &str) -> Problem {
        let up = self.is_up().await;
        if up && words.trim().is_empty() {
            let message =
                format!("a command on {} was ended from outside before it could say how it went", self.name);
            return Problem::new(Code::HostCommandFailed, message)
                .hint("look at the host: a signal, or too little memory");
        }
        let told = if up { words.to_owned() } else { format!("{words}\n{}", self.words()) };
        let problem = self.failure(&told, Asking::Nobody).await;
        if problem.code != Code::HostUnreachable {
            return problem;
        }
        let message =
            format!("the connection to {} was lost before the command ended: {}", self.name, reason(&told));
        Problem::new(Code::HostUnreachable, message).hint(
            "what the command did is not known, and it may go on there; look again when the host answers",
        )
    }

    /// How a person connects by hand.
    pub(crate) fn by_hand(&self) -> String {
        let config =
            self.settings.config.as_ref().map(|path| format!("-F '{}' ", path.display())).unwrap_or_default();
        let port = self.address.port.map(|port| format!("-p {port} ")).unwrap_or_default();
        let user = self.address.user.as_ref().map(|user| format!("{user}@")).unwrap_or_default();
        format!("ssh {config}{port}{user}{}", self.address.address)
    }

    /// What the shared connection has said of late.
    pub(crate) fn words(&self) -> String {
        read(&self.log())
    }

    /// A new file for what one call says.
    pub(crate) fn new_log(&self) -> CallLog {
        let count = self.logs.fetch_add(1, Ordering::Relaxed);
        CallLog(self.directory.join(&format!("{}.{count}", self.number)))
    }

    /// Throws away what the shared connection has said once that is much: it says something of every call, for as
    /// long as it stands.
    fn shorten_log(&self) {
        if std::fs::metadata(self.log()).is_ok_and(|log| log.len() > LONG_LOG) {
            let _ = File::options().write(true).open(self.log()).and_then(|log| log.set_len(0));
        }
    }

    /// Whether something listens behind the socket.
    #[cfg(unix)]
    pub(crate) async fn is_up(&self) -> bool {
        tokio::net::UnixStream::connect(self.socket()).await.is_ok()
    }

    #[cfg(not(unix))]
    pub(crate) async fn is_up(&self) -> bool {
        false
    }
}

impl Drop for Session {
    /// Ends the connection in the background, which belongs to nobody else.
    fn drop(&mut self) {
        if !self.socket().exists() {
            return;
        }
        let mut ssh = self.ssh(Asking::Nobody, None);
        ssh.args(sharing(Some(&self.socket()))).args(["-O", "exit"]).args(destination(&self.address));
        let ssh = ssh.as_std_mut();
        let null = std::process::Stdio::null;
        if let Ok(mut ssh) = ssh.stdin(null()).stdout(null()).stderr(null()).spawn() {
            end_soon(&mut ssh);
        }
    }
}

impl Seat {
    /// `ssh` for one command, up to and without the destination.
    pub(crate) fn ssh(&self) -> Command {
        let socket = self.session.socket();
        let mut ssh = self.session.ssh(Asking::Nobody, self.agent.as_deref());
        ssh.args(sharing(self.shared.is_some().then_some(&socket as &Path)));
        ssh
    }

    /// Whether it shares the connection.
    pub(crate) fn is_shared(&self) -> bool {
        self.shared.is_some()
    }

    /// The connection it belongs to.
    pub(crate) fn session(&self) -> &Session {
        &self.session
    }
}

/// Whether a person's answer could have let us in.
fn wants_an_answer(problem: &Problem) -> bool {
    matches!(problem.code, Code::HostKeyUnknown | Code::HostDenied)
}

/// Waits for a child that has hardly anything to do, and ends it when it hangs.
fn end_soon(child: &mut std::process::Child) {
    for _ in 0..FAREWELL.as_millis() / 10 {
        match child.try_wait() {
            Ok(None) => std::thread::sleep(Duration::from_millis(10)),
            _ => return,
        }
    }
    let _ = child.kill();
    let _ = child.wait();
}

/// A file's text; nothing if it is not there.
pub(crate) fn read(path: &Path) -> String {
    std::fs::read(path).map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).unwrap_or_default()
}
