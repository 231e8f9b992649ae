//! Commits, trees and branches through the system's git.
//!
//! git is spawned, never linked, so that people's configuration and helpers apply. Nothing here changes the
//! working tree, the index or a reference, except [`GitSource::commit_file`]; a dirty tree leaves loose objects
//! behind, which git collects.
//! What is absent: anything that asks a remote for what is new there, and what a build makes of the files. Only what a
//! partial clone left at its remote is got from there, by git itself, when somebody reads it (`remote_logins`).

mod branches;
mod changed;
mod commit;
mod environment;
mod history;
mod listed;
mod names;
mod objects;
mod person;
mod program;
mod remote;
mod remote_logins;
mod repository;
mod resolve;
mod tree;
mod working_tree;

pub use branches::{Branch, Upstream};
pub use remote_logins::{RemoteLogin, RemoteLogins};
pub use repository::GitSource;
