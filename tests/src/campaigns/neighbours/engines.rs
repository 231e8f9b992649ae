//! Docker is restarted in the middle.

use super::{Luck, Neighbours};

/// That of a host, in the middle of a deploy.
pub(super) fn of_a_host(all: &mut Neighbours, luck: &mut Luck) -> String {
    let words = all.deploy_words(luck);
    let at = luck.moment(all.deploy);
    let host = all.grounds.scene.host(if luck.chance(50) { "host-1" } else { "host-2" });
    let ended = all.disturbed(&words, at, || {
        host.engine().stop_daemon().expect("docker stops");
        host.engine().start_daemon().expect("docker starts");
    });
    let why = format!("docker of {} restarted after {at:?}\n{}", host.name(), ended.describe());
    all.grounds.listen();
    why
}

/// That of the laptop, in the middle of a run. Another run makes a release.
pub(super) fn of_the_laptop(all: &mut Neighbours, luck: &mut Luck) -> String {
    all.grounds.cook(&format!("Dish {}", luck.round));
    let at = luck.moment(all.run);
    let engine = all.grounds.scene.laptop.engine();
    let ended = all.disturbed(&["run".to_owned()], at, || {
        engine.stop_daemon().expect("docker stops");
        engine.start_daemon().expect("docker starts");
    });
    ended.json().iter().for_each(|told| all.grounds.learn_if_made(told));
    let settled = all.resume();
    all.grounds.learn_if_made(&settled);
    let why = format!("docker of the laptop restarted after {at:?}\n{}\n{settled:#}", ended.describe());
    all.grounds.listen();
    all.grounds.cook(&format!("Dish {} again", luck.round));
    let told = all.grounds.scene.ok(&["run"]);
    all.grounds.learn(&told);
    why
}
