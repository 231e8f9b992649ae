//! What a rollback goes back to.

use slipway_domain::caution::Caution;
use slipway_domain::deployment::Deployment;
use slipway_domain::operation::{Kind, Verdict};
use slipway_domain::plan::PlanHash;
use slipway_domain::problem::{Code, Problem};

use super::changes;
use super::foreign::unknown_before;
use super::history::{History, Told};
use super::prepared::DeployRequest;
use super::sight::Sight;
use super::warning::Warning;
use crate::ports::Deployed;
use crate::project::Project;
use crate::select::Selection;

/// How many deployments are looked at first: enough for what people usually ask.
const FIRST: u32 = 16;
/// How many at most.
const MOST: u32 = 256;

/// What a rollback leaves as it is, as a warning: nobody keeps the values that secrets once had. Those of a sealed file
/// come back with the commit.
pub(super) fn not_restored(deployment: &Deployment) -> Option<Warning> {
    let files = deployment.sealed_files();
    let names: Vec<String> =
        deployment.secrets().into_iter().filter(|name| !files.iter().any(|file| file.has(name))).collect();
    let said = format!("secrets keep the values that they have now: {}", names.join(", "));
    (!names.is_empty()).then(|| Warning::of(Caution::Secrets { names }, said))
}

impl Project {
    /// What an environment runs now and ran before, as far as a rollback can go back to it.
    pub async fn history_of(&self, environment: &str) -> Result<History, Problem> {
        Ok(self.past(environment, |history| history.now().is_some()).await?.1)
    }

    /// The newest deployments and their history, as far back as is enough for what is to be known. What lies
    /// further back than [`MOST`] is as though it had not been.
    pub(crate) async fn past(
        &self,
        environment: &str,
        enough: impl Fn(&History) -> bool,
    ) -> Result<(Vec<Deployed>, History), Problem> {
        let mut limit = FIRST;
        loop {
            let deployments = self.ledger.deployments(self.name(), environment, limit).await?;
            let all = deployments.len() < limit as usize || limit >= MOST;
            let history = History::of(self.told(&deployments).await?, all);
            if all || enough(&history) {
                return Ok((deployments, history));
            }
            limit *= 4;
        }
    }

    async fn told(&self, deployments: &[Deployed]) -> Result<Vec<Told>, Problem> {
        let plans: Vec<&PlanHash> = deployments.iter().map(|(row, _)| &row.operation.plan).collect();
        let mut over = self.went_over(&plans).await?;
        let told = |(row, deployment): &Deployed| Told {
            kind: row.operation.kind,
            deployment: deployment.clone(),
            over: over.remove(&row.operation.plan).unwrap_or_default(),
        };
        Ok(deployments.iter().map(told).collect())
    }

    /// The deployment that a rollback restores: the one before, or the newest of a named release.
    pub(super) async fn restored(
        &self,
        environment: &str,
        to: Option<&str>,
        services: Option<&[String]>,
        sight: &Sight<'_>,
    ) -> Result<Deployment, Problem> {
        let reached = |history: &History| match to {
            Some(text) => matches!(history.named(text, services), Ok(Some(_))),
            None => history.reaches_before(services),
        };
        let (_, history) = self.past(environment, reached).await?;
        let found = match to {
            Some(text) => history.named(text, services)?,
            None if self.left_in_pieces(environment, &history, sight).await? => {
                services.map_or_else(|| history.now(), |services| history.now_of(services))
            }
            None => match history.lost(services) {
                lost if lost.is_empty() => history.before(services),
                lost => return Err(unknown_before(environment, &lost)),
            },
        };
        found.ok_or_else(|| {
            let message = format!("{environment} has no deployment to go back to");
            Problem::new(Code::ReleaseNotFound, message).hint(format!(
                "`slipway history {environment}` shows what was deployed; `slipway deploy {environment} --release N` \
                 brings any release"
            ))
        })
    }

    /// The name that a person has to type before a plan is carried out.
    pub(super) async fn typed(
        &self,
        request: &DeployRequest,
        deployment: &Deployment,
        sight: &Sight<'_>,
    ) -> Result<Option<String>, Problem> {
        let environment = request.environment.as_str();
        let wanted = self.environment(environment)?.is_protected()
            && !self.goes_one_back(request, deployment, sight).await;
        Ok(wanted.then(|| environment.to_owned()))
    }

    /// Whether a request goes back to the deployment before, named or not.
    async fn goes_one_back(
        &self,
        request: &DeployRequest,
        deployment: &Deployment,
        sight: &Sight<'_>,
    ) -> bool {
        if request.kind != Kind::Rollback {
            return false;
        }
        if request.release == Selection::Next {
            return true;
        }
        let before = self.restored(&request.environment, None, request.services.as_deref(), sight).await;
        before.is_ok_and(|before| before == *deployment)
    }

    /// Whether an operation after the newest deployment that succeeded did not, and left something else running:
    /// that deployment is what came before the pieces that are there now.
    async fn left_in_pieces(
        &self,
        environment: &str,
        history: &History,
        sight: &Sight<'_>,
    ) -> Result<bool, Problem> {
        let Some(now) = history.now() else { return Ok(false) };
        let closed = self.ledger.last_closed(self.name(), environment).await?;
        let broken = [Verdict::Failed, Verdict::Cancelled, Verdict::Unknown];
        if !closed.and_then(|row| row.verdict).is_some_and(|verdict| broken.contains(&verdict)) {
            return Ok(false);
        }
        let changes = changes::services(&now, sight.world().await);
        Ok(changes.iter().any(|service| service.change != changes::Change::Same))
    }
}
