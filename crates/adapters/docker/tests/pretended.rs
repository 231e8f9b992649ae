//! Engines that are pretended: what no real one does when a test wants it to.
#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

#[path = "support/around.rs"]
mod around;

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use around::{Around, NoHosts};
use slipway_docker::DockerEngines;
use slipway_domain::problem::Code;
use slipway_engine::ports::{Engines, Where};
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
}

#[tokio::test]
async fn the_engine_that_is_chosen_now_is_asked() {
    let folder = tempfile::tempdir().unwrap();
    let [one, other] = ["27.0", "28.0"].map(|version| pretend(folder.path(), version));
    let chosen = Arc::new(Around::socket(&one));
    let engines = DockerEngines::new(chosen.clone(), Arc::new(NoHosts));
    let version = async || engines.engine(&Where::Here).await.unwrap().info().await.unwrap().version;
    assert_eq!(version().await, "27.0");
    chosen.choose(&other);
    assert_eq!(version().await, "28.0");
}
