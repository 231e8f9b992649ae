//! The forms in which a secret may be printed.

use std::collections::BTreeSet;

use crate::secret_words::is_weak;

use super::SHORTEST;
use super::encodings::{base64, hex, html, json, percent, shell};
use super::form::{Form, Kind};

/// A line of a secret with several is looked for by itself from this many characters on: programs print a
/// key line by line, and logs are kept by lines; shorter ones (`}`, `key:`) are ordinary text.
const SHORTEST_LINE: usize = 8;

/// Every form of a secret with at least [`SHORTEST`] characters.
pub(super) fn of(secret: &str) -> BTreeSet<Form> {
    let mut forms = BTreeSet::new();
    for part in parts(secret) {
        match is_weak(part) {
            true => add(&mut forms, Kind::Weak, [part.to_owned()]),
            false => all_of(part, &mut forms),
        }
    }
    forms
}

fn all_of(part: &str, forms: &mut BTreeSet<Form>) {
    let bytes = part.as_bytes();
    add(forms, Kind::Plain, [part.to_owned()]);
    add(forms, Kind::Digits, base64::forms(bytes));
    add(forms, Kind::Plain, base64::lines(bytes));
    add(forms, Kind::Digits, hex::digits(bytes));
    add(forms, Kind::Plain, hex::separated(bytes));
    add(forms, Kind::Plain, percent::forms(part));
    add(forms, Kind::Plain, json::forms(part));
    add(forms, Kind::Plain, html::forms(part));
    add(forms, Kind::Plain, shell::forms(part));
}

fn add(forms: &mut BTreeSet<Form>, kind: Kind, texts: impl IntoIterator<Item = String>) {
    let long = texts.into_iter().filter(|text| text.chars().count() >= SHORTEST);
    forms.extend(long.map(|text| Form { bytes: text.into_bytes(), kind }));
}

/// The secret, itself without white space around it, and its lines.
fn parts(secret: &str) -> BTreeSet<&str> {
    let long = |text: &&str, shortest| text.chars().count() >= shortest;
    let whole = [secret, secret.trim()].into_iter().filter(|text| long(text, SHORTEST));
    let lines = secret.lines().flat_map(|line| line.split("\\n")).map(str::trim);
    let telling = lines.filter(|line| long(line, SHORTEST_LINE) && !is_frame(line));
    whole.chain(telling).collect()
}

/// `-----BEGIN PRIVATE KEY-----`, which is the same for all.
fn is_frame(line: &str) -> bool {
    line.starts_with("-----") && line.ends_with("-----")
}
