//! From an empty start to a release that is taken back, in the window.

use slipway_tests::desktop::{Desktop, Driven};
use slipway_tests::scene::Scene;

/// The button in the drawer that lets a plan go.
const LET_GO: &str = "//*[@role=\"dialog\"]//form//button[@type=\"submit\"][not(@disabled)]";

#[test]
fn a_repository_is_added_run_deployed_promoted_and_taken_back_in_the_window() {
    let what = "a day in the real window";
    let Some(scene) = Scene::start(what, 2) else { return };
    let Some(desktop) = Desktop::on(&scene, what) else { return };
    let window = desktop.open();
    add(&desktop, &window, &scene);
    window.press("Run recipes");
    window.is_at("/runs/recipes/");
    window.sees("Succeeded");
    goes_out(&window, "Deploy", "sandbox");
    scene.agrees("sandbox", &["host-1"]);
    goes_out(&window, "Promote", "production");
    scene.agrees("production", &["host-2"]);

    // What the command line does is seen in the open window.
    scene.change("recipes/soup.txt", "Soup\n\nServes 2\n\nBoil it.\n");
    scene.ok(&["run"]);
    scene.ok(&["deploy", "sandbox"]);
    window.press("Board");
    window.sees("0.1.2");

    a_failure_says_why(&window, &scene);
    desktop.follow("slipway://plan?project=recipes&kind=rollback&environment=sandbox");
    window.sees("Roll back to");
    window.press_at(LET_GO);
    window.sees("is back in sandbox");
    let status = scene.agrees("sandbox", &["host-1"]);
    assert_eq!(status["services"][0]["version"], "0.1.1", "{status:#}");
}

fn add(desktop: &Desktop<'_>, window: &Driven<'_>, scene: &Scene) {
    window.press("Add a repository");
    window.press("Choose a folder…");
    desktop.choose_folder(&scene.folder().display().to_string());
    window.sees("nothing in the repository changes");
    window.press("Add recipes");
    window.sees("recipes is on the board");
}

/// A release goes to an environment: from its cell, through its plan.
fn goes_out(window: &Driven<'_>, verb: &str, environment: &str) {
    window.press("Board");
    press_in_cell(window, environment, &format!("starts-with(@aria-label, \"{verb}\")"));
    window.press_at(LET_GO);
    window.sees(&format!("runs in {environment}"));
    // Beside the drawer cells have no room for their buttons.
    window.press_at("//*[@role=\"dialog\"]//button[starts-with(@aria-label, \"Close\")]");
}

/// Presses the button of an environment that fits.
fn press_in_cell(window: &Driven<'_>, environment: &str, fits: &str) {
    window.press_at(&format!("//td[@data-environment=\"{environment}\"]//button[{fits}][not(@disabled)]"));
}

/// A release that never becomes healthy: what it says is shown, and what ran before runs again.
fn a_failure_says_why(window: &Driven<'_>, scene: &Scene) {
    let greeting = "GREETING: \"Recipes to try out\"";
    scene.configure(greeting, &format!("{greeting}, HEALTH: broken"));
    scene.change("recipes/stew.txt", "Stew\n\nServes 4\n\nBoil it longer.\n");
    scene.ok(&["run"]);
    press_in_cell(window, "sandbox", "contains(@aria-label, \"0.1.3\")");
    window.press_at(LET_GO);
    window.sees("its health check fails");
    window.sees("Evidence");
    let status = scene.agrees("sandbox", &["host-1"]);
    assert_eq!(status["services"][0]["version"], "0.1.2", "{status:#}");
}
