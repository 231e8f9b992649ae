//! Robots of groups. Each answers with status 200 and a number.

use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

use super::hmac::hmac_sha256;
use super::{Asked, Reply, STAND_IN_KEYWORD, State, now};

/// How far a signature's moment may lie away: an hour.
const SPAN: i64 = 3600;
const MINUTE: Duration = Duration::from_secs(60);

/// DingTalk's, which wants both a signature and a keyword.
pub(super) fn dingtalk(asked: &Asked, state: &mut State) -> Reply {
    let said = |code: i64, message: &str| Reply::json(200, &json!({ "errcode": code, "errmsg": message }));
    let query = |name: &str| asked.query.get(name).map(String::as_str).unwrap_or_default();
    if query("access_token") != state.keys.token {
        return said(300_005, "token is not exist");
    }
    let millis: i64 = query("timestamp").parse().unwrap_or_default();
    if (millis / 1000 - now()).abs() > SPAN {
        return said(310_000, "invalid timestamp");
    }
    let text = format!("{millis}\n{}", state.keys.secret);
    if query("sign") != STANDARD.encode(hmac_sha256(state.keys.secret.as_bytes(), text.as_bytes())) {
        return said(310_000, "sign not match");
    }
    let Some(body) = asked.body() else { return said(40_035, "缺少参数 json") };
    if asked.text.len() > 20_000 {
        return said(460_101, "message too long");
    }
    let filled = |object: &str, keys: &[&str]| {
        keys.iter().all(|key| body[object][key].as_str().is_some_and(|text| !text.is_empty()))
    };
    let fits = match body["msgtype"].as_str() {
        Some("markdown") => filled("markdown", &["title", "text"]),
        Some("actionCard") => filled("actionCard", &["title", "text", "singleTitle", "singleURL"]),
        Some("text") => filled("text", &["content"]),
        _ => false,
    };
    if !fits {
        return said(400_105, "unsupported message");
    }
    if !asked.text.contains(STAND_IN_KEYWORD) {
        return said(310_000, "keywords not in content");
    }
    if !state.fits("dingtalk", 20, MINUTE) {
        return said(130_101, "send too fast, exceed 20 times per minute");
    }
    state.take("dingtalk", "message", &body);
    said(0, "ok")
}

/// Feishu's, which wants a signature.
pub(super) fn feishu(asked: &Asked, state: &mut State) -> Reply {
    let said =
        |code: i64, message: &str| Reply::json(200, &json!({ "code": code, "msg": message, "data": {} }));
    if !asked.path.ends_with(&state.keys.token) {
        return said(19_001, "param invalid: incoming webhook access token invalid");
    }
    let Some(body) = asked.body() else { return said(9_499, "Bad Request") };
    let seconds: i64 = body["timestamp"].as_str().and_then(|text| text.parse().ok()).unwrap_or_default();
    let key = format!("{seconds}\n{}", state.keys.secret);
    let signature = STANDARD.encode(hmac_sha256(key.as_bytes(), b""));
    if (seconds - now()).abs() > SPAN || body["sign"] != signature {
        return said(19_021, "sign match fail or timestamp is not within one hour from current time");
    }
    if asked.text.len() > 20 * 1024 {
        return said(11_246, "message content exceeds the limit");
    }
    let card = &body["card"];
    let is_element = |one: &Value| matches!(one["tag"].as_str(), Some("div" | "action" | "hr" | "note"));
    let elements =
        card["elements"].as_array().is_some_and(|all| !all.is_empty() && all.iter().all(is_element));
    let title = card["header"]["title"]["content"].as_str().is_some_and(|text| !text.is_empty());
    if body["msg_type"] != "interactive" || !title || !elements {
        return said(9_499, "Bad Request");
    }
    if !state.fits("feishu a minute", 100, MINUTE) || !state.fits("feishu", 5, Duration::from_secs(1)) {
        return said(11_232, "create message trigger frequency limit");
    }
    state.take("feishu", "message", &body);
    said(0, "success")
}

/// WeCom's.
pub(super) fn wecom(asked: &Asked, state: &mut State) -> Reply {
    let said = |code: i64, message: &str| Reply::json(200, &json!({ "errcode": code, "errmsg": message }));
    if asked.query.get("key").map(String::as_str) != Some(state.keys.token.as_str()) {
        return said(93_000, "invalid webhook url");
    }
    let Some(body) = asked.body() else { return said(40_008, "invalid message type") };
    if body["msgtype"] != "markdown" {
        return said(40_008, "invalid message type");
    }
    match body["markdown"]["content"].as_str() {
        None | Some("") => return said(44_004, "empty content"),
        Some(text) if text.len() > 4096 => return said(40_058, "markdown.content exceed max length 4096"),
        Some(_) => {}
    }
    if !state.fits("wecom", 20, MINUTE) {
        return said(45_009, "api freq out of limit");
    }
    state.take("wecom", "message", &body);
    said(0, "ok")
}
