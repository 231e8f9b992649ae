//! The codes of problems.

use std::collections::BTreeSet;

use slipway_domain::problem::{Code, Exit, Problem};

fn word(code: Code) -> String {
    serde_json::to_value(code).unwrap().as_str().unwrap().to_owned()
}

#[test]
fn every_code_has_a_name_of_its_own_in_snake_case() {
    let names: BTreeSet<String> = Code::ALL.iter().copied().map(word).collect();
    assert_eq!(names.len(), Code::ALL.len(), "two codes with one name cannot be told apart by a script");
    for name in names {
        let fits = name.chars().all(|c| c.is_ascii_lowercase() || c == '_') && !name.starts_with('_');
        assert!(fits, "{name} is no snake_case word");
    }
}

#[test]
fn codes_are_only_ever_added() {
    // The codes that were published. A line is never changed and never taken away.
    let published = include_str!("codes.txt");
    let published: Vec<&str> = published.lines().filter(|line| !line.is_empty()).collect();
    assert!(published.len() >= 50, "codes.txt has only {} lines", published.len());
    let now: BTreeSet<String> =
        Code::ALL.iter().map(|code| format!("{} {}", word(*code), code.exit() as i32)).collect();
    let lost: Vec<&&str> = published.iter().filter(|line| !now.contains(**line)).collect();
    assert!(lost.is_empty(), "scripts rely on these codes and their exit codes: {lost:?}");
    let unpublished: Vec<&String> = now.iter().filter(|line| !published.contains(&line.as_str())).collect();
    assert!(unpublished.is_empty(), "new codes belong into tests/tests/contract/codes.txt: {unpublished:?}");
}

#[test]
fn exit_codes_are_those_of_the_contract() {
    let ways = [
        (Exit::Failed, 1),
        (Exit::Usage, 2),
        (Exit::Refused, 3),
        (Exit::Unknown, 4),
        (Exit::Waiting, 5),
        (Exit::Interrupted, 130),
    ];
    assert_eq!(Exit::Done.number(), 0);
    for (way, number) in ways {
        assert_eq!(way.number(), number);
        assert!(Code::ALL.iter().any(|code| code.exit() == way), "no code ends with {number}");
    }
}

#[test]
fn hints_read_like_hints() {
    for code in Code::ALL {
        let Some(hint) = code.hint() else { continue };
        let name = word(*code);
        assert!(!hint.ends_with('.') && !hint.ends_with('!'), "{name}: the front end ends the sentence");
        assert!(!hint.to_lowercase().contains("please") && !hint.contains("sorry"), "{name}: {hint}");
        assert_eq!(Problem::new(*code, "x").hint.as_deref(), Some(hint), "{name} loses its hint");
    }
}
