//! The ledger in SQLite: entries that only ever grow, and tables derived from them.

use std::path::{Path, PathBuf};

use async_trait::async_trait;
use slipway_domain::entry::Entry;
use slipway_domain::ids::{OperationId, StepId};
use slipway_domain::plan::PlanHash;
use slipway_domain::problem::Problem;
use slipway_domain::release::{Release, ServiceRelease};
use slipway_engine::ports::{Changes, Deployed, Filter, Ingredients, Ledger, OperationRow};
use sqlx::{Sqlite, SqlitePool, Transaction};
use tokio::sync::Mutex;
use uuid::Uuid;

mod append;
mod apply;
mod changes;
mod decode;
mod derive;
mod encode;
mod history;
mod memory;
mod open;
mod outbox;
mod read;
mod rebuild;
mod releases;
mod statements;

use crate::failure;

/// A transaction that writes.
type Writing = Transaction<'static, Sqlite>;

/// The ledger of one data directory.
pub struct SqliteLedger {
    path: PathBuf,
    pool: SqlitePool,
    /// One write at a time in this process: waiting here is fair, waiting for SQLite's lock is not.
    writing: Mutex<()>,
}

impl SqliteLedger {
    /// Opens `DIR/ledger.db`, making or migrating it where that is needed.
    pub(crate) async fn open(dir: &Path) -> Result<Self, Problem> {
        let path = dir.join("ledger.db");
        let pool = open::pool(&path).await?;
        Ok(Self { path, pool, writing: Mutex::new(()) })
    }

    /// Derives every derived table again from the entries, all or nothing.
    pub async fn rebuild(&self) -> Result<(), Problem> {
        let _turn = self.writing.lock().await;
        let mut transaction = self.begin().await?;
        rebuild::rebuild(&self.path, &mut transaction).await?;
        transaction.commit().await.map_err(|why| self.unwritten(why))
    }

    /// Closes its connections and waits until they are; nothing can be asked of it afterwards.
    pub async fn close(&self) {
        self.pool.close().await;
    }

    /// Whether nothing is to come of the operation: it is closed, or this ledger does not know it.
    pub(crate) async fn is_over(&self, operation: OperationId) -> Result<bool, Problem> {
        read::is_over(self, operation).await
    }

    /// Begins to write.
    async fn begin(&self) -> Result<Writing, Problem> {
        open::begin(&self.path, &self.pool).await
    }

    fn unwritten(&self, error: sqlx::Error) -> Problem {
        failure::unwritten(&self.path, &error)
    }

    fn unread(&self, error: sqlx::Error) -> Problem {
        failure::unread(&self.path, &error)
    }
}

#[async_trait]
impl Ledger for SqliteLedger {
    async fn append(&self, entries: Vec<Entry>) -> Result<(), Problem> {
        append::append(self, &entries).await
    }

    async fn entries(&self, operation: OperationId, after: Option<Uuid>) -> Result<Vec<Entry>, Problem> {
        read::entries(self, operation, after).await
    }

    async fn operations(&self, project: &str, filter: Filter) -> Result<Vec<OperationRow>, Problem> {
        read::operations(self, project, &filter).await
    }

    async fn operation(&self, id: &str) -> Result<Option<OperationRow>, Problem> {
        read::operation(self, id).await
    }

    async fn requested(&self, project: &str, key: &str) -> Result<Option<OperationId>, Problem> {
        read::requested(self, project, key).await
    }

    async fn last_closed(&self, project: &str, environment: &str) -> Result<Option<OperationRow>, Problem> {
        read::last_closed(self, project, environment).await
    }

    async fn highest_number(&self, project: &str) -> Result<u64, Problem> {
        history::highest_number(self, project).await
    }

    async fn run_of(&self, project: &str, number: u64) -> Result<Option<OperationRow>, Problem> {
        read::run_of(self, project, number).await
    }

    async fn outcomes_after(&self, project: &str, number: u64, step: &StepId) -> Result<Vec<Entry>, Problem> {
        history::outcomes_after(self, project, number, step).await
    }

    async fn releases(&self, project: &str, limit: u32) -> Result<Vec<Release>, Problem> {
        releases::newest(self, project, limit).await
    }

    async fn release(&self, project: &str, number: u64) -> Result<Option<Release>, Problem> {
        Ok(releases::between(self, project, number, number).await?.pop())
    }

    async fn releases_with(&self, project: &str, version: &str) -> Result<Vec<Release>, Problem> {
        releases::with_version(self, project, version).await
    }

    async fn newest_of(&self, project: &str, branch: &str) -> Result<Option<Release>, Problem> {
        releases::newest_of(self, project, branch).await
    }

    async fn made_of(
        &self,
        project: &str,
        wanted: Ingredients<'_>,
    ) -> Result<Option<ServiceRelease>, Problem> {
        releases::made_of(self, project, wanted).await
    }

    async fn deployments(
        &self,
        project: &str,
        environment: &str,
        limit: u32,
    ) -> Result<Vec<Deployed>, Problem> {
        history::deployments(self, project, environment, limit).await
    }

    async fn deployments_of(
        &self,
        project: &str,
        environment: &str,
        release: u64,
    ) -> Result<Vec<Deployed>, Problem> {
        history::deployments_of(self, project, environment, release).await
    }

    async fn rules(&self, project: &str, environment: &str) -> Result<Vec<Entry>, Problem> {
        history::rules(self, project, environment).await
    }

    async fn approvals(&self, plan: &PlanHash) -> Result<Vec<Entry>, Problem> {
        history::approvals(self, plan).await
    }

    async fn newest(&self) -> Result<u64, Problem> {
        changes::newest(self).await
    }

    async fn changes(&self, after: u64) -> Result<Changes, Problem> {
        changes::changes(self, after).await
    }
}

#[cfg(test)]
mod tests;
