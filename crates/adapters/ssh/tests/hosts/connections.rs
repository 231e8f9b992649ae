//! Connections through a host.

use slipway_domain::problem::Code;
use slipway_engine::ports::{Command, Hosts as _};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

use crate::server;
use crate::sshd::Special;

/// A server that answers one line with the same in capitals, and its port.
async fn shouting() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let mut buffer = [0; 64];
            let count = stream.read(&mut buffer).await.unwrap();
            stream.write_all(buffer[..count].to_ascii_uppercase().as_slice()).await.unwrap();
        }
    });
    port
}

#[tokio::test]
async fn a_dialled_command_is_a_connection_that_ends_when_dropped() {
    let server = server!();
    let hosts = server.hosts();
    let host = hosts.host("box").await.unwrap();
    let mark = format!("{}/alive", server.folder.path().display());
    let script = format!("echo hello; cat; touch {mark}; sleep 0.1");
    let mut connection = host.dial(Command::new(script)).await.unwrap();
    let mut buffer = [0; 6];
    connection.read_exact(&mut buffer).await.unwrap();
    connection.write_all(b"back\n").await.unwrap();
    let mut buffer = [0; 5];
    connection.read_exact(&mut buffer).await.unwrap();
    assert_eq!(&buffer, b"back\n");
    assert!(!std::path::Path::new(&mark).exists());
    drop(connection);
    for _ in 0..100 {
        if std::path::Path::new(&mark).exists() {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    panic!("the command's input was not closed");
}

#[tokio::test]
async fn a_dialled_command_that_fails_says_why() {
    let server = server!();
    let hosts = server.hosts();
    let host = hosts.host("box").await.unwrap();
    let mut connection = host.dial(Command::new("echo no engine here >&2; exit 1")).await.unwrap();
    let error = connection.read_to_end(&mut Vec::new()).await.unwrap_err();
    assert!(error.to_string().contains("no engine here"), "{error}");
    let mut connection = host.dial(Command::new("printf fine")).await.unwrap();
    let mut text = String::new();
    connection.read_to_string(&mut text).await.unwrap();
    assert_eq!(text, "fine");
}

#[tokio::test]
async fn a_port_is_reached_as_seen_from_the_host() {
    let server = server!();
    let hosts = server.hosts();
    let host = hosts.host("box").await.unwrap();
    let port = shouting().await;
    let begin = std::time::Instant::now();
    for _ in 0..3 {
        let mut connection = host.connect("127.0.0.1", port).await.unwrap();
        connection.write_all(b"hey").await.unwrap();
        let mut answer = [0; 3];
        connection.read_exact(&mut answer).await.unwrap();
        assert_eq!(&answer, b"HEY");
    }
    assert!(begin.elapsed().as_secs() < 4, "the word that a connection stands was not understood");
    let problem = host.connect("127.0.0.1", 1).await.err().unwrap();
    assert_eq!(problem.code, Code::HostCommandFailed);
    assert!(problem.message.contains("refused"), "{problem}");
    assert!(host.connect("-oProxyCommand=x", 1).await.is_err());
}

#[tokio::test]
async fn each_connection_that_is_not_made_says_its_own_reason() {
    let server = server!();
    let hosts = server.hosts();
    let host = hosts.host("box").await.unwrap();
    host.run(Command::new("true")).await.unwrap();
    let (port, name) = tokio::join!(host.connect("127.0.0.1", 1), host.connect("255.255.255.255", 80));
    let (port, name) = (port.err().unwrap().message, name.err().unwrap().message);
    assert!(port.contains("refused") && !name.contains("refused"), "{port}; {name}");
}

#[tokio::test]
async fn a_host_that_forwards_nothing_passes_connections_on_by_a_program() {
    let server = server!(Special { lines: "AllowTcpForwarding no", ..Special::default() });
    let hosts = server.hosts();
    let host = hosts.host("box").await.unwrap();
    let port = shouting().await;
    let mut connection = host.connect("127.0.0.1", port).await.unwrap();
    connection.write_all(b"hey").await.unwrap();
    let mut answer = [0; 3];
    connection.read_exact(&mut answer).await.unwrap();
    assert_eq!(&answer, b"HEY");
    drop(connection);
    let mut nothing = host.connect("127.0.0.1", 1).await.unwrap();
    assert!(nothing.read_to_end(&mut Vec::new()).await.is_err());
}
