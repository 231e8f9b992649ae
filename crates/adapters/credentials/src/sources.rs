//! The order in which sources are asked.

use std::sync::{Mutex, MutexGuard, PoisonError};

use async_trait::async_trait;
use slipway_domain::problem::Problem;
use slipway_domain::secret::Secret;
use slipway_engine::ports::{self, Login, Secrets};

use crate::handed_out::{self, HandedOut};
use crate::variables::Variables;
use crate::{docker_logins, variables_login};

/// Secrets and logins from everywhere they may be.
#[derive(Debug)]
pub struct Credentials {
    variables: Variables,
    opened: Mutex<HandedOut>,
}

impl Credentials {
    /// With these variables; [`Variables::of_process`] for the process's own.
    pub fn new(variables: Variables) -> Self {
        Self { variables, opened: Mutex::default() }
    }

    /// The first source that has it: environment variables.
    async fn find_secret(&self, name: &str) -> Result<Option<Secret>, Problem> {
        Ok(variables_login::secret(&self.variables, name))
    }

    /// The first source that has it: environment variables, then docker.
    async fn find_login(&self, registry: &str) -> Result<Option<Login>, Problem> {
        if let Some(login) = variables_login::login(&self.variables, registry)? {
            return Ok(Some(login));
        }
        docker_logins::login(&self.variables, registry).await
    }

    fn remember(&self, secret: &Secret) {
        self.lock().remember(secret);
        handed_out::remember(secret);
    }

    fn lock(&self) -> MutexGuard<'_, HandedOut> {
        self.opened.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[async_trait]
impl Secrets for Credentials {
    /// Variables are the same for every environment.
    async fn secret(&self, name: &str, _environment: Option<&str>) -> Result<Option<Secret>, Problem> {
        let secret = self.find_secret(name).await?;
        secret.iter().for_each(|secret| self.remember(secret));
        Ok(secret)
    }

    async fn login(&self, registry: &str) -> Result<Option<Login>, Problem> {
        let login = self.find_login(registry).await?;
        login.iter().for_each(|login| self.remember(&login.password));
        Ok(login)
    }

    fn redact(&self, text: &str) -> String {
        let redactor = self.lock().redactor();
        redactor.redact(text).into_owned()
    }
}

impl ports::Variables for Credentials {
    /// Not one that holds a secret for Slipway: a build argument stays readable in the image.
    fn variable(&self, name: &str) -> Option<String> {
        let secret =
            ["SLIPWAY_SECRET_", "SLIPWAY_REGISTRY_PASSWORD"].iter().any(|start| name.starts_with(start));
        if secret { None } else { self.variables.get_even_empty(name).map(str::to_owned) }
    }
}
