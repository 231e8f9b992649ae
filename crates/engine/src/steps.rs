//! Executors of the engine's own: what a run does, and what a deployment does around its target's steps.
//!
//! Each public module holds one executor with the arguments of its effects.

pub mod basis;
pub mod build;
pub mod gate;
mod held;
pub mod job;
pub mod leaks;
pub mod push;
pub mod repository;
pub mod tag;
pub mod wait;

use slipway_domain::entry::Report;
use slipway_domain::plan::Effect;
use slipway_domain::problem::Problem;

pub use held::Held;

/// That an effect is one of these verbs, in a form that this version knows.
fn knows(effect: &Effect, verbs: &[&str]) -> Result<(), Problem> {
    if verbs.contains(&effect.verb.as_str()) { effect.known() } else { Err(effect.unknown()) }
}

/// A report of something that did not work.
fn failed(problem: Problem) -> Report {
    Report { problem: Some(problem), ..Report::default() }
}

/// The same where it is certain that nothing was changed.
fn untouched(problem: Problem) -> Report {
    Report { untouched: true, ..failed(problem) }
}
