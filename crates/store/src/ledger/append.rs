//! Adds entries and what is derived from them, in one transaction.

use std::path::Path;

use slipway_domain::entry::{Body, Entry};
use slipway_domain::problem::{Code, Problem};
use sqlx::SqliteConnection;

use super::apply::Sink;
use super::encode::{id, json};
use super::{SqliteLedger, derive, read, statements as sql};

/// Adds all entries or none.
pub async fn append(ledger: &SqliteLedger, entries: &[Entry]) -> Result<(), Problem> {
    if entries.is_empty() {
        return Ok(());
    }
    let _turn = ledger.writing.lock().await;
    let mut transaction = ledger.begin().await?;
    for entry in entries {
        let seq = insert(ledger, &mut transaction, entry).await?;
        derive(&ledger.path, &mut transaction, seq, entry).await?;
    }
    transaction.commit().await.map_err(|why| ledger.unwritten(why))
}

/// Brings the derived tables up to date with an entry that is in the ledger.
pub async fn derive(
    path: &Path,
    connection: &mut SqliteConnection,
    seq: i64,
    entry: &Entry,
) -> Result<(), Problem> {
    let before = match entry.operation {
        Some(operation) if derive::looks_back(entry) => {
            read::opened_and_outcomes(path, connection, operation).await?
        }
        _ => Vec::new(),
    };
    let mut sink = Sink { path, connection, seq };
    for row in derive::rows(entry, &before) {
        sink.put(row).await?;
    }
    Ok(())
}

async fn insert(
    ledger: &SqliteLedger,
    connection: &mut SqliteConnection,
    entry: &Entry,
) -> Result<i64, Problem> {
    fits_its_operation(entry)?;
    let query = sqlx::query(sql::INSERT_ENTRY)
        .bind(entry.id.as_bytes().as_slice())
        .bind(&entry.project)
        .bind(&entry.environment)
        .bind(entry.operation.map(id))
        .bind(entry.step.as_ref().map(|step| step.0.as_str()))
        .bind(entry.attempt)
        .bind(entry.body.kind())
        .bind(entry.key.as_ref().map(|key| key.as_str()))
        .bind(&entry.actor)
        .bind(&entry.device)
        .bind(entry.at.to_string())
        .bind(json(&entry.body)?);
    let done = query.execute(connection).await.map_err(|why| refused(ledger, entry, why))?;
    Ok(done.last_insert_rowid())
}

/// The indexes that allow one `opened` and one `closed` go by the column, the derived tables by the body.
fn fits_its_operation(entry: &Entry) -> Result<(), Problem> {
    match &entry.body {
        Body::Opened { operation, .. }
            if entry.operation != Some(operation.id) || entry.project != operation.project =>
        {
            let message = format!("The entry that opens operation {} names another.", operation.id);
            Err(Problem::new(Code::Internal, message))
        }
        _ => Ok(()),
    }
}

fn refused(ledger: &SqliteLedger, entry: &Entry, why: sqlx::Error) -> Problem {
    if !why.as_database_error().is_some_and(sqlx::error::DatabaseError::is_unique_violation) {
        return ledger.unwritten(why);
    }
    let kind = entry.body.kind();
    let message = match (entry.operation, &entry.step) {
        (Some(operation), Some(step)) => {
            format!("Attempt {} at `{step}` of operation {operation} has its {kind} already.", entry.attempt)
        }
        (Some(operation), None) => format!("Operation {operation} is {kind} already."),
        (None, _) => format!("Entry {} is in the ledger already.", entry.id),
    };
    Problem::new(Code::OperationBusy, message)
        .details(serde_json::json!({ "operation": entry.operation, "step": entry.step }))
}
