//! What was added to the ledger since somebody looked.

use slipway_domain::ids::OperationId;
use slipway_domain::problem::Problem;
use slipway_engine::ports::{Changed, Changes, MOST_CHANGES};

use super::decode::Columns;
use super::{SqliteLedger, statements as sql};

/// The highest `seq`, 0 if there is no entry.
pub async fn newest(ledger: &SqliteLedger) -> Result<u64, Problem> {
    let query = sqlx::query_scalar(sql::NEWEST_ENTRY);
    let newest: Option<i64> = query.fetch_one(&ledger.pool).await.map_err(|why| ledger.unread(why))?;
    Ok(newest.map_or(0, i64::cast_unsigned))
}

/// The entries with a higher `seq`. That is the order in which they were committed, since SQLite lets one
/// program write at a time: nothing is added later before what was seen.
pub async fn changes(ledger: &SqliteLedger, after: u64) -> Result<Changes, Problem> {
    let seq = i64::try_from(after).unwrap_or(i64::MAX);
    let query = sqlx::query(sql::CHANGES).bind(seq).bind(MOST_CHANGES);
    let rows = query.fetch_all(&ledger.pool).await.map_err(|why| ledger.unread(why))?;
    let mut changes = Changes { newest: after, entries: Vec::with_capacity(rows.len()) };
    for row in &rows {
        let columns = Columns::of(&ledger.path, row);
        changes.newest = columns.number(0)?.cast_unsigned();
        changes.entries.push(changed(&columns)?);
    }
    Ok(changes)
}

fn changed(columns: &Columns<'_>) -> Result<Changed, Problem> {
    Ok(Changed {
        project: columns.text(1)?.to_owned(),
        environment: columns.maybe_text(2)?.map(str::to_owned),
        operation: columns.maybe_id(3)?.map(OperationId),
        kind: columns.text(4)?.to_owned(),
    })
}
