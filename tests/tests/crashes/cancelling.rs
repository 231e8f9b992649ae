//! A crash in an operation that was cancelled: taking back and cleaning up still happen.

use std::time::Duration;

use slipway_testkit::{Running, start};

use super::releases;
use slipway_tests::scene::Scene;
use slipway_tests::truth::{KILLED, has, nothing_left_at, nothing_left_on, wait_until};

/// A deploy that is interrupted while it works at the host, and dies at `point` on its way back.
fn interrupted_and_killed(scene: &Scene, point: &str) {
    let words = ["deploy", "sandbox", "--release", "2", "--json", "--yes"];
    let mut command = scene.laptop.command(&scene.folder(), &words).expect("slipway");
    command.env("SLIPWAY_TEST_KILL_AT", point);
    let deploy: Running = start(command).expect("slipway starts");
    wait_until("the script of up", || has(scene.host("host-1"), "holder"));
    scene.laptop.sh("kill -INT $(ps -C slipway -o pid=)").expect("a shell").success().expect("a signal");
    let finished = deploy.wait(Duration::from_secs(120)).expect("slipway ends");
    assert_eq!(finished.code, KILLED, "{point} was not come by: {}", finished.describe());
}

#[test]
fn what_a_cancelled_deploy_did_is_taken_back_by_resume_as_well() {
    let Some(scene) = Scene::start("crashes of a cancelled deploy", 1) else { return };
    let [before, _] = releases::two(&scene);
    scene.ok(&["deploy", "sandbox", "--release", "1"]);
    for point in ["after-intent:host-1/back", "act:host-1/back", "after-intent:host-1/unlock"] {
        interrupted_and_killed(&scene, point);
        let settled = scene.json(&["resume"], 130);
        assert_eq!(settled["verdict"], "cancelled", "{point}: {settled}");
        assert_eq!(scene.running("host-1", "sandbox"), [("api".to_owned(), before.clone())], "{point}");
        nothing_left_on(scene.host("host-1"));
        nothing_left_at(&scene.laptop);
        assert!(scene.status("sandbox")["lock"].is_null(), "{point}: the lock was given back");
    }
}
