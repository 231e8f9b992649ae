//! What said where an engine is.

use std::fmt;

/// What said so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FoundBy {
    /// A person chose the address.
    Chosen,
    /// An environment variable, such as `DOCKER_HOST`.
    Variable(&'static str),
    /// The docker context of that name.
    Context(String),
    /// It is where Docker's engine usually is.
    Usual,
    /// It is where the engine of that product usually is, such as `Colima`.
    Product(&'static str),
    /// It is where an engine without root usually is.
    Rootless,
}

impl fmt::Display for FoundBy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Chosen => write!(f, "the settings"),
            Self::Variable(name) => write!(f, "{name}"),
            Self::Context(name) => write!(f, "the docker context {name}"),
            Self::Usual if cfg!(windows) => write!(f, "the usual pipe"),
            Self::Usual => write!(f, "the usual socket"),
            Self::Product(name) => write!(f, "{name}'s socket"),
            Self::Rootless => write!(f, "the rootless engine's socket"),
        }
    }
}
