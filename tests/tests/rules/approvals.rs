//! Approvals and protected environments.

use serde_json::Value;

use slipway_tests::documents::{code_of, fits};
use slipway_tests::scene::Scene;

#[test]
fn people_approve_or_deny_a_plan_and_its_authors_do_not_count() {
    let Some(scene) = Scene::start("approvals", 1) else { return };
    scene.configure(
        "    after: sandbox\n",
        "    after: sandbox\n    approvals: { count: 2, not_author: true }\n",
    );
    scene.ok(&["run"]);
    scene.ok(&["deploy", "sandbox"]);
    two_others_have_to_agree(&scene);
    one_denies(&scene);
    a_commit_nobody_can_look_up(&scene);
}

fn promote(scene: &Scene, code: i32) -> Value {
    scene.json(&["promote", "sandbox", "production", "--yes"], code)
}

fn two_others_have_to_agree(scene: &Scene) {
    let hash = scene.plan_hash("production");
    let waiting = promote(scene, 5);
    fits("operation", &waiting);
    assert_eq!(waiting["verdict"], "waiting", "{waiting:#}");
    assert_eq!(waiting["problem"]["code"], "approval_wanted", "{waiting:#}");
    assert_eq!(scene.running("host-1", "production"), [], "nothing goes out before");
    let status = scene.status("production");
    assert_eq!(status["state"], "waiting", "{status:#}");
    assert!(status["lock"].is_null(), "who waits for people holds nobody up: {status:#}");
    scene.json(&["approve", &hash], 0);
    assert_eq!(scene.json(&["resume"], 5)["verdict"], "waiting", "the author's word does not count");
    scene.become_person("Ben");
    scene.json(&["approve", &hash[..12], "--reason", "Seen in sandbox"], 0);
    scene.json(&["approve", &hash], 0);
    assert_eq!(scene.json(&["resume"], 5)["verdict"], "waiting", "one person is one approval");
    scene.become_person("Cleo");
    scene.json(&["approve", &hash], 0);
    let resumed = scene.json(&["resume"], 0);
    fits("operation", &resumed);
    assert_eq!(resumed["verdict"], "succeeded", "{resumed:#}");
    assert_eq!(scene.running("host-1", "production").len(), 1);
    scene.become_person("Ada");
    scene.repository.git(&["config", "user.name", "Ada Example"]).unwrap();
}

fn one_denies(scene: &Scene) {
    scene.change("recipes/new.txt", "Soup\n\nServes 2\n\nBoil it.\n");
    scene.ok(&["run"]);
    scene.ok(&["deploy", "sandbox"]);
    let before = scene.running("host-1", "production");
    let waiting = promote(scene, 5);
    let hash = scene.plan_hash("production");
    scene.become_person("Ben");
    scene.json(&["deny", &hash, "--reason", "The salt is missing"], 0);
    let closed = scene.json(&["resume"], 3);
    let text = closed.to_string();
    assert!(text.contains("denied") && text.contains("The salt is missing"), "{closed:#}");
    assert_eq!(scene.running("host-1", "production"), before, "nothing was done");
    let again = promote(scene, 3);
    assert_eq!(code_of(&again), "denied", "the same plan stays denied");
    let history = scene.json(&["history", "production"], 0);
    let row = &history["operations"][0];
    assert_eq!(
        (&row["operation"], &row["verdict"]),
        (&waiting["operation"], &"cancelled".into()),
        "{history:#}"
    );
}

/// Who wrote the commits cannot be told, so nobody can be ruled out and the rule refuses.
fn a_commit_nobody_can_look_up(scene: &Scene) {
    let shallow = scene.laptop.home().join("shallow");
    let from = format!("file://{}", scene.folder().display());
    let folder = shallow.to_string_lossy().into_owned();
    let clone = format!("git clone --quiet --depth 1 {from} {folder} && cd {folder}");
    let person = "git config user.name Ben && git config user.email ben@example.com";
    scene.laptop.sh(&format!("{clone} && {person}")).unwrap().success().unwrap();
    let refused =
        scene.laptop.slipway(&shallow, &["promote", "sandbox", "production", "--yes", "--json"]).unwrap();
    assert_eq!(refused.code, 3, "{}", refused.describe());
    assert_eq!(code_of(&refused.json().unwrap()), "rule_unchecked", "a rule that cannot be checked refuses");
}
