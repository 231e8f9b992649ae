//! Waits: for a time between batches, or for a person's answer after a failure.

use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use serde_json::{Value, json};
use slipway_domain::entry::{Answer, Body, Entry, Report};
use slipway_domain::how_far::HowFar;
use slipway_domain::ids::Key;
use slipway_domain::plan::{Effect, Step};
use slipway_domain::problem::{Code, Problem};
use slipway_domain::progress::Observed;

use super::knows;
use crate::ports::{Cx, Executor, Fence, Ledger};

/// The executor's name.
pub const NAME: &str = "wait";
/// Waits for `seconds`.
pub const PAUSE: &str = "pause";
/// Waits until someone says whether what failed is taken back.
pub const ASK: &str = "ask";

/// Waits.
pub struct WaitExecutor {
    /// Where answers are found.
    pub ledger: Arc<dyn Ledger>,
}

#[async_trait]
impl Executor for WaitExecutor {
    fn knows(&self, effect: &Effect) -> Result<(), Problem> {
        knows(effect, &[PAUSE, ASK])
    }

    async fn observe(&self, effect: &Effect, _: &Key, cx: &Cx, report: Option<&Report>) -> Observed {
        match effect.verb.as_str() {
            ASK => self.answer(cx).await,
            PAUSE if report.is_some() => Observed::Done(json!({})),
            PAUSE => Observed::Absent,
            _ => Observed::Unreachable(effect.unknown()),
        }
    }

    async fn act(&self, effect: &Effect, _: &Key, _: Fence, cx: &Cx) -> Report {
        if effect.verb == PAUSE {
            let seconds = effect.args.get("seconds").and_then(Value::as_u64).unwrap_or_default();
            cx.tell(HowFar::Pausing { seconds });
            tokio::time::sleep(Duration::from_secs(seconds)).await;
        }
        Report::default()
    }

    async fn stop(&self, _: &Effect, _: &Key, _: &Cx) {}
}

impl WaitExecutor {
    /// What the newest answer that was given to this operation means for the question.
    async fn answer(&self, cx: &Cx) -> Observed {
        let entries = match self.ledger.entries(cx.id(), None).await {
            Ok(entries) => entries,
            Err(problem) => return Observed::Unreachable(problem),
        };
        match newest_answer(&entries) {
            Some(answer @ Answer::TakeBack) => Observed::Done(json!({ "answer": answer })),
            Some(answer @ Answer::Leave) => {
                let problem = Problem::new(Code::Denied, "it was decided to leave everything as it is");
                Observed::Different { fact: json!({ "answer": answer }), problem, evidence: Vec::new() }
            }
            None => {
                let problem = Problem::new(
                    Code::ApprovalWanted,
                    "the deployment failed; someone has to say whether it is taken back",
                );
                let hash = cx.operation.plan.short();
                let hint = format!(
                    "`slipway approve {hash}` takes it back, `slipway deny {hash}` leaves it; then `slipway resume`"
                );
                Observed::Waiting(problem.hint(hint))
            }
        }
    }
}

/// Whether a step asks whether what failed is taken back.
pub(crate) fn asks(step: &Step) -> bool {
    step.effect.executor == NAME && step.effect.verb == ASK
}

/// The newest answer among the entries of an operation.
pub(crate) fn newest_answer(entries: &[Entry]) -> Option<Answer> {
    entries.iter().rev().find_map(|entry| answer_in(&entry.body))
}

/// The answer in an entry. Slipway once wrote it down as a note with the same words.
fn answer_in(body: &Body) -> Option<Answer> {
    match body {
        Body::Answered { answer, .. } => Some(*answer),
        Body::Note { text } => serde_json::from_value(Value::String(text.clone())).ok(),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_are_read_from_what_any_version_wrote() {
        for (stored, answer) in [
            (json!({ "kind": "answered", "answer": "take back" }), Some(Answer::TakeBack)),
            (json!({ "kind": "answered", "answer": "leave" }), Some(Answer::Leave)),
            (json!({ "kind": "answered", "answer": "leave", "reason": "No" }), Some(Answer::Leave)),
            (json!({ "kind": "note", "text": "take back" }), Some(Answer::TakeBack)),
            (json!({ "kind": "note", "text": "leave" }), Some(Answer::Leave)),
            (json!({ "kind": "note", "text": "learned from the journal of host-1" }), None),
        ] {
            let body: Body = serde_json::from_value(stored).expect("an entry's body");
            assert_eq!(answer_in(&body), answer, "{body:?}");
        }
    }
}
