//! What to look at before a plan is carried out: in a sentence, and in parts for whoever says it in other words.

use slipway_domain::caution::Caution;

/// A warning.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Warning {
    /// The sentence.
    pub said: String,
    /// Its parts, where they are known.
    pub parts: Option<Caution>,
}

impl Warning {
    pub(super) fn of(parts: Caution, said: impl Into<String>) -> Self {
        Self { said: said.into(), parts: Some(parts) }
    }
}

impl From<String> for Warning {
    fn from(said: String) -> Self {
        Self { said, parts: None }
    }
}

impl From<&str> for Warning {
    fn from(said: &str) -> Self {
        said.to_owned().into()
    }
}
