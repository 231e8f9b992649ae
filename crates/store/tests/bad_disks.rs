//! A full disk and a read-only directory: an error that says so, and nothing lost. Needs mounts, so root.
#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout)]

#[path = "common/mount.rs"]
mod mount;
#[path = "common/sample.rs"]
mod sample;

use futures::StreamExt;
use mount::Mounted;
use sample::{PROJECT, Sample};
use slipway_domain::operation::Verdict;
use slipway_domain::problem::{Code, Problem};
use slipway_engine::ports::{Ledger, LogLine};
use slipway_store::Store;

/// Records runs until one is refused; how many were not, and why that one was.
async fn record_until_refused(ledger: &dyn Ledger, first: u64) -> (u64, Problem) {
    for number in first..10_000 {
        if let Err(problem) = ledger.append(Sample::run(number).all(Verdict::Succeeded)).await {
            return (number - first, problem);
        }
    }
    panic!("the disk never filled up");
}

#[tokio::test]
async fn a_full_disk_is_said_and_loses_nothing() {
    let Some(disk) = Mounted::tiny_disk() else { return };
    let filler = disk.path().join("filler");
    std::fs::write(&filler, vec![1; 200 * 1024]).unwrap();
    let data = disk.path().join("data");
    let store = Store::open(&data).await.unwrap();
    let (recorded, problem) = record_until_refused(&*store.ledger(), 1).await;
    assert_eq!(problem.code, Code::LedgerFailed);
    assert!(problem.message.contains("is full"), "{problem}");
    assert!(problem.message.contains(data.join("ledger.db").to_str().unwrap()), "{problem}");
    assert!(problem.message.contains("Nothing that was recorded before is lost"), "{problem}");
    let (none, _) = record_until_refused(&*store.ledger(), recorded + 1).await;
    assert_eq!(none, 0, "it stays full");
    assert_eq!(store.ledger().releases(PROJECT, u32::MAX).await.unwrap().len() as u64, recorded);
    drop(store);
    std::fs::remove_file(filler).unwrap();
    let ledger = Store::open(&data).await.unwrap().ledger();
    assert_eq!(
        ledger.releases(PROJECT, u32::MAX).await.unwrap().len() as u64,
        recorded,
        "all that was recorded"
    );
    assert_eq!(ledger.highest_number(PROJECT).await.unwrap(), recorded, "nothing of what was refused");
    ledger.append(Sample::run(recorded + 1).all(Verdict::Succeeded)).await.unwrap();
}

#[tokio::test]
async fn a_data_directory_cannot_begin_on_a_full_disk() {
    let Some(disk) = Mounted::tiny_disk() else { return };
    let room = 1024 * 1024 - 24 * 1024;
    std::fs::write(disk.path().join("filler"), vec![1; room]).unwrap();
    let problem = Store::open(disk.path()).await.err().expect("there is no room");
    assert_eq!(problem.code, Code::LedgerFailed);
    std::fs::remove_file(disk.path().join("filler")).unwrap();
    let ledger = Store::open(disk.path()).await.unwrap().ledger();
    ledger.append(Sample::run(1).all(Verdict::Succeeded)).await.unwrap();
}

#[tokio::test]
async fn a_log_on_a_full_disk_says_what_is_missing() {
    let Some(disk) = Mounted::tiny_disk() else { return };
    let store = Store::open(disk.path()).await.unwrap();
    let (logs, run) = (store.logs(), Sample::run(1));
    store.ledger().append(vec![run.opened()]).await.unwrap();
    let filler = disk.path().join("filler");
    std::fs::write(&filler, vec![1; 400 * 1024]).unwrap();
    for number in 0..20_000 {
        logs.write(run.id(), LogLine::out(format!("line {number} of a step that has much to say")));
    }
    let problem = logs.flush(run.id()).await.unwrap_err();
    assert_eq!(problem.code, Code::FileFailed);
    assert!(problem.message.contains("lines could not be kept"), "{problem}");
    std::fs::remove_file(filler).unwrap();
    logs.write(run.id(), LogLine::out("room again"));
    logs.flush(run.id()).await.unwrap();
    let lines: Vec<String> = logs.read(run.id(), false).map(|line| line.unwrap().text).collect().await;
    let told: u64 = lines[lines.len() - 2].split(' ').find_map(|word| word.parse().ok()).unwrap();
    assert!(lines[lines.len() - 2].starts_with("Slipway could not keep"), "{lines:?}");
    assert_eq!(lines[lines.len() - 1], "room again");
    assert_eq!(lines.len() as u64 - 2 + told, 20_000, "each line is there or counted");
}

#[tokio::test]
async fn a_read_only_directory_is_said_and_loses_nothing() {
    let data = tempfile::tempdir().unwrap();
    let store = Store::open(data.path()).await.unwrap();
    store.ledger().append(Sample::run(1).all(Verdict::Succeeded)).await.unwrap();
    let Some(view) = Mounted::read_only(data.path()) else { return };
    // While another program has it open for writing, it can be read; later not even that.
    for open_elsewhere in [true, false] {
        let (refused, end) = match Store::open(view.path()).await {
            Err(problem) => (problem, "It was left as it is"),
            Ok(store) => {
                let refused = store.ledger().append(vec![Sample::run(2).opened()]).await.unwrap_err();
                (refused, "Nothing that was recorded before is lost")
            }
        };
        assert_eq!(refused.code, Code::LedgerFailed, "{open_elsewhere}");
        assert!(refused.message.contains(view.path().join("ledger.db").to_str().unwrap()), "{refused}");
        assert!(refused.message.contains(end), "{refused}");
        if open_elsewhere {
            store.sqlite().close().await;
        }
    }
    let ledger = Store::open(data.path()).await.unwrap().ledger();
    assert_eq!(ledger.releases(PROJECT, u32::MAX).await.unwrap().len(), 1);
}

#[tokio::test]
async fn nothing_begins_in_a_read_only_directory() {
    let data = tempfile::tempdir().unwrap();
    let Some(view) = Mounted::read_only(data.path()) else { return };
    for dir in [view.path().to_owned(), view.path().join("below")] {
        let problem = Store::open(&dir).await.err().expect("it is read-only");
        assert_eq!(problem.code, Code::LedgerFailed);
        assert!(problem.message.contains(dir.to_str().unwrap()), "{problem}");
    }
}
