//! The laptop loses its whole session in the middle of an `up`, while the host works on.

use slipway_tests::colleague::start;
use slipway_tests::documents::digest_of_api;
use slipway_tests::scene::Scene;
use slipway_tests::truth::{
    created_since, has, moment, no_ssh_at, nothing_left_at, nothing_left_on, wait_until,
};

#[test]
fn an_up_that_goes_on_by_itself_is_waited_for_and_not_done_again() {
    let Some(scene) = Scene::start("a kill in the middle of up", 1) else { return };
    let host = scene.host("host-1");
    scene.ok(&["run"]);
    scene.ok(&["deploy", "sandbox"]);
    for round in 0..3 {
        scene.change("recipes/soup.txt", &format!("Soup {round}\n\nServes 2\n\nBoil it.\n"));
        let digest = digest_of_api(&scene.ok(&["run"]));
        let since = moment();
        let deploy = start(&scene.laptop, &scene.folder(), &["deploy", "sandbox"]);
        wait_until("the script of up", || has(host, "holder"));
        // Slipway itself, its commands over SSH and the connection that they share.
        let kill = "kill -9 $(ps -C slipway -o pid=) $(ps -C ssh -o pid=)";
        scene.laptop.sh(kill).expect("a shell").success().expect("a kill");
        drop(deploy);
        assert!(has(host, "holder"), "the script goes on at the host");
        let settled = scene.ok(&["resume"]);
        assert_eq!(settled["verdict"], "succeeded", "round {round}: {settled}");
        assert_eq!(scene.running("host-1", "sandbox"), [("api".to_owned(), digest)]);
        let created = created_since(host.docker(), &since, "dev.slipway.service=api");
        assert_eq!(created.len(), 1, "round {round}: started once and not again: {created:?}");
        nothing_left_on(host);
        nothing_left_at(&scene.laptop);
    }
    no_ssh_at(&scene.laptop);
}
