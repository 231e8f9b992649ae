//! Slack JSON of one's own, as the CircleCI orb takes it: `${NAME}` and `$NAME` stand for what happened, and
//! `$(date +FORMAT)` for when.

use serde_json::Value;

use super::block_kit::faults;
use super::lines;
use super::shorten::to_characters;
use super::{Notice, slack};
use crate::config::Tongue;

/// The names of what may stand in a message of one's own, with what each stands for. Those with capital letters are
/// CircleCI's.
pub static VARIABLES: [(&str, &str); 25] = [
    ("project", "the project"),
    ("environment", "the environment"),
    ("event", "what happened, in a word: started, succeeded, failed …"),
    ("title", "what happened, in a line"),
    ("version", "the versions, by service"),
    ("release", "the release's number"),
    ("branch", "the branch"),
    ("commit", "the commit"),
    ("short_commit", "the commit's first seven digits"),
    ("author", "who wrote the commit"),
    ("actor", "who began the operation"),
    ("reason", "why, in that person's words"),
    ("when", "when it happened"),
    ("changes", "the commits that come, a line each"),
    ("compare_url", "the page that compares them"),
    ("why", "why it did not succeed"),
    ("evidence", "the first line of what shows it"),
    ("CIRCLE_PROJECT_REPONAME", "the project"),
    ("CIRCLE_BRANCH", "the branch"),
    ("CIRCLE_USERNAME", "who began the operation"),
    ("CIRCLE_SHA1", "the commit"),
    ("CIRCLE_BUILD_NUM", "the release's number"),
    ("CIRCLE_JOB", "what is done: run, deploy, promote …"),
    ("CIRCLE_COMPARE_URL", "the page that compares the commits"),
    ("CIRCLE_BUILD_URL", "the link that opens the operation in Slipway"),
];

/// The most characters that stand for a variable.
const LONGEST: usize = 600;

/// A piece of a message.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Piece {
    Text(String),
    Variable(&'static str),
    /// When, in strftime's format.
    Date(String),
}

/// A message of one's own, read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Custom(Vec<Piece>);

/// Why a text is no message. `at` counts characters from 0.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CustomError {
    /// `${` without `}`, or `$(` without `)`.
    #[error("`{what}` is never closed")]
    Unclosed {
        /// Where it stands.
        at: usize,
        /// How it begins.
        what: &'static str,
    },
    /// A name that stands for nothing.
    #[error("`${{{name}}}` stands for nothing")]
    Unknown {
        /// Where the `$` stands.
        at: usize,
        /// The name.
        name: String,
    },
    /// A command of a shell, of which only `date` is known.
    #[error("no command is run for a notice, and only `$(date +FORMAT)` is understood")]
    Command {
        /// Where the `$` stands.
        at: usize,
    },
    /// With values in it, it is no JSON.
    #[error("it is no JSON: {0}")]
    Json(String),
    /// Slack would not take it.
    #[error("Slack would not take it: {0}")]
    Slack(String),
}

impl CustomError {
    /// The character (from 0) that the error is about, where it is about one.
    pub fn at(&self) -> Option<usize> {
        match self {
            Self::Unclosed { at, .. } | Self::Unknown { at, .. } | Self::Command { at } => Some(*at),
            Self::Json(_) | Self::Slack(_) => None,
        }
    }
}

impl Custom {
    /// Reads a text. It has to be JSON once values stand in it, and within Slack's limits.
    pub fn read(text: &str) -> Result<Self, CustomError> {
        let custom = Self(pieces(text)?);
        let filled = custom.filled(|_| "x".to_owned(), |format| format.to_owned());
        let message: Value =
            serde_json::from_str(&filled).map_err(|error| CustomError::Json(error.to_string()))?;
        match faults(&message).first() {
            Some(fault) => Err(CustomError::Slack(fault.clone())),
            None => Ok(custom),
        }
    }

    fn filled(&self, value: impl Fn(&str) -> String, date: impl Fn(&str) -> String) -> String {
        let one = |piece: &Piece| match piece {
            Piece::Text(text) => text.clone(),
            Piece::Variable(name) => in_quotes(&value(name)),
            Piece::Date(format) => in_quotes(&date(format)),
        };
        self.0.iter().map(one).collect()
    }
}

/// The message for a notice; `None` where it would be none that Slack takes.
pub(super) fn message(text: &str, notice: &Notice, tongue: Tongue) -> Option<Value> {
    let custom = Custom::read(text).ok()?;
    let date = |format: &str| {
        let zoned = notice.at.to_zoned(jiff::tz::TimeZone::UTC);
        jiff::fmt::strtime::format(format, &zoned).unwrap_or_else(|_| lines::when(notice.at))
    };
    let filled = custom.filled(|name| value(name, notice, tongue), date);
    serde_json::from_str(&filled).ok().filter(|message| faults(message).is_empty())
}

/// A text as it stands between the quotes of a JSON string.
fn in_quotes(text: &str) -> String {
    let quoted = Value::from(text).to_string();
    quoted.get(1..quoted.len() - 1).unwrap_or_default().to_owned()
}

fn value(name: &str, notice: &Notice, tongue: Tongue) -> String {
    let some = |text: &Option<String>| text.clone().unwrap_or_default();
    let number = || notice.release.map(|number| number.to_string()).unwrap_or_default();
    // An address is one also where it holds what marks a text.
    match name {
        "compare_url" | "CIRCLE_COMPARE_URL" => return some(&notice.compare),
        "CIRCLE_BUILD_URL" => return notice.link().unwrap_or_default(),
        _ => {}
    }
    let text = match name {
        "project" | "CIRCLE_PROJECT_REPONAME" => notice.project.clone(),
        "environment" => some(&notice.environment),
        "event" => notice.occasion.as_str().to_owned(),
        "title" => notice.title(tongue),
        "version" => notice.versions(),
        "release" | "CIRCLE_BUILD_NUM" => number(),
        "branch" | "CIRCLE_BRANCH" => some(&notice.branch),
        "commit" | "CIRCLE_SHA1" => some(&notice.commit),
        "short_commit" => notice.short_commit().unwrap_or_default().to_owned(),
        "author" => notice.author.as_deref().map(lines::name).unwrap_or_default(),
        "actor" | "CIRCLE_USERNAME" => lines::name(&notice.actor),
        "reason" => some(&notice.reason),
        "when" => lines::when(notice.at),
        "changes" => lines::changes(notice, tongue).join("\n"),
        "why" => some(&notice.why),
        "evidence" => some(&notice.evidence),
        "CIRCLE_JOB" => notice.kind.map(|kind| kind.as_str().to_owned()).unwrap_or_default(),
        _ => String::new(),
    };
    slack::escaped(&to_characters(&text, LONGEST))
}

fn pieces(text: &str) -> Result<Vec<Piece>, CustomError> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some(dollar) = rest.find('$') {
        let at = text[..text.len() - rest.len() + dollar].chars().count();
        let (before, after) = (&rest[..dollar], &rest[dollar + 1..]);
        pieces.push(Piece::Text(before.to_owned()));
        rest = if let Some(inner) = after.strip_prefix('{') {
            let end = inner.find('}').ok_or(CustomError::Unclosed { at, what: "${" })?;
            pieces.push(Piece::Variable(known(&inner[..end], at)?));
            &inner[end + 1..]
        } else if let Some(inner) = after.strip_prefix('(') {
            let end = inner.find(')').ok_or(CustomError::Unclosed { at, what: "$(" })?;
            pieces.push(Piece::Date(date_format(&inner[..end]).ok_or(CustomError::Command { at })?));
            &inner[end + 1..]
        } else if let Some(next) = after.strip_prefix('$') {
            pieces.push(Piece::Text("$".to_owned()));
            next
        } else {
            let end = after.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(after.len());
            let is_name = after.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_');
            // `costs 5 $` and `$5` are what they are.
            match is_name {
                true => pieces.push(Piece::Variable(known(&after[..end], at)?)),
                false => pieces.push(Piece::Text(format!("${}", &after[..end]))),
            }
            &after[end..]
        };
    }
    pieces.push(Piece::Text(rest.to_owned()));
    Ok(pieces)
}

fn known(name: &str, at: usize) -> Result<&'static str, CustomError> {
    let found = VARIABLES.iter().find(|(known, _)| *known == name);
    found.map(|(known, _)| *known).ok_or_else(|| CustomError::Unknown { at, name: name.to_owned() })
}

/// The format in `date +'%m/%d/%Y %T'`; RFC 2822's where there is none.
fn date_format(command: &str) -> Option<String> {
    let rest = command.trim().strip_prefix("date")?.trim();
    let rest = rest.strip_prefix("-u").unwrap_or(rest).trim();
    let format = match rest.strip_prefix('+') {
        Some(format) => format.trim_matches(['\'', '"', '\\']),
        None if rest.is_empty() => "%a, %d %b %Y %T UTC",
        None => return None,
    };
    let format = format.split_whitespace().collect::<Vec<_>>().join(" ");
    jiff::fmt::strtime::format(&format, &jiff::Timestamp::UNIX_EPOCH.to_zoned(jiff::tz::TimeZone::UTC))
        .is_ok()
        .then_some(format)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use proptest::prelude::*;

    use super::*;
    use crate::notification::samples::{any_notice, succeeded};

    /// As people wrote it for the orb.
    const ORB: &str = r#"{
      "blocks": [
        { "type": "section", "text": { "type": "mrkdwn", "text": "*Build has started*! :crossed_fingers:" } },
        { "type": "divider" },
        { "type": "section",
          "fields": [
            { "type": "mrkdwn", "text": "*Project*:\n$CIRCLE_PROJECT_REPONAME" },
            { "type": "mrkdwn", "text": "*When*:\n$(date +'%m/%d/%Y %T')" },
            { "type": "mrkdwn", "text": "*Branch*:\n$CIRCLE_BRANCH" },
            { "type": "mrkdwn", "text": "*Author*:\n$CIRCLE_USERNAME" },
            { "type": "mrkdwn", "text": "<${compare_url}|${changes}>" }
          ],
          "accessory": { "type": "image", "image_url": "https://example.com/a.gif", "alt_text": "logo" } }
      ]
    }"#;

    #[test]
    fn what_the_orb_takes_is_filled_in() {
        let message = message(ORB, &succeeded(), Tongue::English).unwrap();
        let fields = &message["blocks"][2]["fields"];
        let text = |at: usize| fields[at]["text"].as_str().unwrap().to_owned();
        assert_eq!(text(0), "*Project*:\nrecipes");
        assert_eq!(text(1), "*When*:\n01/01/1970 00:00:00");
        assert_eq!(text(2), "*Branch*:\nmaster");
        assert_eq!(text(3), "*Author*:\nBen");
        assert!(
            text(4).starts_with("<https://github.com/team/recipes/compare/b...a|aaaaaaa Salt"),
            "{}",
            text(4)
        );
    }

    #[test]
    fn what_is_wrong_is_told_with_its_place() {
        let wrong = |text: &str| Custom::read(text).unwrap_err();
        assert_eq!(
            wrong(r#"{"text":"é ${versoin}"}"#),
            CustomError::Unknown { at: 11, name: "versoin".into() }
        );
        assert_eq!(wrong(r#"{"text":"$HOME"}"#), CustomError::Unknown { at: 9, name: "HOME".into() });
        assert_eq!(wrong(r#"{"text":"$(whoami)"}"#), CustomError::Command { at: 9 });
        assert_eq!(wrong(r#"{"text":"${version"#), CustomError::Unclosed { at: 9, what: "${" });
        assert!(matches!(wrong(r#"{"text": ${version}}"#), CustomError::Json(_)), "a value stands in quotes");
        assert!(matches!(wrong(r#"{"blocks":[{"type":"section"}]}"#), CustomError::Slack(_)));
        assert!(Custom::read(r#"{"text":"costs 5 $ or $5 or $$"}"#).is_ok());
    }

    proptest! {
        #[test]
        fn whatever_happened_stays_json_that_slack_takes(notice in any_notice()) {
            let text = r#"{"text":"${title} ${changes} ${why} $CIRCLE_BRANCH \"quoted\""}"#;
            let message = message(text, &notice, Tongue::English);
            prop_assert!(message.is_some_and(|message| faults(&message).is_empty()));
        }
    }
}
