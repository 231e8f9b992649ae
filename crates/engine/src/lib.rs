//! What Slipway does, over ports: planning, the operation runner, the queries.
//!
//! The engine depends on the domain only. What is absent: anything that spawns a process, opens a file or
//! a socket, and every word of a particular target.
#![cfg_attr(not(test), deny(clippy::disallowed_methods, clippy::disallowed_types))]

mod account;
pub mod artifacts;
pub mod claims;
pub mod credentials;
pub mod deploy;
pub mod environments;
pub mod images;
pub mod notify;
pub mod operations;
pub mod ports;
pub mod project;
mod quoted;
pub mod rules;
pub mod run;
pub mod runner;
mod running;
pub mod sealed;
pub mod select;
pub mod status;
pub mod steps;
pub mod tags;
