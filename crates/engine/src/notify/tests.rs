//! What is due of an operation, whatever happens to it and however often somebody looks.

use std::collections::BTreeSet;
use std::time::Duration;

use jiff::Timestamp;
use proptest::collection::vec;
use proptest::prelude::*;
use slipway_domain::config::{
    Channel, DesktopChannel, Notifications, Occasion, Quiet, Rule, SlackChannel, Tongue, Webhook,
};
use slipway_domain::entry::{Answer, Body, Entry, Outcome};
use slipway_domain::ids::{OperationId, StepId};
use slipway_domain::notification::Notice;
use slipway_domain::operation::Verdict;
use slipway_domain::plan::{Effect, Plan, Step, Subject};
use slipway_domain::problem::{Code, Problem};
use uuid::Uuid;

use super::due;
use super::post::{Next, next, patience, pause};
use crate::ports::Letter;
use crate::steps::gate::{self, Gate};
use crate::steps::wait;

const VERDICTS: [Verdict; 6] = [
    Verdict::Succeeded,
    Verdict::Failed,
    Verdict::RolledBack,
    Verdict::Cancelled,
    Verdict::Waiting,
    Verdict::Unknown,
];

fn rule(on: &[Occasion], to: &[&str]) -> Rule {
    Rule { on: on.to_vec(), environments: Vec::new(), to: to.iter().map(|one| (*one).to_owned()).collect() }
}

/// Everything goes to `all`; `twice` hears of a second failure only, `bad` of every failure.
fn notifications() -> Notifications {
    let desktop = || Channel::Desktop(DesktopChannel {});
    Notifications {
        channels: ["all", "twice", "bad"].map(|name| (name.to_owned(), desktop())).into(),
        rules: vec![
            rule(&Occasion::NAMED.map(|(_, occasion)| occasion), &["all"]),
            rule(&[Occasion::FailedTwice], &["twice"]),
            rule(&[Occasion::Failed], &["bad"]),
        ],
        quiet: None::<Quiet>,
        language: Tongue::English,
    }
}

/// An approval, a piece of work, and a question.
fn plan() -> Plan {
    let gate = Gate::Approval { count: 1, authors: Vec::new() };
    let steps = vec![
        Step::new("gate".into(), Vec::new(), "ask", Effect::new(gate::NAME, gate::PASS, &gate)),
        Step::new("work".into(), vec!["gate".into()], "work", Effect::new("host", "work", ())),
        Step::new("ask".into(), vec!["work".into()], "ask", Effect::new(wait::NAME, wait::ASK, ())),
    ];
    slipway_fixtures::plan(Subject::Upkeep { environment: "sandbox".into(), what: "work".into() }, steps)
}

fn entry(step: Option<&str>, body: Body) -> Entry {
    Entry {
        step: step.map(StepId::from),
        attempt: u32::from(step.is_some()),
        ..slipway_fixtures::entry(body)
    }
}

fn closed(verdict: Verdict) -> Entry {
    entry(None, Body::Closed { verdict, problem: None })
}

fn due_of(entries: &[Entry], standing: Option<Verdict>, before: &[Verdict]) -> Vec<(Occasion, String)> {
    let (notifications, plan) = (notifications(), plan());
    let due = due(&notifications, &plan, entries, standing, before);
    due.into_iter().map(|(occasion, channel)| (occasion, channel.to_owned())).collect()
}

/// Anything that may be written down of an operation.
fn any_entry() -> impl Strategy<Value = Entry> {
    let step = proptest::sample::select(vec!["gate", "work", "ask"]);
    let outcome = proptest::sample::select(vec![Outcome::Succeeded, Outcome::Failed, Outcome::Cancelled]);
    prop_oneof![
        step.clone().prop_map(|step| entry(Some(step), Body::Intent)),
        (step.clone(), outcome).prop_map(|(step, outcome)| {
            let body =
                Body::Outcome { outcome, fact: Default::default(), problem: None, evidence: Vec::new() };
            entry(Some(step), body)
        }),
        step.prop_map(|step| {
            let why = Problem::new(Code::HostUnreachable, "it is away");
            entry(Some(step), Body::Unobserved { why })
        }),
        Just(entry(None, Body::CancelRequested { reason: None })),
        Just(entry(None, Body::Answered { answer: Answer::Leave, reason: None })),
    ]
}

proptest! {
    /// Programs come and go, each looks at what the ledger says by then: the outbox takes each occasion once for each
    /// channel, and so no operation is told to have ended in two ways.
    #[test]
    fn an_operation_ends_once_for_each_channel(
        entries in vec(any_entry(), 0..20),
        looks in vec((0_usize..20, 0_usize..7), 1..30),
        verdict in proptest::sample::select(VERDICTS.to_vec()),
        before in vec(proptest::sample::select(VERDICTS.to_vec()), 0..4),
    ) {
        let mut outbox: BTreeSet<(Occasion, String)> = BTreeSet::new();
        for (length, standing) in looks {
            let standing = VERDICTS.get(standing).copied().filter(|verdict| {
                // Only what stays open stands; an end is in the ledger.
                matches!(verdict, Verdict::Waiting | Verdict::Unknown)
            });
            outbox.extend(due_of(&entries[..length.min(entries.len())], standing, &before));
        }
        let over = !matches!(verdict, Verdict::Waiting);
        let whole: Vec<Entry> = entries.into_iter().chain(over.then(|| closed(verdict))).collect();
        for _ in 0..2 {
            outbox.extend(due_of(&whole, None, &before));
        }
        for channel in ["all", "twice", "bad"] {
            let told = |occasion| outbox.contains(&(occasion, channel.to_owned()));
            let ends = [Occasion::Succeeded, Occasion::Failed, Occasion::FailedTwice, Occasion::Cancelled];
            let count = ends.into_iter().filter(|occasion| told(*occasion)).count();
            prop_assert!(count <= 1, "{channel} was told of {count} ends: {outbox:?}");
            prop_assert!(channel == "all" || !told(Occasion::Succeeded));
        }
        let all = |occasion| outbox.contains(&(occasion, "all".to_owned()));
        prop_assert_eq!(all(Occasion::Succeeded), verdict == Verdict::Succeeded);
        prop_assert_eq!(all(Occasion::Cancelled), verdict == Verdict::Cancelled);
    }

    #[test]
    fn what_another_laptop_goes_on_with_is_told_there(entries in vec(any_entry(), 0..10)) {
        let taken = entry(None, Body::TakenOver { by: "Ben".into() });
        let whole: Vec<Entry> = entries.into_iter().chain([taken, closed(Verdict::Unknown)]).collect();
        prop_assert!(due_of(&whole, None, &[]).is_empty());
    }
}

#[test]
fn a_second_failure_in_a_row_is_one_notice_in_place_of_another() {
    let failed = [closed(Verdict::Failed)];
    let told = |before: &[Verdict]| {
        let due = due_of(&failed, None, before);
        due.into_iter()
            .map(|(occasion, channel)| format!("{channel} {}", occasion.as_str()))
            .collect::<Vec<_>>()
    };
    let once = ["all failed", "bad failed"];
    assert_eq!(told(&[]), once);
    assert_eq!(told(&[Verdict::Succeeded, Verdict::Failed]), once, "one between them succeeded");
    let twice = ["all failed_twice", "twice failed_twice", "bad failed"];
    assert_eq!(told(&[Verdict::RolledBack]), twice);
    assert_eq!(told(&[Verdict::Cancelled, Verdict::Failed]), twice, "one that was stopped says nothing");
}

#[test]
fn only_what_waits_for_a_person_asks_one() {
    let begun = |step| vec![entry(Some(step), Body::Intent)];
    let told = |entries: &[Entry]| due_of(entries, Some(Verdict::Waiting), &[]);
    assert_eq!(told(&begun("gate")), [(Occasion::Approval, "all".to_owned())]);
    assert_eq!(told(&begun("ask")), [(Occasion::Approval, "all".to_owned())]);
    assert!(told(&begun("work")).is_empty(), "time passes by itself");
    assert_eq!(due_of(&begun("work"), Some(Verdict::Unknown), &[]), [(Occasion::Alert, "all".to_owned())]);
    assert_eq!(due_of(&[], None, &[]), [(Occasion::Started, "all".to_owned())]);
}

fn letter(occasion: Occasion, operation: u128, held: bool) -> Letter {
    let notice = Notice {
        occasion,
        operation: Some(OperationId(Uuid::from_u128(operation))),
        test: false,
        ..Notice::of_test("recipes", "ann", Timestamp::UNIX_EPOCH)
    };
    Letter {
        id: Uuid::now_v7(),
        channel: "team".into(),
        notice,
        held,
        due: Timestamp::UNIX_EPOCH,
        says_more: false,
    }
}

fn chosen(letters: &[Letter], channel: &Channel) -> Option<Next> {
    next(letters, channel, Tongue::English, Timestamp::UNIX_EPOCH)
}

#[test]
fn a_beginning_that_comes_with_its_end_is_passed_over_except_by_programs() {
    let slack = Channel::Slack(SlackChannel::default());
    let letters = [letter(Occasion::Started, 1, false), letter(Occasion::Failed, 1, false)];
    assert_eq!(chosen(&letters, &slack), Some(Next::PassOver(letters[0].id)));
    let program = Channel::Webhook(Webhook::default());
    assert!(matches!(chosen(&letters, &program), Some(Next::Send(_, ids)) if ids == [letters[0].id]));
    let others = [letter(Occasion::Started, 1, false), letter(Occasion::Failed, 2, false)];
    assert!(matches!(chosen(&others, &slack), Some(Next::Send(..))), "the other one is about something else");
    assert_eq!(chosen(&[], &slack), None);
}

#[test]
fn what_quiet_hours_held_back_comes_as_one() {
    let slack = Channel::Slack(SlackChannel::default());
    let letters: Vec<Letter> = (0..3).map(|number| letter(Occasion::Succeeded, number, true)).collect();
    let Some(Next::Send(notice, ids)) = chosen(&letters, &slack) else { panic!("one is sent") };
    assert_eq!((notice.summary.len(), ids.len()), (3, 3));
    let Some(Next::Send(notice, _)) = chosen(&letters[..1], &slack) else { panic!("it is sent") };
    assert!(notice.summary.is_empty(), "one alone is told as it is");
}

#[test]
fn who_is_not_reached_is_left_alone_for_longer_and_longer_and_who_asks_for_it_too() {
    let seconds = |failures| patience(failures, None).as_secs();
    assert_eq!([0, 1, 2, 5, 6, 60].map(seconds), [30, 60, 120, 960, 1800, 1800]);
    assert_eq!(patience(0, Some(Duration::from_secs(3))).as_secs(), 3);
    assert_eq!(patience(1, Some(Duration::from_secs(3))).as_secs(), 60);
    assert_eq!(patience(0, Some(Duration::from_secs(600))).as_secs(), 600);
    assert!(pause(&Channel::Slack(SlackChannel::default())) > Duration::from_secs(1));
}
