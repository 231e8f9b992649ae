//! `kill -9` at random moments of everything that Slipway does, and `resume`.

use std::time::Duration;

use serde_json::Value;
use slipway_testkit::Finished;

use super::grounds::{Grounds, LIMIT, SETTLED_WITHIN};
use super::victim::{Spans, Victim};
use super::{Campaign, Luck, Play};

/// The campaign.
pub const CAMPAIGN: Campaign = Campaign {
    name: "kills",
    title: "killed at any moment and resumed: what runs is what the ledger says, and nothing was done twice",
    rounds: 500,
    set_up: || Kills::set().map(|play| Box::new(play) as Box<dyn Play>),
};

struct Kills {
    grounds: Grounds,
    spans: Spans,
    /// How many left something to resume.
    met: u64,
}

impl Kills {
    fn set() -> Option<Self> {
        let mut grounds = Grounds::set("kills at random moments", 2)?;
        let spans = Spans::measure(&mut grounds);
        Some(Self { grounds, spans, met: 0 })
    }

    /// Runs the words and kills the program after `at`: alone, or with its connections to the hosts.
    fn kill(&self, words: &[String], at: Duration, connections: bool) -> Finished {
        let program = self.grounds.start(words);
        std::thread::sleep(at);
        program.kill().expect("a kill");
        if connections {
            self.grounds.signal_ssh("KILL");
        }
        program.wait(LIMIT).expect("it ends")
    }
}

impl Play for Kills {
    fn round(&mut self, luck: &mut Luck) -> Duration {
        let victim = *luck.one_of(&Victim::ALL);
        let at = luck.moment(self.spans.of(victim));
        let connections = luck.chance(50);
        let words = victim.prepare(&self.grounds, luck);
        let before = victim.environment().map(|environment| self.grounds.runs(environment));
        let since = self.grounds.created();
        let killed = self.kill(&words, at, connections);
        let (settled, code, took) = self.grounds.resume(&[]);
        let how = format!("{words:?} killed after {at:?} (ssh too: {connections})");
        let why = format!("{how}\n{}\n{settled:#}", killed.describe());
        assert_eq!(code, 0, "{why}");
        assert!(took < SETTLED_WITHIN, "settled only after {took:?}\n{why}");
        self.met += u64::from(!settled["operation"].is_null());
        let Some(environment) = victim.environment() else {
            killed.json().iter().chain([&settled]).for_each(|told: &Value| self.grounds.learn_if_made(told));
            self.grounds.assert_run_true(&since, &why);
            self.grounds.assert_all_true(&why);
            return took;
        };
        let changed = before != Some(self.grounds.runs(environment));
        assert!(settled["operation"].is_null() || settled["verdict"] == "succeeded" && changed, "{why}");
        self.grounds.assert_started_once(environment, &since, changed, &why);
        self.grounds.assert_all_true(&why);
        took
    }

    fn grounds(&self) -> Option<&Grounds> {
        Some(&self.grounds)
    }

    fn met(&self) -> Option<u64> {
        Some(self.met)
    }
}
