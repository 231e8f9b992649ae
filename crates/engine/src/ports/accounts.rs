//! Whose account something is done in, where what is used belongs to accounts.

use async_trait::async_trait;
use slipway_domain::credential::Kind;
use slipway_domain::problem::{Code, Problem};

/// With whose rights something is done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identity {
    /// The account that it belongs to.
    pub account: String,
    /// Its full name there.
    pub name: String,
    /// Where it comes from, for a person: `the credential production`, `the profile default`.
    pub from: String,
    /// The credential that it is, with its kind; `None` for what the person has set up for other tools.
    pub credential: Option<(Kind, String)>,
}

/// Tells with whose rights something is done.
#[async_trait]
pub trait Accounts: Send + Sync {
    /// Who acts in an environment.
    async fn of_environment(&self, environment: &str) -> Result<Identity, Problem>;

    /// Who pushes to a registry; `None` for one that knows no accounts.
    async fn of_registry(&self, registry: &str) -> Result<Option<Identity>, Problem>;
}

/// Nobody is known to have an account anywhere.
#[derive(Debug, Clone, Copy, Default)]
pub struct NoAccounts;

#[async_trait]
impl Accounts for NoAccounts {
    async fn of_environment(&self, environment: &str) -> Result<Identity, Problem> {
        let message =
            format!("{environment} belongs to an account, and this Slipway cannot ask who acts there");
        Err(Problem::new(Code::AccountUnusable, message)
            .hint("use a Slipway that was built with the feature `aws`, as those are that can be downloaded"))
    }

    async fn of_registry(&self, _: &str) -> Result<Option<Identity>, Problem> {
        Ok(None)
    }
}
