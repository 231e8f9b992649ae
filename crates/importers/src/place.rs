//! Where something stands, and how a proposed line came about.

use std::fmt;

use serde::Serialize;

/// A line of a file in the repository.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Place {
    /// The file, relative to the repository.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
}

impl Place {
    /// A line of a file.
    pub fn new(file: &str, line: usize) -> Self {
        Self { file: file.to_owned(), line }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.file, self.line)
    }
}

/// How a line came about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// It says what stands there.
    From(Place),
    /// A registry, a host or git said so.
    Heard(String),
    /// Nobody said so.
    Guess {
        /// Why it was proposed.
        why: String,
        /// What suggested it.
        at: Option<Place>,
    },
}

impl Origin {
    /// A guess that nothing in the repository suggested.
    pub fn guess(why: impl Into<String>) -> Self {
        Self::Guess { why: why.into(), at: None }
    }

    /// A guess that a line suggested.
    pub fn guess_at(why: impl Into<String>, at: &Place) -> Self {
        Self::Guess { why: why.into(), at: Some(at.clone()) }
    }

    /// The line that it goes back to.
    pub fn place(&self) -> Option<&Place> {
        match self {
            Self::From(place) => Some(place),
            Self::Heard(_) => None,
            Self::Guess { at, .. } => at.as_ref(),
        }
    }

    /// Whether nobody said so.
    pub fn is_guess(&self) -> bool {
        matches!(self, Self::Guess { .. })
    }
}

impl From<&Place> for Origin {
    fn from(place: &Place) -> Self {
        Self::From(place.clone())
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::From(place) => write!(f, "from {place}"),
            Self::Heard(who) => write!(f, "from {who}"),
            Self::Guess { why, at: Some(place) } => write!(f, "guess: {why} ({place})"),
            Self::Guess { why, at: None } => write!(f, "guess: {why}"),
        }
    }
}
