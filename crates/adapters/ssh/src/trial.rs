//! Trying a private key: whether hosts let us in with it, and with it alone.

use std::path::{Path, PathBuf};
use std::time::Duration;

use async_trait::async_trait;
use slipway_domain::credential::{Known, Parts};
use slipway_domain::host::Host as Address;
use slipway_domain::problem::{Code, Problem};
use slipway_engine::ports::{Trial, Tried};

use crate::agent::{Agent, PrivateKey, UserSettings};
use crate::arguments::{Asking, asking_agent, common, destination, sharing, telling};
use crate::child::{Ties, command, spawn};
use crate::directory::Directory;
use crate::failure::{Attempt, classify};
use crate::session::read;
use crate::settings::SshSettings;

/// What logging in may take beyond connecting.
const LOGIN: Duration = Duration::from_secs(20);
/// What makes `ssh` offer the key that is tried before any other, and ask for nothing else.
const ALONE: [&str; 3] =
    ["IdentitiesOnly=yes", "PreferredAuthentications=publickey", "NumberOfPasswordPrompts=0"];
/// So many hosts are named; of more the number is told.
const NAMED: usize = 2;

/// A host that may be reached with a key.
#[derive(Debug, Clone, PartialEq)]
pub struct HostOf {
    /// The environment that it is in.
    pub environment: String,
    /// Where it is.
    pub host: Address,
}

/// Tries private keys on the hosts of a project.
pub struct SshTrial {
    settings: SshSettings,
    hosts: Vec<HostOf>,
}

/// What a host said.
enum Said {
    /// It lets us in with the key.
    In(String),
    /// It does not.
    Refused(String),
    /// It tells nothing of the key.
    Nothing(String, Problem),
}

impl SshTrial {
    /// On these hosts; a key for one environment is tried on its hosts alone.
    pub fn new(settings: SshSettings, hosts: Vec<HostOf>) -> Self {
        Self { settings, hosts }
    }

    /// The hosts that a key is for, each once.
    fn hosts_of(&self, known: &Known) -> Vec<Address> {
        let only = known.id.scope.environment();
        let within = self.hosts.iter().filter(|one| only.is_none_or(|only| only == one.environment));
        let mut hosts: Vec<Address> = Vec::new();
        for one in within {
            if hosts.iter().all(|host| host.to_string() != one.host.to_string()) {
                hosts.push(one.host.clone());
            }
        }
        hosts
    }

    async fn on(&self, host: &Address, agent: &Agent, fingerprint: &str, log: PathBuf) -> Said {
        let name = host.place();
        match self.login(host, agent, &log).await {
            Ok(true) if accepts(&read(&log), fingerprint) => Said::In(name),
            // Another key of the user's configuration opened it.
            Ok(true) => Said::Refused(name),
            Ok(false) => {
                let by_hand = format!("ssh {host}");
                let attempt = Attempt { host: &name, by_hand: &by_hand, asking: Asking::Nobody };
                let problem = classify(&attempt, &read(&log));
                match problem.code {
                    Code::HostDenied => Said::Refused(name),
                    _ => Said::Nothing(name, problem),
                }
            }
            Err(problem) => Said::Nothing(name, problem),
        }
    }

    /// Logs in and does nothing there. Whether that went well.
    async fn login(&self, host: &Address, agent: &Agent, log: &Path) -> Result<bool, Problem> {
        let mut ssh = command("ssh", &self.settings.environment);
        ssh.args(common(&self.settings, Asking::Nobody)).args(asking_agent(agent)).args(sharing(None));
        for option in ALONE {
            ssh.args(["-o", option]);
        }
        ssh.args(telling(log, "DEBUG1")).arg("-T").args(destination(host)).arg("exit 0");
        let limit = self.settings.connect_timeout + LOGIN;
        let mut child = spawn(ssh, Ties::Mute)?;
        let ended = tokio::time::timeout(limit, child.wait()).await;
        let silent = |_| {
            let message = format!("{} did not finish the login within {} s", host.place(), limit.as_secs());
            Problem::new(Code::HostUnreachable, message)
        };
        Ok(ended.map_err(silent)??.success())
    }
}

#[async_trait]
impl Trial for SshTrial {
    async fn attempt(&self, known: &Known, parts: &Parts) -> Result<Tried, Problem> {
        let fingerprint = PrivateKey::of(known.id.name(), parts)?.fingerprint();
        let hosts = self.hosts_of(known);
        if hosts.is_empty() {
            return Ok(Tried::there("it is there, and no host is named that it could be tried on"));
        }
        let directory = Directory::create(&self.settings.runtime_dir)?;
        let credentials = [(known.clone(), parts.clone())];
        let (socket, public) = (agent_socket(&directory), directory.join("k"));
        let agent = Agent::start(socket, &public, &credentials, UserSettings::default())?;
        let tries = hosts.iter().enumerate().map(|(number, host)| {
            self.on(host, &agent, &fingerprint, directory.join(&format!("{number}.log")))
        });
        sum_up(futures::future::join_all(tries).await)
    }
}

/// Where the agent listens that holds the key while it is tried.
#[cfg(unix)]
fn agent_socket(directory: &Directory) -> PathBuf {
    directory.join("a")
}

/// Pipes have a space of names of their own.
#[cfg(not(unix))]
fn agent_socket(directory: &Directory) -> PathBuf {
    let folder = directory.join("").file_name().unwrap_or_default().to_string_lossy().into_owned();
    PathBuf::from(format!(r"\\.\pipe\{folder}-a"))
}

/// Whether a host took the key of that fingerprint, as `ssh` tells it.
fn accepts(words: &str, fingerprint: &str) -> bool {
    let accepted = words.lines().filter(|line| line.contains("Server accepts key"));
    accepted.flat_map(str::split_whitespace).any(|word| word == fingerprint)
}

/// One refusal is one too many; who did not answer tells nothing of the key.
fn sum_up(said: Vec<Said>) -> Result<Tried, Problem> {
    let (all, mut lets_in, mut refused, mut silent, mut why) =
        (said.len(), Vec::new(), Vec::new(), Vec::new(), None);
    for one in said {
        match one {
            Said::In(host) => lets_in.push(host),
            Said::Refused(host) => refused.push(host),
            Said::Nothing(host, problem) => {
                silent.push(host);
                why.get_or_insert(problem);
            }
        }
    }
    if !refused.is_empty() {
        return Ok(Tried::refused(format!("refused by {}", refused.join(", "))));
    }
    match why {
        Some(problem) if lets_in.is_empty() => Err(problem),
        Some(_) => Ok(Tried::works(format!(
            "it works on {} of {all} hosts; {} did not answer",
            lets_in.len(),
            silent.join(", ")
        ))),
        None if all <= NAMED => Ok(Tried::works(format!("logged in on {}", lets_in.join(" and ")))),
        None => Ok(Tried::works(format!("it works on {all} of {all} hosts"))),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn unreachable() -> Problem {
        Problem::new(Code::HostUnreachable, "host-2 cannot be reached")
    }

    #[test]
    fn only_the_key_that_is_tried_counts() {
        let words = "debug1: Offering public key: /run/k.0.pub ED25519 SHA256:aaa agent\n\
                     debug1: Server accepts key: /home/li/.ssh/id_rsa RSA SHA256:bbb\n";
        assert!(accepts(words, "SHA256:bbb"));
        assert!(!accepts(words, "SHA256:aaa"), "it was offered and not taken");
    }

    #[test]
    fn what_hosts_said_is_told_in_one_sentence() {
        let host = |name: &str| name.to_owned();
        let told = |said| sum_up(said).map(|tried| (tried.works, tried.said));
        let two = vec![Said::In(host("host-8")), Said::In(host("host-9"))];
        assert_eq!(told(two).unwrap(), (Some(true), "logged in on host-8 and host-9".to_owned()));
        let many = (1..=4).map(|number| Said::In(format!("host-{number}"))).collect();
        assert_eq!(told(many).unwrap(), (Some(true), "it works on 4 of 4 hosts".to_owned()));
        let one = vec![Said::In(host("host-1")), Said::Nothing(host("host-2"), unreachable())];
        let half = "it works on 1 of 2 hosts; host-2 did not answer".to_owned();
        assert_eq!(told(one).unwrap(), (Some(true), half));
        let no = vec![Said::In(host("host-1")), Said::Refused(host("host-2"))];
        assert_eq!(told(no).unwrap(), (Some(false), "refused by host-2".to_owned()));
        let nobody = vec![Said::Nothing(host("host-2"), unreachable())];
        assert_eq!(told(nobody).unwrap_err().code, Code::HostUnreachable);
    }
}
