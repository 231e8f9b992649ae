//! What a reading carries along: the file's name and what was found so far.

use super::finding::{Code, Finding, Severity};
use crate::redact::MASK;
use crate::yaml::Spot;

/// The most findings that are kept; nobody reads more, and a hostile file could hold very many.
const MOST: usize = 500;

/// The longest message, in characters.
const LONGEST: usize = 500;

/// Collects findings.
pub(crate) struct Cx<'f> {
    file: &'f str,
    findings: Vec<Finding>,
    /// Secrets that stand in the text; no finding repeats them.
    secrets: Vec<String>,
}

impl<'f> Cx<'f> {
    pub(crate) fn new(file: &'f str) -> Self {
        Self { file, findings: Vec::new(), secrets: Vec::new() }
    }

    /// Adds an error at a place; suggestion and hint can be added to it.
    pub(crate) fn error(&mut self, spot: Spot, code: Code, message: impl Into<String>) -> &mut Finding {
        self.make_room();
        self.findings.push(Finding {
            code,
            severity: Severity::Error,
            message: message.into(),
            file: self.file.to_owned(),
            line: spot.line,
            column: spot.column,
            length: spot.length,
            further_lines: spot.further_lines,
            suggestion: None,
            hint: None,
        });
        let last = self.findings.len() - 1;
        &mut self.findings[last]
    }

    /// Whether more findings would not be kept, so that looking for suggestions is not worth it.
    pub(crate) fn is_full(&self) -> bool {
        self.findings.len() >= MOST && !self.findings.iter().any(is_warning)
    }

    /// Makes room when there are too many findings: a warning goes first, so that no error is lost
    /// to warnings.
    fn make_room(&mut self) {
        if self.findings.len() < MOST {
            return;
        }
        match self.findings.iter().position(is_warning) {
            Some(warning) => drop(self.findings.remove(warning)),
            None => self.findings.truncate(MOST - 1),
        }
    }

    /// The finding reported last.
    pub(crate) fn last(&mut self) -> Option<&mut Finding> {
        self.findings.last_mut()
    }

    /// Keeps a secret out of every finding, those already reported included.
    pub(crate) fn conceal(&mut self, secret: &str) {
        if self.secrets.len() < MOST {
            self.secrets.push(secret.to_owned());
        }
    }

    pub(crate) fn into_findings(mut self) -> Vec<Finding> {
        for secret in &self.secrets {
            for finding in &mut self.findings {
                conceal(&mut finding.message, secret);
                finding.suggestion.iter_mut().for_each(|text| conceal(text, secret));
                finding.hint.iter_mut().for_each(|text| conceal(text, secret));
            }
        }
        for finding in &mut self.findings {
            shorten(&mut finding.message);
            finding.suggestion.iter_mut().for_each(shorten);
        }
        self.findings
    }
}

fn is_warning(finding: &Finding) -> bool {
    finding.severity == Severity::Warning
}

/// Cuts what nobody would read to its end.
fn shorten(text: &mut String) {
    if let Some((end, _)) = text.char_indices().nth(LONGEST) {
        text.truncate(end);
        text.push('…');
    }
}

fn conceal(text: &mut String, secret: &str) {
    if text.contains(secret) {
        *text = text.replace(secret, MASK);
    }
}
