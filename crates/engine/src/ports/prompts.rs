//! What a program that Slipway starts wants to know while it works, where no terminal is there to ask on: SSH of a
//! person, git of a credential.

use async_trait::async_trait;
use slipway_domain::problem::Problem;
use slipway_domain::secret::Secret;

/// What the program takes for an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wants {
    /// Yes or no.
    Confirmation,
    /// A text that is not shown while it is typed, such as a passphrase.
    Secret,
    /// Nothing: it only says that something is to be done, such as touching a key.
    Nothing,
}

/// What came of a prompt.
#[derive(Debug, Clone)]
pub enum Said {
    /// Yes, or that it was read.
    Yes,
    /// A text.
    Text(Secret),
    /// No.
    No,
}

/// Whoever answers what such a program asks. Who stops waiting takes the question back by dropping the future.
#[async_trait]
pub trait Prompts: Send + Sync {
    /// What is said to a prompt in the words of the program. Who cannot be asked is a problem that says what to do.
    async fn prompt(&self, prompt: &str, wants: Wants) -> Result<Said, Problem>;
}
