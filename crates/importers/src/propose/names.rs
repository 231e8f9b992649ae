//! Names for the project, services, jobs and environments.

use slipway_domain::config::{LONGEST_NAME, as_name};

use crate::facts::Facts;
use crate::place::Origin;

/// A text as a job's name, which may keep its capitals.
pub(super) fn job(text: &str) -> Option<String> {
    let fine = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    let mapped: String = text.chars().map(|c| if fine(c) { c } else { '-' }).collect();
    let begins = mapped.trim_start_matches(|c: char| !c.is_ascii_alphanumeric());
    let short: String = begins.chars().take(LONGEST_NAME).collect();
    (!short.is_empty()).then_some(short)
}

/// A name that is not taken yet.
pub(super) fn free(wanted: &str, taken: impl Fn(&str) -> bool) -> String {
    if !taken(wanted) {
        return wanted.to_owned();
    }
    let stem: String = wanted.chars().take(LONGEST_NAME - 4).collect();
    let mut numbered = (2..1000).map(|number| format!("{stem}-{number}"));
    numbered.find(|name| !taken(name)).unwrap_or_else(|| wanted.to_owned())
}

/// The project's name: the compose file's, the remote's, or the folder's.
pub(super) fn project(facts: &Facts) -> (String, Origin) {
    let remote = facts.remote.as_deref().map(|remote| remote.trim_end_matches('/').trim_end_matches(".git"));
    let remote = remote.and_then(|remote| as_name(remote.rsplit(['/', ':']).next()?));
    if let Some(name) = remote {
        return (name, Origin::Heard("the remote's address".to_owned()));
    }
    match as_name(&facts.folder) {
        Some(name) => (name, Origin::guess("the folder's name")),
        None => ("project".to_owned(), Origin::guess("the folder's name says nothing")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_text_becomes_a_job() {
        assert_eq!(job("Unit tests (1)").as_deref(), Some("Unit-tests--1-"));
        assert_eq!(free("a", |name| name == "a"), "a-2");
    }
}
