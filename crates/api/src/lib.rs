//! What a front end may ask, and what it is told: documents and error codes on the wire.
//!
//! Names on the wire are snake_case, times RFC 3339 in UTC (CONTRACT). What is absent: anything that
//! decides; a document is made of what the engine says.
#![cfg_attr(not(test), deny(clippy::disallowed_methods, clippy::disallowed_types))]

pub mod check;
pub mod credentials;
pub mod done;
pub mod error;
pub mod history;
pub mod init;
pub mod log;
pub mod operation;
pub mod plan;
pub mod policy;
pub mod schema;
pub mod sealed;
pub mod status;
pub mod tags;
pub mod window;
