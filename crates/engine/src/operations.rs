//! Operations that are already in the ledger: resumed, cancelled, answered, taken over.

mod answer;
mod journaled;
mod learned;
mod locked;
mod newest;

use slipway_domain::entry::{Answer, Body, Entry};
use slipway_domain::ids::OperationId;
use slipway_domain::operation::{Operation, Verdict};
use slipway_domain::plan::{Plan, Step};
use slipway_domain::problem::{Code, Problem};
use slipway_domain::progress::{Progress, State};
use tokio_util::sync::CancellationToken;

use crate::deploy::OperationResult;
use crate::ports::{Filter, Journaled, OperationRow, Target};
use crate::project::Project;
use crate::runner::{Author, GATES, Standing};
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
        let filter = Filter { environment: environment.map(str::to_owned), open: true, limit: None };
        let mut found = Vec::new();
        for row in self.ledger.operations(self.name(), filter).await?.into_iter().rev() {
            found.push(self.open_operation(row).await?);
        }
        Ok(found)
    }

    async fn open_operation(&self, row: OperationRow) -> Result<Open, Problem> {
        let entries = self.ledger.entries(row.operation.id, None).await?;
        let plan = plan_in(&entries, &row.operation)?;
        let progress = Progress::of(&plan, &entries);
        let is_open = |step: &&Step| matches!(progress.state(&step.id), State::Open { .. });
        let open: Vec<&Step> = plan.steps.iter().filter(is_open).collect();
        let waits = !open.is_empty() && open.iter().all(|step| waits_for_someone(step));
        let asks = waits && open.iter().any(|step| asks(step));
        let busy = self.runner.locks.is_owned(&row.operation.id.to_string())?;
        Ok(Open { row, plan, busy, waits, asks })
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
        self.take_over_the_rest(open).await?;
        self.go_on(open, interrupt).await
    }

    async fn go_on(&self, open: &Open, interrupt: CancellationToken) -> Result<OperationResult, Problem> {
        let (operation, plan) = (open.row.operation.clone(), open.plan.clone());
        let rule = self.rule_afterwards(&operation, &plan)?;
        let author = self.author().await?;
        let standing = self.runner.resume(operation.clone(), plan, author, rule, interrupt).await?;
        self.report(&operation, &open.plan, standing).await
    }

    /// Takes over the operation that holds an environment, and carries it on. Where none is named, it is the one
    /// that an operation holds.
    pub async fn take_over(
        &self,
        environment: Option<&str>,
        interrupt: CancellationToken,
    ) -> Result<Option<OperationResult>, Problem> {
        let environment = &match environment {
            Some(environment) => environment.to_owned(),
            None => self.only_locked().await?,
        };
        let target = self.target(environment)?;
        // What went on before it comes first in the ledger too. A place that cannot be asked is told below.
        let _ = self.catch_up(environment).await;
        self.can_carry_on(environment, &*target).await?;
        let Some(found) = target.take_over(&self.author().await?.actor).await? else { return Ok(None) };
        let done = self.go_on_with(environment, &found, interrupt).await;
        if done.is_err() {
            self.runner.let_go(found.operation.id);
        }
        done.map(Some)
    }

    /// Goes on with what was taken over.
    async fn go_on_with(
        &self,
        environment: &str,
        found: &Journaled,
        interrupt: CancellationToken,
    ) -> Result<OperationResult, Problem> {
        let id = found.operation.id;
        // The lock may have gone to another operation since.
        self.is_not_closed(&id.to_string(), environment).await?;
        self.learn(found).await?;
        let open = self.open_operation(self.find_operation(&id.to_string()).await?).await?;
        self.go_on(&open, interrupt).await
    }

    /// Refuses, before anything is raised, to take over what this ledger has closed: it could not write down how that
    /// goes on, and whoever is at it would be thrown out for nothing.
    async fn can_carry_on(&self, environment: &str, target: &dyn Target) -> Result<(), Problem> {
        let world = target.observe().await;
        for id in world.seen_places().filter_map(|(_, seen)| seen.lock.as_ref()?.operation.as_ref()) {
            self.is_not_closed(id, environment).await?;
        }
        Ok(())
    }

    async fn is_not_closed(&self, id: &str, environment: &str) -> Result<(), Problem> {
        if self.ledger.operation(id).await?.is_none_or(|row| row.verdict.is_none()) {
            return Ok(());
        }
        let message =
            format!("operation {id} is closed in this laptop's ledger, so it cannot go on from here");
        Err(Problem::new(Code::TakenOver, message).hint(format!(
            "let it end where it is under way, or take it over from another laptop; where neither can be, look at what \
             runs with `slipway status {environment}`, give the lock back with `slipway unlock {environment} --force` \
             and deploy again"
        )))
    }

    /// Places that were out of reach when an operation was taken over are taken over as soon as they can be.
    async fn take_over_the_rest(&self, open: &Open) -> Result<(), Problem> {
        let operation = &open.row.operation;
        let Some(environment) = &operation.environment else { return Ok(()) };
        let known = self.ledger.entries(operation.id, None).await?;
        if open.busy || !journaled::half_taken(&open.plan, &known) {
            return Ok(());
        }
        match self.target(environment)?.take_over(&self.author().await?.actor).await {
            Ok(Some(found)) if found.operation.id == operation.id => self.learn(&found).await,
            Err(problem) if problem.code != Code::HostUnreachable => Err(problem),
            // The runner looks once more, and says what it cannot see.
            _ => Ok(()),
        }
    }

    /// Writes down what journals tell of an operation and the ledger does not know: all of it, where it was
    /// another laptop's.
    async fn learn(&self, found: &Journaled) -> Result<(), Problem> {
        let operation = &found.operation;
        let known = self.ledger.entries(operation.id, None).await?;
        let author = self.author().await?;
        let opened = Body::Opened { operation: operation.clone(), plan: found.plan.clone() };
        let opened = known.is_empty().then(|| self.entry(&author, operation, opened));
        let news = journaled::news(found, &known).into_iter();
        let news = news.map(|(step, attempt, body)| {
            author.entry_of(operation, Some((step, attempt)), self.clock.now(), body)
        });
        let entries: Vec<Entry> = opened.into_iter().chain(news).collect();
        if entries.is_empty() { Ok(()) } else { self.ledger.append(entries).await }
    }

    /// An entry about an operation as a whole.
    fn entry(&self, author: &Author, operation: &Operation, body: Body) -> Entry {
        author.entry_of(operation, None, self.clock.now(), body)
    }

    /// Asks an operation to stop. One that another program executes stops there; one that nobody executes is
    /// settled here. One that asks whether what failed is taken back gets the answer that nothing more is done.
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
        let filter = Filter { environment: None, open: true, limit: None };
        let mut open = self.ledger.operations(self.name(), filter).await?;
        if open.len() > 1 {
            return Err(several(&open));
        }
        open.pop().ok_or_else(|| Problem::new(Code::OperationNotFound, "nothing is under way"))
    }

    /// Waits until the program that executes an operation has closed it or let go of it.
    async fn wait_for(&self, id: OperationId, open: &Open) -> Result<OperationResult, Problem> {
        loop {
            tokio::time::sleep(std::time::Duration::from_millis(200)).await;
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

    /// Why an operation was closed as it was, if there is something to say.
    async fn closed_for(&self, id: OperationId) -> Result<Option<Problem>, Problem> {
        let entries = self.ledger.entries(id, None).await?;
        Ok(Standing::of(&entries).and_then(|ended| ended.problem))
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

fn waits_for_someone(step: &Step) -> bool {
    step.effect.executor == GATES || asks(step)
}

fn asks(step: &Step) -> bool {
    step.effect.executor == wait::NAME && step.effect.verb == wait::ASK
}

/// The plan that an operation was opened with.
pub(crate) fn plan_in(entries: &[Entry], operation: &Operation) -> Result<Plan, Problem> {
    let plan = entries.iter().find_map(|entry| match &entry.body {
        Body::Opened { plan, .. } => Some(plan.clone()),
        _ => None,
    });
    plan.ok_or_else(|| {
        Problem::new(Code::LedgerFailed, format!("operation {} has no plan in the ledger", operation.id))
    })
}

#[cfg(test)]
mod tests;
