//! What else goes on at the laptop and at the hosts: engines that are restarted, disks that fill up, clocks that are
//! wrong, people who work by hand.

mod by_hand;
mod clock;
mod copied;
mod disturbed;
mod engines;
mod every_write;
mod full_disks;
mod truth;

use std::cell::Cell;
use std::time::{Duration, Instant};

use serde_json::Value;
use slipway_testkit::Finished;

use super::grounds::{Grounds, SETTLED_WITHIN};
use super::{Campaign, Luck, Play};

pub use every_write::CAMPAIGN as FULL_DISKS;

/// The campaign.
pub const CAMPAIGN: Campaign = Campaign {
    name: "neighbours",
    title: "whatever else happens there, the state that is told is true, and the next deploy goes through",
    rounds: 140,
    set_up: || Neighbours::set().map(|play| Box::new(play) as Box<dyn Play>),
};

/// What happens. Each leaves the scene so that a deploy can go through.
const ALL: [fn(&mut Neighbours, &mut Luck) -> String; 14] = [
    engines::of_a_host,
    engines::of_the_laptop,
    full_disks::of_the_laptop,
    full_disks::of_a_host,
    clock::an_hour_off,
    by_hand::container_removed,
    by_hand::another_compose,
    by_hand::releases_deleted,
    by_hand::journal_truncated,
    copied::ledger_of_another_laptop,
    copied::back_to_an_older_ledger,
    by_hand::everything_ended,
    full_disks::of_an_engine,
    full_disks::of_the_laptops_engine,
];

/// The scene; the laptop's data, the hosts' own files and the data of their engines are on small disks.
pub(super) struct Neighbours {
    grounds: Grounds,
    deploy: Duration,
    run: Duration,
    /// How many programs were disturbed before they had ended.
    met: Cell<u64>,
}

impl Neighbours {
    fn set() -> Option<Self> {
        let mut grounds = Grounds::prepared("bad neighbours", 2, full_disks::make_small)?;
        grounds.forget_image(2);
        let deploy = grounds.span(&["deploy", "sandbox", "--release", "2"]);
        grounds.cook("Pie");
        let began = Instant::now();
        let told = grounds.scene.ok(&["run"]);
        let run = began.elapsed();
        grounds.learn(&told);
        Some(Self { grounds, deploy, run, met: Cell::new(0) })
    }

    /// The words of a deploy that changes something, with an image to pull.
    fn deploy_words(&self, luck: &Luck) -> [String; 4] {
        let release = self.grounds.another("sandbox", luck.round);
        self.grounds.forget_image(release);
        ["deploy", "sandbox", "--release", &release.to_string()].map(str::to_owned)
    }

    /// Settles what was left open; it may be refused, with a sentence.
    fn resume(&self) -> Value {
        let (settled, code, took) = self.grounds.resume(&[]);
        assert!([0, 1, 3].contains(&code), "{settled:#}");
        assert!(took < SETTLED_WITHIN, "settled only after {took:?}: {settled:#}");
        settled
    }

    /// Settles a disturbed run, and asserts that another one makes a release. Returns what came of the first.
    fn run_again(&mut self, luck: &Luck, disturbed: &Finished) -> Value {
        disturbed.json().iter().for_each(|told| self.grounds.learn_if_made(told));
        let settled = self.resume();
        self.grounds.learn_if_made(&settled);
        self.grounds.cook(&format!("Dish {} again", luck.round));
        let told = self.grounds.scene.ok(&["run"]);
        self.grounds.learn(&told);
        settled
    }

    /// Settles what was left, and asserts that the state that is told is true before and after, and that the next deploy
    /// goes through.
    fn repair(&self, luck: &mut Luck, why: &str) {
        self.grounds.wait_until_idle(why);
        self.assert_status_true(why);
        let settled = self.resume();
        let why = format!("{why}\nresumed: {settled:#}");
        self.assert_status_true(&why);
        let target = *self.grounds.releases.keys().nth(usize::from(luck.chance(50))).expect("releases");
        let words = ["deploy", "sandbox", "--release", &target.to_string()];
        let repaired = self.grounds.scene.slipway(&[&words[..], &["--json", "--yes"]].concat());
        assert_eq!(repaired.code, 0, "the next deploy goes through: {}\n{why}", repaired.describe());
        assert_eq!(self.grounds.runs("sandbox"), target, "{why}");
        self.grounds.assert_true("sandbox", &why);
    }
}

impl Play for Neighbours {
    fn round(&mut self, luck: &mut Luck) -> Duration {
        let which = usize::try_from(luck.round - 1).unwrap_or_default() % ALL.len();
        let why = ALL[which](self, luck);
        let began = Instant::now();
        self.repair(luck, &why);
        began.elapsed()
    }

    fn grounds(&self) -> Option<&Grounds> {
        Some(&self.grounds)
    }

    fn met(&self) -> Option<u64> {
        Some(self.met.get())
    }
}
