//! Runs: a commit goes through its pipeline and becomes a release.

pub mod inputs;
mod number;
mod plan;
mod platforms;

pub use plan::{RunRequest, Scope};

use slipway_domain::ids::OperationId;
use slipway_domain::operation::{Kind, Verdict};
use slipway_domain::problem::{Code, Problem};

use crate::deploy::{OperationResult, Request};
use crate::project::Project;
use crate::steps::push::stays_taken;

/// How often a version tag that was taken meanwhile sends a run to the next number.
const NUMBERS: u32 = 5;

impl Project {
    /// Runs the pipeline. When a version tag was taken meanwhile, a child operation takes the next number
    /// and builds again; not where the number is not in that version.
    pub async fn run(&self, request: &RunRequest, wanted: Request) -> Result<OperationResult, Problem> {
        let mut above = 0;
        let mut parent = wanted.parent;
        for _ in 0..NUMBERS {
            let plan = tokio::select! {
                // Programs that it started may be stopped with it, and it would end with what they did not say.
                biased;
                () = wanted.interrupt.cancelled() => {
                    return Err(Problem::new(Code::Interrupted, "the run was stopped before it began"));
                }
                plan = self.plan_run(request, above) => plan?,
            };
            let number = plan.number;
            let result = match self.execute(Kind::Run, plan.plan, attempt(&wanted, parent)).await {
                Err(problem) if self.is_of_another(&problem, wanted.key.as_deref()).await? => {
                    above = number;
                    continue;
                }
                result => result?,
            };
            let taken = result
                .problem
                .as_ref()
                .is_some_and(|problem| problem.code == Code::VersionTaken && !stays_taken(problem));
            if result.verdict != Verdict::Failed || !taken {
                return Ok(result);
            }
            parent = result.operation;
            above = number;
        }
        Err(Problem::new(Code::VersionTaken, format!("{NUMBERS} numbers in a row were taken by others")))
    }

    /// Whether a run was refused because another run has its number; not because this very request was made before.
    async fn is_of_another(&self, problem: &Problem, key: Option<&str>) -> Result<bool, Problem> {
        let has_it =
            (problem.code == Code::OperationBusy).then(|| problem.details.get("operation")).flatten();
        let Some(id) = has_it.and_then(|id| id.as_str()) else { return Ok(false) };
        let found = self.ledger.operation(id).await?;
        Ok(key.is_none() || found.is_none_or(|row| row.operation.request_key.as_deref() != key))
    }
}

/// The request of an attempt. What names the first attempt, its id and key, names no other.
fn attempt(wanted: &Request, parent: Option<OperationId>) -> Request {
    let first = parent == wanted.parent;
    Request {
        id: wanted.id.filter(|_| first),
        key: wanted.key.clone().filter(|_| first),
        parent,
        ..wanted.clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    #[test]
    fn only_the_first_attempt_has_the_id_and_the_key_of_the_request() {
        let id = Some(OperationId(Uuid::from_u128(1)));
        let reason = Some("now".to_owned());
        let wanted = Request { id, key: Some("key".to_owned()), reason, ..Request::default() };
        let first = attempt(&wanted, None);
        assert_eq!((first.id, first.key.as_deref(), first.parent), (id, Some("key"), None));
        let second = attempt(&wanted, id);
        assert_eq!((second.id, second.key, second.parent), (None, None, id));
        assert_eq!(second.reason.as_deref(), Some("now"));
    }
}
