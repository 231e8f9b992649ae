//! Several programs on one data directory at once.

use std::time::{Duration, Instant};

use super::grounds::{Grounds, LIMIT};
use super::{Campaign, Luck, Play};
use crate::colleague::document;

/// The campaign.
pub const CAMPAIGN: Campaign = Campaign {
    name: "programs",
    title: "two runs and a deploy at once on one data directory do not get in each other's way",
    rounds: 200,
    set_up: || Programs::set().map(|play| Box::new(play) as Box<dyn Play>),
};

struct Programs(Grounds);

impl Programs {
    fn set() -> Option<Self> {
        Grounds::set("programs on one data directory", 1).map(Self)
    }
}

impl Play for Programs {
    fn round(&mut self, luck: &mut Luck) -> Duration {
        let grounds = &mut self.0;
        grounds.cook(&format!("Dish {}", luck.round));
        let release = grounds.another("sandbox", luck.round).to_string();
        let known: Vec<u64> = grounds.releases.keys().copied().collect();
        let began = Instant::now();
        let mut go = |words: &[&str]| {
            let program = grounds.start(&words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>());
            std::thread::sleep(luck.moment(Duration::from_millis(300)));
            program
        };
        let all = [go(&["run"]), go(&["deploy", "sandbox", "--release", &release]), go(&["run"])];
        let ended = all.map(|one| document(&one.wait(LIMIT).expect("it ends"), 0));
        let took = began.elapsed();
        for run in [&ended[0], &ended[2]] {
            assert!(
                !known.contains(&run["release"].as_u64().expect("a release")),
                "a number is given once: {run:#}"
            );
            grounds.learn(run);
        }
        assert_ne!(ended[0]["release"], ended[2]["release"], "{ended:?}");
        assert_eq!(ended[1]["verdict"], "succeeded", "{:#}", ended[1]);
        grounds.assert_true("sandbox", &format!("{ended:?}"));
        took
    }

    fn grounds(&self) -> Option<&Grounds> {
        Some(&self.0)
    }
}
