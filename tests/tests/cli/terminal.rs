//! What a person at a terminal is asked, and what moves on the screen.

use slipway_testkit::RegistryOptions;

use slipway_tests::scene::Scene;

#[test]
fn a_terminal_asks_and_shows_progress_without_clutter() {
    // A registry that asks nobody who they are.
    let options = RegistryOptions { tls: false, login: None, tokens: false };
    let Some(scene) = Scene::with("a person at a terminal", 1, &options) else { return };
    let run = scene.read(scene.at_terminal("run"));
    assert_eq!(run.code, 0, "{}", run.describe());
    assert!(run.stdout.contains("✓ job/test"), "ended steps stay: {}", run.describe());
    assert!(!run.stdout.contains("│"), "what steps log stays in the log: {}", run.describe());
    let declined = scene.asked("deploy sandbox", "Carry out this plan? [y/N]", "n");
    assert_eq!(declined.code, 130, "{}", declined.describe());
    assert_eq!(scene.running("host-1", "sandbox"), [], "nothing was done");
    let accepted = scene.asked("deploy sandbox", "Carry out this plan? [y/N]", "y");
    assert_eq!(accepted.code, 0, "{}", accepted.describe());
    assert!(accepted.stdout.contains("api 0.1.1"), "the plan was shown first: {}", accepted.describe());
    scene.configure("    after: sandbox\n", "    after: sandbox\n    protected: true\n");
    let wrong = scene.asked("promote sandbox production", "Type production", "y");
    assert_eq!(wrong.code, 130, "a protected environment wants its name: {}", wrong.describe());
    let typed = scene.asked("promote sandbox production", "Type production", "production");
    assert_eq!(typed.code, 0, "{}", typed.describe());
    assert_eq!(scene.running("host-1", "production").len(), 1);
    let refused = scene.json(&["promote", "sandbox", "production"], 2);
    assert_eq!(refused["error"]["code"], "confirmation_needed", "without a terminal: {refused:#}");
    scene.ok(&["promote", "sandbox", "production"]);
}
