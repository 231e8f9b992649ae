//! Wrong usage, as a problem like any other.

use clap::error::{ContextKind, ContextValue, Error, ErrorKind};
use slipway_domain::problem::{Code, Problem};

/// What the reader of the arguments has to say: its first paragraph is the message; its tips and how the
/// command is used are the hint.
pub fn problem(error: &Error) -> Problem {
    if error.kind() == ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand {
        return Problem::new(Code::Usage, "a command is missing");
    }
    if let Some(refused) = maybe_a_value(error) {
        return refused;
    }
    let text = error.render().to_string();
    let mut paragraphs = text.split("\n\n").map(joined);
    let message = paragraphs.next().unwrap_or_default();
    let message = message.strip_prefix("error: ").unwrap_or(&message).to_owned();
    let helpful = |paragraph: &String| paragraph.starts_with("tip: ") || paragraph.starts_with("Usage: ");
    let hint: Vec<String> = paragraphs.filter(helpful).map(|text| told(&text)).collect();
    let problem = Problem::new(Code::Usage, message);
    if hint.is_empty() { problem } else { problem.hint(hint.join("; ")) }
}

/// What is no option of anybody's may be a secret whose first character is a hyphen, as a private key's is. It is not
/// repeated.
fn maybe_a_value(error: &Error) -> Option<Problem> {
    let Some(ContextValue::String(argument)) = error.get(ContextKind::InvalidArg) else { return None };
    let is_option = argument.trim_start_matches('-').chars().all(|c| c.is_ascii_lowercase() || c == '-');
    if error.kind() != ErrorKind::UnknownArgument || is_option {
        return None;
    }
    let message = match argument.contains("PRIVATE KEY") {
        true => "a private key was given as an argument, which no command takes",
        false => "an argument was not expected; it is not repeated, since it may be a secret",
    };
    Some(Problem::new(Code::Usage, message).hint(
        "everybody on this machine can read the arguments of programs: values are given on standard input, and \
         `--help` says what a command takes",
    ))
}

/// A paragraph on one line. Lists in brackets, such as all commands, are left out.
fn joined(paragraph: &str) -> String {
    let lines = paragraph.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('['));
    lines.collect::<Vec<_>>().join(" ")
}

fn told(paragraph: &str) -> String {
    match paragraph.strip_prefix("Usage: ") {
        Some(usage) => format!("`{usage}` is how it is used"),
        None => paragraph.trim_start_matches("tip: ").replace(" tip: ", "; "),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(words: &[&str]) -> Problem {
        let words = [&["slipway"], words].concat();
        problem(&crate::command().try_get_matches_from(words).expect_err("wrong usage"))
    }

    #[test]
    fn what_may_be_a_value_is_not_repeated() {
        let key = "-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXk\n-----END OPENSSH PRIVATE KEY-----\n";
        let said = of(&["credentials", "sealed", "recipients", "add", "ann", key, "--env", "sandbox"]);
        assert!(said.message.contains("private key"), "{}", said.message);
        for value in [key, "--Tr0ub4dor", "-hunter2"] {
            let said = format!("{:?}", of(&["status", value]));
            assert!(!said.contains("b3Blb") && !said.contains("Tr0ub") && !said.contains("unter2"), "{said}");
        }
        assert!(of(&["status", "--jsno"]).message.contains("'--jsno'"));
    }

    #[test]
    fn a_sentence_says_what_is_wrong_and_the_hint_how_it_is_used() {
        let missing = of(&["deploy"]);
        assert_eq!(missing.message, "the following required arguments were not provided: <ENVIRONMENT>");
        assert_eq!(missing.hint.as_deref(), Some("`slipway deploy <ENVIRONMENT>` is how it is used"));
        assert_eq!(of(&["deplo"]).message, "unrecognized subcommand 'deplo'");
        assert!(of(&["deplo"]).hint.is_some_and(|hint| hint.contains("'deploy'")));
        assert_eq!(of(&["--json"]).message, "'slipway' requires a subcommand but one was not provided");
        assert_eq!(of(&["freeze", "a", "--until", "soon"]).code, Code::Usage);
    }
}
