//! One operation resumed again and again: at once, and by programs that are killed in their turn; then, when it is
//! over, as often once more.

use std::time::Duration;

use serde_json::Value;

use super::grounds::{Grounds, LIMIT, SETTLED_WITHIN};
use super::traces::Traces;
use super::{Campaign, Luck, Play};
use crate::truth::KILLED;

/// The campaign.
pub const CAMPAIGN: Campaign = Campaign {
    name: "resumes",
    title: "an operation resumed 20 times, at once and by programs that are killed, is one deployment",
    rounds: 100,
    set_up: || Resumes::set(20),
};

/// The same with one operation that is resumed for hours, as a script in a loop would.
pub const THOUSAND: Campaign = Campaign {
    name: "thousand",
    title: "an operation resumed 1,000 times, at once and by programs that are killed, is one deployment",
    rounds: 1,
    set_up: || Resumes::set(1000),
};

/// Where whoever works at the operation dies at the latest as long as it has to stay open: everything else is done.
const LAST: &str = "before-intent:host-1/unlock";
/// How often a round looks for a moment at which the deploy leaves something open. Most are one.
const DRAWS: usize = 30;

struct Resumes {
    grounds: Grounds,
    /// How often each round's operation is resumed.
    times: usize,
    /// How long a deploy takes.
    span: Duration,
}

/// A deploy that was killed.
struct Left {
    operation: String,
    release: u64,
    /// What the engines had created before.
    since: Vec<usize>,
}

impl Resumes {
    fn set(times: usize) -> Option<Box<dyn Play>> {
        let grounds = Grounds::set("resumes of one operation", 1)?;
        let span = grounds.span(&["deploy", "sandbox", "--release", "2"]);
        Some(Box::new(Self { grounds, times, span }))
    }

    /// A deploy that is killed after it was opened and before it gave the lock back.
    fn leave_open(&self, luck: &mut Luck) -> Left {
        let release = self.grounds.another("sandbox", luck.round);
        self.grounds.forget_image(release);
        let since = self.grounds.created();
        let words = ["deploy", "sandbox", "--release", &release.to_string()].map(str::to_owned);
        let open = (0..DRAWS).find_map(|_| {
            self.grounds.kill_after(&words, luck.moment(self.span));
            let history = self.grounds.history().into_iter();
            history
                .filter(|row| row["verdict"].is_null())
                .find_map(|row| Some(row["operation"].as_str()?.to_owned()))
        });
        let operation = open.unwrap_or_else(|| panic!("{DRAWS} deploys were killed and left nothing open"));
        Left { operation, release, since }
    }

    /// Resumes it without an end: killed after a moment, killed at the last step, or twice at once, of which one finds
    /// the other at work. Returns how often that was.
    fn once_more(&self, luck: &mut Luck, words: &[String]) -> usize {
        if luck.chance(10) {
            let both = [(); 2].map(|()| self.grounds.start(words));
            let ended = both.map(|one| one.wait(LIMIT).expect("resume ends"));
            let busy = |told: Value| told["error"]["code"] == "operation_busy";
            for finished in &ended {
                let busy = finished.code == 3 && finished.json().is_ok_and(busy);
                assert!(finished.code == KILLED || busy, "{}", finished.describe());
            }
            return 2;
        }
        let at = luck.moment(self.span / 3);
        let ended = if luck.chance(66) {
            self.grounds.kill_after(words, at)
        } else {
            self.grounds.start(words).wait(LIMIT).expect("resume ends")
        };
        assert_eq!(ended.code, KILLED, "it goes as far as it is let, after {at:?}: {}", ended.describe());
        1
    }

    /// Resumes what is over: at each time it is said how that ended, and no more.
    fn after_its_end(&self, times: usize, settled: &Value, words: &[String]) {
        let (history, there) = (self.grounds.history(), Traces::of(&self.grounds.scene));
        for _ in 0..times {
            let told = self.grounds.start(words).wait(LIMIT).expect("resume ends");
            let document = told.json().unwrap_or_default();
            let same = ["operation", "verdict", "release", "digests"]
                .iter()
                .all(|key| document[key] == settled[key]);
            assert!(told.code == 0 && same, "what ended ended once: {}\n{settled:#}", told.describe());
        }
        assert_eq!(self.grounds.history(), history, "nothing happened since");
        assert_eq!(Traces::of(&self.grounds.scene), there, "nothing changed since");
    }
}

impl Play for Resumes {
    fn round(&mut self, luck: &mut Luck) -> Duration {
        self.grounds.scene.laptop.set("SLIPWAY_TEST_KILL_AT", LAST);
        let left = self.leave_open(luck);
        let words = ["resume", &left.operation].map(str::to_owned);
        let mut resumed = 0;
        while resumed < self.times / 2 {
            resumed += self.once_more(luck, &words);
        }
        self.grounds.scene.laptop.unset("SLIPWAY_TEST_KILL_AT");
        let (settled, code, took) = self.grounds.resume(&[&left.operation]);
        let why = format!("resumed {resumed} times, and in the end {settled:#}");
        assert!(
            code == 0 && settled["verdict"] == "succeeded" && settled["operation"] == *left.operation,
            "{why}"
        );
        assert!(took < SETTLED_WITHIN, "settled only after {took:?}\n{why}");
        self.after_its_end(self.times.saturating_sub(resumed + 1), &settled, &words);
        assert_eq!(self.grounds.runs("sandbox"), left.release, "{why}");
        self.grounds.assert_started_once("sandbox", &left.since, true, &why);
        self.grounds.assert_true("sandbox", &why);
        took
    }

    fn grounds(&self) -> Option<&Grounds> {
        Some(&self.grounds)
    }
}
