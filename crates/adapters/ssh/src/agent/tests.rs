//! The agent itself, over its socket.
#![allow(clippy::unwrap_used, clippy::print_stdout)]

use std::io::{Read, Write};
use std::os::unix::fs::PermissionsExt;
use std::os::unix::net::UnixStream;
use std::process::Command;

use jiff::Timestamp;
use slipway_domain::credential::{CredentialId, Kind, Scope};
use slipway_domain::secret::Secret;

use super::*;

/// A folder with a key of each name, as `ssh-keygen` makes it.
fn folder(names: &[&str]) -> tempfile::TempDir {
    let folder = tempfile::Builder::new().prefix("sla").tempdir_in("/tmp").unwrap();
    for name in names {
        let mut keygen = Command::new("ssh-keygen");
        keygen.args(["-q", "-t", "ed25519", "-N", "", "-f"]).arg(folder.path().join(name));
        assert!(keygen.status().unwrap().success());
    }
    folder
}

fn credential(file: &Path) -> KeyCredential {
    let known = Known {
        id: CredentialId::new(Scope::Global, Kind::SshKey, "deploy").unwrap(),
        fields: Default::default(),
        shown: None,
        ask: false,
        added: Timestamp::UNIX_EPOCH,
        rotated: None,
        used: None,
        tested: None,
        removed: false,
    };
    let text = std::fs::read_to_string(file).unwrap();
    (known, Parts::new(Kind::SshKey, [("private_key".to_owned(), Secret::new(text))]).unwrap())
}

fn started(folder: &Path, user: UserSettings) -> Agent {
    let keys = [credential(&folder.join("ours"))];
    Agent::start(folder.join("0.a0"), &folder.join("0.k0"), &keys, user).unwrap()
}

async fn listed(socket: &Path) -> String {
    let mut add = tokio::process::Command::new("ssh-add");
    let ran = add.arg("-l").env("SSH_AUTH_SOCK", socket).output().await.unwrap();
    String::from_utf8_lossy(&ran.stdout).into_owned()
}

#[tokio::test]
async fn only_its_user_reaches_it_and_nothing_stays_of_it() {
    let folder = folder(&["ours"]);
    let agent = started(folder.path(), UserSettings::default());
    let socket = agent.socket().to_owned();
    assert_eq!(std::fs::metadata(&socket).unwrap().permissions().mode() & 0o777, 0o600);
    assert!(listed(&socket).await.contains(" deploy "));
    let public = agent.identities().next().unwrap().to_owned();
    assert!(std::fs::read_to_string(&public).unwrap().starts_with("ssh-ed25519 "));
    if rustix::process::geteuid().is_root() {
        // Also where the folder would let them in.
        std::fs::set_permissions(folder.path(), std::fs::Permissions::from_mode(0o755)).unwrap();
        let mut other = tokio::process::Command::new("setpriv");
        other.args(["--reuid=65534", "--regid=65534", "--clear-groups", "ssh-add", "-l"]);
        let ran = other.env("SSH_AUTH_SOCK", &socket).output().await.unwrap();
        assert!(!ran.status.success() && ran.stdout.is_empty(), "{ran:?}");
    } else {
        println!("left out: only root can be another user");
    }
    drop(agent);
    assert!(!socket.exists() && !public.exists());
}

/// The agent that a person has, with one key.
struct Theirs(std::process::Child);

impl Theirs {
    fn start(socket: &Path, key: &Path) -> Self {
        let own = Self(Command::new("ssh-agent").arg("-D").arg("-a").arg(socket).spawn().unwrap());
        while UnixStream::connect(socket).is_err() {
            std::thread::sleep(std::time::Duration::from_millis(20));
        }
        let added = Command::new("ssh-add").arg("-q").arg(key).env("SSH_AUTH_SOCK", socket).status();
        assert!(added.unwrap().success());
        own
    }
}

impl Drop for Theirs {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

#[tokio::test]
async fn what_it_has_not_is_passed_on_to_the_users_own_agent() {
    let folder = folder(&["ours", "theirs"]);
    let socket = folder.path().join("own.sock");
    let theirs = Theirs::start(&socket, &folder.path().join("theirs"));
    let environment = vec![("SSH_AUTH_SOCK".into(), socket.clone().into())];
    let settings = crate::settings::SshSettings::new(folder.path(), environment);
    let user = user_settings(&settings, &"no-such-host.invalid".parse().unwrap()).await;
    assert_eq!(user.agent.address(), Some(socket.as_path()));
    let agent = started(folder.path(), user);
    assert_eq!(listed(agent.socket()).await.lines().count(), 2, "both agents' keys are there");
    let mut removing = tokio::process::Command::new("ssh-add");
    let removing = removing.arg("-q").arg("-d").arg(folder.path().join("theirs.pub"));
    assert!(removing.env("SSH_AUTH_SOCK", agent.socket()).status().await.unwrap().success());
    assert!(listed(&socket).await.contains("no identities"), "what a person does is done to their own agent");
    drop(theirs);
    assert_eq!(listed(agent.socket()).await.lines().count(), 1, "without it ours goes on");
}

#[tokio::test]
async fn where_an_agent_is_forwarded_it_is_the_users_own_or_none() {
    let folder = folder(&["ours"]);
    let environment = vec![("SSH_AUTH_SOCK".into(), "/run/own agent".into())];
    let mut settings = crate::settings::SshSettings::new(folder.path(), environment);
    for (line, socket, forwarded) in [
        ("ForwardAgent yes", true, Some("ForwardAgent=\"/run/own agent\"")),
        ("ForwardAgent yes", false, Some("ForwardAgent=\"no\"")),
        ("ForwardAgent no", true, None),
    ] {
        let file = folder.path().join("ssh.conf");
        std::fs::write(&file, format!("Host *\n  {line}\n")).unwrap();
        settings.config = Some(file);
        if !socket {
            settings.environment.clear();
        }
        let user = user_settings(&settings, &"no-such-host.invalid".parse().unwrap()).await;
        let agent = started(folder.path(), user);
        let arguments = crate::arguments::asking_agent(&agent);
        let mut said = arguments.iter().filter_map(|word| word.to_str());
        assert_eq!(said.find(|word| word.starts_with("ForwardAgent")), forwarded, "{line}");
        settings.environment = vec![("SSH_AUTH_SOCK".into(), "/run/own agent".into())];
    }
}

/// A message of the protocol, and what is answered.
fn asked(stream: &mut UnixStream, message: &[u8]) -> Vec<u8> {
    stream.write_all(&u32::try_from(message.len()).unwrap().to_be_bytes()).unwrap();
    stream.write_all(message).unwrap();
    let mut length = [0; 4];
    stream.read_exact(&mut length).unwrap();
    let mut answer = vec![0; u32::from_be_bytes(length) as usize];
    stream.read_exact(&mut answer).unwrap();
    answer
}

#[tokio::test(flavor = "multi_thread")]
async fn over_a_forwarding_its_keys_are_not_there() {
    let folder = folder(&["ours"]);
    let agent = started(folder.path(), UserSettings::default());
    let socket = agent.socket().to_owned();
    let counts = tokio::task::spawn_blocking(move || {
        [0_u8, 1].map(|forwarded| {
            let mut stream = UnixStream::connect(&socket).unwrap();
            let mut bind = vec![wire::EXTENSION];
            for text in ["session-bind@openssh.com", "key", "session", "signature"] {
                bind.extend(u32::try_from(text.len()).unwrap().to_be_bytes());
                bind.extend(text.as_bytes());
            }
            bind.push(forwarded);
            asked(&mut stream, &bind);
            asked(&mut stream, &[wire::REQUEST_IDENTITIES])[4]
        })
    });
    assert_eq!(counts.await.unwrap(), [1, 0]);
}
