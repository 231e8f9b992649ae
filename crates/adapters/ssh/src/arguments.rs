//! The options that `ssh` is called with.

use std::ffi::OsString;
use std::path::Path;

use slipway_domain::host::Host as Address;
use slipway_domain::problem::{Code, Problem};

use crate::agent::Agent;
use crate::settings::SshSettings;

/// Reads `[user@]address[:port]`. Nothing in it can be taken for an option.
pub(crate) fn parse(address: &str) -> Result<Address, Problem> {
    address.parse().map_err(|error| {
        let message = format!("`{address}` names no host: {error}");
        Problem::new(Code::ConfigurationInvalid, message).hint("write it as [user@]address[:port]")
    })
}

/// Who may be asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Asking {
    /// The person at the terminal, as `ssh` sees fit.
    Person,
    /// Nobody: what would ask fails.
    Nobody,
}

/// The options that every call shares. What a person's configuration says of checking keys, jump hosts and
/// logging in holds; what would change the meaning of a command (forwardings, a command of its own) does not.
pub(crate) fn common(settings: &SshSettings, asking: Asking) -> Vec<OsString> {
    let mut arguments: Vec<OsString> = Vec::new();
    if let Some(config) = &settings.config {
        arguments.extend(["-F".into(), config.into()]);
    }
    let seconds = |duration: std::time::Duration| duration.as_secs().max(1);
    let mut option = |text: String| arguments.extend(["-o".into(), text.into()]);
    if asking == Asking::Nobody {
        option("BatchMode=yes".to_owned());
    }
    option(format!("ConnectTimeout={}", seconds(settings.connect_timeout)));
    option(format!("ServerAliveInterval={}", seconds(settings.alive_interval)));
    option("ServerAliveCountMax=3".to_owned());
    option("RemoteCommand=none".to_owned());
    option("PermitLocalCommand=no".to_owned());
    option("ClearAllForwardings=yes".to_owned());
    arguments
}

/// The options that make a call share the connection behind `socket`, or none.
pub(crate) fn sharing(socket: Option<&Path>) -> Vec<OsString> {
    let socket = socket.map_or("none".into(), |path| path.as_os_str().to_owned());
    vec!["-o".into(), "ControlMaster=no".into(), "-S".into(), socket]
}

/// The options that open a shared connection behind `socket` and go to the background.
pub(crate) fn opening(settings: &SshSettings, socket: &Path) -> Vec<OsString> {
    let stays = format!("ControlPersist={}", settings.linger.as_secs().max(1));
    let words = ["-f", "-N", "-T", "-M", "-o", &stays, "-S"];
    words.into_iter().map(OsString::from).chain([socket.as_os_str().to_owned()]).collect()
}

/// The options that make `ssh` ask an agent of ours, and offer the keys that it holds before those that it would offer
/// anyway. It is never forwarded.
pub(crate) fn asking_agent(agent: &Agent) -> Vec<OsString> {
    let option = |name: &str, path: &Path| {
        let mut text = OsString::from(format!("{name}=\""));
        text.push(path);
        text.push("\"");
        [OsString::from("-o"), text]
    };
    let files = agent.identities().flat_map(|file| option("IdentityFile", file));
    let forwarded = agent.forwarded().into_iter().flat_map(|other| option("ForwardAgent", other));
    option("IdentityAgent", agent.socket()).into_iter().chain(files).chain(forwarded).collect()
}

/// Lets `ssh` write what it has to say to a file, so that it is not mixed with a command's own words.
pub(crate) fn telling(log: &Path, level: &str) -> Vec<OsString> {
    vec!["-o".into(), format!("LogLevel={level}").into(), "-E".into(), log.into()]
}

/// Whom to connect to, last before the command.
pub(crate) fn destination(address: &Address) -> Vec<OsString> {
    let mut arguments: Vec<OsString> = Vec::new();
    if let Some(user) = &address.user {
        arguments.extend(["-l".into(), user.into()]);
    }
    if let Some(port) = address.port {
        arguments.extend(["-p".into(), port.to_string().into()]);
    }
    arguments.extend(["--".into(), (&address.address).into()]);
    arguments
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn nothing_in_an_address_becomes_an_option() {
        for bad in ["-oProxyCommand=x", "-l@host", "a@-host", "", "host:0", "ssh://host"] {
            assert!(parse(bad).is_err(), "{bad}");
        }
        let arguments = destination(&parse("deploy@10.0.0.5:2222").unwrap());
        assert_eq!(arguments, ["-l", "deploy", "-p", "2222", "--", "10.0.0.5"]);
    }

    #[test]
    fn key_checking_is_left_to_the_person() {
        let settings = SshSettings::new("/tmp", Vec::new());
        let all =
            [common(&settings, Asking::Nobody), opening(&settings, Path::new("/s")), sharing(None)].concat();
        assert!(!all.iter().any(|word| word.to_string_lossy().contains("StrictHostKeyChecking")));
        assert!(all.iter().any(|word| word == "BatchMode=yes"));
        assert!(!common(&settings, Asking::Person).iter().any(|word| word == "BatchMode=yes"));
    }

    #[test]
    fn no_call_sets_up_what_a_person_has_forwarded() {
        let settings = SshSettings::new("/tmp", Vec::new());
        for asking in [Asking::Nobody, Asking::Person] {
            assert!(common(&settings, asking).iter().any(|word| word == "ClearAllForwardings=yes"));
        }
    }
}
