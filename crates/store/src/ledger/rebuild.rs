//! Derives everything again from the entries.

use std::path::Path;

use slipway_domain::entry::Entry;
use slipway_domain::problem::Problem;
use sqlx::SqliteConnection;

use super::decode::{self, Columns};
use super::{append, statements as sql};
use crate::failure;

const FORGET: [&str; 7] = [
    sql::FORGET_OPERATIONS,
    sql::FORGET_NUMBERS,
    sql::FORGET_RELEASES,
    sql::FORGET_IMAGES,
    sql::FORGET_DEPLOYMENTS,
    sql::FORGET_DEPLOYED,
    sql::FORGET_APPROVALS,
];

/// Empties the derived tables and fills them again. `connection` is in a write transaction.
pub async fn rebuild(path: &Path, connection: &mut SqliteConnection) -> Result<(), Problem> {
    for statement in FORGET {
        let done = sqlx::query(statement).execute(&mut *connection).await;
        done.map_err(|why| failure::unwritten(path, &why))?;
    }
    let mut last = 0;
    loop {
        let batch = telling_entries(path, connection, last).await?;
        let Some((newest, _)) = batch.last() else { return Ok(()) };
        last = *newest;
        for (seq, entry) in &batch {
            append::derive(path, connection, *seq, entry).await?;
        }
    }
}

/// The next entries that derived tables come of.
async fn telling_entries(
    path: &Path,
    connection: &mut SqliteConnection,
    after: i64,
) -> Result<Vec<(i64, Entry)>, Problem> {
    let rows = sqlx::query(sql::TELLING_ENTRIES).bind(after).fetch_all(connection).await;
    let rows = rows.map_err(|why| failure::unwritten(path, &why))?;
    rows.iter().map(|row| decode::entry(&Columns::of(path, row))).collect()
}
