//! Hosts: machines on which commands run, over SSH or here.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use bytes::Bytes;
use slipway_domain::problem::Problem;
use tokio::io::{AsyncRead, AsyncWrite};

/// A connection in both directions.
pub trait Duplex: AsyncRead + AsyncWrite + Send + Unpin {}
impl<T: AsyncRead + AsyncWrite + Send + Unpin> Duplex for T {}

/// A command for a host's shell. What it reads is not shown: secrets reach a host that way.
#[derive(Clone, Default)]
pub struct Command {
    /// POSIX shell text. It is visible to others on the host, so it never holds a secret.
    pub script: String,
    /// What it reads from standard input.
    pub stdin: Bytes,
    /// How long it may take; none means the host's own keep-alive decides.
    pub limit: Option<Duration>,
}

impl fmt::Debug for Command {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Command")
            .field("script", &self.script)
            .field("stdin", &format_args!("{} bytes", self.stdin.len()))
            .field("limit", &self.limit)
            .finish()
    }
}

impl Command {
    /// A script without input.
    pub fn new(script: impl Into<String>) -> Self {
        Self { script: script.into(), ..Self::default() }
    }

    /// The same with input.
    pub fn stdin(mut self, bytes: impl Into<Bytes>) -> Self {
        self.stdin = bytes.into();
        self
    }

    /// The same with a limit.
    pub fn limit(mut self, limit: Duration) -> Self {
        self.limit = Some(limit);
        self
    }
}

/// What came of a command that ran to its end.
#[derive(Debug, Clone, Default)]
pub struct Ran {
    /// The exit code; `128 + signal` when a signal ended it.
    pub code: i32,
    /// Standard output.
    pub stdout: Vec<u8>,
    /// Standard error.
    pub stderr: Vec<u8>,
}

impl Ran {
    /// Standard output as text.
    pub fn out(&self) -> String {
        String::from_utf8_lossy(&self.stdout).into_owned()
    }

    /// Standard error as text.
    pub fn err(&self) -> String {
        String::from_utf8_lossy(&self.stderr).into_owned()
    }
}

/// A machine on which commands run. One session per host; its methods may be called side by side.
#[async_trait]
pub trait Host: Send + Sync {
    /// The address as people write it.
    fn address(&self) -> &str;

    /// What a person types to run a command there without us: the command alone where that is this machine.
    fn by_hand(&self, command: &str) -> String {
        command.to_owned()
    }

    /// Sees to it that it can be spoken to, and does nothing there. The problems are those of [`Self::run`].
    async fn reach(&self) -> Result<(), Problem>;

    /// Runs a command to its end. A code other than 0 is no error; not getting there, or losing the
    /// connection before the end, is one (`HostUnreachable`, `HostKeyUnknown`, `HostKeyChanged`, `HostDenied`).
    async fn run(&self, command: Command) -> Result<Ran, Problem>;

    /// Runs a command and hands each line of its output (both streams) to `line` as it comes.
    async fn run_lines(
        &self,
        command: Command,
        line: &(dyn Fn(String) + Send + Sync),
    ) -> Result<Ran, Problem>;

    /// Runs a command whose standard input and output are the connection that is returned.
    /// Dropping it ends the command.
    async fn dial(&self, command: Command) -> Result<Box<dyn Duplex>, Problem>;

    /// Connects to a TCP port as seen from the host.
    async fn connect(&self, address: &str, port: u16) -> Result<Box<dyn Duplex>, Problem>;

    /// Gives a person's terminal to a command on the host and returns its exit code.
    async fn attach(&self, script: &str, tty: bool) -> Result<i32, Problem>;
}

/// Finds hosts.
#[async_trait]
pub trait Hosts: Send + Sync {
    /// A host by `[user@]address[:port]`, or this machine by `localhost-shell`. Sessions are kept and shared.
    async fn host(&self, address: &str) -> Result<Arc<dyn Host>, Problem>;
}
