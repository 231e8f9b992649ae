//! How far an operation of another laptop came, concluded from what the places' journals hold: which steps began
//! there. Pure.

use serde_json::Value;
use slipway_domain::entry::{Body, Entry, Outcome};
use slipway_domain::ids::StepId;
use slipway_domain::operation::Verdict;
use slipway_domain::plan::{LockFact, Plan, Step, When};
use slipway_domain::problem::{Code, Problem};
use slipway_domain::progress::{Progress, State};

use crate::ports::Journaled;

/// What the journals tell of its steps and these entries do not know yet.
pub fn news<'f>(found: &'f Journaled, known: &[Entry]) -> Vec<(&'f StepId, u32, Body)> {
    let told = |step: &StepId, attempt: u32, kind: &str| {
        known.iter().any(|entry| {
            entry.step.as_ref() == Some(step) && entry.attempt == attempt && entry.body.kind() == kind
        })
    };
    let mut news: Vec<(&StepId, u32, Body)> = Vec::new();
    for step in passed(found) {
        news.extend(ended(step, 1, succeeded(Value::Null)));
    }
    for (step, why) in &found.unreached {
        news.extend([(step, 1, Body::Intent), (step, 1, Body::Unobserved { why: why.clone() })]);
    }
    news.extend(of_places(found));
    news.retain(|(step, attempt, body)| {
        let over = matches!(body, Body::Unobserved { .. }) && told(step, *attempt, "intent");
        !over && !told(step, *attempt, body.kind())
    });
    for (step, fact) in &found.fences {
        let attempts =
            known.iter().filter(|entry| entry.step.as_ref() == Some(step)).map(|entry| entry.attempt);
        let newest = attempts.max().unwrap_or(0);
        // A step that is open gets the new fence; one that has an old one is another attempt.
        let open = told(step, newest, "intent") && !told(step, newest, "outcome");
        let attempt = if open { newest } else { newest + 1 };
        let [intent, outcome] = ended(step, attempt, succeeded(fact.fact()));
        news.extend((!open).then_some(intent));
        news.push(outcome);
    }
    news
}

/// Whether nothing of it may go forward any more, and no step shows that: it was cancelled, or failed before anything
/// began at a place.
pub fn is_cancelled(found: &Journaled) -> bool {
    let forward = |step: &StepId| {
        found.plan.step(step).is_some_and(|step| step.when == When::Success && !step.is_lock())
    };
    match found.closed {
        Some(Verdict::Cancelled) => true,
        Some(Verdict::Failed | Verdict::RolledBack) => !found.begun.iter().any(|(step, _)| forward(step)),
        _ => false,
    }
}

fn ended(step: &StepId, attempt: u32, outcome: Body) -> [(&StepId, u32, Body); 2] {
    [(step, attempt, Body::Intent), (step, attempt, outcome)]
}

/// Whether an operation was taken over at some of its places, and others were out of reach: the locking step of
/// one of them is open.
pub fn half_taken(plan: &Plan, entries: &[Entry]) -> bool {
    let progress = Progress::of(plan, entries);
    let facts = progress.facts();
    let locks = || plan.steps.iter().filter(|step| step.is_lock());
    let taken = |step: &Step| facts.get(&step.id).and_then(LockFact::of).is_some_and(|fact| fact.taken);
    let open = |step: &Step| matches!(progress.state(&step.id), State::Open { .. });
    locks().any(taken) && locks().any(open)
}

/// The entries about what began at a place: what is known to have ended, and what has to be observed.
fn of_places(found: &Journaled) -> Vec<(&StepId, u32, Body)> {
    let mut begun: Vec<&(StepId, u32)> = Vec::new();
    // The locks are ours now.
    for one in found.begun.iter().filter(|(step, _)| !found.fences.iter().any(|(lock, _)| lock == step)) {
        if !begun.contains(&one) {
            begun.push(one);
        }
    }
    let when = |step: &StepId| found.plan.step(step).map_or(&When::Success, |step| &step.when);
    let is_forward = |step: &StepId| *when(step) == When::Success;
    let failing = matches!(found.closed, Some(Verdict::Failed | Verdict::RolledBack))
        || begun.iter().any(|(step, _)| when(step).is_recovery());
    // What is done at the end in any case says nothing of how it went. It is done again, after the rest was looked at.
    begun.retain(|(step, _)| failing || *when(step) != When::Always);
    let (over, open): (Vec<_>, Vec<_>) = begun.into_iter().partition(|(step, _)| failing && is_forward(step));
    let over = over.into_iter().flat_map(|(step, attempt)| ended(step, *attempt, failed()));
    over.chain(open.into_iter().map(|(step, attempt)| (step, *attempt, Body::Intent))).collect()
}

/// The steps of no place that the other laptop had behind it, because what began at a place needed them. They
/// are not tried again: what they looked at, the world before the first act, is gone.
fn passed(found: &Journaled) -> Vec<&StepId> {
    let plan = &found.plan;
    let mut wanted: Vec<&StepId> =
        found.fences.iter().map(|(step, _)| step).chain(found.begun.iter().map(|(step, _)| step)).collect();
    let mut seen: Vec<&StepId> = Vec::new();
    while let Some(id) = wanted.pop() {
        let Some(step) = plan.step(id).filter(|step| step.when == When::Success && !seen.contains(&&step.id))
        else {
            continue;
        };
        seen.push(&step.id);
        wanted.extend(&step.needs);
    }
    let of_no_place = |id: &&StepId| plan.step(id).is_some_and(|step| step.place.is_none());
    plan.steps.iter().map(|step| &step.id).filter(|id| seen.contains(id)).filter(of_no_place).collect()
}

fn succeeded(fact: Value) -> Body {
    Body::Outcome { outcome: Outcome::Succeeded, fact, problem: None, evidence: Vec::new() }
}

/// Taking back begins only when the operation failed and nothing of it goes forward any more.
fn failed() -> Body {
    let message = "it had failed at the laptop that began it, which was taking it back";
    let problem = Problem::new(Code::VerifyFailed, message).hint("the evidence is in that laptop's ledger");
    Body::Outcome {
        outcome: Outcome::Failed,
        fact: Value::Null,
        problem: Some(problem),
        evidence: Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use slipway_domain::plan::{Effect, Subject};

    fn journaled(begun: &[(&str, u32)]) -> Journaled {
        let bare = |id: &str, place: Option<&str>, needs: &[&str]| {
            let needs = needs.iter().map(|id| (*id).into()).collect();
            Step {
                place: place.map(str::to_owned),
                ..Step::new(id.into(), needs, id, Effect::new("t", "v", ()))
            }
        };
        let lock = |place: &str, needs: &[&str]| Step {
            effect: Effect::new("hosts", "lock", ()),
            ..bare(&format!("{place}/lock"), Some(place), needs)
        };
        let back = Step { when: When::Undo("a/up".into()), ..bare("a/back", Some("a"), &["a/up"]) };
        let steps = vec![
            bare("gate/open", None, &[]),
            lock("a", &["gate/open"]),
            lock("b", &["a/lock"]),
            bare("basis", None, &["a/lock", "b/lock"]),
            bare("a/pull", Some("a"), &["a/lock", "basis"]),
            bare("a/up", Some("a"), &["a/pull"]),
            bare("b/up", Some("b"), &["b/lock", "basis"]),
            bare("pause", None, &["a/up"]),
            back,
            Step { when: When::Always, ..bare("a/tidy", Some("a"), &["a/up"]) },
        ];
        let subject = Subject::Upkeep { environment: "e".into(), what: "w".into() };
        let plan = slipway_fixtures::plan(subject, steps);
        let operation = slipway_fixtures::operation_of(&plan);
        let begun = begun.iter().map(|(step, attempt)| ((*step).into(), *attempt)).collect();
        let fences = vec![("a/lock".into(), LockFact { fence: 7, taken: true })];
        Journaled { operation, plan, begun, fences, unreached: Vec::new(), closed: None }
    }

    fn told(begun: &[(&str, u32)]) -> Vec<String> {
        words(&journaled(begun), &[])
    }

    /// `STEP ATTEMPT KIND` of every entry.
    fn words(found: &Journaled, known: &[Entry]) -> Vec<String> {
        let word = |body: &Body| match body {
            Body::Outcome { outcome, .. } => format!("{outcome:?}"),
            body => body.kind().to_owned(),
        };
        let told = news(found, known);
        told.iter().map(|(step, attempt, body)| format!("{step} {attempt} {}", word(body))).collect()
    }

    const LOCKED: [&str; 4] =
        ["gate/open 1 intent", "gate/open 1 Succeeded", "a/lock 1 intent", "a/lock 1 Succeeded"];

    /// The same as entries of the ledger.
    fn entries(found: &Journaled, news: Vec<(&StepId, u32, Body)>) -> Vec<Entry> {
        let entry = |(step, attempt, body): (&StepId, u32, Body)| Entry {
            operation: Some(found.operation.id),
            step: Some(step.clone()),
            attempt,
            ..slipway_fixtures::entry(body)
        };
        news.into_iter().map(entry).collect()
    }

    #[test]
    fn a_place_out_of_reach_stays_open_until_a_later_take_over_gets_there() {
        use slipway_domain::progress::{Flight, Move, next};
        let mut found = journaled(&[("a/up", 1)]);
        let away = Problem::new(Code::HostUnreachable, "b is away");
        found.unreached = vec![("b/lock".into(), away)];
        let first = entries(&found, news(&found, &[]));
        assert!(half_taken(&found.plan, &first));
        let moves = next(&found.plan, &first, &Default::default());
        assert_eq!(moves[..2], [Move::Observe("b/lock".into(), 1), Move::Observe("a/up".into(), 1)]);
        let flights = [("b/lock".into(), Flight::Unobservable)].into();
        assert_eq!(next(&found.plan, &first, &flights), [Move::Observe("a/up".into(), 1)], "nothing begins");

        // Still away: the fence that is raised again is known, and nothing else is told twice.
        found.fences[0].1.fence = 8;
        assert_eq!(words(&found, &first), ["a/lock 2 intent", "a/lock 2 Succeeded"]);
        let again = [first.clone(), entries(&found, news(&found, &first))].concat();
        assert_eq!(Progress::of(&found.plan, &again).facts()[&"a/lock".into()]["fence"], 8);
        assert!(half_taken(&found.plan, &again));

        // And back: its lock is ours, and what had begun there is looked at.
        found.unreached.clear();
        found.fences.push(("b/lock".into(), LockFact { fence: 3, taken: true }));
        found.begun.push(("b/up".into(), 1));
        let told = words(&found, &again);
        assert_eq!(told, ["b/up 1 intent", "a/lock 3 intent", "a/lock 3 Succeeded", "b/lock 1 Succeeded"]);
        let all = [again.clone(), entries(&found, news(&found, &again))].concat();
        assert!(!half_taken(&found.plan, &all));
    }

    #[test]
    fn with_the_lock_alone_the_world_is_looked_at_anew() {
        assert_eq!(told(&[]), LOCKED);
    }

    #[test]
    fn what_began_shows_that_the_look_before_it_is_over() {
        let all = told(&[("a/up", 1)]);
        assert_eq!(all[..2], ["gate/open 1 intent", "gate/open 1 Succeeded"]);
        assert_eq!(all[2..4], ["basis 1 intent", "basis 1 Succeeded"]);
        assert_eq!(all[4], "a/up 1 intent", "its outcome is observed");
        assert_eq!(all[5..], LOCKED[2..]);
    }

    #[test]
    fn where_taking_back_began_nothing_goes_forward_again() {
        let all = told(&[("a/up", 1), ("a/back", 1), ("a/back", 2)]);
        assert_eq!(all[4..8], ["a/up 1 intent", "a/up 1 Failed", "a/back 1 intent", "a/back 2 intent"]);
    }

    /// Its laptop died between telling one place how it ended and telling the other.
    #[test]
    fn what_had_ended_goes_forward_no_more() {
        use slipway_domain::progress::{Move, next};
        let moves = |closed: Verdict, begun: &[(&str, u32)]| {
            let found = Journaled { closed: Some(closed), ..journaled(begun) };
            let mut all = entries(&found, news(&found, &[]));
            all.extend(
                is_cancelled(&found).then(|| slipway_fixtures::entry(Body::CancelRequested { reason: None })),
            );
            next(&found.plan, &all, &Default::default())
        };
        let forward = |moves: &[Move]| {
            moves.iter().any(|one| matches!(one, Move::Intend(step, _) if step.0 != "a/back"))
        };
        for closed in [Verdict::Cancelled, Verdict::Failed, Verdict::RolledBack] {
            for begun in [&[][..], &[("a/pull", 1)], &[("a/up", 1)], &[("a/up", 1), ("a/back", 1)]] {
                let moves = moves(closed, begun);
                assert!(!forward(&moves), "{closed:?} {begun:?}: {moves:?}");
            }
        }
        assert_eq!(moves(Verdict::Cancelled, &[]), [Move::Close(Verdict::Cancelled, None)]);
        assert!(forward(&moves(Verdict::Succeeded, &[])), "what had succeeded is looked at to its end");
    }

    #[test]
    fn tidying_up_says_nothing_of_how_it_went() {
        assert_eq!(told(&[("a/up", 1), ("a/tidy", 1)]), told(&[("a/up", 1)]));
    }
}
