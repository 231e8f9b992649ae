//! What bollard's errors mean to people.

use std::error::Error as StdError;

use bollard::errors::Error;
use serde_json::json;
use slipway_domain::engine_failure::disk_is_full;
use slipway_domain::problem::{Code, Problem};

use crate::dial::Endpoint;

/// The status and sentence with which the engine answered, if it is that kind of error.
pub(crate) fn answer(error: &Error) -> Option<(u16, &str)> {
    match error {
        Error::DockerResponseServerError { status_code, message } => Some((*status_code, message)),
        _ => None,
    }
}

/// Whether the engine says that there is no such thing.
pub(crate) fn missing(error: &Error) -> bool {
    answer(error).is_some_and(|(status, _)| status == 404)
}

/// The problem behind an error while doing `what` (such as "start the container api").
pub(crate) fn problem(endpoint: &Endpoint, what: &str, error: &Error) -> Problem {
    if let Some(problem) = carried(inner(error)) {
        return problem;
    }
    match error {
        Error::DockerResponseServerError { status_code, message } => {
            refused(endpoint, what, *status_code, message)
        }
        Error::DockerStreamError { error } => sentence(endpoint, what, error),
        Error::RequestTimeoutError => unreachable(endpoint, "it did not answer in time"),
        error if is_transport(error) => {
            unreachable(endpoint, "it ended the connection before it had answered")
        }
        error => sentence(endpoint, what, &error.to_string()),
    }
}

/// A problem for a sentence of the engine.
pub(crate) fn sentence(endpoint: &Endpoint, what: &str, said: &str) -> Problem {
    let code = if disk_is_full(said) { Code::DiskShort } else { Code::EngineFailed };
    let said = said.trim().trim_end_matches('.');
    Problem::new(code, format!("{} could not {what}: {said}.", capital(&endpoint.describe())))
}

/// The problem of an engine that cannot be spoken to.
pub(crate) fn unreachable(endpoint: &Endpoint, why: &str) -> Problem {
    Problem::new(
        Code::EngineUnreachable,
        format!("{} does not answer: {why}.", capital(&endpoint.describe())),
    )
    .hint(endpoint.hint())
}

fn refused(endpoint: &Endpoint, what: &str, status: u16, message: &str) -> Problem {
    let problem = sentence(endpoint, what, message);
    problem.details(json!({ "status": status }))
}

/// The error inside: bollard's own transparent errors name what is behind it as their source, and skip itself.
fn inner(error: &Error) -> &(dyn StdError + 'static) {
    match error {
        Error::IOError { err } => err,
        Error::HyperResponseError { err } => err,
        Error::HyperLegacyError { err } => err,
        error => error,
    }
}

/// A problem of ours that travelled inside another error, such as an unknown host key while dialling.
fn carried(error: &(dyn StdError + 'static)) -> Option<Problem> {
    let mut next = Some(error);
    while let Some(error) = next {
        if let Some(problem) = error.downcast_ref::<Problem>() {
            return Some(problem.clone());
        }
        // An I/O error likewise hides what it was made of.
        let made_of = error.downcast_ref::<std::io::Error>().and_then(std::io::Error::get_ref);
        next = made_of.map(|inner| inner as &(dyn StdError + 'static)).or_else(|| error.source());
    }
    None
}

fn is_transport(error: &Error) -> bool {
    matches!(error, Error::IOError { .. } | Error::HyperResponseError { .. } | Error::HyperLegacyError { .. })
}

fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::found_by::FoundBy;
    use crate::locate::{Address, Located};

    fn endpoint() -> Endpoint {
        let found_by = FoundBy::Variable("DOCKER_HOST");
        Endpoint::Found(Located { address: Address::Unix("/d.sock".into()), found_by })
    }

    #[test]
    fn a_problem_inside_an_error_comes_out_again() {
        let inner = Problem::new(Code::HostKeyChanged, "The key changed.");
        let error = Error::from(std::io::Error::other(inner.clone()));
        assert_eq!(problem(&endpoint(), "x", &error), inner);
    }

    #[test]
    fn the_daemons_sentence_is_kept() {
        let error = Error::DockerResponseServerError {
            status_code: 500,
            message: "port is already allocated".into(),
        };
        let problem = problem(&endpoint(), "start the container api", &error);
        assert_eq!(problem.code, Code::EngineFailed);
        assert_eq!(
            problem.message,
            "The Docker Engine at /d.sock (DOCKER_HOST) could not start the container api: port is already allocated."
        );
    }

    #[test]
    fn a_full_disk_has_its_own_code() {
        let said = "write /var/lib/x: no space left on device";
        assert_eq!(sentence(&endpoint(), "unpack", said).code, Code::DiskShort);
    }
}
