//! What came of an operation.

use slipway_domain::digest::Digest;
use slipway_domain::entry::Evidence;
use slipway_domain::leak;
use slipway_domain::operation::Verdict;
use slipway_domain::problem::Problem;
use slipway_engine::deploy::{OperationResult, PlaceResult};
use slipway_engine::select::title;

use super::{line, sentence};

/// Prints the verdict, what runs where, and what shows why it did not succeed.
pub fn print(result: &OperationResult) {
    let what =
        result.release.as_ref().map_or_else(String::new, |release| format!("release {}", title(release)));
    let place = result.environment.as_ref().map_or_else(String::new, |name| format!("in {name}"));
    line(&headline(result.verdict, &what, &place));
    let problem = result.problem.as_ref();
    if let Some(problem) = problem {
        line(&sentence(&problem.message));
    }
    result.places.iter().for_each(|place| line(&format!("  {}", standing(place))));
    result.evidence.iter().filter(|one| !is_told(one, problem)).for_each(evidence);
    if let Some(hint) = problem.and_then(|problem| problem.hint.as_ref()) {
        line(&format!("hint: {hint}"));
    }
    if let Some(id) = result.operation.filter(|_| result.verdict != Verdict::Succeeded) {
        line(&format!("`slipway logs {id}` shows everything that was said"));
    }
}

/// What runs at a place now: `host-1: rolled back, runs api 0f3a…`.
fn standing(place: &PlaceResult) -> String {
    let digest = |digest: &Option<Digest>| {
        digest.as_ref().map_or_else(|| "unknown".to_owned(), |digest| digest.short().to_owned())
    };
    let running = match &place.running {
        None => "cannot be seen".to_owned(),
        Some(running) if running.is_empty() => "runs nothing of ours".to_owned(),
        Some(running) => {
            let all = running.iter().map(|(service, one)| format!("{service} {}", digest(one)));
            format!("runs {}", all.collect::<Vec<_>>().join(", "))
        }
    };
    format!("{}: {}, {running}", place.name, word(place.verdict).to_lowercase())
}

/// Whether the problem's own sentence says it already, as it says which secrets were found.
fn is_told(evidence: &Evidence, problem: Option<&Problem>) -> bool {
    let says = |problem: &Problem| {
        problem.message == evidence.text
            || leak::listed(problem).iter().any(|leak| leak.finding == evidence.what)
    };
    problem.is_some_and(says)
}

fn evidence(evidence: &Evidence) {
    let of: Vec<&str> =
        [&evidence.place, &evidence.service].into_iter().flatten().map(String::as_str).collect();
    let of = if of.is_empty() { String::new() } else { format!(" ({})", of.join(" ")) };
    line(&format!("  {}{of}:", sentence(&evidence.what)));
    evidence.text.lines().for_each(|text| line(&format!("    {text}")));
}

/// `Succeeded: release #3 (api 0.1.3) in sandbox`.
fn headline(verdict: Verdict, what: &str, place: &str) -> String {
    let about: Vec<&str> = [what, place].into_iter().filter(|text| !text.is_empty()).collect();
    if about.is_empty() {
        word(verdict).to_owned()
    } else {
        format!("{}: {}", word(verdict), about.join(" "))
    }
}

fn word(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Succeeded => "Succeeded",
        Verdict::Failed => "Failed",
        Verdict::RolledBack => "Rolled back",
        Verdict::Cancelled => "Cancelled",
        Verdict::Waiting => "Waiting",
        Verdict::Unknown => "Unknown",
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;
    use slipway_domain::problem::Code;

    use super::*;

    #[test]
    fn what_the_sentence_says_is_not_told_once_more() {
        let shown = |what: &str, text: &str| Evidence {
            place: None,
            service: Some("api".into()),
            what: what.into(),
            text: text.into(),
        };
        let leaks = json!({ "leaks": [
            { "finding": "env:A_KEY", "place": "Dockerfile:2", "why": "it is a key", "hint": "take it out" }
        ] });
        let problem = Problem::new(Code::LeakFound, "the image of api shows a secret").details(leaks);
        assert!(is_told(&shown("env:A_KEY", "Dockerfile:2: it is a key\ntake it out"), Some(&problem)));
        assert!(is_told(&shown("said", "the image of api shows a secret"), Some(&problem)));
        assert!(!is_told(&shown("last lines", "make: failed"), Some(&problem)));
        assert!(!is_told(&shown("last lines", "make: failed"), None));
    }
}
