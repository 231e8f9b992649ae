//! How far an operation of another laptop came, concluded from what the places' journals hold: which steps began
//! there. Pure.

use serde_json::Value;
use slipway_domain::entry::{Body, Outcome};
use slipway_domain::ids::StepId;
use slipway_domain::plan::When;
use slipway_domain::problem::{Code, Problem};

use crate::ports::Journaled;

/// The entries about its steps: those that are known to have ended, and those whose outcome has to be observed.
pub fn steps(found: &Journaled) -> Vec<(&StepId, u32, Body)> {
    let mut entries = Vec::new();
    let mut ended = |step, attempt, outcome| {
        entries.push((step, attempt, Body::Intent));
        entries.push((step, attempt, outcome));
    };
    for step in passed(found) {
        ended(step, 1, succeeded(Value::Null));
    }
    for (step, fact) in &found.fences {
        ended(step, 1, succeeded(fact.clone()));
    }
    let failing = begun(found).any(|(step, _)| !is_forward(found, step));
    let mut open: Vec<&(StepId, u32)> = Vec::new();
    for one in begun(found) {
        if failing && is_forward(found, &one.0) {
            ended(&one.0, one.1, failed());
        } else if open.last() != Some(&one) {
            open.push(one);
        }
    }
    entries.extend(open.into_iter().map(|(step, attempt)| (step, *attempt, Body::Intent)));
    entries
}

/// What began at a place, without the locks, which are ours now.
fn begun(found: &Journaled) -> impl Iterator<Item = &(StepId, u32)> {
    found.begun.iter().filter(|(step, _)| !found.fences.iter().any(|(lock, _)| lock == step))
}

fn is_forward(found: &Journaled, step: &StepId) -> bool {
    found.plan.step(step).is_none_or(|step| step.when == When::Success)
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
    use crate::deploy::step;
    use slipway_domain::ids::OperationId;
    use slipway_domain::operation::{Kind, Operation};
    use slipway_domain::plan::{Effect, FORMAT, Plan, Step, Subject};

    fn journaled(begun: &[(&str, u32)]) -> Journaled {
        let bare = |id: &str, place: Option<&str>, needs: &[&str]| Step {
            place: place.map(str::to_owned),
            ..step(id.into(), needs.iter().map(|id| (*id).into()).collect(), id, Effect::new("t", "v", ()))
        };
        let back = Step { when: When::Undo("a/up".into()), ..bare("a/back", Some("a"), &["a/up"]) };
        let steps = vec![
            bare("gate/open", None, &[]),
            bare("a/lock", Some("a"), &["gate/open"]),
            bare("basis", None, &["a/lock"]),
            bare("a/pull", Some("a"), &["a/lock", "basis"]),
            bare("a/up", Some("a"), &["a/pull"]),
            bare("pause", None, &["a/up"]),
            back,
        ];
        let subject = Subject::Upkeep { environment: "e".into(), what: "w".into() };
        let plan = Plan { format: FORMAT, project: "p".into(), subject, basis: Vec::new(), steps };
        let operation = Operation {
            id: OperationId(uuid::Uuid::nil()),
            kind: Kind::Deploy,
            project: "p".into(),
            environment: Some("e".into()),
            plan: plan.hash(),
            parent: None,
            actor: "ann".into(),
            origin: "laptop".into(),
            reason: None,
            request_key: None,
        };
        let begun = begun.iter().map(|(step, attempt)| ((*step).into(), *attempt)).collect();
        let fences = vec![("a/lock".into(), serde_json::json!({ "fence": 7 }))];
        Journaled { operation, plan, begun, fences }
    }

    /// `STEP ATTEMPT KIND` of every entry.
    fn told(begun: &[(&str, u32)]) -> Vec<String> {
        let found = journaled(begun);
        let word = |body: &Body| match body {
            Body::Outcome { outcome, .. } => format!("{outcome:?}"),
            body => body.kind().to_owned(),
        };
        let told = steps(&found);
        told.iter().map(|(step, attempt, body)| format!("{step} {attempt} {}", word(body))).collect()
    }

    const LOCKED: [&str; 4] =
        ["gate/open 1 intent", "gate/open 1 Succeeded", "a/lock 1 intent", "a/lock 1 Succeeded"];

    #[test]
    fn with_the_lock_alone_the_world_is_looked_at_anew() {
        assert_eq!(told(&[]), LOCKED);
    }

    #[test]
    fn what_began_shows_that_the_look_before_it_is_over() {
        let all = told(&[("a/up", 1)]);
        assert_eq!(all[..2], ["gate/open 1 intent", "gate/open 1 Succeeded"]);
        assert_eq!(all[2..4], ["basis 1 intent", "basis 1 Succeeded"]);
        assert_eq!(all[6..], ["a/up 1 intent"], "its outcome is observed");
    }

    #[test]
    fn where_taking_back_began_nothing_goes_forward_again() {
        let all = told(&[("a/up", 1), ("a/back", 1), ("a/back", 2)]);
        assert_eq!(all[6..], ["a/up 1 intent", "a/up 1 Failed", "a/back 1 intent", "a/back 2 intent"]);
    }
}
