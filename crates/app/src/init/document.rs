//! A proposal on the wire.

use std::path::Path;

use slipway_api::init::{FindingDocument, InitDocument, NoteDocument};
use slipway_importers::{Finding, Note, Proposal};

/// What programs are told of a proposal. `written` is the file that it was written to, if it was.
pub fn document(proposal: &Proposal, written: Option<&Path>) -> InitDocument {
    let note = |note: &Note| NoteDocument {
        line: note.line,
        text: note.text.clone(),
        source: note.source.as_ref().map(ToString::to_string),
        guess: note.guess,
    };
    let finding = |finding: &Finding| FindingDocument {
        place: finding.place.as_ref().map(ToString::to_string),
        text: finding.text.clone(),
    };
    InitDocument {
        yaml: proposal.yaml.clone(),
        notes: proposal.notes.iter().map(note).collect(),
        questions: proposal.questions.clone(),
        findings: proposal.findings.iter().map(finding).collect(),
        written: written.map(|file| file.display().to_string()),
    }
}
