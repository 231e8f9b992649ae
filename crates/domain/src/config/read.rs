//! From the tree to the types. Whatever is wrong is reported and replaced by a default, so that one
//! reading finds everything; a configuration with errors never leaves this crate.

mod config;
mod environment;
mod fields;
mod job;
mod notifications;
mod scalar;
mod service;
mod target;
mod template;

pub(crate) use config::config;
#[cfg(test)]
pub(crate) use config::json;
pub(crate) use fields::closest;
pub(crate) use template::part_of;
