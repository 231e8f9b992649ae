//! The first release, and the way back.

use slipway_tests::documents::digest_of_api;
use slipway_tests::scene::Scene;

#[test]
fn a_commit_becomes_a_running_release_that_can_be_taken_back() {
    let Some(scene) = Scene::start("a first release", 2) else { return };
    let run = scene.ok(&["run"]);
    assert_eq!(run["version"], "0.1.1", "{run}");
    let deployed = scene.ok(&["deploy", "sandbox"]);
    assert_eq!(deployed["verdict"], "succeeded", "{deployed}");
    let digest = digest_of_api(&deployed);
    assert_eq!(scene.running("host-1", "sandbox"), [("api".to_owned(), digest.clone())]);
    let status = scene.status("sandbox");
    assert_eq!(status["state"], "idle", "{status}");
    assert_eq!(status["services"][0]["digest"], digest.as_str(), "{status}");
    scene.change("recipes/new.txt", "Soup\n\nServes 2\n\nBoil it.\n");
    scene.ok(&["run"]);
    scene.ok(&["deploy", "sandbox"]);
    assert_ne!(scene.running("host-1", "sandbox"), [("api".to_owned(), digest.clone())]);
    let second = scene.running("host-1", "sandbox")[0].1.clone();
    scene.ok(&["rollback", "sandbox"]);
    assert_eq!(scene.running("host-1", "sandbox"), [("api".to_owned(), digest.clone())]);
    images_that_nobody_needs_go(&scene, &digest, &second);
}

/// What a host has pulled stays as long as a rollback there needs it.
fn images_that_nobody_needs_go(scene: &Scene, first: &str, second: &str) {
    let docker = scene.host("host-1").docker();
    let images = || docker.text(&["image", "ls", "--digests", "--format", "{{.Digest}}"]).expect("images");
    let all = images();
    assert!(all.contains(first) && all.contains(second), "a rollback may want either: {all}");
    let plan = scene.ok(&["plan", "sandbox", "--release", "1"]);
    let actions = plan["actions"].as_array().expect("actions");
    let tidy = actions.iter().find(|action| action["step"] == "host-1/tidy").expect("the plan shows it");
    assert_eq!(tidy["when"], "always", "{tidy}");

    // Time goes by: the second release is none of the newest five any more.
    let own = "~/.slipway/recipes/sandbox/.slipway";
    let forget = format!("rm -r {own}/releases/2-* && sed -i '/\"kind\":\"runs\"/d' {own}/journal");
    scene.host("host-1").sh(&forget).expect("a command").success().expect("it is forgotten");
    let kept = images().lines().count();
    let deployed = scene.ok(&["deploy", "sandbox", "--release", "1"]);
    assert_eq!(deployed["evidence"], serde_json::json!([]), "{deployed:#}");
    let left = images();
    assert!(left.contains(first) && !left.contains(second), "only the second goes: {left}");
    assert_eq!(left.lines().count(), kept - 1, "what Slipway did not pull by digest stays: {left}");
    // The registry has it still.
    scene.ok(&["deploy", "sandbox", "--release", "2"]);
    assert_eq!(scene.running("host-1", "sandbox"), [("api".to_owned(), second.to_owned())]);
    let status = scene.status("sandbox");
    let choice = &status["services"][0]["rollback_to"][0];
    assert_eq!((&choice["release"], &choice["available"]), (&1.into(), &true.into()), "{status:#}");
    images_that_are_gone_are_told(scene);
}

/// Somebody removes images from the registry: what was remembered of them says nothing of that.
fn images_that_are_gone_are_told(scene: &Scene) {
    let told = |words: &[&str], version: &str| {
        let plan = scene.ok(words);
        plan["warnings"].to_string().contains(&format!("the image of api {version} is gone from"))
    };
    let (plan, back) = (["plan", "sandbox", "--release", "1"], ["rollback", "sandbox", "--dry-run"]);
    assert!(!told(&back, "0.1.1") && !told(&plan, "0.1.2"), "all of them are there");
    scene.registry.delete("recipes/api", "0.1.1").expect("it goes");
    let status = scene.status("sandbox");
    let choice = &status["services"][0]["rollback_to"][0];
    assert_eq!((&choice["release"], &choice["available"]), (&1.into(), &false.into()), "{status:#}");
    assert!(told(&back, "0.1.1"), "what the rollback brings back");
    assert!(!told(&plan, "0.1.2"), "what runs now is there");
    scene.registry.delete("recipes/api", "0.1.2").expect("it goes");
    assert!(told(&plan, "0.1.2"), "what a rollback afterwards would restore");
}
