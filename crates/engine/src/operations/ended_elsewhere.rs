//! Operations of other laptops that are over: learned from what the places remember of them.

use slipway_domain::entry::{Body, Entry};
use slipway_domain::ids::OperationId;
use slipway_domain::operation::Verdict;
use slipway_domain::problem::{Code, Problem};
use slipway_domain::world::World;

use super::Open;
use crate::ports::{Ended, Filter, OperationRow};
use crate::project::Project;
use crate::runner::{Author, Standing};

/// Among so many operations of an environment, the newest, those are looked for that places tell of.
const KNOWN: u32 = 200;

impl Project {
    /// Learns what other laptops did in an environment since this one last asked, if a look at its places shows that
    /// there is something. Returns what could not be learned, in sentences.
    pub(crate) async fn catch_up_after(
        &self,
        environment: &str,
        world: &World,
    ) -> Result<Vec<String>, Problem> {
        let seen = world.seen_places().filter_map(|(_, seen)| seen.closed);
        let mut newest: Vec<OperationId> = seen.collect();
        newest.sort();
        newest.dedup();
        for id in newest {
            let news = match self.ledger.operation(&id.to_string()).await? {
                Some(row) => self.may_have_ended_elsewhere(&row).await?,
                None => true,
            };
            if news {
                return self.catch_up(environment).await;
            }
        }
        Ok(Vec::new())
    }

    /// How an operation ended that asks for an answer here and that another laptop took over and answered.
    pub(super) async fn answered_elsewhere(&self, open: &Open) -> Result<Option<Standing>, Problem> {
        let Some(environment) = open.row.operation.environment.as_ref().filter(|_| open.asks) else {
            return Ok(None);
        };
        // A place that cannot be asked now refuses the next act there, if it is not ours any more.
        let _ = self.catch_up(environment).await;
        Ok(Standing::of(&self.ledger.entries(open.row.operation.id, None).await?))
    }

    /// The operation of an environment that this ledger closed last. Where it is another than a moment ago, this
    /// program or another one has learned or done something meanwhile.
    pub(crate) async fn closed_last(&self, environment: &str) -> Result<Option<OperationId>, Problem> {
        let newest = self.ledger.last_closed(self.name(), environment).await?;
        Ok(newest.map(|row| row.operation.id))
    }

    /// Asks the places of an environment what other laptops did there and writes it down. Returns what could not be
    /// learned, in sentences. What happened before something that this ledger has is left out: entries are only ever
    /// added, and what comes last in them counts as the newest.
    pub async fn catch_up(&self, environment: &str) -> Result<Vec<String>, Problem> {
        let mut known = Vec::new();
        for row in self.ledger.operations(self.name(), Filter::newest_of(environment, KNOWN)).await? {
            if !self.may_have_ended_elsewhere(&row).await? {
                known.push(row.operation.id);
            }
        }
        let past = self.target(environment)?.past(&known).await?;
        if !past.ended.is_empty() {
            let author = self.author().await?;
            for ended in &past.ended {
                self.learn_end(&author, ended).await?;
            }
        }
        Ok(past.gaps)
    }

    /// Whether another laptop may have ended an operation of which this ledger does not know how it ended: one that was
    /// taken over, or one that asks for an answer here, which could have been given there.
    async fn may_have_ended_elsewhere(&self, row: &OperationRow) -> Result<bool, Problem> {
        match row.verdict {
            Some(verdict) => Ok(verdict == Verdict::Unknown),
            None => Ok(self.open_operation(row.clone()).await?.asks),
        }
    }

    /// Writes down how an operation ended at another laptop.
    async fn learn_end(&self, author: &Author, ended: &Ended) -> Result<(), Problem> {
        let id = ended.operation.id.to_string();
        // A program that goes on with it here may be what ended it there a moment ago, and writes that down itself.
        let Some(_nobody_else) = self.runner.locks.try_own(&id)? else { return Ok(()) };
        let row = self.ledger.operation(&id).await?;
        let news = match &row {
            Some(row) => self.may_have_ended_elsewhere(row).await?,
            None => true,
        };
        if !news {
            return Ok(());
        }
        match self.ledger.append(self.learned(author, row.as_ref(), ended)).await {
            // Another program has learned it meanwhile.
            Err(problem) if problem.code == Code::OperationBusy => Ok(()),
            done => done,
        }
    }

    /// How an operation ended, as entries: all that is told of it where this ledger does not know it. One that is open
    /// here stays so where nobody wrote down how it ended: its lock was taken away, and that is all that is known.
    fn learned(&self, author: &Author, row: Option<&OperationRow>, ended: &Ended) -> Vec<Entry> {
        let Some(row) = row else { return self.whole(author, ended) };
        if ended.verdict == Verdict::Unknown {
            return Vec::new();
        }
        let told = |body| Entry { at: ended.ended, ..self.entry(author, &ended.operation, body) };
        let over = row.verdict.is_none().then(|| handed_over(ended)).into_iter().flatten();
        over.chain([Body::Learned { verdict: ended.verdict }]).map(told).collect()
    }

    /// An operation as entries, which say where they come from. Nothing is told of its steps: what became of each is
    /// known to the laptop that executed it.
    fn whole(&self, author: &Author, ended: &Ended) -> Vec<Entry> {
        let Ended { operation, plan, verdict, place, .. } = ended;
        let at = |at, body| Entry { at, ..self.entry(author, operation, body) };
        let lost = || {
            let message = format!("how it ended was never written down on {place}");
            Problem::new(Code::OutcomeUnknown, message).hint("`slipway status` shows what runs")
        };
        let problem = (*verdict == Verdict::Unknown).then(lost);
        vec![
            at(ended.began, Body::Opened { operation: operation.clone(), plan: plan.clone() }),
            at(self.clock.now(), Body::Note { text: format!("learned from the journal of {place}") }),
            at(ended.ended, Body::Closed { verdict: *verdict, problem }),
        ]
    }
}

/// That an operation which was open here went on, and ended, at another laptop.
fn handed_over(ended: &Ended) -> [Body; 2] {
    let message = format!("another laptop took the operation over and ended it, as {} tells", ended.place);
    let problem = Problem::new(Code::TakenOver, message)
        .hint("`slipway history` says how it ended, `slipway status` what runs");
    let end = Body::Closed { verdict: Verdict::Unknown, problem: Some(problem) };
    [Body::TakenOver { by: "another laptop".to_owned() }, end]
}
