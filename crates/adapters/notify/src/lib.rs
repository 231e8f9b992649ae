//! Channels that notices go out through. What is said was written by the domain; here is the way there: addresses,
//! tokens, signatures, and what each service answers.
//!
//! `slack`, `robots`, `webhook` and `desktop` are a kind of channel each, `post` one request, `sign` signatures. What is
//! absent: when a notice is due, and when it is tried again.

mod channels;
mod desktop;
mod failures;
mod post;
mod robots;
mod sign;
mod slack;
mod webhook;

pub use channels::Channels;
