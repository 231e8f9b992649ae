//! Runs: a commit goes through its pipeline and becomes a release.

pub mod inputs;
mod number;
mod plan;
mod platforms;

pub use plan::{RunRequest, Scope};

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
            let plan = self.plan_run(request, above).await?;
            let number = plan.number;
            let id = wanted.id.filter(|_| parent == wanted.parent);
            let here = Request { id, parent, ..wanted.clone() };
            let result = match self.execute(Kind::Run, plan.plan, here).await {
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
