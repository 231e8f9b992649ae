//! A machine that goes down hard: what was not on its disk yet is gone when it is back.

use slipway_tests::scene::Scene;
use slipway_tests::truth::{created_since, killed_at, moment, nothing_left_at};

#[test]
fn what_a_disk_has_lost_is_not_taken_for_done() {
    let Some(scene) = Scene::start("a machine that goes down", 1) else { return };
    the_end_of_a_job(&scene);
    what_a_job_left(&scene);
}

/// The engine says that the job's container ended with the code 0; its log does not have its end.
fn the_end_of_a_job(scene: &Scene) {
    let since = moment();
    killed_at(scene, "act:job/test", &["run", "--yes"]);
    let lost = scene.laptop.root_sh("truncate --size 0 /var/lib/docker/containers/*/*-json.log");
    lost.expect("a shell").success().expect("its log is gone");
    let resumed = scene.slipway(&["resume"]);
    assert_eq!(resumed.code, 4, "{}", resumed.describe());
    let said = resumed.describe();
    assert!(said.contains("nobody knows how job test ended"), "{said}");
    let jobs = || created_since(scene.laptop.docker(), &since, "dev.slipway.job=test");
    let [job] = &jobs()[..] else { panic!("one job: {:?}", jobs()) };
    assert!(said.contains(&format!("`docker rm {job}`")), "{said}");

    scene.laptop.docker().run(&["rm", job]).expect("as the hint says");
    let settled = scene.ok(&["resume"]);
    assert_eq!(
        (&settled["verdict"], &settled["version"]),
        (&"succeeded".into(), &"0.1.1".into()),
        "{settled}"
    );
    assert_eq!(jobs().len(), 2, "it ran again: {:?}", jobs());
    nothing_left_at(&scene.laptop);
}

/// A job has left something for the next, which is gone before that begins.
fn what_a_job_left(scene: &Scene) {
    let image = format!("{}/recipes/base:1", scene.registry.address());
    let jobs = format!(
        "jobs:
  menu: {{ image: {image}, steps: [ {{ run: 'mkdir dist && echo soup >dist/menu.txt' }} ], artifacts: [dist/] }}
  taste: {{ image: {image}, needs: [menu], steps: [ {{ run: 'echo tasted' }} ] }}
"
    );
    scene.configure("jobs:\n", &jobs);
    killed_at(scene, "before-intent:job/taste", &["run", "--yes"]);
    let kept = scene.laptop.data().join("artifacts/kept");
    let lost = scene.laptop.sh(&format!("rm {}/*", kept.display()));
    lost.expect("a shell").success().expect("what it left is gone");
    let resumed = scene.slipway(&["resume"]);
    let said = resumed.describe();
    assert_eq!(resumed.code, 1, "{said}");
    assert!(said.contains("what job menu left under dist/ is not on this laptop any more"), "{said}");
    let logs = scene.slipway(&["logs"]);
    assert!(!logs.stdout.contains("tasted"), "it did not begin without: {}", logs.stdout);
    nothing_left_at(&scene.laptop);
}
