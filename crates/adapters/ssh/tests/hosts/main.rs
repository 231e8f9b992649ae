//! Hosts over a real sshd.
#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout)]

mod agent;
mod commands;
mod connections;
mod known_hosts;
mod local;
mod private_line;
mod prompts;
mod refusals;
mod sessions;
mod sshd;
mod trial;

/// Starts a server, or leaves the test with a sentence.
macro_rules! server {
    () => {
        server!(crate::sshd::Special::default())
    };
    ($special:expr) => {
        match crate::sshd::Sshd::start(&$special) {
            Some(server) => server,
            None => return,
        }
    };
}
pub(crate) use server;
