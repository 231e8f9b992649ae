//! Engines that are pretended: what no real one does when a test wants it to.
#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

#[path = "support/around.rs"]
mod around;

use std::path::{Path, PathBuf};
use std::sync::{Arc, Once};
use std::time::Duration;

use around::{Around, NoHosts};
use async_trait::async_trait;
use slipway_docker::DockerEngines;
use slipway_domain::problem::{Code, Problem};
use slipway_engine::ports::{Command, Duplex, Engines, Host, Ran, TerminalSize, Where};
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::{UnixListener, UnixStream};
use tokio::time::Instant;

/// What a command is told that is begun on a terminal.
const UPGRADED: &[u8] = b"HTTP/1.1 101 UPGRADED\r\nConnection: Upgrade\r\nUpgrade: tcp\r\n\r\n";

/// An engine of that version, which says who it is, begins a command on a terminal, and is silent on all else. Once it
/// is told how large a terminal is, time flies.
fn pretend(folder: &Path, version: &'static str) -> PathBuf {
    let socket = folder.join(version);
    let listener = UnixListener::bind(&socket).unwrap();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            tokio::spawn(serve(stream, version));
        }
    });
    socket
}

async fn serve(stream: UnixStream, version: &str) {
    let mut stream = BufReader::new(stream);
    loop {
        let mut head = String::new();
        while !head.ends_with("\r\n\r\n") {
            if stream.read_line(&mut head).await.unwrap_or_default() == 0 {
                return;
            }
        }
        let length = |line: &str| line.to_lowercase().strip_prefix("content-length: ")?.parse().ok();
        let mut body = vec![0_u8; head.lines().find_map(length).unwrap_or_default()];
        stream.read_exact(&mut body).await.unwrap();
        let answer = match head.split(' ').nth(1).unwrap_or_default() {
            "/version" => format!("{{\"Version\":\"{version}\",\"Os\":\"linux\",\"Arch\":\"amd64\"}}"),
            "/info" => "{\"DockerRootDir\":\"/data\"}".to_owned(),
            "/containers/api/exec" => "{\"Id\":\"1\"}".to_owned(),
            "/exec/1/start" => {
                stream.write_all(UPGRADED).await.unwrap();
                return std::future::pending().await;
            }
            path => {
                static ASKED: Once = Once::new();
                if path.starts_with("/exec/1/resize") {
                    ASKED.call_once(tokio::time::pause);
                }
                return std::future::pending().await;
            }
        };
        let length = answer.len();
        let answer = format!(
            "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {length}\r\n\r\n{answer}"
        );
        stream.write_all(answer.as_bytes()).await.unwrap();
    }
}

/// A host on which every connection ends at once.
struct Hasty;

#[async_trait]
impl Host for Hasty {
    fn address(&self) -> &str {
        "deploy@10.0.0.5:2222"
    }
    fn by_hand(&self, command: &str) -> String {
        format!("ssh -p 2222 deploy@10.0.0.5 {command}")
    }
    async fn reach(&self) -> Result<(), Problem> {
        Ok(())
    }
    async fn run(&self, _: Command) -> Result<Ran, Problem> {
        Ok(Ran::default())
    }
    async fn run_lines(&self, _: Command, _: &(dyn Fn(String) + Send + Sync)) -> Result<Ran, Problem> {
        Ok(Ran::default())
    }
    async fn dial(&self, _: Command) -> Result<Box<dyn Duplex>, Problem> {
        Ok(Box::new(tokio::io::duplex(64).0))
    }
    async fn connect(&self, _: &str, _: u16) -> Result<Box<dyn Duplex>, Problem> {
        self.dial(Command::default()).await
    }
    async fn attach(&self, _: &str, _: bool) -> Result<i32, Problem> {
        Ok(0)
    }
}

#[tokio::test]
async fn who_cannot_reach_a_hosts_engine_hears_what_to_try_by_hand() {
    let folder = tempfile::tempdir().unwrap();
    let chosen = Around::socket(&folder.path().join("none"));
    let engines = DockerEngines::new(Arc::new(chosen), Arc::new(NoHosts));
    let place = Where::Host { host: Arc::new(Hasty), prefix: String::new() };
    let Err(problem) = engines.engine(&place).await else { panic!("nobody can answer") };
    assert_eq!(problem.code, Code::EngineUnreachable);
    let hint = "`ssh -p 2222 deploy@10.0.0.5 docker version` must work without a question";
    assert_eq!(problem.hint.as_deref(), Some(hint));
}

#[tokio::test]
async fn an_engine_that_is_stuck_is_told_in_a_minute() {
    let folder = tempfile::tempdir().unwrap();
    let chosen = Around::socket(&pretend(folder.path(), "27.0"));
    let engines = DockerEngines::new(Arc::new(chosen), Arc::new(NoHosts));
    let engine = engines.engine(&Where::Here).await.unwrap();
    tokio::time::pause();
    let begun = Instant::now();
    let problem = engine.containers(&[]).await.unwrap_err();
    assert_eq!(problem.code, Code::EngineUnreachable, "{problem:?}");
    assert!(begun.elapsed() < Duration::from_secs(62), "{:?}", begun.elapsed());
    assert_eq!(engine.image("api").await.unwrap_err().code, Code::EngineUnreachable);
    let begun = Instant::now();
    assert_eq!(engine.stop("api", 2).await.unwrap_err().code, Code::EngineUnreachable);
    assert!(begun.elapsed() < Duration::from_secs(70), "a cancel waits for it: {:?}", begun.elapsed());
}

#[tokio::test]
async fn an_engine_that_is_silent_about_a_terminals_size_keeps_nobody_from_it() {
    let folder = tempfile::tempdir().unwrap();
    let chosen = Around::socket(&pretend(folder.path(), "27.0"));
    let engines = DockerEngines::new(Arc::new(chosen), Arc::new(NoHosts));
    let engine = engines.engine(&Where::Here).await.unwrap();
    let begun = Instant::now();
    let size = TerminalSize { columns: 80, rows: 24 };
    let _terminal = engine.terminal("api", &["sh".to_owned()], size).await.unwrap();
    let took = begun.elapsed();
    assert!((50..70).contains(&took.as_secs()), "as long as one question may take: {took:?}");
}

#[tokio::test]
async fn the_engine_that_is_chosen_now_is_asked() {
    let folder = tempfile::tempdir().unwrap();
    let [one, other] = ["27.0", "28.0"].map(|version| pretend(folder.path(), version));
    let chosen = Arc::new(Around::socket(&one));
    let engines = DockerEngines::new(chosen.clone(), Arc::new(NoHosts));
    let version = async || engines.engine(&Where::Here).await.unwrap().info().await.unwrap().version;
    assert_eq!(version().await, "27.0");
    let held = engines.engine(&Where::Here).await.unwrap();
    chosen.choose(&other);
    assert_eq!(version().await, "27.0", "what was begun there is nowhere else");
    drop(held);
    assert_eq!(version().await, "28.0");
}
