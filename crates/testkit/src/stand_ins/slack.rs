//! Slack: two methods of its API, and a webhook.

use std::time::Duration;

use serde_json::{Value, json};

use super::{Asked, Reply, State, block_kit};

/// Where the bot may write.
const CHANNEL: &str = "C0STANDIN";

/// A method of the API. What is wrong is said in an answer with status 200.
pub(super) fn method(asked: &Asked, state: &mut State) -> Reply {
    let refused = |error: &str| Reply::json(200, &json!({ "ok": false, "error": error }));
    if asked.head.header("authorization") != Some(format!("Bearer {}", state.keys.token).as_str()) {
        return refused("invalid_auth");
    }
    if !asked.head.header("content-type").is_some_and(|kind| kind.starts_with("application/json")) {
        return refused("invalid_post_type");
    }
    let Some(body @ Value::Object(_)) = asked.body() else { return refused("invalid_json") };
    if !matches!(body["channel"].as_str(), Some("#releases" | CHANNEL)) {
        return refused("channel_not_found");
    }
    if let Some(error) = block_kit::error(&body) {
        return refused(error);
    }
    match asked.path.rsplit('/').next() {
        Some("chat.postMessage") => post(&body, state),
        Some("chat.update") => update(&body, state),
        _ => refused("unknown_method"),
    }
}

fn post(body: &Value, state: &mut State) -> Reply {
    if !state.fits("slack", 1, Duration::from_secs(1)) {
        return Reply::busy(1, &json!({ "ok": false, "error": "ratelimited" }));
    }
    if let Some(thread) = body["thread_ts"].as_str()
        && !state.messages.contains_key(thread)
    {
        return Reply::json(200, &json!({ "ok": false, "error": "thread_not_found" }));
    }
    let ts = format!("1700000000.{:06}", state.messages.len() + 1);
    state.messages.insert(ts.clone(), body.clone());
    state.take("slack", "chat.postMessage", body);
    Reply::json(200, &json!({ "ok": true, "channel": CHANNEL, "ts": ts, "message": body }))
}

fn update(body: &Value, state: &mut State) -> Reply {
    let ts = body["ts"].as_str().unwrap_or_default().to_owned();
    // An update goes by the channel's id, never by its name.
    if body["channel"] != CHANNEL {
        return Reply::json(200, &json!({ "ok": false, "error": "channel_not_found" }));
    }
    match state.messages.get_mut(&ts) {
        None => Reply::json(200, &json!({ "ok": false, "error": "message_not_found" })),
        Some(message) => {
            *message = body.clone();
            state.take("slack", "chat.update", body);
            Reply::json(200, &json!({ "ok": true, "channel": CHANNEL, "ts": ts, "text": body["text"] }))
        }
    }
}

/// A webhook, which answers with a word.
pub(super) fn webhook(asked: &Asked, state: &mut State) -> Reply {
    if !asked.path.ends_with(&state.keys.token) {
        return Reply::text(404, "no_service");
    }
    let Some(body @ Value::Object(_)) = asked.body() else { return Reply::text(400, "invalid_payload") };
    if let Some(error) = block_kit::error(&body) {
        return Reply::text(400, error);
    }
    if !state.fits("slack_webhook", 1, Duration::from_secs(1)) {
        return Reply::busy(1, &json!("rate_limited"));
    }
    state.take("slack_webhook", "message", &body);
    Reply::text(200, "ok")
}
