//! A crash at every point of the steps that a deploy with Compose over what was there does not have: plain containers,
//! scripts and the pause between two hosts, first deploys that are taken back, restarts.

use std::time::Duration;

use serde_json::Value;
use slipway_engine::runner::KillPoint;

use super::grounds::Grounds;
use super::kill_points::{crash, settle};
use super::{Campaign, Luck, Play};
use crate::scene::Scene;
use crate::truth::KILLED;

/// What goes out, and how that ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Case {
    /// A plain container in place of another one.
    Container,
    /// A script at two hosts, with a pause in between.
    Script,
    /// A first deploy that never becomes what it should be, and leaves nothing.
    Compose,
    /// The same with a plain container.
    Gone,
    /// Everything is started anew.
    Restart,
}

/// The steps of each, as far as they are of a kind of their own.
const STEPS: [(Case, &str); 16] = [
    (Case::Container, "host-2/lock"),
    (Case::Container, "host-2/pull"),
    (Case::Container, "host-2/run"),
    (Case::Container, "host-2/health"),
    (Case::Container, "host-2/http-1"),
    (Case::Container, "host-2/tidy"),
    (Case::Script, "host-1/run"),
    (Case::Script, "pause-1"),
    (Case::Script, "host-2/run"),
    (Case::Compose, "host-2/up"),
    (Case::Compose, "host-2/http-1"),
    (Case::Compose, "host-2/back"),
    (Case::Gone, "host-2/run"),
    (Case::Gone, "host-2/http-1"),
    (Case::Gone, "host-2/back"),
    (Case::Restart, "host-2/restart"),
];

const POINTS: [&str; KillPoint::ALL.len()] = KillPoint::NAMES;

/// The campaign.
pub const CAMPAIGN: Campaign = Campaign {
    name: "other_steps",
    title: "a crash in plain containers, scripts, pauses, first deploys or restarts is settled, and nothing is done twice",
    rounds: (STEPS.len() * POINTS.len()) as u64,
    set_up: || OtherSteps::set().map(|play| Box::new(play) as Box<dyn Play>),
};

const ENVIRONMENTS: &str = "  container:
    target: { docker: { host: host-2, ports: [\"8084:8080\"] } }
    verify: [ { url: \"http://localhost:8084/version\", contains: \"${version}\", within: 60s } ]
    on_failure: rollback
  script:
    target: { script: { hosts: [host-1, host-2], file: deploy.sh, args: [\"${version}\"] } }
    rollout: { batch: 1, wait: 1s }
  compose:
    target: { compose: { hosts: [host-2], file: docker-compose.yml, files: [store.conf] } }
    env: { PORT: \"8086\", GREETING: \"Never\" }
    verify: [ { url: \"http://localhost:8086/version\", contains: \"never\", within: 1s } ]
    on_failure: rollback
  gone:
    target: { docker: { host: host-2, ports: [\"8087:8080\"] } }
    verify: [ { url: \"http://localhost:8087/version\", contains: \"never\", within: 1s } ]
    on_failure: rollback
";

/// What people have, and a line for each time it ran.
const SCRIPT: &str = "#!/bin/sh\nset -eu\necho \"$1\" >>\"$HOME/deployed\"\nsleep 0.3\n";

struct OtherSteps(Grounds);

impl OtherSteps {
    fn set() -> Option<Self> {
        let mut grounds = Grounds::prepared("crashes in other steps", 2, |scene| {
            let text = scene.repository.read("slipway.yml").expect("slipway.yml");
            scene.repository.write("deploy.sh", SCRIPT).expect("a script");
            scene.change("slipway.yml", &(text + ENVIRONMENTS));
        })?;
        for (environment, code) in [("container", 0), ("script", 0), ("compose", 1), ("gone", 1)] {
            grounds.scene.json(&["deploy", environment, "--release", "1", "--yes"], code);
        }
        grounds.remember();
        Some(Self(grounds))
    }

    fn words(&self, case: Case, release: u64) -> Vec<String> {
        let environment = match case {
            Case::Restart => return ["restart", "container", "api"].map(str::to_owned).to_vec(),
            Case::Container => "container",
            Case::Script => "script",
            Case::Compose => "compose",
            Case::Gone => "gone",
        };
        ["deploy", environment, "--release", &release.to_string()].map(str::to_owned).to_vec()
    }

    /// What is deployed: another release where one runs.
    fn release(&self, case: Case, turn: u64) -> u64 {
        match case {
            Case::Container => self.0.another("container", turn),
            // Never the one of the round before.
            _ => 1 + turn % 3,
        }
    }

    /// Asserts that it was done, once, or taken back.
    fn assert_done(&self, case: Case, release: u64, before: &Before, settled: &Value, why: &str) {
        let environment = match case {
            Case::Container => {
                assert_eq!(self.0.runs("container"), release, "{why}");
                self.0.assert_started_once("container", &before.created, true, why);
                "container"
            }
            Case::Script => {
                for (now, before) in scripts(&self.0.scene).iter().zip(&before.scripts) {
                    let new: Vec<&String> = now.iter().skip(before.len()).collect();
                    assert_eq!(new, [&format!("0.1.{release}")], "each host ran it once\n{why}");
                }
                let status = self.0.scene.status("script");
                assert_eq!(
                    (&status["state"], &status["services"][0]["release"]),
                    (&"idle".into(), &release.into()),
                    "{why}"
                );
                return self.0.assert_true("sandbox", why);
            }
            Case::Compose => return self.assert_taken_back("compose", before, settled, why),
            Case::Gone => return self.assert_taken_back("gone", before, settled, why),
            Case::Restart => {
                let now = started_at(&self.0.scene);
                assert!(now > before.started_at, "it runs anew: {}, {now}\n{why}", before.started_at);
                self.0.assert_started_once("container", &before.created, false, why);
                // The last that went on there brought no release.
                self.0.assert_seen("container", why);
                return self.0.assert_all_true(why);
            }
        };
        self.0.assert_true(environment, why);
    }

    fn assert_taken_back(&self, environment: &str, before: &Before, settled: &Value, why: &str) {
        assert_eq!(settled["verdict"], "rolled_back", "{why}");
        assert_eq!(self.0.scene.running("host-2", environment), [], "nothing of it is there\n{why}");
        for (host, created) in self.0.started(environment, &before.created) {
            assert!(created.len() <= 1, "{host} started it once at most: {created:?}\n{why}");
        }
        // The others are as they were, no operation is open and nothing lies around.
        self.0.assert_all_true(why);
    }
}

/// What there was before a round.
struct Before {
    created: Vec<usize>,
    scripts: Vec<Vec<String>>,
    started_at: String,
}

impl Before {
    fn of(grounds: &Grounds) -> Self {
        let scene = &grounds.scene;
        Self { created: grounds.created(), scripts: scripts(scene), started_at: started_at(scene) }
    }
}

/// What the script wrote down at each host.
fn scripts(scene: &Scene) -> Vec<Vec<String>> {
    let text = |host: &slipway_testkit::Host| std::fs::read_to_string(host.home().join("deployed"));
    let lines = |text: String| text.lines().map(str::to_owned).collect();
    scene.hosts.iter().map(|host| lines(text(host).unwrap_or_default())).collect()
}

/// Since when the plain container runs.
fn started_at(scene: &Scene) -> String {
    let labels = ["environment=container", "service=api"].map(|label| format!("label=dev.slipway.{label}"));
    scene.inspect("host-2", &labels)["State"]["StartedAt"].to_string()
}

impl Play for OtherSteps {
    fn round(&mut self, luck: &mut Luck) -> Duration {
        let number = usize::try_from(luck.round - 1).unwrap_or_default() % (STEPS.len() * POINTS.len());
        let (case, step) = STEPS[number / POINTS.len()];
        let point = format!("{}:{step}", POINTS[number % POINTS.len()]);
        let of: Vec<&str> = STEPS.iter().filter(|(of, _)| *of == case).map(|(_, step)| *step).collect();
        let again = luck.chance(50).then(|| format!("{}:{}", luck.one_of(&POINTS), luck.one_of(&of)));
        let release = self.release(case, luck.round);
        if case == Case::Container {
            self.0.forget_image(release);
        }
        let words = self.words(case, release);
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let before = Before::of(&self.0);
        let crashed = crash(&self.0, &words, &point);
        let why = format!("{words:?} killed at {point}, then at {again:?}\n{}", crashed.describe());
        assert_eq!(crashed.code, KILLED, "it was come by: {why}");
        let fails = matches!(case, Case::Compose | Case::Gone);
        let (settled, took) = settle(&self.0, again, i32::from(fails), &why);
        self.assert_done(case, release, &before, &settled, &format!("{why}\n{settled:#}"));
        took
    }

    fn grounds(&self) -> Option<&Grounds> {
        Some(&self.0)
    }
}
