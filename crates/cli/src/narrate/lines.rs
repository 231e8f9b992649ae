//! Plain lines, for files and pipes: everything that happens, in the order in which it does.

use slipway_engine::ports::{Event, Events};

use super::{mark, remark};
use crate::show;

/// Writes a line per step that begins and ends, and what steps log.
pub struct Lines;

impl Events for Lines {
    fn tell(&self, event: Event) {
        match event {
            Event::Opened { operation, title } => {
                show::line(&format!("{}, operation {operation}", show::sentence(&title)))
            }
            Event::Began { step, action, command, .. } => {
                show::line(&format!("▸ {step}: {action}"));
                if let Some(command) = command {
                    show::line(&format!("  $ {command}"));
                }
            }
            Event::Logged { step, line, .. } => show::line(&format!("  {step} │ {line}")),
            Event::Ended { step, ending, why, millis, .. } => {
                let (mark, took) = (mark(ending), show::duration(millis));
                let remark = remark(ending, why);
                let remark = if remark.is_empty() { remark } else { format!(", {remark}") };
                show::line(&format!("{mark} {step} after {took}{remark}"));
            }
            Event::Asks { text } => show::line(&text),
            Event::Told { .. } | Event::Answered | Event::Closed { .. } => {}
        }
    }
}
