//! Wrong usage and wrong configuration: exit 2, one sentence, one document.

use std::path::Path;
use std::process::Command;

use slipway_tests::direct::slipway;
use slipway_tests::documents::code_of;

/// Runs with `--json` before and after the rest; both have to print the same one document and end with 2.
fn refused(folder: &Path, words: &[&str]) -> String {
    let before = slipway(folder, &[&["--json"], words].concat());
    let after = slipway(folder, &[words, &["--json"]].concat());
    for finished in [&before, &after] {
        assert_eq!(finished.code, 2, "wrong usage ends with 2: {}", finished.describe());
    }
    let document = before.json().expect("exactly one document on standard output");
    assert_eq!(document["error"]["code"], after.json().expect("one document")["error"]["code"]);
    code_of(&document)
}

#[test]
fn usage_errors_obey_json_too() {
    let folder = tempfile::tempdir().expect("a folder");
    for words in [
        &["frobnicate"][..],
        &["deploy"],
        &["deploy", "sandbox", "--wrong"],
        &["tags", "api", "--sort", "beauty"],
        &["freeze", "sandbox", "--reason", "x", "--until", "soon"],
        &["run", "--branch", "a", "--commit", "b"],
    ] {
        assert_eq!(refused(folder.path(), words), "usage", "{words:?}");
    }
    let alone = slipway(folder.path(), &["--json"]);
    assert_eq!((alone.code, code_of(&alone.json().expect("one document"))), (2, "usage".to_owned()));
}

#[test]
fn without_json_the_error_is_prose_and_standard_output_stays_empty() {
    let folder = tempfile::tempdir().expect("a folder");
    let finished = slipway(folder.path(), &["deplo", "sandbox"]);
    assert_eq!((finished.code, finished.stdout.as_str()), (2, ""), "{}", finished.describe());
    assert!(finished.stderr.starts_with("error: unrecognized subcommand 'deplo'"), "{}", finished.stderr);
    assert!(finished.stderr.contains("'deploy'"), "a near miss is named: {}", finished.stderr);
}

#[test]
fn a_folder_without_repository_or_configuration_is_wrong_usage() {
    let folder = tempfile::tempdir().expect("a folder");
    assert_eq!(refused(folder.path(), &["status"]), "not_a_repository");
    git(folder.path(), &["init", "--quiet"]);
    assert_eq!(refused(folder.path(), &["status"]), "configuration_missing");
}

#[test]
fn findings_carry_file_line_column_and_suggestion() {
    let folder = tempfile::tempdir().expect("a folder");
    git(folder.path(), &["init", "--quiet"]);
    let text = "version: 1\nproject: p\nservices:\n  api:\n    image: r.example.com/a\n    pahts: [a]\n    version: latest\n";
    std::fs::write(folder.path().join("slipway.yml"), text).expect("a file");
    let finished = slipway(folder.path(), &["check", "--json"]);
    assert_eq!(finished.code, 2, "{}", finished.describe());
    let document = finished.json().expect("one document");
    assert_eq!(code_of(&document), "configuration_invalid");
    let details = &document["error"]["details"];
    assert_eq!((&details["file"], &details["line"]), (&"slipway.yml".into(), &6.into()), "{document:#}");
    assert_eq!((&details["column"], &details["suggestion"]), (&5.into(), &"paths".into()), "{document:#}");
    let findings = details["findings"].as_array().expect("all findings");
    assert!(findings.len() >= 2, "`latest` as a version is another one: {document:#}");
    assert_eq!(findings[0]["line"], details["line"], "details is the first finding");
    let prose = slipway(folder.path(), &["check"]);
    assert_eq!((prose.code, prose.stdout.as_str()), (2, ""), "{}", prose.describe());
    assert!(prose.stderr.contains("pahts: [a]") && prose.stderr.contains('^'), "{}", prose.stderr);
}

#[test]
fn options_stand_before_and_after_the_command() {
    let folder = tempfile::tempdir().expect("a folder");
    git(folder.path(), &["init", "--quiet"]);
    std::fs::write(folder.path().join("slipway.yml"), "version: 1\nproject: p\nservices: {}\n")
        .expect("a file");
    let there = folder.path().to_string_lossy().into_owned();
    let away = tempfile::tempdir().expect("a folder");
    for words in [["-C", &there, "check", "--json"], ["check", "--json", "--project", &there]] {
        let finished = slipway(away.path(), &words);
        let document = finished.json().unwrap_or_else(|error| panic!("{error}: {}", finished.describe()));
        slipway_tests::documents::fits(if finished.code == 0 { "check" } else { "error" }, &document);
    }
}

fn git(folder: &Path, words: &[&str]) {
    let done =
        Command::new("git").args(words).current_dir(folder).env("GIT_CONFIG_GLOBAL", "/dev/null").status();
    assert!(done.is_ok_and(|status| status.success()), "git {words:?}");
}
