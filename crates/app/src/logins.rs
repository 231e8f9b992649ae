//! Logins at registries, those that whoever runs a registry gives for a time included.

use std::sync::Arc;

use async_trait::async_trait;
use slipway_credentials::Credentials;
use slipway_domain::ids::OperationId;
use slipway_domain::problem::Problem;
use slipway_domain::secret::Secret;
use slipway_engine::ports::{ImageHost, Login, Need, Origin, Secrets};

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
    async fn given(
        &self,
        registry: &str,
        environment: Option<&str>,
        refused: Option<&Login>,
    ) -> Result<Option<Login>, Problem> {
        let login = self.host.login(registry, environment, refused).await?;
        login.iter().for_each(|login| self.secrets.remember(&login.password));
        Ok(login)
    }

    /// Whether the host's logins go before what the person is logged in with otherwise: a credential was set for that, and
    /// none for the registry itself.
    async fn is_given(&self, registry: &str, environment: Option<&str>) -> Result<bool, Problem> {
        let own = self.secrets.origin(&Need::Login(registry.to_owned()), environment).await?;
        if matches!(own, Origin::Credential(_)) {
            return Ok(false);
        }
        Ok(self.host.credential(registry, environment).await?.is_some())
    }
}

#[async_trait]
impl Secrets for Logins {
    async fn secret(&self, name: &str, environment: Option<&str>) -> Result<Option<Secret>, Problem> {
        self.secrets.secret(name, environment).await
    }

    /// A credential for the registry, then one for its host, then what the person is logged in with there, then what they
    /// have set up for the host's own tools.
    async fn login(&self, registry: &str, environment: Option<&str>) -> Result<Option<Login>, Problem> {
        if self.is_given(registry, environment).await? {
            return self.given(registry, environment, None).await;
        }
        match self.secrets.login(registry, environment).await? {
            Some(login) => Ok(Some(login)),
            None => self.given(registry, environment, None).await,
        }
    }

    async fn origin(&self, need: &Need, environment: Option<&str>) -> Result<Origin, Problem> {
        let own = self.secrets.origin(need, environment).await?;
        let (Need::Login(registry), Origin::Elsewhere | Origin::Nowhere) = (need, &own) else {
            return Ok(own);
        };
        let known = self.host.credential(registry, environment).await?;
        Ok(known.map_or(own, |known| Origin::Credential(Box::new(known))))
    }

    async fn admit(
        &self,
        operation: OperationId,
        needs: &[Need],
        environment: Option<&str>,
    ) -> Result<(), Problem> {
        self.secrets.admit(operation, needs, environment).await
    }

    fn let_go(&self, operation: OperationId) {
        self.secrets.let_go(operation);
        self.host.let_go();
    }

    /// A login that the host gave, or that somebody wrote down when it did, has expired: it gives another. Where it
    /// cannot, it is as with any registry.
    async fn login_after(
        &self,
        registry: &str,
        environment: Option<&str>,
        refused: &Login,
    ) -> Result<Option<Login>, Problem> {
        let is_given = self.is_given(registry, environment).await?;
        match self.given(registry, environment, Some(refused)).await {
            Ok(Some(login)) => Ok(Some(login)),
            Err(problem) if is_given => Err(problem),
            Ok(None) | Err(_) => self.secrets.login_after(registry, environment, refused).await,
        }
    }

    fn redact(&self, text: &str) -> String {
        self.secrets.redact(text)
    }
}
