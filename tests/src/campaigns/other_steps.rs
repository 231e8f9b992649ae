//! A crash at every point of the steps that a deploy with Compose over what was there does not have: plain containers,
//! scripts and the pause between two hosts, what is taken back, restarts.

use std::collections::BTreeMap;
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
    /// A script that fails at the second host: the one of the release before is run again at both.
    Undone,
    /// A plain container whose check only the release before passes.
    Back,
    /// Everything of a compose project is started anew, at both hosts.
    Again,
}

/// The steps of each, as far as they are of a kind of their own.
const STEPS: [(Case, &str); 26] = [
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
    (Case::Script, "host-1/ship"),
    (Case::Undone, "host-2/run"),
    (Case::Undone, "host-1/undo-ship"),
    (Case::Undone, "host-1/undo-run"),
    (Case::Undone, "host-2/undo-run"),
    (Case::Back, "host-2/back"),
    (Case::Back, "host-2/back-health"),
    (Case::Back, "host-2/back-http-1"),
    (Case::Again, "host-1/restart"),
    (Case::Again, "host-2/health"),
];

const POINTS: [&str; KillPoint::ALL.len()] = KillPoint::NAMES;

/// The campaign.
pub const CAMPAIGN: Campaign = Campaign {
    name: "other_steps",
    title: "a crash in plain containers, scripts, pauses, what is taken back or restarts is settled, and nothing is done twice",
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
  undone:
    target: { script: { hosts: [host-1, host-2], file: spoilt.sh, args: [\"${version}\"] } }
    rollout: { batch: 1 }
    on_failure: rollback
  back:
    target: { docker: { host: host-2, ports: [\"8088:8080\"] } }
    verify: [ { url: \"http://localhost:8088/version\", contains: \"0.1.1\", within: 10s } ]
    on_failure: rollback
";

/// What people have, and a line for each time it ran.
const SCRIPT: &str = "#!/bin/sh\nset -eu\necho \"$1\" >>\"$HOME/deployed\"\nsleep 0.3\n";

/// The same, which fails for the version that a host says is spoilt.
const SPOILT: &str = "#!/bin/sh\nset -eu\necho \"$1\" >>\"$HOME/undone\"\nsleep 0.3\n\
    [ ! -e \"$HOME/spoilt\" ] || [ \"$1\" != \"$(cat \"$HOME/spoilt\")\" ]\n";

impl Case {
    fn environment(self) -> &'static str {
        match self {
            Self::Container | Self::Restart => "container",
            Self::Script => "script",
            Self::Compose => "compose",
            Self::Gone => "gone",
            Self::Undone => "undone",
            Self::Back => "back",
            Self::Again => "sandbox",
        }
    }
}

struct OtherSteps(Grounds);

impl OtherSteps {
    fn set() -> Option<Self> {
        let mut grounds = Grounds::prepared("crashes in other steps", 2, |scene| {
            let text = scene.repository.read("slipway.yml").expect("slipway.yml");
            scene.repository.write("deploy.sh", SCRIPT).expect("a script");
            scene.repository.write("spoilt.sh", SPOILT).expect("a script");
            scene.change("slipway.yml", &(text + ENVIRONMENTS));
        })?;
        let first =
            [("container", 0), ("script", 0), ("compose", 1), ("gone", 1), ("undone", 0), ("back", 0)];
        for (environment, code) in first {
            grounds.scene.json(&["deploy", environment, "--release", "1", "--yes"], code);
        }
        grounds.remember();
        Some(Self(grounds))
    }

    fn words(&self, case: Case, release: u64) -> Vec<String> {
        let environment = case.environment();
        if matches!(case, Case::Restart | Case::Again) {
            return ["restart", environment, "api"].map(str::to_owned).to_vec();
        }
        ["deploy", environment, "--release", &release.to_string()].map(str::to_owned).to_vec()
    }

    /// What is deployed: another release where one runs.
    fn release(&self, case: Case, turn: u64) -> u64 {
        match case {
            Case::Container => self.0.another("container", turn),
            // Release 1 runs there whatever is tried.
            Case::Undone | Case::Back => 2 + turn % 2,
            // Never the one of the round before.
            _ => 1 + turn % 3,
        }
    }

    /// Asserts that it was done, once, or taken back; that the others are as they were, no operation is open and
    /// nothing lies around.
    fn assert_done(&self, case: Case, release: u64, before: &Before, settled: &Value, why: &str) {
        let environment = case.environment();
        match case {
            Case::Container => {
                assert_eq!(self.0.runs(environment), release, "{why}");
                self.0.assert_started_once(environment, &before.created, true, why);
                self.0.assert_true(environment, why);
            }
            Case::Script => self.assert_ran(&before.deployed, "deployed", &[release], why),
            Case::Compose | Case::Gone => self.assert_gone(environment, before, settled, why),
            Case::Restart | Case::Again => self.assert_anew(environment, before, why),
            Case::Undone => {
                assert_eq!(settled["verdict"], "rolled_back", "{why}");
                self.assert_ran(&before.undone, "undone", &[release, 1], why);
            }
            Case::Back => {
                assert_eq!(settled["verdict"], "rolled_back", "{why}");
                for (host, created) in self.0.started(environment, &before.created) {
                    assert!(created.len() <= 2, "{host} went there and back and no more: {created:?}\n{why}");
                }
                assert_eq!(self.0.runs(environment), 1, "{why}");
                self.0.assert_true(environment, why);
            }
        }
        self.0.assert_all_true(why);
    }

    /// Asserts that each host ran the script of these releases since, once each, and that the last one counts.
    fn assert_ran(&self, before: &[Vec<String>], name: &str, releases: &[u64], why: &str) {
        let wanted: Vec<String> = releases.iter().map(|release| format!("0.1.{release}")).collect();
        for (now, before) in scripts(&self.0.scene, name).iter().zip(before) {
            assert_eq!(now[before.len()..], wanted, "each host ran it once\n{why}");
        }
        let status = self.0.scene.status(if name == "deployed" { "script" } else { "undone" });
        let shown = (&status["state"], status["services"][0]["release"].as_u64());
        assert_eq!(shown, (&"idle".into(), releases.last().copied()), "{status:#}\n{why}");
    }

    /// Asserts that each host of an environment runs the same containers, started anew.
    fn assert_anew(&self, environment: &str, before: &Before, why: &str) {
        for (at, now) in started_at(&self.0, environment) {
            let then = &before.started_at[&at];
            assert!(now > *then, "{at:?} runs anew: {then}, {now}\n{why}");
        }
        self.0.assert_started_once(environment, &before.created, false, why);
        self.0.assert_true(environment, why);
    }

    fn assert_gone(&self, environment: &str, before: &Before, settled: &Value, why: &str) {
        assert_eq!(settled["verdict"], "rolled_back", "{why}");
        assert_eq!(self.0.scene.running("host-2", environment), [], "nothing of it is there\n{why}");
        for (host, created) in self.0.started(environment, &before.created) {
            assert!(created.len() <= 1, "{host} started it once at most: {created:?}\n{why}");
        }
    }
}

/// What there was before a round.
struct Before {
    created: Vec<usize>,
    deployed: Vec<Vec<String>>,
    undone: Vec<Vec<String>>,
    started_at: BTreeMap<(String, String), String>,
}

impl Before {
    fn of(grounds: &Grounds) -> Self {
        Self {
            created: grounds.created(),
            deployed: scripts(&grounds.scene, "deployed"),
            undone: scripts(&grounds.scene, "undone"),
            started_at: ["container", "sandbox"].iter().flat_map(|name| started_at(grounds, name)).collect(),
        }
    }
}

/// What a script wrote down at each host.
fn scripts(scene: &Scene, name: &str) -> Vec<Vec<String>> {
    let text = |host: &slipway_testkit::Host| std::fs::read_to_string(host.home().join(name));
    let lines = |text: String| text.lines().map(str::to_owned).collect();
    scene.hosts.iter().map(|host| lines(text(host).unwrap_or_default())).collect()
}

/// Since when the container of `api` runs, by environment and host.
fn started_at(grounds: &Grounds, environment: &str) -> BTreeMap<(String, String), String> {
    let labels = [format!("environment={environment}"), "service=api".to_owned()];
    let labels = labels.map(|label| format!("label=dev.slipway.{label}"));
    let of = |host: &str| {
        let at = (environment.to_owned(), host.to_owned());
        (at, grounds.scene.inspect(host, &labels)["State"]["StartedAt"].to_string())
    };
    grounds.hosts(environment).into_iter().map(of).collect()
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
        if case == Case::Undone {
            let spoilt = self.0.scene.host("host-2").home().join("spoilt");
            std::fs::write(spoilt, format!("0.1.{release}")).expect("a file");
        }
        let crashed = crash(&self.0, &words, &point);
        let why = format!("{words:?} killed at {point}, then at {again:?}\n{}", crashed.describe());
        assert_eq!(crashed.code, KILLED, "it was come by: {why}");
        let fails = matches!(case, Case::Compose | Case::Gone | Case::Undone | Case::Back);
        let (settled, took) = settle(&self.0, again, i32::from(fails), &why);
        self.assert_done(case, release, &before, &settled, &format!("{why}\n{settled:#}"));
        took
    }

    fn grounds(&self) -> Option<&Grounds> {
        Some(&self.0)
    }
}
