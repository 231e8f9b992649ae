//! Docker is restarted in the middle.

use super::disturbed::{Attacked, MaySay};
use super::{Luck, Neighbours};

/// That of a host, in the middle of a deploy.
pub(super) fn of_a_host(all: &mut Neighbours, luck: &mut Luck) -> String {
    let words = all.deploy_words(luck);
    let at = luck.moment(all.deploy);
    let host = all.grounds.scene.host(if luck.chance(50) { "host-1" } else { "host-2" });
    let names = [host.name()];
    let may_say = ["engine_unreachable", "engine_failed", "host_command_failed", "verify_failed"];
    let may_say: Vec<MaySay<'_>> = may_say.iter().map(|code| (*code, &names[..])).collect();
    let attacked = Attacked { words: &words, at, changed: Some(host.name()), may_say: &may_say };
    let ended = all.disturbed(&attacked, || {
        host.engine().stop_daemon().expect("docker stops");
        all.assert_status_without(host.name());
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
    // What ran in a container or in a build says how the engine ended it.
    let may_say: &[MaySay<'_>] = &[
        ("engine_unreachable", &["Docker"]),
        ("engine_failed", &["Docker"]),
        ("build_failed", &["runc", "Docker"]),
        // Killed with it, or told to end by it before.
        ("job_failed", &["137", "143", "Docker"]),
    ];
    let attacked = Attacked { words: &["run".to_owned()], at, changed: None, may_say };
    let ended = all.disturbed(&attacked, || {
        engine.stop_daemon().expect("docker stops");
        all.assert_status_true("no engine at the laptop");
        engine.start_daemon().expect("docker starts");
    });
    let settled = all.run_again(luck, &ended);
    all.grounds.listen();
    format!("docker of the laptop restarted after {at:?}\n{}\n{settled:#}", ended.describe())
}
