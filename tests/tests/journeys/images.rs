//! What `tags` shows of what was pushed.

use serde_json::Value;

use slipway_testkit::RegistryOptions;

use slipway_tests::scene::Scene;

/// The first tag of each image, or the digest's beginning of one without a version.
fn order(document: &Value) -> Vec<&str> {
    let images = document["images"].as_array().expect("images");
    images.iter().map(|image| image["semver"].as_str().unwrap_or("-")).collect()
}

fn image<'d>(document: &'d Value, version: &str) -> &'d Value {
    let images = document["images"].as_array().expect("images");
    images.iter().find(|image| image["semver"] == version).unwrap_or_else(|| panic!("{version}: {document}"))
}

fn recipe(number: u8) -> String {
    format!("Soup {number}\n\nServes {number}\n\nBoil it.\n")
}

/// Runs, and returns the digest that the branch's tag has now.
fn run(scene: &Scene, words: &[&str], tag: &str) -> (Value, Option<String>) {
    let run = scene.ok(&[&["run"], words].concat());
    let moved = scene.registry.digest("recipes/api", tag).expect("the registry answers");
    (run, moved)
}

#[test]
fn tags_tell_where_images_come_from_and_where_they_run() {
    // A registry with tokens, as Docker Hub has them: the base image is private too, and the host pulls.
    let options = RegistryOptions { tls: false, tokens: true, ..RegistryOptions::default() };
    let Some(scene) = Scene::with("tags", 1, &options) else { return };
    let nothing = scene.ok(&["tags", "api"]);
    assert_eq!(nothing["images"].as_array().map(Vec::len), Some(0), "nothing was pushed yet: {nothing}");
    let (first, moved) = run(&scene, &[], "develop");
    assert_eq!(first["digests"]["api"].as_str(), moved.as_deref(), "the branch's tag is what was pushed");
    scene.ok(&["deploy", "sandbox"]);
    assert!(scene.registry.tokens_handed_out() > 3, "build, push, list and pull each need their own");
    let skipped = scene.change("recipes/two.txt", &recipe(2));
    let newest = scene.change("recipes/three.txt", &recipe(3));
    let (second, moved) = run(&scene, &[], "develop");
    assert_eq!(second["digests"]["api"].as_str(), moved.as_deref(), "the branch's tag moved on");
    // An older commit, named by its id, stands on no branch: the branch's tag stays.
    let (third, moved) = run(&scene, &["--commit", &skipped], "develop");
    assert_eq!(third["version"], "0.1.3", "{third}");
    assert_eq!(second["digests"]["api"].as_str(), moved.as_deref(), "the branch's tag did not go back");

    scene.repository.git(&["checkout", "--quiet", "-b", "feature/käse"]).expect("a branch");
    scene.configure("0.1.${build_number}", "0.0.${build_number}-rc.1");
    let (fourth, moved) = run(&scene, &[], "feature-k-se-d437507f");
    assert_eq!(fourth["version"], "0.0.4-rc.1", "{fourth}");
    let tags = scene.registry.tags("recipes/api").expect("tags");
    assert_eq!(fourth["digests"]["api"].as_str(), moved.as_deref(), "{tags:?}");
    assert_eq!(tags.len(), 6, "{tags:?}");

    let by = |sort: &str| scene.ok(&["tags", "api", "--sort", sort]);
    let by_version = by("semver");
    assert_eq!(order(&by_version), ["0.1.3", "0.1.2", "0.1.1", "0.0.4-rc.1"], "{by_version}");
    assert_eq!(order(&by("build")), ["0.0.4-rc.1", "0.1.3", "0.1.2", "0.1.1"]);
    assert_eq!(order(&by("time")), ["0.0.4-rc.1", "0.1.2", "0.1.3", "0.1.1"], "by the commits' times");
    assert_eq!(by_version["repository"], scene.registry.image("recipes/api"), "{by_version}");

    let two = image(&by_version, "0.1.2");
    assert_eq!(two["tags"], serde_json::json!(["0.1.2", "develop"]), "{two}");
    assert_eq!(two["digest"], second["digests"]["api"], "{two}");
    assert_eq!(two["build_number"], 2, "{two}");
    assert_eq!(two["commit"], newest, "{two}");
    assert_eq!(two["commit_time"], "2026-01-05T09:02:00Z", "the commit's own time: {two}");
    assert!(two["created"].is_string() && two["size_bytes"].as_u64() > Some(1000), "{two}");
    assert_eq!(two["platforms"], serde_json::json!(["linux/amd64"]), "{two}");
    assert_eq!(two["running_in"], serde_json::json!([]), "{two}");
    assert_eq!(image(&by_version, "0.1.1")["running_in"], serde_json::json!(["sandbox"]), "{by_version}");
    assert_eq!(image(&by_version, "0.1.3")["commit"], skipped, "{by_version}");
    names_from_git(&scene);
}

/// A version that names the branch is a tag, whatever the branch is called.
fn names_from_git(scene: &Scene) {
    scene.configure("0.0.${build_number}-rc.1", "${branch}-${build_number}");
    let version = "feature-k-se-d437507f-5";
    let (fifth, there) = run(scene, &[], version);
    assert_eq!(fifth["version"], version, "{fifth}");
    assert_eq!(fifth["digests"]["api"].as_str(), there.as_deref(), "{fifth}");
    let told = scene.ok(&["tags", "api", "--sort", "build"]);
    let newest = &told["images"][0];
    assert_eq!(newest["tags"], serde_json::json!(["feature-k-se-d437507f", version]), "{told}");
    assert_eq!(newest["build_number"], 5, "{told}");
    assert_eq!(scene.ok(&["run"])["version"], version, "nothing changed, so nothing is built");
}
