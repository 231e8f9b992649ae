//! What a person at a terminal is asked, and what moves on the screen.

use std::time::Duration;

use slipway_testkit::RegistryOptions;

use slipway_tests::documents::fits;
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
    stopped_at_the_question(&scene);
    accepted_with_the_document_in_a_file(&scene);
    scene.configure("    after: sandbox\n", "    after: sandbox\n    protected: true\n");
    let wrong = scene.asked("promote sandbox production", "Type production", "y");
    assert_eq!(wrong.code, 130, "a protected environment wants its name: {}", wrong.describe());
    let typed = scene.asked("promote sandbox production", "Type production", "production");
    assert_eq!(typed.code, 0, "{}", typed.describe());
    assert!(typed.stdout.contains("api 0.1.1"), "the plan was shown first: {}", typed.describe());
    assert_eq!(scene.running("host-1", "production").len(), 1);
    // There is none before this one.
    let other = scene.asked("rollback production --to 1", "Type production", "y");
    assert_eq!(other.code, 130, "only the deployment before goes without its name: {}", other.describe());
    let refused = scene.json(&["promote", "sandbox", "production"], 2);
    assert_eq!(refused["error"]["code"], "confirmation_needed", "without a terminal: {refused:#}");
    scene.ok(&["promote", "sandbox", "production"]);
    a_look_is_stopped(&scene);
}

/// A host that does not answer is not waited for after Ctrl-C.
fn a_look_is_stopped(scene: &Scene) {
    scene.host("host-1").cut().unwrap();
    let mut terminal = scene.at_terminal("status");
    std::thread::sleep(Duration::from_secs(1));
    terminal.press("\x03").unwrap();
    let stopped = terminal.end(Duration::from_secs(10)).unwrap();
    assert_eq!(stopped.code, 130, "{}", stopped.describe());
}

/// Ctrl-C at the question ends the program by itself.
fn stopped_at_the_question(scene: &Scene) {
    let mut terminal = scene.at_terminal("deploy sandbox");
    terminal.wait_for("Carry out this plan? [y/N]").unwrap();
    terminal.press("\x03").unwrap();
    let stopped = terminal.end(Duration::from_secs(10)).unwrap();
    assert_eq!(stopped.code, 130, "{}", stopped.describe());
    assert_eq!(scene.running("host-1", "sandbox"), [], "nothing was done");
}

/// The plan belongs to the question: who sends the document elsewhere sees it all the same, and gets only the document.
fn accepted_with_the_document_in_a_file(scene: &Scene) {
    let file = scene.laptop.home().join("deployed.json");
    let words = format!("deploy sandbox --json >{}", file.display());
    let accepted = scene.asked(&words, "Carry out this plan? [y/N]", "y");
    assert_eq!(accepted.code, 0, "{}", accepted.describe());
    assert!(accepted.stdout.contains("api 0.1.1"), "the plan was shown first: {}", accepted.describe());
    let text = std::fs::read_to_string(file).unwrap();
    let document =
        serde_json::from_str(&text).unwrap_or_else(|error| panic!("one document: {error}\n{text}"));
    fits("operation", &document);
}
