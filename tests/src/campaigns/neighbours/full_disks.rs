//! Disks that are full from some write on.

use std::path::{Path, PathBuf};

use slipway_testkit::{Engine, Finished};

use super::disturbed::{Attacked, MaySay};
use super::{Luck, Neighbours};
use crate::scene::Scene;

/// Puts the laptop's data, the hosts' own files and the data of all engines on small disks.
pub(super) fn make_small(scene: &Scene) {
    let small = |folder: &str| {
        format!("mkdir -p {folder} && mount -t tmpfs -o size=24m,uid=7210,gid=7210,mode=700 tmpfs {folder}")
    };
    let data = small(&scene.laptop.data().display().to_string());
    scene.laptop.root_sh(&data).expect("a shell").success().expect("a small disk");
    for host in &scene.hosts {
        let files = small(&host.home().join(".slipway").display().to_string());
        host.root_sh(&files).expect("a shell").success().expect("a small disk");
        make_engine_small(host.engine(), |text| host.root_sh(text).expect("a shell"));
    }
    make_engine_small(scene.laptop.engine(), |text| scene.laptop.root_sh(text).expect("a shell"));
}

/// Where an engine keeps its data.
pub(super) fn data_root(engine: &Engine) -> PathBuf {
    engine.docker().text(&["info", "--format", "{{.DockerRootDir}}"]).expect("a folder").into()
}

/// Puts an engine's data on a disk of its own: room for what the scene needs and for the headroom that pulling asks for.
fn make_engine_small(engine: &Engine, root_sh: impl Fn(&str) -> Finished) {
    let root = data_root(engine);
    let root = root.display();
    engine.stop_daemon().expect("docker stops");
    let disk = format!(
        "kept=$(mktemp -d) && cp -a {root}/. $kept && mount -t tmpfs -o size=300m,mode=711 tmpfs {root} && \
         cp -a $kept/. {root} && rm -rf $kept"
    );
    root_sh(&disk).success().expect("a small disk");
    engine.start_daemon().expect("docker starts");
}

/// Shell text that fills a folder's disk.
fn fill(folder: &Path) -> String {
    format!("dd if=/dev/zero of={}/filler bs=4k; true", folder.display())
}

/// Asserts that [`fill`] left no room.
fn assert_full(filled: &Finished) {
    assert!(filled.stderr.contains("No space left"), "the disk is full: {}", filled.describe());
}

/// Shell text that fills a folder's disk but for so many pages of 4 KiB.
pub(super) fn fill_but(folder: &Path, pages: u64) -> String {
    format!("{{ {}; }} 2>/dev/null; truncate -s -{} {}/filler", fill(folder), 4096 * pages, folder.display())
}

/// Shell text that takes that back.
pub(super) fn empty(folder: &Path) -> String {
    format!("rm -f {}/filler", folder.display())
}

/// The laptop's, in the middle of a deploy.
pub(super) fn of_the_laptop(all: &mut Neighbours, luck: &mut Luck) -> String {
    let words = all.deploy_words(luck);
    let at = luck.moment(all.deploy);
    let laptop = &all.grounds.scene.laptop;
    let may_say = &[("ledger_failed", &["full"][..]), ("disk_short", &["full"])];
    let ended = all.disturbed(&Attacked { words: &words, at, changed: None, may_say }, || {
        assert_full(&laptop.root_sh(&fill(laptop.data())).expect("a full disk"));
    });
    let status = all.grounds.scene.slipway(&["status", "sandbox", "--json"]);
    assert!([0, 1].contains(&status.code), "{}", status.describe());
    laptop.root_sh(&empty(laptop.data())).expect("a shell").success().expect("room again");
    format!("the laptop's disk full after {at:?}\n{}", ended.describe())
}

/// A host's, in the middle of a deploy.
pub(super) fn of_a_host(all: &mut Neighbours, luck: &mut Luck) -> String {
    let words = all.deploy_words(luck);
    let at = luck.moment(all.deploy);
    let host = all.grounds.scene.host(if luck.chance(50) { "host-1" } else { "host-2" });
    let files = host.home().join(".slipway");
    let names = [host.name()];
    let may_say = &[("disk_short", &names[..]), ("host_command_failed", &names)];
    let ended = all.disturbed(&Attacked { words: &words, at, changed: None, may_say }, || {
        assert_full(&host.root_sh(&fill(&files)).expect("a full disk"));
    });
    host.root_sh(&empty(&files)).expect("a shell").success().expect("room again");
    format!("the disk of {} full after {at:?}\n{}", host.name(), ended.describe())
}

/// That of a host's engine, in the middle of a deploy: whatever it pulls, unpacks, makes or notes down finds no room.
pub(super) fn of_an_engine(all: &mut Neighbours, luck: &mut Luck) -> String {
    let words = all.deploy_words(luck);
    let at = luck.moment(all.deploy.mul_f64(0.8));
    let host = all.grounds.scene.host(if luck.chance(50) { "host-1" } else { "host-2" });
    let root = data_root(host.engine());
    let names = [host.name()];
    // An engine that cannot write down what it does fails in any words.
    let may_say = ["disk_short", "host_command_failed", "verify_failed", "engine_failed"];
    let may_say: Vec<MaySay<'_>> = may_say.iter().map(|code| (*code, &names[..])).collect();
    let ended = all.disturbed(&Attacked { words: &words, at, changed: None, may_say: &may_say }, || {
        assert_full(&host.root_sh(&fill(&root)).expect("a full disk"));
    });
    let why = format!("the engine's disk of {} full after {at:?}\n{}", host.name(), ended.describe());
    all.grounds.wait_until_idle(&why);
    host.root_sh(&empty(&root)).expect("a shell").success().expect("room again");
    why
}

/// That of the laptop's engine, in the middle of a run: its workspace, its jobs and its build find no room. Another run
/// makes a release.
pub(super) fn of_the_laptops_engine(all: &mut Neighbours, luck: &mut Luck) -> String {
    all.grounds.cook(&format!("Dish {}", luck.round));
    let at = luck.moment(all.run);
    let laptop = &all.grounds.scene.laptop;
    let root = data_root(laptop.engine());
    let full: &[&str] = &["o space left on device", "disk of the Docker Engine is full"];
    // A job whose own writes find no room ends with the code of whatever wrote; where the engine cannot write down what
    // it says, nobody hears its end.
    let may_say = &[
        ("disk_short", full),
        ("build_failed", full),
        ("job_failed", &["exit code"]),
        ("outcome_unknown", &["nobody knows how job"]),
    ];
    let attacked = Attacked { words: &["run".to_owned()], at, changed: None, may_say };
    let ended = all.disturbed(&attacked, || {
        assert_full(&laptop.root_sh(&fill(&root)).expect("a full disk"));
    });
    all.assert_status_true("the disk of the laptop's engine is full");
    laptop.root_sh(&empty(&root)).expect("a shell").success().expect("room again");
    remove_unheard_job(&all.grounds.scene, &ended);
    let settled = all.run_again(luck, &ended);
    format!("the disk of the laptop's engine full after {at:?}\n{}\n{settled:#}", ended.describe())
}

/// Does what the hint says where nobody knows how a job ended: without its container it is run again.
fn remove_unheard_job(scene: &Scene, ended: &Finished) {
    let told = ended.json().unwrap_or_default();
    if told["problem"]["code"] != "outcome_unknown" {
        return;
    }
    let hint = told["problem"]["hint"].as_str().unwrap_or_default();
    let job = hint.split_once("`docker rm ").and_then(|(_, rest)| rest.split_once('`'));
    let (job, _) = job.unwrap_or_else(|| panic!("the hint names a container: {hint}"));
    scene.laptop.docker().run(&["rm", job]).expect("as the hint says");
}
