//! Credentials in the window, with a real keychain and without one: a value goes in once and comes out nowhere.

use serde_json::{Value, json};
use slipway_tests::scene::Scene;
use slipway_tests::window::Window;

use super::traces::nowhere_on_the_laptop;

const ID: &str = "global/plain/API_KEY";

#[test]
fn a_value_goes_in_through_the_window_once_and_comes_out_nowhere() {
    let value = format!("once-In:{}/never-out", std::process::id());
    let Some(mut scene) = Scene::start("credentials in the window", 1) else { return };
    scene.laptop.start_keyring().expect("a keychain");
    let mut answers = with_a_keychain(&scene, &value);
    for name in ["DBUS_SESSION_BUS_ADDRESS", "XDG_RUNTIME_DIR"] {
        scene.laptop.unset(name);
    }
    answers.extend(without_a_bus(&scene, &value));
    for answer in &answers {
        assert!(!answer.to_string().contains(&value), "{answer:#}");
    }
    nowhere_on_the_laptop(&scene, &[&value]);
}

fn with_a_keychain(scene: &Scene, value: &str) -> Vec<Value> {
    let window = Window::open(scene);
    let keychain = window.ok("keychain", json!({}));
    assert_eq!(keychain["state"], "unlocked", "{keychain:#}");
    let none = window.ok("credentials", json!({}));
    assert_eq!(rows(&none), Vec::<Value>::new(), "{none:#}");
    let added = window.ok("add_credential", adding(value));
    assert_eq!(added["id"], ID, "{added:#}");
    let twice = window.refused("add_credential", adding(value));
    let wrong = window.refused("add_credential", json!({ "credential": value, "values": value }));
    let by_another_program = || drop(scene.given(&["credentials", "add", "plain", "BOOK_KEY"], value));
    window.hears("what another program puts there", by_another_program, is_of_credentials);
    let tried = window.ok("test_credential", json!({ "id": ID }));
    assert_eq!(tried["test"]["outcome"], "present", "{tried:#}");
    let rotated = window.ok("rotate_credential", json!({ "id": ID, "values": { "value": value } }));
    let listed = window.ok("credentials", json!({}));
    let row = rows(&listed).into_iter().find(|row| row["id"] == ID).expect("it is listed");
    assert_eq!((&row["ask"], row["rotated"].is_string()), (&json!(true), true), "{row:#}");
    vec![added, twice, wrong, tried, rotated, listed]
}

/// What was put there stays known, and nothing is taken for never set.
fn without_a_bus(scene: &Scene, value: &str) -> Vec<Value> {
    let window = Window::open(scene);
    let keychain = window.ok("keychain", json!({}));
    assert_eq!(keychain["state"], "no_bus", "{keychain:#}");
    let listed = window.ok("credentials", json!({}));
    assert!(rows(&listed).iter().any(|row| row["id"] == ID && row["added"].is_string()), "{listed:#}");
    let named = json!({ "kind": "plain", "name": "OTHER" });
    let refused =
        window.refused("add_credential", json!({ "credential": named, "values": { "value": value } }));
    assert_eq!(refused["code"], "keychain_unavailable", "{refused:#}");
    let untried = window.refused("test_credential", json!({ "id": ID }));
    assert_eq!(untried["code"], "keychain_unavailable", "{untried:#}");
    vec![keychain, listed, refused, untried]
}

fn adding(value: &str) -> Value {
    let credential = json!({ "kind": "plain", "name": "API_KEY" });
    json!({ "credential": credential, "values": { "value": value }, "ask": true })
}

/// The credentials that are listed, of all bands.
fn rows(document: &Value) -> Vec<Value> {
    let bands = document["bands"].as_array().cloned().unwrap_or_default();
    bands.iter().flat_map(|band| band["credentials"].as_array().cloned().unwrap_or_default()).collect()
}

fn is_of_credentials(event: &Value) -> bool {
    let topics = event["topics"].as_array().cloned().unwrap_or_default();
    event["event"] == "changed" && topics.contains(&json!({ "topic": "credentials" }))
}
