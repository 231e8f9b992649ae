//! What came of operations: numbers, releases, deployments; and the rules and approvals that people set.

use slipway_domain::deployment::Deployment;
use slipway_domain::entry::Entry;
use slipway_domain::plan::PlanHash;
use slipway_domain::problem::Problem;
use slipway_domain::release::Release;
use slipway_engine::ports::OperationRow;

use super::decode::{self, Columns};
use super::{SqliteLedger, read, statements as sql};

/// The highest build number of the project, 0 if there is none.
pub async fn highest_number(ledger: &SqliteLedger, project: &str) -> Result<u64, Problem> {
    let query = sqlx::query_scalar(sql::HIGHEST_NUMBER).bind(project);
    let highest: Option<i64> = query.fetch_optional(&ledger.pool).await.map_err(|why| ledger.failed(why))?;
    Ok(highest.map_or(0, i64::cast_unsigned))
}

/// The releases of a project, newest first.
pub async fn releases(ledger: &SqliteLedger, project: &str) -> Result<Vec<Release>, Problem> {
    let query = sqlx::query(sql::RELEASES).bind(project);
    let rows = query.fetch_all(&ledger.pool).await.map_err(|why| ledger.failed(why))?;
    rows.iter().map(|row| Columns::of(&ledger.path, row).json(0)).collect()
}

/// The deployments of an environment that succeeded; the one that was closed last comes first.
pub async fn deployments(
    ledger: &SqliteLedger,
    project: &str,
    environment: &str,
) -> Result<Vec<(OperationRow, Deployment)>, Problem> {
    let query = sqlx::query(sql::DEPLOYMENTS).bind(project).bind(environment);
    let rows = query.fetch_all(&ledger.pool).await.map_err(|why| ledger.failed(why))?;
    let read = |row| {
        let columns = Columns::of(&ledger.path, row);
        Ok((decode::operation(&columns)?, columns.json(1)?))
    };
    rows.iter().map(read).collect()
}

/// The entries about an environment that belong to no operation, in order.
pub async fn rules(ledger: &SqliteLedger, project: &str, environment: &str) -> Result<Vec<Entry>, Problem> {
    let query = sqlx::query(sql::RULES).bind(project).bind(environment);
    read::decode_entries(ledger, query.fetch_all(&ledger.pool).await)
}

/// The approvals and denials of a plan, in order.
pub async fn approvals(ledger: &SqliteLedger, plan: &PlanHash) -> Result<Vec<Entry>, Problem> {
    let query = sqlx::query(sql::APPROVALS).bind(&plan.0);
    read::decode_entries(ledger, query.fetch_all(&ledger.pool).await)
}
