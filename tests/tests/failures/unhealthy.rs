//! Releases whose containers run and are not well: the sample's own `HEALTH`.

use serde_json::Value;

use super::documents::{assert_problem, assert_true_of_engines, assert_unlocked, evidence, place};
use super::fleet;
use slipway_tests::scene::Scene;

/// A release that runs, then a change of `HEALTH` alone, which is taken back.
fn taken_back(scene: &Scene, health: &str) -> Value {
    let good = fleet::built(scene);
    fleet::deploy_well(scene, &["host-1"]);
    let greeting = "GREETING: \"Recipes to try out\"";
    scene.configure(greeting, &format!("{greeting}, HEALTH: {health}"));
    assert_eq!(fleet::built(scene), good, "a change of configuration alone builds nothing");
    let failed = scene.json(&["deploy", "sandbox", "--yes"], 1);
    assert_eq!(failed["verdict"], "rolled_back", "{failed:#}");
    assert_eq!(place(&failed, "host-1"), ("rolled_back".into(), Some(good)), "{failed:#}");
    assert_true_of_engines(scene, &failed, "sandbox");
    assert_unlocked(scene, "sandbox", &["host-1"]);
    let status = scene.status("sandbox");
    assert_eq!(status["services"][0]["health"], "healthy", "{status:#}");
    assert_eq!(status["services"][0]["drift"], serde_json::json!([]), "{status:#}");
    failed
}

#[test]
fn a_health_check_that_never_passes() {
    let Some(scene) = Scene::start("a service that is never healthy", 1) else { return };
    let failed = taken_back(&scene, "broken");
    assert_problem(&failed, "verify_failed", &["host-1", "its health check fails", "logs --env"]);
    assert!(evidence(&failed, "health check").contains("404"), "what the check said: {failed:#}");
    assert!(evidence(&failed, "last lines").contains("answers on port 8080"), "{failed:#}");
    let changes = evidence(&failed, "changes");
    let lines: Vec<&str> = changes.lines().collect();
    assert_eq!(lines[..2], ["#2, and #1 before", "variable api/HEALTH: added"], "{failed:#}");
    assert!(lines[2].starts_with("commit ") && lines[2].ends_with(" Change slipway.yml"), "{failed:#}");
    assert_eq!(lines.len(), 3, "{failed:#}");
}

#[test]
fn a_container_that_restarts_for_ever() {
    let Some(scene) = Scene::start("a service that restarts for ever", 1) else { return };
    let failed = taken_back(&scene, "crash");
    assert_problem(&failed, "verify_failed", &["host-1", "restarts again and again", "logs --env"]);
    assert_eq!(evidence(&failed, "exit code"), "3", "{failed:#}");
    assert!(evidence(&failed, "last lines").contains("cannot open the recipe book"), "{failed:#}");
}
