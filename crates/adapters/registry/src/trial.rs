//! Trying the login at a registry.

use std::sync::Arc;

use async_trait::async_trait;
use slipway_domain::credential::{Known, Parts};
use slipway_domain::problem::{Code, Problem};
use slipway_domain::redact::Redactor;
use slipway_domain::secret::Secret;
use slipway_engine::ports::{Login, Secrets, Trial, Tried};

use crate::registries::{OciRegistries, Settings};

/// Logs in at the registry that a credential is called as, and asks for nothing there.
pub struct RegistryTrial {
    settings: Settings,
}

impl RegistryTrial {
    /// Speaks to registries with these settings.
    pub fn new(settings: Settings) -> Self {
        Self { settings }
    }
}

#[async_trait]
impl Trial for RegistryTrial {
    async fn attempt(&self, known: &Known, parts: &Parts) -> Result<Tried, Problem> {
        let (Some(user), Some(password)) = (parts.get("user"), parts.get("password")) else {
            return Err(Problem::new(Code::Internal, "a registry's credential has a user and a password"));
        };
        let (registry, user) = (known.id.name(), user.expose());
        let login = Login { user: user.to_owned(), password: password.clone() };
        // Of its own, so that no login or token of an earlier one answers.
        let registries = OciRegistries::new(Arc::new(Only(login)), self.settings.clone());
        Ok(match registries.endpoint(registry).await?.accepts_login().await? {
            Some(true) => Tried::works(format!("{registry} accepts {user}")),
            Some(false) => Tried::refused(format!("{registry} does not accept {user} with this password")),
            None => Tried::there(format!("{registry} lets everybody in, so nothing is known of the login")),
        })
    }
}

/// The one login that is tried.
struct Only(Login);

#[async_trait]
impl Secrets for Only {
    async fn secret(&self, _: &str, _: Option<&str>) -> Result<Option<Secret>, Problem> {
        Ok(None)
    }

    async fn login(&self, _: &str, _: Option<&str>) -> Result<Option<Login>, Problem> {
        Ok(Some(self.0.clone()))
    }

    fn redact(&self, text: &str) -> String {
        Redactor::new([self.0.password.expose()]).redact(text).into_owned()
    }
}
