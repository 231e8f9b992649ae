use super::*;

fn result(verdict: Verdict) -> OperationResult {
    OperationResult {
        operation: None,
        verdict,
        problem: None,
        environment: None,
        release: None,
        places: Vec::new(),
        evidence: Vec::new(),
    }
}

/// The worst of these verdicts and, where one was refused, of that.
fn worst(verdicts: &[Verdict], refused: bool) -> String {
    let refused = refused.then(|| Problem::new(Code::Frozen, "it is frozen")).into_iter().collect();
    let resumed = Resumed { results: verdicts.iter().map(|one| result(*one)).collect(), refused };
    match resumed.worst() {
        Some(Worst::Result(result)) => result.verdict.as_str().to_owned(),
        Some(Worst::Refused(problem)) => problem.message.clone(),
        None => "nothing".to_owned(),
    }
}

#[test]
fn of_all_that_was_left_open_the_worst_is_reported() {
    use Verdict::{Cancelled, Failed, RolledBack, Succeeded, Unknown, Waiting};
    assert_eq!(worst(&[], false), "nothing");
    assert_eq!(worst(&[Succeeded], false), "succeeded");
    assert_eq!(worst(&[Succeeded, Waiting, Unknown, Failed], false), "unknown");
    assert_eq!(worst(&[Succeeded, Waiting, Failed, RolledBack], false), "failed");
    assert_eq!(worst(&[Waiting, RolledBack], false), "rolled_back");
    assert_eq!(worst(&[Cancelled, Waiting], false), "waiting");
    assert_eq!(worst(&[Succeeded, Cancelled], false), "cancelled");
    assert_eq!(
        worst(&[Succeeded, Cancelled], true),
        "it is frozen",
        "a refusal is worse than what ended well"
    );
    assert_eq!(worst(&[Waiting], true), "waiting", "what is still open is worse than what is over");
    assert_eq!(worst(&[Failed], true), "failed", "a refusal changed nothing, and this did");
}
