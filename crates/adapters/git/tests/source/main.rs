//! The port on real repositories.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

mod branches;
mod commits;
mod git_server;
mod history;
mod objects;
mod opening;
mod partial_clones;
mod repository;
mod trees;
mod working_tree;
