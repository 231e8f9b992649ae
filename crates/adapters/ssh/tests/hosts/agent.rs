//! Keys among the credentials: held by an agent of Slipway's own, beside the one that the user has.

use std::os::unix::net::UnixStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command as Program};
use std::sync::Arc;
use std::time::{Duration, Instant};

use async_trait::async_trait;
use futures::future::join_all;
use jiff::Timestamp;
use slipway_domain::credential::{CredentialId, Kind, Known, Parts, Scope};
use slipway_domain::problem::{Code, Problem};
use slipway_domain::secret::Secret;
use slipway_engine::ports::{Command, Hosts as _, Keys};
use slipway_ssh::{LocalHost, PrivateKeys, SshHosts, SshSettings};

use crate::server;
use crate::sshd::{Special, Sshd, commands};

/// One key that applies everywhere.
struct One {
    known: Known,
    parts: Result<Parts, Problem>,
}

impl One {
    fn new(file: &Path, passphrase: &str) -> Self {
        let given =
            [("private_key", std::fs::read_to_string(file).unwrap()), ("passphrase", passphrase.to_owned())];
        let given = given.map(|(name, value)| (name.to_owned(), Secret::new(value)));
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
        Self { known, parts: Ok(Parts::new(Kind::SshKey, given).unwrap()) }
    }
}

#[async_trait]
impl Keys for One {
    async fn ssh_keys(&self, _: Option<&str>) -> Result<Vec<Known>, Problem> {
        Ok(vec![self.known.clone()])
    }

    async fn age_identity(&self, _: Option<&str>) -> Result<Option<Known>, Problem> {
        Ok(None)
    }

    async fn open_key(&self, _: &Known) -> Result<Parts, Problem> {
        self.parts.clone()
    }
}

/// Hosts with a key that is in no file which `ssh` knows.
fn hosts(settings: SshSettings, key: One) -> SshHosts {
    let keys = Some(PrivateKeys::new(Arc::new(key), Default::default()));
    SshHosts::new(SshSettings { keys, ..settings }, LocalHost::new(Vec::new()))
}

/// A server that lets nobody in with what the client's configuration names.
const CLOSED: Special = Special { lines: "", known_as: None, unknown: false, no_login: true };

/// What agents left in the private folder for sockets.
fn left(server: &Sshd) -> Vec<PathBuf> {
    let list = |folder: &Path| std::fs::read_dir(folder).unwrap().flatten().map(|entry| entry.path());
    let folders = list(server.folder.path()).filter(|path| path.join("owner").exists());
    let files = folders.flat_map(|folder| list(&folder).collect::<Vec<_>>());
    let of_agent = |file: &PathBuf| [".a", ".k"].iter().any(|sign| file.to_string_lossy().contains(sign));
    files.filter(of_agent).collect()
}

fn keygen(file: &Path, words: &[&str]) {
    let status = Program::new("ssh-keygen").arg("-q").args(words).arg("-f").arg(file).status().unwrap();
    assert!(status.success());
}

/// Every argument and variable of every process.
fn seen_by_others() -> String {
    let environs = commands().into_iter().map(|(pid, line)| {
        let environ = std::fs::read(format!("/proc/{pid}/environ")).unwrap_or_default();
        format!("{line}\n{}\n", String::from_utf8_lossy(&environ))
    });
    environs.collect()
}

#[tokio::test]
async fn a_key_that_is_in_no_file_lets_us_in_also_where_the_configuration_names_the_only_ones() {
    let server = server!(CLOSED);
    let file = server.folder.path().join("user");
    let key = One::new(&file, "");
    let private = std::fs::read_to_string(&file).unwrap();
    std::fs::remove_file(&file).unwrap();
    let hosts = hosts(server.settings(), key);
    let host = hosts.host("box").await.unwrap();
    assert_eq!(host.run(Command::new("echo in")).await.unwrap().out(), "in\n");
    let line = private.lines().nth(2).unwrap();
    assert!(!seen_by_others().contains(line));
    assert_eq!(left(&server), Vec::<PathBuf>::new(), "what shares the connection needs no key any more");
    let all = (0..12).map(|_| host.run(Command::new("sleep 3; echo ok")));
    assert!(join_all(all).await.into_iter().all(|ran| ran.unwrap().out() == "ok\n"));
    assert!(server.logins() > 1, "a connection of its own logs in with the key too");
    assert_eq!(left(&server), Vec::<PathBuf>::new());
}

#[tokio::test]
async fn keys_of_every_usual_type_sign_also_with_a_passphrase() {
    let kinds: [(&str, &[&str], &str); 5] = [
        ("ed25519", &["-t", "ed25519", "-N", "correct horse"], "correct horse"),
        ("rsa", &["-t", "rsa", "-b", "2048", "-N", ""], ""),
        ("rsa-pem", &["-t", "rsa", "-b", "2048", "-m", "PEM", "-N", ""], ""),
        ("locked-pem", &["-t", "rsa", "-b", "2048", "-m", "PEM", "-N", "correct horse"], "correct horse"),
        ("ecdsa", &["-t", "ecdsa", "-b", "256", "-N", ""], ""),
    ];
    let server = server!(CLOSED);
    for (name, words, passphrase) in kinds {
        let file = server.folder.path().join(name);
        keygen(&file, words);
        std::fs::copy(file.with_extension("pub"), server.folder.path().join("authorized")).unwrap();
        let hosts = hosts(server.settings(), One::new(&file, passphrase));
        hosts
            .host("box")
            .await
            .unwrap()
            .reach()
            .await
            .unwrap_or_else(|problem| panic!("{name}: {problem:?}"));
    }
    assert_eq!(server.logins(), kinds.len());
}

#[tokio::test]
async fn a_key_that_does_not_open_connects_nobody_and_is_not_quoted() {
    let server = server!();
    let file = server.folder.path().join("locked");
    keygen(&file, &["-t", "ed25519", "-N", "correct horse"]);
    let hosts = hosts(server.settings(), One::new(&file, "hunter22"));
    let problem = hosts.host("box").await.unwrap().reach().await.unwrap_err();
    assert_eq!(problem.code, Code::CredentialsFailed);
    assert!(
        problem.message.contains("passphrase") && !format!("{problem:?}").contains("hunter22"),
        "{problem:?}"
    );
    assert_eq!(server.logins(), 0, "with another key than the one that was chosen nobody connects");
}

/// The user's own agent, with one key.
struct UserAgent(Child, PathBuf);

impl UserAgent {
    fn start(folder: &Path, key: &Path) -> Self {
        let socket = folder.join("own.sock");
        let child = Program::new("ssh-agent").arg("-D").arg("-a").arg(&socket).spawn().unwrap();
        let begin = Instant::now();
        while UnixStream::connect(&socket).is_err() {
            assert!(begin.elapsed() < Duration::from_secs(10));
            std::thread::sleep(Duration::from_millis(20));
        }
        let added =
            Program::new("ssh-add").arg("-q").arg(key).env("SSH_AUTH_SOCK", &socket).status().unwrap();
        assert!(added.success());
        Self(child, socket)
    }
}

impl Drop for UserAgent {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

#[tokio::test]
async fn a_jump_host_takes_the_key_of_the_users_own_agent() {
    let (jump, server) = (server!(), server!());
    let at = |name: &str| jump.folder.path().join(name);
    std::fs::copy(at("stranger.pub"), at("authorized")).unwrap();
    let agent = UserAgent::start(jump.folder.path(), &at("stranger"));
    let known = server.folder.path().join("known");
    let both = [at("known"), known.clone()].map(|file| std::fs::read_to_string(file).unwrap()).concat();
    std::fs::write(&known, both).unwrap();
    let config = format!(
        "Host box\n  HostName 127.0.0.1\n  Port {}\n  ProxyJump jump\nHost jump\n  HostName 127.0.0.1\n  Port {}\n\
         Host *\n  UserKnownHostsFile {}\n  GlobalKnownHostsFile /dev/null\n",
        server.port,
        jump.port,
        known.display()
    );
    let mut settings = server.settings();
    std::fs::write(settings.config.as_ref().unwrap(), config).unwrap();
    settings.environment.retain(|(name, _)| name != "SSH_AUTH_SOCK");
    settings.environment.push(("SSH_AUTH_SOCK".into(), agent.1.clone().into()));
    let hosts = hosts(settings, One::new(&server.folder.path().join("user"), ""));
    hosts.host("box").await.unwrap().reach().await.unwrap();
    assert_eq!((jump.logins(), server.logins()), (1, 1));
    let ran = Program::new("ssh-add").arg("-l").env("SSH_AUTH_SOCK", &agent.1).output().unwrap();
    assert_eq!(String::from_utf8_lossy(&ran.stdout).lines().count(), 1, "the user's own got none of ours");
}
