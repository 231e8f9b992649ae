//! The ledger derived once more from its entries, against what was derived while they were written.

use std::path::Path;

use slipway_store::Store;
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};
use sqlx::{AssertSqlSafe, Connection, Executor};

/// Tables that say something of their own; all others are derived.
const OWN: &str = "'entries', 'memory', '_sqlx_migrations'";

/// How many entries a data directory's ledger has.
pub async fn entries(data: &Path) -> i64 {
    let mut ledger = open(data).await;
    sqlx::query_scalar("SELECT count(*) FROM entries").fetch_one(&mut ledger).await.expect("entries")
}

/// Asserts that every derived table has the same rows after a rebuild as before. Returns how many those are.
pub async fn assert_the_same(data: &Path) -> i64 {
    let copy = format!("ATTACH '{}' AS before", data.join("before.db").display());
    let mut ledger = open(data).await;
    let tables = derived(&mut ledger).await;
    assert!(tables.len() >= 7, "what is derived: {tables:?}");
    run(&mut ledger, &copy).await;
    for table in &tables {
        run(&mut ledger, &format!("CREATE TABLE before.{table} AS SELECT * FROM main.{table}")).await;
    }
    ledger.close().await.expect("the ledger");
    Store::open(data).await.expect("the data directory").sqlite().rebuild().await.expect("rebuilt");
    let mut ledger = open(data).await;
    run(&mut ledger, &copy).await;
    let mut all = 0;
    for table in &tables {
        let [now, before] = [("main", "before"), ("before", "main")].map(|(one, other)| {
            format!("SELECT count(*) FROM (SELECT * FROM {one}.{table} EXCEPT SELECT * FROM {other}.{table})")
        });
        let differ = [number(&mut ledger, &now).await, number(&mut ledger, &before).await];
        assert_eq!(differ, [0, 0], "rows of {table} that are only there now, and only there before");
        let [rows, were] = ["main", "before"].map(|one| format!("SELECT count(*) FROM {one}.{table}"));
        let rows = number(&mut ledger, &rows).await;
        assert_eq!(rows, number(&mut ledger, &were).await, "{table} has as many rows");
        all += rows;
    }
    all
}

async fn open(data: &Path) -> SqliteConnection {
    // What is attached may be made.
    let options = SqliteConnectOptions::new().filename(data.join("ledger.db")).create_if_missing(true);
    SqliteConnection::connect_with(&options).await.expect("the ledger")
}

async fn derived(ledger: &mut SqliteConnection) -> Vec<String> {
    let text = format!(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT IN ({OWN})"
    );
    sqlx::query_scalar(AssertSqlSafe(text)).fetch_all(ledger).await.expect("tables")
}

async fn run(ledger: &mut SqliteConnection, text: &str) {
    ledger.execute(AssertSqlSafe(text.to_owned())).await.expect("a copy");
}

async fn number(ledger: &mut SqliteConnection, text: &str) -> i64 {
    sqlx::query_scalar(AssertSqlSafe(text.to_owned())).fetch_one(ledger).await.expect("a number")
}

#[cfg(test)]
mod tests {
    use super::super::{Years, fill, waited};
    use super::*;

    #[test]
    fn a_row_that_the_entries_do_not_tell_is_found() {
        let folder = tempfile::tempdir().expect("a folder");
        let data = folder.path().to_owned();
        let years =
            Years { operations: 100, services: 3, commit: None, registry: "registry.example.com".to_owned() };
        fill(&years, &data);
        assert!(waited(entries(&data)) >= 10_000);
        assert!(waited(assert_the_same(&data)) > 100);
        std::fs::remove_file(data.join("before.db")).expect("a copy");
        waited(async {
            let mut ledger = open(&data).await;
            run(&mut ledger, "DELETE FROM releases WHERE rowid = (SELECT max(rowid) FROM releases)").await;
            ledger.close().await.expect("the ledger");
        });
        let found = std::panic::catch_unwind(|| waited(assert_the_same(&data)));
        assert!(found.is_err(), "a release that was lost");
    }
}
