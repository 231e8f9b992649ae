//! What the connecting depends on, given by whoever composes the program.

use std::ffi::OsString;
use std::path::PathBuf;
use std::time::Duration;

use crate::person::Person;
use crate::private_keys::PrivateKeys;

/// Environment variables for children.
pub type Environment = Vec<(OsString, OsString)>;

/// How hosts are reached.
#[derive(Debug, Clone)]
pub struct SshSettings {
    /// Another configuration file than the user's own (`ssh -F`).
    pub config: Option<PathBuf>,
    /// Where the private folder for sockets is made. A path that is too long for sockets is replaced by
    /// the system's folder for temporary files.
    pub runtime_dir: PathBuf,
    /// The whole environment of `ssh`; see [`allowed_environment`].
    pub environment: Environment,
    /// Who may be asked on the terminal, if anybody.
    pub person: Option<Person>,
    /// The program that `ssh` starts to ask somebody who sits at no terminal; this one if none is named. It calls
    /// [`crate::askpass::answer`].
    pub askpass: Option<PathBuf>,
    /// The private keys that are credentials, if there can be any.
    pub keys: Option<PrivateKeys>,
    /// How long connecting may take.
    pub connect_timeout: Duration,
    /// How often a silent host is asked whether it is still there; after three unanswered ones the
    /// connection counts as dead.
    pub alive_interval: Duration,
    /// How long a connection stays after its last use when the program that opened it is gone.
    pub linger: Duration,
}

impl SshSettings {
    /// Nothing is asked; a dead link is noticed within 40 s.
    pub fn new(runtime_dir: impl Into<PathBuf>, environment: Environment) -> Self {
        Self {
            config: None,
            runtime_dir: runtime_dir.into(),
            environment,
            person: None,
            askpass: None,
            keys: None,
            connect_timeout: Duration::from_secs(10),
            alive_interval: Duration::from_secs(10),
            linger: Duration::from_secs(30),
        }
    }
}

/// What `ssh` and the programs it starts need of an environment: who and where the user is, the agent,
/// how to ask for a passphrase, the language.
const ALLOWED: &[&str] = &[
    "HOME",
    "USER",
    "LOGNAME",
    "SHELL",
    "PATH",
    "TMPDIR",
    "TERM",
    "LANG",
    "TZ",
    "SSH_AUTH_SOCK",
    "SSH_AGENT_PID",
    "SSH_ASKPASS",
    "SSH_ASKPASS_REQUIRE",
    "SSH_SK_PROVIDER",
    "GPG_TTY",
    "DISPLAY",
    "WAYLAND_DISPLAY",
    "XAUTHORITY",
    "XDG_RUNTIME_DIR",
    "DBUS_SESSION_BUS_ADDRESS",
    "KRB5CCNAME",
    "SYSTEMROOT",
    "USERPROFILE",
    "USERNAME",
    "APPDATA",
    "LOCALAPPDATA",
    "PROGRAMDATA",
    "TEMP",
    "TMP",
];

/// The part of an environment that children get. Everything else, secrets among it, stays behind.
pub fn allowed_environment(all: impl IntoIterator<Item = (OsString, OsString)>) -> Environment {
    let allowed =
        |name: &str| ALLOWED.contains(&name.to_ascii_uppercase().as_str()) || name.starts_with("LC_");
    all.into_iter().filter(|(name, _)| name.to_str().is_some_and(allowed)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_in_the_environment_stay_behind() {
        let all = [
            "HOME",
            "LC_ALL",
            "SSH_AUTH_SOCK",
            "SLIPWAY_REGISTRY_PASSWORD",
            "SLIPWAY_KEYCHAIN_KEY",
            "AWS_SECRET_ACCESS_KEY",
            "LD_PRELOAD",
        ];
        let kept = allowed_environment(all.map(|name| (name.into(), "x".into())));
        let names: Vec<_> = kept.iter().filter_map(|(name, _)| name.to_str()).collect();
        assert_eq!(names, ["HOME", "LC_ALL", "SSH_AUTH_SOCK"]);
    }
}
