//! Two people, each with a data directory, deploy to one environment at once.

use std::path::PathBuf;
use std::time::{Duration, Instant};

use serde_json::Value;
use slipway_testkit::{Finished, Slipway};

use super::grounds::{Grounds, LIMIT};
use super::{Campaign, Luck, Play};
use crate::colleague::{document, start};

/// The campaign.
pub const CAMPAIGN: Campaign = Campaign {
    name: "races",
    title: "of two deploys at once exactly one goes through, and the other is told whose that is",
    rounds: 1000,
    set_up: || Races::set().map(|play| Box::new(play) as Box<dyn Play>),
};

struct Races {
    grounds: Grounds,
    /// Who wants to deploy, on one laptop. The second knows what the first knew at the beginning.
    people: [Person; 2],
    /// How often the other had ended before it was looked for.
    out_of_date: u64,
}

/// Somebody with a copy of the repository and a data directory of their own.
struct Person {
    name: &'static str,
    folder: PathBuf,
    data: String,
}

impl Races {
    fn set() -> Option<Self> {
        let grounds = Grounds::set("two deploys at once", 1)?;
        let laptop = &grounds.scene.laptop;
        let data = laptop.data().display().to_string();
        let ada = Person { name: "Ada Example", folder: grounds.scene.folder(), data };
        let of_bea = |what: &str| format!("{what}-of-bea");
        let bea = Person {
            name: "Bea Example",
            folder: of_bea(&ada.folder.display().to_string()).into(),
            data: of_bea(&ada.data),
        };
        let (folder, own) = (ada.folder.display(), bea.folder.display());
        let text = format!(
            "set -e; cp -a {} {}; cp -a {folder} {own}; git -C {own} config user.name '{}'; \
             git -C {own} config user.email bea@example.com",
            ada.data, bea.data, bea.name
        );
        laptop.sh(&text).expect("a shell").success().expect("a copy");
        Some(Self { grounds, people: [ada, bea], out_of_date: 0 })
    }

    fn go(&self, release: u64, person: &Person) -> Slipway {
        let words = ["deploy", "sandbox", "--release", &release.to_string(), "--data-dir", &person.data];
        start(&self.grounds.scene.laptop, &person.folder, &words)
    }

    /// Asserts that whoever did not get through is told who did: whose the lock is, or, where that deploy had ended
    /// already, whose the last one was.
    fn assert_told(&mut self, refused: &Value, winner: &str, why: &str) {
        let (code, message) = (&refused["error"]["code"], refused["error"]["message"].as_str());
        assert!(code == "lock_held" || code == "plan_out_of_date", "{why}");
        assert!(message.is_some_and(|text| text.contains(winner)), "it was {winner}\n{why}");
        self.out_of_date += u64::from(code == "plan_out_of_date");
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
        let order = [first, 1 - first];
        let early = self.go(wanted[0], &self.people[order[0]]);
        std::thread::sleep(apart);
        let late = self.go(wanted[1], &self.people[order[1]]);
        let ended: [Finished; 2] = [early, late].map(|one| one.wait(LIMIT).expect("it ends"));
        let took = began.elapsed();
        let why = ended.iter().map(Finished::describe).collect::<Vec<_>>().join("\n");
        let won: Vec<usize> = (0..2).filter(|one| ended[*one].code == 0).collect();
        assert_eq!(won.len(), 1, "exactly one goes through\n{why}");
        let winner = self.people[order[won[0]]].name;
        self.assert_told(&document(&ended[1 - won[0]], 3), winner, &why);
        let runs = self.grounds.runs("sandbox");
        assert_eq!(runs, wanted[won[0]], "{why}");
        self.grounds.assert_started_once("sandbox", &since, runs != before, &why);
        for person in &self.people {
            self.grounds.assert_shown("sandbox", &["--data-dir", &person.data], &why);
        }
        self.grounds.assert_tidy(&why);
        took
    }

    fn grounds(&self) -> Option<&Grounds> {
        Some(&self.grounds)
    }

    fn counted(&self) -> Vec<(&'static str, u64)> {
        vec![("refused as out of date, since the other had ended", self.out_of_date)]
    }

    fn end(&self) {
        for person in &self.people {
            let (nothing, ..) = self.grounds.resume(&["--data-dir", &person.data]);
            assert!(nothing["operation"].is_null(), "nothing was left open: {nothing:#}");
        }
        self.grounds.end();
    }
}
