//! What is known of images and places, under the word of its topic.

use async_trait::async_trait;
use serde_json::Value;
use slipway_domain::problem::{Code, Problem};
use slipway_engine::ports::{Change, Memory, Recalled, Topic};
use sqlx::SqliteExecutor;

use super::decode::Columns;
use super::{SqliteLedger, Writing, statements as sql};

#[async_trait]
impl Memory for SqliteLedger {
    async fn recall(&self, topic: Topic, keys: &[String]) -> Result<Vec<Recalled>, Problem> {
        recalled(self, sql::RECALL, topic, &Value::from(keys).to_string()).await
    }

    async fn recall_beginning(&self, topic: Topic, beginning: &str) -> Result<Vec<Recalled>, Problem> {
        recalled(self, sql::RECALL_BEGINNING, topic, beginning).await
    }

    async fn remember(&self, topic: Topic, values: Vec<(String, Value)>) -> Result<(), Problem> {
        keep(self, sql::REMEMBER, topic, &values).await
    }

    async fn note(&self, topic: Topic, values: Vec<(String, Value)>) -> Result<(), Problem> {
        keep(self, sql::NOTE, topic, &values).await
    }

    async fn change(&self, topic: Topic, key: &str, change: Change<'_>) -> Result<(), Problem> {
        let _turn = self.writing.lock().await;
        let mut transaction = self.begin().await?;
        let keys = Value::from(vec![key]).to_string();
        let known = read(self, &mut *transaction, sql::RECALL, topic, &keys).await?;
        let Some(value) = known.first().and_then(change) else { return Ok(()) };
        write(self, &mut transaction, sql::NOTE, topic, key, &value).await?;
        transaction.commit().await.map_err(|why| self.unwritten(why))
    }
}

async fn recalled(
    ledger: &SqliteLedger,
    statement: &'static str,
    topic: Topic,
    which: &str,
) -> Result<Vec<Recalled>, Problem> {
    read(ledger, &ledger.pool, statement, topic, which).await
}

/// The values come as one row: thousands of them would each be handed from SQLite's thread to this one, which takes
/// longer than reading them.
async fn read(
    ledger: &SqliteLedger,
    from: impl SqliteExecutor<'_>,
    statement: &'static str,
    topic: Topic,
    which: &str,
) -> Result<Vec<Recalled>, Problem> {
    let query = sqlx::query(statement).bind(topic.word()).bind(which);
    let row = query.fetch_one(from).await.map_err(|why| ledger.unread(why))?;
    Columns::of(&ledger.path, &row).json(0)
}

async fn keep(
    ledger: &SqliteLedger,
    statement: &'static str,
    topic: Topic,
    values: &[(String, Value)],
) -> Result<(), Problem> {
    if values.is_empty() {
        return Ok(());
    }
    let _turn = ledger.writing.lock().await;
    let mut transaction = ledger.begin().await?;
    for (key, value) in values {
        write(ledger, &mut transaction, statement, topic, key, value).await?;
    }
    transaction.commit().await.map_err(|why| ledger.unwritten(why))
}

async fn write(
    ledger: &SqliteLedger,
    transaction: &mut Writing,
    statement: &'static str,
    topic: Topic,
    key: &str,
    value: &Value,
) -> Result<(), Problem> {
    let text = serde_json::to_string(value).map_err(|why| {
        Problem::new(Code::Internal, format!("What is known of {key} cannot be kept: {why}."))
    })?;
    let query = sqlx::query(statement).bind(topic.word()).bind(key).bind(text);
    query.execute(&mut **transaction).await.map_err(|why| ledger.unwritten(why))?;
    Ok(())
}
