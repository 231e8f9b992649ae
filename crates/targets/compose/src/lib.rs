//! The compose target: Docker Compose projects on hosts.
//!
//! Releases are put beside the project directory as plain files that work without Slipway, and compose is
//! asked for nothing but `up` of the services that change.
#![cfg_attr(not(test), deny(clippy::disallowed_methods, clippy::disallowed_types))]

mod commands;
mod executor;
mod failure;
mod file;
mod interpolate;
mod neighbours;
mod plan;
mod recipe;
mod release;
mod restore;
mod settings;
mod target;
mod up;
mod ups;
mod wanted;
mod yaml;

pub use executor::{ComposeExecutor, EXECUTOR};
pub use target::ComposeTarget;
