//! The words of Slipway as types, and the rules that need no I/O.
//!
//! Nothing here reads a file, a clock or an environment variable. What is absent: ports, SQL, wire
//! documents, everything asynchronous.
#![cfg_attr(not(test), deny(clippy::disallowed_methods, clippy::disallowed_types))]

pub mod address;
pub mod artifact;
pub mod aws_registry;
pub mod build_paths;
pub mod caution;
pub mod config;
pub mod credential;
pub mod deployment;
pub mod digest;
pub mod disk_room;
pub mod dockerfile;
pub mod dockerignore;
pub mod duration;
pub mod engine_failure;
pub mod entry;
pub mod gate_reason;
pub mod host;
pub mod host_sign;
pub mod how_far;
pub mod iam;
pub mod ids;
pub mod image;
pub mod label;
pub mod leak;
pub mod moment;
pub mod notification;
pub mod operation;
pub mod path_pattern;
pub mod plan;
pub mod platform;
pub mod problem;
pub mod progress;
pub mod redact;
pub mod release;
pub mod release_variables;
pub mod repository;
pub mod sealed;
pub mod secret;
pub mod secret_words;
pub mod shell_word;
pub mod source_limits;
pub mod tag;
pub mod template;
pub mod text_lines;
pub mod tree_path;
pub mod version;
pub mod world;
pub mod yaml;
