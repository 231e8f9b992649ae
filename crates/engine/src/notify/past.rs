//! How the operations before one ended.

use slipway_domain::operation::{Kind, Verdict};
use slipway_domain::problem::Problem;

use crate::ports::{Filter, OperationRow};
use crate::project::Project;

/// How many operations are looked through for those before one.
const LOOKED_AT: u32 = 30;

impl Project {
    /// The verdicts of the operations before one that did the like of it in the same environment, the newest first. Restarts
    /// bring no release and count for nothing.
    pub(super) async fn verdicts_before(&self, row: &OperationRow) -> Result<Vec<Verdict>, Problem> {
        let filter = match &row.operation.environment {
            Some(environment) => Filter::newest_of(environment, LOOKED_AT),
            None => Filter::newest(LOOKED_AT),
        };
        let newest = self.ledger.operations(self.name(), filter).await?;
        let earlier = newest.into_iter().skip_while(|one| one.operation.id != row.operation.id).skip(1);
        let alike = earlier.filter(|one| {
            let same = one.operation.environment == row.operation.environment;
            same && one.operation.kind != Kind::Restart
        });
        Ok(alike.filter_map(|one| one.verdict).collect())
    }
}
