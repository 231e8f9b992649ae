//! What Slack's Block Kit takes, as its reference documents it.

use serde_json::{Map, Value};

/// The most blocks of a message.
pub const BLOCKS: usize = 50;
/// The most characters of a section's text.
pub const SECTION: usize = 3000;
/// The most characters of a header.
pub const HEADER: usize = 150;
/// The most fields of a section.
pub const FIELDS: usize = 10;

/// The most characters of a field of a section, and of an alternative text.
const FIELD: usize = 2000;
/// The most characters of an address.
const ADDRESS: usize = 3000;
/// The most elements of a context and of actions.
const CONTEXT: usize = 10;
const ACTIONS: usize = 25;
/// The most characters of a message's own text.
const TEXT: usize = 40_000;

/// Why Slack would not take a message, a sentence for each reason; none where it would.
pub fn faults(message: &Value) -> Vec<String> {
    let mut faults = Vec::new();
    let Value::Object(message) = message else {
        return vec!["the message is no JSON object".to_owned()];
    };
    if !["text", "blocks", "attachments"].iter().any(|key| message.contains_key(*key)) {
        faults.push("the message has neither `text` nor `blocks`".to_owned());
    }
    if let Some(text) = message.get("text") {
        text_between("`text`", Some(text), 1, TEXT, &mut faults);
    }
    match message.get("blocks") {
        None => {}
        Some(Value::Array(blocks)) => all(blocks, &mut faults),
        Some(_) => faults.push("`blocks` is no list".to_owned()),
    }
    faults
}

fn all(blocks: &[Value], faults: &mut Vec<String>) {
    if blocks.len() > BLOCKS {
        faults.push(format!("there are {} blocks, and Slack takes at most {BLOCKS}", blocks.len()));
    }
    for (number, block) in blocks.iter().enumerate() {
        let at = format!("block {}", number + 1);
        match (block, block.get("type").and_then(Value::as_str)) {
            (Value::Object(block), Some(kind)) => one(&at, kind, block, faults),
            _ => faults.push(format!("{at} has no `type`")),
        }
    }
}

fn one(at: &str, kind: &str, block: &Map<String, Value>, faults: &mut Vec<String>) {
    let get = |key: &str| block.get(key);
    match kind {
        "divider" => {}
        "header" => {
            of_text(&format!("{at}, a header,"), get("text"), HEADER, Some("plain_text"), faults);
        }
        "section" => section(at, block, faults),
        "context" => list(&format!("{at}, a context,"), "elements", get("elements"), CONTEXT, faults),
        "actions" => list(&format!("{at}, actions,"), "elements", get("elements"), ACTIONS, faults),
        "image" => image(&format!("{at}, an image,"), block, faults),
        "rich_text" | "video" | "file" | "input" | "markdown" | "table" => {}
        _ => faults.push(format!("{at} is of type `{kind}`, which Slack does not know in messages")),
    }
}

fn section(at: &str, block: &Map<String, Value>, faults: &mut Vec<String>) {
    let at = format!("{at}, a section,");
    match (block.get("text"), block.get("fields")) {
        (None, None) => faults.push(format!("{at} has neither `text` nor `fields`")),
        (text, fields) => {
            if text.is_some() {
                of_text(&at, text, SECTION, None, faults);
            }
            if let Some(fields) = fields {
                list(&at, "fields", Some(fields), FIELDS, faults);
                for field in fields.as_array().into_iter().flatten() {
                    of_text(&format!("a field of {at}"), Some(field), FIELD, None, faults);
                }
            }
        }
    }
    if let Some(Value::Object(accessory)) = block.get("accessory")
        && accessory.get("type").and_then(Value::as_str) == Some("image")
    {
        image(&format!("the image of {at}"), accessory, faults);
    }
}

fn image(at: &str, image: &Map<String, Value>, faults: &mut Vec<String>) {
    if !image.contains_key("slack_file") {
        text_between(&format!("`image_url` of {at}"), image.get("image_url"), 1, ADDRESS, faults);
    }
    text_between(&format!("`alt_text` of {at}"), image.get("alt_text"), 1, FIELD, faults);
}

fn list(at: &str, key: &str, value: Option<&Value>, most: usize, faults: &mut Vec<String>) {
    match value.and_then(Value::as_array).map(Vec::len) {
        None => faults.push(format!("{at} has no list of `{key}`")),
        Some(0) => faults.push(format!("{at} has no {key}")),
        Some(count) if count > most => {
            faults.push(format!("{at} has {count} {key}, and Slack takes at most {most}"));
        }
        Some(_) => {}
    }
}

/// A text object.
fn of_text(at: &str, value: Option<&Value>, most: usize, only: Option<&str>, faults: &mut Vec<String>) {
    let kind = value.and_then(|value| value.get("type")).and_then(Value::as_str);
    let wanted = only.map_or("`plain_text` or `mrkdwn`".to_owned(), |only| format!("`{only}`"));
    let fits = |kind: &str| only.map_or(matches!(kind, "plain_text" | "mrkdwn"), |only| kind == only);
    if !kind.is_some_and(fits) {
        faults.push(format!("the text of {at} is not of type {wanted}"));
        return;
    }
    text_between(&format!("the text of {at}"), value.and_then(|value| value.get("text")), 1, most, faults);
}

fn text_between(what: &str, value: Option<&Value>, least: usize, most: usize, faults: &mut Vec<String>) {
    match value.and_then(Value::as_str).map(|text| text.chars().count()) {
        None => faults.push(format!("{what} is no text")),
        Some(count) if count < least => faults.push(format!("{what} is empty")),
        Some(count) if count > most => {
            faults.push(format!("{what} has {count} characters, and Slack takes at most {most}"));
        }
        Some(_) => {}
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_slack_takes_has_no_faults() {
        let message = json!({ "text": "t", "blocks": [
            { "type": "header", "text": { "type": "plain_text", "text": "x".repeat(HEADER) } },
            { "type": "divider" },
            { "type": "section", "text": { "type": "mrkdwn", "text": "雪".repeat(SECTION) },
              "accessory": { "type": "image", "image_url": "https://example.com/a.gif", "alt_text": "a" } },
            { "type": "section", "fields": vec![json!({ "type": "mrkdwn", "text": "f" }); FIELDS] },
            { "type": "context", "elements": [{ "type": "mrkdwn", "text": "c" }] },
        ]});
        assert_eq!(faults(&message), Vec::<String>::new());
    }

    #[test]
    fn each_limit_is_told_with_its_block() {
        let text = |count: usize| json!({ "type": "mrkdwn", "text": "x".repeat(count) });
        let of = |block: Value| faults(&json!({ "blocks": [block] })).join("; ");
        for (block, said) in [
            (
                json!({ "type": "header", "text": text(5) }),
                "the text of block 1, a header, is not of type `plain_text`",
            ),
            (
                json!({ "type": "section", "text": text(SECTION + 1) }),
                "the text of block 1, a section, has 3001 characters, and Slack takes at most 3000",
            ),
            (json!({ "type": "section" }), "block 1, a section, has neither `text` nor `fields`"),
            (
                json!({ "type": "section", "fields": vec![text(1); 11] }),
                "block 1, a section, has 11 fields, and Slack takes at most 10",
            ),
            (json!({ "type": "context", "elements": [] }), "block 1, a context, has no elements"),
            (json!({ "type": "image", "image_url": "u" }), "`alt_text` of block 1, an image, is no text"),
            (
                json!({ "type": "carousel9" }),
                "block 1 is of type `carousel9`, which Slack does not know in messages",
            ),
            (json!("text"), "block 1 has no `type`"),
        ] {
            assert_eq!(of(block), said);
        }
        let many = json!({ "blocks": vec![json!({ "type": "divider" }); 51] });
        assert_eq!(faults(&many), ["there are 51 blocks, and Slack takes at most 50"]);
        assert_eq!(faults(&json!([])), ["the message is no JSON object"]);
        assert_eq!(faults(&json!({ "blocks": 1 })), ["`blocks` is no list"]);
        assert_eq!(faults(&json!({})), ["the message has neither `text` nor `blocks`"]);
    }
}
