//! Image builds over a BuildKit session of our own.
//!
//! The engine asks for what it needs through the session: the context's files, which come from git objects and
//! never from the working directory, secrets, and logins. It keeps the context, so that a second build sends
//! only what changed. What is absent: containers, pushing, and how the engine is found ([`Dial`] is given).

mod answers;
mod auth;
mod build_secrets;
mod builder;
mod context;
mod cut;
mod failure;
mod filesync;
mod follow;
mod health;
mod last_lines;
mod post;
mod progress;
mod proxies;
mod request;
mod secret_mounts;
mod session;
mod stat;
mod step;
mod unsupported;
mod view;

pub use builder::{BuildKit, Dial};
pub use proxies::proxies;
