//! Ports without anything behind them, as far as the runner uses them.

use std::sync::Mutex;

use async_trait::async_trait;
use futures::StreamExt;
use jiff::Timestamp;
use slipway_domain::entry::Entry;
use slipway_domain::ids::{OperationId, StepId};
use slipway_domain::plan::PlanHash;
use slipway_domain::problem::Problem;
use slipway_domain::release::{Release, ServiceRelease};
use slipway_domain::secret::Secret;
use uuid::Uuid;

use crate::ports::{
    Changed, Changes, Clock, Deployed, Filter, Found, Ingredients, Ledger, LockGuard, Locks, LogLine,
    LogPage, LogStore, LogStream, Login, MOST_CHANGES, OperationRow, PageOf, Search, Secrets, StepLines,
};

/// Time stands still.
pub struct Standstill;

impl Clock for Standstill {
    fn now(&self) -> Timestamp {
        Timestamp::UNIX_EPOCH
    }
}

/// No other program is there.
pub struct Free;

struct Owned;

impl LockGuard for Owned {}

impl Locks for Free {
    fn try_own(&self, _: &str) -> Result<Option<Box<dyn LockGuard>>, Problem> {
        Ok(Some(Box::new(Owned)))
    }

    fn is_owned(&self, _: &str) -> Result<bool, Problem> {
        Ok(false)
    }

    fn sweep(&self) {}
}

/// Lines that nobody keeps.
pub struct Lines;

#[async_trait]
impl LogStore for Lines {
    fn write(&self, _: OperationId, _: LogLine) {}

    async fn flush(&self, _: OperationId) -> Result<(), Problem> {
        Ok(())
    }

    fn read(&self, _: OperationId, _: bool) -> LogStream {
        futures::stream::empty().boxed()
    }

    async fn page(&self, _: OperationId, _: &PageOf) -> Result<LogPage, Problem> {
        Ok(LogPage { total: 0, from: 0, lines: Vec::new() })
    }

    async fn find(&self, _: OperationId, _: &Search) -> Result<Found, Problem> {
        Ok(Found { lines: Vec::new(), total: 0 })
    }

    async fn count(&self, _: OperationId) -> Result<u64, Problem> {
        Ok(0)
    }

    async fn steps(&self, _: OperationId) -> Result<Vec<StepLines>, Problem> {
        Ok(Vec::new())
    }
}

/// Opens nothing, and redacts one secret.
pub struct Redacts(pub &'static str);

#[async_trait]
impl Secrets for Redacts {
    async fn secret(&self, _: &str, _: Option<&str>) -> Result<Option<Secret>, Problem> {
        Ok(None)
    }

    async fn login(&self, _: &str, _: Option<&str>) -> Result<Option<Login>, Problem> {
        Ok(None)
    }

    fn redact(&self, text: &str) -> String {
        text.replace(self.0, "***")
    }
}

/// The entries of one operation, and nothing that is derived from them.
#[derive(Default)]
pub struct Entries(Mutex<Vec<Entry>>);

#[async_trait]
impl Ledger for Entries {
    async fn append(&self, entries: Vec<Entry>) -> Result<(), Problem> {
        self.0.lock().unwrap().extend(entries);
        Ok(())
    }

    async fn entries(&self, _: OperationId, after: Option<Uuid>) -> Result<Vec<Entry>, Problem> {
        let all = self.0.lock().unwrap();
        let from = all.iter().position(|entry| Some(entry.id) == after).map_or(0, |at| at + 1);
        Ok(all[from..].to_vec())
    }

    async fn operations(&self, _: &str, _: Filter) -> Result<Vec<OperationRow>, Problem> {
        Ok(Vec::new())
    }

    async fn operation(&self, _: &str) -> Result<Option<OperationRow>, Problem> {
        Ok(None)
    }

    async fn requested(&self, _: &str, _: &str) -> Result<Option<OperationId>, Problem> {
        Ok(None)
    }

    async fn last_closed(&self, _: &str, _: &str) -> Result<Option<OperationRow>, Problem> {
        Ok(None)
    }

    async fn highest_number(&self, _: &str) -> Result<u64, Problem> {
        Ok(0)
    }

    async fn run_of(&self, _: &str, _: u64) -> Result<Option<OperationRow>, Problem> {
        Ok(None)
    }

    async fn outcomes_after(&self, _: &str, _: u64, _: &StepId) -> Result<Vec<Entry>, Problem> {
        Ok(Vec::new())
    }

    async fn releases(&self, _: &str, _: u32) -> Result<Vec<Release>, Problem> {
        Ok(Vec::new())
    }

    async fn release(&self, _: &str, _: u64) -> Result<Option<Release>, Problem> {
        Ok(None)
    }

    async fn releases_with(&self, _: &str, _: &str) -> Result<Vec<Release>, Problem> {
        Ok(Vec::new())
    }

    async fn newest_of(&self, _: &str, _: &str) -> Result<Option<Release>, Problem> {
        Ok(None)
    }

    async fn made_of(&self, _: &str, _: Ingredients<'_>) -> Result<Option<ServiceRelease>, Problem> {
        Ok(None)
    }

    async fn deployments(&self, _: &str, _: &str, _: u32) -> Result<Vec<Deployed>, Problem> {
        Ok(Vec::new())
    }

    async fn deployments_of(&self, _: &str, _: &str, _: u64) -> Result<Vec<Deployed>, Problem> {
        Ok(Vec::new())
    }

    async fn rules(&self, _: &str, _: &str) -> Result<Vec<Entry>, Problem> {
        Ok(Vec::new())
    }

    async fn approvals(&self, _: &PlanHash) -> Result<Vec<Entry>, Problem> {
        Ok(Vec::new())
    }

    async fn newest(&self) -> Result<u64, Problem> {
        Ok(self.0.lock().unwrap().len() as u64)
    }

    async fn changes(&self, after: u64) -> Result<Changes, Problem> {
        let all = self.0.lock().unwrap();
        let from = usize::try_from(after).unwrap().min(all.len());
        let entries: Vec<Changed> = all[from..].iter().take(MOST_CHANGES as usize).map(changed).collect();
        Ok(Changes { newest: after + entries.len() as u64, entries })
    }
}

fn changed(entry: &Entry) -> Changed {
    Changed {
        project: entry.project.clone(),
        environment: entry.environment.clone(),
        operation: entry.operation,
        kind: entry.body.kind().to_owned(),
    }
}
