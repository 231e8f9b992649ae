//! What people are told when a registry answers with an error.

use slipway_domain::problem::{Code, Problem};
use slipway_domain::redact::beginning;

use crate::exchange::Answer;
use crate::wire::Refusals;

/// Who asked which registry.
#[derive(Clone)]
pub(crate) struct Asked<'a> {
    /// The registry as people write it.
    pub host: &'a str,
    /// The user, if a login is known.
    pub user: Option<&'a str>,
    /// What was to be done, as it continues "… to …": `read the tags of team/api`.
    pub purpose: &'a str,
    /// Takes the values that were opened out of a text: a careless server repeats what it was sent.
    pub redact: &'a dyn Fn(&str) -> String,
}

/// How much is told of a registry's own reason, in characters.
const LONGEST: usize = 300;

/// The problem for an answer that is no success.
pub(crate) fn refused(asked: &Asked<'_>, answer: &Answer) -> Problem {
    let Asked { host, purpose, redact, .. } = asked;
    let status = answer.status.as_u16();
    let said = said(answer, redact);
    let details = serde_json::json!({ "registry": host, "status": status });
    let problem = match (status, &answer.elsewhere) {
        (_, Some(store)) => Problem::new(
            Code::RegistryFailed,
            format!("{host} sent us to {store} to {purpose}, which answered {status}{said}"),
        ),
        (401 | 403, None) => denied(asked, &said),
        (404, None) => Problem::new(
            Code::RegistryNotFound,
            format!("{host} answered 404, not found, when asked to {purpose}{said}"),
        )
        .hint("check the name in slipway.yml; some registries hide what a login may not see"),
        (429, None) => Problem::new(
            Code::RegistryFailed,
            format!("{host} limits how often it is asked, and refused to {purpose}{said}"),
        )
        .hint("wait and try again; a login often raises the limit"),
        _ => Problem::new(
            Code::RegistryFailed,
            format!("{host} answered {status} when asked to {purpose}{said}"),
        ),
    };
    problem.details(details)
}

fn denied(asked: &Asked<'_>, said: &str) -> Problem {
    let Asked { host, user, purpose, .. } = asked;
    let message = match user {
        Some(user) => format!("{host} does not let the user {user} {purpose}{said}"),
        None => format!("{host} wants a login to {purpose}, and none is known{said}"),
    };
    Problem::new(Code::RegistryDenied, message)
}

/// The registry's own reason, on one line: `: MANIFEST_INVALID, manifest invalid`.
fn said(answer: &Answer, redact: &dyn Fn(&str) -> String) -> String {
    let Ok(refusals) = serde_json::from_slice::<Refusals>(&answer.body) else { return String::new() };
    let reasons =
        refusals.errors.into_iter().take(3).map(|refusal| format!("{} {}", refusal.code, refusal.message));
    let text = reasons.collect::<Vec<_>>().join("; ");
    let line: String = text.trim().chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let clean = beginning(&line, LONGEST, redact);
    if clean.is_empty() { clean } else { format!(": {clean}") }
}

/// The problem for an answer that is a success and yet makes no sense.
pub(crate) fn senseless(host: &str, what: &str) -> Problem {
    Problem::new(Code::RegistryFailed, format!("{host} {what}"))
        .hint("check that the address is a registry's, and that no proxy changes its answers")
        .details(serde_json::json!({ "registry": host }))
}

#[cfg(test)]
mod tests {
    use reqwest::StatusCode;
    use reqwest::header::HeaderMap;

    use super::*;

    #[test]
    fn a_secret_is_taken_out_before_a_reason_is_cut() {
        let said = format!("{} correct-horse-battery-staple", "x".repeat(LONGEST - 20));
        let body = serde_json::json!({ "errors": [{ "code": "DENIED", "message": said }] }).to_string();
        let answer = Answer {
            status: StatusCode::IM_A_TEAPOT,
            headers: HeaderMap::new(),
            body: body.into(),
            elsewhere: None,
        };
        let redact = |text: &str| text.replace("correct-horse-battery-staple", "***");
        let asked = Asked { host: "r", user: None, purpose: "read", redact: &redact };
        let told = refused(&asked, &answer).message;
        assert!(told.ends_with("x ***"), "{told}");
    }
}
