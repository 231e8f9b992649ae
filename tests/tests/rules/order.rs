//! The order of environments: `after`, soaking, hotfixes.

use slipway_tests::documents::code_of;
use slipway_tests::scene::Scene;
use slipway_tests::truth::wait_until;

#[test]
fn what_was_not_verified_before_is_refused_unless_it_is_a_hotfix() {
    let Some(scene) = Scene::start("the order of environments", 1) else { return };
    scene.ok(&["run"]);
    assert_eq!(code_of(&scene.json(&["deploy", "production", "--yes"], 2)), "release_not_found");
    let refused = scene.json(&["deploy", "production", "--release", "1", "--yes"], 3);
    assert_eq!(code_of(&refused), "not_verified_before");
    assert_eq!(code_of(&scene.json(&["promote", "sandbox", "production", "--yes"], 2)), "release_not_found");
    let unexplained = scene.json(&["deploy", "production", "--release", "1", "--hotfix", "--yes"], 2);
    assert_eq!(code_of(&unexplained), "usage", "a hotfix needs its reason");
    let reason = "Login is broken";
    let words = ["deploy", "production", "--release", "1", "--hotfix", "--reason", reason];
    let plan = scene.json(&[&words[..], &["--dry-run"]].concat(), 0);
    assert!(plan["warnings"].to_string().contains(reason), "the plan says that it is one: {plan:#}");
    scene.ok(&words);
    assert_eq!(scene.json(&["history", "production"], 0)["operations"][0]["reason"], reason);
    soaking(&scene);
}

/// It must have run in the environment before for a while; then the same operation goes on.
fn soaking(scene: &Scene) {
    scene.change("recipes/new.txt", "Soup\n\nServes 2\n\nBoil it.\n");
    scene.configure("    after: sandbox\n", "    after: sandbox\n    soak: 15s\n");
    scene.ok(&["run"]);
    scene.ok(&["deploy", "sandbox"]);
    let waiting = scene.json(&["promote", "sandbox", "production", "--yes"], 5);
    assert_eq!((&waiting["verdict"], &waiting["release"]), (&"waiting".into(), &2.into()), "{waiting:#}");
    assert_eq!(scene.status("production")["state"], "waiting");
    let mut last = waiting;
    wait_until("the end of soaking", || {
        let finished = scene.slipway(&["resume", "--json"]);
        last = finished.json().unwrap();
        assert!([0, 5].contains(&finished.code), "{}", finished.describe());
        finished.code == 0
    });
    assert_eq!((&last["verdict"], &last["release"]), (&"succeeded".into(), &2.into()), "{last:#}");
}
