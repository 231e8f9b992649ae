//! Operations that are already in the ledger: resumed, cancelled, answered, taken over.

mod answer;
mod begun_elsewhere;
mod cancel;
mod ended_elsewhere;
mod newest;
mod take_over;

use slipway_domain::entry::{Body, Entry};
use slipway_domain::ids::OperationId;
use slipway_domain::operation::{Operation, Verdict};
use slipway_domain::plan::{Plan, Step};
use slipway_domain::problem::{Code, Problem};
use slipway_domain::progress::{Progress, State};
use tokio_util::sync::CancellationToken;

use crate::deploy::OperationResult;
use crate::ports::{Filter, OperationRow};
use crate::project::Project;
use crate::runner::{Author, GATES, Standing};
use crate::steps::gate::{Answer, Gate};
use crate::steps::wait;

/// An open operation as it stands.
#[derive(Debug, Clone)]
pub struct Open {
    /// The operation.
    pub row: OperationRow,
    /// Its plan.
    pub plan: Plan,
    /// Another program is at it right now.
    pub busy: bool,
    /// It waits for a person; otherwise it was left in the middle.
    pub waits: bool,
    /// What it waits for is an answer whether what failed is taken back.
    pub asks: bool,
    /// What it waits for has come, or was denied: it goes on, or ends, once somebody carries it on.
    pub ready: bool,
}

/// What came of all that was left open.
#[derive(Debug, Default)]
pub struct Resumed {
    /// Of what was carried on.
    pub results: Vec<OperationResult>,
    /// Why the others were not.
    pub refused: Vec<Problem>,
}

/// The worst of what was left open.
#[derive(Debug)]
pub enum Worst<'r> {
    /// It was carried on, and ended or stands like that.
    Result(&'r OperationResult),
    /// It was refused.
    Refused(&'r Problem),
}

impl Resumed {
    /// What people have to act on first; `None` where nothing was open.
    pub fn worst(&self) -> Option<Worst<'_>> {
        let order = [Verdict::Unknown, Verdict::Failed, Verdict::RolledBack, Verdict::Waiting];
        let with = |verdict| self.results.iter().find(|result| result.verdict == verdict).map(Worst::Result);
        let rest = [Verdict::Cancelled, Verdict::Succeeded];
        let refused = || self.refused.first().map(Worst::Refused);
        order.into_iter().find_map(with).or_else(refused).or_else(|| rest.into_iter().find_map(with))
    }
}

impl Project {
    /// The operations that are not closed, oldest first.
    pub async fn open_operations(&self, environment: Option<&str>) -> Result<Vec<Open>, Problem> {
        let mut found = Vec::new();
        for row in self.ledger.operations(self.name(), Filter::open_in(environment)).await?.into_iter().rev()
        {
            found.push(self.open_operation(row).await?);
        }
        Ok(found)
    }

    async fn open_operation(&self, row: OperationRow) -> Result<Open, Problem> {
        let entries = self.ledger.entries(row.operation.id, None).await?;
        let plan = plan_in(&entries, row.operation.id)?;
        let progress = Progress::of(&plan, &entries);
        let is_open = |step: &&Step| matches!(progress.state(&step.id), State::Open { .. });
        let open: Vec<&Step> = plan.steps.iter().filter(is_open).collect();
        let waits = !open.is_empty() && open.iter().all(|step| waits_for_someone(step));
        let asks = waits && open.iter().any(|step| wait::asks(step));
        let denied = progress.denied().is_some();
        let ready = waits && self.has_come(&row.operation, &open, &entries, denied).await?;
        let busy = self.runner.locks.is_owned(&row.operation.id.to_string())?;
        Ok(Open { row, plan, busy, waits, asks, ready })
    }

    /// Whether all has come that these steps of an operation wait for. One whose plan was denied has nothing to wait for
    /// at its gates.
    async fn has_come(
        &self,
        operation: &Operation,
        waiting: &[&Step],
        entries: &[Entry],
        denied: bool,
    ) -> Result<bool, Problem> {
        for step in waiting {
            let come = match step.effect.read() {
                _ if wait::asks(step) => wait::newest_answer(entries).is_some(),
                _ if denied => true,
                Ok(gate) => self.lets_through(&gate, operation).await?,
                // A newer Slipway's gate.
                Err(_) => false,
            };
            if !come {
                return Ok(false);
            }
        }
        Ok(true)
    }

    async fn lets_through(&self, gate: &Gate, operation: &Operation) -> Result<bool, Problem> {
        Ok(self.gates.ask(gate, &operation.project, &operation.plan).await? == Answer::Passed)
    }

    /// An operation by its id or leading digits of it.
    pub async fn find_operation(&self, id: &str) -> Result<OperationRow, Problem> {
        self.ledger.operation(id).await?.filter(|row| row.operation.project == self.name()).ok_or_else(|| {
            Problem::new(Code::OperationNotFound, format!("there is no operation `{id}` in this project"))
        })
    }

    /// Carries one open operation on to its verdict. Of one that has ended it says how.
    pub async fn resume(&self, id: &str, interrupt: CancellationToken) -> Result<OperationResult, Problem> {
        let row = self.find_operation(id).await?;
        let open = self.open_operation(row).await?;
        if let Some(verdict) = open.row.verdict {
            let operation = &open.row.operation;
            let problem = self.closed_for(operation.id).await?;
            return self.report(operation, &open.plan, Standing { verdict, problem }).await;
        }
        self.carry_on(&open, interrupt).await
    }

    /// Carries on everything that was left open and is not under way elsewhere. What is refused does not keep the
    /// others from being carried on. Where all that is open is under way elsewhere, that is the answer.
    pub async fn resume_all(&self, interrupt: CancellationToken) -> Result<Resumed, Problem> {
        let (busy, left): (Vec<Open>, Vec<Open>) =
            self.open_operations(None).await?.into_iter().partition(|open| open.busy);
        if let (Some(open), true) = (busy.first(), left.is_empty()) {
            return Err(crate::runner::busy(&open.row.operation));
        }
        let mut resumed = Resumed::default();
        for open in left {
            match self.carry_on(&open, interrupt.clone()).await {
                Ok(result) => resumed.results.push(result),
                Err(problem) => resumed.refused.push(problem),
            }
        }
        self.runner.locks.sweep();
        Ok(resumed)
    }

    async fn carry_on(&self, open: &Open, interrupt: CancellationToken) -> Result<OperationResult, Problem> {
        let done = async {
            if let Some(ended) = self.answered_elsewhere(open).await? {
                return self.report(&open.row.operation, &open.plan, ended).await;
            }
            self.check_account(open.row.operation.environment.as_deref()).await?;
            self.check_accounts_of_push(&open.plan.steps).await?;
            self.take_over_the_rest(open).await?;
            self.go_on(open, interrupt).await
        }
        .await;
        // Whoever else is at it shows signs of life of its own.
        if !open.busy && done.as_ref().is_err_and(|problem| problem.code != Code::OperationBusy) {
            self.runner.let_go(open.row.operation.id);
        }
        done
    }

    async fn go_on(&self, open: &Open, interrupt: CancellationToken) -> Result<OperationResult, Problem> {
        let (operation, plan) = (open.row.operation.clone(), open.plan.clone());
        let rule = self.rule_afterwards(&operation, &plan)?;
        let author = self.author().await?;
        let standing = self.runner.resume(operation.clone(), plan, author, rule, interrupt).await?;
        self.report(&operation, &open.plan, standing).await
    }

    /// An entry about an operation as a whole.
    fn entry(&self, author: &Author, operation: &Operation, body: Body) -> Entry {
        author.entry_of(operation, None, self.clock.now(), body)
    }

    /// Why an operation was closed as it was, if there is something to say.
    async fn closed_for(&self, id: OperationId) -> Result<Option<Problem>, Problem> {
        let entries = self.ledger.entries(id, None).await?;
        Ok(Standing::of(&entries).and_then(|ended| ended.problem))
    }
}

fn waits_for_someone(step: &Step) -> bool {
    step.effect.executor == GATES || wait::asks(step)
}

/// The plan that an operation was opened with.
pub fn plan_in(entries: &[Entry], operation: OperationId) -> Result<Plan, Problem> {
    let plan = entries.iter().find_map(|entry| match &entry.body {
        Body::Opened { plan, .. } => Some(plan.clone()),
        _ => None,
    });
    plan.ok_or_else(|| {
        Problem::new(Code::LedgerFailed, format!("operation {operation} has no plan in the ledger"))
    })
}

#[cfg(test)]
mod tests;
