//! The script target: the deploy script that people already have, run once per host with a receipt.
//!
//! The script and its files are shipped and checked by SHA-256, then run under the host's fenced lock. It
//! survives a lost connection; its receipt (`KEY.started`, `KEY.exit`, `KEY.log`) tells any laptop what
//! became of it. What a script does is not observed: only that it ran, and the checks of `verify`.
#![cfg_attr(not(test), deny(clippy::disallowed_methods, clippy::disallowed_types))]

mod args;
mod executor;
mod parcel;
mod plan;
mod recipe;
mod remote;
mod target;
mod world;

pub use executor::{EXECUTOR, ScriptExecutor};
pub use target::ScriptTarget;
