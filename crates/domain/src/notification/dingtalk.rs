//! DingTalk: markdown, or a card with a button where there is a page to open.

use serde_json::{Value, json};

use super::Notice;
use super::lines;
use super::shorten::{to_bytes, to_characters};
use super::words::{self, Label};
use crate::config::Tongue;

/// The most bytes of a message's body: DingTalk takes 20,000, of which the JSON around and its escapes need some.
pub const MOST: usize = 20_000;

/// The most bytes of the text in it; each may become two in JSON.
const TEXT: usize = 8_000;
/// The most characters of a title.
const TITLE: usize = 100;

/// The message. `keyword` is in it where the robot wants one.
pub(super) fn message(notice: &Notice, keyword: Option<&str>, tongue: Tongue) -> Value {
    let title = to_characters(&super::shorten::one_line(&notice.title(tongue)), TITLE);
    let text = to_bytes(&markdown(notice, &title, tongue), TEXT);
    let text = with_keyword(text, keyword);
    match notice.compare.as_ref().filter(|url| url.len() < 1000) {
        Some(url) => json!({
            "msgtype": "actionCard",
            "actionCard": {
                "title": title,
                "text": text,
                "singleTitle": Label::Compare.word(tongue),
                "singleURL": url,
            },
        }),
        None => json!({ "msgtype": "markdown", "markdown": { "title": title, "text": text } }),
    }
}

/// A text in which the keyword stands.
fn with_keyword(text: String, keyword: Option<&str>) -> String {
    match keyword.filter(|keyword| !text.contains(*keyword)) {
        Some(keyword) => format!("{text}\n\n{keyword}"),
        None => text,
    }
}

/// Markdown as robots take it: what is one line to a reader is one paragraph.
fn markdown(notice: &Notice, title: &str, tongue: Tongue) -> String {
    let mut parts = vec![format!("### {}", plain(title))];
    parts.extend(notice.summary.iter().map(|line| format!("- {}", plain(&super::shorten::one_line(line)))));
    if notice.summary.is_empty() && !notice.test {
        parts.extend(labelled(&lines::facts(notice), tongue));
    }
    parts.extend(labelled(&lines::reasons(notice), tongue));
    for (label, lines) in
        [(Label::Running, lines::running(notice, tongue)), (Label::Changes, lines::changes(notice, tongue))]
    {
        if !lines.is_empty() {
            parts.push(format!("**{}**", label.word(tongue)));
            parts.extend(lines.iter().map(|line| format!("- {}", plain(line))));
        }
    }
    parts.join("\n\n")
}

fn labelled(lines: &[lines::Line], tongue: Tongue) -> Vec<String> {
    let one = |(label, value): &lines::Line| {
        format!("**{}**{}{}", label.word(tongue), words::colon(tongue), plain(value))
    };
    lines.iter().map(one).collect()
}

/// A text without what would mark it.
pub(super) fn plain(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '*' => '∗',
            '[' => '(',
            ']' => ')',
            '`' => '\'',
            '<' => '‹',
            '>' => '›',
            '#' => '＃',
            other => other,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use proptest::prelude::*;

    use super::*;
    use crate::notification::samples::{any_notice, failed, succeeded};

    proptest! {
        #[test]
        fn it_is_never_too_long_and_always_has_the_keyword(notice in any_notice()) {
            let body = message(&notice, Some("发布"), Tongue::Chinese);
            prop_assert!(body.to_string().len() <= MOST, "{}", body.to_string().len());
            prop_assert!(body.to_string().contains("发布"));
        }
    }

    #[test]
    fn a_card_leads_to_the_compare_page_and_without_one_it_is_text() {
        let card = message(&succeeded(), None, Tongue::Chinese);
        assert_eq!(card["msgtype"], "actionCard");
        assert_eq!(card["actionCard"]["singleTitle"], "查看差异");
        assert_eq!(card["actionCard"]["title"], "recipes：production 正在运行 api 0.1.48");
        let text = message(&Notice { compare: None, ..failed() }, None, Tongue::English);
        assert_eq!(text["msgtype"], "markdown");
        let said = text["markdown"]["text"].as_str().unwrap();
        assert!(said.contains("**Why**: api did not become healthy on host-1\n\n"), "{said}");
        assert!(said.contains("- bbbbbbb Peel ‹all› & sundry · Ann"), "{said}");
    }
}
