//! Whose deployment came before one that is refused because its plan is out of date.

use slipway_domain::moment::moment;
use slipway_domain::operation::Operation;
use slipway_domain::problem::{Code, Problem};

use crate::ports::OperationRow;
use crate::project::Project;

impl Project {
    /// The same problem; where it is that a plan is out of date, with who deployed there last, as far as this can be
    /// learned from the places. Somebody may have changed something by hand since, so no more than that is claimed.
    pub(super) async fn naming_who_was_there(&self, refused: &Operation, problem: &Problem) -> Problem {
        let mut told = problem.clone();
        if problem.code == Code::PlanOutOfDate
            && let Some(environment) = &refused.environment
            && let Some(last) = self.last_besides(refused, environment).await
        {
            let (kind, actor) = (last.operation.kind.as_str(), &last.operation.actor);
            let release = last.release.map(|number| format!(" of #{number}")).unwrap_or_default();
            let ended = last.ended_at.map(|at| format!(", which ended at {}", moment(at)));
            let ended = ended.unwrap_or_default();
            told.message += &format!("; the last there was a {kind}{release} by {actor}{ended}");
        }
        told
    }

    async fn last_besides(&self, refused: &Operation, environment: &str) -> Option<OperationRow> {
        // What cannot be learned is not told.
        let _ = self.catch_up(environment).await;
        self.newest_with_effect(environment, Some(refused.id)).await.ok()?
    }
}
