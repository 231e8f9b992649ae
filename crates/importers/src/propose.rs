//! Makes a `slipway.yml` of facts.

mod args;
mod containers;
mod environments;
mod groups;
mod images;
mod jobs;
mod names;
mod notifications;
mod page;
mod services;
mod targets;
mod versions;

use std::collections::BTreeMap;

use serde::Serialize;
use slipway_domain::config;

use crate::facts::Facts;
use crate::findings::{Finding, Findings};
use crate::place::{Origin, Place};
use page::{COMMENT, Page};

/// A proposed `slipway.yml`.
#[derive(Clone, Debug)]
pub struct Proposal {
    /// Its text, with a comment at each line that says where it comes from. Always valid.
    pub yaml: String,
    /// The same comments as data, in the order of the lines.
    pub notes: Vec<Note>,
    /// What only a person can answer, as sentences.
    pub questions: Vec<String>,
    /// What was noticed and is no line of the file.
    pub findings: Vec<Finding>,
}

impl Proposal {
    /// The same without its comments, for who shows what they say beside it. The notes are of the bare text's lines.
    pub fn bare(&self) -> Self {
        let head = self.yaml.lines().take_while(|line| line.starts_with('#')).count();
        let comments: BTreeMap<usize, String> =
            self.notes.iter().map(|note| (note.line, format!("{COMMENT}{}", note.text))).collect();
        let mut yaml = String::new();
        for (line, number) in self.yaml.lines().zip(1..).skip(head) {
            let comment = comments.get(&number).map_or("", String::as_str);
            yaml.push_str(line.strip_suffix(comment).unwrap_or(line));
            yaml.push('\n');
        }
        let notes = self.notes.iter().map(|note| Note { line: note.line - head, ..note.clone() });
        Self { yaml, notes: notes.collect(), ..self.clone() }
    }
}

/// Where a line of the proposal comes from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Note {
    /// The line of the proposal, from 1.
    pub line: usize,
    /// What its comment says.
    pub text: String,
    /// The line of the repository that it goes back to.
    pub source: Option<Place>,
    /// Whether nobody said so.
    pub guess: bool,
}

/// How much of what is known goes into a proposal.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd)]
enum Extent {
    /// Services only.
    Services,
    /// Services and environments.
    Environments,
    /// Everything.
    All,
}

/// What a proposal is made with.
struct Draft<'f> {
    facts: &'f Facts,
    page: Page,
    questions: Vec<String>,
    findings: Findings,
}

impl Draft<'_> {
    fn ask(&mut self, question: impl Into<String>) {
        let question = question.into();
        if !self.questions.contains(&question) {
            self.questions.push(question);
        }
    }
}

/// Proposes a `slipway.yml`. It is always valid: a part that would not be is left out, and said.
pub fn propose(facts: &Facts) -> Proposal {
    let mut left_out = Findings::default();
    for extent in [Extent::All, Extent::Environments, Extent::Services] {
        let mut proposal = written(facts, extent);
        match config::parse(&proposal.yaml, "slipway.yml") {
            Ok(_) => {
                proposal.findings.extend(left_out.all);
                return proposal;
            }
            Err(found) => {
                let part = if extent == Extent::All { "jobs" } else { "environments" };
                let first = found.all().iter().find(|finding| finding.severity == config::Severity::Error);
                let why = first.map(|finding| finding.message.clone()).unwrap_or_default();
                left_out.add(
                    None,
                    format!("The {part} that were found do not make a valid file and were left out: {why}"),
                );
            }
        }
    }
    let mut draft = Draft::new(facts);
    draft.head();
    draft.end(left_out.all)
}

/// The repositories of the images that would be proposed.
pub(crate) fn repositories(facts: &Facts) -> Vec<String> {
    let services = services::find(&mut Draft::new(facts));
    let images = services.into_iter().map(|service| service.image);
    images
        .filter(|image| image.placeholders.is_empty() && !image.is_local)
        .map(|image| image.repository)
        .collect()
}

fn written(facts: &Facts, extent: Extent) -> Proposal {
    let mut draft = Draft::new(facts);
    draft.head();
    let services = services::find(&mut draft);
    services::write(&services, &mut draft);
    if extent >= Extent::All {
        jobs::write(&services, &mut draft);
    }
    if extent >= Extent::Environments {
        environments::write(&services, &mut draft);
    }
    if extent >= Extent::All {
        notifications::write(&mut draft);
    }
    draft.end(Vec::new())
}

impl<'f> Draft<'f> {
    fn new(facts: &'f Facts) -> Self {
        Self { facts, page: Page::default(), questions: Vec::new(), findings: Findings::default() }
    }

    fn head(&mut self) {
        self.page.plain(0, "# Proposed by `slipway init`. The comments say where each line comes from;");
        self.page.plain(0, "# what is marked `guess` is for you to check. `slipway check` reads this file.");
        self.page.plain(0, "version: 1");
        let (name, origin) = names::project(self.facts);
        self.page.pair(0, "project", &name, origin);
    }

    fn end(self, more: Vec<Finding>) -> Proposal {
        let mut findings = self.facts.findings.clone();
        findings.extend(self.findings.all);
        findings.extend(more);
        let (yaml, notes) = self.page.finish();
        Proposal { yaml, notes, questions: self.questions, findings }
    }
}

/// The origin of a line that has a known place.
fn from(place: &Place) -> Origin {
    Origin::From(place.clone())
}
