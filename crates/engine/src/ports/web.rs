//! Web servers: one question, one answer.

use std::time::Duration;

use async_trait::async_trait;
use slipway_domain::problem::Problem;

use super::host::Host;

/// What is asked.
#[derive(Clone, Copy)]
pub struct Question<'a> {
    /// An address that begins with `http://` or `https://`.
    pub url: &'a str,
    /// The host that makes the connection, so that names and ports are as it sees them; this machine where
    /// there is none.
    pub through: Option<&'a dyn Host>,
    /// The file of the repository whose certificates are trusted besides the system's.
    pub ca: Option<&'a str>,
    /// How long the whole of it may take.
    pub limit: Duration,
}

/// What came back.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Answer {
    /// The status code.
    pub status: u16,
    /// Where a redirect leads, as the server wrote it.
    pub location: Option<String>,
    /// The body as text, or the beginning of one that is too long or does not end.
    pub body: String,
    /// Why the body is not whole, as it continues "the answer …".
    pub cut: Option<String>,
}

/// Asks web servers.
#[async_trait]
pub trait Web: Send + Sync {
    /// Asks with GET and without a login. Follows no redirect. Whatever a server answers is an answer.
    ///
    /// The certificate of an `https` address is checked for the name in it, by this machine, wherever the
    /// connection is made from. Nothing switches that off.
    ///
    /// # Errors
    /// `VerifyFailed` when no answer came, with what a person can do; `ConfigurationInvalid` when the address
    /// cannot be asked; what keeps the host from being reached.
    async fn get(&self, question: Question<'_>) -> Result<Answer, Problem>;
}
