//! Two laptops run one commit at once.

use std::time::{Duration, Instant};

use super::grounds::{Grounds, LIMIT};
use super::{Campaign, Luck, Play};
use crate::colleague::{Colleague, document};
use crate::truth::{nothing_left_at, nothing_runs_at};

/// The campaign.
pub const CAMPAIGN: Campaign = Campaign {
    name: "build_numbers",
    title: "two laptops that run at once never make one number of two images",
    rounds: 200,
    set_up: || BuildNumbers::set().map(|play| Box::new(play) as Box<dyn Play>),
};

struct BuildNumbers {
    grounds: Grounds,
    other: Colleague,
}

impl BuildNumbers {
    fn set() -> Option<Self> {
        let grounds = Grounds::set("two laptops that run at once", 1)?;
        let other = Colleague::join(&grounds.scene, "other", "Bea Example");
        Some(Self { grounds, other })
    }
}

impl Play for BuildNumbers {
    fn round(&mut self, luck: &mut Luck) -> Duration {
        self.grounds.cook(&format!("Dish {}", luck.round));
        self.other.fetch(&self.grounds.scene);
        let known: Vec<u64> = self.grounds.releases.keys().copied().collect();
        let began = Instant::now();
        let mine = self.grounds.start(&["run".to_owned()]);
        std::thread::sleep(luck.moment(Duration::from_millis(300)));
        let theirs = self.other.start(&["run"]);
        let runs = [mine, theirs].map(|one| document(&one.wait(LIMIT).expect("it ends"), 0));
        let took = began.elapsed();
        for run in &runs {
            assert!(
                !known.contains(&run["release"].as_u64().expect("a release")),
                "a number is given once: {run:#}"
            );
            self.grounds.learn(run);
        }
        assert_ne!(runs[0]["release"], runs[1]["release"], "a number belongs to one run: {runs:?}");
        self.grounds.assert_tidy(&format!("{runs:?}"));
        nothing_left_at(&self.other.laptop);
        took
    }

    fn grounds(&self) -> Option<&Grounds> {
        Some(&self.grounds)
    }

    fn end(&self) {
        self.grounds.end();
        nothing_runs_at(&self.other.laptop);
    }
}
