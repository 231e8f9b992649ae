//! Ctrl-C and `slipway cancel` at random moments.

use std::time::{Duration, Instant};

use slipway_testkit::Finished;

use super::grounds::{Grounds, LIMIT, SETTLED_WITHIN};
use super::victim::{Spans, Victim};
use super::{Campaign, Luck, Play};

/// The campaign.
pub const CAMPAIGN: Campaign = Campaign {
    name: "cancels",
    title: "cancelled at any moment: the state is known, what was there before is there again, nothing runs on",
    rounds: 500,
    set_up: || Cancels::set().map(|play| Box::new(play) as Box<dyn Play>),
};

/// Who cancels.
#[derive(Debug, Clone, Copy)]
enum Means {
    /// Ctrl-C.
    Interrupt,
    /// `slipway cancel`, another program.
    Command,
}

struct Cancels {
    grounds: Grounds,
    spans: Spans,
    /// How many came in time.
    met: u64,
}

impl Cancels {
    fn set() -> Option<Self> {
        let mut grounds = Grounds::set("cancels at random moments", 2)?;
        let spans = Spans::measure(&mut grounds);
        Some(Self { grounds, spans, met: 0 })
    }

    /// Runs the words, cancels them after `at`, and returns how that ended and how long it took to.
    fn cancel(&self, words: &[String], at: Duration, means: Means) -> (Finished, Duration) {
        let program = self.grounds.start(words);
        std::thread::sleep(at);
        let began = Instant::now();
        match means {
            Means::Interrupt => program.interrupt().expect("an interrupt"),
            Means::Command => {
                let told = self.grounds.scene.slipway(&["cancel", "--json"]);
                let document = told.json().unwrap_or_else(|error| panic!("one document: {error}"));
                let late = document["error"]["code"] == "operation_not_found";
                // Where the work was done before the request was seen, that is what is said.
                assert!(late || [0, 130].contains(&told.code), "{}", told.describe());
            }
        }
        let ended = program.wait(LIMIT).expect("it ends");
        (ended, began.elapsed())
    }
}

impl Play for Cancels {
    fn round(&mut self, luck: &mut Luck) -> Duration {
        let victim = *luck.one_of(&Victim::ALL);
        let at = luck.moment(self.spans.of(victim));
        let means = *luck.one_of(&[Means::Interrupt, Means::Command]);
        let words = victim.prepare(&self.grounds, luck);
        let before = victim.environment().map(|environment| self.grounds.runs(environment));
        let since = self.grounds.created();
        let (ended, took) = self.cancel(&words, at, means);
        let why = format!("{words:?} cancelled after {at:?} by {means:?}\n{}", ended.describe());
        assert!([0, 130].contains(&ended.code), "{why}");
        assert!(took < SETTLED_WITHIN, "known only after {took:?}\n{why}");
        self.met += u64::from(ended.code == 130);
        let (nothing, code, _) = self.grounds.resume(&[]);
        assert!(code == 0 && nothing["operation"].is_null(), "something was left open: {nothing:#}\n{why}");
        let Some(environment) = victim.environment() else {
            ended.json().iter().for_each(|told| self.grounds.learn_if_made(told));
            self.grounds.assert_run_true(&since, &why);
            return took;
        };
        let changed = before != Some(self.grounds.runs(environment));
        assert_eq!(changed, ended.code == 0, "cancelled is as before, and nothing else is\n{why}");
        for (host, created) in self.grounds.started(environment, &since) {
            assert!(created.len() <= 2, "{host} went there and back and no more: {created:?}\n{why}");
        }
        self.grounds.assert_true(environment, &why);
        took
    }

    fn grounds(&self) -> Option<&Grounds> {
        Some(&self.grounds)
    }

    fn met(&self) -> Option<u64> {
        Some(self.met)
    }
}
