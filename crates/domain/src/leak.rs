//! Secrets that were found where an image or a repository shows them to everybody who has it.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::problem::{Code, Problem};

/// A secret that was found. What it is never stands in here.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
pub struct Leak {
    /// What it is accepted by: the kind of place and its name, such as `env:DATABASE_PASSWORD` or `file:app/.npmrc`.
    /// It stays the same from build to build.
    pub finding: String,
    /// Where it was seen, for people: a file and line, a layer, the image's configuration.
    pub place: String,
    /// Why it is taken for one.
    pub why: String,
    /// What to do about it.
    pub hint: String,
}

/// A finding that a project accepts.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct AcceptedLeak {
    /// The finding's name, as it was told: `env:API_KEY`.
    pub finding: String,
    /// Why it is no secret, or may be seen.
    pub reason: String,
}

/// The kinds of places; a finding's name begins with one and `:`.
pub const KINDS: [&str; 7] = ["arg", "command", "copy", "env", "file", "label", "run"];

/// Whether a text may be a finding's name.
pub fn is_finding(text: &str) -> bool {
    text.split_once(':').is_some_and(|(kind, name)| KINDS.contains(&kind) && !name.trim().is_empty())
}

/// One of each name, the first that was seen.
pub fn distinct(leaks: impl IntoIterator<Item = Leak>) -> Vec<Leak> {
    let mut seen = BTreeMap::new();
    for leak in leaks {
        seen.entry(leak.finding.clone()).or_insert(leak);
    }
    seen.into_values().collect()
}

/// Those that nobody accepted.
pub fn unaccepted(leaks: Vec<Leak>, accepted: &[AcceptedLeak]) -> Vec<Leak> {
    let is_accepted = |leak: &Leak| accepted.iter().any(|one| one.finding == leak.finding);
    leaks.into_iter().filter(|leak| !is_accepted(leak)).collect()
}

/// The names that are accepted and were not found.
pub fn unused<'a>(leaks: &[Leak], accepted: &'a [AcceptedLeak]) -> Vec<&'a str> {
    let is_found = |one: &&AcceptedLeak| leaks.iter().any(|leak| leak.finding == one.finding);
    accepted.iter().filter(|one| !is_found(one)).map(|one| one.finding.as_str()).collect()
}

/// The findings that a problem lists; none of a problem about something else.
pub fn listed(problem: &Problem) -> Vec<Leak> {
    let listed = (problem.code == Code::LeakFound).then(|| problem.details.get("leaks").cloned()).flatten();
    listed.and_then(|leaks| serde_json::from_value(leaks).ok()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_problem_lists_what_was_found_and_others_list_none() {
        let details = serde_json::json!({ "leaks": [leak("env:A", "x")] });
        let found = Problem::new(Code::LeakFound, "the image shows a secret").details(details.clone());
        assert_eq!(listed(&found), [leak("env:A", "x")]);
        assert!(listed(&Problem::new(Code::LeakFound, "it shows one")).is_empty());
        assert!(listed(&Problem::new(Code::JobFailed, "it failed").details(details)).is_empty());
    }

    fn leak(finding: &str, place: &str) -> Leak {
        let [place, why, hint] = [place, "why", "hint"].map(str::to_owned);
        Leak { finding: finding.to_owned(), place, why, hint }
    }

    #[test]
    fn what_is_accepted_is_accepted_by_its_name_alone() {
        let found = distinct([leak("env:A", "history"), leak("env:A", "configuration"), leak("env:AB", "x")]);
        assert_eq!(found, [leak("env:A", "history"), leak("env:AB", "x")]);
        let accepted =
            ["env:A", "file:b"].map(|name| AcceptedLeak { finding: name.into(), reason: "x".into() });
        assert_eq!(unused(&found, &accepted), ["file:b"]);
        assert_eq!(unaccepted(found, &accepted), [leak("env:AB", "x")]);
    }

    #[test]
    fn names_have_a_kind() {
        for good in ["env:API_KEY", "file:app/.npmrc", "run:A GitHub token"] {
            assert!(is_finding(good), "{good}");
        }
        for bad in ["API_KEY", "env:", "envs:A", ""] {
            assert!(!is_finding(bad), "{bad}");
        }
    }
}
