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
    Letter {
        id: Uuid::now_v7(),
        channel: channel.to_owned(),
        notice,
        held: false,
        due: at(due),
        says_more: false,
    }
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

#[tokio::test]
async fn what_has_begun_is_not_told_once_more_is_to_be_told_of_it() {
    let (_dir, store) = store().await;
    let (outbox, operation, other) = (store.outbox(), operation(), operation());
    let held =
        |channel: &str, operation| Letter { held: true, ..letter(channel, operation, Occasion::Started, 60) };
    let [team, elsewhere, of_other] = [held("team", operation), held("hook", operation), held("team", other)];
    outbox.put(PROJECT, &[team, elsewhere.clone(), of_other.clone()]).await.unwrap();
    let failed = Letter { says_more: true, ..letter("team", operation, Occasion::Failed, 0) };
    outbox.put(PROJECT, std::slice::from_ref(&failed)).await.unwrap();
    let claimed = claim(&store, 1).await.unwrap();
    outbox.arrived(PROJECT, &claimed, &[failed.id], Some(&json!({ "ts": "1" })), at(2)).await.unwrap();
    let left = [claim(&store, 61).await.unwrap(), claim(&store, 61).await.unwrap()];
    let left: Vec<Uuid> = left.iter().flat_map(|claimed| &claimed.letters).map(|letter| letter.id).collect();
    assert_eq!(left, [elsewhere.id, of_other.id], "it overwrites what has arrived");
}

#[tokio::test]
async fn whoever_goes_through_the_same_robot_waits_for_their_turn() {
    let (dir, store) = store().await;
    let other = Store::open(dir.path()).await.unwrap();
    let (one, two) = (store.outbox(), other.outbox());
    assert_eq!(one.take_turn("r", at(0), at(3)).await.unwrap(), None);
    assert_eq!(two.take_turn("r", at(1), at(4)).await.unwrap(), Some(at(3)));
    assert_eq!(two.take_turn("s", at(1), at(4)).await.unwrap(), None, "another robot");
    assert_eq!(two.take_turn("r", at(3), at(6)).await.unwrap(), None);
    assert_eq!(one.take_turn("r", at(-900), at(-897)).await.unwrap(), None, "a clock that was put back");
}

#[tokio::test]
async fn what_waits_for_its_turn_has_not_failed() {
    let (_dir, store) = store().await;
    let outbox = store.outbox();
    outbox.put(PROJECT, &[letter("team", operation(), Occasion::Failed, 0)]).await.unwrap();
    let claimed = claim(&store, 1).await.unwrap();
    outbox.put_off(PROJECT, &claimed, "no answer", at(2)).await.unwrap();
    let claimed = claim(&store, 2).await.unwrap();
    outbox.waits(PROJECT, &claimed, at(5)).await.unwrap();
    assert_eq!(claim(&store, 4).await, None);
    let claimed = claim(&store, 5).await.unwrap();
    assert_eq!((claimed.letters.len(), claimed.failures), (1, 1));
}

#[tokio::test]
async fn a_message_that_took_the_place_of_one_that_is_gone_is_gone_by_from_then_on() {
    let (_dir, store) = store().await;
    let (outbox, operation) = (store.outbox(), operation());
    for (occasion, told, after) in
        [(Occasion::Started, "1", 0), (Occasion::Approval, "2", 10), (Occasion::Failed, "3", 20)]
    {
        let letter = letter("team", operation, occasion, after);
        outbox.put(PROJECT, std::slice::from_ref(&letter)).await.unwrap();
        let claimed = claim(&store, after + 1).await.unwrap();
        let before = (told != "1").then(|| json!({ "ts": (after / 10).to_string() }));
        assert_eq!(claimed.thread, before);
        let thread = json!({ "ts": told });
        outbox.arrived(PROJECT, &claimed, &[letter.id], Some(&thread), at(after + 2)).await.unwrap();
    }
}
