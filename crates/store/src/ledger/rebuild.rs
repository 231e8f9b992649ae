//! Derives everything again from the entries.

use slipway_domain::entry::Entry;
use slipway_domain::problem::Problem;
use sqlx::SqliteConnection;

use super::decode::{self, Columns};
use super::{SqliteLedger, append, statements as sql};

const FORGET: [&str; 5] = [
    sql::FORGET_OPERATIONS,
    sql::FORGET_NUMBERS,
    sql::FORGET_RELEASES,
    sql::FORGET_DEPLOYMENTS,
    sql::FORGET_APPROVALS,
];

/// Empties the derived tables and fills them again, in one transaction.
pub async fn rebuild(ledger: &SqliteLedger) -> Result<(), Problem> {
    let _turn = ledger.writing.lock().await;
    let begun = ledger.pool.begin_with(sql::BEGIN_WRITE).await;
    let mut transaction = begun.map_err(|why| ledger.failed(why))?;
    for statement in FORGET {
        let done = sqlx::query(statement).execute(&mut *transaction).await;
        done.map_err(|why| ledger.failed(why))?;
    }
    let mut last = 0;
    loop {
        let batch = telling_entries(ledger, &mut transaction, last).await?;
        let Some((newest, _)) = batch.last() else { break };
        last = *newest;
        for (seq, entry) in &batch {
            append::derive(ledger, &mut transaction, *seq, entry).await?;
        }
    }
    transaction.commit().await.map_err(|why| ledger.failed(why))
}

/// The next entries that derived tables come of.
async fn telling_entries(
    ledger: &SqliteLedger,
    connection: &mut SqliteConnection,
    after: i64,
) -> Result<Vec<(i64, Entry)>, Problem> {
    let rows = sqlx::query(sql::TELLING_ENTRIES).bind(after).fetch_all(connection).await;
    let rows = rows.map_err(|why| ledger.failed(why))?;
    rows.iter().map(|row| decode::entry(&Columns::of(&ledger.path, row))).collect()
}
