use slipway_domain::operation::Operation;

use super::*;

fn id(number: u128) -> OperationId {
    OperationId(uuid::Uuid::from_u128(number))
}

fn opened(number: u128) -> String {
    let operation = Operation { id: id(number), ..slipway_fixtures::operation() };
    let line = serde_json::json!({
        "format": 1, "at": format!("2026-01-01T00:00:{number:02}Z"), "kind": "opened", "operation": operation,
        "actor": "ann", "release": 1, "plan": operation.plan, "fence": 1,
    });
    format!("{line}\n")
}

fn closed(number: u128, verdict: &str) -> String {
    let line = serde_json::json!({
        "format": 1, "at": format!("2026-01-01T00:01:{number:02}Z"), "kind": "closed", "operation": id(number),
        "verdict": verdict, "release": 1, "actor": "ann",
    });
    format!("{line}\n")
}

fn over(number: u128) -> String {
    opened(number) + &closed(number, "succeeded")
}

/// The number and the verdict of each that is learned.
fn learned(journals: &[(&str, String)], known: &[OperationId]) -> Vec<(u128, Verdict)> {
    let spots = [Spot::here("recipes", "sandbox")];
    let read = journals.iter().map(|(place, text)| (*place, Journal::read(text))).collect();
    let (over, _) = wanted(told(read), &spots, known);
    let one = |told: &Told| {
        let (verdict, _) = told.verdict().expect("it is over");
        (told.passed.operation.id.0.as_u128(), verdict)
    };
    over.iter().map(one).collect()
}

use Verdict::{Failed, Succeeded, Unknown};

#[test]
fn what_came_after_the_newest_known_is_learned_in_order() {
    let journal = [over(3), over(1), over(2)].concat();
    assert_eq!(learned(&[("a", journal.clone())], &[id(3)]), [(1, Succeeded), (2, Succeeded)]);
    assert_eq!(learned(&[("a", journal.clone())], &[id(1)]), [(2, Succeeded)], "never what was before");
    assert_eq!(learned(&[("a", journal)], &[id(2)]), []);
}

#[test]
fn what_is_open_at_one_place_is_not_over() {
    let there = opened(1);
    assert_eq!(learned(&[("a", over(1)), ("b", there.clone())], &[]), []);
    let all = learned(&[("a", over(1) + &over(2)), ("b", there + &over(2))], &[]);
    assert_eq!(all, [(1, Succeeded), (2, Succeeded)], "another one had the lock since");
}

#[test]
fn places_that_came_later_know_less_and_change_no_order() {
    let first = [over(1), over(2), over(4)].concat();
    let second = [over(2), over(3), over(4)].concat();
    let all: Vec<u128> = learned(&[("a", first), ("b", second)], &[]).iter().map(|(id, _)| *id).collect();
    assert_eq!(all, [1, 2, 3, 4]);
}

#[test]
fn a_verdict_that_nobody_wrote_down_or_that_places_do_not_share_is_unknown() {
    let journal = [opened(1), over(2), opened(3), closed(3, "failed")].concat();
    assert_eq!(learned(&[("a", journal)], &[]), [(1, Unknown), (2, Succeeded), (3, Failed)]);
    let other = opened(1) + &closed(1, "failed");
    assert_eq!(learned(&[("a", over(1)), ("b", other)], &[]), [(1, Unknown)]);
}

#[test]
fn of_many_the_newest_are_learned_and_the_others_told() {
    let journal: String = (1..=103).map(over).collect();
    let (over, gaps) =
        wanted(told(vec![("a", Journal::read(&journal))]), &[Spot::here("recipes", "sandbox")], &[]);
    let ids: Vec<OperationId> = over.iter().map(|told| told.passed.operation.id).collect();
    assert_eq!(ids, (4..=103).map(id).collect::<Vec<_>>());
    assert_eq!(gaps, ["3 older operations of other laptops are only in the hosts' journals"]);
}
