//! What is printed about the program itself: help, completions, schemas.

use std::fs::File;
use std::process::{Output, Stdio};

use slipway_tests::direct::{command, slipway};

/// The commands that CONTRACT lists and this version has.
const COMMANDS: [&str; 27] = [
    "init",
    "check",
    "schema",
    "run",
    "build",
    "push",
    "tags",
    "status",
    "plan",
    "deploy",
    "promote",
    "rollback",
    "cancel",
    "resume",
    "history",
    "logs",
    "lock",
    "unlock",
    "hold",
    "unhold",
    "freeze",
    "unfreeze",
    "approve",
    "deny",
    "restart",
    "exec",
    "completions",
];

#[test]
fn every_command_helps_with_an_example() {
    let folder = tempfile::tempdir().expect("a folder");
    let all = slipway(folder.path(), &["--help"]);
    assert_eq!(all.code, 0);
    for command in COMMANDS {
        assert!(all.stdout.contains(&format!("\n  {command} ")), "--help lists {command}:\n{}", all.stdout);
        let one = slipway(folder.path(), &[command, "-h"]);
        assert_eq!((one.code, one.stderr.as_str()), (0, ""), "{}", one.describe());
        let example = format!("  slipway {command}");
        assert!(one.stdout.contains("Example") && one.stdout.contains(&example), "{}", one.stdout);
    }
    assert!(all.stdout.contains("130"), "exit codes are part of what scripts rely on");
}

#[test]
fn completions_are_there_for_each_shell() {
    let folder = tempfile::tempdir().expect("a folder");
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let script = slipway(folder.path(), &["completions", shell]);
        assert_eq!((script.code, script.stderr.as_str()), (0, ""), "{}", script.describe());
        assert!(script.stdout.contains("rollback"), "{shell} completes commands");
    }
    let file = folder.path().join("slipway.bash");
    std::fs::write(&file, slipway(folder.path(), &["completions", "bash"]).stdout).expect("a file");
    let read = std::process::Command::new("bash").arg("-n").arg(&file).status().expect("bash");
    assert!(read.success(), "bash can read its script");
}

#[test]
fn schemas_are_printed_for_editors_and_scripts() {
    let folder = tempfile::tempdir().expect("a folder");
    let own = slipway(folder.path(), &["schema"]).json().expect("one document");
    assert!(own["properties"]["environments"].is_object(), "without a name it is that of slipway.yml");
    for (name, _) in slipway_api::schema::SCHEMAS {
        let schema = slipway(folder.path(), &["schema", name]).json().expect("one document");
        assert!(jsonschema::meta::is_valid(&schema), "{name} is a JSON Schema");
    }
    assert_eq!(slipway(folder.path(), &["schema", "nothing"]).code, 2);
}

/// Runs `slipway WORDS` with this as its standard output.
fn printing_to(output: impl Into<Stdio>, words: &[&str]) -> Output {
    let folder = tempfile::tempdir().expect("a folder");
    command(folder.path(), words).stdout(output).output().expect("slipway starts and ends")
}

const PRINTING: [&[&str]; 3] = [&["--help"], &["schema"], &["completions", "bash"]];

#[test]
fn what_a_full_disk_does_not_take_is_a_failure() {
    let full = || File::options().write(true).open("/dev/full").expect("a full disk");
    for words in PRINTING {
        let printed = printing_to(full(), words);
        assert_eq!(printed.status.code(), Some(1), "{words:?}");
        let said = String::from_utf8_lossy(&printed.stderr).into_owned();
        assert!(said.starts_with("error: standard output could not be written: "), "{words:?}: {said}");
    }
    let refused = printing_to(full(), &["status", "--json"]);
    assert_eq!(refused.status.code(), Some(2), "what went wrong before that stays the reason");
}

#[test]
fn a_reader_that_has_gone_is_no_failure() {
    for words in PRINTING {
        let (reader, writer) = std::io::pipe().expect("a pipe");
        drop(reader);
        let printed = printing_to(writer, words);
        let said = String::from_utf8_lossy(&printed.stderr).into_owned();
        assert_eq!((printed.status.code(), said.as_str()), (Some(0), ""), "{words:?}");
    }
}
