//! Around the window: notifications, links, closing it, and being killed.

use serde_json::json;
use slipway_tests::desktop::{Desktop, Driven, until};
use slipway_tests::scene::Scene;

#[test]
fn what_happens_around_the_window() {
    let what = "what happens around the real window";
    let Some(scene) = Scene::start(what, 1) else { return };
    let Some(desktop) = Desktop::on(&scene, what) else { return };
    keep_in_window(&scene);
    let window = desktop.open();
    closing_goes_on_in_the_tray(&desktop, &window, &scene);
    a_notification_leads_to_its_operation(&desktop, &window, &scene);
    a_link_leads_into_the_window(&desktop, &window);
    window.kill();
    killed_in_the_middle(&desktop, &scene);
    what_was_left_is_carried_on(&desktop, &scene);
}

/// The repository is in the window already.
fn keep_in_window(scene: &Scene) {
    let repository = json!({ "project": "recipes", "folder": scene.folder() });
    let file = scene.laptop.data().join("window.json");
    std::fs::write(&file, json!({ "repositories": [repository] }).to_string()).expect("the window's file");
}

fn closing_goes_on_in_the_tray(desktop: &Desktop<'_>, window: &Driven<'_>, scene: &Scene) {
    // Long enough for a person to close the window meanwhile.
    scene.configure("run: sh tests/complete.sh", "run: \"sleep 20; sh tests/complete.sh\"");
    window.press("Runs");
    window.press("Run pipeline");
    window.press("Run develop");
    window.is_at("/runs/recipes/");
    desktop.close_window();
    window.press("Keep it open");
    assert!(desktop.shows_window(), "it was kept open");
    desktop.close_window();
    window.press("Quit instead…");
    window.sees("It is left in the middle");
    window.press("Do not quit");
    assert!(desktop.shows_window(), "nothing was quit");
    desktop.close_window();
    window.sees("Something is under way");
    window.press("Close the window");
    until("the window is gone", || !desktop.shows_window());
    let (_, made) = desktop.told("recipes: Run #1 succeeded");
    assert_eq!(made, "api 0.1.1");
    desktop.press_notification();
    window.is_at("/runs/recipes/");
    assert!(desktop.shows_window(), "the notification brought it back");
    scene.configure("run: \"sleep 20; sh tests/complete.sh\"", "run: sh tests/complete.sh");
    desktop.clear_notifications();
}

fn a_notification_leads_to_its_operation(desktop: &Desktop<'_>, window: &Driven<'_>, scene: &Scene) {
    window.press("Settings");
    let deployed = scene.ok(&["deploy", "sandbox", "--release", "1"]);
    desktop.told("recipes: sandbox runs api 0.1.1");
    desktop.press_notification();
    let operation = deployed["operation"].as_str().expect("an operation");
    window.is_at(&format!("/operations/recipes/{operation}"));
    window.sees("runs in sandbox");
    desktop.clear_notifications();
}

fn a_link_leads_into_the_window(desktop: &Desktop<'_>, window: &Driven<'_>) {
    desktop.follow("slipway://environments/recipes/sandbox");
    window.is_at("/environments/recipes/sandbox");
    desktop.follow("slipway://environments/nothing/sandbox");
    let (_, why) = desktop.told("This link leads nowhere");
    assert!(why.contains("`nothing`"), "{why}");
    window.is_at("/environments/recipes/sandbox");
}

/// The program ends as by `kill -9` in the middle of a deployment.
fn killed_in_the_middle(desktop: &Desktop<'_>, scene: &Scene) {
    scene.change("recipes/soup.txt", "Soup\n\nServes 2\n\nBoil it.\n");
    scene.ok(&["run"]);
    let window = desktop.open_with("SLIPWAY_TEST_KILL_AT", "after-intent:host-1/up");
    desktop.follow("slipway://plan?project=recipes&kind=deploy&environment=sandbox&release=2");
    window.press_at("//*[@role=\"dialog\"]//form//button[@type=\"submit\"][not(@disabled)]");
    desktop.until_ended();
    window.kill();
}

fn what_was_left_is_carried_on(desktop: &Desktop<'_>, scene: &Scene) {
    let window = desktop.open();
    window.press("Board");
    window.sees("Unknown");
    window.press_at("//td[@data-environment=\"sandbox\"]//button[starts-with(@aria-label, \"Resume\")]");
    // What stands is shown before it goes on.
    window.sees("The deployment was left in the middle");
    window.sees("sandbox runs 0.1.1");
    window.press_at("//*[@role=\"dialog\"]//button[starts-with(normalize-space(), \"Resume to\")]");
    let newest = || scene.json(&["history", "sandbox"], 0)["operations"][0].clone();
    until("what was left in the middle ends", || !newest()["verdict"].is_null());
    assert_eq!(newest()["verdict"], "succeeded", "{:#}", newest());
    scene.agrees("sandbox", &["host-1"]);
    window.sees("Healthy");
    window.sees("0.1.2");
}
