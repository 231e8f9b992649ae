//! What a notice says, as labelled lines: what all channels that write text have in common.

use jiff::Timestamp;

use super::shorten::{one_line, to_characters};
use super::words::{self, Label};
use super::{Change, Notice};
use crate::config::{Occasion, Tongue};

/// The most characters of a value that others wrote.
const LONGEST: usize = 400;

/// A label and its value.
pub(super) type Line = (Label, String);

/// What it is about, in short.
pub(super) fn facts(notice: &Notice) -> Vec<Line> {
    let maybe = |label, value: Option<String>| value.map(|value| (label, value));
    let version = Some(notice.versions()).filter(|text| !text.is_empty());
    let commit = notice.short_commit();
    let branch = match (&notice.branch, commit) {
        (Some(branch), Some(commit)) => Some(format!("{branch} ({commit})")),
        (Some(branch), None) => Some(branch.clone()),
        (None, commit) => commit.map(str::to_owned),
    };
    let version = match (version, notice.release) {
        (Some(version), Some(number)) => Some(format!("{version} (#{number})")),
        (version, number) => version.or_else(|| number.map(|number| format!("#{number}"))),
    };
    let lines = [
        Some((Label::Project, notice.project.clone())),
        maybe(Label::Environment, notice.environment.clone()),
        maybe(Label::Version, version),
        maybe(Label::Branch, branch),
        maybe(Label::Author, notice.author.as_deref().map(name)),
        Some((Label::Started, name(&notice.actor))),
        Some((Label::When, when(notice.at))),
        maybe(Label::Reason, notice.reason.clone()),
    ];
    lines.into_iter().flatten().map(|(label, value)| (label, fitting(&value))).collect()
}

/// Why it did not succeed, with what shows it.
pub(super) fn reasons(notice: &Notice) -> Vec<Line> {
    let why = notice.why.as_ref().map(|why| (Label::Why, fitting(why)));
    let shown = notice.evidence.as_ref().map(|shown| (Label::Evidence, fitting(shown)));
    why.into_iter().chain(shown).collect()
}

/// What runs now, where that is not what was wanted.
pub(super) fn running(notice: &Notice, tongue: Tongue) -> Vec<String> {
    if matches!(notice.occasion, Occasion::Started | Occasion::Succeeded) {
        return Vec::new();
    }
    let one = |now: &super::Now| {
        let runs = now.versions.as_deref().unwrap_or_else(|| words::unknown(tongue));
        format!("{}{}{}", now.place, words::colon(tongue), fitting(runs))
    };
    notice.running.iter().map(one).collect()
}

/// The commits that come, a line each, and how many there are besides.
pub(super) fn changes(notice: &Notice, tongue: Tongue) -> Vec<String> {
    let one = |change: &Change| {
        format!("{} {} · {}", change.short(), fitting(&change.subject), name(&change.author))
    };
    let more = (notice.more_changes > 0).then(|| words::more(notice.more_changes, tongue));
    notice.changes.iter().map(one).chain(more).collect()
}

/// A person's name without the address.
pub(super) fn name(person: &str) -> String {
    let name = person.split_once(" <").map_or(person, |(name, _)| name).trim();
    fitting(if name.is_empty() { person } else { name })
}

/// When, to the minute.
pub(super) fn when(at: Timestamp) -> String {
    at.strftime("%Y-%m-%d %H:%M UTC").to_string()
}

fn fitting(text: &str) -> String {
    to_characters(&one_line(text), LONGEST)
}
