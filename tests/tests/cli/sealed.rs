//! `slipway credentials sealed` by itself: a file that everybody reads by name and its recipients alone by value.

use std::path::PathBuf;
use std::process::Command;

use serde_json::{Value, json};
use slipway_testkit::Finished;
use slipway_tests::direct::slipway_given;
use slipway_tests::documents::{code_of, fits_command};

/// A value that nothing may repeat.
const VALUE: &str = "hunter22-of-the-attic";

const YAML: &str = "version: 1\nproject: recipes\nenvironments:\n  sandbox:\n    sealed: secrets/sandbox.age\n    \
    target: { docker: {} }\n";

/// A repository, and two people with a keychain each.
struct Team {
    folder: tempfile::TempDir,
}

impl Team {
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        std::fs::create_dir(folder.path().join("project")).expect("a folder");
        let team = Self { folder };
        team.git(&["init", "--quiet"]);
        std::fs::write(team.project().join("slipway.yml"), YAML).expect("a file");
        for person in ["ann", "bob"] {
            let file = team.folder.path().join(person);
            let mut keygen = Command::new("ssh-keygen");
            keygen.args(["-q", "-t", "ed25519", "-N", "", "-C", person, "-f"]).arg(&file);
            assert!(keygen.status().expect("ssh-keygen").success());
            let private = std::fs::read_to_string(file).expect("a key");
            let added = team.given(person, &["credentials", "add", "ssh-key", "own", "--global"], &private);
            assert_eq!(added.code, 0, "{}", added.describe());
        }
        team
    }

    fn project(&self) -> PathBuf {
        self.folder.path().join("project")
    }

    fn file(&self) -> PathBuf {
        self.project().join("secrets/sandbox.age")
    }

    fn key(&self, person: &str) -> String {
        std::fs::read_to_string(self.folder.path().join(format!("{person}.pub"))).expect("a key")
    }

    fn git(&self, words: &[&str]) {
        let mut git = Command::new("git");
        git.arg("-C").arg(self.project()).args(["-c", "user.name=Ann", "-c", "user.email=ann@example.com"]);
        assert!(git.args(words).output().expect("git").status.success(), "{words:?}");
    }

    fn commit(&self) {
        self.git(&["add", "-A"]);
        self.git(&["commit", "--quiet", "-m", "Change secrets"]);
    }

    fn given(&self, person: &str, words: &[&str], input: &str) -> Finished {
        let file = format!("file:{}", self.folder.path().join(format!("{person}.keychain")).display());
        let data = self.folder.path().join(format!("{person}.data")).display().to_string();
        let variables = [
            ("SLIPWAY_KEYCHAIN", file.as_str()),
            ("SLIPWAY_KEYCHAIN_KEY", "correct horse battery staple"),
            ("SLIPWAY_DATA_DIR", &data),
        ];
        let finished = slipway_given(&self.project(), words, input, &variables);
        let all = format!("{}{}", finished.stdout, finished.stderr);
        assert!(!all.contains(VALUE), "a value is repeated: {}", finished.describe());
        finished
    }

    fn sealed(&self, person: &str, words: &[&str], input: &str, code: i32) -> Value {
        let words = [&["credentials", "sealed"], words, &["--env", "sandbox", "--json"]].concat();
        let finished = self.given(person, &words, input);
        assert_eq!(finished.code, code, "{}", finished.describe());
        let document = finished.json().expect("one document");
        fits_command(&words, &document);
        document
    }
}

#[test]
fn a_team_seals_secrets_for_its_people_and_everybody_reads_the_names() {
    let team = Team::new();
    let early = team.sealed("ann", &["set", "TOKEN"], VALUE, 2);
    assert_eq!(code_of(&early), "sealed_invalid", "nobody is known for whom: {early:#}");
    team.sealed("ann", &["recipients", "add", "ann", &team.key("ann")], "", 0);
    team.sealed("ann", &["set", "TOKEN"], &format!("{VALUE}\n"), 0);
    team.commit();
    let text = std::fs::read_to_string(team.file()).expect("the file");
    assert!(text.contains("secret: TOKEN\n") && !text.contains(VALUE), "{text}");

    let listed = team.sealed("bob", &["list"], "", 0);
    assert_eq!(listed["secrets"], json!(["TOKEN"]), "names need no key: {listed:#}");
    let refused = team.sealed("bob", &["set", "OTHER"], "x", 1);
    assert_eq!(code_of(&refused), "sealed_closed");
    team.sealed("ann", &["recipients", "add", "bob", &team.key("bob")], "", 0);
    team.sealed("bob", &["set", "OTHER"], "second", 0);
    team.sealed("ann", &["set", "TOKEN"], "third", 0);
    let differs = team.sealed("ann", &["diff"], "", 0);
    let changes = json!([{ "name": "OTHER", "change": "added" }, { "name": "TOKEN", "change": "changed" }]);
    assert_eq!((&differs["secrets"], &differs["opened"]), (&changes, &json!(true)));
    let names = team.sealed("bob", &["diff"], "", 0);
    assert_eq!(names["opened"], false, "he could not open what was before: {names:#}");
    assert_eq!(names["secrets"], json!([{ "name": "OTHER", "change": "added" }]));

    team.sealed("ann", &["recipients", "remove", "bob"], "", 0);
    assert_eq!(code_of(&team.sealed("bob", &["rotate"], "", 1)), "sealed_closed");
    let before = std::fs::read_to_string(team.file()).expect("the file");
    team.sealed("ann", &["rotate"], "", 0);
    assert_ne!(std::fs::read_to_string(team.file()).expect("the file"), before);
    team.sealed("ann", &["remove", "OTHER"], "", 0);
    assert_eq!(team.sealed("ann", &["list"], "", 0)["secrets"], json!(["TOKEN"]));
}

#[test]
fn a_value_as_an_argument_is_refused_and_not_repeated() {
    let team = Team::new();
    team.sealed("ann", &["recipients", "add", "ann", &team.key("ann")], "", 0);
    let refused = team.sealed("ann", &["set", "TOKEN", VALUE], "", 2);
    assert_eq!(code_of(&refused), "usage");
    let private = std::fs::read_to_string(team.folder.path().join("ann")).expect("a key");
    let swapped = team.sealed("ann", &["recipients", "add", "bob", &private], "", 2);
    let line = private.lines().nth(2).expect("a line");
    assert!(
        swapped.to_string().contains("private key") && !swapped.to_string().contains(line),
        "{swapped:#}"
    );
}

#[test]
fn two_edits_that_a_merge_cannot_put_together_are_told_by_check() {
    let team = Team::new();
    team.sealed("ann", &["recipients", "add", "ann", &team.key("ann")], "", 0);
    team.commit();
    team.git(&["branch", "other"]);
    team.sealed("ann", &["set", "ONE"], VALUE, 0);
    team.commit();
    team.git(&["checkout", "--quiet", "other"]);
    team.sealed("ann", &["set", "TWO"], VALUE, 0);
    team.commit();
    let mut git = Command::new("git");
    git.arg("-C").arg(team.project()).args(["-c", "user.name=Ann", "-c", "user.email=ann@example.com"]);
    let merged = git.args(["merge", "-"]).output().expect("git");
    assert!(!merged.status.success(), "git never puts two edits together by itself");
    let refused = team.given("ann", &["check", "--json"], "");
    assert_eq!(refused.code, 2, "{}", refused.describe());
    let said = refused.json().expect("one document").to_string();
    assert!(said.contains("two people changed it") && said.contains("--ours"), "{said}");
    assert_eq!(code_of(&team.sealed("ann", &["list"], "", 2)), "sealed_invalid");
}
