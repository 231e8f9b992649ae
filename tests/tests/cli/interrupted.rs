//! Operations that were stopped, killed or lost sight of: 130, 4, and the ways out.

use std::time::Duration;

use slipway_testkit::Slipway;

use slipway_tests::documents::{code_of, fits};
use slipway_tests::scene::Scene;
use slipway_tests::truth::wait_until;

#[test]
fn ctrl_c_ends_with_130_and_a_known_state() {
    let Some(mut scene) = Scene::start("Ctrl-C during a run and a deployment", 1) else { return };
    scene.ok(&["run"]);
    scene.ok(&["deploy", "sandbox"]);
    let before = scene.running("host-1", "sandbox");
    interrupt_a_job(&scene);
    interrupt_a_deployment(&scene, &before);
    killed_and_out_of_sight(&mut scene);
}

/// A job is under way: its container and its workspace are removed, and no release is made. A terminal that closes
/// interrupts as Ctrl-C does.
fn interrupt_a_job(scene: &Scene) {
    scene.configure("run: sh tests/complete.sh", "run: echo begun; sleep 600");
    for stop in [Slipway::interrupt, Slipway::hang_up] {
        let running = scene.laptop.start_slipway(&scene.folder(), &["run", "--json"]).unwrap();
        wait_until("the job", || running.stderr_so_far().contains("begun"));
        stop(&running).unwrap();
        let ended = running.wait(Duration::from_secs(60)).unwrap();
        assert_eq!(ended.code, 130, "{}", ended.describe());
        let document = ended.json().expect("one document, also when interrupted");
        fits("operation", &document);
        assert_eq!(document["verdict"], "cancelled", "{document:#}");
        let docker = scene.laptop.docker();
        let kinds: [&[&str]; 2] = [&["ps", "--all"], &["volume", "ls"]];
        let left = kinds
            .map(|kind| docker.text(&[kind, &["--quiet", "--filter", "label=dev.slipway.job"]].concat()));
        assert_eq!(left.map(|left| left.unwrap()), ["", ""], "neither container nor volume is left");
    }
    scene.configure("run: echo begun; sleep 600", "run: sh tests/complete.sh");
}

/// A deployment waits for a check that only the release before passes: what was touched goes back, the lock is free.
fn interrupt_a_deployment(scene: &Scene, before: &[(String, String)]) {
    scene.change("recipes/new.txt", "Soup\n\nServes 2\n\nBoil it.\n");
    scene.configure(
        "contains: \"${version}\", within: 60s } ]\n    on_failure: rollback\n  production",
        "contains: \"0.1.1\", within: 60s } ]\n    on_failure: rollback\n  production",
    );
    scene.ok(&["run"]);
    let deploying =
        scene.laptop.start_slipway(&scene.folder(), &["deploy", "sandbox", "--yes", "--json"]).unwrap();
    wait_until("the check", || deploying.stderr_so_far().contains("▸ host-1/http-1"));
    assert_eq!(scene.status("sandbox")["state"], "deploying", "another program sees it");
    deploying.interrupt().unwrap();
    let ended = deploying.wait(Duration::from_secs(90)).unwrap();
    assert_eq!(ended.code, 130, "{}", ended.describe());
    fits("operation", &ended.json().expect("one document"));
    assert_eq!(scene.running("host-1", "sandbox"), before, "what it had touched was put back");
    let status = scene.status("sandbox");
    assert!(status["lock"].is_null(), "the lock was given back: {status:#}");
    assert_eq!(status["state"], "idle", "the state is known: {status:#}");
}

/// The program is killed in the middle and the host is gone: 4 until it can be seen again.
fn killed_and_out_of_sight(scene: &mut Scene) {
    scene.configure("contains: \"0.1.1\"", "contains: \"${version}\"");
    scene.laptop.set("SLIPWAY_TEST_KILL_AT", "after-intent:host-1/up");
    let killed = scene.slipway(&["deploy", "sandbox", "--yes"]);
    assert_eq!(killed.code, 137, "the kill point ended it: {}", killed.describe());
    scene.laptop.unset("SLIPWAY_TEST_KILL_AT");
    assert_eq!(scene.status("sandbox")["state"], "unknown", "it was left in the middle");
    assert_eq!(code_of(&scene.json(&["deploy", "sandbox", "--yes"], 3)), "lock_held");
    scene.host("host-1").stop_sshd().unwrap();
    let unseen = scene.json(&["resume", "--yes"], 4);
    fits("operation", &unseen);
    assert_eq!(unseen["verdict"], "unknown", "{unseen:#}");
    assert!(unseen["places"][0]["running"].is_null(), "nothing is known of the place: {unseen:#}");
    assert_eq!(scene.status("sandbox")["state"], "unknown", "unknown comes before unreachable");
    scene.host("host-1").start_sshd().unwrap();
    let cancelled = scene.json(&["cancel", "--reason", "Enough"], 0);
    fits("operation", &cancelled);
    assert_eq!(cancelled["verdict"], "cancelled", "{cancelled:#}");
    assert_eq!(scene.status("sandbox")["state"], "idle");
}
