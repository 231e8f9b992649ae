//! Feishu and Lark: an interactive card.

use serde_json::{Value, json};

use super::Notice;
use super::dingtalk::plain;
use super::lines;
use super::shorten::{to_bytes, to_characters};
use super::words::Label;
use crate::config::{Occasion, Tongue};

/// The most bytes of a message's body: Feishu takes 20 KB, with what is added for the signature.
pub const MOST: usize = 19_000;

/// The most bytes of each of the texts in it; each may become two in JSON.
const TEXT: usize = 1_300;
/// The most characters of a title.
const TITLE: usize = 120;

/// The message. `keyword` is in it where the robot wants one.
pub(super) fn message(notice: &Notice, keyword: Option<&str>, tongue: Tongue) -> Value {
    let title = to_characters(&super::shorten::one_line(&notice.title(tongue)), TITLE);
    let mut elements = Vec::new();
    if notice.summary.is_empty() && !notice.test {
        let field = |(label, value): &lines::Line| {
            let content = format!("**{}**\n{}", label.word(tongue), plain(value));
            json!({ "is_short": true, "text": { "tag": "lark_md", "content": content } })
        };
        // Eight long values are too much for one card with the rest.
        let short = |(label, value): lines::Line| (label, to_bytes(&value, 200));
        let facts: Vec<Value> =
            lines::facts(notice).into_iter().map(short).map(|line| field(&line)).collect();
        elements.push(json!({ "tag": "div", "fields": facts }));
    }
    let reasons = lines::reasons(notice).into_iter();
    let reasons = reasons.map(|(label, value)| format!("**{}** {}", label.word(tongue), plain(&value)));
    let summary = notice.summary.iter().map(|line| plain(&super::shorten::one_line(line)));
    let blocks = [
        summary.collect(),
        reasons.collect(),
        under(Label::Running, lines::running(notice, tongue), tongue),
        under(Label::Changes, lines::changes(notice, tongue), tongue),
    ];
    elements.extend(blocks.iter().filter_map(|lines| text(lines)));
    elements.extend(keyword.and_then(|keyword| text(&[keyword.to_owned()])));
    if let Some(url) = notice.compare.as_ref().filter(|url| url.len() <= TEXT) {
        elements.push(json!({
            "tag": "action",
            "actions": [{
                "tag": "button",
                "text": { "tag": "plain_text", "content": Label::Compare.word(tongue) },
                "url": url,
                "type": "default",
            }],
        }));
    }
    if elements.is_empty() {
        // A card without a body is none.
        elements.extend(text(&[plain(&title)]));
    }
    json!({
        "msg_type": "interactive",
        "card": {
            "config": { "wide_screen_mode": true },
            "header": { "template": colour(notice), "title": { "tag": "plain_text", "content": title } },
            "elements": elements,
        },
    })
}

fn under(label: Label, lines: Vec<String>, tongue: Tongue) -> Vec<String> {
    if lines.is_empty() {
        return lines;
    }
    let head = format!("**{}**", label.word(tongue));
    [head].into_iter().chain(lines.iter().map(|line| plain(line))).collect()
}

fn text(lines: &[String]) -> Option<Value> {
    let content = to_bytes(&lines.join("\n"), TEXT);
    (!content.is_empty()).then(|| json!({ "tag": "div", "text": { "tag": "lark_md", "content": content } }))
}

fn colour(notice: &Notice) -> &'static str {
    match notice.occasion {
        _ if notice.test || !notice.summary.is_empty() => "grey",
        Occasion::Started => "blue",
        Occasion::Succeeded => "green",
        Occasion::Failed | Occasion::FailedTwice => "red",
        Occasion::Approval | Occasion::Alert => "orange",
        Occasion::Cancelled => "grey",
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use proptest::prelude::*;

    use super::*;
    use crate::notification::samples::{any_notice, failed};

    proptest! {
        #[test]
        fn it_is_never_too_long_and_always_has_the_keyword(notice in any_notice()) {
            let body = message(&notice, Some("发布"), Tongue::Chinese);
            prop_assert!(body.to_string().len() <= MOST, "{}", body.to_string().len());
            prop_assert!(body.to_string().contains("发布"));
        }
    }

    #[test]
    fn a_card_has_a_colour_and_a_button() {
        let card = &message(&failed(), None, Tongue::English)["card"];
        assert_eq!(card["header"]["template"], "red");
        let elements = card["elements"].as_array().unwrap();
        let kinds: Vec<&str> = elements.iter().map(|one| one["tag"].as_str().unwrap()).collect();
        assert_eq!(kinds, ["div", "div", "div", "div", "action"]);
        assert_eq!(elements[4]["actions"][0]["url"], "https://github.com/team/recipes/compare/b...a");
    }
}
