//! Much work in one ledger. `SLIPWAY_TEST_OPERATIONS=50000` makes it five million entries.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout)]

#[path = "common/sample.rs"]
mod sample;

use std::future::Future;
use std::time::Instant;

use sample::{PROJECT, Sample, rule};
use slipway_domain::entry::{Body, Entry, Outcome};
use slipway_domain::operation::Verdict;
use slipway_engine::ports::Filter;
use slipway_store::Store;

/// Entries of one operation, about.
const ENTRIES: usize = 100;

/// One operation in five is a run, the others deploy to five environments in turn.
fn operation(index: u64) -> Sample {
    let environment = ["dev", "sandbox", "staging", "preprod", "production"][(index / 5 % 5) as usize];
    if index.is_multiple_of(5) {
        Sample::run(index / 5 + 1)
    } else {
        Sample::deploy(environment, index / 5 + 1)
    }
}

fn history(index: u64) -> Vec<Entry> {
    let sample = operation(index);
    let mut entries = sample.all(Verdict::Succeeded);
    let end = entries.pop();
    for step in 0..(ENTRIES - entries.len()) / 2 {
        entries.extend(sample.done(&format!("host-{step}/check"), Outcome::Succeeded));
    }
    entries.extend(end);
    if index.is_multiple_of(50) {
        entries.push(rule("production", Body::Held { reason: "festival".into() }));
        entries.push(rule("production", Body::Unheld));
    }
    entries
}

async fn timed<T>(what: &str, work: impl Future<Output = T>) -> T {
    let begun = Instant::now();
    let result = work.await;
    println!("{what}: {:?}", begun.elapsed());
    result
}

#[tokio::test(flavor = "multi_thread")]
async fn answers_stay_right_and_use_their_indexes_when_there_is_much() {
    let count: u64 = std::env::var("SLIPWAY_TEST_OPERATIONS").map_or(500, |count| count.parse().unwrap());
    let dir = tempfile::tempdir().unwrap();
    let filling = Store::open(dir.path()).await.unwrap().ledger();
    let fill = async {
        for first in (0..count).step_by(100) {
            filling.append((first..first + 100).flat_map(history).collect()).await.unwrap();
        }
    };
    timed("filled", fill).await;
    drop(filling);
    let store = timed("opened", Store::open(dir.path())).await.unwrap();
    let ledger = store.ledger();
    let all = timed("operations", ledger.operations(PROJECT, Filter::default())).await.unwrap();
    assert_eq!(all.len() as u64, count);
    let newest = Filter { limit: Some(20), environment: Some("production".into()), open: false };
    assert_eq!(timed("20 operations", ledger.operations(PROJECT, newest)).await.unwrap().len(), 20);
    let open = Filter { open: true, ..Filter::default() };
    assert_eq!(timed("open operations", ledger.operations(PROJECT, open)).await.unwrap(), []);
    let deployments =
        timed("deployments", ledger.deployments(PROJECT, "production", u32::MAX)).await.unwrap();
    assert_eq!(deployments.len() as u64, count / 5 * 4 / 5);
    let releases = timed("releases", ledger.releases(PROJECT, u32::MAX)).await.unwrap();
    assert_eq!(releases.len() as u64, count / 5);
    let rules = timed("rules", ledger.rules(PROJECT, "production")).await.unwrap();
    assert_eq!(rules.len() as u64, count / 50 * 2);
    let highest = timed("highest number", ledger.highest_number(PROJECT)).await.unwrap();
    assert_eq!(highest, count / 5);
    let middle = all[all.len() / 2].operation.id;
    let one = timed("one operation", ledger.operation(&middle.to_string())).await.unwrap().unwrap();
    assert_eq!(one.operation.id, middle);
    let entries = timed("entries", ledger.entries(middle, None)).await.unwrap();
    assert!(entries.len() >= ENTRIES - 2, "{}", entries.len());
    timed("rebuilt", store.sqlite().rebuild()).await.unwrap();
    assert_eq!(ledger.deployments(PROJECT, "production", u32::MAX).await.unwrap(), deployments);
}
