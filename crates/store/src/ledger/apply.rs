//! Writes derived rows, and refuses those that another operation was before.

use std::path::Path;

use slipway_domain::deployment::Deployment;
use slipway_domain::ids::OperationId;
use slipway_domain::operation::{Operation, Verdict};
use slipway_domain::problem::{Code, Problem};
use slipway_domain::release::Release;
use sqlx::SqliteConnection;
use uuid::Uuid;

use super::derive::Row;
use super::encode::{id, json};
use super::statements as sql;
use crate::failure;

/// Where rows go.
pub struct Sink<'a> {
    /// The ledger's file, for messages.
    pub path: &'a Path,
    /// In a write transaction.
    pub connection: &'a mut SqliteConnection,
    /// Of the entry that the rows come of.
    pub seq: i64,
}

type Query = sqlx::query::Query<'static, sqlx::Sqlite, sqlx::sqlite::SqliteArguments>;

impl Sink<'_> {
    /// Writes one row.
    pub async fn put(&mut self, row: Row) -> Result<(), Problem> {
        let query = match row {
            Row::Operation { operation, started_at, release } => {
                self.refuse_known_request(&operation).await?;
                begun(&operation, started_at.to_string(), release).bind(self.seq)
            }
            Row::Number { project, number, operation } => {
                return self.claim(&project, number, operation).await;
            }
            Row::Closed { operation, ended_at, verdict, problem } => sqlx::query(sql::CLOSE_OPERATION)
                .bind(id(operation))
                .bind(self.seq)
                .bind(ended_at.to_string())
                .bind(verdict.as_str())
                .bind(problem),
            Row::Settled { operation, ended_at, verdict } => {
                return self.settle(operation, &ended_at.to_string(), verdict).await;
            }
            Row::Release { project, operation, release } => {
                self.sight_images(&project, &release).await?;
                sqlx::query(sql::INSERT_RELEASE)
                    .bind(project)
                    .bind(release.number.cast_signed())
                    .bind(id(operation))
                    .bind(release.commit.branch.clone())
                    .bind(json(&release)?)
            }
            Row::Deployment { project, operation, verdict, deployment } => {
                if verdict == Verdict::Succeeded {
                    self.name_releases(&project, &deployment).await?;
                }
                sqlx::query(sql::INSERT_DEPLOYMENT)
                    .bind(self.seq)
                    .bind(project)
                    .bind(deployment.environment.clone())
                    .bind(id(operation))
                    .bind(verdict.as_str())
            }
            Row::Approval { plan } => sqlx::query(sql::INSERT_APPROVAL).bind(plan.0).bind(self.seq),
        };
        self.run(query).await.map(|_| ())
    }

    async fn sight_images(&mut self, project: &str, release: &Release) -> Result<(), Problem> {
        for (name, service) in &release.services {
            let query = sqlx::query(sql::SIGHT_IMAGE)
                .bind(project.to_owned())
                .bind(name.clone())
                .bind(service.inputs.clone())
                .bind(service.repository.clone())
                .bind(release.commit.dirty)
                .bind(service.version.clone())
                .bind(service.digest.to_string())
                .bind(release.number.cast_signed());
            self.run(query).await?;
        }
        Ok(())
    }

    async fn name_releases(&mut self, project: &str, deployment: &Deployment) -> Result<(), Problem> {
        for part in deployment.parts() {
            let query = sqlx::query(sql::INSERT_DEPLOYED)
                .bind(project.to_owned())
                .bind(deployment.environment.clone())
                .bind(part.release.number.cast_signed())
                .bind(self.seq);
            self.run(query).await?;
        }
        Ok(())
    }

    async fn run(&mut self, query: Query) -> Result<u64, Problem> {
        let done = query.execute(&mut *self.connection).await;
        done.map(|done| done.rows_affected()).map_err(|why| failure::unwritten(self.path, &why))
    }

    /// Two requests with one key are one request.
    async fn refuse_known_request(&mut self, operation: &Operation) -> Result<(), Problem> {
        let Some(key) = &operation.request_key else { return Ok(()) };
        let query = sqlx::query_scalar(sql::OPERATION_OF_REQUEST).bind(&operation.project).bind(key);
        let Some(first) = self.owner(query).await? else { return Ok(()) };
        Err(taken(format!("The request `{key}` was already taken up by operation {first}."), first))
    }

    /// One run per build number: this is where two runs that started at once part.
    async fn claim(&mut self, project: &str, number: u64, operation: OperationId) -> Result<(), Problem> {
        let query = sqlx::query(sql::CLAIM_NUMBER)
            .bind(project.to_owned())
            .bind(number.cast_signed())
            .bind(id(operation));
        if self.run(query).await? > 0 {
            return Ok(());
        }
        let query =
            sqlx::query_scalar(sql::OPERATION_OF_NUMBER).bind(project.to_owned()).bind(number.cast_signed());
        let first = self.owner(query).await?.unwrap_or_default();
        let message = format!("Build number {number} of {project} belongs to operation {first}.");
        Err(taken(message, first).hint("run again: the next run takes the next number"))
    }

    /// What is learned twice, by two programs at once, is learned once.
    async fn settle(&mut self, operation: OperationId, at: &str, verdict: Verdict) -> Result<(), Problem> {
        let query = sqlx::query(sql::SETTLE_OPERATION)
            .bind(id(operation))
            .bind(self.seq)
            .bind(at.to_owned())
            .bind(verdict.as_str());
        if self.run(query).await? > 0 {
            return Ok(());
        }
        Err(taken(format!("It is known already how operation {operation} ended."), operation.0))
    }

    async fn owner(
        &mut self,
        query: sqlx::query::QueryScalar<'_, sqlx::Sqlite, Vec<u8>, sqlx::sqlite::SqliteArguments>,
    ) -> Result<Option<Uuid>, Problem> {
        let found = query.fetch_optional(&mut *self.connection).await;
        let found = found.map_err(|why| failure::unwritten(self.path, &why))?;
        Ok(found.and_then(|bytes| Uuid::from_slice(&bytes).ok()))
    }
}

fn taken(message: String, first: Uuid) -> Problem {
    Problem::new(Code::OperationBusy, message).details(serde_json::json!({ "operation": first }))
}

fn begun(operation: &Operation, started_at: String, release: Option<u64>) -> Query {
    sqlx::query(sql::INSERT_OPERATION)
        .bind(operation.project.clone())
        .bind(id(operation.id))
        .bind(operation.kind.as_str())
        .bind(operation.environment.clone())
        .bind(operation.plan.0.clone())
        .bind(operation.parent.map(id))
        .bind(operation.actor.clone())
        .bind(operation.origin.clone())
        .bind(operation.reason.clone())
        .bind(operation.request_key.clone())
        .bind(started_at)
        .bind(release.map(u64::cast_signed))
}
