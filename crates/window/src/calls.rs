//! The calls of the window, a file per screen.

pub(crate) mod actions;
pub(crate) mod activity;
pub(crate) mod board;
pub(crate) mod credentials;
pub(crate) mod environment;
pub(crate) mod images;
pub(crate) mod log;
pub(crate) mod onboarding;
pub(crate) mod operation;
pub(crate) mod plan;
pub(crate) mod projects;
pub(crate) mod questions;
pub(crate) mod repositories;
pub(crate) mod settings;
pub(crate) mod shell;
pub(crate) mod streams;
pub(crate) mod untold;
