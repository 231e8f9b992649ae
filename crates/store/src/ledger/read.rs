//! Operations and their entries.

use std::path::Path;

use slipway_domain::entry::Entry;
use slipway_domain::ids::OperationId;
use slipway_domain::problem::{Code, Problem};
use slipway_engine::ports::{Filter, OperationRow};
use sqlx::SqliteConnection;
use sqlx::sqlite::SqliteRow;
use uuid::Uuid;

use super::decode::{self, Columns};
use super::encode::id;
use super::{SqliteLedger, statements as sql};
use crate::failure;

/// The fewest digits that name an operation.
const DIGITS: usize = 8;

/// The entries of an operation, those after `after` if given.
pub async fn entries(
    ledger: &SqliteLedger,
    operation: OperationId,
    after: Option<Uuid>,
) -> Result<Vec<Entry>, Problem> {
    let after = match after {
        None => 0,
        Some(entry) => seq_of(ledger, operation, entry).await?,
    };
    let query = sqlx::query(sql::ENTRIES).bind(id(operation)).bind(after);
    decode_entries(&ledger.path, query.fetch_all(&ledger.pool).await)
}

async fn seq_of(ledger: &SqliteLedger, operation: OperationId, entry: Uuid) -> Result<i64, Problem> {
    let query = sqlx::query_scalar(sql::SEQ_OF_ENTRY).bind(entry.as_bytes().as_slice()).bind(id(operation));
    let found = query.fetch_optional(&ledger.pool).await.map_err(|why| ledger.unread(why))?;
    found.ok_or_else(|| {
        let message = format!("Operation {operation} has no entry {entry} to go on after.");
        Problem::new(Code::Internal, message)
    })
}

/// What [`super::derive`] needs of an operation that closes, inside the transaction that closes it.
pub async fn opened_and_outcomes(
    path: &Path,
    connection: &mut SqliteConnection,
    operation: OperationId,
) -> Result<Vec<Entry>, Problem> {
    let query = sqlx::query(sql::OPENED_AND_OUTCOMES).bind(id(operation));
    decode_entries(path, query.fetch_all(connection).await)
}

/// Entries from rows.
pub fn decode_entries(path: &Path, rows: Result<Vec<SqliteRow>, sqlx::Error>) -> Result<Vec<Entry>, Problem> {
    let rows = rows.map_err(|why| failure::unread(path, &why))?;
    let read = |row| decode::entry(&Columns::of(path, row)).map(|(_, entry)| entry);
    rows.iter().map(read).collect()
}

/// Operations of a project, newest first.
pub async fn operations(
    ledger: &SqliteLedger,
    project: &str,
    filter: &Filter,
) -> Result<Vec<OperationRow>, Problem> {
    let limit = filter.limit.map_or(-1, i64::from);
    let query = match (filter.open, &filter.environment) {
        (true, environment) => {
            sqlx::query(sql::OPEN_OPERATIONS).bind(project).bind(limit).bind(environment.clone())
        }
        (false, Some(environment)) => {
            sqlx::query(sql::OPERATIONS_OF_ENVIRONMENT).bind(project).bind(limit).bind(environment.clone())
        }
        (false, None) => sqlx::query(sql::OPERATIONS).bind(project).bind(limit),
    };
    decode_operations(ledger, query.fetch_all(&ledger.pool).await)
}

fn decode_operations(
    ledger: &SqliteLedger,
    rows: Result<Vec<SqliteRow>, sqlx::Error>,
) -> Result<Vec<OperationRow>, Problem> {
    let rows = rows.map_err(|why| ledger.unread(why))?;
    rows.iter().map(|row| decode::operation(&Columns::of(&ledger.path, row))).collect()
}

/// The operation of an environment that was closed last.
pub async fn last_closed(
    ledger: &SqliteLedger,
    project: &str,
    environment: &str,
) -> Result<Option<OperationRow>, Problem> {
    let query = sqlx::query(sql::LAST_CLOSED).bind(project).bind(environment);
    Ok(decode_operations(ledger, query.fetch_all(&ledger.pool).await)?.pop())
}

/// The operation that was opened for the request with this key.
pub async fn requested(
    ledger: &SqliteLedger,
    project: &str,
    key: &str,
) -> Result<Option<OperationId>, Problem> {
    let query = sqlx::query(sql::OPERATION_OF_REQUEST).bind(project).bind(key);
    let row = query.fetch_optional(&ledger.pool).await.map_err(|why| ledger.unread(why))?;
    row.map(|row| Columns::of(&ledger.path, &row).id(0)).transpose().map(|found| found.map(OperationId))
}

/// The run that has this build number.
pub async fn run_of(
    ledger: &SqliteLedger,
    project: &str,
    number: u64,
) -> Result<Option<OperationRow>, Problem> {
    let query = sqlx::query(sql::RUN_OF_NUMBER).bind(project).bind(number.cast_signed());
    Ok(decode_operations(ledger, query.fetch_all(&ledger.pool).await)?.pop())
}

/// One operation by its id or its first digits.
pub async fn operation(ledger: &SqliteLedger, text: &str) -> Result<Option<OperationRow>, Problem> {
    let Some((from, to)) = range(text) else { return Ok(None) };
    let query =
        sqlx::query(sql::OPERATIONS_BETWEEN).bind(from.as_bytes().as_slice()).bind(to.as_bytes().as_slice());
    let mut found = decode_operations(ledger, query.fetch_all(&ledger.pool).await)?;
    match found.len() {
        0 | 1 => Ok(found.pop()),
        _ => Err(ambiguous(text, &found)),
    }
}

/// The first and the last id that begin with these digits.
fn range(text: &str) -> Option<(Uuid, Uuid)> {
    let digits: String = text.chars().filter(|digit| *digit != '-').collect();
    if !(DIGITS..=32).contains(&digits.len()) {
        return None;
    }
    let padded = |with: &str| Uuid::try_parse(&(digits.clone() + &with.repeat(32 - digits.len()))).ok();
    Some((padded("0")?, padded("f")?))
}

fn ambiguous(text: &str, found: &[OperationRow]) -> Problem {
    let ids: Vec<String> = found.iter().map(|row| row.operation.id.to_string()).collect();
    Problem::new(Code::OperationNotFound, format!("More than one operation begins with `{text}`."))
        .hint(format!("give more digits: {}", ids.join(", ")))
        .details(serde_json::json!({ "candidates": ids }))
}

/// Whether the operation is closed or unknown here.
pub async fn is_over(ledger: &SqliteLedger, operation: OperationId) -> Result<bool, Problem> {
    let query = sqlx::query(sql::IS_OPEN).bind(id(operation));
    let open = query.fetch_optional(&ledger.pool).await.map_err(|why| ledger.unread(why))?;
    Ok(open.is_none())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn leading_digits_span_a_range_and_fewer_than_eight_name_nothing() {
        let (from, to) = range("0192ab3c-4d5").unwrap();
        assert_eq!(from.to_string(), "0192ab3c-4d50-0000-0000-000000000000");
        assert_eq!(to.to_string(), "0192ab3c-4d5f-ffff-ffff-ffffffffffff");
        for bad in ["", "0192ab3", "0192ab3g", "0192-ab3", &"0".repeat(33)] {
            assert_eq!(range(bad), None, "{bad}");
        }
    }
}
