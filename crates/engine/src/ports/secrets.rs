//! Secrets and logins, opened when they are needed.

use std::collections::BTreeMap;

use async_trait::async_trait;
use slipway_domain::credential::{Kind, Known};
use slipway_domain::ids::OperationId;
use slipway_domain::problem::{Code, Problem};
use slipway_domain::sealed::SealedFile;
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

/// What an operation needs of those who keep secrets.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Need {
    /// The secret of that name.
    Secret(String),
    /// A login at the registry of that address, `HOST[:PORT]`.
    Login(String),
}

impl Need {
    /// The kind of the credentials that give it.
    pub fn kind(&self) -> Kind {
        match self {
            Self::Secret(_) => Kind::Plain,
            Self::Login(_) => Kind::Registry,
        }
    }

    /// The name of the credentials that give it.
    pub fn name(&self) -> &str {
        match self {
            Self::Secret(name) | Self::Login(name) => name,
        }
    }
}

/// Where something that is needed would come from.
#[derive(Debug, Clone, PartialEq)]
pub enum Origin {
    /// A credential of the keychain.
    Credential(Box<Known>),
    /// Somewhere else, if anywhere: whether a registry wants a login at all, and docker has one, is seen only by looking.
    Elsewhere,
    /// It was never set anywhere.
    Nowhere,
}

/// Where secrets come from.
#[async_trait]
pub trait Secrets: Send + Sync {
    /// The secret of that name for an environment, `None` when it was never set.
    async fn secret(&self, name: &str, environment: Option<&str>) -> Result<Option<Secret>, Problem>;

    /// The login for a registry (`HOST[:PORT]`) in an environment, `None` for anonymous.
    async fn login(&self, registry: &str, environment: Option<&str>) -> Result<Option<Login>, Problem>;

    /// The secrets in a sealed file as its commit has it, by name.
    async fn sealed(&self, file: &SealedFile) -> Result<BTreeMap<String, Secret>, Problem> {
        Err(Problem::new(Code::SealedClosed, format!("nothing here opens {}", file.path)))
    }

    /// Where something would come from. Nothing is opened and nobody is waited for.
    async fn origin(&self, _: &Need, _: Option<&str>) -> Result<Origin, Problem> {
        Ok(Origin::Elsewhere)
    }

    /// The SSH keys among the credentials that are offered to the hosts of an environment, by what they are kept under.
    /// Nothing is opened and nobody is waited for.
    async fn offered_keys(&self, _: &str) -> Result<Vec<Known>, Problem> {
        Ok(Vec::new())
    }

    /// Asks the person, all at once, about those credentials among what an operation needs that are used only after a
    /// yes. They may be opened until the operation is let go.
    async fn admit(&self, _: OperationId, _: &[Need], _: Option<&str>) -> Result<(), Problem> {
        Ok(())
    }

    /// This process does no more for an operation: what it was allowed to open is closed again.
    fn let_go(&self, _: OperationId) {}

    /// The login for a registry after one was refused there; the same where nobody knows another.
    async fn login_after(
        &self,
        registry: &str,
        environment: Option<&str>,
        _refused: &Login,
    ) -> Result<Option<Login>, Problem> {
        self.login(registry, environment).await
    }

    /// Takes a value out of text from now on, as one that was handed out here: it was opened elsewhere.
    fn remember(&self, _: &Secret) {}

    /// The text without any of the values handed out or remembered so far, in whichever encoding they stand there.
    fn redact(&self, text: &str) -> String;
}
