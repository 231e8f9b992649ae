//! Tells on standard error what happens while it happens: live on a terminal, in plain lines elsewhere.

mod lines;
mod live;

use std::sync::Arc;

use slipway_engine::ports::Events;

use crate::terminal;

/// Whoever fits what standard error is.
pub fn narrator() -> Arc<dyn Events> {
    if terminal::shows() { Arc::new(live::Live::default()) } else { Arc::new(lines::Lines) }
}

/// How a step that has ended is marked.
fn mark(outcome: &str) -> &'static str {
    match outcome {
        "succeeded" => "✓",
        "waiting" => "⏸",
        "unknown" => "◆",
        _ => "✗",
    }
}

/// What is said of a step that has ended, if it did not simply succeed.
fn remark(outcome: &str, why: Option<String>) -> String {
    match (outcome, why) {
        ("succeeded", _) => String::new(),
        (_, Some(why)) => format!("{outcome}: {why}"),
        (_, None) => outcome.to_owned(),
    }
}
