//! What is found in the data directory: nothing, another program's file, a newer one's, a broken one.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "common/sample.rs"]
mod sample;

use std::path::Path;

use sample::{PROJECT, Sample};
use slipway_domain::operation::Verdict;
use slipway_domain::problem::{Code, Problem};
use slipway_engine::ports::Filter;
use slipway_store::Store;
use sqlx::{Connection, Executor, SqliteConnection};

/// What a newer Slipway leaves that has changed the format.
const FROM_THE_FUTURE: &str =
    "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time)
    VALUES (9000, 'from the future', 1, x'00', 1)";

async fn refusal(dir: &Path) -> Problem {
    match Store::open(dir).await {
        Ok(_) => panic!("it was opened"),
        Err(problem) => problem,
    }
}

async fn filled(dir: &Path) {
    let ledger = Store::open(dir).await.unwrap().ledger();
    for number in 1..=50 {
        ledger.append(Sample::run(number).all(Verdict::Succeeded)).await.unwrap();
    }
}

async fn change(dir: &Path, sql: &'static str) {
    let path = dir.join("ledger.db");
    let mut connection = SqliteConnection::connect(&format!("sqlite://{}", path.display())).await.unwrap();
    connection.execute(sql).await.unwrap();
    connection.close().await.unwrap();
}

fn all() -> Filter {
    Filter { environment: None, open: false, limit: None }
}

#[cfg(unix)]
#[tokio::test]
async fn only_its_owner_reads_it() {
    use std::os::unix::fs::PermissionsExt;
    let dir = tempfile::tempdir().unwrap();
    let data = dir.path().join("new/data");
    let store = Store::open(&data).await.unwrap();
    store.ledger().append(Sample::run(1).all(Verdict::Succeeded)).await.unwrap();
    let mode = |path: &Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&data), 0o700);
    let files: Vec<_> = std::fs::read_dir(&data).unwrap().map(|file| file.unwrap().path()).collect();
    assert!(files.len() >= 3, "{files:?}");
    for file in files {
        assert_eq!(mode(&file), 0o600, "{}", file.display());
    }
}

#[tokio::test]
async fn an_older_ledger_is_migrated_with_all_that_is_in_it() {
    let dir = tempfile::tempdir().unwrap();
    filled(dir.path()).await;
    let before = Store::open(dir.path()).await.unwrap().ledger().operations(PROJECT, all()).await.unwrap();
    change(dir.path(), include_str!("common/first_format.sql")).await;
    let store = Store::open(dir.path()).await.unwrap();
    assert_eq!(store.ledger().operations(PROJECT, all()).await.unwrap(), before);
    store.ledger().append(Sample::run(51).all(Verdict::Succeeded)).await.unwrap();
    let after = store.ledger().operations(PROJECT, all()).await.unwrap();
    assert_eq!((after.len(), &after[1..]), (51, &before[..]), "what comes after it sorts after it");
}

#[tokio::test]
async fn a_newer_ledger_is_refused_with_both_versions_and_left_alone() {
    let dir = tempfile::tempdir().unwrap();
    filled(dir.path()).await;
    change(dir.path(), FROM_THE_FUTURE).await;
    let before = std::fs::read(dir.path().join("ledger.db")).unwrap();
    let problem = refusal(dir.path()).await;
    assert_eq!(problem.code, Code::LedgerNewer);
    assert_eq!(problem.details, serde_json::json!({"found": 9000, "known": 5}));
    assert!(problem.message.contains("format 9000") && problem.message.contains("up to 5"), "{problem}");
    assert_eq!(std::fs::read(dir.path().join("ledger.db")).unwrap(), before);
}

#[tokio::test]
async fn a_program_that_is_open_while_a_newer_one_changes_the_format_writes_no_more() {
    let dir = tempfile::tempdir().unwrap();
    filled(dir.path()).await;
    let store = Store::open(dir.path()).await.unwrap();
    change(dir.path(), FROM_THE_FUTURE).await;
    let before = store.ledger().operations(PROJECT, all()).await.unwrap();
    let refused = store.ledger().append(Sample::run(52).all(Verdict::Succeeded)).await;
    assert_eq!(refused.unwrap_err().code, Code::LedgerNewer);
    assert_eq!(store.ledger().operations(PROJECT, all()).await.unwrap(), before);
}

#[tokio::test]
async fn a_file_that_is_no_database_is_refused_and_left_alone() {
    let dir = tempfile::tempdir().unwrap();
    let content = "a shopping list\n".repeat(500);
    std::fs::write(dir.path().join("ledger.db"), &content).unwrap();
    let problem = refusal(dir.path()).await;
    assert_eq!(problem.code, Code::LedgerFailed);
    assert!(problem.message.contains("not a SQLite database"), "{problem}");
    assert!(problem.hint.unwrap().contains("move it aside"));
    assert_eq!(std::fs::read_to_string(dir.path().join("ledger.db")).unwrap(), content);
}

#[tokio::test]
async fn another_programs_database_is_refused() {
    let dir = tempfile::tempdir().unwrap();
    std::fs::write(dir.path().join("ledger.db"), "").unwrap();
    change(dir.path(), "CREATE TABLE recipes (name TEXT)").await;
    let problem = refusal(dir.path()).await;
    assert_eq!(problem.code, Code::LedgerFailed);
    assert!(problem.message.contains("another program"), "{problem}");
}

#[tokio::test]
async fn an_empty_file_becomes_a_ledger() {
    let dir = tempfile::tempdir().unwrap();
    std::fs::write(dir.path().join("ledger.db"), "").unwrap();
    filled(dir.path()).await;
    assert_eq!(Store::open(dir.path()).await.unwrap().ledger().highest_number(PROJECT).await.unwrap(), 50);
}

#[tokio::test]
async fn a_damaged_ledger_says_so_and_stays() {
    let dir = tempfile::tempdir().unwrap();
    filled(dir.path()).await;
    change(dir.path(), "PRAGMA wal_checkpoint(TRUNCATE)").await;
    let path = dir.path().join("ledger.db");
    let mut bytes = std::fs::read(&path).unwrap();
    // The first page, which says what it is, stays; all the others are gone.
    bytes[4096..].fill(0xa5);
    std::fs::write(&path, &bytes).unwrap();
    let problem = match Store::open(dir.path()).await {
        Err(problem) => problem,
        Ok(store) => store.ledger().releases(PROJECT, 99).await.unwrap_err(),
    };
    assert_eq!(problem.code, Code::LedgerFailed);
    assert!(problem.message.contains("is damaged"), "{problem}");
    assert_eq!(std::fs::read(&path).unwrap(), bytes);
}
