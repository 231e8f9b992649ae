//! Two data directories deploy to one environment at once.

use std::time::{Duration, Instant};

use slipway_testkit::Finished;

use super::grounds::{Grounds, LIMIT};
use super::{Campaign, Luck, Play};
use crate::colleague::document;

/// The campaign.
pub const CAMPAIGN: Campaign = Campaign {
    name: "races",
    title: "of two deploys at once exactly one goes through, and the other is told whose it is",
    rounds: 1000,
    set_up: || Races::set().map(|play| Box::new(play) as Box<dyn Play>),
};

struct Races {
    grounds: Grounds,
    /// The data directories; the second knows what the first knew at the beginning.
    data: [String; 2],
}

impl Races {
    fn set() -> Option<Self> {
        let grounds = Grounds::set("two deploys at once", 1)?;
        let laptop = &grounds.scene.laptop;
        let data = laptop.data().display().to_string();
        let other = format!("{data}-other");
        laptop.sh(&format!("cp -a {data} {other}")).expect("a shell").success().expect("a copy");
        Some(Self { grounds, data: [data, other] })
    }

    fn go(&self, release: u64, data: usize) -> slipway_testkit::Slipway {
        let words = ["deploy", "sandbox", "--release", &release.to_string(), "--data-dir", &self.data[data]];
        self.grounds.start(&words.map(str::to_owned))
    }
}

impl Play for Races {
    fn round(&mut self, luck: &mut Luck) -> Duration {
        let before = self.grounds.runs("sandbox");
        let one = self.grounds.another("sandbox", luck.round);
        // Half of the time both want the same.
        let wanted =
            if luck.chance(50) { [one, one] } else { [one, self.grounds.another("sandbox", luck.round + 1)] };
        let first = usize::from(luck.chance(50));
        let apart = luck.moment(Duration::from_millis(150));
        let (began, since) = (Instant::now(), self.grounds.created());
        let early = self.go(wanted[first], first);
        std::thread::sleep(apart);
        let late = self.go(wanted[1 - first], 1 - first);
        let ended: [Finished; 2] = [early, late].map(|one| one.wait(LIMIT).expect("it ends"));
        let took = began.elapsed();
        let why = ended.iter().map(Finished::describe).collect::<Vec<_>>().join("\n");
        let won: Vec<usize> = (0..2).filter(|one| ended[*one].code == 0).collect();
        assert_eq!(won.len(), 1, "exactly one goes through\n{why}");
        let refused = document(&ended[1 - won[0]], 3);
        let (code, message) = (&refused["error"]["code"], refused["error"]["message"].as_str());
        let held = code == "lock_held" && message.is_some_and(|text| text.contains("Ada Example"));
        assert!(held || code == "plan_out_of_date", "{why}");
        let runs = self.grounds.runs("sandbox");
        assert_eq!(runs, wanted[if won[0] == 0 { first } else { 1 - first }], "{why}");
        self.grounds.assert_started_once("sandbox", &since, runs != before, &why);
        self.grounds.assert_shown("sandbox", &["--data-dir", &self.data[0]], &why);
        self.grounds.assert_shown("sandbox", &["--data-dir", &self.data[1]], &why);
        self.grounds.assert_tidy(&why);
        took
    }

    fn grounds(&self) -> Option<&Grounds> {
        Some(&self.grounds)
    }

    fn end(&self) {
        for data in &self.data {
            let (nothing, ..) = self.grounds.resume(&["--data-dir", data]);
            assert!(nothing["operation"].is_null(), "nothing was left open: {nothing:#}");
        }
        self.grounds.end();
    }
}
