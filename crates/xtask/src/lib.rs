//! The project's own tasks: what is generated, and what has to hold of the whole workspace.
//!
//! The program `xtask` runs them; the architecture tests read [`metadata`] and [`tracked`] too. What is
//! absent: anything that the product does.

pub mod bench;
pub mod check;
pub mod generate;
pub mod metadata;
pub mod tracked;

use std::path::PathBuf;

/// What a task says when it cannot be done: a sentence.
pub type Fault = String;

/// The folder of the workspace.
pub fn root() -> PathBuf {
    let here = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    here.ancestors().nth(2).map_or(here.clone(), PathBuf::from)
}
