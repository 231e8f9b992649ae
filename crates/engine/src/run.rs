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
                Err(problem)
                    if problem.code == Code::OperationBusy && problem.details.get("operation").is_some() =>
                {
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
}
