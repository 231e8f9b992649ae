//! A terminal: one moving line per step under way, one that stays per step that has ended.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use indicatif::{MultiProgress, ProgressBar, ProgressDrawTarget, ProgressStyle};
use slipway_domain::ids::StepId;
use slipway_engine::ports::{Ending, Event, Events};

use super::{mark, remark};
use crate::show;

/// Shows the newest word of each step under way. What steps log stays in the log: `slipway logs` has it.
pub struct Live {
    bars: MultiProgress,
    steps: Mutex<HashMap<StepId, Step>>,
    /// While another program asks something on the terminal: the lines that wait until it has its answer.
    held: Mutex<Option<Vec<String>>>,
}

/// A step under way.
struct Step {
    bar: ProgressBar,
    action: String,
}

impl Default for Live {
    fn default() -> Self {
        let bars = MultiProgress::with_draw_target(ProgressDrawTarget::stderr());
        Self { bars, steps: Mutex::default(), held: Mutex::default() }
    }
}

impl Events for Live {
    fn tell(&self, event: Event) {
        match event {
            Event::Opened { operation, title } => {
                self.stay(&format!("{}, operation {operation}", show::sentence(&title)))
            }
            Event::Began { step, action, .. } => self.begin(step, action),
            Event::Told { step, text, .. } => self.say(&step, text),
            Event::Logged { step, line, .. } => self.say(&step, line),
            Event::Ended { step, ending, why, millis, .. } => self.end(&step, ending, why, millis),
            Event::Asks { text } => self.make_way(&text),
            Event::Answered => self.go_on(),
            Event::Closed { .. } => {
                let _ = self.bars.clear();
            }
        }
    }
}

impl Live {
    fn begin(&self, step: StepId, action: String) {
        let bar = self.bars.add(ProgressBar::new_spinner().with_style(style()));
        bar.set_prefix(format!("{step}: {action}"));
        bar.enable_steady_tick(Duration::from_millis(120));
        self.steps().insert(step, Step { bar, action });
    }

    fn say(&self, step: &StepId, text: String) {
        if let Some(step) = self.steps().get(step) {
            // One line has room for one line; what else a text holds would break the drawing.
            step.bar.set_message(text.lines().next().unwrap_or_default().to_owned());
        }
    }

    fn end(&self, id: &StepId, ending: Ending, why: Option<String>, millis: u64) {
        let Some(step) = self.steps().remove(id) else { return };
        step.bar.finish_and_clear();
        self.bars.remove(&step.bar);
        self.stay(&format!("{} {id}: {}, {}", mark(ending), step.action, show::duration(millis)));
        let remark = remark(ending, why);
        if !remark.is_empty() {
            self.stay(&format!("  {remark}"));
        }
    }

    /// Leaves the terminal to whoever asks there.
    fn make_way(&self, why: &str) {
        let _ = self.bars.clear();
        self.bars.set_draw_target(ProgressDrawTarget::hidden());
        show::line(why);
        lock(&self.held).get_or_insert_default();
    }

    fn go_on(&self) {
        self.bars.set_draw_target(ProgressDrawTarget::stderr());
        let held = lock(&self.held).take();
        held.into_iter().flatten().for_each(|text| self.stay(&text));
    }

    /// A line that stays above those that move.
    fn stay(&self, text: &str) {
        if let Some(held) = lock(&self.held).as_mut() {
            held.push(text.to_owned());
            return;
        }
        if self.bars.println(slipway_app::redacted(text)).is_err() {
            show::line(text);
        }
    }

    fn steps(&self) -> MutexGuard<'_, HashMap<StepId, Step>> {
        lock(&self.steps)
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// `◐ host-1/pull: pull the images 3s  layer 2 of 5`, turning.
fn style() -> ProgressStyle {
    ProgressStyle::with_template("{spinner} {prefix} {elapsed} {wide_msg:.dim}")
        .unwrap_or_else(|_| ProgressStyle::default_spinner())
        .tick_strings(&["◐", "◓", "◑", "◒", " "])
}
