//! A session bus of its own with a gnome-keyring on it, in each state that people meet.
//!
//! Nothing on the bus is started by being asked for, so that what is not there stays away; what is there is started here,
//! with a home of its own. Needs no root.

use std::os::unix::fs::DirBuilderExt as _;
use std::path::PathBuf;
use std::time::Duration;

use rustix::process::{Pid, Signal, kill_process};

use crate::command::{command, finish};
use crate::error::{Doing, Result, TestkitError};
use crate::leash::Leashed;
use crate::prompt_watch::PromptWatch;

/// How long a daemon may take to be there.
const PATIENCE: Duration = Duration::from_secs(30);

/// What the login keychain is unlocked with.
const PASSWORD: &str = "of the keyring";

/// In which state the keychain is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyringState {
    /// There is no session bus.
    NoBus,
    /// Nothing keeps secrets on the bus.
    NoService,
    /// What keeps secrets has no keychain.
    NoCollection,
    /// The login keychain is locked.
    Locked,
    /// The login keychain is open.
    Unlocked,
    /// What keeps secrets takes questions and answers none.
    Frozen,
}

/// A session with a keychain. What lies in the keychain stays from state to state.
#[derive(Debug)]
pub struct SessionKeyring {
    daemon: Option<Daemon>,
    bus: Option<Leashed>,
    folder: tempfile::TempDir,
}

/// A gnome-keyring under way.
#[derive(Debug)]
struct Daemon {
    process: Leashed,
    id: Pid,
}

impl Drop for Daemon {
    fn drop(&mut self) {
        // What is stopped would only end once it is killed.
        let _ = kill_process(self.id, Signal::CONT);
    }
}

impl SessionKeyring {
    /// Starts a session in a state.
    pub fn start(state: KeyringState) -> Result<Self> {
        let folder = tempfile::tempdir().doing(|| "making a folder for a session".into())?;
        for name in ["home", "run"] {
            let made = std::fs::DirBuilder::new().mode(0o700).create(folder.path().join(name));
            made.doing(|| format!("making {name}"))?;
        }
        std::fs::write(folder.path().join("password"), PASSWORD).doing(|| "writing a password".into())?;
        let mut session = Self { daemon: None, bus: None, folder };
        session.bring_to(state)?;
        Ok(session)
    }

    /// Brings the session to another state.
    pub fn bring_to(&mut self, state: KeyringState) -> Result<()> {
        self.daemon = None;
        if state == KeyringState::NoBus {
            self.bus = None;
            return Ok(());
        }
        self.start_bus()?;
        match state {
            KeyringState::NoBus | KeyringState::NoService => {}
            KeyringState::NoCollection => self.start_daemon(false, "has no keychain", |session| {
                Ok(session.says(DEFAULT_ALIAS)?.contains("object path \"/\""))
            })?,
            KeyringState::Unlocked => self.unlock()?,
            KeyringState::Locked => {
                // A keychain is made by unlocking it for the first time.
                self.unlock()?;
                self.daemon = None;
                self.start_daemon(false, "has a locked keychain", |session| {
                    Ok(session.says(IS_LOCKED)?.contains("boolean true"))
                })?;
            }
            KeyringState::Frozen => {
                self.unlock()?;
                self.freeze()?;
            }
        }
        Ok(())
    }

    /// Stops the daemon where it is: it takes questions and answers none.
    pub fn freeze(&self) -> Result<()> {
        self.signal(Signal::STOP)
    }

    /// Lets a frozen daemon go on.
    pub fn thaw(&self) -> Result<()> {
        self.signal(Signal::CONT)
    }

    /// The variables of a program in this session, the whole of what it needs of one.
    pub fn environment(&self) -> Vec<(String, String)> {
        let at = |name: &str| self.folder.path().join(name).display().to_string();
        let mut variables = vec![
            ("HOME".to_owned(), at("home")),
            ("XDG_DATA_HOME".to_owned(), at("home/.local/share")),
            ("XDG_RUNTIME_DIR".to_owned(), at("run")),
            ("PATH".to_owned(), std::env::var("PATH").unwrap_or_default()),
        ];
        if self.bus.is_some() {
            variables.push(("DBUS_SESSION_BUS_ADDRESS".to_owned(), self.address()));
        }
        variables
    }

    /// Counts the prompts that are brought up from now on. There is a bus.
    pub fn watch_prompts(&self) -> Result<PromptWatch> {
        PromptWatch::start(self.folder.path(), self.environment())
    }

    /// Where the keychain's files lie.
    pub fn keyrings(&self) -> PathBuf {
        self.folder.path().join("home/.local/share/keyrings")
    }

    fn unlock(&mut self) -> Result<()> {
        self.start_daemon(true, "has an open keychain", |session| {
            Ok(session.says(IS_LOCKED)?.contains("boolean false"))
        })
    }

    fn start_bus(&mut self) -> Result<()> {
        if self.bus.is_some() {
            return Ok(());
        }
        let (config, socket) = (self.folder.path().join("bus.conf"), self.folder.path().join("socket"));
        // No folders of services: nobody is started by being asked for.
        let text = format!(
            r#"<busconfig>
  <type>session</type>
  <listen>{}</listen>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
"#,
            self.address()
        );
        std::fs::write(&config, text).doing(|| format!("writing {}", config.display()))?;
        let _ = std::fs::remove_file(&socket);
        let named = format!("--config-file={}", config.display());
        let words = ["dbus-daemon", named.as_str(), "--nofork", "--nopidfile"];
        let mut bus = Leashed::start(&words, &self.folder.path().join("bus.log"))?;
        bus.wait_until("the session bus is there", PATIENCE, || socket.exists())?;
        self.bus = Some(bus);
        Ok(())
    }

    fn address(&self) -> String {
        format!("unix:path={}", self.folder.path().join("socket").display())
    }

    /// Starts the daemon and waits until it is as it should be.
    fn start_daemon(
        &mut self,
        unlock: bool,
        what: &str,
        ready: impl Fn(&Self) -> Result<bool>,
    ) -> Result<()> {
        // Its number is that of the shell whose place it takes.
        const BEGIN: &str = r#"echo "$$" >"$1"; in=$2; shift 2; exec "$@" <"$in""#;
        let at = |name: &str| self.folder.path().join(name).display().to_string();
        let (number, log) = (self.folder.path().join("pid"), self.folder.path().join("keyring.log"));
        let _ = std::fs::remove_file(&number);
        let input = if unlock { at("password") } else { "/dev/null".to_owned() };
        let control = format!("--control-directory={}", at("run"));
        let variables: Vec<String> =
            self.environment().into_iter().map(|(name, value)| format!("{name}={value}")).collect();
        let mut words = vec!["sh", "-c", BEGIN, "sh"];
        let number_told = number.display().to_string();
        words.extend([number_told.as_str(), input.as_str(), "env", "-i"]);
        words.extend(variables.iter().map(String::as_str));
        words.extend(["gnome-keyring-daemon", "--foreground", "--components=secrets", control.as_str()]);
        if unlock {
            words.push("--unlock");
        }
        let mut process = Leashed::start(&words, &log)?;
        process.wait_until(&format!("gnome-keyring {what}"), PATIENCE, || ready(self).unwrap_or(false))?;
        let id = std::fs::read_to_string(&number).doing(|| format!("reading {}", number.display()))?;
        let id = id.trim().parse().ok().and_then(Pid::from_raw);
        let id = id.ok_or_else(|| TestkitError::new("gnome-keyring has no process id"))?;
        self.daemon = Some(Daemon { process, id });
        Ok(())
    }

    fn signal(&self, signal: Signal) -> Result<()> {
        let daemon = self.daemon.as_ref().ok_or_else(|| TestkitError::new("nothing keeps secrets here"))?;
        kill_process(daemon.id, signal)
            .doing(|| format!("signalling gnome-keyring\n{}", daemon.process.log_end()))
    }

    /// What the service answers a question of `dbus-send`.
    fn says(&self, question: &[&str]) -> Result<String> {
        let mut ask = command(&["dbus-send", "--session", "--print-reply", "--dest=org.freedesktop.secrets"]);
        ask.args(question).env_clear().envs(self.environment());
        Ok(finish(ask, Duration::from_secs(10))?.success()?.stdout)
    }
}

/// Which collection is the default one.
const DEFAULT_ALIAS: &[&str] =
    &["/org/freedesktop/secrets", "org.freedesktop.Secret.Service.ReadAlias", "string:default"];

/// Whether the login keychain is locked.
const IS_LOCKED: &[&str] = &[
    "/org/freedesktop/secrets/collection/login",
    "org.freedesktop.DBus.Properties.Get",
    "string:org.freedesktop.Secret.Collection",
    "string:Locked",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_session_that_goes_leaves_no_process() {
        let session = SessionKeyring::start(KeyringState::Frozen).unwrap();
        let id = session.daemon.as_ref().unwrap().id;
        assert!(session.keyrings().join("login.keyring").exists());
        drop(session);
        assert!(rustix::process::test_kill_process(id).is_err(), "gnome-keyring is still there");
    }
}
