//! Documents and the exit codes 0 to 3 in one life of a project. 4 and 130 stand in `interrupted`, 5 in `rules`.

use serde_json::Value;

use slipway_tests::documents::{code_of, fits};
use slipway_tests::scene::Scene;

#[test]
fn documents_fit_their_schemas_and_exit_codes_tell_what_came_of_it() {
    let Some(scene) = Scene::start("exit codes and documents", 2) else { return };
    before_anything(&scene);
    one_release(&scene);
    failures(&scene);
}

fn document(scene: &Scene, name: &str, words: &[&str], code: i32) -> Value {
    let document = scene.json(words, code);
    fits(name, &document);
    document
}

fn before_anything(scene: &Scene) {
    let status = document(scene, "status", &["status"], 0);
    let names: Vec<&str> =
        status["environments"].as_array().unwrap().iter().filter_map(|one| one["name"].as_str()).collect();
    assert_eq!(names, ["sandbox", "production"], "environments stand in promotion order");
    assert_eq!(status["environments"][0]["state"], "empty", "{status:#}");
    document(scene, "history", &["history"], 0);
    document(scene, "tags", &["tags", "api"], 0);
    document(scene, "check", &["check"], 0);
    let resumed = document(scene, "operation", &["resume"], 0);
    assert!(resumed["operation"].is_null(), "nothing was open: {resumed:#}");
    assert_eq!(code_of(&scene.json(&["cancel"], 2)), "operation_not_found");
    assert_eq!(code_of(&scene.json(&["deploy", "sandbox", "--yes"], 2)), "release_not_found");
    assert_eq!(code_of(&scene.json(&["plan", "nowhere"], 2)), "environment_not_found");
    assert_eq!(code_of(&scene.json(&["tags", "nothing"], 2)), "service_not_found");
}

fn one_release(scene: &Scene) {
    let run = document(scene, "operation", &["run"], 0);
    assert_eq!((&run["verdict"], &run["environment"]), (&"succeeded".into(), &Value::Null), "{run:#}");
    assert_eq!((&run["release"], &run["version"]), (&1.into(), &"0.1.1".into()), "{run:#}");
    let plan = document(scene, "plan", &["plan", "sandbox"], 0);
    assert_eq!(plan["services"][0]["change"], "new", "{plan:#}");
    assert_eq!(plan["gates"][0]["state"], "passed", "{plan:#}");
    let deployed = document(scene, "operation", &["deploy", "sandbox", "--yes"], 0);
    assert_eq!(deployed["places"][0]["running"]["api"], deployed["digests"]["api"], "{deployed:#}");
    let promoted = document(scene, "operation", &["promote", "sandbox", "production", "--yes"], 0);
    assert_eq!(promoted["places"][0]["name"], "host-2", "{promoted:#}");
    let tags = document(scene, "tags", &["tags", "api", "--sort", "build"], 0);
    assert_eq!(tags["images"][0]["running_in"], serde_json::json!(["sandbox", "production"]), "{tags:#}");
    let status = document(scene, "status", &["status"], 0);
    assert_eq!(status["environments"][1]["services"][0]["version"], "0.1.1", "{status:#}");
    document(scene, "check-hosts", &["check", "--hosts"], 0);
    document(scene, "done", &["hold", "sandbox", "--reason", "A test"], 0);
    document(scene, "done", &["unhold", "sandbox"], 0);
    let id = deployed["operation"].as_str().unwrap();
    let lines = scene.slipway(&["logs", id, "--json"]);
    assert_eq!(lines.code, 0, "{}", lines.describe());
    assert!(!lines.stdout.is_empty(), "the deployment said something");
    for line in lines.stdout.lines() {
        fits("log", &serde_json::from_str(line).expect("every line is one document"));
    }
    let missing = scene.slipway(&["logs", "ffffffff", "--json"]);
    assert_eq!((missing.code, missing.stdout.lines().count()), (2, 1), "JSON Lines also for errors");
    assert_eq!(code_of(&missing.json().unwrap()), "operation_not_found");
}

/// 1 when the work failed or was rolled back, 3 when a rule refused; the way back is 0.
fn failures(scene: &Scene) {
    scene.change("recipes/bad.txt", "Nobody knows how many this serves\n");
    let failed = document(scene, "operation", &["run"], 1);
    assert_eq!((&failed["verdict"], &failed["release"]), (&"failed".into(), &Value::Null), "{failed:#}");
    assert_eq!(failed["problem"]["code"], "job_failed", "{failed:#}");
    let shown: Vec<&str> =
        failed["evidence"].as_array().unwrap().iter().filter_map(|one| one["text"].as_str()).collect();
    assert!(shown.iter().any(|text| text.contains("does not say how many")), "the last lines: {failed:#}");
    scene.repository.write("recipes/bad.txt", "Toast\n\nServes 1\n\nToast it.\n").unwrap();
    scene.configure("PORT: \"8081\"", "HEALTH: crash, PORT: \"8081\"");
    document(scene, "operation", &["run"], 0);
    let back = document(scene, "operation", &["deploy", "sandbox", "--yes"], 1);
    assert_eq!(back["verdict"], "rolled_back", "{back:#}");
    let evidence = back["evidence"].to_string();
    assert!(evidence.contains("cannot open the recipe book"), "the container's last lines: {back:#}");
    let status = document(scene, "status", &["status", "sandbox"], 0);
    assert_eq!(status["environments"][0]["services"][0]["version"], "0.1.1", "{status:#}");
    scene.json(&["hold", "sandbox", "--reason", "A test"], 0);
    assert_eq!(code_of(&scene.json(&["deploy", "sandbox", "--yes"], 3)), "held");
    scene.json(&["unhold", "sandbox"], 0);
    scene.json(&["deploy", "sandbox", "--release", "1", "--yes"], 0);
    let rolled = document(scene, "operation", &["rollback", "sandbox", "--yes"], 0);
    assert_eq!(rolled["verdict"], "succeeded", "a rollback that succeeds is succeeded: {rolled:#}");
    let history = document(scene, "history", &["history", "sandbox"], 0);
    let kinds: Vec<&str> =
        history["operations"].as_array().unwrap().iter().filter_map(|one| one["kind"].as_str()).collect();
    assert_eq!(kinds, ["rollback", "deploy", "deploy", "deploy"], "newest first, a refused one is none");
}
