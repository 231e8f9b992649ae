//! Values kept by digest for ever.

use serde_json::Value;
use slipway_domain::problem::{Code, Problem};
use slipway_engine::ports::Recalled;

use super::decode::Columns;
use super::{SqliteLedger, statements as sql};

/// The values that are known of these keys. They come as one row: thousands of them would each be handed from
/// SQLite's thread to this one, which takes longer than reading them.
pub async fn recall(ledger: &SqliteLedger, kind: &str, keys: &[String]) -> Result<Vec<Recalled>, Problem> {
    recalled(ledger, sql::RECALL, kind, &Value::from(keys).to_string()).await
}

/// The values of all keys that begin so.
pub async fn recall_beginning(
    ledger: &SqliteLedger,
    kind: &str,
    beginning: &str,
) -> Result<Vec<Recalled>, Problem> {
    recalled(ledger, sql::RECALL_BEGINNING, kind, beginning).await
}

async fn recalled(
    ledger: &SqliteLedger,
    statement: &'static str,
    kind: &str,
    which: &str,
) -> Result<Vec<Recalled>, Problem> {
    let query = sqlx::query(statement).bind(kind).bind(which);
    let row = query.fetch_one(&ledger.pool).await.map_err(|why| ledger.failed(why))?;
    Columns::of(&ledger.path, &row).json(0)
}

/// Keeps values; known ones stay as they are.
pub async fn remember(ledger: &SqliteLedger, kind: &str, values: &[(String, Value)]) -> Result<(), Problem> {
    keep(ledger, sql::REMEMBER, kind, values).await
}

/// Keeps values in the place of those before.
pub async fn note(ledger: &SqliteLedger, kind: &str, values: &[(String, Value)]) -> Result<(), Problem> {
    keep(ledger, sql::NOTE, kind, values).await
}

async fn keep(
    ledger: &SqliteLedger,
    statement: &'static str,
    kind: &str,
    values: &[(String, Value)],
) -> Result<(), Problem> {
    if values.is_empty() {
        return Ok(());
    }
    let _turn = ledger.writing.lock().await;
    let begun = ledger.pool.begin_with(sql::BEGIN_WRITE).await;
    let mut transaction = begun.map_err(|why| ledger.failed(why))?;
    for (key, value) in values {
        let text = serde_json::to_string(value).map_err(|why| {
            Problem::new(Code::Internal, format!("What is known of {key} cannot be kept: {why}."))
        })?;
        let query = sqlx::query(statement).bind(kind).bind(key).bind(text);
        query.execute(&mut *transaction).await.map_err(|why| ledger.failed(why))?;
    }
    transaction.commit().await.map_err(|why| ledger.failed(why))
}
