//! A team's secrets in the repository: from a person's hands to a host, by the release's commit.

use std::process::Command;

use serde_json::{Value, json};

use super::traces::{nowhere_on_the_laptop, only_in_the_environments_own_files};
use slipway_tests::scene::Scene;

/// A key as `ssh-keygen` makes it: the private and the public half.
fn key(scene: &Scene) -> (String, String) {
    let file = scene.laptop.home().join("team-key");
    let mut keygen = Command::new("ssh-keygen");
    keygen.args(["-q", "-t", "ed25519", "-N", "", "-C", "team", "-f"]).arg(&file);
    assert!(keygen.status().expect("ssh-keygen").success());
    let read = |file: &std::path::Path| std::fs::read_to_string(file).expect("a key");
    let both = (read(&file), read(&file.with_extension("pub")));
    std::fs::remove_file(file).expect("the private half goes into the keychain");
    both
}

/// What the service gets, as its engine says.
fn book_key(scene: &Scene) -> Option<String> {
    scene.container("host-1", "sandbox", "api").env.get("BOOK_KEY").cloned()
}

fn deploy(scene: &Scene) -> Value {
    scene.ok(&["run"]);
    scene.ok(&["deploy", "sandbox"])
}

#[test]
fn a_sealed_secret_comes_from_the_releases_commit_and_goes_nowhere_else() {
    let Some(mut scene) = Scene::start("sealed secrets", 1) else { return };
    let file = scene.laptop.home().join("keychain.age");
    scene.laptop.set("SLIPWAY_KEYCHAIN", &format!("file:{}", file.display()));
    scene.laptop.set("SLIPWAY_KEYCHAIN_KEY", "correct horse battery staple");
    let (private, public) = key(&scene);
    let sealed = |words: &[&str], input: &str| {
        scene.given(&[&["credentials", "sealed"], words, &["--env", "sandbox"]].concat(), input)
    };
    scene.given(&["credentials", "add", "ssh-key", "team"], &private);
    // A person's own value of that name is not the team's.
    scene.given(&["credentials", "add", "plain", "BOOK_KEY"], "not-the-one-of-the-team");
    let (first, second) = ("first-key-of-the-book", "second-key-of-the-book");
    sealed(&["recipients", "add", "ann", &public], "");
    sealed(&["set", "BOOK_KEY"], first);
    scene.configure(
        "GREETING: \"Recipes to try out\" }",
        "GREETING: \"Hello\", BOOK_KEY: { secret: BOOK_KEY } }\n    sealed: secrets/sandbox.age",
    );
    scene.ok(&["check"]);
    scene.ok(&["run"]);
    let plan = scene.json(&["plan", "sandbox"], 0);
    assert_eq!(plan["sealed"][0]["file"], "secrets/sandbox.age", "{plan:#}");
    assert_eq!(plan["sealed"][0]["secrets"], json!(["BOOK_KEY"]));
    assert!(!plan["credentials"].to_string().contains("BOOK_KEY"), "{plan:#}");
    scene.ok(&["deploy", "sandbox"]);
    assert_eq!(book_key(&scene).as_deref(), Some(first));

    sealed(&["set", "BOOK_KEY"], second);
    scene.change("recipes/new.txt", "Soup\n\nServes 2\n\nBoil it.\n");
    deploy(&scene);
    assert_eq!(book_key(&scene).as_deref(), Some(second));
    let back = scene.json(&["rollback", "sandbox", "--dry-run"], 0);
    assert!(!back["warnings"].to_string().contains("BOOK_KEY"), "it comes back with its commit: {back:#}");
    scene.ok(&["rollback", "sandbox"]);
    assert_eq!(book_key(&scene).as_deref(), Some(first));

    let line = private.lines().nth(2).expect("a line of the key").to_owned();
    nowhere_on_the_laptop(&scene, &[first, second, &line]);
    only_in_the_environments_own_files(&scene, first, &["sandbox"]);
}

/// Only what is in a version decides, not what an image is made of.
#[test]
fn another_value_alone_is_a_change_that_goes_out() {
    let Some(mut scene) = Scene::start("a sealed value changes alone", 1) else { return };
    let file = scene.laptop.home().join("keychain.age");
    scene.laptop.set("SLIPWAY_KEYCHAIN", &format!("file:{}", file.display()));
    scene.laptop.set("SLIPWAY_KEYCHAIN_KEY", "correct horse battery staple");
    let (private, public) = key(&scene);
    scene.given(&["credentials", "add", "ssh-key", "team"], &private);
    let sealed = ["credentials", "sealed"];
    scene.ok(&[&sealed[..], &["recipients", "add", "ann", &public, "--env", "sandbox"]].concat());
    scene.given(&[&sealed[..], &["set", "BOOK_KEY", "--env", "sandbox"]].concat(), "first-of-two");
    scene.configure(
        "GREETING: \"Recipes to try out\" }",
        "GREETING: \"Hello\", BOOK_KEY: { secret: BOOK_KEY } }\n    sealed: secrets/sandbox.age",
    );
    deploy(&scene);
    scene.given(&[&sealed[..], &["set", "BOOK_KEY", "--env", "sandbox"]].concat(), "second-of-two");
    scene.repository.commit("Another key").expect("a commit");
    scene.ok(&["run"]);
    let plan = scene.json(&["plan", "sandbox"], 0);
    assert_eq!(plan["services"][0]["change"], "changed", "{plan:#}");
    scene.ok(&["deploy", "sandbox"]);
    assert_eq!(book_key(&scene).as_deref(), Some("second-of-two"));
}
