//! What came of operations: numbers, releases, deployments; and the rules and approvals that people set.

use serde::Deserialize;
use slipway_domain::deployment::Deployment;
use slipway_domain::entry::Entry;
use slipway_domain::ids::StepId;
use slipway_domain::plan::PlanHash;
use slipway_domain::problem::Problem;
use slipway_engine::ports::Deployed;
use sqlx::sqlite::SqliteRow;

use super::decode::{self, Columns};
use super::{SqliteLedger, read, statements as sql};

/// The highest build number of the project, 0 if there is none.
pub async fn highest_number(ledger: &SqliteLedger, project: &str) -> Result<u64, Problem> {
    let query = sqlx::query_scalar(sql::HIGHEST_NUMBER).bind(project);
    let highest: Option<i64> = query.fetch_optional(&ledger.pool).await.map_err(|why| ledger.unread(why))?;
    Ok(highest.map_or(0, i64::cast_unsigned))
}

/// How a step came out in the runs with a higher build number.
pub async fn outcomes_after(
    ledger: &SqliteLedger,
    project: &str,
    number: u64,
    step: &StepId,
) -> Result<Vec<Entry>, Problem> {
    let query = sqlx::query(sql::OUTCOMES_AFTER).bind(project).bind(number.cast_signed()).bind(&step.0);
    read::decode_entries(&ledger.path, query.fetch_all(&ledger.pool).await)
}

/// The newest deployments of an environment that succeeded; the one that was closed last comes first.
pub async fn deployments(
    ledger: &SqliteLedger,
    project: &str,
    environment: &str,
    limit: u32,
) -> Result<Vec<Deployed>, Problem> {
    let query = sqlx::query(sql::DEPLOYMENTS).bind(project).bind(environment).bind(limit);
    decode_deployments(ledger, query.fetch_all(&ledger.pool).await)
}

/// Those of a release, whole or in parts.
pub async fn deployments_of(
    ledger: &SqliteLedger,
    project: &str,
    environment: &str,
    release: u64,
) -> Result<Vec<Deployed>, Problem> {
    let query =
        sqlx::query(sql::DEPLOYMENTS_OF_RELEASE).bind(project).bind(environment).bind(release.cast_signed());
    decode_deployments(ledger, query.fetch_all(&ledger.pool).await)
}

/// What matters here of the entry that opens a deployment's operation: the plan's subject, which is stored
/// nowhere else.
#[derive(Deserialize)]
struct Opening {
    plan: Intended,
}

#[derive(Deserialize)]
struct Intended {
    subject: Deployment,
}

fn decode_deployments(
    ledger: &SqliteLedger,
    rows: Result<Vec<SqliteRow>, sqlx::Error>,
) -> Result<Vec<Deployed>, Problem> {
    let rows = rows.map_err(|why| ledger.unread(why))?;
    let read = |row| {
        let columns = Columns::of(&ledger.path, row);
        let opening: Opening = columns.json(1)?;
        Ok((decode::operation(&columns)?, opening.plan.subject))
    };
    rows.iter().map(read).collect()
}

/// The entries about an environment that belong to no operation, in order.
pub async fn rules(ledger: &SqliteLedger, project: &str, environment: &str) -> Result<Vec<Entry>, Problem> {
    let query = sqlx::query(sql::RULES).bind(project).bind(environment);
    read::decode_entries(&ledger.path, query.fetch_all(&ledger.pool).await)
}

/// The approvals and denials of a plan, in order.
pub async fn approvals(ledger: &SqliteLedger, plan: &PlanHash) -> Result<Vec<Entry>, Problem> {
    let query = sqlx::query(sql::APPROVALS).bind(&plan.0);
    read::decode_entries(&ledger.path, query.fetch_all(&ledger.pool).await)
}
