//! What servers say of tokens, over real connections.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::io::{Read, Write};
use std::net::TcpListener;
use std::sync::mpsc::{Receiver, channel};

use jiff::Timestamp;
use slipway_domain::credential::{CredentialId, Kind, Known, Parts, Scope};
use slipway_domain::problem::{Code, Problem};
use slipway_domain::secret::Secret;
use slipway_engine::ports::{Trial, Tried};
use slipway_tokens::{GitTrial, SlackTrial};

/// A server that answers once. Gives its address and what it was asked.
fn server(status: &str, body: &str) -> (String, Receiver<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let (tell, told) = channel();
    let answer =
        format!("HTTP/1.1 {status}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}", body.len());
    std::thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        let mut head = Vec::new();
        while !head.ends_with(b"\r\n\r\n") {
            let mut byte = [0];
            stream.read_exact(&mut byte).unwrap();
            head.push(byte[0]);
        }
        stream.write_all(answer.as_bytes()).unwrap();
        tell.send(String::from_utf8(head).unwrap()).unwrap();
    });
    (address, told)
}

fn known(kind: Kind) -> Known {
    Known {
        id: CredentialId::new(Scope::Global, kind, "team").unwrap(),
        fields: Default::default(),
        shown: None,
        ask: false,
        added: Timestamp::UNIX_EPOCH,
        rotated: None,
        used: None,
        tested: None,
        removed: false,
    }
}

fn parts(kind: Kind, values: &[(&str, &str)]) -> Parts {
    Parts::new(kind, values.iter().map(|(name, value)| ((*name).to_owned(), Secret::new(*value)))).unwrap()
}

async fn git(status: &str, body: &str, token: &str) -> (Result<Tried, Problem>, String) {
    let (address, asked) = server(status, body);
    let parts = parts(Kind::GitToken, &[("token", token), ("server", &address)]);
    let tried = GitTrial.attempt(&known(Kind::GitToken), &parts).await;
    (tried, asked.recv().unwrap())
}

async fn slack(body: &str) -> (Result<Tried, Problem>, String) {
    let (address, asked) = server("200 OK", body);
    let parts = parts(Kind::SlackBot, &[("token", "xoxb-hunter22")]);
    let tried = SlackTrial::at(address).attempt(&known(Kind::SlackBot), &parts).await;
    (tried, asked.recv().unwrap())
}

#[tokio::test]
async fn a_git_server_is_asked_whose_the_token_is() {
    let (tried, asked) = git("200 OK", r#"{"login":"ann"}"#, "ghp_hunter22").await;
    let tried = tried.unwrap();
    assert_eq!(tried.works, Some(true));
    assert!(tried.said.ends_with("knows it as ann"), "{tried:?}");
    assert!(asked.starts_with("GET /api/v3/user "), "{asked}");
    assert!(asked.to_lowercase().contains("authorization: bearer ghp_hunter22\r\n"), "{asked}");
    let (tried, asked) = git("200 OK", r#"{"username":"ann"}"#, "glpat-hunter22").await;
    assert_eq!(tried.unwrap().works, Some(true));
    assert!(asked.starts_with("GET /api/v4/user "), "{asked}");
}

#[tokio::test]
async fn a_token_that_is_refused_is_told_apart_from_a_server_that_does_not_say() {
    let (refused, _) = git("401 Unauthorized", r#"{"message":"Bad credentials"}"#, "ghp_x").await;
    assert_eq!(refused.unwrap().works, Some(false));
    let (nobodys, _) = git("403 Forbidden", "{}", "ghs_x").await;
    assert_eq!(nobodys.unwrap().works, Some(true), "a token of an app is nobody's");
    for (status, body) in [("503 Service Unavailable", ""), ("200 OK", "<html>"), ("302 Found", "")] {
        let (unheard, _) = git(status, body, "ghp_hunter22").await;
        let problem = unheard.unwrap_err();
        assert_eq!(problem.code, Code::CredentialsFailed, "{status}: {problem}");
        assert!(!format!("{problem:?}").contains("hunter22"), "{problem:?}");
    }
}

#[tokio::test]
async fn slack_says_whose_the_token_is() {
    let (tried, asked) = slack(r#"{"ok":true,"user":"slipway","team":"Recipes"}"#).await;
    assert_eq!(tried.unwrap(), Tried::works("Slack knows it as slipway in Recipes"));
    assert!(asked.starts_with("POST /api/auth.test "), "{asked}");
    let (tried, _) = slack(r#"{"ok":false,"error":"token_revoked"}"#).await;
    assert_eq!(tried.unwrap().works, Some(false));
    for body in [r#"{"ok":false,"error":"ratelimited"}"#, "busy"] {
        let (tried, _) = slack(body).await;
        assert_eq!(tried.unwrap_err().code, Code::CredentialsFailed, "{body}");
    }
}
