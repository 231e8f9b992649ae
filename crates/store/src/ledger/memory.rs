//! What is known of images and places, under the word of its topic.

use async_trait::async_trait;
use serde_json::Value;
use slipway_domain::problem::{Code, Problem};
use slipway_engine::ports::{Memory, Recalled, Topic};

use super::decode::Columns;
use super::{SqliteLedger, statements as sql};

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
}

/// The values come as one row: thousands of them would each be handed from SQLite's thread to this one, which takes
/// longer than reading them.
async fn recalled(
    ledger: &SqliteLedger,
    statement: &'static str,
    topic: Topic,
    which: &str,
) -> Result<Vec<Recalled>, Problem> {
    let query = sqlx::query(statement).bind(topic.word()).bind(which);
    let row = query.fetch_one(&ledger.pool).await.map_err(|why| ledger.unread(why))?;
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
        let text = serde_json::to_string(value).map_err(|why| {
            Problem::new(Code::Internal, format!("What is known of {key} cannot be kept: {why}."))
        })?;
        let query = sqlx::query(statement).bind(topic.word()).bind(key).bind(text);
        query.execute(&mut *transaction).await.map_err(|why| ledger.unwritten(why))?;
    }
    transaction.commit().await.map_err(|why| ledger.unwritten(why))
}
