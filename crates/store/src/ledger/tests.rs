//! What only the inside shows: the statements themselves, and the derived tables row by row.

use slipway_domain::entry::{Body, Entry, Outcome};
use slipway_domain::operation::Verdict;
use sqlx::{AssertSqlSafe, Executor, Row, SqlSafeStr, SqlitePool};

use super::*;
use crate::sample::{self, Sample};

async fn ledger() -> (tempfile::TempDir, SqliteLedger) {
    let dir = tempfile::tempdir().unwrap();
    let ledger = SqliteLedger::open(dir.path()).await.unwrap();
    (dir, ledger)
}

#[tokio::test]
async fn sqlite_understands_every_statement() {
    let (_dir, ledger) = ledger().await;
    assert!(statements::ALL.len() > 30);
    for (name, sql) in statements::ALL.iter().chain(&[("MIGRATIONS", statements::MIGRATIONS)]) {
        let prepared = (&ledger.pool).prepare(sql.into_sql_str()).await;
        assert!(prepared.is_ok(), "{name}: {:?}", prepared.err());
    }
}

/// On every connection of the pool, also of a ledger that an earlier program has made.
#[tokio::test]
async fn what_is_committed_survives_a_power_cut() {
    let (dir, ledger) = ledger().await;
    let again = SqliteLedger::open(dir.path()).await.unwrap();
    for pool in [&ledger.pool, &again.pool] {
        let mut connections = Vec::new();
        for _ in 0..pool.options().get_max_connections() {
            connections.push(pool.acquire().await.unwrap());
        }
        for connection in &mut connections {
            let told = sqlx::query_scalar::<_, String>("PRAGMA journal_mode").fetch_one(&mut **connection);
            assert_eq!(told.await.unwrap(), "wal", "readers and a writer do not wait for each other");
            let told = sqlx::query_scalar::<_, i64>("PRAGMA synchronous").fetch_one(&mut **connection);
            assert_eq!(told.await.unwrap(), 2, "FULL: a commit is on the disk");
        }
    }
}

/// How SQLite runs a statement, in its own words.
async fn plan_of(pool: &SqlitePool, sql: &str) -> Vec<String> {
    let explained = sqlx::query(AssertSqlSafe(format!("EXPLAIN QUERY PLAN {sql}")));
    explained.fetch_all(pool).await.unwrap().iter().map(|row| row.get::<String, _>("detail")).collect()
}

#[tokio::test]
async fn every_question_is_answered_from_an_index_without_sorting() {
    let (_dir, ledger) = ledger().await;
    // The only ones that look at everything: they rebuild, or look at SQLite's own tables.
    let whole = ["HAS_TABLES", "SQLITE_VERSION", "APPLICATION_ID", "BEGIN_WRITE"];
    let mut seen = 0;
    for (name, sql) in statements::ALL {
        if whole.contains(name) || name.starts_with("FORGET_") {
            continue;
        }
        for step in plan_of(&ledger.pool, sql).await {
            let scans_keys = step.starts_with("SCAN k VIRTUAL TABLE");
            assert!(!step.starts_with("SCAN") || scans_keys, "{name}: {step}");
            assert!(!step.contains("TEMP B-TREE"), "{name}: {step}");
            seen += 1;
        }
    }
    assert!(seen > 20, "{seen} steps were looked at");
}

#[tokio::test]
async fn what_is_asked_ten_times_a_second_is_looked_up_by_the_primary_key_alone() {
    let (_dir, ledger) = ledger().await;
    assert_eq!(plan_of(&ledger.pool, statements::NEWEST_ENTRY).await, ["SEARCH entries"]);
    let changes = plan_of(&ledger.pool, statements::CHANGES).await;
    assert_eq!(changes, ["SEARCH entries USING INTEGER PRIMARY KEY (rowid>?)"]);
}

#[tokio::test]
async fn entries_can_neither_be_changed_nor_deleted() {
    let (_dir, ledger) = ledger().await;
    ledger.append(vec![sample::rule("sandbox", Body::Unheld)]).await.unwrap();
    for sql in ["UPDATE entries SET actor = 'x'", "DELETE FROM entries"] {
        let refused = (&ledger.pool).execute(sql).await.unwrap_err();
        assert!(refused.to_string().contains("entries are never"), "{sql}: {refused}");
    }
    assert_eq!(ledger.rules(sample::PROJECT, "sandbox").await.unwrap().len(), 1);
}

/// Every row of every derived table, as text.
async fn derived(pool: &SqlitePool) -> Vec<(String, Vec<String>)> {
    let mut tables = Vec::new();
    for table in ["operations", "numbers", "releases", "images", "deployments", "deployed", "approvals"] {
        let columns = sqlx::query(AssertSqlSafe(format!("PRAGMA table_info({table})")));
        let columns: Vec<String> = columns
            .fetch_all(pool)
            .await
            .unwrap()
            .iter()
            .map(|row| format!("quote({})", row.get::<String, _>("name")))
            .collect();
        let row = columns.join(" || ',' || ");
        let rows =
            sqlx::query_scalar(AssertSqlSafe(format!("SELECT {row} AS line FROM {table} ORDER BY line")));
        tables.push((table.to_owned(), rows.fetch_all(pool).await.unwrap()));
    }
    tables
}

/// Pseudo-random numbers that are the same in every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from((self.0 >> 33) % limit as u64).unwrap()
    }
}

/// Operations of all kinds and ends, their entries interleaved as by several programs.
fn random_history(dice: &mut Dice) -> Vec<Entry> {
    let verdicts = [Verdict::Succeeded, Verdict::Succeeded, Verdict::Succeeded, Verdict::RolledBack];
    let mut pending: Vec<std::collections::VecDeque<Entry>> = (1..=40)
        .map(|number| {
            let sample = match dice.below(3) {
                0 => Sample::run(number),
                1 => Sample::deploy("sandbox", number),
                _ => Sample::deploy("production", number),
            };
            let mut entries = sample.all(verdicts[dice.below(4)]);
            // Some are still under way.
            entries.truncate(entries.len() - dice.below(2));
            let approved = Body::Approved { plan: sample.operation.plan.clone(), reason: None };
            entries.push(sample::rule("production", approved));
            entries.into()
        })
        .collect();
    let mut history = Vec::new();
    while !pending.is_empty() {
        let one = dice.below(pending.len());
        match pending[one].pop_front() {
            Some(entry) => history.push(entry),
            None => drop(pending.swap_remove(one)),
        }
    }
    history
}

#[tokio::test]
async fn what_is_derived_again_is_what_was_derived_before() {
    for seed in 0..5 {
        let (_dir, ledger) = ledger().await;
        for entry in random_history(&mut Dice(seed)) {
            ledger.append(vec![entry]).await.unwrap();
        }
        let before = derived(&ledger.pool).await;
        for (table, rows) in &before {
            assert!(rows.len() > 2, "{table} has something to compare");
        }
        (&ledger.pool).execute("DELETE FROM deployments WHERE verdict = 'succeeded'").await.unwrap();
        (&ledger.pool).execute("UPDATE operations SET verdict = 'unknown'").await.unwrap();
        assert_ne!(derived(&ledger.pool).await, before);
        ledger.rebuild().await.unwrap();
        assert_eq!(derived(&ledger.pool).await, before, "seed {seed}");
    }
}

#[tokio::test]
async fn a_ledger_of_an_older_version_has_everything_derived_once_it_is_migrated() {
    let (dir, ledger) = ledger().await;
    for entry in random_history(&mut Dice(7)) {
        ledger.append(vec![entry]).await.unwrap();
    }
    let before = derived(&ledger.pool).await;
    sqlx::raw_sql(include_str!("../../tests/common/first_format.sql")).execute(&ledger.pool).await.unwrap();
    ledger.close().await;
    let migrated = SqliteLedger::open(dir.path()).await.unwrap();
    assert_eq!(derived(&migrated.pool).await, before);
}

#[tokio::test]
async fn what_was_appended_reaches_the_disk_itself() {
    let (_dir, ledger) = ledger().await;
    for (pragma, set) in [("synchronous", 2_i64), ("fullfsync", 1), ("checkpoint_fullfsync", 1)] {
        let asked = sqlx::query_scalar(AssertSqlSafe(format!("PRAGMA {pragma}")));
        let told: i64 = asked.fetch_one(&ledger.pool).await.unwrap();
        assert_eq!(told, set, "{pragma}");
    }
}

#[tokio::test]
async fn an_append_that_is_refused_in_the_middle_adds_nothing() {
    let (_dir, ledger) = ledger().await;
    let (first, second) = (Sample::run(1), Sample::run(1));
    ledger.append(vec![first.opened()]).await.unwrap();
    let before = derived(&ledger.pool).await;
    let mut entries = first.done("build", Outcome::Succeeded).to_vec();
    entries.push(second.opened());
    ledger.append(entries).await.unwrap_err();
    assert_eq!(derived(&ledger.pool).await, before);
    assert_eq!(ledger.entries(first.id(), None).await.unwrap(), [first.opened_as(&ledger).await]);
}

impl Sample {
    /// The entry that opened it, as the ledger has it.
    async fn opened_as(&self, ledger: &SqliteLedger) -> Entry {
        ledger.entries(self.id(), None).await.unwrap().swap_remove(0)
    }
}
