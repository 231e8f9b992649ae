//! One operation resumed again and again: at once, and by programs that are killed in their turn.

use std::time::Duration;

use super::grounds::{Grounds, LIMIT, SETTLED_WITHIN};
use super::{Campaign, Luck, Play};

/// How often each round's operation is resumed.
const TIMES: usize = 10;

/// The campaign.
pub const CAMPAIGN: Campaign = Campaign {
    name: "resumes",
    title: "an operation resumed ten times, at once and by programs that are killed, is one deployment",
    rounds: 100,
    set_up: || Resumes::set().map(|play| Box::new(play) as Box<dyn Play>),
};

struct Resumes {
    grounds: Grounds,
    /// How long a deploy takes.
    span: Duration,
}

impl Resumes {
    fn set() -> Option<Self> {
        let grounds = Grounds::set("resumes of one operation", 1)?;
        let span = grounds.span(&["deploy", "sandbox", "--release", "2"]);
        Some(Self { grounds, span })
    }

    /// Resumes twice at once; the one of them that found the other at work is told so.
    fn both(&self, why: &str) {
        let words = ["resume".to_owned()];
        let both = [self.grounds.start(&words), self.grounds.start(&words)];
        for finished in both.map(|one| one.wait(LIMIT).expect("resume ends")) {
            let told = finished.json().unwrap_or_else(|error| panic!("one document: {error}\n{why}"));
            let busy = finished.code == 3 && told["error"]["code"] == "operation_busy";
            assert!(finished.code == 0 || busy, "{}\n{why}", finished.describe());
        }
    }
}

impl Play for Resumes {
    fn round(&mut self, luck: &mut Luck) -> Duration {
        let release = self.grounds.another("sandbox", luck.round);
        let words = ["deploy", "sandbox", "--release", &release.to_string()].map(str::to_owned);
        self.grounds.forget_image(release);
        let before = self.grounds.runs("sandbox");
        let since = self.grounds.created();
        let at = luck.moment(self.span);
        self.grounds.kill_after(&words, at);
        let mut why = format!("{words:?} killed after {at:?}");
        // Twice as many are killed as are not, so that the operation is settled in pieces.
        for _ in 0..TIMES - 3 {
            let at = luck.moment(self.span);
            if luck.chance(66) {
                why += &format!(", resumed for {at:?}");
                self.grounds.kill_after(&["resume".to_owned()], at);
            }
        }
        self.both(&why);
        let (settled, code, took) = self.grounds.resume(&[]);
        let why = format!("{why}, and in the end {settled:#}");
        assert!(code == 0 && settled["operation"].is_null(), "{why}");
        assert!(took < SETTLED_WITHIN, "settled only after {took:?}\n{why}");
        let changed = before != self.grounds.runs("sandbox");
        self.grounds.assert_started_once("sandbox", &since, changed, &why);
        self.grounds.assert_true("sandbox", &why);
        took
    }

    fn grounds(&self) -> Option<&Grounds> {
        Some(&self.grounds)
    }
}
