//! The port `Accounts`: who acts in an environment, and who pushes to a registry.

use async_trait::async_trait;
use slipway_domain::config::Aws as Said;
use slipway_domain::problem::Problem;
use slipway_engine::ports::{Accounts, Identity};

use crate::Aws;
use crate::settings::Place;

#[async_trait]
impl Accounts for Aws {
    async fn of_environment(&self, environment: &str) -> Result<Identity, Problem> {
        let said = self.policy.environments.get(environment).and_then(|one| one.aws.clone());
        let Said { region, credential, .. } = said.unwrap_or_default();
        let chosen = self.chosen(credential.as_deref(), Some(environment)).await?;
        let access = self.access(chosen.as_ref(), region.as_deref()).await?;
        self.identities.get(&access, self.needed().as_ref()).await
    }

    async fn of_registry(&self, registry: &str) -> Result<Option<Identity>, Problem> {
        let Some(place) = Place::at(&self.policy, registry) else { return Ok(None) };
        let access = self.access_at(&place).await?;
        self.identities.get(&access, self.needed().as_ref()).await.map(Some)
    }
}
