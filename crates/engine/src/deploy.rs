//! Deploy, promote and roll back: one plan, made of a deployment and what the target says of it.

mod changes;
mod credentials;
mod foreign;
mod gates;
mod history;
mod moved;
mod planned;
mod prepare;
mod prepared;
mod result;
mod rollback;
mod sight;
mod steps_around;
mod wanted;
mod warning;
mod warnings;
mod who_was_there;

pub use changes::{Change, CommitChange, ConfigurationChange, ServiceChange, VariableChange};
pub use history::History;
pub use moved::Moved;
pub use prepared::{DeployRequest, GateView, Prepared};
pub use result::{OperationResult, PlaceResult};
pub(crate) use result::{evidence, verdict_at, works};
pub(crate) use steps_around::wrap_upkeep;
pub use warning::Warning;

use slipway_domain::entry::Body;
use slipway_domain::ids::OperationId;
use slipway_domain::operation::{Kind, Operation, Verdict};
use slipway_domain::plan::{Plan, Subject};
use slipway_domain::problem::{Code, Exit, Problem};
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use crate::project::Project;
use crate::runner::Standing;

/// What comes with a request to execute a plan.
#[derive(Debug, Clone, Default)]
pub struct Request {
    /// The id that the operation is to have, for whoever wants to name it before it ends; a new one if `None`.
    pub id: Option<OperationId>,
    /// Why, in the person's words.
    pub reason: Option<String>,
    /// The operation that this one continues or is part of.
    pub parent: Option<OperationId>,
    /// Two requests with one key are one request.
    pub key: Option<String>,
    /// Stops it.
    pub interrupt: CancellationToken,
}

impl Project {
    /// Executes a prepared deployment. Refused when a gate refuses now; nothing is opened then.
    pub async fn deploy(&self, prepared: Prepared, request: Request) -> Result<OperationResult, Problem> {
        if let Some(problem) = prepared.refusal() {
            return Err(problem);
        }
        self.keep_foreign(&prepared.hash, &prepared.foreign).await?;
        self.execute(prepared.kind, prepared.plan, request).await
    }

    /// What holds in an environment once an operation has succeeded: an automatic one that was rolled back is on hold.
    pub(crate) fn rule_afterwards(
        &self,
        operation: &Operation,
        plan: &Plan,
    ) -> Result<Option<Body>, Problem> {
        let Subject::Deployment(deployment) = &plan.subject else { return Ok(None) };
        if operation.kind != Kind::Rollback || !self.environment(&deployment.environment)?.automatic {
            return Ok(None);
        }
        let number = deployment.release.number;
        let reason = format!("rolled back to #{number}; without a hold the newer release would come again");
        Ok(Some(Body::Held { reason }))
    }

    /// Opens an operation for a plan, executes it and says what came of it.
    pub async fn execute(
        &self,
        kind: Kind,
        plan: Plan,
        request: Request,
    ) -> Result<OperationResult, Problem> {
        let author = self.author().await?;
        let id = request.id.unwrap_or_else(|| OperationId(Uuid::now_v7()));
        let operation = Operation {
            parent: request.parent,
            reason: request.reason,
            request_key: request.key,
            ..Operation::of(id, kind, &plan, &author.actor, &author.device)
        };
        let rule = self.rule_afterwards(&operation, &plan)?;
        self.check_account(operation.environment.as_deref()).await?;
        let standing =
            self.runner.start(operation.clone(), plan.clone(), author, rule, request.interrupt).await?;
        self.report(&operation, &plan, standing).await
    }

    /// What came of an operation. One that a rule refused, and one that another laptop took over, is that problem.
    pub(crate) async fn report(
        &self,
        operation: &Operation,
        plan: &Plan,
        standing: Standing,
    ) -> Result<OperationResult, Problem> {
        match refusal(&standing) {
            Some(problem) => {
                let details = serde_json::json!({ "operation": operation.id, "more": problem.details });
                Err(self.naming_who_was_there(operation, problem).await.details(details))
            }
            None => self.result(operation, plan, standing).await,
        }
    }
}

/// Why an operation was not executed to its end, where that was neither its own work's nor a person's doing. One
/// that a person cancelled is told as cancelled, even if a step of it had failed before.
fn refusal(standing: &Standing) -> Option<&Problem> {
    let problem = standing.problem.as_ref()?;
    let refused = standing.verdict == Verdict::Cancelled && problem.code.exit() == Exit::Refused;
    (refused || problem.code == Code::TakenOver).then_some(problem)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_rule_or_another_laptop_stopped_is_that_problem_and_everything_else_is_told_as_it_ended() {
        for (verdict, code, refused) in [
            (Verdict::Cancelled, Some(Code::Frozen), true),
            (Verdict::Failed, Some(Code::TakenOver), true),
            (Verdict::Unknown, Some(Code::TakenOver), true),
            (Verdict::Cancelled, None, false),
            (Verdict::Cancelled, Some(Code::JobFailed), false),
            (Verdict::Failed, Some(Code::JobFailed), false),
            (Verdict::Succeeded, None, false),
        ] {
            let problem = code.map(|code| Problem::new(code, "words"));
            let found = refusal(&Standing { verdict, problem }).is_some();
            assert_eq!(found, refused, "{verdict:?} {code:?}");
        }
    }
}
