//! Stopping an operation that is open.

use std::time::Duration;

use slipway_domain::entry::{Answer, Body};
use slipway_domain::ids::OperationId;
use slipway_domain::operation::Operation;
use slipway_domain::problem::{Code, Problem};
use tokio_util::sync::CancellationToken;

use super::Open;
use crate::deploy::OperationResult;
use crate::ports::{Filter, OperationRow};
use crate::project::Project;
use crate::runner::Standing;

impl Project {
    /// Asks an operation to stop. One that another program executes stops there; one that nobody executes is
    /// settled here. One that asks whether what failed is taken back gets the answer that nothing more is done. One of
    /// which a step is open that cannot be looked at stays open; the request stands for whoever resumes it.
    pub async fn cancel(&self, id: Option<&str>, reason: Option<String>) -> Result<OperationResult, Problem> {
        let row = match id {
            Some(id) => self.find_operation(id).await?,
            None => self.only_open().await?,
        };
        let open = self.open_operation(row).await?;
        if open.row.verdict.is_some() {
            let message =
                format!("{} {} has ended already", open.row.operation.kind.as_str(), open.row.operation.id);
            return Err(Problem::new(Code::OperationNotFound, message)
                .hint("`slipway history` says how it ended; `slipway rollback` takes a deployment back"));
        }
        let body = match open.asks {
            true => Body::Answered { answer: Answer::Leave, reason },
            false => Body::CancelRequested { reason },
        };
        let requested = self.entry(&self.author().await?, &open.row.operation, body);
        self.ledger.append(vec![requested]).await?;
        if open.busy {
            return self.wait_for(open.row.operation.id, &open).await;
        }
        self.carry_on(&open, CancellationToken::new()).await
    }

    async fn only_open(&self) -> Result<OperationRow, Problem> {
        let mut open = self.ledger.operations(self.name(), Filter::open_in(None)).await?;
        if open.len() > 1 {
            return Err(several(&open));
        }
        open.pop().ok_or_else(|| Problem::new(Code::OperationNotFound, "nothing is under way"))
    }

    /// Waits until the program that executes an operation has closed it or let go of it.
    async fn wait_for(&self, id: OperationId, open: &Open) -> Result<OperationResult, Problem> {
        loop {
            tokio::time::sleep(Duration::from_millis(200)).await;
            let row = self.find_operation(&id.to_string()).await?;
            if let Some(verdict) = row.verdict {
                let problem = self.closed_for(id).await?;
                return self.report(&row.operation, &open.plan, Standing { verdict, problem }).await;
            }
            if !self.runner.locks.is_owned(&id.to_string())? {
                let fresh = self.open_operation(row).await?;
                return self.carry_on(&fresh, CancellationToken::new()).await;
            }
        }
    }
}

/// That one of several open operations has to be named.
fn several(open: &[OperationRow]) -> Problem {
    let title = |row: &OperationRow| {
        let Operation { id, kind, environment, .. } = &row.operation;
        let place = environment.as_ref().map_or_else(String::new, |name| format!(" in {name}"));
        format!("{id} ({}{place})", kind.as_str())
    };
    let titles: Vec<String> = open.iter().map(title).collect();
    let ids: Vec<OperationId> = open.iter().map(|row| row.operation.id).collect();
    let message = format!("{} operations are open: {}", open.len(), titles.join(", "));
    let problem = Problem::new(Code::Usage, message).hint("name one: `slipway cancel OPERATION`");
    problem.details(serde_json::json!({ "candidates": ids }))
}
