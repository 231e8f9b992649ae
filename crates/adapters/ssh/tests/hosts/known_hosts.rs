//! Known hosts are OpenSSH's own business: whatever stands in the file, Slipway is let in where `ssh` is, and nowhere else.

use std::fs;
use std::process::{Command as Program, Stdio};

use slipway_domain::problem::Code;
use slipway_engine::ports::Hosts as _;

use crate::server;
use crate::sshd::{Special, Sshd};

/// What `ssh` itself says to the same file.
fn is_let_in(server: &Sshd) -> bool {
    let config = server.folder.path().join("ssh.conf");
    let mut ssh = Program::new("ssh");
    ssh.arg("-F").arg(config).args(["-o", "BatchMode=yes", "-o", "RemoteCommand=none", "box", "true"]);
    ssh.stdin(Stdio::null()).output().unwrap().status.success()
}

/// The public half of one of the server's keys, without its comment.
fn key(server: &Sshd, name: &str) -> String {
    let text = fs::read_to_string(server.folder.path().join(format!("{name}.pub"))).unwrap();
    text.split_whitespace().take(2).collect::<Vec<_>>().join(" ")
}

/// Hashes the names in the known hosts, as `HashKnownHosts` does.
fn hash(server: &Sshd) {
    let file = server.folder.path().join("known");
    let mut keygen = Program::new("ssh-keygen");
    let ran = keygen.arg("-H").arg("-f").arg(&file).output().unwrap();
    assert!(ran.status.success());
    assert!(fs::read_to_string(&file).unwrap().starts_with("|1|"));
}

#[tokio::test]
async fn slipway_is_let_in_where_ssh_is_and_nowhere_else() {
    let server = server!(Special { unknown: true, ..Special::default() });
    let (own, other, name) =
        (key(&server, "host"), key(&server, "other"), format!("[127.0.0.1]:{}", server.port));
    let cases = [
        ("plain", format!("{name} {own}\n"), None),
        ("several names", format!("elsewhere,{name} {own}\n"), None),
        ("wildcard", format!("[127.0.0.*]:* {own}\n"), None),
        ("single characters", format!("[127.0.?.1]:{} {own}\n", server.port), None),
        ("negated", format!("[127.0.0.*]:*,!{name} {own}\n"), Some(Code::HostKeyUnknown)),
        ("another port", format!("[127.0.0.1]:1 {own}\n"), Some(Code::HostKeyUnknown)),
        ("without the port", format!("127.0.0.1 {own}\n"), None),
        ("another key", format!("{name} {other}\n"), Some(Code::HostKeyChanged)),
        ("the right one beside another", format!("{name} {other}\n{name} {own}\n"), None),
        ("revoked", format!("@revoked * {own}\n{name} {own}\n"), Some(Code::HostKeyChanged)),
        ("another is revoked", format!("@revoked * {other}\n{name} {own}\n"), None),
        ("an authority for a bare key", format!("@cert-authority * {own}\n"), Some(Code::HostKeyUnknown)),
        ("a comment and a broken line", format!("# {name} {other}\n{name} nonsense\n{name} {own}\n"), None),
    ];
    for (what, text, refused) in cases {
        fs::write(server.folder.path().join("known"), &text).unwrap();
        let reached = server.hosts().host("box").await.unwrap().reach().await;
        assert_eq!(reached.as_ref().err().map(|problem| problem.code), refused, "{what}: {reached:?}");
        assert_eq!(is_let_in(&server), refused.is_none(), "{what}: ssh says otherwise");
        assert_eq!(fs::read_to_string(server.folder.path().join("known")).unwrap(), text, "{what}");
    }
}

#[tokio::test]
async fn hashed_names_count_and_a_changed_key_behind_one_is_told_with_both_fingerprints() {
    let server = server!();
    hash(&server);
    server.hosts().host("box").await.unwrap().reach().await.unwrap();
    assert!(is_let_in(&server));
    let text = format!("[127.0.0.1]:{} {}\n", server.port, key(&server, "other"));
    fs::write(server.folder.path().join("known"), text).unwrap();
    hash(&server);
    let problem = server.hosts().host("box").await.unwrap().reach().await.unwrap_err();
    assert_eq!(problem.code, Code::HostKeyChanged);
    assert_eq!(problem.message.matches("SHA256:").count(), 2, "{problem:?}");
    assert!(!is_let_in(&server));
}

/// Signs the server's key as an authority, and has the server show the certificate.
fn certified(principal: &str) -> Option<Sshd> {
    let server = Sshd::start(&Special { unknown: true, ..Special::default() })?;
    let at = |name: &str| server.folder.path().join(name);
    let mut keygen = Program::new("ssh-keygen");
    keygen
        .arg("-q")
        .arg("-s")
        .arg(at("other"))
        .args(["-I", "test", "-h", "-n", principal])
        .arg(at("host.pub"));
    assert!(keygen.status().unwrap().success());
    let certificate = format!("HostCertificate {}\n", at("host-cert.pub").display());
    Some(server.again_with(&certificate))
}

#[tokio::test]
async fn an_authority_lets_in_whom_it_has_certified_for_that_name_until_it_is_revoked() {
    for (principal, is_named) in [("127.0.0.1", true), ("elsewhere", false)] {
        let Some(server) = certified(principal) else { return };
        let authority = key(&server, "other");
        let known = server.folder.path().join("known");
        for (text, is_trusted) in [
            (format!("@cert-authority * {authority}\n"), true),
            (format!("@cert-authority elsewhere {authority}\n"), false),
            (format!("@revoked * {authority}\n@cert-authority * {authority}\n"), false),
        ] {
            fs::write(&known, &text).unwrap();
            let reached = server.hosts().host("box").await.unwrap().reach().await;
            assert_eq!(reached.is_ok(), is_named && is_trusted, "{principal}, {text}: {reached:?}");
            assert_eq!(is_let_in(&server), is_named && is_trusted, "{principal}, {text}: ssh says otherwise");
        }
    }
}
