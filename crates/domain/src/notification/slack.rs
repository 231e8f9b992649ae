//! Slack: Block Kit within its documented limits.

use serde_json::{Value, json};

use super::block_kit::{FIELDS, HEADER, SECTION};
use super::lines::{self, Line};
use super::shorten::{to_bytes, to_characters};
use super::words::Label;
use super::{Change, Notice};
use crate::config::{Occasion, Tongue};

/// The most characters of a field of a section.
const FIELD: usize = 2000;
/// The most characters of the text beside the blocks, which notifications and old clients show.
const TEXT: usize = 3000;
/// How many commits stand in the message itself; the rest is in the thread.
const CHANGES: usize = 5;

/// The message.
pub(super) fn message(notice: &Notice, tongue: Tongue) -> Value {
    let title = titled(notice, tongue);
    let mut blocks = vec![json!({
        "type": "header",
        "text": { "type": "plain_text", "text": to_characters(&title, HEADER), "emoji": true },
    })];
    let fields: Vec<Value> =
        lines::facts(notice).iter().take(FIELDS).map(|line| field(line, tongue)).collect();
    if notice.summary.is_empty() && !notice.test {
        blocks.push(json!({ "type": "section", "fields": fields }));
    }
    blocks.extend(listed(&notice.summary.iter().map(|line| escaped(line)).collect::<Vec<_>>()));
    for line in lines::reasons(notice) {
        blocks.push(section(&labelled(&line, tongue)));
    }
    blocks.extend(under(Label::Running, &lines::running(notice, tongue), tongue));
    let some: Vec<Change> = notice.changes.iter().take(CHANGES).cloned().collect();
    let left = notice.changes.len() - some.len();
    let more_changes = notice.more_changes.saturating_add(left as u64);
    let short = Notice { changes: some, more_changes, ..notice.clone() };
    blocks.extend(under(Label::Changes, &lines::changes(&short, tongue), tongue));
    if let Some(url) = &notice.compare {
        blocks.push(json!({
            "type": "context",
            "elements": [{ "type": "mrkdwn", "text": link(url, Label::Compare.word(tongue)) }],
        }));
    }
    json!({ "text": escaped(&to_characters(&title, TEXT / 5)), "blocks": blocks })
}

/// What goes into the thread once there is more to tell than the message holds: all commits, or why it failed.
pub(super) fn details(notice: &Notice, tongue: Tongue) -> Option<Value> {
    let all = lines::changes(notice, tongue);
    let many = notice.occasion == Occasion::Started && notice.changes.len() > CHANGES;
    let ended = notice.occasion != Occasion::Started;
    let mut parts: Vec<String> = Vec::new();
    if many {
        parts.push(format!("*{}*", Label::Changes.word(tongue)));
        parts.extend(all.iter().map(|line| escaped(line)));
    }
    if ended {
        parts.push(format!("*{}*", escaped(&titled(notice, tongue))));
        parts.extend(lines::reasons(notice).iter().map(|line| labelled(line, tongue)));
        parts.extend(lines::running(notice, tongue).iter().map(|line| escaped(line)));
    }
    let text = to_bytes(&parts.join("\n"), SECTION);
    (!text.is_empty()).then(|| json!({ "text": text, "blocks": [section(&text)] }))
}

fn titled(notice: &Notice, tongue: Tongue) -> String {
    let sign = match notice.occasion {
        _ if notice.test || !notice.summary.is_empty() => "🔔",
        Occasion::Started => "🚀",
        Occasion::Succeeded => "✅",
        Occasion::Failed | Occasion::FailedTwice => "❌",
        Occasion::Approval => "✋",
        Occasion::Alert => "⚠️",
        Occasion::Cancelled => "⏹️",
    };
    super::shorten::one_line(&format!("{sign} {}", notice.title(tongue)))
}

fn field((label, value): &Line, tongue: Tongue) -> Value {
    let text = format!("*{}*\n{}", label.word(tongue), escaped(value));
    json!({ "type": "mrkdwn", "text": to_characters(&text, FIELD) })
}

fn labelled((label, value): &Line, tongue: Tongue) -> String {
    format!("*{}* {}", label.word(tongue), escaped(value))
}

fn section(text: &str) -> Value {
    json!({ "type": "section", "text": { "type": "mrkdwn", "text": to_bytes(text, SECTION) } })
}

/// Lines under a label; nothing where there are none.
fn under(label: Label, lines: &[String], tongue: Tongue) -> Option<Value> {
    let head = format!("*{}*", label.word(tongue));
    let all: Vec<String> = [head].into_iter().chain(lines.iter().map(|line| escaped(line))).collect();
    (!lines.is_empty()).then(|| section(&all.join("\n")))
}

fn listed(lines: &[String]) -> Option<Value> {
    let all: Vec<String> = lines.iter().map(|line| format!("• {}", super::shorten::one_line(line))).collect();
    (!all.is_empty()).then(|| section(&all.join("\n")))
}

fn link(url: &str, word: &str) -> String {
    // A bar ends the address, an angle the link.
    let address = url.replace('|', "%7C").replace('>', "%3E").replace('<', "%3C");
    let whole = format!("<{}|{word}>", address.replace('&', "&amp;"));
    if whole.chars().count() <= FIELD { whole } else { escaped(word) }
}

/// A text that Slack shows as it is.
pub(super) fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use proptest::prelude::*;

    use super::*;
    use crate::notification::block_kit::faults;
    use crate::notification::samples::{any_notice, failed, succeeded};

    proptest! {
        #[test]
        fn slack_takes_whatever_there_is_to_tell(notice in any_notice()) {
            for tongue in [Tongue::English, Tongue::Chinese] {
                let body = message(&notice, tongue);
                prop_assert_eq!(faults(&body), Vec::<String>::new());
                if let Some(details) = details(&notice, tongue) {
                    prop_assert_eq!(faults(&details), Vec::<String>::new());
                }
            }
        }
    }

    #[test]
    fn a_message_says_what_went_out_and_where_to_read_on() {
        let body = message(&succeeded(), Tongue::English);
        assert_eq!(body["text"], "✅ recipes: production runs api 0.1.48");
        let blocks = body["blocks"].as_array().unwrap();
        let kinds: Vec<&str> = blocks.iter().map(|block| block["type"].as_str().unwrap()).collect();
        assert_eq!(kinds, ["header", "section", "section", "context"]);
        let fields: Vec<&str> =
            blocks[1]["fields"].as_array().unwrap().iter().map(|one| one["text"].as_str().unwrap()).collect();
        assert_eq!(
            fields,
            [
                "*Project*\nrecipes",
                "*Environment*\nproduction",
                "*Version*\napi 0.1.48 (#48)",
                "*Branch*\nmaster (aaaaaaa)",
                "*Author*\nAnn",
                "*Started by*\nBen",
                "*When*\n1970-01-01 00:00 UTC",
            ]
        );
        assert_eq!(
            blocks[2]["text"]["text"],
            "*Changes*\naaaaaaa Salt the soup · Ann\nbbbbbbb Peel &lt;all&gt; &amp; sundry · Ann\nand 3 more"
        );
        assert_eq!(
            blocks[3]["elements"][0]["text"],
            "<https://github.com/team/recipes/compare/b...a|Compare>"
        );
    }

    #[test]
    fn a_failure_says_why_and_what_runs_now_also_in_the_thread() {
        let text = message(&failed(), Tongue::English).to_string();
        for part in ["did not become healthy", "exit code 3", "host-1: api 0.1.47", "host-2: unknown"] {
            assert!(text.contains(part), "{part}: {text}");
        }
        let thread = details(&failed(), Tongue::English).unwrap();
        assert!(thread["text"].as_str().unwrap().contains("exit code 3"));
    }
}
