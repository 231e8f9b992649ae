//! What was found, and what could not be read.

use std::fmt;

use slipway_domain::credential::{Kind, Parts, PartsError};
use slipway_domain::problem::{Code, Problem};
use slipway_domain::secret::Secret;

/// The most characters of a proposed name.
const LONGEST: usize = 200;

/// A credential that was found. `Debug` shows no value.
#[derive(Debug, Clone)]
pub struct Found {
    /// What it is.
    pub kind: Kind,
    /// What it may be called; every credential may be called so.
    pub name: String,
    /// The parts that were found, by their names.
    pub values: Vec<(&'static str, Secret)>,
    /// The parts that a person has to fill in.
    pub lacks: Vec<&'static str>,
    /// Where it was found, for a person.
    pub whence: String,
    /// What a person may compare and nobody can use, such as a key's fingerprint.
    pub shown: Option<String>,
    /// Whether it looks like a secret, and not like something that merely stands beside one.
    pub is_likely: bool,
}

impl Found {
    /// A credential of that kind, with nothing found of it yet.
    pub fn new(kind: Kind, name: &str, whence: impl Into<String>) -> Self {
        Self {
            kind,
            name: as_credential_name(name),
            values: Vec::new(),
            lacks: Vec::new(),
            whence: whence.into(),
            shown: None,
            is_likely: true,
        }
    }

    /// With a part, unless it is empty or missing.
    pub fn with(mut self, part: &'static str, value: Option<impl Into<String>>) -> Self {
        let value = value.map(Secret::new).filter(|value| !value.is_empty());
        self.values.extend(value.map(|value| (part, value)));
        self
    }

    /// With a part that a person has to fill in.
    pub fn lacking(mut self, part: &'static str) -> Self {
        self.lacks.push(part);
        self
    }

    /// The credential, with what the person filled in.
    pub fn parts(&self, filled_in: impl IntoIterator<Item = (String, Secret)>) -> Result<Parts, PartsError> {
        let found = self.values.iter().map(|(part, value)| ((*part).to_owned(), value.clone()));
        Parts::new(self.kind, found.chain(filled_in))
    }
}

/// What stands wrong in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mistake {
    /// The line, from 1.
    pub line: usize,
    /// What is wrong there, without what stands there.
    pub what: &'static str,
}

impl fmt::Display for Mistake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}: {}", self.line, self.what)
    }
}

/// What came of reading a source: what was found, and, for a person, what could not be read and where.
#[derive(Debug, Clone, Default)]
pub struct Read {
    /// What was found.
    pub found: Vec<Found>,
    /// What could not be read.
    pub missed: Vec<Problem>,
}

impl Read {
    /// Adds what stands wrong in a file.
    pub(crate) fn miss_in(&mut self, file: &str, mistakes: &[Mistake]) {
        mistakes.iter().for_each(|mistake| self.miss(format!("{file}, {mistake}")));
    }

    /// Adds a file or folder that cannot be read, in a sentence.
    pub fn miss(&mut self, said: String) {
        self.missed.push(Problem::new(Code::FileFailed, said));
    }

    /// Adds a program that keeps credentials and does not say them, in a sentence.
    pub(crate) fn miss_keeper(&mut self, said: String) {
        self.missed.push(Problem::new(Code::CredentialsFailed, said));
    }
}

/// The name of a credential that a text makes: what no name may have becomes `-`.
pub(crate) fn as_credential_name(text: &str) -> String {
    let fine = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.' | ':' | '@');
    let name: String = text.chars().map(|c| if fine(c) { c } else { '-' }).take(LONGEST).collect();
    if name.is_empty() { "unnamed".to_owned() } else { name }
}

#[cfg(test)]
mod tests {
    use slipway_domain::credential::{CredentialId, Scope};

    use super::*;

    #[test]
    fn whatever_it_is_called_a_credential_may_be_called_so() {
        for name in ["", "work", "my profile/ä", &"x".repeat(300)] {
            let found = Found::new(Kind::Plain, name, "here");
            CredentialId::new(Scope::Global, Kind::Plain, &found.name).unwrap();
        }
        assert_eq!(as_credential_name("my profile/ä"), "my-profile--");
    }

    #[test]
    fn what_is_lacking_is_filled_in_and_no_value_is_shown() {
        let found =
            Found::new(Kind::Registry, "quay.io", "here").with("user", Some("ann")).lacking("password");
        assert!(found.parts([]).is_err());
        let parts = found.parts([("password".to_owned(), Secret::new("hunter22"))]).unwrap();
        assert_eq!(parts.get("user").unwrap().expose(), "ann");
        let shown = format!("{:?}", found.with("password", Some("hunter22")));
        assert!(!shown.contains("hunter22"), "{shown}");
    }
}
