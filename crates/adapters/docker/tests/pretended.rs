//! Engines that are pretended: what no real one does when a test wants it to.
#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use async_trait::async_trait;
use slipway_docker::{DockerEngines, Surroundings};
use slipway_domain::problem::{Code, Problem};
use slipway_engine::ports::{Engines, Host, Hosts, Where};
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::{UnixListener, UnixStream};
use tokio::time::Instant;

/// An engine of that version, which says who it is and is silent on all else.
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
        let answer = match head.split(' ').nth(1).unwrap_or_default() {
            "/version" => format!("{{\"Version\":\"{version}\",\"Os\":\"linux\",\"Arch\":\"amd64\"}}"),
            "/info" => "{\"DockerRootDir\":\"/data\"}".to_owned(),
            _ => return std::future::pending().await,
        };
        let length = answer.len();
        let answer = format!(
            "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {length}\r\n\r\n{answer}"
        );
        stream.write_all(answer.as_bytes()).await.unwrap();
    }
}

/// A laptop whose engine is at that socket.
struct Chosen(Mutex<PathBuf>);

impl Surroundings for Chosen {
    fn variable(&self, name: &str) -> Option<String> {
        (name == "DOCKER_HOST").then(|| format!("unix://{}", self.0.lock().unwrap().display()))
    }
    fn text(&self, _: &Path) -> Option<String> {
        None
    }
    fn folders(&self, _: &Path) -> Vec<PathBuf> {
        Vec::new()
    }
    fn exists(&self, _: &Path) -> bool {
        false
    }
    fn home(&self) -> Option<PathBuf> {
        None
    }
}

struct NoHosts;

#[async_trait]
impl Hosts for NoHosts {
    async fn host(&self, address: &str) -> Result<Arc<dyn Host>, Problem> {
        Err(Problem::new(Code::HostUnreachable, format!("there is no host {address}")))
    }
}

#[tokio::test]
async fn an_engine_that_is_stuck_is_told_in_a_minute() {
    let folder = tempfile::tempdir().unwrap();
    let chosen = Chosen(Mutex::new(pretend(folder.path(), "27.0")));
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
async fn the_engine_that_is_chosen_now_is_asked() {
    let folder = tempfile::tempdir().unwrap();
    let [one, other] = ["27.0", "28.0"].map(|version| pretend(folder.path(), version));
    let chosen = Arc::new(Chosen(Mutex::new(one)));
    let engines = DockerEngines::new(chosen.clone(), Arc::new(NoHosts));
    let version = async || engines.engine(&Where::Here).await.unwrap().info().await.unwrap().version;
    assert_eq!(version().await, "27.0");
    let held = engines.engine(&Where::Here).await.unwrap();
    *chosen.0.lock().unwrap() = other;
    assert_eq!(version().await, "27.0", "what was begun there is nowhere else");
    drop(held);
    assert_eq!(version().await, "28.0");
}
