//! `resume` of what has ended, and of what is under way.

use slipway_tests::colleague::{LIMIT, document, start};
use slipway_tests::scene::Scene;
use slipway_tests::truth::{created_since, has, moment, wait_until};

#[test]
fn resuming_does_nothing_twice_and_leaves_alone_what_is_under_way() {
    let Some(scene) = Scene::start("resuming", 1) else { return };
    let host = scene.host("host-1");
    scene.ok(&["run"]);
    let deployed = scene.ok(&["deploy", "sandbox"]);
    let id = deployed["operation"].as_str().expect("an id").to_owned();
    let history = scene.json(&["history"], 0);
    let since = moment();
    for _ in 0..10 {
        let nothing = scene.json(&["resume"], 0);
        assert!(nothing["operation"].is_null(), "nothing was left open: {nothing}");
        let same = scene.json(&["resume", &id], 0);
        assert_eq!(same["verdict"], "succeeded", "{same}");
        assert_eq!(same["operation"], id.as_str(), "{same}");
        assert_eq!(same["places"], deployed["places"], "what it says of the hosts");
    }
    assert_eq!(created_since(host.docker(), &since, "dev.slipway.service"), Vec::<String>::new());
    assert_eq!(scene.json(&["history"], 0), history, "no entry was added");

    scene.change("recipes/soup.txt", "Soup\n\nServes 2\n\nBoil it.\n");
    scene.ok(&["run"]);
    let deploy = start(&scene.laptop, &scene.folder(), &["deploy", "sandbox"]);
    wait_until("the lock", || has(host, "lock"));
    let busy = scene.json(&["resume"], 3);
    assert_eq!(busy["error"]["code"], "operation_busy", "{busy}");
    let id = busy["error"]["details"]["operation"].as_str().expect("which").to_owned();
    let busy = scene.json(&["resume", &id], 3);
    assert_eq!(busy["error"]["code"], "operation_busy", "{busy}");
    let deployed = document(&deploy.wait(LIMIT).expect("it ends"), 0);
    assert_eq!(deployed["operation"], id.as_str(), "the one that was under way");
    assert_eq!(created_since(host.docker(), &since, "dev.slipway.service").len(), 1);
}
