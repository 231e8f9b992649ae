//! Attacks on the main path, round after round. Each round is drawn from a seed and its number alone, and fails as
//! a test does: by a panic that says what was wrong. `./dev soak` plays them in full, `./dev test` a few rounds.

mod build_numbers;
mod cancels;
mod drive;
mod evidence;
mod gates;
mod grounds;
mod kill_points;
mod kills;
mod luck;
mod neighbours;
mod network;
mod openings;
mod other_steps;
mod programs;
mod races;
mod resumes;
mod scale;
mod sleep;
mod take_overs;
mod traces;
mod victim;

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

pub use drive::{Failure, Order, Summary, Told, drive};
use grounds::Grounds;
pub use luck::Luck;
use slipway_testkit::root_or_explain;

/// One kind of attack.
pub struct Campaign {
    /// What it is called on the command line.
    pub name: &'static str,
    /// What holds when no round fails.
    pub title: &'static str,
    /// How many rounds are a full campaign.
    pub rounds: u64,
    /// Puts a scene up on which rounds can be played; `None`, with a sentence, where the machine does not allow it.
    pub set_up: fn() -> Option<Box<dyn Play>>,
}

/// A scene on which rounds are played.
pub trait Play {
    /// Plays a round. Returns how long it took from the attack to a settled state; panics if anything is not as it
    /// has to be.
    fn round(&mut self, luck: &mut Luck) -> Duration;

    /// The grounds it is played on, where it has some.
    fn grounds(&self) -> Option<&Grounds> {
        None
    }

    /// How many of the rounds so far met what the campaign is about, where that is left to chance.
    fn met(&self) -> Option<u64> {
        None
    }

    /// What of the rounds so far is worth a number in the summary, and how often it was.
    fn counted(&self) -> Vec<(&'static str, u64)> {
        Vec::new()
    }

    /// After the last round: what may only be there for a while is gone.
    fn end(&self) {
        self.grounds().inspect(|grounds| grounds.end());
    }

    /// Keeps what tells why a round failed in a folder.
    fn keep(&self, folder: &Path) {
        self.grounds().inspect(|grounds| evidence::keep(&grounds.scene, folder));
    }
}

/// All campaigns, in the order in which they are played.
pub const CAMPAIGNS: &[Campaign] = &[
    kill_points::CAMPAIGN,
    other_steps::CAMPAIGN,
    gates::CAMPAIGN,
    kills::CAMPAIGN,
    openings::CAMPAIGN,
    cancels::CAMPAIGN,
    resumes::CAMPAIGN,
    resumes::THOUSAND,
    races::CAMPAIGN,
    take_overs::CAMPAIGN,
    programs::CAMPAIGN,
    build_numbers::CAMPAIGN,
    network::CAMPAIGN,
    neighbours::CAMPAIGN,
    neighbours::FULL_DISKS,
    sleep::NAPS,
    sleep::CAMPAIGN,
    scale::CAMPAIGN,
];

/// The campaign of that name.
pub fn named(name: &str) -> Option<&'static Campaign> {
    CAMPAIGNS.iter().find(|campaign| campaign.name == name)
}

/// The short version for a test: so many rounds from a seed that stays. Panics with what was wrong.
pub fn short(name: &str, rounds: u64) {
    let rounds: Vec<(u64, u64)> = (1..=rounds).map(|round| (1, round)).collect();
    again(name, &rounds);
}

/// Plays rounds again that failed once, each with its seed, on one scene. Panics with what was wrong.
pub fn again(name: &str, rounds: &[(u64, u64)]) {
    let campaign = named(name).expect("a campaign of that name");
    let order = Order {
        rounds: rounds.to_vec(),
        workers: 1,
        within: Duration::MAX,
        stop: Arc::default(),
        evidence: None,
    };
    let summary = drive(campaign, &order, &|_| {});
    let failures: Vec<String> = summary.failures.iter().map(ToString::to_string).collect();
    assert!(failures.is_empty(), "{}: {}", campaign.title, failures.join("\n"));
    let left = summary.wanted - summary.rounds;
    assert!(left == 0 || !root_or_explain(name), "{left} rounds of {name} were not played");
}
