//! Commands in containers on terminals of their own: the shells that the window opens.

use async_trait::async_trait;
use slipway_domain::problem::Problem;

use super::Duplex;

/// How large a terminal is, in characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TerminalSize {
    /// Its width.
    pub columns: u16,
    /// Its height.
    pub rows: u16,
}

/// A command that runs in a container, on a terminal of its own.
pub struct Terminal {
    /// What is typed goes in, what is printed comes out as it is. It ends when the command does.
    pub wire: Box<dyn Duplex>,
    /// The command itself.
    pub process: Box<dyn TerminalProcess>,
}

/// A command on a terminal, as far as it does not go over the terminal's wire.
#[async_trait]
pub trait TerminalProcess: Send + Sync {
    /// What everything carries that is begun on it. Whoever knows it can hang up later, see
    /// [`ContainerEngine::hang_up`](super::ContainerEngine::hang_up).
    fn mark(&self) -> &str;

    /// The terminal has another size now.
    async fn resize(&self, size: TerminalSize) -> Result<(), Problem>;

    /// How the command ended, asked once its wire has ended; `None` where that is not known.
    async fn exit_code(&self) -> Result<Option<i64>, Problem>;

    /// Ends what was begun on the terminal and goes on there, as closing a terminal's window does. An engine by itself
    /// leaves it running when the wire is dropped.
    async fn hang_up(&self) -> Result<(), Problem>;
}
