//! Two people with a laptop each: what one of them did, the other one's Slipway learns from the hosts.

use serde_json::Value;

use slipway_tests::colleague::{Colleague, LIMIT, document};
use slipway_tests::documents::digest_of_api;
use slipway_tests::scene::Scene;

/// Release and actor of each operation in a history, newest first.
fn told(history: &Value) -> Vec<(String, u64, String)> {
    let rows = history["operations"].as_array().expect("operations");
    let word = |row: &Value, name: &str| row[name].as_str().expect("a word").to_owned();
    let row = |row: &Value| {
        assert_eq!(row["verdict"], "succeeded", "{row}");
        let actor = word(row, "actor").split(" <").next().expect("a name").to_owned();
        (word(row, "kind"), row["release"].as_u64().expect("a number"), actor)
    };
    rows.iter().map(row).collect()
}

fn row(kind: &str, release: u64, actor: &str) -> (String, u64, String) {
    (kind.to_owned(), release, format!("{actor} Example"))
}

#[test]
fn what_a_colleague_deployed_can_be_promoted_and_rolled_back_here() {
    let Some(scene) = Scene::start("two laptops", 1) else { return };
    let mut digests = Vec::new();
    for number in 1..=2 {
        scene.change("recipes/soup.txt", &format!("Soup {number}\n\nServes 2\n\nBoil it.\n"));
        let run = scene.ok(&["run"]);
        digests.push(digest_of_api(&run));
        scene.ok(&["deploy", "sandbox"]);
    }
    let runs = |environment: &str, release: usize| {
        let wanted = [("api".to_owned(), digests[release - 1].clone())];
        assert_eq!(scene.running("host-1", environment), wanted, "{environment} runs #{release}");
    };
    let bea = Colleague::join(&scene, "other", "Bea Example");

    let promoted = bea.json(&["promote", "sandbox", "production"], 0);
    assert_eq!((&promoted["verdict"], &promoted["release"]), (&"succeeded".into(), &2.into()), "{promoted}");
    runs("production", 2);
    let status = bea.json(&["status", "sandbox"], 0);
    let api = &status["environments"][0]["services"][0];
    assert_eq!(api["rollback_to"][0]["release"], 1, "what Ada deployed before: {status}");
    assert_eq!(api["drift"], serde_json::json!([]), "{status}");
    assert!(api["deployed_at"].is_string(), "{status}");
    let history = bea.json(&["history", "sandbox"], 0);
    assert_eq!(told(&history), [row("deploy", 2, "Ada"), row("deploy", 1, "Ada")], "{history}");

    assert_eq!(bea.json(&["rollback", "sandbox"], 0)["release"], 1);
    runs("sandbox", 1);
    let plan = bea.json(&["plan", "sandbox", "--release", "2"], 0);
    assert_eq!(plan["services"][0]["to"]["digest"], digests[1].as_str(), "it can be named as well: {plan}");

    // Ada's laptop learns what Bea did while it plans, in several programs at once.
    let programs = [["plan", "sandbox"], ["status", "sandbox"], ["history", "sandbox"]]
        .map(|words| slipway_tests::colleague::start(&scene.laptop, &scene.folder(), &words));
    let [plan, _, _] = programs.map(|program| document(&program.wait(LIMIT).expect("it ends"), 0));
    assert_eq!(plan["rollback_to"], 1, "what a failure would put back is what Bea put there: {plan}");
    assert_eq!(plan["warnings"], serde_json::json!([]), "{plan}");
    let history = scene.ok(&["history", "sandbox"]);
    let all = [row("rollback", 1, "Bea"), row("deploy", 2, "Ada"), row("deploy", 1, "Ada")];
    assert_eq!(told(&history), all, "each once: {history}");
    scene.ok(&["deploy", "sandbox"]);
    assert_eq!(scene.ok(&["rollback", "sandbox"])["release"], 1, "where Bea had gone back to");
    assert_eq!(bea.json(&["rollback", "sandbox", "--to", "1"], 0)["release"], 1);
    assert_eq!(told(&scene.ok(&["history", "production"])), [row("promote", 2, "Bea")]);

    what_the_host_does_not_have_any_more_is_said(&scene, &bea);
    from_another_directory_nothing_goes_out(&scene, &bea);
}

fn what_the_host_does_not_have_any_more_is_said(scene: &Scene, bea: &Colleague) {
    let deployed = scene.ok(&["deploy", "sandbox"]);
    let history = scene.ok(&["history", "sandbox"]);
    assert_eq!(history["operations"][0]["operation"], deployed["operation"], "{history}");
    let plan = history["operations"][0]["plan"].as_str().expect("a hash");
    let remove = format!("rm ~/.slipway/recipes/sandbox/.slipway/plans/{plan}.json");
    scene.host("host-1").sh(&remove).expect("a shell").success().expect("it is removed");
    let known = bea.json(&["history", "sandbox"], 0)["operations"].as_array().map(Vec::len);
    let refused = bea.json(&["plan", "production"], 0);
    let warnings = refused["warnings"].to_string();
    assert!(warnings.contains("the deploy of #2 by Ada Example"), "{refused}");
    assert!(warnings.contains("is known only to host-1: its plan is not there any more"), "{refused}");
    assert_eq!(bea.json(&["history", "sandbox"], 0)["operations"].as_array().map(Vec::len), known);
}

/// Two directories would have two locks.
fn from_another_directory_nothing_goes_out(scene: &Scene, bea: &Colleague) {
    let file = bea.folder.join("slipway.yml");
    let text = std::fs::read_to_string(&file).expect("slipway.yml");
    let hosts = "compose: { hosts: [host-1]";
    assert!(text.contains(hosts), "{text}");
    std::fs::write(&file, text.replacen(hosts, &format!("{hosts}, directory: ~/elsewhere"), 1))
        .expect("it is written");
    let before = scene.running("host-1", "sandbox");
    let refused = bea.json(&["deploy", "sandbox", "--release", "1"], 3);
    let error = &refused["error"];
    assert_eq!(error["code"], "mark_contradicts", "{refused}");
    let message = error["message"].as_str().expect("a message");
    assert!(message.contains("recipes already runs for sandbox on host-1 from the directory /"), "{message}");
    let hint = error["hint"].as_str().expect("a hint");
    assert!(hint.contains("set `directory: /") && hint.contains("/.slipway/recipes/sandbox`"), "{hint}");
    assert_eq!(scene.running("host-1", "sandbox"), before);
    let left = scene
        .host("host-1")
        .sh("cat ~/elsewhere/.slipway/lock ~/elsewhere/.slipway/journal")
        .expect("a shell");
    assert_eq!(left.stdout, "", "nobody locks anything there");
}
