//! What `slipway-soak` was asked to play.

use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::Duration;

use slipway_tests::campaigns::{CAMPAIGNS, Campaign, Order, named};

/// The words after the program's name.
pub(crate) struct Arguments {
    /// What is played; everything unless named.
    pub(crate) campaigns: Vec<&'static Campaign>,
    /// Where chance comes from.
    pub(crate) seed: u64,
    /// How many scenes are at work at once.
    pub(crate) workers: u64,
    rounds: Option<u64>,
    from: u64,
    minutes: Option<u64>,
}

const USAGE: &str =
    "usage: slipway-soak [CAMPAIGN…] [--rounds N] [--seed S] [--from K] [--workers W] [--minutes M]";

impl Arguments {
    /// Reads them. Without a seed one is made of the clock, which the summary tells.
    pub(crate) fn read(mut words: impl Iterator<Item = String>) -> Result<Self, String> {
        let mut read =
            Self { campaigns: Vec::new(), seed: clock(), workers: 1, rounds: None, from: 1, minutes: None };
        while let Some(word) = words.next() {
            match word.as_str() {
                "--rounds" => read.rounds = Some(number(&word, words.next())?),
                "--seed" => read.seed = number(&word, words.next())?,
                "--from" => read.from = number(&word, words.next())?,
                "--workers" => read.workers = number(&word, words.next())?,
                "--minutes" => read.minutes = Some(number(&word, words.next())?),
                name => read.campaigns.push(named(name).ok_or_else(|| unknown(name))?),
            }
        }
        if read.campaigns.is_empty() {
            read.campaigns = CAMPAIGNS.iter().collect();
        }
        Ok(read)
    }

    /// What is played of a campaign; all of it unless told. With minutes, what can be begun in them.
    pub(crate) fn order(&self, campaign: &Campaign, stop: &Arc<AtomicBool>) -> Order {
        let end = self.from + self.rounds.unwrap_or(campaign.rounds);
        let rounds = (self.from..end).map(|round| (self.seed, round)).collect();
        Order {
            rounds,
            workers: self.workers,
            within: self.minutes.map_or(Duration::MAX, |minutes| Duration::from_secs(60 * minutes)),
            stop: stop.clone(),
            evidence: Some(slipway_xtask::root().join("target/soak")),
        }
    }
}

fn clock() -> u64 {
    jiff::Timestamp::now().as_second().unsigned_abs() % 1_000_000
}

fn number(what: &str, word: Option<String>) -> Result<u64, String> {
    let number = word.and_then(|word| word.parse().ok()).filter(|number| *number > 0);
    number.ok_or_else(|| format!("{what} wants a number from 1\n{USAGE}"))
}

fn unknown(word: &str) -> String {
    let names: Vec<&str> = CAMPAIGNS.iter().map(|campaign| campaign.name).collect();
    format!("there is no campaign `{word}`; there are {}\n{USAGE}", names.join(", "))
}
