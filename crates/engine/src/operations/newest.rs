//! What went on in an environment last.

use slipway_domain::ids::OperationId;
use slipway_domain::operation::Verdict;
use slipway_domain::problem::Problem;

use crate::ports::{Filter, OperationRow};
use crate::project::Project;

/// Among so many operations of the environment, the newest, the one is looked for.
const NEWEST: u32 = 20;

impl Project {
    /// The newest operation of an environment that ended, besides one. What was cancelled before it did anything tells
    /// nothing.
    pub async fn newest_with_effect(
        &self,
        environment: &str,
        besides: Option<OperationId>,
    ) -> Result<Option<OperationRow>, Problem> {
        let newest = self.ledger.operations(self.name(), Filter::newest_of(environment, NEWEST)).await?;
        let did = |row: &OperationRow| row.verdict.is_some_and(|verdict| verdict != Verdict::Cancelled);
        Ok(newest.into_iter().find(|row| Some(row.operation.id) != besides && did(row)))
    }
}
