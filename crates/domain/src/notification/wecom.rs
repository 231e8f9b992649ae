//! WeCom: markdown of at most 4096 bytes.

use serde_json::{Value, json};

use super::Notice;
use super::dingtalk::plain;
use super::lines;
use super::shorten::{one_line, to_bytes};
use super::words::{self, Label};
use crate::config::{Occasion, Tongue};

/// The most bytes of a message's text.
pub const MOST: usize = 4096;

/// The message.
pub(super) fn message(notice: &Notice, tongue: Tongue) -> Value {
    let colour = match notice.occasion {
        Occasion::Succeeded => "info",
        Occasion::Started | Occasion::Cancelled => "comment",
        _ => "warning",
    };
    let title = plain(&super::shorten::to_characters(&one_line(&notice.title(tongue)), 200));
    let mut parts = vec![format!("### <font color=\"{colour}\">{title}</font>")];
    parts.extend(notice.summary.iter().map(|line| plain(&one_line(line))));
    let facts = if notice.summary.is_empty() && !notice.test { lines::facts(notice) } else { Vec::new() };
    for (label, value) in facts.iter().chain(&lines::reasons(notice)) {
        parts.push(format!("> {}{}{}", label.word(tongue), words::colon(tongue), plain(value)));
    }
    // The link stands before what may be cut.
    if let Some(url) = notice.compare.as_ref().filter(|url| url.len() < 1000) {
        parts.push(format!("[{}]({url})", Label::Compare.word(tongue)));
    }
    for (label, lines) in
        [(Label::Running, lines::running(notice, tongue)), (Label::Changes, lines::changes(notice, tongue))]
    {
        if !lines.is_empty() {
            parts.push(format!("**{}**", label.word(tongue)));
            parts.extend(lines.iter().map(|line| plain(line)));
        }
    }
    json!({ "msgtype": "markdown", "markdown": { "content": to_bytes(&parts.join("\n"), MOST) } })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use proptest::prelude::*;

    use super::*;
    use crate::notification::samples::{any_notice, succeeded};

    proptest! {
        #[test]
        fn it_is_never_too_long(notice in any_notice()) {
            let body = message(&notice, Tongue::Chinese);
            let text = body["markdown"]["content"].as_str().unwrap();
            prop_assert!(!text.is_empty() && text.len() <= MOST, "{}", text.len());
        }
    }

    #[test]
    fn it_says_what_went_out() {
        let body = message(&succeeded(), Tongue::English);
        let text = body["markdown"]["content"].as_str().unwrap();
        assert!(
            text.starts_with(
                "### <font color=\"info\">recipes: production runs api 0.1.48</font>\n> Project: recipes\n"
            ),
            "{text}"
        );
        assert!(
            text.contains("[Compare](https://github.com/team/recipes/compare/b...a)\n**Changes**\n"),
            "{text}"
        );
    }
}
