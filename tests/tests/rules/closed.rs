//! Holds, freezes and locks by hand, and the state that the status shows for each.

use slipway_tests::documents::{code_of, fits};
use slipway_tests::scene::Scene;
use slipway_tests::truth::killed_at;

#[test]
fn holds_freezes_and_locks_keep_an_environment_closed() {
    let Some(scene) = Scene::start("holds, freezes and locks", 1) else { return };
    scene.ok(&["run"]);
    assert_eq!(state(&scene), "empty");
    assert_eq!(code_of(&scene.json(&["hold", "sandbox"], 2)), "usage", "others want to know why");
    scene.json(&["freeze", "sandbox", "--reason", "Holidays", "--until", "2999-01-01T00:00:00Z"], 0);
    assert_eq!(state(&scene), "frozen", "frozen comes before empty");
    assert_eq!(refused(&scene), "frozen");
    let status = scene.status("sandbox");
    assert_eq!(status["freeze"]["until"], "2999-01-01T00:00:00Z", "{status:#}");
    scene.json(&["hold", "sandbox", "--reason", "Incident 42"], 0);
    assert_eq!(state(&scene), "held", "held comes before frozen");
    scene.json(&["unfreeze", "sandbox"], 0);
    assert_eq!(refused(&scene), "held");
    assert_eq!(scene.status("sandbox")["hold"]["reason"], "Incident 42");
    locked_by_hand(&scene);
    scene.json(&["unhold", "sandbox"], 0);
    failed_comes_before_locked(&scene);
    an_automatic_one_is_held_after_a_rollback(&scene);
    windows_in_the_file(&scene);
}

fn state(scene: &Scene) -> String {
    let document = scene.json(&["status", "sandbox"], 0);
    fits("status", &document);
    document["environments"][0]["state"].as_str().unwrap().to_owned()
}

/// The code with which a deployment is refused.
fn refused(scene: &Scene) -> String {
    let code = code_of(&scene.json(&["deploy", "sandbox", "--yes"], 3));
    assert_eq!(scene.running("host-1", "sandbox"), [], "nothing was done");
    code
}

fn locked_by_hand(scene: &Scene) {
    scene.json(&["lock", "sandbox", "--reason", "Looking into it"], 0);
    assert_eq!(state(scene), "locked", "locked comes before held");
    scene.json(&["unhold", "sandbox"], 0);
    assert_eq!(refused(scene), "lock_held");
    let lock = scene.status("sandbox")["lock"].clone();
    assert_eq!((&lock["message"], &lock["operation"]), (&"Looking into it".into(), &serde_json::Value::Null));
    scene.become_person("Ben");
    assert_eq!(code_of(&scene.json(&["unlock", "sandbox"], 3)), "lock_held", "it is another person's");
    assert_eq!(code_of(&scene.json(&["lock", "sandbox", "--reason", "Me too"], 3)), "lock_held");
    scene.json(&["unlock", "sandbox", "--force"], 0);
    assert!(scene.status("sandbox")["lock"].is_null());
    scene.json(&["unlock", "sandbox"], 0);
    scene.json(&["hold", "sandbox", "--reason", "Incident 43"], 0);
}

fn failed_comes_before_locked(scene: &Scene) {
    scene.ok(&["deploy", "sandbox"]);
    assert_eq!(state(scene), "idle");
    scene.configure("on_failure: rollback\n  production", "on_failure: ask\n  production");
    scene.configure("PORT: \"8081\"", "HEALTH: crash, PORT: \"8081\"");
    scene.ok(&["run"]);
    let plan = scene.ok(&["plan", "sandbox"]);
    let hash = plan["hash"].as_str().expect("a hash");
    assert_eq!(scene.json(&["deploy", "sandbox", "--plan", hash], 5)["verdict"], "waiting");
    scene.json(&["deny", hash, "--reason", "Leave it"], 0);
    assert_eq!(scene.json(&["resume"], 1)["verdict"], "failed");
    scene.json(&["lock", "sandbox", "--reason", "Looking into it"], 0);
    assert_eq!(state(scene), "failed", "failed comes before locked");
    scene.json(&["unlock", "sandbox"], 0);
    scene.json(&["rollback", "sandbox", "--yes"], 0);
    assert_eq!(state(scene), "idle", "a rollback settles it");
}

/// Without a hold the release that was taken back would come again. It stands with the end of the rollback, whichever
/// program writes that.
fn an_automatic_one_is_held_after_a_rollback(scene: &Scene) {
    let hold = || scene.status("sandbox")["hold"].clone();
    assert!(hold().is_null(), "it is not automatic, so the rollback set none");
    scene.repository.replace("slipway.yml", "HEALTH: crash, PORT", "MOOD: better, PORT").unwrap();
    scene.configure("    branch: develop\n", "    branch: develop\n    automatic: true\n");
    scene.ok(&["run"]);
    scene.ok(&["deploy", "sandbox"]);
    assert!(hold().is_null(), "a deployment sets none");
    killed_at(scene, "outcome:host-1/unlock", &["rollback", "sandbox", "--yes"]);
    assert!(hold().is_null(), "nobody knows yet how it ends");
    assert_eq!(scene.json(&["resume"], 0)["verdict"], "succeeded");
    assert_eq!(state(scene), "held");
    assert!(hold()["reason"].as_str().unwrap().starts_with("rolled back to #1"), "{:#}", hold());
    assert_eq!(code_of(&scene.json(&["deploy", "sandbox", "--yes"], 3)), "held");
    scene.json(&["unhold", "sandbox"], 0);
    scene.ok(&["deploy", "sandbox"]);
    scene.ok(&["rollback", "sandbox"]);
    assert_eq!(state(scene), "held", "the same in one go");
    scene.json(&["unhold", "sandbox"], 0);
}

/// A window in slipway.yml that holds now refuses, also an environment that was never touched.
fn windows_in_the_file(scene: &Scene) {
    let window =
        "freeze: [ { from: 2020-01-01T00:00:00Z, until: 2999-01-01T00:00:00Z, reason: Stocktaking } ]";
    scene.configure("    branch: develop\n", &format!("    branch: develop\n    {window}\n"));
    assert_eq!(state(scene), "frozen");
    let frozen = scene.json(&["deploy", "sandbox", "--yes", "--release", "1"], 3);
    assert_eq!(code_of(&frozen), "frozen");
    assert!(frozen["error"]["message"].as_str().unwrap().contains("Stocktaking"), "{frozen:#}");
    let plan = scene.json(&["plan", "sandbox", "--release", "1"], 0);
    let open = plan["gates"].as_array().unwrap().iter().find(|gate| gate["name"] == "open").unwrap();
    assert_eq!(open["state"], "failed", "the plan says so before: {plan:#}");
}
