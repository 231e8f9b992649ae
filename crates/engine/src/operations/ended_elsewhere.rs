//! Operations of other laptops that are over: learned from what the places remember of them.

use slipway_domain::entry::{Body, Entry};
use slipway_domain::ids::OperationId;
use slipway_domain::operation::Verdict;
use slipway_domain::problem::{Code, Problem};
use slipway_domain::world::World;

use crate::ports::{Ended, Filter, OperationRow};
use crate::project::Project;
use crate::runner::Author;

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
            let row = self.ledger.operation(&id.to_string()).await?;
            if row.is_none_or(|row| lost(&row)) {
                return self.catch_up(environment).await;
            }
        }
        Ok(Vec::new())
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
        let known = self.ledger.operations(self.name(), Filter::newest_of(environment, KNOWN)).await?;
        let (lost, known): (Vec<OperationRow>, Vec<OperationRow>) = known.into_iter().partition(lost);
        let known: Vec<OperationId> = known.iter().map(|row| row.operation.id).collect();
        let past = self.target(environment)?.past(&known).await?;
        let is_lost = |ended: &&Ended| lost.iter().any(|row| row.operation.id == ended.operation.id);
        let news: Vec<&Ended> =
            past.ended.iter().filter(|one| !is_lost(one) || one.verdict != Verdict::Unknown).collect();
        if !news.is_empty() {
            let author = self.author().await?;
            for ended in news {
                let entries = if is_lost(&ended) {
                    let body = Body::Learned { verdict: ended.verdict };
                    vec![Entry { at: ended.ended, ..self.entry(&author, &ended.operation, body) }]
                } else {
                    self.learned(&author, ended)
                };
                match self.ledger.append(entries).await {
                    // Another program has learned it meanwhile.
                    Err(problem) if problem.code == Code::OperationBusy => {}
                    done => done?,
                }
            }
        }
        Ok(past.gaps)
    }

    /// An operation as entries, which say where they come from. Nothing is told of its steps: what became of each is
    /// known to the laptop that executed it.
    fn learned(&self, author: &Author, ended: &Ended) -> Vec<Entry> {
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

/// Whether an operation was closed here without knowing how it went on, because another laptop took it over.
fn lost(row: &OperationRow) -> bool {
    row.verdict == Some(Verdict::Unknown)
}
