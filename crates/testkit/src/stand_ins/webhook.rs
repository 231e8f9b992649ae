//! A webhook of one's own: what a program that takes Slipway's notices should do.

use super::hmac::{hex, hmac_sha256};
use super::{Asked, Reply, State, now};

/// How old a message may be, in seconds.
const SPAN: i64 = 300;

pub(super) fn answer(asked: &Asked, state: &mut State) -> Reply {
    let header = |name: &str| asked.head.header(name).unwrap_or_default();
    let seconds: i64 = header("x-slipway-timestamp").parse().unwrap_or_default();
    if (seconds - now()).abs() > SPAN {
        return Reply::text(401, "too old");
    }
    let text = format!("v1:{seconds}:{}", asked.text);
    let signature = hex(&hmac_sha256(state.keys.secret.as_bytes(), text.as_bytes()));
    if header("x-slipway-signature") != format!("v1={signature}") {
        return Reply::text(401, "signed by somebody else");
    }
    match asked.body() {
        Some(body) if body["schema"] == "slipway.notice/1" && body["event"] == header("x-slipway-event") => {
            state.take("webhook", "message", &body);
            Reply::text(200, "ok")
        }
        _ => Reply::text(400, "no notice"),
    }
}
