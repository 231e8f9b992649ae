//! The link dies in the middle of a deploy, in six ways.

use std::time::{Duration, Instant};

use slipway_testkit::{Finished, Severed};

use super::grounds::{Grounds, LIMIT, SETTLED_WITHIN};
use super::{Campaign, Luck, Play};

/// How long it may take until a dead link is noticed.
const NOTICED_WITHIN: Duration = Duration::from_secs(120);
/// How many parts of a deploy each way is tried in.
const MOMENTS: u64 = 10;

/// The campaign.
pub const CAMPAIGN: Campaign = Campaign {
    name: "network",
    title: "a link that dies in the middle is noticed, nothing is called done that is not, and resume settles it",
    rounds: 60,
    set_up: || Network::set().map(|play| Box::new(play) as Box<dyn Play>),
};

/// What dies, and how.
#[derive(Debug, Clone, Copy)]
enum Way {
    /// Packets between the laptop and all hosts vanish.
    Dropped,
    /// Connections are reset.
    Refused,
    /// What the hosts answer is lost.
    HalfOpen,
    /// Nothing gets through for half a minute.
    Pause,
    /// Nobody reaches the registry.
    Registry,
    /// One host of three is gone.
    OneHost,
}

const WAYS: [Way; 6] = [Way::Dropped, Way::Refused, Way::HalfOpen, Way::Pause, Way::Registry, Way::OneHost];

struct Network {
    grounds: Grounds,
    span: Duration,
    /// How many deploys did not go through because of the link.
    hurt: u64,
    /// How many of them did not know what became of them.
    unknown: u64,
}

impl Network {
    fn set() -> Option<Self> {
        let grounds = Grounds::set("links that die", 3)?;
        grounds.forget_image(2);
        let span = grounds.span(&["deploy", "sandbox", "--release", "2"]);
        Some(Self { grounds, span, hurt: 0, unknown: 0 })
    }

    fn break_link(&self, way: Way) {
        let scene = &self.grounds.scene;
        let hosts: Vec<String> = scene.hosts.iter().map(|host| host.address()).collect();
        let registry = scene.registry.address().split(':').next().unwrap_or_default().to_owned();
        match way {
            Way::Dropped | Way::Pause => scene.laptop.sever(&hosts, Severed::Silent),
            Way::Refused => scene.laptop.sever(&hosts, Severed::Refused),
            Way::HalfOpen => scene.laptop.sever(&hosts, Severed::Deaf),
            Way::Registry => scene
                .hosts
                .iter()
                .try_for_each(|host| host.cut_from(&registry))
                .and_then(|()| scene.laptop.sever(&[registry], Severed::Silent)),
            Way::OneHost => scene.host("host-2").cut(),
        }
        .expect("a link that fails");
    }

    fn mend(&self, way: Way) {
        let scene = &self.grounds.scene;
        let registry = scene.registry.address().split(':').next().unwrap_or_default();
        match way {
            Way::Registry => scene.hosts.iter().try_for_each(|host| host.join_with(registry)),
            Way::OneHost => scene.host("host-2").join(),
            _ => Ok(()),
        }
        .and_then(|()| scene.laptop.mend())
        .expect("the link is back");
    }

    /// Deploys, lets the link die after `at`, and returns how that ended and how long after.
    fn deploy(&self, release: u64, way: Way, at: Duration) -> (Finished, Duration) {
        let words = ["deploy", "sandbox", "--release", &release.to_string()].map(str::to_owned);
        let program = self.grounds.start(&words);
        std::thread::sleep(at);
        self.break_link(way);
        let began = Instant::now();
        if matches!(way, Way::Pause) {
            std::thread::sleep(Duration::from_secs(30));
            self.mend(way);
        }
        let ended = program.wait(LIMIT).expect("it ends");
        let took = began.elapsed();
        if ended.code == 0 {
            assert_eq!(self.grounds.runs("sandbox"), release, "it is called done\n{}", ended.describe());
        }
        self.mend(way);
        (ended, took)
    }
}

impl Play for Network {
    fn round(&mut self, luck: &mut Luck) -> Duration {
        let turn = luck.round - 1;
        let way = WAYS[usize::try_from(turn).unwrap_or_default() % WAYS.len()];
        let part = self.span / u32::try_from(MOMENTS).unwrap_or(1);
        let at = part * u32::try_from(turn / 6 % MOMENTS).unwrap_or_default() + luck.moment(part);
        let release = self.grounds.another("sandbox", luck.round);
        self.grounds.forget_image(release);
        let before = self.grounds.seen();
        let (ended, noticed) = self.deploy(release, way, at);
        let why = format!("{way:?} after {at:?}, told after {noticed:?}\n{}", ended.describe());
        assert!(noticed < NOTICED_WITHIN, "{why}");
        self.grounds.assert_tells_the_truth(&ended, &before, None, &why);
        self.hurt += u64::from(ended.code != 0);
        self.unknown += u64::from(ended.code == 4);
        self.grounds.settle("sandbox", SETTLED_WITHIN, &why)
    }

    /// A deploy that had ended before, or that waits a pause out, is not hurt.
    fn counted(&self) -> Vec<(&'static str, u64)> {
        vec![("deploys that the link hurt", self.hurt), ("of them unknown", self.unknown)]
    }

    fn met(&self) -> Option<u64> {
        Some(self.hurt)
    }

    fn grounds(&self) -> Option<&Grounds> {
        Some(&self.grounds)
    }
}
