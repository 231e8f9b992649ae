//! Shell scripts as far as deployments need them: commands, and the branches they run for.

mod commands;
mod condition;
mod continued;
mod words;

use crate::place::Place;

pub(crate) use commands::{Command, commands};

/// A piece of shell text with the place of each of its lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Script {
    pub file: String,
    pub text: String,
    /// The line of the file that each line of the text stands in.
    pub lines: Vec<usize>,
}

impl Script {
    /// A text whose lines follow each other in the file from `first` on.
    pub(crate) fn new(file: &str, text: &str, first: usize) -> Self {
        let count = text.lines().count().max(1);
        Self { file: file.to_owned(), text: text.to_owned(), lines: (first..first + count).collect() }
    }

    /// The place of a line of the text, from 0.
    pub(crate) fn place(&self, line: usize) -> Place {
        let number = self.lines.get(line).or(self.lines.last()).copied().unwrap_or(1);
        Place::new(&self.file, number)
    }

    /// A part of this script, such as what is quoted after `ssh HOST`, that begins in one of its lines.
    pub(crate) fn part(&self, text: &str, line: usize) -> Self {
        let lines = (line..line + text.lines().count().max(1)).map(|line| self.place(line).line).collect();
        Self { file: self.file.clone(), text: text.to_owned(), lines }
    }
}

/// The branches for which a condition made of these words holds.
pub(crate) use condition::branches as tested;
