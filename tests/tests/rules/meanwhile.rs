//! What may happen while an operation waits for people, and what is made of it once they have agreed.

use serde_json::Value;

use slipway_tests::documents::{code_of, digest_of_api, fits};
use slipway_tests::scene::Scene;
use slipway_tests::truth::killed_at;

#[test]
fn what_happened_while_an_operation_waited_is_seen_before_it_goes_on() {
    let Some(mut scene) = Scene::start("what happens meanwhile", 1) else { return };
    scene.configure("    after: sandbox\n", "    after: sandbox\n    approvals: { count: 1 }\n");
    scene.configure("GREETING: \"Recipes\"", "GREETING: \"Recipes\", BOOK_KEY: { secret: BOOK_KEY }");
    scene.ok(&["run"]);
    scene.ok(&["deploy", "sandbox"]);
    a_secret_is_missing(&scene);
    scene.laptop.set("SLIPWAY_SECRET_BOOK_KEY", "a key");
    it_is_closed(&scene);
    something_else_went_out(&scene);
    the_rest_is_settled(&scene);
}

/// Promotes what sandbox runs, which waits for an approval; returns the operation.
fn promote(scene: &Scene) -> String {
    let waiting = scene.json(&["promote", "sandbox", "production", "--yes"], 5);
    assert_eq!(waiting["problem"]["code"], "approval_wanted", "{waiting:#}");
    waiting["operation"].as_str().unwrap().to_owned()
}

fn approve(scene: &Scene, operation: &str) {
    let history = scene.json(&["history", "production"], 0);
    let rows = history["operations"].as_array().unwrap();
    let row = rows.iter().find(|row| row["operation"] == operation).unwrap();
    scene.json(&["approve", row["plan"].as_str().unwrap()], 0);
}

/// What production's directory on the host says of its lock and its operations.
fn journal(scene: &Scene) -> String {
    let told =
        scene.host("host-1").sh("cd ~/.slipway/recipes/production/.slipway && ls && cat fence journal");
    told.unwrap().stdout
}

/// Secrets are opened after the gates and before the lock.
fn a_secret_is_missing(scene: &Scene) {
    let operation = promote(scene);
    approve(scene, &operation);
    let failed = scene.json(&["resume"], 1);
    assert_eq!(failed["operation"], operation.as_str(), "{failed:#}");
    assert_eq!(failed["problem"]["code"], "secret_missing", "{failed:#}");
    assert_eq!(journal(scene), "", "nothing was locked on the host, and nothing was written there");
    assert_eq!(scene.running("host-1", "production"), []);
}

fn it_is_closed(scene: &Scene) {
    scene.configure("GREETING: \"Recipes\"", "GREETING: \"More recipes\"");
    scene.ok(&["run"]);
    scene.ok(&["deploy", "sandbox"]);
    let [one, two, three] = [promote(scene), promote(scene), promote(scene)];
    let several = scene.json(&["cancel"], 2);
    assert_eq!(code_of(&several), "usage", "{several:#}");
    let mut candidates: Vec<&str> = several["error"]["details"]["candidates"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(Value::as_str)
        .collect();
    candidates.sort_unstable();
    assert_eq!(candidates, [&one, &two, &three], "ids rise with time: {several:#}");
    let cancelled = scene.json(&["cancel", &three, "--reason", "Not today"], 0);
    fits("operation", &cancelled);
    assert_eq!((&cancelled["operation"], &cancelled["verdict"]), (&three.into(), &"cancelled".into()));

    approve(scene, &one);
    scene.json(&["freeze", "production", "--reason", "Holidays"], 0);
    let refused = scene.json(&["resume", &one], 3);
    assert_eq!(code_of(&refused), "frozen", "the freeze began after the gate was asked first: {refused:#}");
    scene.json(&["unfreeze", "production"], 0);
    scene.json(&["hold", "production", "--reason", "Incident 42"], 0);
    let refused = scene.json(&["resume"], 3);
    assert_eq!(code_of(&refused), "held", "{refused:#}");
    assert!(refused["error"]["message"].as_str().unwrap().contains("Incident 42"), "{refused:#}");
    assert_eq!(refused["error"]["details"]["operation"], two.as_str(), "{refused:#}");
    assert_eq!(scene.running("host-1", "production"), [], "nothing went out");
    assert!(scene.status("production")["lock"].is_null(), "the lock was given back");
    scene.json(&["unhold", "production"], 0);
    // The plan is approved, so it goes out at once now.
    let promoted = scene.ok(&["promote", "sandbox", "production"]);
    assert_eq!(promoted["verdict"], "succeeded", "{promoted:#}");
}

/// A hotfix goes out while the next release waits.
fn something_else_went_out(scene: &Scene) {
    scene.change("recipes/soup.txt", "Soup\n\nServes 2\n\nBoil it.\n");
    scene.ok(&["run"]);
    scene.ok(&["deploy", "sandbox"]);
    let next = promote(scene);
    scene.change("recipes/salt.txt", "Salted soup\n\nServes 2\n\nBoil it with salt.\n");
    let hotfix = scene.ok(&["run"]);
    let words =
        ["deploy", "production", "--release", "4", "--hotfix", "--reason", "Salt is missing", "--yes"];
    let waiting = scene.json(&words, 5);
    let hotfix_operation = waiting["operation"].as_str().unwrap();
    approve(scene, hotfix_operation);
    scene.json(&["resume", hotfix_operation], 0);
    let fixed = [("api".to_owned(), digest_of_api(&hotfix))];
    assert_eq!(scene.running("host-1", "production"), fixed);
    approve(scene, &next);
    let refused = scene.json(&["resume", &next], 3);
    assert_eq!(code_of(&refused), "plan_out_of_date", "{refused:#}");
    let error = &refused["error"];
    let message = error["message"].as_str().unwrap();
    assert!(message.contains("host-1 has changed"), "{refused:#}");
    assert!(
        message.contains("; the last there was a deploy of #4 by Ada Example <"),
        "whose it was: {refused:#}"
    );
    let hint = error["hint"].as_str().unwrap();
    assert!(hint.contains("slipway deploy production --release 3 --dry-run"), "what to do next: {refused:#}");
    assert_eq!(scene.running("host-1", "production"), fixed, "the hotfix was not taken away");
    let plan = scene.json(&["deploy", "production", "--release", "3", "--dry-run"], 0);
    assert_eq!(plan["commits"][0]["change"], "removed", "the new plan says what it takes away: {plan:#}");
    assert!(plan["commits"][0]["subject"].as_str().unwrap().contains("recipes/salt.txt"), "{plan:#}");
}

/// `resume` carries on all that is open, and reports what is worst.
fn the_rest_is_settled(scene: &Scene) {
    scene.ok(&["deploy", "sandbox", "--release", "1"]);
    let waiting = promote(scene);
    killed_at(scene, "after-intent:host-1/up", &["deploy", "sandbox", "--release", "3", "--yes"]);
    let resumed = scene.json(&["resume"], 5);
    assert_eq!((&resumed["operation"], &resumed["verdict"]), (&waiting.into(), &"waiting".into()));
    let sandbox = scene.status("sandbox");
    assert_eq!((&sandbox["state"], &sandbox["services"][0]["release"]), (&"idle".into(), &3.into()));
}
