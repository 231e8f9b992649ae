//! Commits, trees and branches through the system's git.
//!
//! git is spawned, never linked, so that people's configuration and helpers apply. Nothing here changes the
//! working tree, the index or a reference, except [`GitSource::commit_file`]; a dirty tree leaves loose objects
//! behind, which git collects.
//! What is absent: anything that talks to a remote, and what a build makes of the files.

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
mod repository;
mod resolve;
mod tree;
mod working_tree;

pub use branches::{Branch, Upstream};
pub use repository::GitSource;
