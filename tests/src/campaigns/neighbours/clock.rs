//! The laptop's clock is an hour fast or slow.

use std::path::{Path, PathBuf};
use std::process::Command;

use jiff::Timestamp;
use slipway_testkit::{Finished, finish};

use super::super::grounds::LIMIT;
use super::{Luck, Neighbours};

/// Deploys while the clock is wrong, is killed in the middle of another deploy half of the time, and goes on with the
/// right clock: what came last counts as the last.
pub(super) fn an_hour_off(all: &mut Neighbours, luck: &mut Luck) -> String {
    let off = *luck.one_of(&["3600", "-3600"]);
    let before = all.grounds.runs("sandbox");
    let words = all.deploy_words(luck);
    let wrong = run(all, &words, off, None);
    let why = format!("the clock is wrong by {off} s\n{}", wrong.describe());
    assert_eq!(wrong.code, 0, "{why}");
    let release = all.grounds.runs("sandbox");
    assert_ne!(release, before, "{why}");
    assert_off(all, off.parse().expect("seconds"), &why);
    all.grounds.assert_true("sandbox", &why);
    let other = if luck.chance(50) { off } else { "0" };
    let words = all.deploy_words(luck);
    let killed = run(all, &words, other, Some("act:host-2/up"));
    assert_eq!(killed.code, crate::truth::KILLED, "{}", killed.describe());
    let status = all.grounds.scene.status("sandbox");
    assert_eq!(status["state"], "unknown", "it was left in the middle: {status:#}\n{why}");
    let settled = all.grounds.scene.ok(&["resume"]);
    assert_eq!(settled["verdict"], "succeeded", "{settled:#}\n{why}");
    all.grounds.assert_true("sandbox", &format!("{settled:#}\n{why}"));
    let back = all.grounds.scene.ok(&["rollback", "sandbox"]);
    assert_eq!(back["release"], release, "the one before, whatever the clock said: {back:#}\n{why}");
    all.grounds.assert_true("sandbox", &format!("{back:#}\n{why}"));
    why
}

/// Asserts that the newest operation was written down with a clock that is wrong by about so many seconds.
fn assert_off(all: &Neighbours, off: i64, why: &str) {
    let newest = &all.grounds.history()[0];
    let began: Timestamp = newest["started_at"].as_str().expect("a time").parse().expect("a time");
    let apart = began.as_second() - Timestamp::now().as_second();
    assert!((apart - off).abs() < 600, "it began {apart} s from now: {newest:#}\n{why}");
}

/// Runs `slipway WORDS --json --yes` with a clock that is wrong by so many seconds, up to a kill point.
fn run(all: &Neighbours, words: &[String], off: &str, point: Option<&str>) -> Finished {
    let laptop = &all.grounds.scene.laptop;
    let words: Vec<&str> = words.iter().map(String::as_str).chain(["--json", "--yes"]).collect();
    let mut command = laptop.command(&all.grounds.scene.folder(), &words).expect("slipway");
    command.env("LD_PRELOAD", wrong_clock(&laptop.home())).env("CLOCK_OFF", off);
    if let Some(point) = point {
        command.env("SLIPWAY_TEST_KILL_AT", point);
    }
    finish(command, LIMIT).expect("slipway ends")
}

/// The clock as a library in a folder, compiled where it is not there yet.
fn wrong_clock(folder: &Path) -> PathBuf {
    let library = folder.join("clock.so");
    if !library.exists() {
        let source = folder.join("clock.c");
        std::fs::write(&source, include_str!("clock.c")).expect("a file");
        let built =
            Command::new("cc").args(["-shared", "-fPIC", "-O1", "-o"]).args([&library, &source]).status();
        assert!(built.expect("cc").success(), "a clock that is wrong");
    }
    library
}
