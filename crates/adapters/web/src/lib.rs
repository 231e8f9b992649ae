//! Questions to web servers: GET over HTTP/1.1, with TLS where the address says so, over a connection that
//! this machine makes or one that a host makes for us.
//!
//! `client` is one question, `address` what it says of where to, `failures` why there is no answer.

mod address;
mod client;
mod failures;

pub use client::WebClient;
