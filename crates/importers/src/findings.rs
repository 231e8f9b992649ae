//! What was noticed on the way and is no line of the proposal.

use slipway_domain::config;

use crate::place::Place;

/// Something worth knowing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Where.
    pub place: Option<Place>,
    /// What, as a sentence.
    pub text: String,
}

/// Findings in the order they were made.
#[derive(Clone, Debug, Default)]
pub(crate) struct Findings {
    pub all: Vec<Finding>,
}

impl Findings {
    /// Adds one; the same twice is one.
    pub(crate) fn add(&mut self, place: Option<&Place>, text: impl Into<String>) {
        let finding = Finding { place: place.cloned(), text: text.into() };
        if !self.all.contains(&finding) {
            self.all.push(finding);
        }
    }

    /// Says that a file is no (clean) YAML. One finding is enough: the rest follows from it.
    pub(crate) fn of_yaml(&mut self, found: &config::Findings, usable: bool) {
        use config::Code::{DuplicateKey, Syntax};
        let worth = |finding: &&config::Finding| !usable || matches!(finding.code, DuplicateKey | Syntax);
        if let Some(first) = found.all().iter().find(worth) {
            let rest = match (usable, first.code) {
                (false, _) => "Nothing was read from this file.",
                (true, DuplicateKey) => "The first one counts.",
                (true, _) => "What is indented so was not read.",
            };
            self.add(Some(&Place::new(&first.file, first.line)), format!("{} {rest}", first.message));
        }
    }
}
