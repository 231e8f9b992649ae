//! Wrong usage, as a problem like any other.

use clap::error::{Error, ErrorKind};
use slipway_domain::problem::{Code, Problem};

/// What the reader of the arguments has to say: its first paragraph is the message; its tips and how the
/// command is used are the hint.
pub fn problem(error: &Error) -> Problem {
    if error.kind() == ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand {
        return Problem::new(Code::Usage, "a command is missing");
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
