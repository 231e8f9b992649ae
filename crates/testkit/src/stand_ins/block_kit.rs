//! What Slack refuses of a message's blocks, as its reference documents it.

use serde_json::Value;

/// Slack's error for a message; `None` for one that it takes.
pub(super) fn error(message: &Value) -> Option<&'static str> {
    let text = message.get("text").and_then(Value::as_str).unwrap_or_default();
    if text.chars().count() > 40_000 {
        return Some("msg_too_long");
    }
    match message.get("blocks") {
        None | Some(Value::Null) if text.is_empty() => Some("no_text"),
        None | Some(Value::Null) => None,
        Some(Value::Array(blocks)) if blocks.len() > 50 => Some("invalid_blocks"),
        Some(Value::Array(blocks)) => (!blocks.iter().all(fits)).then_some("invalid_blocks"),
        Some(_) => Some("invalid_blocks_format"),
    }
}

fn fits(block: &Value) -> bool {
    match block["type"].as_str() {
        Some("divider") => true,
        Some("header") => block["text"]["type"] == "plain_text" && text(&block["text"], 150),
        Some("section") => {
            let fields = block.get("fields").map(|fields| listed(fields, 10, |field| text(field, 2000)));
            let own = block.get("text").map(|own| text(own, 3000));
            (own.is_some() || fields.is_some()) && own != Some(false) && fields != Some(false)
        }
        Some("context") => listed(&block["elements"], 10, |one| one["type"] == "image" || text(one, 3000)),
        Some("actions") => listed(&block["elements"], 25, |_| true),
        Some("image") => block["image_url"].is_string() && block["alt_text"].is_string(),
        _ => false,
    }
}

fn listed(list: &Value, most: usize, fits: impl Fn(&Value) -> bool) -> bool {
    list.as_array().is_some_and(|all| !all.is_empty() && all.len() <= most && all.iter().all(fits))
}

fn text(object: &Value, most: usize) -> bool {
    let kind = matches!(object["type"].as_str(), Some("plain_text" | "mrkdwn"));
    kind && object["text"].as_str().is_some_and(|text| (1..=most).contains(&text.chars().count()))
}
