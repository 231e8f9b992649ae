//! The outbox: what is put in once comes out once, whoever asks.
#![allow(clippy::unwrap_used)]

use jiff::{Timestamp, ToSpan};
use serde_json::json;
use slipway_domain::config::Occasion;
use slipway_domain::ids::OperationId;
use slipway_domain::notification::Notice;
use slipway_engine::ports::{Claimed, Letter};
use slipway_store::Store;
use uuid::Uuid;

const PROJECT: &str = "recipes";

fn at(second: i64) -> Timestamp {
    Timestamp::from_second(1_700_000_000 + second).unwrap()
}

fn letter(channel: &str, operation: OperationId, occasion: Occasion, due: i64) -> Letter {
    let notice = Notice {
        occasion,
        operation: Some(operation),
        test: false,
        ..Notice::of_test(PROJECT, "Ann <ann@example.com>", at(0))
    };
    Letter { id: Uuid::now_v7(), channel: channel.to_owned(), notice, held: false, due: at(due) }
}

fn operation() -> OperationId {
    OperationId(Uuid::now_v7())
}

async fn claim(store: &Store, now: i64) -> Option<Claimed> {
    store.outbox().claim(PROJECT, at(now), at(now + 30)).await.unwrap()
}

async fn store() -> (tempfile::TempDir, Store) {
    let dir = tempfile::tempdir().unwrap();
    let store = Store::open(dir.path()).await.unwrap();
    (dir, store)
}

#[tokio::test]
async fn a_channel_is_told_of_an_operation_on_an_occasion_once() {
    let (_dir, store) = store().await;
    let (outbox, operation) = (store.outbox(), operation());
    let first = letter("team", operation, Occasion::Succeeded, 0);
    outbox.put(PROJECT, std::slice::from_ref(&first)).await.unwrap();
    outbox.put(PROJECT, &[letter("team", operation, Occasion::Succeeded, 0)]).await.unwrap();
    let claimed = claim(&store, 1).await.unwrap();
    assert_eq!(claimed.letters, std::slice::from_ref(&first));
    outbox.arrived(PROJECT, &claimed, &[first.id], None, at(2)).await.unwrap();
    outbox.put(PROJECT, &[letter("team", operation, Occasion::Succeeded, 3)]).await.unwrap();
    assert_eq!(claim(&store, 10).await, None, "also not after it has arrived");
}

#[tokio::test]
async fn of_many_that_claim_at_once_one_gets_the_channel() {
    let (dir, store) = store().await;
    store.outbox().put(PROJECT, &[letter("team", operation(), Occasion::Failed, 0)]).await.unwrap();
    let other = Store::open(dir.path()).await.unwrap();
    let claims = (0..16).map(|number| {
        let outbox = if number % 2 == 0 { store.outbox() } else { other.outbox() };
        tokio::spawn(async move { outbox.claim(PROJECT, at(1), at(31)).await.unwrap() })
    });
    let mut got = 0;
    for claim in claims.collect::<Vec<_>>() {
        got += usize::from(claim.await.unwrap().is_some());
    }
    assert_eq!(got, 1);
    assert_eq!(claim(&store, 30).await, None, "the lease holds");
    assert!(claim(&store, 31).await.is_some(), "who has it is gone");
}

#[tokio::test]
async fn whose_lease_has_run_out_frees_nothing() {
    let (_dir, store) = store().await;
    store.outbox().put(PROJECT, &[letter("team", operation(), Occasion::Failed, 0)]).await.unwrap();
    let late = claim(&store, 0).await.unwrap();
    let now = claim(&store, 40).await.unwrap();
    store.outbox().put_off(PROJECT, &late, "it slept", at(41)).await.unwrap();
    assert_eq!(claim(&store, 50).await, None, "the other one still has it");
    store.outbox().put_off(PROJECT, &now, "no answer", at(100)).await.unwrap();
    assert_eq!(claim(&store, 99).await, None);
    assert_eq!(claim(&store, 100).await.unwrap().failures, 1);
}

#[tokio::test]
async fn a_channel_that_is_not_reached_keeps_no_other_waiting() {
    let (_dir, store) = store().await;
    let (outbox, operation) = (store.outbox(), operation());
    let letters = ["a-first", "second"].map(|channel| letter(channel, operation, Occasion::Failed, 0));
    outbox.put(PROJECT, &letters).await.unwrap();
    let first = claim(&store, 1).await.unwrap();
    assert_eq!(first.channel, "a-first");
    outbox.put_off(PROJECT, &first, "connection refused", at(60)).await.unwrap();
    let second = claim(&store, 1).await.unwrap();
    assert_eq!(second.channel, "second");
    let ids = [second.letters[0].id];
    outbox.arrived(PROJECT, &second, &ids, None, at(2)).await.unwrap();
    assert_eq!(outbox.next(PROJECT).await.unwrap(), Some(at(60)));
    let left = outbox.outstanding(PROJECT, at(1)).await.unwrap();
    assert_eq!(left.len(), 1);
    assert_eq!(left[0].why.as_deref(), Some("connection refused"));
    assert!(!left[0].given_up);
}

#[tokio::test]
async fn later_messages_know_what_the_first_was_answered() {
    let (_dir, store) = store().await;
    let (outbox, operation) = (store.outbox(), operation());
    outbox.put(PROJECT, &[letter("team", operation, Occasion::Started, 0)]).await.unwrap();
    let first = claim(&store, 0).await.unwrap();
    assert_eq!(first.thread, None);
    let thread = json!({ "channel": "C1", "ts": "1.2" });
    outbox.arrived(PROJECT, &first, &[first.letters[0].id], Some(&thread), at(1)).await.unwrap();
    outbox.put(PROJECT, &[letter("team", operation, Occasion::Succeeded, 1)]).await.unwrap();
    assert_eq!(claim(&store, 1).await.unwrap().thread, Some(thread));
}

#[tokio::test]
async fn nobody_tries_for_ever_and_what_was_given_up_is_told_until_it_is_forgotten() {
    let (_dir, store) = store().await;
    let outbox = store.outbox();
    let held = Letter { held: true, ..letter("team", operation(), Occasion::Succeeded, 3600) };
    outbox.put(PROJECT, std::slice::from_ref(&held)).await.unwrap();
    assert_eq!(claim(&store, 3599).await, None, "quiet hours hold it back");
    assert!(claim(&store, 3600).await.unwrap().letters[0].held);
    let day = 86_400;
    outbox.tidy(PROJECT, at(3600), at(0)).await.unwrap();
    assert!(
        !outbox.outstanding(PROJECT, at(4000)).await.unwrap()[0].given_up,
        "a day counts from when it was due"
    );
    outbox.tidy(PROJECT, at(3601), at(0)).await.unwrap();
    assert!(outbox.outstanding(PROJECT, at(day)).await.unwrap()[0].given_up);
    assert_eq!(claim(&store, day * 2).await, None);
    outbox.tidy(PROJECT, at(day * 8), at(day * 8)).await.unwrap();
    assert!(outbox.outstanding(PROJECT, at(day * 8)).await.unwrap().is_empty());
}

#[tokio::test]
async fn what_was_told_never_goes_back_and_projects_are_apart() {
    let (_dir, store) = store().await;
    let outbox = store.outbox();
    assert_eq!(outbox.told_up_to(PROJECT).await.unwrap(), None);
    outbox.tell_from(PROJECT, 7).await.unwrap();
    outbox.tell_from(PROJECT, 3).await.unwrap();
    assert_eq!(outbox.told_up_to(PROJECT).await.unwrap(), Some(7));
    assert_eq!(outbox.told_up_to("billing").await.unwrap(), None);
    outbox.put("billing", &[letter("team", operation(), Occasion::Failed, 0)]).await.unwrap();
    let later = at(0).checked_add(1.hour()).unwrap();
    assert_eq!(outbox.claim(PROJECT, later, later).await.unwrap(), None);
}

#[tokio::test]
async fn a_rebuild_of_the_ledger_leaves_it_alone() {
    let (_dir, store) = store().await;
    store.outbox().put(PROJECT, &[letter("team", operation(), Occasion::Failed, 0)]).await.unwrap();
    store.sqlite().rebuild().await.unwrap();
    assert!(claim(&store, 1).await.is_some());
}
