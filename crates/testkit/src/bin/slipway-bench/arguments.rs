//! What `slipway-bench` was asked to do.

use std::path::PathBuf;

use slipway_testkit::{Result, TestkitError};

use crate::cases::CASES;

/// The words after the program's name.
pub(crate) struct Arguments {
    /// The folder that holds the `slipway` to be measured.
    pub(crate) programs: PathBuf,
    /// How often each side of a case is measured; each case knows a number of its own.
    pub(crate) rounds: Option<usize>,
    names: Vec<String>,
}

const USAGE: &str = "usage: slipway-bench --slipway FOLDER [--rounds N] [CASE…]";

impl Arguments {
    /// Reads them; without names all cases are meant.
    pub(crate) fn read(mut words: impl Iterator<Item = String>) -> Result<Self> {
        let (mut programs, mut rounds, mut names) = (None, None, Vec::new());
        while let Some(word) = words.next() {
            match word.as_str() {
                "--slipway" => programs = words.next().map(PathBuf::from),
                "--rounds" => rounds = Some(number(words.next())?),
                name if CASES.iter().any(|case| case.name == name) => names.push(word),
                other => return Err(unknown(other)),
            }
        }
        let programs = programs.ok_or_else(|| TestkitError::new(USAGE))?;
        Ok(Self { programs, rounds, names })
    }

    /// Whether a case is to be measured.
    pub(crate) fn wants(&self, name: &str) -> bool {
        self.names.is_empty() || self.names.iter().any(|wanted| wanted == name)
    }
}

fn number(word: Option<String>) -> Result<usize> {
    let number = word.and_then(|word| word.parse().ok()).filter(|number| *number > 0);
    number.ok_or_else(|| TestkitError::new("--rounds wants a number from 1"))
}

fn unknown(word: &str) -> TestkitError {
    let names: Vec<&str> = CASES.iter().map(|case| case.name).collect();
    TestkitError::new(format!("there is no case `{word}`; there are {}\n{USAGE}", names.join(", ")))
}
