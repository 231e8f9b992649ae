//! Hosts that cannot be reached, before a deploy or in the middle of it; and deploys that are stopped.

use super::documents::{assert_problem, assert_true_of_engines, assert_unlocked, place};
use super::{fleet, follow};

const HOSTS: [&str; 2] = ["host-1", "host-2"];

#[test]
fn a_host_that_is_away() {
    let Some(scene) = fleet::start("a host that is away", 2, "rollback") else { return };
    let first = fleet::built(&scene);
    scene.host("host-2").stop_sshd().expect("sshd stops");
    let refused = scene.json(&["deploy", "sandbox", "--yes"], 1);
    assert_problem(&refused, "host_unreachable", &["host-2", "refused", "check the network"]);
    assert_eq!(fleet::runs(&scene, "host-1"), None, "nothing is begun where a host cannot be seen");
    scene.host("host-2").start_sshd().expect("sshd starts");
    fleet::deploy_well(&scene, &HOSTS);

    let second = fleet::release(&scene, "Soup");
    let mut deploy = follow::start(&scene, &["deploy", "sandbox"]);
    follow::until(&mut deploy, "▸ host-2/up");
    scene.host("host-2").cut().expect("the link is cut");
    let unknown = follow::end(deploy, 4);
    assert_eq!(unknown["verdict"], "unknown", "nobody can tell what became of it: {unknown:#}");
    assert_problem(&unknown, "host_unreachable", &["host-2"]);
    assert_eq!(place(&unknown, "host-1"), ("succeeded".into(), Some(second.clone())), "{unknown:#}");
    assert_eq!(place(&unknown, "host-2"), ("unknown".into(), None), "{unknown:#}");
    let still = scene.json(&["resume"], 4);
    assert_eq!(
        still["operation"], unknown["operation"],
        "it stays open as long as nobody can look: {still:#}"
    );

    scene.host("host-2").join().expect("the link is back");
    let resumed = scene.json(&["resume"], 0);
    assert_eq!(resumed["operation"], unknown["operation"], "{resumed:#}");
    assert_eq!(resumed["verdict"], "succeeded", "{resumed:#}");
    assert_true_of_engines(&scene, &resumed, "sandbox");
    assert_eq!(fleet::runs(&scene, "host-2"), Some(second.clone()));
    assert_unlocked(&scene, "sandbox", &HOSTS);
    assert_ne!(first, second);

    let third = fleet::release(&scene, "Stew");
    fleet::deploy_well(&scene, &HOSTS);
    assert_eq!(fleet::runs(&scene, "host-2"), Some(third));
}

#[test]
fn a_deploy_that_is_stopped_in_the_middle() {
    let Some(scene) = fleet::start("stopping a deploy", 2, "rollback") else { return };
    let first = fleet::built(&scene);
    fleet::deploy_well(&scene, &HOSTS);
    fleet::release(&scene, "Soup");

    let mut deploy = follow::start(&scene, &["deploy", "sandbox"]);
    follow::until(&mut deploy, "▸ host-2/up");
    let cancelled = scene.json(&["cancel"], 0);
    assert_eq!(cancelled["verdict"], "cancelled", "{cancelled:#}");
    let ended = follow::end(deploy, 130);
    assert_eq!(ended["verdict"], "cancelled", "{ended:#}");
    assert_eq!(ended["operation"], cancelled["operation"], "{ended:#}");
    for host in HOSTS {
        assert_eq!(place(&ended, host), ("rolled_back".into(), Some(first.clone())), "{ended:#}");
        assert_eq!(fleet::runs(&scene, host).as_ref(), Some(&first), "{host} is as before");
    }
    assert_true_of_engines(&scene, &ended, "sandbox");
    assert_unlocked(&scene, "sandbox", &HOSTS);

    scene.configure("on_failure: rollback\n  production", "on_failure: stop\n  production");
    let mut deploy = follow::start(&scene, &["deploy", "sandbox"]);
    follow::until(&mut deploy, "▸ host-1/up");
    deploy.interrupt().expect("an interrupt");
    let ended = follow::end(deploy, 130);
    assert_eq!(ended["verdict"], "cancelled", "{ended:#}");
    let half_done = ("rolled_back".into(), Some(first.clone()));
    assert_eq!(place(&ended, "host-1"), half_done, "what was half done is as before: {ended:#}");
    assert_eq!(place(&ended, "host-2"), ("cancelled".into(), Some(first.clone())), "{ended:#}");
    assert_true_of_engines(&scene, &ended, "sandbox");
    assert_unlocked(&scene, "sandbox", &HOSTS);
    fleet::deploy_well(&scene, &HOSTS);
}
