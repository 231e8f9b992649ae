#![allow(clippy::unwrap_used)]
use slipway_domain::operation::Operation;

use super::*;

fn wanted(text: &str) -> Vec<Test> {
    Filter::of(text).tests.into_iter().map(|(_, test)| test).collect()
}

#[test]
fn what_is_typed_is_understood_or_said_to_be_not() {
    let understood = [
        Test::Environment("staging".into()),
        Test::State(State::Ended(Verdict::RolledBack)),
        Test::Kind(Kind::Deploy),
        Test::Release(12),
        Test::Word("li".into()),
    ];
    assert_eq!(wanted("env:Staging state:rolled_back  kind:deploy release:#12 li"), understood);
    assert_eq!(Filter::of("state:fine colour:red x").not_understood, ["state:fine", "colour:red"]);
    assert_eq!(wanted("state:open branch:main"), [Test::State(State::Open), Test::Branch("main".into())]);
    for nothing in ["", "  ", "env:", "-", "state:\""] {
        assert!(Filter::of(nothing).is_empty(), "{nothing}");
    }
}

#[test]
fn a_minus_says_not_and_blanks_stand_in_quotes() {
    let filter = Filter::of("-author:\"Ann Example <ann@kitchen.example>\" \"fix: x\" -\"no end");
    let tests = [
        (Wanted::Out, Test::Author("ann example <ann@kitchen.example>".into())),
        (Wanted::In, Test::Word("fix: x".into())),
        (Wanted::Out, Test::Word("no end".into())),
    ];
    assert_eq!(filter.tests, tests);
    assert_eq!(Filter::of("-colour:\"dark red\"").not_understood, ["-colour:\"dark red\""]);
}

fn row(verdict: Option<Verdict>) -> OperationRow {
    let operation = serde_json::json!({
        "project": "recipes", "id": "0199b2c4-0000-7000-8000-000000000000", "kind": "deploy",
        "environment": "sandbox", "plan": "0".repeat(64), "parent": null,
        "actor": "Ann Example <ann@kitchen.example>", "origin": "window", "reason": null,
    });
    OperationRow {
        operation: serde_json::from_value::<Operation>(operation).unwrap(),
        started_at: jiff::Timestamp::UNIX_EPOCH,
        ended_at: None,
        verdict,
        release: None,
        problem: None,
    }
}

fn fits(text: &str, verdict: Option<Verdict>, open: OpenNow) -> bool {
    Filter::of(text).fits(&Asked { project: "recipes", row: &row(verdict), open, release: None })
}

#[test]
fn an_open_operation_runs_waits_or_is_in_no_known_state() {
    let busy = OpenNow { busy: true, ..OpenNow::default() };
    let waits = OpenNow { waits: true, ..OpenNow::default() };
    for (state, open) in [("running", busy), ("waiting", waits), ("unknown", OpenNow::default())] {
        let fitting =
            ["running", "waiting", "unknown"].map(|asked| fits(&format!("state:{asked}"), None, open));
        assert_eq!(fitting.iter().filter(|fits| **fits).count(), 1, "{state}");
        assert!(fits(&format!("state:{state} state:open"), None, open), "{state}");
        assert!(!fits(&format!("-state:{state}"), None, open), "{state}");
    }
    let ended = Some(Verdict::Succeeded);
    assert!(fits("state:succeeded -state:open author:ann", ended, OpenNow::default()));
    assert!(!fits("service:api", ended, OpenNow::default()), "it has no release");
}

/// What the window offers while one types is understood, whatever it offers.
#[test]
fn everything_that_is_offered_is_understood() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../ui/src/screens/activity/suggest.ts");
    let source = std::fs::read_to_string(path).unwrap();
    let listed = |name: &str| {
        let (_, after) = source.split_once(&format!("const {name} = [")).unwrap();
        let (list, _) = after.split_once(']').unwrap();
        let word = |word: &str| word.trim().trim_matches('"').to_owned();
        list.split(',').map(word).filter(|word| !word.is_empty()).collect::<Vec<String>>()
    };
    let (states, kinds) = (listed("STATES"), listed("KINDS"));
    for key in listed("KEYS") {
        let values = match key.as_str() {
            "state" => states.clone(),
            "kind" => kinds.clone(),
            "release" => vec!["12".to_owned()],
            _ => vec!["\"ann example <ann@kitchen.example>\"".to_owned()],
        };
        for value in values {
            let filter = Filter::of(&format!("{key}:{value} -{key}:{value}"));
            assert_eq!((filter.not_understood, filter.tests.len()), (vec![], 2), "{key}:{value}");
        }
    }
}
