//! What `ssh` asks a person who sits at no terminal.

use std::sync::{Arc, Mutex};

use async_trait::async_trait;
use slipway_domain::problem::{Code, Problem};
use slipway_domain::secret::Secret;
use slipway_engine::ports::{Command, Hosts as _, Prompts, Said, Wants};
use slipway_ssh::{LocalHost, Person, SshHosts, SshSettings};

use crate::server;
use crate::sshd::{Special, Sshd, commands};

/// Somebody who answers always the same, and what they were asked.
struct Somebody {
    says: Said,
    asked: Mutex<Vec<(String, Wants)>>,
}

#[async_trait]
impl Prompts for Somebody {
    async fn prompt(&self, prompt: &str, wants: Wants) -> Result<Said, Problem> {
        self.asked.lock().unwrap().push((prompt.to_owned(), wants));
        Ok(self.says.clone())
    }
}

/// A test cannot be the program that `ssh` starts; one that does nothing else stands in for it.
fn hosts(server: &Sshd, says: Said) -> (SshHosts, Arc<Somebody>) {
    let somebody = Arc::new(Somebody { says, asked: Mutex::default() });
    let person = Some(Person::elsewhere(somebody.clone()));
    let askpass = Some(env!("CARGO_BIN_EXE_slipway-askpass-of-tests").into());
    let settings = SshSettings { person, askpass, ..server.settings() };
    (SshHosts::new(settings, LocalHost::new(Vec::new())), somebody)
}

#[tokio::test]
async fn an_unknown_key_is_asked_about_and_counts_once_the_person_says_yes() {
    let server = server!(Special { unknown: true, ..Special::default() });
    let (refusing, somebody) = hosts(&server, Said::No);
    let problem = refusing.host("box").await.unwrap().reach().await.unwrap_err();
    assert_eq!(problem.code, Code::HostKeyUnknown, "{problem:?}");
    let asked = somebody.asked.lock().unwrap().clone();
    assert_eq!(asked.len(), 1, "{asked:?}");
    assert!(asked[0].0.contains("SHA256:") && asked[0].1 == Wants::Confirmation, "{asked:?}");
    assert_eq!(server.logins(), 0);
    let (agreeing, _) = hosts(&server, Said::Yes);
    let ran = agreeing.host("box").await.unwrap().run(Command::new("echo in")).await.unwrap();
    assert_eq!(ran.out(), "in\n");
}

#[tokio::test]
async fn a_passphrase_goes_to_ssh_and_is_seen_by_nobody_else() {
    let server = server!();
    let key = server.folder.path().join("user");
    let mut keygen = std::process::Command::new("ssh-keygen");
    keygen.args(["-q", "-p", "-P", "", "-N", "correct horse", "-f"]).arg(&key);
    assert!(keygen.status().unwrap().success());
    let (wrong, _) = hosts(&server, Said::Text(Secret::new("hunter22")));
    let problem = wrong.host("box").await.unwrap().reach().await.unwrap_err();
    assert_eq!(problem.code, Code::HostDenied);
    assert!(!format!("{problem:?}").contains("hunter22"));
    let (right, somebody) = hosts(&server, Said::Text(Secret::new("correct horse")));
    right.host("box").await.unwrap().reach().await.unwrap();
    let asked = somebody.asked.lock().unwrap().clone();
    assert!(asked[0].0.contains("passphrase") && asked[0].1 == Wants::Secret, "{asked:?}");
    for (pid, line) in commands() {
        let environ = std::fs::read(format!("/proc/{pid}/environ")).unwrap_or_default();
        let all = format!("{line}{}", String::from_utf8_lossy(&environ));
        assert!(!all.contains("correct horse") || all.contains("ssh-keygen"), "{line}");
    }
}
