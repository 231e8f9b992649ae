//! Which release and which plan is meant.

use std::fs;

use serde_json::{Value, json};

use slipway_tests::documents::code_of;
use slipway_tests::scene::Scene;

#[test]
fn releases_and_plans_are_named_and_checked() {
    let Some(scene) = Scene::start("naming releases and plans", 2) else { return };
    scene.ok(&["run"]);
    nothing_is_asked_without_a_terminal(&scene);
    plans_by_hash(&scene);
    releases_by_name(&scene);
    two_laptops(&scene);
    older_releases_keep_what_is_theirs(&scene);
    plans_tell_what_differs(&scene);
}

fn nothing_is_asked_without_a_terminal(scene: &Scene) {
    let asked = scene.json(&["deploy", "sandbox"], 2);
    assert_eq!(code_of(&asked), "confirmation_needed");
    assert!(asked["error"]["hint"].as_str().unwrap().contains("--yes"), "{asked:#}");
    let dry = scene.json(&["deploy", "sandbox", "--dry-run"], 0);
    assert!(dry["hash"].is_string(), "a dry run prints the plan: {dry:#}");
    assert_eq!(scene.running("host-1", "sandbox"), [], "nothing was done");
    assert_eq!(scene.json(&["history", "sandbox"], 0)["operations"], json!([]), "and nothing was opened");
}

fn plans_by_hash(scene: &Scene) {
    let hash = scene.plan_hash("sandbox");
    assert_eq!(scene.plan_hash("sandbox"), hash, "the hash is of the content");
    let wrong = scene.json(&["deploy", "sandbox", "--plan", &"0".repeat(64)], 3);
    assert_eq!(code_of(&wrong), "plan_out_of_date");
    assert_eq!(wrong["error"]["details"]["hash"], hash.as_str(), "the new plan is offered: {wrong:#}");
    scene.json(&["deploy", "sandbox", "--plan", &hash], 0);
    let moved = scene.json(&["deploy", "sandbox", "--plan", &hash], 3);
    assert_eq!(code_of(&moved), "plan_out_of_date", "the world has moved since");
}

fn releases_by_name(scene: &Scene) {
    scene.configure("Recipes to try out", "Other words");
    let second = scene.ok(&["run"]);
    assert_eq!(
        (&second["release"], &second["version"]),
        (&2.into(), &"0.1.1".into()),
        "no build: {second:#}"
    );
    let ambiguous = scene.json(&["plan", "sandbox", "--release", "0.1.1"], 2);
    assert_eq!(code_of(&ambiguous), "release_not_found");
    assert_eq!(ambiguous["error"]["details"]["candidates"], json!([2, 1]), "{ambiguous:#}");
    scene.change("recipes/new.txt", "Soup\n\nServes 2\n\nBoil it.\n");
    scene.ok(&["run"]);
    let release = |name: &str| scene.json(&["plan", "sandbox", "--release", name], 0)["release"].clone();
    let found: Vec<Value> = ["1", "#2", "0.1.3"].map(release).to_vec();
    assert_eq!(found, [1, 2, 3], "a number, with or without #, or a version that only it has");
    assert_eq!(
        code_of(&scene.json(&["deploy", "sandbox", "--release", "9", "--yes"], 2)),
        "release_not_found"
    );
    let older = scene.json(&["deploy", "sandbox", "--release", "#2", "--yes"], 0);
    assert_eq!(older["release"], 2, "older ones too: {older:#}");
    let restored = scene.json(&["rollback", "sandbox", "--to", "1", "--yes"], 0);
    assert_eq!(restored["release"], 1, "{restored:#}");
}

/// Another laptop with another person, home and folder that knows the same releases plans the same.
fn two_laptops(scene: &Scene) {
    let mut other = scene.network.laptop_named("laptop-2").unwrap();
    other.use_registry(&scene.registry);
    let folder = other.home().join("elsewhere/clone");
    fs::create_dir_all(&folder).unwrap();
    let copy = |from: &std::path::Path, to: &std::path::Path| {
        let done = std::process::Command::new("cp").arg("-a").arg(from.join(".")).arg(to).status();
        assert!(done.is_ok_and(|status| status.success()), "copied");
    };
    copy(&scene.folder(), &folder);
    copy(scene.laptop.data(), other.data());
    other.sh(&format!("git -C {} config user.name Ben", folder.display())).unwrap();
    for words in [&["plan", "sandbox", "--json"][..], &["plan", "sandbox", "--release", "2", "--json"]] {
        let there = other.slipway(&folder, words).unwrap();
        assert_eq!(there.code, 0, "{}", there.describe());
        let here = scene.slipway(words).json().unwrap();
        assert_eq!(there.json().unwrap()["hash"], here["hash"], "two laptops get the same hash");
    }
}

/// What a release gets comes from its own commit; where it goes comes from the file as it is now.
fn older_releases_keep_what_is_theirs(scene: &Scene) {
    scene.configure("hosts: [host-1]", "hosts: [host-1, host-2]");
    let plan = scene.json(&["deploy", "sandbox", "--release", "1", "--dry-run"], 0);
    assert_eq!(plan["services"][0]["change"], "changed", "it runs on one of the two: {plan:#}");
    scene.ok(&["deploy", "sandbox", "--release", "1"]);
    let file = scene.repository.read("slipway.yml").unwrap();
    assert!(file.contains("Other words") && !file.contains("Recipes to try out"), "{file}");
    for host in ["host-1", "host-2"] {
        let env = scene.container(host, "sandbox", "api").env;
        assert_eq!(env["GREETING"], "Recipes to try out", "{host} has the release's own value");
    }
    assert_eq!(scene.running("host-2", "sandbox"), scene.running("host-1", "sandbox"));
}

fn plans_tell_what_differs(scene: &Scene) {
    let migrations = |plan: &Value| plan["warnings"].to_string().contains("db/migrations/1.sql");
    scene.configure("version: 1\n", "version: 1\nmigrations: [\"db/migrations/**\"]\n");
    assert!(!migrations(&scene.json(&["plan", "sandbox", "--release", "3"], 0)), "neither has any");
    scene.repository.write("db/migrations/1.sql", "CREATE TABLE recipe (title TEXT);\n").unwrap();
    scene.configure("GREETING: \"Other words\"", "GREETING: \"Other words\", MOOD: \"good\"");
    scene.ok(&["run"]);
    let forward = scene.json(&["plan", "sandbox", "--release", "4"], 0);
    assert!(migrations(&forward), "a rollback does not take it back: {forward:#}");
    let keys = json!([
        { "key": "api/GREETING", "change": "changed" },
        { "key": "api/MOOD", "change": "added" },
    ]);
    assert_eq!(forward["config"], keys, "{forward:#}");
    scene.ok(&["deploy", "sandbox", "--release", "4"]);
    let again = scene.json(&["plan", "sandbox", "--release", "4"], 0);
    assert!(!migrations(&again), "they do not differ from what runs: {again:#}");
    let back = scene.json(&["rollback", "sandbox", "--dry-run"], 0);
    assert_eq!((&back["release"], &back["rollback_to"]), (&1.into(), &4.into()), "{back:#}");
    assert!(migrations(&back), "{back:#}");
    assert_eq!(back["config"][1], json!({ "key": "api/MOOD", "change": "removed" }), "{back:#}");
    let commits = back["commits"].as_array().unwrap();
    assert!(commits.len() > 1 && commits.iter().all(|one| one["change"] == "removed"), "{back:#}");
    assert_eq!(commits[0]["subject"], "Change slipway.yml", "the newest goes first: {back:#}");

    scene.configure("    after: sandbox\n", "    protected: true\n");
    let production = scene.json(&["plan", "production", "--release", "4"], 0);
    let gate = &production["gates"][0];
    assert_eq!((&gate["name"], &gate["state"]), (&"commit".into(), &"passed".into()), "{production:#}");
    assert!(production["warnings"].to_string().contains("the repository has no remote"), "{production:#}");
}
