//! What is in the keychain, and what was seen of it. Never a value.

use slipway_api::credentials::{
    CredentialDocument, CredentialsDocument, FoundDocument, FoundState, KeychainDocument, KeychainWord,
    TestDocument, TrialDocument,
};
use slipway_domain::problem::Problem;

use super::{line, out, table::table};

/// Prints a table of credentials, and beside it how the keychain is and what to do where it cannot be used.
pub fn print(document: &CredentialsDocument, hindrance: Option<&Problem>) {
    if document.credentials.is_empty() {
        out("There are no credentials yet; `slipway credentials add plain NAME` adds the first.");
    } else {
        out(&listed(&document.credentials));
    }
    standing(&document.keychain, hindrance).iter().for_each(|told| line(told));
}

fn standing(keychain: &KeychainDocument, hindrance: Option<&Problem>) -> Vec<String> {
    let Some(problem) = hindrance else {
        return vec![format!("{}: {}", keychain.name, state(keychain.state))];
    };
    let hint = problem.hint.iter().map(|hint| format!("hint: {hint}"));
    [format!("note: {}", problem.message)].into_iter().chain(hint).collect()
}

fn state(state: KeychainWord) -> &'static str {
    match state {
        KeychainWord::Unlocked => "unlocked",
        KeychainWord::Locked => "locked",
        KeychainWord::NoBus => "there is no session bus to reach it by",
        KeychainWord::NoService => "no program keeps secrets here",
        KeychainWord::NoCollection => "it has nothing to keep secrets in",
        KeychainWord::Silent => "it does not answer",
    }
}

fn listed(credentials: &[CredentialDocument]) -> String {
    let rows: Vec<Vec<String>> = credentials.iter().map(row).collect();
    table(&["NAME", "KIND", "FOR", "SHOWN", "ASKS", "SET", "USED", "WORKS", "USED BY"], &rows)
}

fn row(one: &CredentialDocument) -> Vec<String> {
    let scope = [one.project.as_deref(), one.environment.as_deref()];
    let scope: Vec<&str> = scope.into_iter().flatten().collect();
    vec![
        one.name.clone(),
        one.kind.word().to_owned(),
        if scope.is_empty() { "everything".to_owned() } else { scope.join(" ") },
        one.shown.clone().unwrap_or_else(|| "-".to_owned()),
        if one.ask { "yes" } else { "no" }.to_owned(),
        day(Some(one.rotated.as_ref().unwrap_or(&one.added))),
        day(one.used.as_ref()),
        works(one).to_owned(),
        one.used_by.join(", "),
    ]
}

/// The day of a moment as it stands in a document.
fn day(moment: Option<&String>) -> String {
    moment.and_then(|at| at.split('T').next()).unwrap_or("-").to_owned()
}

fn works(one: &CredentialDocument) -> &'static str {
    match one.tested.as_ref().map(|tested| tested.works) {
        Some(Some(true)) => "yes",
        Some(Some(false)) => "no",
        Some(None) | None => "-",
    }
}

/// Prints what came of trying credentials.
pub fn print_tests(document: &TestDocument) {
    document.tested.iter().for_each(|one| out(&tried(one)));
}

fn tried(one: &TrialDocument) -> String {
    let mark = match one.works {
        Some(true) => "✓",
        Some(false) => "✗",
        None => "·",
    };
    format!("{mark} {} {}: {}", one.kind.word(), one.name, one.said)
}

/// Prints what was found elsewhere.
pub fn print_found(found: &[FoundDocument], out: fn(&str)) {
    if found.is_empty() {
        return out("Nothing was found that could be put into the keychain.");
    }
    let row = |one: &FoundDocument| {
        let state = match one.state {
            FoundState::Imported => "imported",
            FoundState::Found => "",
            FoundState::Known => "there already",
            FoundState::Empty => "lacks a value",
            FoundState::Unlikely => "looks like a setting",
        };
        let shown = one.shown.clone().unwrap_or_else(|| "-".to_owned());
        vec![one.name.clone(), one.kind.word().to_owned(), one.from.clone(), shown, state.to_owned()]
    };
    out(&table(&["NAME", "KIND", "FROM", "SHOWN", ""], &found.iter().map(row).collect::<Vec<_>>()));
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use slipway_api::credentials::{ScopeWord, TestedDocument};
    use slipway_domain::credential::Kind;
    use slipway_domain::problem::Code;

    use super::*;

    #[test]
    fn a_keychain_that_cannot_be_used_says_why_and_what_to_do() {
        let keychain = |state| KeychainDocument { name: "the login keychain".into(), state };
        assert_eq!(standing(&keychain(KeychainWord::Unlocked), None), ["the login keychain: unlocked"]);
        let problem = Problem::new(Code::KeychainLocked, "the login keychain is locked");
        let told = standing(&keychain(KeychainWord::Locked), Some(&problem));
        assert_eq!(told[0], "note: the login keychain is locked");
        assert!(told[1].starts_with("hint: unlock it"), "{told:?}");
    }

    #[test]
    fn a_row_tells_where_it_applies_and_never_a_value() {
        let one = CredentialDocument {
            id: "environment/recipes/production/plain/TOKEN".into(),
            name: "TOKEN".into(),
            kind: Kind::Plain,
            scope: ScopeWord::Environment,
            project: Some("recipes".into()),
            environment: Some("production".into()),
            fields: BTreeMap::new(),
            shown: None,
            ask: true,
            added: "2026-01-05T09:00:00Z".into(),
            rotated: None,
            used: Some("2026-01-06T09:00:00Z".into()),
            used_by: vec!["api in production".into()],
            tested: Some(TestedDocument { at: "".into(), works: Some(false), said: "".into() }),
        };
        let text = listed(&[one]);
        let row = text.lines().nth(1).unwrap();
        for told in
            ["TOKEN  plain  recipes production", "yes", "2026-01-05  2026-01-06  no", "api in production"]
        {
            assert!(row.contains(told), "{told}:\n{text}");
        }
    }
}
