//! A laptop falls asleep in the middle of a deploy, a colleague takes it over, and the laptop wakes up.

use std::time::{Duration, Instant};

use serde_json::Value;
use slipway_testkit::Finished;

use super::grounds::{Grounds, LIMIT, SETTLED_WITHIN};
use super::traces::{Journal, Traces};
use super::{Campaign, Luck, Play};
use crate::colleague::Colleague;
use crate::truth::{nothing_left_at, nothing_runs_at};

/// The campaign.
pub const CAMPAIGN: Campaign = Campaign {
    name: "take_overs",
    title: "a laptop that wakes up after a take-over is told of it and changes nothing",
    rounds: 200,
    set_up: || TakeOvers::set().map(|play| Box::new(play) as Box<dyn Play>),
};

/// How often a round looks for a moment at which there is something to take over. Three of four are one.
const DRAWS: u64 = 30;

struct TakeOvers {
    grounds: Grounds,
    other: Colleague,
    span: Duration,
}

impl TakeOvers {
    fn set() -> Option<Self> {
        let grounds = Grounds::set("take-overs at random moments", 2)?;
        let other = Colleague::join(&grounds.scene, "other", "Bea Example");
        let span = grounds.span(&["deploy", "sandbox", "--release", "2"]);
        Some(Self { grounds, other, span })
    }

    /// Takes over, and returns what that said and how long it took.
    fn take(&self) -> (Value, Duration) {
        let began = Instant::now();
        let taken = self.other.json(&["resume", "--take-over", "sandbox"], 0);
        (taken, began.elapsed())
    }

    /// A deploy that sleeps and is taken over, if there was something to take: asleep before it had the lock, or after
    /// it gave it back, there is nothing. Returns how long the take-over took.
    fn draw(&self, luck: &mut Luck, turn: u64) -> Option<Duration> {
        let release = self.grounds.another("sandbox", turn);
        self.grounds.forget_image(release);
        let at = luck.moment(self.span);
        let since = self.grounds.created();
        let words = ["deploy", "sandbox", "--release", &release.to_string()].map(str::to_owned);
        let asleep = self.grounds.start(&words);
        std::thread::sleep(at);
        asleep.pause().expect("it sleeps");
        if luck.chance(70) {
            self.grounds.signal_ssh("STOP");
        }
        let (taken, took) = self.take();
        let there = Traces::of(&self.grounds.scene);
        asleep.wake().expect("it wakes up");
        self.grounds.signal_ssh("CONT");
        let ended = asleep.wait(LIMIT).expect("it ends");
        // What is left open of a deploy that was taken over is closed.
        let (nothing, ..) = self.grounds.resume(&[]);
        let why = format!("asleep after {at:?}, taken over: {taken:#}\n{}", ended.describe());
        assert!(nothing["operation"].is_null(), "it is closed: {nothing:#}\n{why}");
        assert!(took < SETTLED_WITHIN, "taken over only after {took:?}\n{why}");
        let took_it = taken["operation"].as_str();
        match took_it {
            Some(operation) => {
                assert!(taken["verdict"] == "succeeded" && taken["release"] == release, "{why}");
                self.assert_refused(operation, &ended, &why);
                assert_eq!(Traces::of(&self.grounds.scene), there, "it changed something\n{why}");
            }
            None => assert_eq!(ended.code, 0, "{why}"),
        }
        assert_eq!(self.grounds.runs("sandbox"), release, "{why}");
        self.grounds.assert_started_once("sandbox", &since, true, &why);
        self.grounds.assert_shown("sandbox", &[], &why);
        self.grounds.assert_tidy(&why);
        nothing_left_at(&self.other.laptop);
        took_it.map(|_| took)
    }

    /// Asserts that a laptop that woke up was told who has taken over, and that the journals know of one holder at a
    /// time. Only where it had ended on all hosts before, so that the colleague found its last words, does it end well.
    fn assert_refused(&self, operation: &str, ended: &Finished, why: &str) {
        let hosts = self.grounds.scene.hosts.iter();
        let journals: Vec<Journal> = hosts.map(|host| Journal::of(host, "sandbox", operation)).collect();
        journals.iter().for_each(|journal| journal.assert_of_one_holder_at_a_time(why));
        if ended.code == 0 {
            let over = journals.iter().all(Journal::ended_before_it_was_taken_over);
            return assert!(over, "it was taken over and says nothing of it\n{why}");
        }
        let told = ended.json().unwrap_or_default();
        let told = told.get("problem").or_else(|| told.get("error")).cloned().unwrap_or_default();
        assert_eq!((ended.code, &told["code"]), (3, &Value::from("taken_over")), "{why}");
        let message = told["message"].as_str().unwrap_or_default();
        assert!(message.contains("Bea Example"), "who did it\n{why}");
    }
}

impl Play for TakeOvers {
    fn round(&mut self, luck: &mut Luck) -> Duration {
        let first = luck.round;
        let took = (first..first + DRAWS).find_map(|turn| self.draw(luck, turn));
        took.unwrap_or_else(|| panic!("of {DRAWS} moments none had something to take over"))
    }

    fn grounds(&self) -> Option<&Grounds> {
        Some(&self.grounds)
    }

    fn end(&self) {
        self.grounds.end();
        nothing_runs_at(&self.other.laptop);
    }
}
