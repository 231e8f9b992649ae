//! Tells on standard error what happens while it happens: live on a terminal, in plain lines elsewhere.

mod lines;
mod live;

use std::sync::Arc;

use slipway_engine::ports::{Ending, Events};

use crate::terminal;

/// Whoever fits what standard error is.
pub fn narrator() -> Arc<dyn Events> {
    if terminal::shows() { Arc::new(live::Live::default()) } else { Arc::new(lines::Lines) }
}

/// How a step that has ended is marked.
fn mark(ending: Ending) -> &'static str {
    match ending {
        Ending::Succeeded => "✓",
        Ending::Waiting => "⏸",
        Ending::Unknown => "◆",
        Ending::Failed | Ending::Cancelled => "✗",
    }
}

/// What is said of a step that has ended, if it did not simply succeed.
fn remark(ending: Ending, why: Option<String>) -> String {
    match (ending, why) {
        (Ending::Succeeded, _) => String::new(),
        (ending, Some(why)) => format!("{}: {why}", ending.as_str()),
        (ending, None) => ending.as_str().to_owned(),
    }
}
