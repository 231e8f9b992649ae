//! How the adapter is to find and reach the test program's own engine.
#![allow(
    dead_code,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    missing_docs
)]

mod around;
mod machine;

use std::collections::BTreeMap;
use std::process::Stdio;
use std::sync::Arc;

use around::NoHosts;
use async_trait::async_trait;
use slipway_docker::DockerEngines;
use slipway_domain::problem::{Code, Problem};
use slipway_engine::ports::{self, Duplex, Host, Hosts, Ran};

pub use around::Around;
pub use machine::{Engine, PASSWORD, USER, engine, run, wait_for};

impl Engine {
    /// What finds this engine.
    pub fn engines(&self) -> DockerEngines {
        DockerEngines::new(Arc::new(Around::socket(&self.socket)), Arc::new(NoHosts))
    }

    /// Hosts that do not exist.
    pub fn no_hosts(&self) -> Arc<dyn Hosts> {
        Arc::new(NoHosts)
    }

    /// This machine as a host that has this engine.
    pub fn host(&self) -> Arc<LocalHost> {
        Arc::new(LocalHost {
            docker_host: format!("unix://{}", self.socket.display()),
            dials: Default::default(),
        })
    }
}

/// This machine's shell. Counts its connections.
pub struct LocalHost {
    docker_host: String,
    pub dials: std::sync::atomic::AtomicUsize,
}

#[async_trait]
impl Host for LocalHost {
    fn address(&self) -> &str {
        "this-machine"
    }
    async fn reach(&self) -> Result<(), Problem> {
        Ok(())
    }
    async fn run(&self, _: ports::Command) -> Result<Ran, Problem> {
        Err(not_here())
    }
    async fn run_lines(&self, _: ports::Command, _: &(dyn Fn(String) + Send + Sync)) -> Result<Ran, Problem> {
        Err(not_here())
    }
    async fn dial(&self, command: ports::Command) -> Result<Box<dyn Duplex>, Problem> {
        self.dials.fetch_add(1, std::sync::atomic::Ordering::SeqCst);
        let mut child = tokio::process::Command::new("sh")
            .args(["-c", &command.script])
            .env("DOCKER_HOST", &self.docker_host)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .kill_on_drop(true)
            .spawn()
            .unwrap();
        let wire = tokio::io::join(child.stdout.take().unwrap(), child.stdin.take().unwrap());
        Ok(Box::new(Held { wire, _child: child }))
    }
    async fn connect(&self, _: &str, _: u16) -> Result<Box<dyn Duplex>, Problem> {
        Err(not_here())
    }
    async fn attach(&self, _: &str, _: bool) -> Result<i32, Problem> {
        Err(not_here())
    }
}

fn not_here() -> Problem {
    Problem::new(Code::Internal, "the test's host only dials")
}

struct Held<T> {
    wire: T,
    _child: tokio::process::Child,
}

impl<T: tokio::io::AsyncRead + Unpin> tokio::io::AsyncRead for Held<T> {
    fn poll_read(
        mut self: std::pin::Pin<&mut Self>,
        cx: &mut std::task::Context<'_>,
        buffer: &mut tokio::io::ReadBuf<'_>,
    ) -> std::task::Poll<std::io::Result<()>> {
        std::pin::Pin::new(&mut self.wire).poll_read(cx, buffer)
    }
}

impl<T: tokio::io::AsyncWrite + Unpin> tokio::io::AsyncWrite for Held<T> {
    fn poll_write(
        mut self: std::pin::Pin<&mut Self>,
        cx: &mut std::task::Context<'_>,
        bytes: &[u8],
    ) -> std::task::Poll<std::io::Result<usize>> {
        std::pin::Pin::new(&mut self.wire).poll_write(cx, bytes)
    }
    fn poll_flush(
        mut self: std::pin::Pin<&mut Self>,
        cx: &mut std::task::Context<'_>,
    ) -> std::task::Poll<std::io::Result<()>> {
        std::pin::Pin::new(&mut self.wire).poll_flush(cx)
    }
    fn poll_shutdown(
        mut self: std::pin::Pin<&mut Self>,
        cx: &mut std::task::Context<'_>,
    ) -> std::task::Poll<std::io::Result<()>> {
        std::pin::Pin::new(&mut self.wire).poll_shutdown(cx)
    }
}

pub fn labels(pairs: &[(&str, &str)]) -> BTreeMap<String, String> {
    pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
}
