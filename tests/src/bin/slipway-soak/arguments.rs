//! What `slipway-soak` was asked to play.

use slipway_tests::campaigns::{CAMPAIGNS, Campaign, Order, named};

/// The words after the program's name.
pub(crate) struct Arguments {
    /// What is played; everything unless named.
    pub(crate) campaigns: Vec<&'static Campaign>,
    /// How.
    pub(crate) order: Order,
}

const USAGE: &str = "usage: slipway-soak [CAMPAIGN…] [--rounds N] [--seed S] [--from K] [--workers W]";

impl Arguments {
    /// Reads them. Without a seed one is made of the clock, which the summary tells.
    pub(crate) fn read(mut words: impl Iterator<Item = String>) -> Result<Self, String> {
        let evidence = Some(slipway_xtask::root().join("target/soak"));
        let mut order = Order { rounds: None, seed: clock(), from: 1, workers: 1, evidence };
        let mut campaigns = Vec::new();
        while let Some(word) = words.next() {
            match word.as_str() {
                "--rounds" => order.rounds = Some(number(&word, words.next())?),
                "--seed" => order.seed = number(&word, words.next())?,
                "--from" => order.from = number(&word, words.next())?,
                "--workers" => order.workers = number(&word, words.next())?,
                name => campaigns.push(named(name).ok_or_else(|| unknown(name))?),
            }
        }
        if campaigns.is_empty() {
            campaigns = CAMPAIGNS.iter().collect();
        }
        Ok(Self { campaigns, order })
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
