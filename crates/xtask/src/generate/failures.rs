//! "Why did my deploy fail": every code with its meaning and what to do.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde_json::Value;
use slipway_domain::problem::{Code, Exit};

use super::Generated;
use crate::Fault;

const HEAD: &str = include_str!("failures_head.md");
/// What the hint alone does not say: `## code`, then paragraphs.
const NOTES: &str = include_str!("failures_notes.md");

/// The ways to end, in the order of the page.
const EXITS: &[(Exit, &str)] = &[
    (Exit::Failed, "The work failed (exit 1)"),
    (Exit::Usage, "The command or the configuration does not fit (exit 2)"),
    (Exit::Refused, "A rule refused it (exit 3)"),
    (Exit::Unknown, "The outcome is not known (exit 4)"),
    (Exit::Waiting, "It waits for a person (exit 5)"),
    (Exit::Interrupted, "You stopped it (exit 130)"),
];

/// `docs/why-did-my-deploy-fail.md`.
pub fn file() -> Result<Generated, Fault> {
    let notes = notes();
    let meanings = meanings();
    if let Some(stranger) = notes.keys().find(|name| Code::ALL.iter().all(|code| word(*code) != **name)) {
        return Err(format!("failures_notes.md speaks of `{stranger}`, which is no code of problem.rs."));
    }
    let mut text = HEAD.to_owned();
    for (exit, title) in EXITS {
        let _ = write!(text, "\n## {title}\n");
        for code in Code::ALL.iter().filter(|code| code.exit() == *exit) {
            section(&mut text, *code, &meanings, &notes)?;
        }
    }
    Ok(Generated { path: "docs/why-did-my-deploy-fail.md".to_owned(), text })
}

fn section(
    text: &mut String,
    code: Code,
    meanings: &BTreeMap<String, String>,
    notes: &BTreeMap<&str, &str>,
) -> Result<(), Fault> {
    let name = word(code);
    let meaning = meanings.get(&name).ok_or_else(|| format!("the code `{name}` has no comment."))?;
    let note = notes.get(name.as_str());
    let hint = code.hint().map(|hint| format!("{}.", capital(hint)));
    if hint.is_none() && note.is_none() {
        return Err(format!(
            "the code `{name}` has no hint, so failures_notes.md has to say what to do about it."
        ));
    }
    let _ = write!(text, "\n### `{name}`\n\n{meaning}\n");
    for paragraph in hint.as_deref().into_iter().chain(note.copied()) {
        let _ = write!(text, "\n{paragraph}\n");
    }
    Ok(())
}

/// The word of a code on the wire.
fn word(code: Code) -> String {
    serde_json::to_value(code).ok().and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default()
}

/// What each code means: its comment, as the schema has it.
fn meanings() -> BTreeMap<String, String> {
    let schema = schemars::schema_for!(Code);
    let choices = schema.get("oneOf").and_then(Value::as_array).cloned().unwrap_or_default();
    let meaning = |choice: &Value| {
        let text = |key: &str| choice.get(key).and_then(Value::as_str).map(str::to_owned);
        Some((text("const")?, text("description")?.replace('\n', " ")))
    };
    choices.iter().filter_map(meaning).collect()
}

fn notes() -> BTreeMap<&'static str, &'static str> {
    let parts = NOTES.split("\n## ").skip(1);
    parts.filter_map(|part| part.split_once('\n')).map(|(name, text)| (name.trim(), text.trim())).collect()
}

/// Hints begin in lower case; a sentence does not. A command stays as it is.
fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn every_code_has_its_section() {
        let page = file().unwrap().text;
        for code in Code::ALL {
            assert_eq!(page.matches(&format!("\n### `{}`\n", word(*code))).count(), 1, "{}", word(*code));
        }
    }
}
