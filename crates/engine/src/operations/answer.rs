//! Answers of people: to a plan that wants an approval, and to an operation that asks whether it is taken back.

use slipway_domain::entry::{Answer, Body};
use slipway_domain::plan::PlanHash;
use slipway_domain::problem::{Code, Problem};

use crate::project::Project;

impl Project {
    /// Approves a plan, or answers an operation of it that asks whether it is taken back.
    pub async fn approve(&self, hash: &str, reason: Option<String>) -> Result<PlanHash, Problem> {
        self.answer(hash, Answer::TakeBack, reason, |plan, reason| Body::Approved { plan, reason }).await
    }

    /// Denies a plan, or answers an operation of it that asks whether it is taken back.
    pub async fn deny(&self, hash: &str, reason: Option<String>) -> Result<PlanHash, Problem> {
        self.answer(hash, Answer::Leave, reason, |plan, reason| Body::Denied { plan, reason }).await
    }

    async fn answer(
        &self,
        hash: &str,
        answer: Answer,
        reason: Option<String>,
        body: impl FnOnce(PlanHash, Option<String>) -> Body,
    ) -> Result<PlanHash, Problem> {
        let open = self.open_operations(None).await?;
        let found = open.iter().find(|open| open.row.operation.plan.matches(hash));
        let plan = match found {
            Some(open) => open.row.operation.plan.clone(),
            None if hash.len() == 64 => PlanHash(hash.to_owned()),
            None => {
                let message = format!("no open operation has a plan that begins with `{hash}`");
                return Err(Problem::new(Code::OperationNotFound, message)
                    .hint("give the whole hash to answer a plan that was not opened yet"));
            }
        };
        let author = self.author().await?;
        let asks = found.filter(|open| open.asks);
        let entry = match (asks, found) {
            (Some(open), _) => self.entry(&author, &open.row.operation, Body::Answered { answer, reason }),
            (None, Some(open)) => self.entry(&author, &open.row.operation, body(plan.clone(), reason)),
            (None, None) => author.entry(self.name(), None, self.clock.now(), body(plan.clone(), reason)),
        };
        self.ledger.append(vec![entry]).await?;
        Ok(plan)
    }
}
