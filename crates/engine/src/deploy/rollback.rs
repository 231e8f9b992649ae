//! What a rollback goes back to.

use slipway_domain::deployment::Deployment;
use slipway_domain::operation::Verdict;
use slipway_domain::problem::{Code, Problem};

use super::changes;
use super::history::History;
use crate::project::Project;

/// What a rollback leaves as it is, as a warning: nobody keeps the values that secrets once had.
pub(super) fn not_restored(deployment: &Deployment) -> Option<String> {
    let secrets = deployment.secrets();
    let names = secrets.join(", ");
    (!secrets.is_empty()).then(|| format!("secrets keep the values that they have now: {names}"))
}

impl Project {
    /// What an environment runs now and ran before, as far as a rollback can go back to it.
    pub async fn history_of(&self, environment: &str) -> Result<History, Problem> {
        let deployments = self.ledger.deployments(self.name(), environment).await?;
        Ok(History::of(
            deployments.into_iter().map(|(row, deployment)| (row.operation.kind, deployment)).collect(),
        ))
    }

    /// The deployment that a rollback restores: the one before, or the newest of a named release.
    pub async fn restored(
        &self,
        environment: &str,
        to: Option<&str>,
        services: Option<&[String]>,
    ) -> Result<Deployment, Problem> {
        let history = self.history_of(environment).await?;
        let found = match to {
            Some(text) => history.named(text, services)?,
            None if self.left_in_pieces(environment, &history).await? => {
                services.map_or_else(|| history.now(), |services| history.now_of(services))
            }
            None => history.before(services),
        };
        found.ok_or_else(|| {
            let message = format!("{environment} has no deployment to go back to");
            Problem::new(Code::ReleaseNotFound, message).hint("`slipway history` shows what was deployed")
        })
    }

    /// Whether an operation after the newest deployment that succeeded did not, and left something else running:
    /// that deployment is what came before the pieces that are there now.
    async fn left_in_pieces(&self, environment: &str, history: &History) -> Result<bool, Problem> {
        let Some(now) = history.now() else { return Ok(false) };
        let closed = self.ledger.last_closed(self.name(), environment).await?;
        let broken = [Verdict::Failed, Verdict::Cancelled, Verdict::Unknown];
        if !closed.and_then(|row| row.verdict).is_some_and(|verdict| broken.contains(&verdict)) {
            return Ok(false);
        }
        let world = self.target(environment)?.observe().await;
        let changes = changes::services(&now, &world);
        Ok(changes.iter().any(|service| service.change != changes::Change::Same))
    }
}
