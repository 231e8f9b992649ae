//! The team hears of a release: a channel that works, one that does not, and what the next program makes up for.

use std::time::{Duration, Instant};

use serde_json::Value;
use slipway_testkit::{STAND_IN_SECRET, STAND_IN_TOKEN, StandInKeys};

use slipway_tests::scene::Scene;
use slipway_tests::services::{Services, until};

/// What a channel that says nothing may cost at the end of a program, with what else differs from one time to the next.
/// Waiting for it until it is given up would cost more than twice as much.
const COSTS: Duration = Duration::from_secs(12);

/// What Slack gets when a channel is tried: the message, and its details in the thread.
const OF_THE_TRIAL: usize = 2;

fn notifications(port: &str) -> String {
    format!(
        "\nnotifications:\n  channels:\n    team: {{ slack: {{ channel: \"#releases\", credential: TEAM_BOT, url: \"http://127.0.0.1:{port}/slack/api\" }} }}\n    hook: {{ webhook: {{ url: \"http://127.0.0.1:{port}/webhook\", sign: HOOK_KEY }} }}\n  rules:\n    - {{ on: [started, succeeded, failed], environments: sandbox, to: [team, hook] }}\n"
    )
}

#[test]
fn the_team_hears_of_a_release_and_a_channel_that_is_away_delays_nothing() {
    let Some(mut scene) = Scene::start("notifications", 1) else { return };
    scene.laptop.set("SLIPWAY_SECRET_TEAM_BOT", STAND_IN_TOKEN);
    scene.laptop.set("SLIPWAY_SECRET_HOOK_KEY", STAND_IN_SECRET);
    let scene = scene;
    let services = Services::start(&scene, &StandInKeys::default());
    let text = scene.repository.read("slipway.yml").expect("slipway.yml");
    scene.change("slipway.yml", &(text + &notifications(services.port())));
    let tried = scene.json(&["check", "--notify", "team", "--notify", "hook"], 0);
    assert_eq!(tried["told"], serde_json::json!(["team", "hook"]), "{tried:#}");
    let tests = (services.taken("slack").len(), services.taken("webhook").len());
    assert_eq!(tests, (OF_THE_TRIAL, 1), "each was tried once");

    scene.ok(&["run"]);
    let begun = Instant::now();
    scene.ok(&["deploy", "sandbox"]);
    let usual = begun.elapsed();
    assert_eq!(services.events()[1..], ["started", "succeeded"]);
    one_message_updated_in_place(&services);

    services.fail("webhook/silent/0/1000");
    scene.change("recipes/new.txt", "Soup\n\nServes 2\n\nBoil it.\n");
    scene.ok(&["run"]);
    let begun = Instant::now();
    let deployed = scene.ok(&["deploy", "sandbox"]);
    let took = begun.elapsed();
    assert_eq!(deployed["verdict"], "succeeded", "{deployed:#}");
    assert!(took < usual + COSTS, "a silent channel delays a deployment: {took:?} and {usual:?} without it");
    assert_eq!(services.events().len(), 3, "it has taken nothing since");
    let last = services.taken("slack").last().cloned().expect("a message");
    assert!(last["body"].to_string().contains("0.1.2"), "the other one was told: {last:#}");
    let status = scene.json(&["status"], 0);
    let untold = status["notifications"].as_array().expect("what was not told").clone();
    assert!(!untold.is_empty() && untold.iter().all(|one| one["channel"] == "hook"), "{untold:#?}");

    services.fail("webhook/status/503/0");
    until("a later program tells what was left", || {
        scene.json(&["status"], 0);
        let events = services.events();
        (events.len() == 5).then_some(events)
    });
    assert_eq!(services.events()[3..], ["started", "succeeded"], "in their order, each once");
    assert!(scene.json(&["status"], 0)["notifications"].is_null());
}

fn one_message_updated_in_place(services: &Services) {
    let slack = services.taken("slack");
    let of_release: Vec<&Value> = slack.iter().skip(OF_THE_TRIAL).collect();
    assert_eq!(of_release[0]["what"], "chat.postMessage", "{of_release:#?}");
    let updated = of_release.iter().find(|one| one["what"] == "chat.update").expect("it is updated");
    assert!(updated["body"]["text"].as_str().expect("a text").contains("sandbox runs"), "{updated:#}");
    let posted = of_release.iter().filter(|one| one["what"] == "chat.postMessage");
    let outside = posted.filter(|one| one["body"]["thread_ts"].is_null()).count();
    assert_eq!(outside, 1, "one message per operation, the rest in its thread: {of_release:#?}");
    assert!(!format!("{slack:?}").contains(STAND_IN_TOKEN), "the token is in no message");
}
