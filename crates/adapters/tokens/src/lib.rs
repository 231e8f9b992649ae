//! Whether GitHub, GitLab and Slack accept a token: each is asked whose it is, and for nothing else.
//!
//! A token goes nowhere but to the server that it is for, in a header, over HTTPS; plain HTTP only within this machine. What
//! is absent: what tokens are used for.

mod client;
mod git;
mod slack;

pub use git::GitTrial;
pub use slack::SlackTrial;
