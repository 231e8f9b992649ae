//! A crash at every point of every step, and half of the time another one while that is settled.

use std::time::Duration;

use serde_json::Value;
use slipway_engine::runner::KillPoint;
use slipway_testkit::{Finished, finish, start};

use super::grounds::{Grounds, LIMIT, SETTLED_WITHIN};
use super::{Campaign, Luck, Play};
use crate::truth::{KILLED, has, wait_until};

/// Where in a step.
const POINTS: [&str; KillPoint::ALL.len()] = KillPoint::NAMES;
/// The steps of a deploy to two hosts, as far as they differ in kind or in what came before.
const DEPLOY: [&str; 15] = [
    "gate/open",
    "host-1/lock",
    "host-2/lock",
    "open",
    "basis",
    "host-1/pull",
    "host-1/up",
    "host-1/health",
    "host-1/http-1",
    "host-2/up",
    "host-2/http-1",
    "host-1/tidy",
    "host-1/unlock",
    "host-2/tidy",
    "host-2/unlock",
];
/// The steps of a run.
const RUN: [&str; 6] = ["job/test", "build/api", "leaks/api", "push/api", "tag/api", "clean"];
/// What a deploy that is cancelled during `up` does in addition.
const BACK: [&str; 3] = ["host-1/back", "host-1/back-health", "host-1/back-http-1"];
/// What may be left of that when it is resumed.
const AFTER_BACK: [&str; 5] = [BACK[0], BACK[1], BACK[2], "host-1/unlock", "host-2/unlock"];

/// How many there are.
const ALL: usize = (DEPLOY.len() + RUN.len() + BACK.len()) * POINTS.len();

/// The campaign.
pub const CAMPAIGN: Campaign = Campaign {
    name: "kill_points",
    title: "a crash at any point of any step is settled by resume, and nothing is done twice",
    rounds: ALL as u64,
    set_up: || Grounds::set("crashes at every point", 2).map(|grounds| Box::new(KillPoints(grounds)) as _),
};

struct KillPoints(Grounds);

/// Runs `slipway WORDS` up to a kill point, if it comes by that.
pub fn crash(grounds: &Grounds, words: &[&str], point: &str) -> Finished {
    let scene = &grounds.scene;
    let words = [words, &["--json", "--yes"]].concat();
    let mut command = scene.laptop.command(&scene.folder(), &words).expect("slipway");
    command.env("SLIPWAY_TEST_KILL_AT", point);
    finish(command, LIMIT).expect("slipway ends")
}

/// Resumes, with another crash in between if `again` says where, and asserts the exit code.
pub fn settle(grounds: &Grounds, again: Option<String>, code: i32, why: &str) -> (Value, Duration) {
    if let Some(point) = again {
        let crashed = crash(grounds, &["resume"], &point);
        assert!([KILLED, code].contains(&crashed.code), "{}\n{why}", crashed.describe());
        if crashed.code == code {
            assert!(crashed.took < SETTLED_WITHIN, "settled only after {:?}\n{why}", crashed.took);
            return (crashed.json().expect("a document"), crashed.took);
        }
    }
    let (settled, ended, took) = grounds.resume(&[]);
    assert_eq!(ended, code, "{settled:#}\n{why}");
    assert!(took < SETTLED_WITHIN, "settled only after {took:?}\n{why}");
    (settled, took)
}

impl KillPoints {
    /// [`crash`] of a deploy that is interrupted as soon as it works at the first host.
    fn interrupted(&self, words: &[&str], point: &str) -> Finished {
        let scene = &self.0.scene;
        let words = [words, &["--json", "--yes"]].concat();
        let mut command = scene.laptop.command(&scene.folder(), &words).expect("slipway");
        command.env("SLIPWAY_TEST_KILL_AT", point);
        let deploy = start(command).expect("slipway starts");
        wait_until("the script of up", || has(scene.host("host-1"), "holder"));
        scene.laptop.sh("kill -INT $(ps -C slipway -o pid=)").expect("a shell");
        deploy.wait(LIMIT).expect("slipway ends")
    }

    fn deploy(&self, step: &str, point: &str, again: Option<String>, turn: u64) -> Duration {
        let (before, release) = (self.0.runs("sandbox"), self.0.another("sandbox", turn));
        self.0.forget_image(release);
        let (since, number) = (self.0.created(), release.to_string());
        let words = ["deploy", "sandbox", "--release", &number];
        let back = BACK.contains(&step);
        let crashed = if back { self.interrupted(&words, point) } else { crash(&self.0, &words, point) };
        let why = format!("{words:?} killed at {point}, then at {again:?}\n{}", crashed.describe());
        assert_eq!(crashed.code, KILLED, "it was come by: {why}");
        let (settled, took) = settle(&self.0, again, if back { 130 } else { 0 }, &why);
        let why = format!("{why}\n{settled:#}");
        if back {
            assert_eq!(self.0.runs("sandbox"), before, "{why}");
            for (host, created) in self.0.started("sandbox", &since) {
                assert!(created.len() <= 2, "{host} went there and back and no more: {created:?}\n{why}");
            }
        } else {
            assert_eq!(self.0.runs("sandbox"), release, "{why}");
            self.0.assert_started_once("sandbox", &since, true, &why);
        }
        self.0.assert_all_true(&why);
        took
    }

    fn run(&mut self, point: &str, again: Option<String>, turn: u64) -> Duration {
        self.0.cook(&format!("Dish {turn}"));
        let since = self.0.created();
        let crashed = crash(&self.0, &["run"], point);
        let why = format!("killed at {point}, then at {again:?}\n{}", crashed.describe());
        assert_eq!(crashed.code, KILLED, "it was come by: {why}");
        let (settled, took) = settle(&self.0, again, 0, &why);
        self.0.learn_if_made(&settled);
        let why = format!("{why}\n{settled:#}");
        self.0.assert_run_true(&since, &why);
        self.0.assert_all_true(&why);
        took
    }
}

impl Play for KillPoints {
    fn round(&mut self, luck: &mut Luck) -> Duration {
        let number = usize::try_from(luck.round - 1).unwrap_or_default() % ALL;
        let steps: Vec<&str> = DEPLOY.iter().chain(&RUN).chain(&BACK).copied().collect();
        let step = steps[number / POINTS.len()];
        let point = format!("{}:{step}", POINTS[number % POINTS.len()]);
        let of = match step {
            run if RUN.contains(&run) => &RUN[..],
            back if BACK.contains(&back) => &AFTER_BACK,
            _ => &DEPLOY,
        };
        let again = luck.chance(50).then(|| format!("{}:{}", luck.one_of(&POINTS), luck.one_of(of)));
        if RUN.contains(&step) {
            self.run(&point, again, luck.round)
        } else {
            self.deploy(step, &point, again, luck.round)
        }
    }

    fn grounds(&self) -> Option<&Grounds> {
        Some(&self.0)
    }
}
