//! What the user's own configuration says of agents and keys for a host. OpenSSH itself is asked (`ssh -G`), since only it
//! reads its files as it does.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::time::Duration;

use slipway_domain::host::Host as Address;

use crate::arguments::destination;
use crate::child::{Ties, command, spawn};
use crate::output::collect;
use crate::settings::{Environment, SshSettings};

/// How long reading configuration files may take, with what they start themselves.
const LIMIT: Duration = Duration::from_secs(10);

/// The agent that the user has for a host, if any.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct UserAgent(Option<PathBuf>);

impl UserAgent {
    /// Where it listens.
    pub(crate) fn address(&self) -> Option<&Path> {
        self.0.as_deref()
    }
}

/// What stands in the user's configuration for a host.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct UserSettings {
    /// The agent.
    pub(crate) agent: UserAgent,
    /// The files of keys that would be offered.
    pub(crate) identities: Vec<PathBuf>,
    /// Whether the agent is forwarded to the host.
    pub(crate) forwards: bool,
}

/// Asks `ssh`. A configuration that it does not read is told of once it connects.
pub(crate) async fn read(settings: &SshSettings, address: &Address) -> UserSettings {
    let mut ssh = command("ssh", &settings.environment);
    if let Some(config) = &settings.config {
        ssh.arg("-F").arg(config);
    }
    ssh.arg("-G").args(destination(address));
    let asking = async { collect(spawn(ssh, Ties::Piped)?, Default::default(), None).await };
    let said = match tokio::time::timeout(LIMIT, asking).await {
        Ok(Ok(collected)) => collected.ran.out(),
        _ => String::new(),
    };
    of(&said, &settings.environment)
}

fn of(said: &str, environment: &Environment) -> UserSettings {
    let pairs = || said.lines().filter_map(|line| line.split_once(' '));
    let values = |key: &'static str| pairs().filter(move |(name, _)| *name == key).map(|(_, value)| value);
    let identities = values("identityfile").filter(|file| *file != "none" && !file.contains('"'));
    UserSettings {
        agent: UserAgent(agent(values("identityagent").next(), environment)),
        identities: identities.map(PathBuf::from).collect(),
        forwards: values("forwardagent").next() == Some("yes"),
    }
}

/// The agent that `IdentityAgent` names (ssh_config(5)), else the one of the environment.
fn agent(named: Option<&str>, environment: &Environment) -> Option<PathBuf> {
    let variable = |wanted: &str| {
        let found = environment.iter().find(|(name, _)| name.eq_ignore_ascii_case(wanted));
        found.map(|(_, value)| value.clone()).filter(|value| !value.is_empty())
    };
    let socket = match named {
        Some("none") => return None,
        None | Some("SSH_AUTH_SOCK") => variable("SSH_AUTH_SOCK").or_else(standard),
        Some(path) => match (path.strip_prefix('$'), path.strip_prefix("~/").or(path.strip_prefix("%d/"))) {
            (Some(name), _) => variable(name.trim_matches(['{', '}'])),
            (_, Some(below)) => variable("HOME").map(|home| Path::new(&home).join(below).into_os_string()),
            _ => Some(path.into()),
        },
    };
    socket.map(PathBuf::from)
}

/// Where OpenSSH's agent listens without being told.
fn standard() -> Option<OsString> {
    cfg!(windows).then(|| r"\\.\pipe\openssh-ssh-agent".into())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn environment() -> Environment {
        let pairs = [("HOME", "/home/ann"), ("SSH_AUTH_SOCK", "/run/agent"), ("OTHER_SOCK", "/run/other")];
        pairs.map(|(name, value)| (name.into(), value.into())).into()
    }

    #[test]
    fn the_agent_is_the_one_that_ssh_would_ask() {
        for (said, agent) in [
            ("user ann\n", Some("/run/agent")),
            ("identityagent SSH_AUTH_SOCK\n", Some("/run/agent")),
            ("identityagent none\n", None),
            ("identityagent $OTHER_SOCK\n", Some("/run/other")),
            ("identityagent ${OTHER_SOCK}\n", Some("/run/other")),
            ("identityagent ~/.1password/agent.sock\n", Some("/home/ann/.1password/agent.sock")),
            ("identityagent /run/my agent\n", Some("/run/my agent")),
        ] {
            assert_eq!(of(said, &environment()).agent.address(), agent.map(Path::new), "{said}");
        }
        if !cfg!(windows) {
            assert_eq!(of("", &Vec::new()).agent, UserAgent(None));
        }
    }

    #[test]
    fn an_agent_that_is_forwarded_is_known() {
        for (said, forwards) in [("forwardagent yes\n", true), ("forwardagent no\n", false), ("", false)] {
            assert_eq!(of(said, &environment()).forwards, forwards, "{said}");
        }
    }

    #[test]
    fn keys_that_would_be_offered_stay_among_them() {
        let said = "identityfile ~/.ssh/id_rsa\nidentityfile /keys/my key\nidentityfile none\n";
        let files = of(said, &environment()).identities;
        assert_eq!(files, [PathBuf::from("~/.ssh/id_rsa"), PathBuf::from("/keys/my key")]);
    }
}
