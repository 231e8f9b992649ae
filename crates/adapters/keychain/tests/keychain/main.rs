//! Keychains as they are found: each state of the system's, and the encrypted file.
#![allow(clippy::unwrap_used, clippy::panic)]
#![cfg(unix)]

mod asking;
mod file;
#[cfg(target_os = "linux")]
mod states;
