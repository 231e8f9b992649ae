//! Logins at registries, those that whoever runs a registry gives for a time included.

use std::sync::Arc;

use async_trait::async_trait;
use slipway_credentials::Credentials;
use slipway_domain::problem::Problem;
use slipway_domain::secret::Secret;
use slipway_engine::ports::{ImageHost, Login, Secrets};

/// Secrets and logins of a project.
pub(crate) struct Logins {
    secrets: Arc<Credentials>,
    host: Arc<dyn ImageHost>,
}

impl Logins {
    /// Those of the person, and those that `host` gives.
    pub fn new(secrets: Arc<Credentials>, host: Arc<dyn ImageHost>) -> Self {
        Self { secrets, host }
    }

    /// The login that the host gives; nothing repeats it from now on.
    async fn given(&self, registry: &str, refused: Option<&Login>) -> Result<Option<Login>, Problem> {
        let login = self.host.login(registry, refused).await?;
        login.iter().for_each(|login| self.secrets.remember(&login.password));
        Ok(login)
    }
}

#[async_trait]
impl Secrets for Logins {
    async fn secret(&self, name: &str, environment: Option<&str>) -> Result<Option<Secret>, Problem> {
        self.secrets.secret(name, environment).await
    }

    /// A credential that was set for the registry's host first, then what the person is logged in with there, then what
    /// the person has set up for the host's own tools.
    async fn login(&self, registry: &str) -> Result<Option<Login>, Problem> {
        if self.host.is_chosen(registry).await? {
            return self.given(registry, None).await;
        }
        match self.secrets.login(registry).await? {
            Some(login) => Ok(Some(login)),
            None => self.given(registry, None).await,
        }
    }

    /// A login that the host gave, or that somebody wrote down when it did, has expired: it gives another. Where it
    /// cannot, it is as with any registry.
    async fn login_after(&self, registry: &str, refused: &Login) -> Result<Option<Login>, Problem> {
        let chosen = self.host.is_chosen(registry).await?;
        match self.given(registry, Some(refused)).await {
            Ok(Some(login)) => Ok(Some(login)),
            Err(problem) if chosen => Err(problem),
            Ok(None) | Err(_) => self.secrets.login_after(registry, refused).await,
        }
    }

    fn redact(&self, text: &str) -> String {
        self.secrets.redact(text)
    }
}
