//! Host 2 of 3 does not take the release.

use serde_json::Value;

use super::documents::{assert_problem, assert_true_of_engines, assert_unlocked, evidence, place, text};
use super::fleet;
use slipway_tests::scene::Scene;

const HOSTS: [&str; 3] = ["host-1", "host-2", "host-3"];

/// Three hosts with a release on them, and a second one that fails on host-2.
fn scene(what: &str, on_failure: &str) -> Option<(Scene, String, String)> {
    let scene = fleet::start(what, 3, on_failure)?;
    fleet::close(&scene, "host-2");
    let old = fleet::built(&scene);
    scene.ok(&["deploy", "sandbox"]);
    let new = fleet::release_that_minds_the_door(&scene);
    Some((scene, old, new))
}

fn assert_runs(scene: &Scene, expected: [Option<&String>; 3]) {
    for (host, digest) in HOSTS.iter().zip(expected) {
        assert_eq!(fleet::runs(scene, host).as_ref(), digest, "{host}");
    }
}

fn assert_shows_why(document: &Value) {
    assert_problem(document, "verify_failed", &["host-2", "exit code 7", "evidence"]);
    assert_shows_evidence(document);
}

fn assert_shows_evidence(document: &Value) {
    assert_eq!(evidence(document, "exit code"), "7", "{document:#}");
    let lines = evidence(document, "last lines");
    assert!(lines.contains("recipes: the door is closed"), "its last words say why: {document:#}");
    let changes = evidence(document, "changes");
    assert!(changes.contains("service api: 0.1.1 → 0.1.2\n"), "what differs from before: {document:#}");
}

#[test]
fn stop_leaves_one_new_and_two_old_and_says_so() {
    let Some((scene, old, new)) = scene("stopping at a bad host", "stop") else { return };
    let failed = scene.json(&["deploy", "sandbox", "--yes"], 1);
    assert_eq!(failed["verdict"], "failed", "{failed:#}");
    assert_eq!(place(&failed, "host-1"), ("succeeded".into(), Some(new.clone())), "{failed:#}");
    assert_eq!(place(&failed, "host-2"), ("rolled_back".into(), Some(old.clone())), "{failed:#}");
    assert_eq!(place(&failed, "host-3"), ("cancelled".into(), Some(old.clone())), "{failed:#}");
    assert_runs(&scene, [Some(&new), Some(&old), Some(&old)]);
    assert_shows_why(&failed);
    assert_true_of_engines(&scene, &failed, "sandbox");
    assert_unlocked(&scene, "sandbox", &HOSTS);

    let status = scene.status("sandbox");
    assert_eq!(status["state"], "failed", "{status:#}");
    let api = &status["services"][0];
    assert!(api["digest"].is_null(), "the places do not agree: {status:#}");
    assert_eq!(api["health"], "healthy", "no place is left without the service: {status:#}");

    let back = scene.ok(&["rollback", "sandbox"]);
    assert_eq!(back["verdict"], "succeeded", "{back:#}");
    assert_eq!(back["digests"]["api"], old.as_str(), "one click takes back what failed: {back:#}");
    assert_runs(&scene, [Some(&old), Some(&old), Some(&old)]);

    fleet::open(&scene, "host-2");
    let repaired = scene.ok(&["deploy", "sandbox"]);
    assert_eq!(repaired["verdict"], "succeeded", "{repaired:#}");
    assert_runs(&scene, [Some(&new), Some(&new), Some(&new)]);
}

#[test]
fn rollback_leaves_three_old() {
    let Some((scene, old, new)) = scene("rolling back a bad host", "rollback") else { return };
    let failed = scene.json(&["deploy", "sandbox", "--yes"], 1);
    assert_eq!(failed["verdict"], "rolled_back", "{failed:#}");
    assert_eq!(place(&failed, "host-1"), ("rolled_back".into(), Some(old.clone())), "{failed:#}");
    assert_eq!(place(&failed, "host-2"), ("rolled_back".into(), Some(old.clone())), "{failed:#}");
    assert_eq!(place(&failed, "host-3"), ("cancelled".into(), Some(old.clone())), "{failed:#}");
    assert_runs(&scene, [Some(&old), Some(&old), Some(&old)]);
    assert_shows_why(&failed);
    assert_true_of_engines(&scene, &failed, "sandbox");
    assert_unlocked(&scene, "sandbox", &HOSTS);
    let status = scene.status("sandbox");
    assert_eq!(text(&status, "/services/0/digest"), old, "{status:#}");
    assert_eq!(status["services"][0]["drift"], serde_json::json!([]), "what was put back is no drift");

    fleet::open(&scene, "host-2");
    assert_eq!(scene.ok(&["deploy", "sandbox"])["verdict"], "succeeded");
    assert_runs(&scene, [Some(&new), Some(&new), Some(&new)]);
    what_comes_back_is_checked_too(&scene, &new);
}

/// A host on which also the release that is put back fails its check is not told as rolled back.
fn what_comes_back_is_checked_too(scene: &Scene, before: &String) {
    let place = scene.host("host-1").home().join(".slipway/recipes/sandbox/place");
    std::fs::write(place.join("odd"), "").expect("a file");
    scene.configure(
        "within: 60s } ]\n    on_failure: rollback\n  production",
        "within: 3s } ]\n    on_failure: rollback\n  production",
    );
    fleet::release(scene, "Stew");
    let failed = scene.json(&["deploy", "sandbox", "--yes"], 1);
    assert_eq!(failed["verdict"], "failed", "{failed:#}");
    assert_eq!(self::place(&failed, "host-1"), ("failed".into(), Some(before.clone())), "{failed:#}");
    assert_eq!(self::place(&failed, "host-2"), ("cancelled".into(), Some(before.clone())), "{failed:#}");
    assert_runs(scene, [Some(before), Some(before), Some(before)]);
    assert_problem(&failed, "verify_failed", &["host-1", "but without 0.1.3; it was asked for 3 s"]);
    let back = evidence(&failed, "host-1/back-http-1");
    assert!(back.contains("api 0.1.2 was put back on host-1 and runs, but its check fails"), "{failed:#}");
    assert!(back.contains("but without 0.1.2; it was asked for 3 s"), "{failed:#}");
    assert_true_of_engines(scene, &failed, "sandbox");
    assert_unlocked(scene, "sandbox", &HOSTS);
}

#[test]
fn ask_waits_for_an_answer() {
    let Some((scene, old, new)) = scene("asking after a bad host", "ask") else { return };
    let asked = scene.json(&["deploy", "sandbox", "--yes"], 5);
    assert_eq!(asked["verdict"], "waiting", "{asked:#}");
    assert_problem(&asked, "approval_wanted", &["approve", "deny", "resume"]);
    assert_shows_evidence(&asked);
    assert_runs(&scene, [Some(&new), None, Some(&old)]);
    assert_eq!(scene.status("sandbox")["state"], "waiting");
    let operation = text(&asked, "/operation").to_owned();
    let hash = hash(&asked);

    scene.slipway(&["approve", &hash]).success().expect("an answer");
    let back = scene.json(&["resume"], 1);
    assert_eq!(back["operation"], operation.as_str(), "{back:#}");
    assert_eq!(back["verdict"], "rolled_back", "{back:#}");
    assert_runs(&scene, [Some(&old), Some(&old), Some(&old)]);
    assert_shows_why(&back);
    assert_unlocked(&scene, "sandbox", &HOSTS);

    let asked = scene.json(&["deploy", "sandbox", "--yes"], 5);
    scene.slipway(&["deny", &self::hash(&asked)]).success().expect("an answer");
    let left = scene.json(&["resume"], 1);
    assert_eq!(left["verdict"], "failed", "{left:#}");
    assert_runs(&scene, [Some(&new), None, Some(&old)]);
    assert_shows_why(&left);
    assert_unlocked(&scene, "sandbox", &HOSTS);
}

#[test]
fn to_cancel_what_asks_is_to_leave_it() {
    let Some((scene, old, new)) = scene("a cancel instead of an answer", "ask") else { return };
    let asked = scene.json(&["deploy", "sandbox", "--yes"], 5);
    let left = scene.json(&["cancel", "--reason", "We look at it first"], 1);
    assert_eq!(left["operation"], asked["operation"], "{left:#}");
    assert_eq!(left["verdict"], "failed", "{left:#}");
    assert_runs(&scene, [Some(&new), None, Some(&old)]);
    assert_shows_why(&left);
    assert_unlocked(&scene, "sandbox", &HOSTS);
}

/// The hash that the hint of a waiting operation names.
fn hash(document: &Value) -> String {
    let hint = text(document, "/problem/hint");
    let after = hint.split("slipway approve ").nth(1).unwrap_or_else(|| panic!("a hash in {hint}"));
    after.chars().take_while(char::is_ascii_hexdigit).collect()
}
