//! Another laptop deployed meanwhile, which neither this one's ledger nor the host's journal tells.

use serde_json::Value;

use slipway_tests::colleague::document;
use slipway_tests::documents::{code_of, digest_of_api};
use slipway_tests::scene::Scene;

#[test]
fn what_another_laptop_deployed_is_never_said_to_be_put_back() {
    let Some(scene) = Scene::start("what another laptop deployed", 1) else { return };
    scene.ok(&["run"]);
    scene.ok(&["deploy", "sandbox"]);
    scene.configure("Recipes to try out", "Other words");
    scene.ok(&["run"]);
    scene.ok(&["deploy", "sandbox"]);
    scene.change("recipes/soup.txt", "Soup\n\nServes 2\n\nBoil it.\n");
    let theirs = digest_of_api(&scene.ok(&["run"]));
    let data = scene.laptop.data().display().to_string();
    let other = format!("{data}-other");
    scene.laptop.sh(&format!("cp -a {data} {other}")).unwrap().success().unwrap();
    let words = ["deploy", "sandbox", "--release", "3", "--yes", "--json", "--data-dir", &other];
    document(&scene.slipway(&words), 0);
    let forget = ": > ~/.slipway/recipes/sandbox/.slipway/journal";
    scene.host("host-1").sh(forget).unwrap().success().unwrap();
    let before = scene.json(&["rollback", "sandbox", "--yes"], 2);
    says_who(&before);
    assert_eq!(scene.running("host-1", "sandbox"), [("api".to_owned(), theirs)], "nothing was done");

    scene.configure("PORT: \"8081\"", "HEALTH: crash, PORT: \"8081\"");
    scene.ok(&["run"]);
    let plan = scene.json(&["plan", "sandbox"], 0);
    assert!(plan["rollback_to"].is_null(), "nobody here knows what a rollback restores: {plan:#}");
    assert!(plan["warnings"].to_string().contains("another laptop deployed api"), "{plan:#}");
    let failed = scene.json(&["deploy", "sandbox", "--yes"], 1);
    assert_eq!(failed["verdict"], "failed", "nothing was put back: {failed:#}");
    assert_eq!(release_there(&scene), "4", "and nothing else was put there: {failed:#}");
    says_who(&scene.json(&["rollback", "sandbox", "--yes"], 2));
    assert_eq!(release_there(&scene), "4");

    scene.configure("HEALTH: crash, PORT: \"8081\"", "PORT: \"8081\", MOOD: \"better\"");
    scene.ok(&["run"]);
    let repaired = scene.ok(&["deploy", "sandbox"]);
    assert_eq!(repaired["verdict"], "succeeded", "{repaired:#}");
    says_who(&scene.json(&["rollback", "sandbox", "--yes"], 2));
    let named = scene.ok(&["rollback", "sandbox", "--release", "1"]);
    assert_eq!((&named["verdict"], &named["release"]), (&"succeeded".into(), &1.into()), "{named:#}");
}

fn says_who(refused: &Value) {
    assert_eq!(code_of(refused), "release_not_found", "{refused:#}");
    let message = refused["error"]["message"].as_str().unwrap();
    assert!(message.contains("another laptop deployed api in sandbox"), "{refused:#}");
    assert!(refused["error"]["hint"].as_str().unwrap().contains("--release N"), "{refused:#}");
}

/// The release of the one container of `api`, running or not.
fn release_there(scene: &Scene) -> String {
    let told = scene.inspect("host-1", &["label=dev.slipway.service=api".to_owned()]);
    told["Config"]["Labels"]["dev.slipway.release"].as_str().unwrap().to_owned()
}
