//! What may be done, and how long it took before.

use jiff::Timestamp;
use slipway_api::window::board::{Action, Blocked, TimeLeft, Verb};
use slipway_domain::operation::{Kind, Verdict};
use slipway_domain::problem::{Code, Problem};
use slipway_engine::ports::{Filter, OperationRow};
use slipway_engine::project::Project;

/// How many earlier operations tell how long the next one takes.
const TOLD_BY: usize = 5;
/// How far back they are looked for among an environment's operations.
const LOOKED_AT: u32 = 40;
/// How far back among all, for what is done in none.
const LOOKED_AT_OF_ALL: u32 = 200;

/// Something that may be done, about nothing in particular yet.
pub(crate) fn action(verb: Verb) -> Action {
    Action { verb, release: None, version: None, from: None, service: None, operation: None, blocked: None }
}

/// Something that may be done with an operation.
pub(crate) fn with(verb: Verb, operation: impl ToString) -> Action {
    Action { operation: Some(operation.to_string()), ..action(verb) }
}

/// The same, unless something is in its way.
pub(crate) fn unless(blocked: Option<Blocked>, action: Action) -> Action {
    Action { blocked, ..action }
}

/// Refuses what is done to a protected environment, unless its name was typed.
pub(crate) fn confirmed(environment: &str, typed: Option<&str>) -> Result<(), Problem> {
    if typed == Some(environment) {
        return Ok(());
    }
    let message = format!("{environment} is protected: its name has to be typed");
    Err(Problem::new(Code::ConfirmationNeeded, message).hint(format!("type {environment}")))
}

/// How an operation stands that was stopped or carried on, in a sentence.
pub(crate) fn stands(verdict: Verdict) -> String {
    match verdict {
        Verdict::Waiting => "it is still open and waits for an answer".to_owned(),
        Verdict::Unknown => {
            "it is still open, and how it stands is not known until its places can be seen".to_owned()
        }
        Verdict::Succeeded => "it succeeded".to_owned(),
        Verdict::Failed => "it failed".to_owned(),
        Verdict::Cancelled => "it was cancelled".to_owned(),
        Verdict::RolledBack => "it was taken back".to_owned(),
    }
}

/// How long an operation that began then will probably take still, from what the same took before in the environment, if
/// it is done in one; `None` where it was never done, or when it takes longer than it usually did.
pub(crate) async fn time_left(
    project: &Project,
    environment: Option<&str>,
    kind: Kind,
    began: Timestamp,
) -> Result<Option<TimeLeft>, Problem> {
    let looked_at = match environment {
        Some(environment) => Filter::newest_of(environment, LOOKED_AT),
        None => Filter::newest(LOOKED_AT_OF_ALL),
    };
    let rows = project.ledger.operations(project.name(), looked_at).await?;
    Ok(left(&rows, kind, project.clock.now().duration_since(began).as_secs()))
}

fn left(newest_first: &[OperationRow], kind: Kind, passed: i64) -> Option<TimeLeft> {
    let same = newest_first
        .iter()
        .filter(|row| row.operation.kind == kind && row.verdict == Some(Verdict::Succeeded));
    let took = same.filter_map(|row| Some(row.ended_at?.duration_since(row.started_at).as_secs()));
    let mut took: Vec<i64> = took.take(TOLD_BY).collect();
    took.sort_unstable();
    let median = *took.get(took.len() / 2)?;
    let seconds = u64::try_from(median - passed).ok().filter(|seconds| *seconds > 0)?;
    Some(TimeLeft { seconds, of: took.len() as u64 })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_protected_wants_its_very_name() {
        assert_eq!(confirmed("production", Some("production")), Ok(()));
        for typed in [None, Some(""), Some("Production"), Some("staging")] {
            let refused = confirmed("production", typed).map_err(|problem| problem.code);
            assert_eq!(refused, Err(Code::ConfirmationNeeded), "{typed:?}");
        }
    }

    #[test]
    fn what_is_still_open_is_not_said_to_have_ended() {
        for open in [Verdict::Waiting, Verdict::Unknown] {
            assert!(stands(open).starts_with("it is still open"), "{}", stands(open));
        }
        assert_eq!(stands(Verdict::RolledBack), "it was taken back");
    }
}
