//! `slipway credentials` by itself: what it reads and refuses, with an encrypted file for a keychain.

use std::path::Path;

use slipway_testkit::Finished;
use slipway_tests::direct::{slipway, slipway_given};
use slipway_tests::documents::{code_of, fits_command};

/// A value that nothing may repeat.
const VALUE: &str = "hunter22-of-the-cellar";

const YAML: &str = "version: 1\nproject: recipes\nservices:\n  \
    api: { build: { context: ., secrets: [TOKEN] }, image: registry.example.com/api, version: \"1.${build_number}\" }\n\
    environments:\n  sandbox: { target: { docker: {} }, env: { URL: { secret: TOKEN } } }\n";

/// A repository with a project, and a keychain in a file beside it.
struct Desk {
    folder: tempfile::TempDir,
}

impl Desk {
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let repository = folder.path().join("project");
        std::fs::create_dir(&repository).expect("a folder");
        let git = |words: &[&str]| {
            let ended = std::process::Command::new("git").arg("-C").arg(&repository).args(words).output();
            assert!(ended.expect("git").status.success());
        };
        git(&["init", "--quiet"]);
        std::fs::write(repository.join("slipway.yml"), YAML).expect("a file");
        Self { folder }
    }

    fn project(&self) -> std::path::PathBuf {
        self.folder.path().join("project")
    }

    /// Runs it in a folder, with `input` on its standard input.
    fn given(&self, folder: &Path, words: &[&str], input: &str) -> Finished {
        let file = format!("file:{}", self.folder.path().join("keychain.age").display());
        let data = self.folder.path().join("data").display().to_string();
        let variables = [
            ("SLIPWAY_KEYCHAIN", file.as_str()),
            ("SLIPWAY_KEYCHAIN_KEY", "correct horse battery staple"),
            ("SLIPWAY_DATA_DIR", &data),
        ];
        let finished = slipway_given(folder, &[&["credentials"], words].concat(), input, &variables);
        let all = format!("{}{}", finished.stdout, finished.stderr);
        assert!(!all.contains(VALUE), "a value is repeated: {}", finished.describe());
        finished
    }

    fn ok(&self, words: &[&str], input: &str) -> serde_json::Value {
        let words = [words, &["--json"]].concat();
        let finished = self.given(&self.project(), &words, input);
        assert_eq!(finished.code, 0, "{}", finished.describe());
        let document = finished.json().expect("one document");
        fits_command(&[&["credentials"], &words[..]].concat(), &document);
        document
    }

    fn refused(&self, words: &[&str], input: &str, code: &str, exit: i32) -> serde_json::Value {
        let finished = self.given(&self.project(), &[words, &["--json"]].concat(), input);
        assert_eq!(finished.code, exit, "{words:?}: {}", finished.describe());
        let document = finished.json().expect("one document");
        assert_eq!(code_of(&document), code, "{words:?}: {document:#}");
        document
    }
}

#[test]
fn a_credential_is_added_listed_replaced_and_taken_out() {
    let desk = Desk::new();
    desk.ok(&["add", "plain", "TOKEN"], &format!("{VALUE}\n"));
    desk.ok(&["add", "plain", "TOKEN", "--env", "sandbox", "--ask"], VALUE);
    desk.ok(&["add", "registry", "ghcr.io", "--global", "--field", "user=ann"], VALUE);
    let listed = desk.ok(&["list"], "");
    let all = listed["credentials"].as_array().expect("credentials");
    let scopes: Vec<&str> = all.iter().filter_map(|one| one["scope"].as_str()).collect();
    assert_eq!(scopes, ["global", "project", "environment"], "{listed:#}");
    assert_eq!((&all[0]["shown"], &all[0]["fields"]["user"]), (&"ann".into(), &"ann".into()), "{listed:#}");
    assert_eq!(all[1]["used_by"], serde_json::json!(["build of api", "api in sandbox"]), "{listed:#}");
    assert_eq!((&all[2]["ask"], &all[2]["environment"]), (&true.into(), &"sandbox".into()), "{listed:#}");
    assert_eq!(listed["keychain"]["state"], "unlocked", "{listed:#}");
    desk.refused(&["rotate", "TOKEN"], VALUE, "usage", 2);
    desk.ok(&["rotate", "TOKEN", "--env", "sandbox"], VALUE);
    desk.ok(&["rotate", "ghcr.io"], VALUE);
    let rotated = desk.ok(&["list"], "");
    assert_eq!(rotated["credentials"][0]["fields"]["user"], "ann", "the user stays: {rotated:#}");
    assert!(rotated["credentials"][2]["rotated"].is_string(), "{rotated:#}");
    for (flag, asks) in [("--ask", true), ("--no-ask", false)] {
        desk.ok(&["rotate", "ghcr.io", flag], VALUE);
        assert_eq!(desk.ok(&["list"], "")["credentials"][0]["ask"], asks, "{flag}");
    }
    desk.refused(&["rotate", "ghcr.io", "--ask", "--no-ask"], VALUE, "usage", 2);
    desk.refused(&["remove", "ghcr.io"], "", "confirmation_needed", 2);
    desk.ok(&["remove", "ghcr.io", "--yes"], "");
    desk.refused(&["rotate", "ghcr.io"], VALUE, "credential_unknown", 2);
    assert_eq!(desk.ok(&["list"], "")["credentials"].as_array().map(Vec::len), Some(2));
    let table = desk.given(&desk.project(), &["list"], "");
    assert!(table.stdout.contains("TOKEN  plain  recipes sandbox"), "{}", table.describe());
    let outside = desk.given(desk.folder.path(), &["list", "--json"], "");
    assert_eq!(outside.code, 0, "it works outside a project: {}", outside.describe());
}

#[test]
fn what_a_script_does_wrong_is_told_and_no_value_repeated() {
    let desk = Desk::new();
    let wrong: [(&[&str], &str); 10] = [
        (&["add", "plain", "TOKEN", VALUE], ""),
        (&["add", "plain", "TOKEN", "--field", "value=hunter22-of-the-cellar"], ""),
        (&["add", "registry", "ghcr.io", "--field", VALUE], "x"),
        (&["add", "plain", "TOKEN"], ""),
        (&["add", "registry", "ghcr.io"], VALUE),
        (&["add", "registry", "no registry"], VALUE),
        (&["add", "password", "TOKEN"], VALUE),
        (&["add", "plain", "TOKEN", "--env", "sandbox", "--global"], VALUE),
        (&["add", "ssh-key", "deploy", "--stdin-json"], VALUE),
        (&["add", "ssh-key", "deploy", "--stdin-json"], "{\"key\":\"hunter22-of-the-cellar\"}"),
    ];
    for (words, input) in wrong {
        desk.refused(words, input, "usage", 2);
    }
    desk.refused(&["add", "plain", "TOKEN", "--env", "production"], VALUE, "environment_not_found", 2);
    desk.ok(&["add", "plain", "TOKEN"], VALUE);
    desk.refused(&["add", "plain", "TOKEN"], VALUE, "usage", 2);
}

#[test]
fn several_secret_parts_come_as_one_object() {
    let desk = Desk::new();
    let parts = format!("{{\"secret_access_key\":\"{VALUE}\",\"session_token\":\"{VALUE}\"}}");
    let id = ["--field", "access_key_id=AKIAEXAMPLE"];
    desk.ok(&[&["add", "aws-key", "main", "--stdin-json"], &id[..]].concat(), &parts);
    let listed = desk.ok(&["list"], "");
    assert_eq!(listed["credentials"][0]["shown"], "AKIAEXAMPLE", "{listed:#}");
}

#[test]
fn what_was_found_is_shown_first_and_taken_over_once() {
    let desk = Desk::new();
    let folder = desk.project();
    let file = format!("file:{}", desk.folder.path().join("keychain.age").display());
    let data = desk.folder.path().join("data").display().to_string();
    let variables = [
        ("SLIPWAY_KEYCHAIN", file.as_str()),
        ("SLIPWAY_KEYCHAIN_KEY", "correct horse battery staple"),
        ("SLIPWAY_DATA_DIR", &data),
        ("SLIPWAY_SECRET_TOKEN", VALUE),
    ];
    let import = |words: &[&str]| {
        let words = [&["credentials", "import", "variables", "--json"], words].concat();
        let finished = slipway_given(&folder, &words, "", &variables);
        assert!(!finished.describe().contains(VALUE), "{}", finished.describe());
        (finished.code, finished.json().expect("one document"))
    };
    let (code, looked) = import(&["--dry-run"]);
    assert_eq!((code, &looked["found"][0]["state"]), (0, &"found".into()), "{looked:#}");
    assert_eq!(import(&[]).0, 2, "without a terminal nobody can be asked");
    let (code, taken) = import(&["--yes"]);
    assert_eq!((code, &taken["found"][0]["state"]), (0, &"imported".into()), "{taken:#}");
    let (code, again) = import(&["--yes"]);
    assert_eq!((code, &again["found"][0]["state"]), (0, &"known".into()), "{again:#}");
}

/// The keychain outlives the data directory: what it holds is told and taken up, where it applied before.
#[test]
fn what_the_keychain_holds_is_taken_up_by_a_new_data_directory() {
    let desk = Desk::new();
    desk.ok(&["add", "plain", "TOKEN", "--env", "sandbox"], VALUE);
    desk.ok(&["add", "registry", "ghcr.io", "--global", "--field", "user=ann"], VALUE);
    std::fs::rename(desk.folder.path().join("data"), desk.folder.path().join("lost")).expect("it is gone");
    assert_eq!(desk.ok(&["list"], "")["credentials"], serde_json::json!([]));
    let told = desk.given(&desk.project(), &["list"], "");
    let note = "it holds 2 credentials that are not known here";
    assert!(told.stderr.contains(note) && told.stderr.contains("import keychain"), "{}", told.describe());
    let looked = desk.ok(&["import", "keychain", "--dry-run"], "");
    assert_eq!(looked["found"][0]["state"], "found", "{looked:#}");
    desk.refused(&["import", "keychain"], "", "confirmation_needed", 2);
    let taken = desk.ok(&["import", "keychain", "--yes"], "");
    assert_eq!(taken["found"].as_array().map(Vec::len), Some(2), "{taken:#}");
    assert_eq!(taken["found"][1]["state"], "imported", "{taken:#}");
    let listed = desk.ok(&["list"], "");
    let first = &listed["credentials"][0];
    assert_eq!((&first["shown"], &first["scope"]), (&"ann".into(), &"global".into()), "{listed:#}");
    assert_eq!(listed["credentials"][1]["environment"], "sandbox", "{listed:#}");
    desk.ok(&["test", "TOKEN", "--env", "sandbox"], "");
    assert_eq!(
        desk.ok(&["import", "keychain", "--yes"], "")["found"],
        serde_json::json!([]),
        "all are known"
    );
}

#[test]
fn without_a_keychain_nothing_can_be_put_there_and_looking_goes_on() {
    let folder = tempfile::tempdir().expect("a folder");
    let added = slipway_given(folder.path(), &["credentials", "add", "plain", "TOKEN", "--json"], VALUE, &[]);
    assert_eq!(added.code, 1, "{}", added.describe());
    assert_eq!(code_of(&added.json().expect("one document")), "keychain_unavailable");
    assert!(!added.describe().contains(VALUE), "{}", added.describe());
    let listed = slipway(folder.path(), &["credentials", "list", "--json"]);
    assert_eq!(listed.code, 0, "{}", listed.describe());
}
