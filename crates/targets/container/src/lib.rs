//! The docker target: plain containers on this machine or on one host.
//!
//! What scripts do with `docker stop`, `docker rm` and `docker run`, with the old container kept until the
//! new one runs.
#![cfg_attr(not(test), deny(clippy::disallowed_methods, clippy::disallowed_types))]

mod engine;
mod executor;
mod failure;
mod names;
mod options;
mod plan;
mod removal;
mod restore;
mod run;
mod settings;
mod spec;
mod swap;
mod target;
mod wanted;

pub use executor::{ContainerExecutor, EXECUTOR};
pub use target::ContainerTarget;
