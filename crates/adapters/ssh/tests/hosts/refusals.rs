//! Hosts that cannot be reached, or must not be.

use slipway_domain::problem::{Code, Problem};
use slipway_engine::ports::{Command, Hosts as _};

use crate::server;
use crate::sshd::{Special, Sshd};

async fn refused(server: &Sshd, address: &str) -> Problem {
    let hosts = server.hosts();
    hosts.host(address).await.unwrap().run(Command::new("true")).await.unwrap_err()
}

fn fingerprint(server: &Sshd, key: &str) -> String {
    let file = server.folder.path().join(format!("{key}.pub"));
    let output = std::process::Command::new("ssh-keygen").arg("-lf").arg(file).output().unwrap();
    String::from_utf8_lossy(&output.stdout).split_whitespace().nth(1).unwrap().to_owned()
}

#[tokio::test]
async fn an_unknown_key_refuses_and_shows_its_fingerprint() {
    let server = server!(Special { unknown: true, ..Special::default() });
    let problem = refused(&server, "box").await;
    assert_eq!(problem.code, Code::HostKeyUnknown, "{problem:?}");
    assert!(problem.message.contains(&fingerprint(&server, "host")), "{problem:?}");
    assert!(problem.hint.unwrap().contains("ssh.conf"));
    assert_eq!(server.logins(), 0);
    let known = std::fs::read_to_string(server.folder.path().join("known")).unwrap();
    assert_eq!(known, "");
}

#[tokio::test]
async fn a_changed_key_refuses_and_shows_both_fingerprints() {
    let server = server!(Special { known_as: Some("other"), ..Special::default() });
    let problem = refused(&server, "box").await;
    assert_eq!(problem.code, Code::HostKeyChanged, "{problem:?}");
    for key in ["host", "other"] {
        assert!(problem.message.contains(&fingerprint(&server, key)), "{key}: {problem:?}");
    }
    assert_eq!(server.logins(), 0);
}

#[tokio::test]
async fn a_key_that_the_host_does_not_take_is_denied() {
    let server = server!(Special { no_login: true, ..Special::default() });
    let problem = refused(&server, "box").await;
    assert_eq!(problem.code, Code::HostDenied, "{problem:?}");
}

#[tokio::test]
async fn an_unreachable_host_says_why() {
    let server = server!();
    let cases = [("127.0.0.1:1", "refused"), ("no-such-host.invalid", "resolve")];
    for (address, why) in cases {
        let problem = refused(&server, address).await;
        assert_eq!(problem.code, Code::HostUnreachable, "{problem:?}");
        assert!(problem.message.contains(why), "{problem}");
        let host = server.hosts().host(address).await.unwrap();
        assert_eq!(host.reach().await.unwrap_err(), problem, "also without a command");
    }
    server.hosts().host("box").await.unwrap().reach().await.unwrap();
    assert_eq!(server.logins(), 1);
}

#[tokio::test]
async fn an_address_that_would_be_an_option_is_refused() {
    let server = server!();
    for address in ["-oProxyCommand=touch x", "-v", "-l@box"] {
        assert_eq!(server.hosts().host(address).await.err().unwrap().code, Code::ConfigurationInvalid);
    }
}
