//! Much work in one ledger. `SLIPWAY_TEST_OPERATIONS=50000 SLIPWAY_TEST_SERVICES=200` makes it five million
//! entries of a large project.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout)]

#[path = "common/sample.rs"]
mod sample;
#[path = "common/years.rs"]
mod years;

use std::future::Future;
use std::time::Instant;

use sample::PROJECT;
use slipway_engine::ports::{Filter, Ingredients};
use slipway_store::Store;
use years::{ENTRIES, ENVIRONMENTS, Years, name};

fn wanted() -> Years {
    let number = |name: &str, usual| std::env::var(name).map_or(usual, |count| count.parse().unwrap());
    let (operations, services) =
        (number("SLIPWAY_TEST_OPERATIONS", 500), number("SLIPWAY_TEST_SERVICES", 20));
    Years { operations, services, commit: None, registry: "registry.example.com".into() }
}

async fn timed<T>(what: &str, work: impl Future<Output = T>) -> T {
    let begun = Instant::now();
    let result = work.await;
    println!("{what}: {:?}", begun.elapsed());
    result
}

#[tokio::test(flavor = "multi_thread")]
async fn answers_stay_right_and_use_their_indexes_when_there_is_much() {
    let years = wanted();
    let (count, runs) = (years.operations, years.operations / 5);
    let dir = tempfile::tempdir().unwrap();
    let filling = Store::open(dir.path()).await.unwrap().ledger();
    let fill = async {
        for first in (0..count).step_by(100) {
            filling
                .append((first..first + 100).flat_map(|index| years.entries(index)).collect())
                .await
                .unwrap();
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
    let deployments = async || {
        let mut found = Vec::new();
        for environment in ENVIRONMENTS {
            found.push(ledger.deployments(PROJECT, environment, 16).await.unwrap());
        }
        found
    };
    let deployed = timed("16 deployments of 5 environments", deployments()).await;
    assert!(deployed.iter().all(|found| found.len() == 16 && found[0].1.release.services.len() > 19));
    let of = timed("deployments of a release", ledger.deployments_of(PROJECT, "dev", 1)).await.unwrap();
    assert_eq!(of.len(), 4);
    let releases = timed("5 releases", ledger.releases(PROJECT, 5)).await.unwrap();
    assert_eq!(
        releases.iter().map(|one| one.number).collect::<Vec<_>>(),
        Vec::from_iter((runs - 4..=runs).rev())
    );
    let newest = timed("newest of a branch", ledger.newest_of(PROJECT, "master")).await.unwrap().unwrap();
    assert_eq!(newest, releases[0]);
    let version = &newest.services[&name(0)].version;
    let with = timed("releases with a version", ledger.releases_with(PROJECT, version)).await.unwrap();
    assert!(with.contains(&newest) && with.len() as u64 <= years.services, "{}", with.len());
    let made = async || {
        for (service, one) in &newest.services {
            let (repository, inputs) = (one.repository.as_str(), one.inputs.as_str());
            let wanted = Ingredients { service, repository, inputs, dirty: false };
            assert_eq!(ledger.made_of(PROJECT, wanted).await.unwrap().as_ref(), Some(one));
        }
    };
    timed("what every service was made of before", made()).await;
    let rules = timed("rules", ledger.rules(PROJECT, "production")).await.unwrap();
    assert_eq!(rules.len() as u64, count / 50 * 2);
    assert_eq!(timed("highest number", ledger.highest_number(PROJECT)).await.unwrap(), runs);
    let middle = all[all.len() / 2].operation.id;
    let one = timed("one operation", ledger.operation(&middle.to_string())).await.unwrap().unwrap();
    assert_eq!(one.operation.id, middle);
    let entries = timed("entries", ledger.entries(middle, None)).await.unwrap();
    assert!(entries.len() >= ENTRIES - 2, "{}", entries.len());
    timed("rebuilt", store.sqlite().rebuild()).await.unwrap();
    assert_eq!(deployments().await, deployed);
    let size = std::fs::metadata(dir.path().join("ledger.db")).unwrap().len();
    println!("{} MB", size >> 20);
}
