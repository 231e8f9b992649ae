//! The channel `desktop` of notifications: what the command line tells by a real daemon, and what a press on it does.

use slipway_tests::desktop::{Desktop, until};
use slipway_tests::scene::Scene;

const NOTIFICATIONS: &str = "\nnotifications:\n  channels: { here: { desktop: {} } }\n  rules:\n    - { on: [started, succeeded], environments: sandbox, to: here }\n";

/// Stands for what opens links on a desktop, and keeps the link.
const OPENS: &str = r#"mkdir -p $HOME/bin && printf '#!/bin/sh\nprintf %%s "$1" > "$HOME/opened"\n' > $HOME/bin/xdg-open && chmod 755 $HOME/bin/xdg-open"#;

#[test]
fn what_the_command_line_tells_is_shown_and_a_press_opens_its_operation() {
    let what = "notifications of the command line";
    let Some(scene) = Scene::start(what, 1) else { return };
    let Some(desktop) = Desktop::on(&scene, what) else { return };
    let text = scene.repository.read("slipway.yml").expect("slipway.yml");
    scene.change("slipway.yml", &(text + NOTIFICATIONS));
    scene.ok(&["run"]);
    assert_eq!(desktop.sh(OPENS).code, 0, "a program that opens links");

    let slipway = scene.laptop.beside("slipway").display().to_string();
    let deploy = format!(
        "cd {} && (PATH=$HOME/bin:$PATH nohup {slipway} deploy sandbox --yes > $HOME/deploy.log 2>&1 &)",
        scene.folder().display()
    );
    assert_eq!(desktop.sh(&deploy).code, 0, "a deployment begins");
    desktop.told("recipes: api 0.1.1 is going out to sandbox");
    desktop.press_notification();
    let opened = || desktop.sh("cat $HOME/opened 2>/dev/null").stdout;
    until("the press opens a link", || opened().starts_with("slipway://operations/recipes/"));
    desktop.told("recipes: sandbox runs api 0.1.1");
    until("the deployment ends", || desktop.sh("pgrep -x slipway").code != 0);
    assert_eq!(scene.running("host-1", "sandbox").len(), 1);
}
