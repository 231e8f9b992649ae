//! What differs between two sealed files, by name.

use std::collections::BTreeSet;

/// What happened to a secret.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NameChange {
    /// It is new.
    Added,
    /// It is gone.
    Removed,
    /// It has another value. Only who can open both files knows.
    Changed,
}

/// What differs from `before` to `after`, by name, sorted. `changed` says of a secret that both have whether its value
/// differs; it is not asked where the files cannot be opened.
pub fn changes(
    before: &[String],
    after: &[String],
    changed: impl Fn(&str) -> bool,
) -> Vec<(String, NameChange)> {
    let (old, new): (BTreeSet<&String>, BTreeSet<&String>) =
        (before.iter().collect(), after.iter().collect());
    let one = |name: &&String| match (old.contains(*name), new.contains(*name)) {
        (false, _) => Some(NameChange::Added),
        (_, false) => Some(NameChange::Removed),
        _ => changed(name).then_some(NameChange::Changed),
    };
    old.union(&new).filter_map(|name| Some(((*name).clone(), one(name)?))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_tell_what_came_and_what_went() {
        let [before, after] = [["A", "B", "C"], ["B", "C", "D"]].map(|names| names.map(str::to_owned));
        let told = changes(&before, &after, |name| name == "C");
        let told: Vec<(&str, NameChange)> =
            told.iter().map(|(name, change)| (name.as_str(), *change)).collect();
        assert_eq!(told, [("A", NameChange::Removed), ("C", NameChange::Changed), ("D", NameChange::Added)]);
        assert!(changes(&before, &before, |_| false).is_empty());
    }
}
