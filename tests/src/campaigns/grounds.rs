//! The scene of most campaigns, and the truth about it: three releases, a sandbox on all hosts and a production on
//! the last of them.

mod truth;

use std::collections::{BTreeMap, BTreeSet};
use std::time::{Duration, Instant};

use serde_json::Value;
use slipway_testkit::{Docker, Finished, Inventory, Result, Slipway};

use crate::births::Births;
use crate::colleague::start;
use crate::scene::Scene;
use crate::truth::{nothing_runs_at, nothing_runs_on};

pub use truth::Seen;

/// How long an interrupted operation may take to be settled.
pub const SETTLED_WITHIN: Duration = Duration::from_secs(60);
/// How long any command may take before it counts as hanging.
pub const LIMIT: Duration = Duration::from_secs(240);

/// Where rounds are played, and what was there before.
pub struct Grounds {
    /// The scene itself.
    pub scene: Scene,
    /// The digest of `api` in each release, by its number.
    pub releases: BTreeMap<u64, String>,
    before: Vec<Belongings>,
    /// What the engines create: those of the hosts, and the laptop's last.
    births: Vec<Births>,
    /// Each of them may have pushed a number that never became a release.
    cancelled_runs: usize,
}

/// What a machine has that must neither become more nor less.
#[derive(Debug, PartialEq, Eq)]
struct Belongings {
    engine: Inventory,
    /// What lies in its folder for temporary files.
    files: Vec<String>,
}

impl Belongings {
    fn of(docker: &Docker, list: Result<Finished>) -> Self {
        let files = list.expect("a shell").stdout.lines().map(str::to_owned).collect();
        Self { engine: docker.inventory().expect("what the engine has"), files }
    }
}

impl Grounds {
    /// Puts a scene up with three releases, the first of which runs everywhere.
    pub fn set(what: &str, hosts: u8) -> Option<Self> {
        Self::prepared(what, hosts, |_| ())
    }

    /// The same, with something done to the scene before anything runs on it.
    pub fn prepared(what: &str, hosts: u8, prepare: fn(&Scene)) -> Option<Self> {
        let scene = Scene::start(what, hosts)?;
        prepare(&scene);
        let names: Vec<&str> = scene.hosts.iter().map(|host| host.name()).collect();
        let (first, last) = names.split_at(names.len().div_ceil(2));
        let target = |hosts: &[&str]| format!("target: {{ compose: {{ hosts: [{}]", hosts.join(", "));
        if !last.is_empty() {
            // First the longer one, which holds the shorter one's beginning for no number of hosts.
            scene
                .repository
                .replace("slipway.yml", &target(last), &target(&names[names.len() - 1..]))
                .expect("production");
            scene.configure(&target(first), &format!("rollout: {{ batch: 1 }}\n    {}", target(&names)));
        }
        let mut grounds = Self {
            scene,
            releases: BTreeMap::new(),
            before: Vec::new(),
            births: Vec::new(),
            cancelled_runs: 0,
        };
        for dish in ["Soup", "Stew", "Salad"] {
            grounds.cook(dish);
            grounds.learn(&grounds.scene.ok(&["run"]));
        }
        grounds.scene.ok(&["deploy", "sandbox", "--release", "1"]);
        grounds.scene.ok(&["promote", "sandbox", "production"]);
        grounds.remember();
        Some(grounds)
    }

    /// Takes what is there now for what was there before: no more and no less may be there after a round.
    pub fn remember(&mut self) {
        self.before = self.belongings();
        self.listen();
    }

    /// Counts what the engines create from now on; again after one of them was restarted, which then tells no more.
    pub fn listen(&mut self) {
        self.births = self.engines().map(Births::of).collect();
    }

    /// Starts `slipway WORDS --json --yes`.
    pub fn start(&self, words: &[String]) -> Slipway {
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        start(&self.scene.laptop, &self.scene.folder(), &words)
    }

    /// The same, and kills it after a while.
    pub fn kill_after(&self, words: &[String], at: Duration) -> Finished {
        let program = self.start(words);
        std::thread::sleep(at);
        program.kill().expect("a kill");
        program.wait(LIMIT).expect("it ends")
    }

    /// Sends a signal to every connection of the laptop.
    pub fn signal_ssh(&self, signal: &str) {
        let text = format!("kill -{signal} $(ps -C ssh -o pid=) 2>/dev/null; true");
        self.scene.laptop.sh(&text).expect("a shell");
    }

    /// Changes what the next release is made of.
    pub fn cook(&self, dish: &str) {
        self.scene.change("recipes/new.txt", &format!("{dish}\n\nServes 2\n\nBoil it.\n"));
    }

    /// Takes a release in that a run made. A number belongs to one digest, whoever says so and when.
    pub fn learn(&mut self, run: &Value) {
        let number = run["release"].as_u64().unwrap_or_else(|| panic!("a release: {run:#}"));
        let digest = run["digests"]["api"].as_str().unwrap_or_else(|| panic!("a digest: {run:#}")).to_owned();
        let known = self.releases.insert(number, digest.clone());
        assert!(known.is_none_or(|known| known == digest), "release {number} is two images: {run:#}");
        let there =
            self.scene.registry.digest("recipes/api", &format!("0.1.{number}")).expect("the registry");
        assert_eq!(there, Some(digest), "the tag of {number} is what was pushed: {run:#}");
    }

    /// The same where the document tells of a release at all.
    pub fn learn_if_made(&mut self, told: &Value) {
        if !told["release"].is_null() {
            self.learn(told);
        }
    }

    /// How long a command takes when nobody is in its way.
    pub fn span(&self, words: &[&str]) -> Duration {
        let began = Instant::now();
        self.scene.ok(words);
        began.elapsed()
    }

    /// The hosts of an environment.
    pub fn hosts(&self, environment: &str) -> Vec<&str> {
        let all: Vec<&str> = self.scene.hosts.iter().map(|host| host.name()).collect();
        if environment == "sandbox" { all } else { all[all.len() - 1..].to_vec() }
    }

    /// What runs in an environment, which has to be one release on all its hosts, as the engines tell.
    pub fn runs(&self, environment: &str) -> u64 {
        let told: BTreeSet<Vec<(String, String)>> =
            self.hosts(environment).iter().map(|host| self.scene.running(host, environment)).collect();
        let all: Vec<&(String, String)> = told.iter().flatten().collect();
        let found = match all.as_slice() {
            [(_, digest)] => self.releases.iter().find(|(_, known)| *known == digest),
            _ => None,
        };
        *found.unwrap_or_else(|| panic!("{environment} runs no one release: {told:?}")).0
    }

    /// A release that an environment does not run; the two newest others take turns by `turn`.
    pub fn another(&self, environment: &str, turn: u64) -> u64 {
        let runs = self.runs(environment);
        let others: Vec<u64> =
            self.releases.keys().rev().copied().filter(|number| *number != runs).take(2).collect();
        others[usize::try_from(turn).unwrap_or_default() % others.len()]
    }

    /// Removes a release's image wherever it does not run, so that there is something to pull.
    pub fn forget_image(&self, release: u64) {
        let image = format!("{}/recipes/api@{}", self.scene.registry.address(), self.releases[&release]);
        for host in &self.scene.hosts {
            host.docker().try_run(&["image", "rm", &image]).expect("docker");
        }
    }

    /// Puts a release's image on a host as a person does who pulls ahead, so that there is nothing to pull.
    pub fn pull_by_hand(&self, host: &str, release: u64) {
        let (docker, registry) = (self.scene.host(host).docker(), &self.scene.registry);
        let image = format!("{}/recipes/api@{}", registry.address(), self.releases[&release]);
        registry.log_in(docker).expect("a login");
        docker.run(&["pull", "--quiet", &image]).expect("the image");
    }

    /// `slipway resume` and how long it took.
    pub fn resume(&self, words: &[&str]) -> (Value, i32, Duration) {
        let began = Instant::now();
        let program = start(&self.scene.laptop, &self.scene.folder(), &[&["resume"], words].concat());
        let finished = program.wait(LIMIT).expect("resume ends");
        let took = began.elapsed();
        let told =
            finished.json().unwrap_or_else(|error| panic!("one document: {error}\n{}", finished.describe()));
        (told, finished.code, took)
    }

    /// All operations in the ledger, newest first, however long the campaign is: people see fifty unless they ask.
    pub fn history(&self) -> Vec<Value> {
        let words = ["history", "--limit", "1000000"];
        self.scene.json(&words, 0)["operations"].as_array().expect("operations").clone()
    }

    /// Asserts [`Grounds::assert_true`] of both environments: what was done to one leaves the other as it was.
    pub fn assert_all_true(&self, why: &str) {
        ["sandbox", "production"].iter().for_each(|environment| self.assert_true(environment, why));
    }

    /// After the last round: connections that outlive a killed program for a while are gone, and what they served.
    pub fn end(&self) {
        self.assert_tags_true();
        nothing_runs_at(&self.scene.laptop);
        self.scene.hosts.iter().for_each(nothing_runs_on);
    }

    /// How many containers each engine has created so far.
    pub fn created(&self) -> Vec<usize> {
        self.births.iter().map(Births::count).collect()
    }

    fn belongings(&self) -> Vec<Belongings> {
        // The engine's own helper comes and goes with every health check.
        const LIST: &str = "ls -A /tmp | grep -v ^runc-process; true";
        let hosts = self.scene.hosts.iter().map(|host| Belongings::of(host.docker(), host.sh(LIST)));
        let laptop = &self.scene.laptop;
        hosts.chain([Belongings::of(laptop.docker(), laptop.sh(LIST))]).collect()
    }

    fn engines(&self) -> impl Iterator<Item = &Docker> {
        self.scene.hosts.iter().map(|host| host.docker()).chain([self.scene.laptop.docker()])
    }
}
