//! Ports of a test that need nothing real: one secret, at most one login, this moment; no registry and no engine.

use std::sync::Arc;

use async_trait::async_trait;
use slipway_domain::problem::{Code, Problem};
use slipway_domain::secret::Secret;
use slipway_engine::ports::{Clock, ContainerEngine, Engines, Login, Registries, Registry, Secrets, Where};

/// What a test knows.
pub struct Known {
    /// The value of the one secret, `TOKEN`, which is redacted.
    pub token: &'static str,
    /// A registry's address and its login.
    pub login: Option<(String, Login)>,
}

#[async_trait]
impl Secrets for Known {
    async fn secret(&self, name: &str, _: Option<&str>) -> Result<Option<Secret>, Problem> {
        Ok((name == "TOKEN").then(|| Secret::new(self.token)))
    }
    async fn login(&self, registry: &str, _: Option<&str>) -> Result<Option<Login>, Problem> {
        Ok(self.login.iter().find(|(known, _)| known == registry).map(|(_, login)| login.clone()))
    }
    fn redact(&self, text: &str) -> String {
        text.replace(self.token, "***")
    }
}

#[async_trait]
impl Registries for Known {
    async fn repository(&self, name: &str) -> Result<Arc<dyn Registry>, Problem> {
        Err(Problem::new(Code::RegistryUnreachable, format!("nobody asks for {name} in this test")))
    }
}

#[async_trait]
impl Engines for Known {
    async fn engine(&self, _: &Where) -> Result<Arc<dyn ContainerEngine>, Problem> {
        Err(Problem::new(Code::EngineUnreachable, "there is no engine in this test"))
    }
}

impl Clock for Known {
    fn now(&self) -> jiff::Timestamp {
        jiff::Timestamp::now()
    }
}
