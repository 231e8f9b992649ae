//! Deploys at the same time: one goes through, the other is told whose it is.

use std::collections::BTreeSet;

use serde_json::Value;
use slipway_testkit::Finished;

use slipway_tests::colleague::{LIMIT, document, start};
use slipway_tests::scene::Scene;
use slipway_tests::truth::{nothing_left_at, nothing_left_on};

const ROUNDS: usize = 10;

fn digest(run: &Value) -> String {
    run["digests"]["api"].as_str().unwrap_or_else(|| panic!("a digest: {run}")).to_owned()
}

/// Makes another release and returns its digest.
fn release(scene: &Scene, what: &str) -> String {
    scene.change("recipes/soup.txt", &format!("{what}\n\nServes 2\n\nBoil it.\n"));
    digest(&scene.ok(&["run"]))
}

#[test]
fn of_two_deploys_at_once_exactly_one_goes_through() {
    let Some(scene) = Scene::start("two deploys at once", 1) else { return };
    let digests: Vec<String> = ["One", "Two", "Three"].iter().map(|what| release(&scene, what)).collect();
    let data = scene.laptop.data().display().to_string();
    let other = format!("{data}-other");
    scene.laptop.sh(&format!("cp -a {data} {other}")).expect("a shell").success().expect("a copy");
    let mut runs = 1;
    scene.ok(&["deploy", "sandbox", "--release", "1"]);
    for round in 0..ROUNDS {
        let wanted: Vec<usize> = (1..=3).filter(|number| *number != runs).collect();
        let go = |number: usize, data: &str| {
            let words = ["deploy", "sandbox", "--release", &number.to_string(), "--data-dir", data];
            start(&scene.laptop, &scene.folder(), &words)
        };
        let both = [go(wanted[0], &data), go(wanted[1], &other)];
        let ended: Vec<Finished> = both.map(|one| one.wait(LIMIT).expect("it ends")).into();
        let won: Vec<usize> = (0..2).filter(|one| ended[*one].code == 0).collect();
        let told = || ended.iter().map(Finished::describe).collect::<Vec<_>>().join("\n");
        assert_eq!(won.len(), 1, "round {round}: exactly one goes through\n{}", told());
        let refused = document(&ended[1 - won[0]], 3);
        let (code, message) = (&refused["error"]["code"], refused["error"]["message"].as_str());
        let held = code == "lock_held" && message.is_some_and(|text| text.contains("Ada Example"));
        assert!(held || code == "plan_out_of_date", "round {round}: {refused}");
        runs = wanted[won[0]];
        assert_eq!(scene.running("host-1", "sandbox"), [("api".to_owned(), digests[runs - 1].clone())]);
        nothing_left_on(scene.host("host-1"));
    }
    assert!(scene.json(&["resume"], 0)["operation"].is_null(), "nothing was left open");
    assert!(scene.json(&["resume", "--data-dir", &other], 0)["operation"].is_null());
}

#[test]
fn programs_on_one_data_directory_do_not_get_in_each_others_way() {
    let Some(scene) = Scene::start("programs on one data directory", 1) else { return };
    release(&scene, "Begin");
    let mut versions: BTreeSet<String> = BTreeSet::new();
    for round in 0..ROUNDS {
        scene.change("recipes/soup.txt", &format!("Soup {round}\n\nServes 2\n\nBoil it.\n"));
        let newest = (1 + versions.len()).to_string();
        let go = |words: &[&str]| start(&scene.laptop, &scene.folder(), words);
        let all = [go(&["run"]), go(&["run"]), go(&["deploy", "sandbox", "--release", &newest])];
        let ended = all.map(|one| document(&one.wait(LIMIT).expect("it ends"), 0));
        for run in &ended[..2] {
            let version = run["version"].as_str().expect("a version").to_owned();
            let there = scene.registry.digest("recipes/api", &version).expect("the registry");
            assert_eq!(there.as_deref(), run["digests"]["api"].as_str(), "round {round}: {version}");
            assert!(versions.insert(version), "round {round}: a number was given twice: {run}");
        }
        assert_eq!(ended[2]["verdict"], "succeeded", "round {round}: {}", ended[2]);
    }
    let history = scene.json(&["history"], 0);
    let rows = history["operations"].as_array().expect("operations");
    let open: Vec<&Value> = rows.iter().filter(|row| row["verdict"].is_null()).collect();
    assert_eq!(open, Vec::<&Value>::new(), "operations that never ended");
    let mut made: Vec<u64> =
        rows.iter().filter(|row| row["kind"] == "run").filter_map(|row| row["release"].as_u64()).collect();
    let count = made.len();
    made.sort_unstable();
    made.dedup();
    assert_eq!(made.len(), count, "a build number belongs to one run");
    nothing_left_on(scene.host("host-1"));
    nothing_left_at(&scene.laptop);
}
