//! The laptop sleeps in the middle of a deploy.

use std::time::{Duration, Instant};

use slipway_testkit::Severed;

use super::grounds::{Grounds, LIMIT, SETTLED_WITHIN};
use super::{Campaign, Luck, Play};

/// How long it may take after waking up until it is known how things stand.
const KNOWN_WITHIN: Duration = Duration::from_secs(120);

/// The campaign.
pub const CAMPAIGN: Campaign = Campaign {
    name: "sleep",
    title: "a laptop that sleeps for ten minutes in the middle of a deploy goes on, or says what became of it",
    rounds: 6,
    set_up: || Sleep::set(Duration::from_secs(600)),
};

/// The same with short naps, of which a night holds more.
pub const NAPS: Campaign = Campaign {
    name: "naps",
    title: "a laptop that naps in the middle of a deploy goes on, or says what became of it",
    rounds: 60,
    set_up: || Sleep::set(Duration::from_secs(12)),
};

struct Sleep {
    grounds: Grounds,
    span: Duration,
    nap: Duration,
    /// How many fell asleep in the middle.
    met: u64,
}

impl Sleep {
    fn set(nap: Duration) -> Option<Box<dyn Play>> {
        let grounds = Grounds::set("a laptop that sleeps", 2)?;
        let span = grounds.span(&["deploy", "sandbox", "--release", "2"]);
        Some(Box::new(Self { grounds, span, nap, met: 0 }))
    }
}

impl Play for Sleep {
    fn round(&mut self, luck: &mut Luck) -> Duration {
        let (laptop, turn) = (&self.grounds.scene.laptop, luck.round);
        let release = self.grounds.another("sandbox", turn);
        self.grounds.forget_image(release);
        let at = luck.moment(self.span);
        // A lid that is closed takes the wireless network with it.
        let offline = luck.chance(50);
        let before = self.grounds.seen();
        let words = ["deploy", "sandbox", "--release", &release.to_string()].map(str::to_owned);
        let mut program = self.grounds.start(&words);
        std::thread::sleep(at);
        self.met += u64::from(program.is_running().expect("a process"));
        program.pause().expect("it sleeps");
        self.grounds.signal_ssh("STOP");
        let hosts: Vec<String> = self.grounds.scene.hosts.iter().map(|host| host.address()).collect();
        laptop.sever(if offline { &hosts } else { &[] }, Severed::Silent).expect("it is offline");
        std::thread::sleep(self.nap);
        laptop.mend().expect("it is online");
        self.grounds.signal_ssh("CONT");
        program.wake().expect("it wakes up");
        let began = Instant::now();
        let ended = program.wait(LIMIT).expect("it ends");
        let known = began.elapsed();
        let why =
            format!("asleep after {at:?} (offline: {offline}), told {known:?} later\n{}", ended.describe());
        assert!(known < KNOWN_WITHIN, "{why}");
        self.grounds.assert_tells_the_truth(&ended, &before, None, &why);
        self.grounds.settle("sandbox", SETTLED_WITHIN, &why)
    }

    fn grounds(&self) -> Option<&Grounds> {
        Some(&self.grounds)
    }

    fn met(&self) -> Option<u64> {
        Some(self.met)
    }
}
