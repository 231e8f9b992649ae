//! The last thing that whatever a program prints or shows goes through: no value that this process has opened leaves it
//! as text, in whichever encoding.

use serde_json::Value;
use slipway_domain::problem::Problem;
use slipway_domain::redact::in_json;

pub use slipway_credentials::{redacted, redacting};

/// Every text of a document, without the values that this process has opened.
pub fn redacted_json(document: Value) -> Value {
    in_json(document, &|text| redacted(text).into_owned())
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
