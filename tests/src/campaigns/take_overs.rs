//! A laptop falls asleep in the middle of a deploy, a colleague takes it over, and the laptop wakes up.

use std::time::{Duration, Instant};

use serde_json::Value;
use slipway_testkit::{Finished, Slipway};

use super::grounds::{Grounds, LIMIT, SETTLED_WITHIN};
use super::{Campaign, Luck, Play};
use crate::colleague::Colleague;
use crate::truth::nothing_left_at;

/// The campaign.
pub const CAMPAIGN: Campaign = Campaign {
    name: "take_overs",
    title: "a laptop that wakes up after a take-over changes nothing",
    rounds: 200,
    set_up: || TakeOvers::set().map(|play| Box::new(play) as Box<dyn Play>),
};

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

    fn ids(&self) -> Vec<String> {
        let words = ["ps", "--all", "--quiet", "--no-trunc"];
        self.grounds.scene.hosts.iter().map(|host| host.docker().text(&words).expect("containers")).collect()
    }

    /// What a laptop that was taken over says when it wakes up, and that it changes nothing any more.
    fn wake_up(&self, asleep: Slipway, there: &[String]) -> Finished {
        asleep.wake().expect("it wakes up");
        self.signal_ssh("CONT");
        let ended = asleep.wait(LIMIT).expect("it ends");
        let told = ended.json().unwrap_or_default();
        // Stopped before it had the lock it meets the colleague's deployment, and after it gave it back it ends well.
        if told["error"]["code"] == "taken_over" || told["problem"]["code"] == "taken_over" {
            assert!(ended.stdout.contains("Bea Example"), "who did it: {}", ended.describe());
            assert_eq!(self.ids(), there, "it changed something: {}", ended.describe());
        }
        ended
    }

    fn signal_ssh(&self, signal: &str) {
        let text = format!("kill -{signal} $(ps -C ssh -o pid=) 2>/dev/null; true");
        self.grounds.scene.laptop.sh(&text).expect("a shell");
    }
}

impl Play for TakeOvers {
    fn round(&mut self, luck: &mut Luck) -> Duration {
        let release = self.grounds.another("sandbox", luck.round);
        self.grounds.forget_image(release);
        let before = self.grounds.runs("sandbox");
        let at = luck.moment(self.span);
        let since = self.grounds.created();
        let words = ["deploy", "sandbox", "--release", &release.to_string()].map(str::to_owned);
        let asleep = self.grounds.start(&words);
        std::thread::sleep(at);
        asleep.pause().expect("it sleeps");
        if luck.chance(70) {
            self.signal_ssh("STOP");
        }
        let (taken, took) = self.take();
        let ended = self.wake_up(asleep, &self.ids());
        let why = format!("asleep after {at:?}, taken over: {taken:#}\n{}", ended.describe());
        assert!(took < SETTLED_WITHIN, "taken over only after {took:?}\n{why}");
        let took_it = !taken["operation"].is_null();
        assert!(!took_it || taken["verdict"] == "succeeded" && taken["release"] == release, "{why}");
        assert!(if took_it { [0, 3].contains(&ended.code) } else { ended.code == 0 }, "{why}");
        // What is left open of a deploy that was taken over is closed.
        let (nothing, ..) = self.grounds.resume(&[]);
        assert!(nothing["operation"].is_null(), "it is closed: {nothing:#}\n{why}");
        let changed = before != self.grounds.runs("sandbox");
        assert_eq!(self.grounds.runs("sandbox"), release, "{why}");
        self.grounds.assert_started_once("sandbox", &since, changed, &why);
        self.grounds.assert_shown("sandbox", &[], &why);
        self.grounds.assert_tidy(&why);
        nothing_left_at(&self.other.laptop);
        took
    }

    fn grounds(&self) -> Option<&Grounds> {
        Some(&self.grounds)
    }
}
