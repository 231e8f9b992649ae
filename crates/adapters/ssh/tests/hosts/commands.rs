//! Commands: input, output, codes.

use std::sync::Mutex;
use std::time::{Duration, Instant};

use slipway_domain::problem::Code;
use slipway_engine::ports::{Command, Hosts as _};

use crate::server;

#[tokio::test]
async fn input_output_and_codes_arrive() {
    let server = server!();
    let hosts = server.hosts();
    let host = hosts.host("box").await.unwrap();
    let ran =
        host.run(Command::new("cat; printf %s 'it'\\''s !\\n' >&2; exit 3").stdin("in\0put")).await.unwrap();
    assert_eq!((ran.code, ran.stdout.as_slice()), (3, b"in\0put".as_slice()));
    assert_eq!(ran.err(), "it's !\\n");
    let ran = host.run(Command::new("kill -9 $$")).await.unwrap();
    assert_eq!(ran.code, 137);
}

#[tokio::test]
async fn nothing_is_forwarded_that_nobody_asked_for() {
    let server = server!();
    let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let config = server.folder.path().join("ssh.conf");
    let text = std::fs::read_to_string(&config).unwrap();
    std::fs::write(&config, format!("{text}  LocalForward {port} 127.0.0.1:{}\n", server.port)).unwrap();
    let hosts = server.hosts();
    let host = hosts.host("box").await.unwrap();
    assert_eq!(host.run(Command::new("echo ok")).await.unwrap().out(), "ok\n");
    assert!(std::net::TcpStream::connect(("127.0.0.1", port)).is_err(), "somebody listens there");
}

#[tokio::test]
async fn a_commands_own_255_is_a_code_and_a_killed_shell_is_not() {
    let server = server!();
    let hosts = server.hosts();
    let host = hosts.host("box").await.unwrap();
    let ran = host.run(Command::new("echo why >&2; exit 255")).await.unwrap();
    assert_eq!((ran.code, ran.err().as_str()), (255, "why\n"));
    let problem = host.run(Command::new("kill -9 $PPID")).await.unwrap_err();
    assert_eq!(problem.code, Code::HostCommandFailed, "{problem:?}");
}

#[tokio::test]
async fn a_lot_of_input_and_output_at_once_blocks_nothing() {
    let server = server!();
    let hosts = server.hosts();
    let host = hosts.host("box").await.unwrap();
    let much = vec![b'x'; 20 << 20];
    let ran = host.run(Command::new("tee /dev/stderr").stdin(much.clone())).await.unwrap();
    assert_eq!((ran.code, ran.stdout.len(), ran.stderr.len()), (0, much.len(), much.len()));
    let ran = host.run(Command::new("exit 0").stdin(much)).await.unwrap();
    assert_eq!(ran.code, 0);
}

#[tokio::test]
async fn lines_come_while_the_command_runs() {
    let server = server!();
    let hosts = server.hosts();
    let host = hosts.host("box").await.unwrap();
    let seen: Mutex<Vec<(String, Instant)>> = Mutex::default();
    let line = |text: String| seen.lock().unwrap().push((text, Instant::now()));
    let ran = host.run_lines(Command::new("echo one; sleep 1; echo two >&2; exit 255"), &line).await.unwrap();
    let seen = seen.into_inner().unwrap();
    let texts: Vec<&str> = seen.iter().map(|(text, _)| text.as_str()).collect();
    assert_eq!((ran.code, texts), (255, vec!["one", "two"]));
    assert!(seen[1].1 - seen[0].1 > Duration::from_millis(800));
}

#[tokio::test]
async fn a_limit_ends_the_waiting() {
    let server = server!();
    let hosts = server.hosts();
    let host = hosts.host("box").await.unwrap();
    host.run(Command::new("true")).await.unwrap();
    let begin = Instant::now();
    let problem = host.run(Command::new("sleep 20").limit(Duration::from_millis(500))).await.unwrap_err();
    assert_eq!(problem.code, Code::TimedOut);
    assert!(begin.elapsed() < Duration::from_secs(5));
}

#[tokio::test]
async fn a_command_that_is_too_long_is_refused() {
    let server = server!();
    let hosts = server.hosts();
    let host = hosts.host("box").await.unwrap();
    let ran = host.run(Command::new(format!(": {}; echo ok", "x".repeat(100_000)))).await.unwrap();
    assert_eq!(ran.out(), "ok\n");
    let problem = host.run(Command::new("x".repeat(200_000))).await.unwrap_err();
    assert!(problem.message.contains("too long"), "{problem}");
}
