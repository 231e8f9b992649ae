//! `kill -9` at random moments of everything that Slipway does, and `resume`.

use std::path::Path;
use std::time::Duration;

use slipway_testkit::Finished;

use super::grounds::{Grounds, LIMIT, SETTLED_WITHIN};
use super::{Campaign, Luck, Play, evidence};
use crate::colleague::start;
use crate::truth::created_since;

/// The campaign.
pub const CAMPAIGN: Campaign = Campaign {
    name: "kills",
    title: "killed at any moment, resumed: what runs is what the ledger says, and nothing was done twice",
    rounds: 500,
    set_up: || Kills::set().map(|play| Box::new(play) as Box<dyn Play>),
};

/// What is killed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Victim {
    Deploy,
    Rollback,
    Promote,
    Run,
}

const VICTIMS: [Victim; 4] = [Victim::Deploy, Victim::Rollback, Victim::Promote, Victim::Run];

impl Victim {
    fn environment(self) -> Option<&'static str> {
        match self {
            Self::Deploy | Self::Rollback => Some("sandbox"),
            Self::Promote => Some("production"),
            Self::Run => None,
        }
    }
}

struct Kills {
    grounds: Grounds,
    /// How long each of [`VICTIMS`] takes when nobody kills it.
    spans: [Duration; 4],
}

impl Kills {
    fn set() -> Option<Self> {
        let grounds = Grounds::set("kills at random moments")?;
        grounds.forget_image(2);
        let deploy = grounds.span(&["deploy", "sandbox", "--release", "2"]);
        let promote = grounds.span(&["promote", "sandbox", "production"]);
        let rollback = grounds.span(&["rollback", "sandbox"]);
        let mut kills = Self { grounds, spans: [deploy, rollback, promote, Duration::ZERO] };
        kills.grounds.cook("Pie");
        let began = std::time::Instant::now();
        let run = kills.grounds.scene.ok(&["run"]);
        kills.spans[3] = began.elapsed();
        kills.grounds.learn(&run);
        Some(kills)
    }

    /// Makes sure that the victim has something to do, and returns its words.
    fn prepare(&self, victim: Victim, luck: &mut Luck) -> Vec<String> {
        let grounds = &self.grounds;
        let words: Vec<String> = match victim {
            Victim::Deploy => {
                let release = grounds.another("sandbox", luck.round);
                if luck.chance(70) {
                    grounds.forget_image(release);
                }
                vec!["deploy".into(), "sandbox".into(), "--release".into(), release.to_string()]
            }
            Victim::Rollback => {
                let release = grounds.another("sandbox", luck.round);
                grounds.scene.ok(&["deploy", "sandbox", "--release", &release.to_string()]);
                vec!["rollback".into(), "sandbox".into()]
            }
            Victim::Promote => {
                if grounds.runs("sandbox") == grounds.runs("production") {
                    let release = grounds.another("sandbox", luck.round);
                    grounds.scene.ok(&["deploy", "sandbox", "--release", &release.to_string()]);
                }
                vec!["promote".into(), "sandbox".into(), "production".into()]
            }
            Victim::Run => {
                grounds.cook(&format!("Dish {}", luck.round));
                vec!["run".into()]
            }
        };
        words
    }

    /// Runs the words and kills the program after `at`: alone, or with its connections to the hosts.
    fn kill(&self, words: &[String], at: Duration, connections: bool) -> Finished {
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let scene = &self.grounds.scene;
        let program = start(&scene.laptop, &scene.folder(), &words);
        std::thread::sleep(at);
        program.kill().expect("a kill");
        if connections {
            scene.laptop.sh("kill -9 $(ps -C ssh -o pid=) 2>/dev/null; true").expect("a shell");
        }
        program.wait(LIMIT).expect("it ends")
    }

    fn assert_run_true(&mut self, since: &str, settled: &serde_json::Value, why: &str) {
        if !settled["release"].is_null() {
            self.grounds.learn(settled);
        }
        let last = self.grounds.history().into_iter().find(|row| row["kind"] == "run").expect("a run");
        let number = last["release"].as_u64();
        assert!(number.is_some_and(|number| self.grounds.releases.contains_key(&number)), "{last:#}\n{why}");
        let ran = created_since(self.grounds.scene.laptop.docker(), since, "dev.slipway.job=test");
        assert!(ran.len() <= 1, "the job ran more than once: {ran:?}\n{why}");
        self.grounds.assert_tidy(why);
    }
}

impl Play for Kills {
    fn round(&mut self, luck: &mut Luck) -> Duration {
        let kind = *luck.one_of(&[0, 1, 2, 3]);
        let victim = VICTIMS[kind];
        let at = luck.moment(self.spans[kind]);
        let connections = luck.chance(50);
        let words = self.prepare(victim, luck);
        let before = victim.environment().map(|environment| self.grounds.runs(environment));
        let since = Grounds::now();
        let killed = self.kill(&words, at, connections);
        let (settled, code, took) = self.grounds.resume();
        let why = format!(
            "{words:?} killed after {at:?} (ssh too: {connections})\n{}\n{settled:#}",
            killed.describe()
        );
        assert_eq!(code, 0, "{why}");
        assert!(took < SETTLED_WITHIN, "settled only after {took:?}\n{why}");
        match victim.environment() {
            Some(environment) => {
                let changed = before != Some(self.grounds.runs(environment));
                let nothing = settled["operation"].is_null();
                assert!(nothing || settled["verdict"] == "succeeded" && changed, "{why}");
                self.grounds.assert_started_once(environment, &since, changed, &why);
                self.grounds.assert_true(environment, &why);
            }
            None => {
                if let Ok(told) = killed.json().as_ref().map(Clone::clone) {
                    self.grounds.learn(&told);
                }
                self.assert_run_true(&since, &settled, &why);
            }
        }
        took
    }

    fn end(&mut self) {
        self.grounds.end();
    }

    fn keep(&self, folder: &Path) {
        evidence::keep(&self.grounds.scene, folder);
    }
}
