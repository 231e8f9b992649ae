//! How the program ends: what is printed at last, and the exit code (CONTRACT, "Exit codes").

use serde::Serialize;
use slipway_api::error::ErrorDocument;
use slipway_api::operation::OperationDocument;
use slipway_domain::problem::{Code, Problem};
use slipway_engine::deploy::OperationResult;

use crate::{show, standard_output};

/// The exit code of a problem.
fn code(problem: &Problem) -> u8 {
    problem.code.exit().number()
}

/// Prints a problem and gives its exit code.
pub fn problem(problem: &Problem, json: bool) -> u8 {
    if json {
        document(&ErrorDocument::from(problem));
    } else {
        show::line(&format!("error: {}", problem.message));
        if let Some(hint) = &problem.hint {
            show::line(&format!("hint: {hint}"));
        }
    }
    code(problem)
}

/// Prints a problem as the last of JSON Lines and gives its exit code.
pub fn problem_line(problem: &Problem) -> u8 {
    show::json_line(&ErrorDocument::from(problem));
    code(problem)
}

/// The program itself could not be started.
pub fn broken(why: &str) -> u8 {
    problem(&Problem::new(Code::Internal, why), false)
}

/// Prints one document on standard output.
pub fn document(document: &impl Serialize) {
    let text = serde_json::to_string_pretty(document).unwrap_or_default();
    show::json(&text);
}

/// The exit code of a program that has printed all that it had to print: what standard output did not take is a
/// failure, also of what has succeeded.
pub fn printed(code: u8) -> u8 {
    let Some(error) = standard_output::loss() else { return code };
    let message = format!("standard output could not be written: {error}");
    let failed = problem(&Problem::new(Code::FileFailed, message), false);
    if code == 0 { failed } else { code }
}

/// Prints what came of an operation and gives its exit code.
pub fn operation(result: &OperationResult, json: bool) -> u8 {
    if json {
        document(&OperationDocument::from(result));
    } else {
        show::operation::print(result);
    }
    result.verdict.exit().number()
}
