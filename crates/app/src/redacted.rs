//! The last thing that whatever a program prints or shows goes through: no value that this process has opened leaves it
//! as text, in whichever encoding.

use std::borrow::Cow;

use serde_json::Value;
use slipway_domain::problem::Problem;
use slipway_domain::redact::in_json;

pub use slipway_credentials::{redacted, redacting, redactor};

/// Every text of a document, without the values that this process has opened.
pub fn redacted_json(document: Value) -> Value {
    let redactor = redactor();
    // Most texts are clean and stay what they are.
    let changed = |text: &str| match redactor.redact(text) {
        Cow::Owned(clean) => Some(clean),
        Cow::Borrowed(_) => None,
    };
    in_json(document, &|text| changed(&text).unwrap_or(text))
}

/// A problem without them.
pub fn redacted_problem(problem: Problem) -> Problem {
    let clean = |text: String| redacted(&text).into_owned();
    Problem {
        message: clean(problem.message),
        hint: problem.hint.map(clean),
        details: redacted_json(problem.details),
        ..problem
    }
}
