//! A laptop that is gone without a word while it speaks to a host's engine: the host notices nothing for hours.

use std::time::Duration;

use slipway_testkit::{Host, start};
use slipway_tests::scene::Scene;
use slipway_tests::truth::{has_in, nothing_left_on, wait_until};

use super::releases;

const ENVIRONMENT: &str = "  plain:
    target: { docker: { host: host-1, ports: [\"8084:8080\"] } }
    verify: [ { url: \"http://localhost:8084/version\", contains: \"${version}\", within: 60s } ]
";

/// How many deploys may have ended before their connection to the engine was caught.
const DRAWS: usize = 10;

#[test]
fn a_laptop_that_comes_back_is_not_kept_out_by_its_own_connection() {
    let Some(scene) = Scene::start("a laptop that vanishes", 1) else { return };
    let text = scene.repository.read("slipway.yml").expect("slipway.yml");
    scene.change("slipway.yml", &(text + ENVIRONMENT));
    let digests = releases::two(&scene);
    scene.ok(&["deploy", "plain", "--release", "1"]);
    let host = scene.host("host-1");
    let caught = (0..DRAWS).map(|turn| (turn + 1) % 2).find(|to| vanishes(&scene, *to));
    let to = caught.expect("a connection to the engine that holds the file lock");

    let resumed = scene.json(&["resume"], 0);
    assert_eq!(resumed["verdict"], "succeeded", "{resumed:#}");
    assert_eq!(scene.running("host-1", "plain"), [("api".to_owned(), digests[to].clone())]);
    nothing_left_on(host);
    scene.laptop.sh("kill -KILL $(ps -C ssh -o pid=) 2>/dev/null; true").expect("a shell");
}

/// Deploys, and lets the laptop vanish while it speaks to the engine under the lock. Whether it was caught at that.
fn vanishes(scene: &Scene, to: usize) -> bool {
    let host = scene.host("host-1");
    let release = (to + 1).to_string();
    let words = ["deploy", "plain", "--release", &release, "--yes"];
    let deploy = start(scene.laptop.command(&scene.folder(), &words).expect("slipway")).expect("it starts");
    wait_until("the lock", || has_in(host, "plain", "lock"));
    wait_until("a connection under the lock, or the end", || speaks(host) || !has_in(host, "plain", "lock"));
    // Connections that stand still are what a host sees of a laptop whose lid was closed.
    scene.laptop.sh("kill -STOP $(ps -C ssh -o pid=) 2>/dev/null; true").expect("a shell");
    if speaks(host) {
        scene.laptop.sh("kill -KILL $(ps -C slipway -o pid=)").expect("a shell").success().expect("a signal");
        deploy.wait(Duration::from_secs(60)).expect("it ends");
        return true;
    }
    scene.laptop.sh("kill -CONT $(ps -C ssh -o pid=) 2>/dev/null; true").expect("a shell");
    let ended = deploy.wait(Duration::from_secs(180)).expect("it ends");
    assert_eq!(ended.code, 0, "{}", ended.describe());
    false
}

/// Whether a connection to the engine holds the environment's file lock.
fn speaks(host: &Host) -> bool {
    let look = "read -r pid _ <~/.slipway/recipes/plain/.slipway/holder && \
                tr '\\0' ' ' </proc/$pid/cmdline | grep -q dial-stdio";
    host.sh(look).is_ok_and(|looked| looked.code == 0)
}
