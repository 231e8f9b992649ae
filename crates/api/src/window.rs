//! What the window asks and is told, a module per screen.
//!
//! An answer comes in a [`call::Answer`] with the [`topic::Topic`]s that it was made of; an event names the topics
//! that changed. A window that asks again for what it shows of them is right. What is absent: words for people where
//! a word of the window's language does; the documents hold states and names, and the window says them.

pub mod activity;
pub mod board;
pub mod call;
pub mod caution;
pub mod credential_values;
pub mod credentials;
pub mod environment;
pub mod event;
pub mod found_credentials;
pub mod gate;
pub mod images;
pub mod onboarding;
pub mod operation;
pub mod plan;
pub mod projects;
pub mod questions;
pub mod repositories;
pub mod secret_text;
pub mod settings;
pub mod topic;
pub mod untold;
