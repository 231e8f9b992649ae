//! Secrets and logins, opened when they are needed.

use async_trait::async_trait;
use slipway_domain::problem::Problem;
use slipway_domain::secret::Secret;

/// A login at a registry.
#[derive(Debug, Clone)]
pub struct Login {
    /// The user's name; [`Login::IDENTITY_TOKEN`] says that the password is an identity token.
    pub user: String,
    /// The password or token.
    pub password: Secret,
}

impl Login {
    /// What stands for the user where the password is an identity token: an OAuth 2 refresh token, which is
    /// given to the registry's token server and never used as a password.
    pub const IDENTITY_TOKEN: &str = "<token>";

    /// Whether the password is an identity token.
    pub fn is_identity_token(&self) -> bool {
        self.user == Self::IDENTITY_TOKEN
    }

    /// Whether it is the same user with the same password.
    pub fn is(&self, other: &Self) -> bool {
        self.user == other.user && self.password.expose() == other.password.expose()
    }
}

/// Where secrets come from.
#[async_trait]
pub trait Secrets: Send + Sync {
    /// The secret of that name for an environment, `None` when it was never set.
    async fn secret(&self, name: &str, environment: Option<&str>) -> Result<Option<Secret>, Problem>;

    /// The login for a registry (`HOST[:PORT]`), `None` for anonymous.
    async fn login(&self, registry: &str) -> Result<Option<Login>, Problem>;

    /// The login for a registry after one was refused there; the same where nobody knows another.
    async fn login_after(&self, registry: &str, _refused: &Login) -> Result<Option<Login>, Problem> {
        self.login(registry).await
    }

    /// The text without any of the values handed out so far, in whichever encoding they stand there.
    fn redact(&self, text: &str) -> String;
}
