//! Two programs on one data directory at once. This test starts itself as the second program.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout)]

#[path = "common/sample.rs"]
mod sample;

use std::collections::BTreeSet;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use sample::{PROJECT, Sample};
use slipway_domain::entry::{Body, Outcome};
use slipway_domain::ids::OperationId;
use slipway_domain::operation::Verdict;
use slipway_domain::problem::Code;
use slipway_engine::ports::{Filter, Ledger, LogLine, LogStore};
use slipway_store::Store;
use uuid::Uuid;

/// What the second program is to do.
const ROLE: &str = "SLIPWAY_TEST_ROLE";
const NUMBERS: u64 = 60;
const NOTES: usize = 200;

fn main() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let dir = std::env::var_os("SLIPWAY_TEST_DIR");
    match (dir, std::env::var("SLIPWAY_TEST_SHARED"), std::env::var(ROLE).as_deref()) {
        (Some(dir), Ok(shared), Ok("add")) => runtime.block_on(program(Path::new(&dir), &shared)),
        (Some(dir), Ok(shared), Ok("victim")) => runtime.block_on(victim(Path::new(&dir), &shared)),
        _ => {
            runtime.block_on(all_at_once());
            println!("three programs on one data directory: nothing lost, nothing twice");
            runtime.block_on(one_is_killed());
            println!("a killed program: what it was told is recorded is there, its lock is free");
        }
    }
}

/// Opens the directory while others do, claims numbers and adds to an operation that others add to, too.
async fn program(dir: &Path, shared: &str) {
    let store = Store::open(dir).await.unwrap();
    let (ledger, logs) = (store.ledger(), store.logs());
    let shared = OperationId(shared.parse().unwrap());
    let claims = tokio::spawn(claim_all(ledger.clone()));
    for note in 0..NOTES {
        let mut entry = sample::entry(Body::Note { text: format!("{} {note}", std::process::id()) });
        entry.operation = Some(shared);
        ledger.append(vec![entry]).await.unwrap();
        logs.write(shared, LogLine::out(format!("{} {note}", std::process::id())));
    }
    claims.await.unwrap();
    logs.flush(shared).await.unwrap();
}

/// Takes every number that is still free, all the way through to a release.
async fn claim_all(ledger: std::sync::Arc<dyn Ledger>) {
    for number in 1..=NUMBERS {
        let run = Sample::run(number);
        match ledger.append(vec![run.opened()]).await {
            Ok(()) => {
                for entry in run.done("push", Outcome::Succeeded) {
                    ledger.append(vec![entry]).await.unwrap();
                }
                ledger.append(vec![run.closed(Verdict::Succeeded)]).await.unwrap();
            }
            Err(problem) => assert_eq!(problem.code, Code::OperationBusy, "{problem}"),
        }
    }
}

fn start(role: &str, dir: &Path, shared: OperationId) -> Child {
    Command::new(std::env::current_exe().unwrap())
        .env(ROLE, role)
        .env("SLIPWAY_TEST_DIR", dir)
        .env("SLIPWAY_TEST_SHARED", shared.to_string())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap()
}

async fn all_at_once() {
    let dir = tempfile::tempdir().unwrap();
    let shared = OperationId(Uuid::now_v7());
    // The directory is empty: they also make it and migrate at once.
    let mut programs: Vec<Child> = (0..3).map(|_| start("add", dir.path(), shared)).collect();
    for program in &mut programs {
        assert!(program.wait().unwrap().success(), "a program failed");
    }
    let store = Store::open(dir.path()).await.unwrap();
    let ledger = store.ledger();
    assert_eq!(ledger.operations(PROJECT, Filter::default()).await.unwrap().len() as u64, NUMBERS);
    let numbers: Vec<u64> =
        ledger.releases(PROJECT, u32::MAX).await.unwrap().iter().map(|release| release.number).collect();
    assert_eq!(numbers, (1..=NUMBERS).rev().collect::<Vec<_>>(), "each number once, newest first");
    let entries = ledger.entries(shared, None).await.unwrap();
    let expected: BTreeSet<String> = programs
        .iter()
        .flat_map(|program| (0..NOTES).map(move |note| format!("{} {note}", program.id())))
        .collect();
    let notes: Vec<String> = entries
        .into_iter()
        .map(|entry| match entry.body {
            Body::Note { text } => text,
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(notes.len(), expected.len());
    assert_eq!(notes.into_iter().collect::<BTreeSet<_>>(), expected);
    assert_eq!(logged(&*store.logs(), shared).await, expected, "no line of the log is lost or torn");
}

async fn logged(logs: &dyn LogStore, operation: OperationId) -> BTreeSet<String> {
    use futures::StreamExt;
    logs.read(operation, true).map(|line| line.unwrap().text).collect().await
}

/// Owns the operation and adds notes for ever, saying each that was recorded.
async fn victim(dir: &Path, shared: &str) {
    let store = Store::open(dir).await.unwrap();
    let shared = OperationId(shared.parse().unwrap());
    let _guard = store.locks().try_own(&shared.to_string()).unwrap().expect("nobody owns it");
    for note in 0.. {
        let mut entry = sample::entry(Body::Note { text: format!("{note}") });
        entry.operation = Some(shared);
        store.ledger().append(vec![entry]).await.unwrap();
        println!("{note}");
    }
}

async fn one_is_killed() {
    let dir = tempfile::tempdir().unwrap();
    let shared = OperationId(Uuid::now_v7());
    for round in 0..5_usize {
        let store = Store::open(dir.path()).await.unwrap();
        let before = store.ledger().entries(shared, None).await.unwrap().len();
        let mut program = start("victim", dir.path(), shared);
        let mut told = BufReader::new(program.stdout.take().unwrap()).lines();
        told.by_ref().take(20 + round * 7).for_each(|line| drop(line.unwrap()));
        assert!(store.locks().try_own(&shared.to_string()).unwrap().is_none(), "it is at work");
        program.kill().unwrap();
        program.wait().unwrap();
        let told = 20 + round * 7 + told.count();
        let after = store.ledger().entries(shared, None).await.unwrap().len();
        // The last may have been recorded without having been told.
        let expected = before + told..=before + told + 1;
        assert!(expected.contains(&after), "{after} is not in {expected:?}");
        assert!(store.locks().try_own(&shared.to_string()).unwrap().is_some(), "the lock is free");
    }
}
