//! Takes secrets out of what executors say, before it is judged, told or written.
//!
//! Problems and evidence are text for people and may quote a program that printed a secret. Facts and
//! handles are left as they are: they hold digests, numbers and names that are compared with others, and a
//! short secret such as `1234` must not black out a part of a digest.

use slipway_domain::entry::{Evidence, Report};
use slipway_domain::problem::Problem;
use slipway_domain::progress::Observed;
use slipway_domain::redact::in_json;

use crate::ports::Secrets;

/// A report without secrets.
pub(super) fn report(secrets: &dyn Secrets, report: Report) -> Report {
    Report {
        problem: report.problem.map(|one| problem(secrets, one)),
        evidence: evidence(secrets, report.evidence),
        ..report
    }
}

/// An observation without secrets.
pub(super) fn observed(secrets: &dyn Secrets, observed: Observed) -> Observed {
    match observed {
        Observed::Waiting(why) => Observed::Waiting(problem(secrets, why)),
        Observed::Unreachable(why) => Observed::Unreachable(problem(secrets, why)),
        Observed::Different { fact, problem: why, evidence: shown } => {
            Observed::Different { fact, problem: problem(secrets, why), evidence: evidence(secrets, shown) }
        }
        Observed::Absent | Observed::Running | Observed::Done(_) => observed,
    }
}

/// A problem without secrets.
pub(super) fn problem(secrets: &dyn Secrets, problem: Problem) -> Problem {
    Problem {
        message: secrets.redact(&problem.message),
        hint: problem.hint.map(|hint| secrets.redact(&hint)),
        details: in_json(problem.details, &|text| secrets.redact(&text)),
        ..problem
    }
}

fn evidence(secrets: &dyn Secrets, evidence: Vec<Evidence>) -> Vec<Evidence> {
    let one = |one: Evidence| Evidence { text: secrets.redact(&one.text), ..one };
    evidence.into_iter().map(one).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;
    use slipway_domain::problem::Code;

    use super::*;
    use crate::runner::tests::in_memory::Redacts;

    /// Knows one secret.
    const ONE: Redacts = Redacts("hunter2");

    fn telling() -> (Problem, Vec<Evidence>) {
        let problem = Problem::new(Code::JobFailed, "ended after hunter2")
            .hint("not hunter2")
            .details(json!({ "said": ["hunter2", 2] }));
        let (place, service) = (Some("host-1".to_owned()), None);
        let evidence =
            Evidence { place, service, what: "last lines".into(), text: "PASSWORD=hunter2".into() };
        (problem, vec![evidence])
    }

    #[test]
    fn no_text_of_a_report_or_an_observation_keeps_a_secret() {
        let (problem, evidence) = telling();
        let told = Report { problem: Some(problem.clone()), evidence: evidence.clone(), ..Report::default() };
        let clean = serde_json::to_string(&report(&ONE, told)).expect("JSON");
        assert!(!clean.contains("hunter2") && clean.contains("PASSWORD=***"), "{clean}");
        let different = Observed::Different { fact: json!({ "exit_code": 3 }), problem, evidence };
        let clean = format!("{:?}", observed(&ONE, different));
        assert!(!clean.contains("hunter2") && clean.contains("exit_code"), "{clean}");
    }

    #[test]
    fn a_fact_is_never_changed() {
        let fact = json!({ "digest": "sha256:hunter2" });
        assert_eq!(observed(&ONE, Observed::Done(fact.clone())), Observed::Done(fact));
    }
}
