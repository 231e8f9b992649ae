//! Ledgers that are where they were not made, or older than what happened.

use std::path::Path;
use std::time::Duration;

use super::super::grounds::LIMIT;
use super::disturbed::{MaySay, assert_helps};
use super::{Luck, Neighbours};

/// What the later of two is told who settle one operation with one ledger: whose it is, or on which host the lock is
/// gone because the other has ended. Nobody took it over from anybody, so there is no name then.
const MAY_SAY: &[MaySay<'_>] = &[
    ("lock_held", &["Ada Example"]),
    ("taken_over", &["Ada Example", "host-1: the lock is gone", "host-2: the lock is gone"]),
];

/// A copy of the laptop's data as it is.
fn copy(all: &Neighbours, name: &str) -> String {
    let from = all.grounds.scene.laptop.data().display().to_string();
    let to = all.grounds.scene.laptop.home().join(name).display().to_string();
    let text = format!("rm -rf {to} && cp -a {from} {to}");
    all.grounds.scene.laptop.sh(&text).expect("a shell").success().expect("a copy");
    to
}

/// Somebody takes the ledger along to another laptop in the middle of a deploy, and both go on with it.
pub(super) fn ledger_of_another_laptop(all: &mut Neighbours, luck: &mut Luck) -> String {
    let words = all.deploy_words(luck);
    let before = all.grounds.runs("sandbox");
    let since = all.grounds.created();
    let at = luck.moment(all.deploy);
    all.grounds.kill_after(&words, at);
    let copy = copy(all, "copied");
    let theirs = ["resume", "--data-dir", &copy].map(str::to_owned);
    let both = [all.grounds.start(&["resume".to_owned()]), {
        std::thread::sleep(luck.moment(Duration::from_secs(1)));
        all.grounds.start(&theirs)
    }];
    let ended = both.map(|one| one.wait(LIMIT).expect("it ends"));
    let why = format!("both resume after {at:?}\n{}\n{}", ended[0].describe(), ended[1].describe());
    for one in &ended {
        assert!([0, 3].contains(&one.code), "{why}");
        assert_helps(one, MAY_SAY);
    }
    let changed = before != all.grounds.runs("sandbox");
    all.grounds.assert_started_once("sandbox", &since, changed, &why);
    why
}

/// Somebody restores an older copy of the ledger.
pub(super) fn back_to_an_older_ledger(all: &mut Neighbours, luck: &mut Luck) -> String {
    let copy = copy(all, "older");
    let words = all.deploy_words(luck);
    let at = luck.moment(all.deploy);
    all.grounds.kill_after(&words, at);
    restore(all, Path::new(&copy));
    // What the older ledger does not know of is told by the hosts, and can be taken over.
    let taken = all.undisturbed(&["resume", "--take-over", "sandbox"], &[]);
    assert_eq!(taken.code, 0, "{}", taken.describe());
    format!("killed after {at:?}, an older ledger restored\n{}", taken.describe())
}

fn restore(all: &Neighbours, copy: &Path) {
    let data = all.grounds.scene.laptop.data().display();
    let text = format!("find {data} -mindepth 1 -delete && cp -a {}/. {data}/", copy.display());
    all.grounds.scene.laptop.sh(&text).expect("a shell").success().expect("the older ledger");
}
