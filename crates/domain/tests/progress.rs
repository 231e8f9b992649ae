//! How far an operation has come, and what is done next.
#![allow(clippy::unwrap_used)]

use std::collections::BTreeMap;

use serde_json::{Value, json};
use slipway_domain::entry::{Body, Entry, Outcome, Report};
use slipway_domain::ids::StepId;
use slipway_domain::operation::Verdict;
use slipway_domain::plan::{Effect, Plan, Replay, Step, Subject, When};
use slipway_domain::problem::{Code, Problem};
use slipway_domain::progress::{Decision, Flight, Move, Observed, Phase, decide, next};
use slipway_domain::release::Commit;

fn step(id: &str, needs: &[&str], when: When) -> Step {
    let needs = needs.iter().map(|need| (*need).into()).collect();
    Step { when, ..Step::new(id.into(), needs, id, Effect::new("test", "do", ())) }
}

/// Two hosts: each `up` has its undo, and both are unlocked at the end.
fn plan() -> Plan {
    let undo = |id: &str| When::Undo(id.into());
    let commit = Commit::bare("a", "t", 0);
    let deployment = slipway_fixtures::deployment("e", slipway_fixtures::release(1, commit, []));
    let steps = vec![
        step("gate", &[], When::Success),
        step("lock", &["gate"], When::Success),
        step("1/up", &["lock"], When::Success),
        step("2/up", &["lock"], When::Success),
        step("1/back", &[], undo("1/up")),
        step("2/back", &[], undo("2/up")),
        step("unlock", &["lock"], When::Always),
    ];
    slipway_fixtures::plan(Subject::Deployment(deployment), steps)
}

fn entry(step: &str, body: Body) -> Entry {
    Entry { step: Some(step.into()), attempt: 1, ..slipway_fixtures::entry(body) }
}

fn outcome(outcome: Outcome) -> Body {
    let problem = (outcome == Outcome::Failed).then(|| Problem::new(Code::VerifyFailed, "no"));
    Body::Outcome { outcome, fact: json!({}), problem, evidence: vec![] }
}

fn done(step: &str) -> [Entry; 2] {
    [entry(step, Body::Intent), entry(step, outcome(Outcome::Succeeded))]
}

fn failed(step: &str) -> [Entry; 2] {
    [entry(step, Body::Intent), entry(step, outcome(Outcome::Failed))]
}

fn intends(moves: &[Move]) -> Vec<&str> {
    moves
        .iter()
        .filter_map(|m| if let Move::Intend(id, _) = m { Some(id.0.as_str()) } else { None })
        .collect()
}

fn now(entries: &[Entry]) -> Vec<Move> {
    next(&plan(), entries, &BTreeMap::new())
}

#[test]
fn forward_steps_begin_when_their_needs_succeeded() {
    assert_eq!(intends(&now(&[])), ["gate"]);
    let entries = [done("gate"), done("lock")].concat();
    assert_eq!(intends(&now(&entries)), ["1/up", "2/up"]);
}

#[test]
fn a_step_under_way_is_not_begun_twice_before_its_intent_is_written() {
    let busy = BTreeMap::from([(StepId::from("gate"), Flight::Busy)]);
    assert_eq!(next(&plan(), &[], &busy), []);
}

#[test]
fn all_done_unlocks_and_closes_as_succeeded() {
    let mut entries = [done("gate"), done("lock"), done("1/up"), done("2/up")].concat();
    assert_eq!(intends(&now(&entries)), ["unlock"], "undo steps are passed over");
    entries.extend(done("unlock"));
    assert_eq!(now(&entries), [Move::Close(Verdict::Succeeded, None)]);
}

#[test]
fn undo_runs_only_for_what_was_begun_and_only_after_the_others_settled() {
    let mut entries = [done("gate"), done("lock"), failed("2/up")].concat();
    assert_eq!(intends(&now(&entries)), ["2/back"], "host 1 was never touched");
    entries.push(entry("1/up", Body::Intent));
    let busy = BTreeMap::from([(StepId::from("1/up"), Flight::Busy)]);
    assert_eq!(next(&plan(), &entries, &busy), [], "host 1 is still at it");
    entries.push(entry("1/up", outcome(Outcome::Succeeded)));
    assert_eq!(intends(&now(&entries)), ["1/back", "2/back"]);
    entries.extend([done("1/back"), done("2/back")].concat());
    assert_eq!(intends(&now(&entries)), ["unlock"]);
    entries.extend(done("unlock"));
    assert!(matches!(now(&entries)[..], [Move::Close(Verdict::RolledBack, Some(_))]));
}

/// The same with a check after each `up`, where what is whole stays.
fn plan_that_stops() -> Plan {
    let mut plan = plan();
    let unlock = plan.steps.pop().unwrap();
    let checks = ["1", "2"].map(|host| {
        let up = format!("{host}/up");
        step(&format!("{host}/health"), &[&up], When::Success)
    });
    plan.steps.splice(4..4, checks);
    plan.steps.push(unlock);
    for step in &mut plan.steps {
        step.place = step.id.0.split_once('/').map(|(host, _)| host.to_owned());
        if let When::Undo(done) = &step.when {
            step.when = When::UndoUnfinished(done.clone());
        }
    }
    assert_eq!(plan.fault(), None);
    plan
}

#[test]
fn where_the_rest_is_to_stop_a_half_done_place_is_taken_back_and_a_whole_one_stays() {
    let plan = plan_that_stops();
    let now = |entries: &[Entry]| next(&plan, entries, &BTreeMap::new());
    let first = [done("gate"), done("lock"), done("1/up"), done("1/health")].concat();
    let mut entries = [first, [done("2/up"), failed("2/health")].concat()].concat();
    assert_eq!(intends(&now(&entries)), ["2/back"], "host 1 is whole");
    entries.extend(done("2/back"));
    assert_eq!(intends(&now(&entries)), ["unlock"]);
    entries.extend(done("unlock"));
    assert!(matches!(now(&entries)[..], [Move::Close(Verdict::Failed, Some(_))]), "one runs the new release");

    // A place whose check was never begun has not shown that it is whole.
    let both = [done("gate"), done("lock"), done("1/up"), done("2/up"), failed("2/health")].concat();
    assert_eq!(intends(&now(&both)), ["1/back", "2/back"]);
    let all = [both, [done("1/back"), done("2/back"), done("unlock")].concat()].concat();
    assert!(matches!(now(&all)[..], [Move::Close(Verdict::RolledBack, Some(_))]), "all run what they ran");
}

#[test]
fn a_failed_undo_is_a_failure() {
    let entries = [done("gate"), done("lock"), failed("1/up"), failed("1/back"), done("unlock")].concat();
    assert!(matches!(now(&entries)[..], [Move::Close(Verdict::Failed, Some(_))]));
}

#[test]
fn an_open_intent_of_another_process_is_observed_first() {
    let entries = [done("gate").to_vec(), vec![entry("lock", Body::Intent)]].concat();
    assert_eq!(now(&entries), [Move::Observe("lock".into(), 1)]);
}

#[test]
fn an_unobservable_step_stops_everything_and_closes_nothing() {
    let entries = [
        done("gate").to_vec(),
        done("lock").to_vec(),
        failed("1/up").to_vec(),
        vec![entry("2/up", Body::Intent)],
    ]
    .concat();
    let flights = BTreeMap::from([(StepId::from("2/up"), Flight::Unobservable)]);
    assert_eq!(next(&plan(), &entries, &flights), []);
}

#[test]
fn a_refusal_before_anything_was_done_is_cancelled_and_unlocks_nothing_that_was_not_locked() {
    let refusal = Body::Outcome {
        outcome: Outcome::Failed,
        fact: Value::Null,
        problem: Some(Problem::new(Code::Held, "on hold")),
        evidence: vec![],
    };
    let entries = [entry("gate", Body::Intent), entry("gate", refusal)];
    assert!(matches!(now(&entries)[..], [Move::Close(Verdict::Cancelled, Some(_))]));
}

#[test]
fn a_cancel_stops_what_is_under_way_and_takes_it_back() {
    let cancel = entry("", Body::CancelRequested { reason: None });
    let mut entries =
        [done("gate").to_vec(), done("lock").to_vec(), vec![entry("1/up", Body::Intent), cancel]].concat();
    let busy = BTreeMap::from([(StepId::from("1/up"), Flight::Busy)]);
    assert_eq!(next(&plan(), &entries, &busy), [Move::Stop("1/up".into())]);
    entries.push(entry("1/up", outcome(Outcome::Cancelled)));
    assert_eq!(intends(&now(&entries)), ["1/back"]);
    entries.extend([done("1/back"), done("unlock")].concat());
    assert!(matches!(now(&entries)[..], [Move::Close(Verdict::Cancelled, None)]));
}

#[test]
fn a_cancel_after_all_was_done_comes_too_late() {
    let all = ["gate", "lock", "1/up", "2/up"].map(done).concat();
    let cancel = vec![entry("", Body::CancelRequested { reason: None })];
    let entries = [all.clone(), cancel.clone()].concat();
    assert_eq!(intends(&now(&entries)), ["unlock"]);
    let while_unlocking = [all, vec![entry("unlock", Body::Intent)], cancel].concat();
    let busy = BTreeMap::from([(StepId::from("unlock"), Flight::Busy)]);
    assert_eq!(next(&plan(), &while_unlocking, &busy), [], "nothing is taken back without its lock");
    let entries = [while_unlocking, vec![entry("unlock", outcome(Outcome::Succeeded))]].concat();
    assert!(matches!(now(&entries)[..], [Move::Close(Verdict::Succeeded, None)]));
}

proptest::proptest! {
    #![proptest_config(proptest::test_runner::Config { failure_persistence: None, ..Default::default() })]

    /// Each number is what happens next: a step under way ends in one of three ways, or someone cancels.
    #[test]
    fn what_was_locked_is_unlocked_and_nothing_begins_after_that(events in proptest::collection::vec(0..40_u8, 1..60)) {
        let (mut plan, mut entries) = (plan(), Vec::new());
        plan.steps.iter_mut().for_each(|step| step.retry.attempts = 2);
        plan.steps.last_mut().unwrap().needs.extend(["1/up", "2/up"].map(StepId::from));
        let mut under_way: Vec<(StepId, u32)> = Vec::new();
        let mut ending = false;
        for event in events.into_iter().chain([0; 60]) {
            let flights = under_way.iter().map(|(id, _)| (id.clone(), Flight::Busy)).collect();
            for one in next(&plan, &entries, &flights) {
                let Move::Intend(id, attempt) = one else { continue };
                let last = plan.step(&id).unwrap().when == When::Always;
                proptest::prop_assert!(last || !ending, "{id} begins while the lock is given back");
                ending |= last;
                entries.push(Entry { attempt, ..entry(&id.0, Body::Intent) });
                under_way.push((id, attempt));
            }
            if event >= 30 {
                entries.push(entry("", Body::CancelRequested { reason: None }));
            } else if !under_way.is_empty() {
                let (id, attempt) = under_way.remove(usize::from(event / 3) % under_way.len());
                let how = [Outcome::Succeeded, Outcome::Failed, Outcome::Cancelled][usize::from(event % 3)];
                entries.push(Entry { attempt, ..entry(&id.0, outcome(how)) });
            }
        }
        proptest::prop_assert!(matches!(next(&plan, &entries, &BTreeMap::new())[..], [Move::Close(..)]));
        let begun = |id: &str| entries.iter().any(|entry| entry.step == Some(id.into()));
        proptest::prop_assert_eq!(begun("lock"), begun("unlock"));
    }
}

#[test]
fn a_failed_attempt_is_tried_again_as_often_as_the_plan_says() {
    let mut plan = plan();
    plan.steps[0].retry.attempts = 2;
    let entries = failed("gate");
    assert_eq!(next(&plan, &entries, &BTreeMap::new()), [Move::Intend("gate".into(), 2)]);
}

/// Here the lock itself failed once and nobody tries it again: half of it may be there.
#[test]
fn what_is_not_tried_again_keeps_nothing_waiting() {
    let mut plan = plan();
    plan.steps.iter_mut().for_each(|step| step.retry.attempts = 2);
    plan.steps.insert(1, step("other", &[], When::Success));
    let failed_for_good = [failed("other").to_vec(), vec![entry("other", Body::Intent)]].concat();
    let second = Entry { attempt: 2, ..entry("other", outcome(Outcome::Failed)) };
    let entries = [done("gate").to_vec(), failed("lock").to_vec(), failed_for_good, vec![second]].concat();
    assert_eq!(intends(&next(&plan, &entries, &BTreeMap::new())), ["unlock"]);
    let waits_before_its_second = BTreeMap::from([(StepId::from("lock"), Flight::Busy)]);
    assert_eq!(next(&plan, &entries, &waits_before_its_second), [], "the end does not begin beside it");
}

#[test]
fn after_a_cancel_only_what_cleans_up_is_tried_again() {
    let mut plan = plan();
    plan.steps.iter_mut().for_each(|step| step.retry.attempts = 2);
    let cancel = vec![entry("", Body::CancelRequested { reason: None })];
    let entries = [done("gate").to_vec(), done("lock").to_vec(), cancel, failed("unlock").to_vec()].concat();
    assert_eq!(next(&plan, &entries, &BTreeMap::new()), [Move::Intend("unlock".into(), 2)]);
    let cancel = vec![entry("", Body::CancelRequested { reason: None })];
    let entries = [cancel, failed("gate").to_vec()].concat();
    assert!(!next(&plan, &entries, &BTreeMap::new()).contains(&Move::Intend("gate".into(), 2)));
    let waits_before_its_second = BTreeMap::from([(StepId::from("gate"), Flight::Busy)]);
    let entries = [failed("gate").to_vec(), vec![entry("", Body::CancelRequested { reason: None })]].concat();
    assert_eq!(next(&plan, &entries, &waits_before_its_second), [Move::Stop("gate".into())]);
    let told = BTreeMap::from([(StepId::from("gate"), Flight::Stopping)]);
    assert_eq!(next(&plan, &entries, &told), [], "once");
}

mod deciding {
    use super::*;

    fn with(replay: Replay) -> Step {
        Step { replay, ..step("s", &[], When::Success) }
    }

    fn different() -> Observed {
        Observed::Different {
            fact: json!(1),
            problem: Problem::new(Code::VerifyFailed, "other"),
            evidence: vec![],
        }
    }

    const FOUND: Phase<'_> = Phase::Found { cancelled: false };

    #[test]
    fn after_a_crash_only_what_converges_is_repeated_over_something_else() {
        assert_eq!(decide(&with(Replay::Converge), different(), FOUND), Decision::Act);
        for replay in [Replay::Keyed, Replay::Once] {
            assert!(matches!(
                decide(&with(replay), different(), FOUND),
                Decision::Settle { outcome: Outcome::Failed, .. }
            ));
            assert_eq!(decide(&with(replay), Observed::Absent, FOUND), Decision::Act);
        }
    }

    #[test]
    fn unreachable_is_never_an_outcome() {
        let why = Problem::new(Code::HostUnreachable, "away");
        let report = Report::default();
        for phase in [FOUND, Phase::Acted(&report), Phase::Stopped { timed_out: true }] {
            assert_eq!(
                decide(&with(Replay::Converge), Observed::Unreachable(why.clone()), phase),
                Decision::GiveUp(why.clone())
            );
        }
    }

    #[test]
    fn an_action_that_changed_nothing_has_failed_even_if_nobody_can_look() {
        let why = Problem::new(Code::RegistryDenied, "no");
        let report = Report { problem: Some(why.clone()), untouched: true, ..Report::default() };
        let seen = decide(&with(Replay::Converge), Observed::Unreachable(why), Phase::Acted(&report));
        assert!(matches!(seen, Decision::Settle { outcome: Outcome::Failed, .. }));
    }

    #[test]
    fn done_counts_only_with_the_expected_facts() {
        let mut step = with(Replay::Converge);
        step.expect.0.insert("digest".into(), json!("new"));
        let report = Report::default();
        let seen = decide(&step, Observed::Done(json!({"digest": "old"})), Phase::Acted(&report));
        assert!(matches!(seen, Decision::Settle { outcome: Outcome::Failed, .. }));
        let seen = decide(&step, Observed::Done(json!({"digest": "new"})), Phase::Acted(&report));
        assert!(matches!(seen, Decision::Settle { outcome: Outcome::Succeeded, .. }));
    }

    #[test]
    fn what_finished_before_it_could_be_stopped_has_succeeded() {
        let stopped = Phase::Stopped { timed_out: true };
        assert!(matches!(
            decide(&with(Replay::Once), Observed::Done(json!({})), stopped),
            Decision::Settle { outcome: Outcome::Succeeded, .. }
        ));
        assert!(matches!(
            decide(&with(Replay::Once), Observed::Absent, stopped),
            Decision::Settle { outcome: Outcome::Failed, .. }
        ));
    }
}
