//! The scene of most campaigns, and the truth about it: three releases, a sandbox on all hosts and a production on
//! the last of them.

use std::collections::{BTreeMap, BTreeSet};
use std::time::{Duration, Instant};

use serde_json::Value;
use slipway_testkit::{Docker, Finished, Slipway};

use crate::colleague::start;
use crate::scene::Scene;
use crate::truth::{
    containers, created_in, created_since, networks, no_ssh_at, nothing_left_at, nothing_left_on, volumes,
};

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
    before: Vec<Inventory>,
    /// Each of them may have pushed a number that never became a release.
    cancelled_runs: usize,
}

/// What an engine has that must neither become more nor less: names of containers, volumes and networks.
#[derive(Debug, PartialEq, Eq)]
struct Inventory([Vec<String>; 3]);

impl Inventory {
    fn of(docker: &Docker) -> Self {
        Self([containers(docker), volumes(docker), networks(docker)])
    }
}

impl Grounds {
    /// Puts a scene up with three releases, the first of which runs everywhere.
    pub fn set(what: &str, hosts: u8) -> Option<Self> {
        let scene = Scene::start(what, hosts)?;
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
        let mut grounds = Self { scene, releases: BTreeMap::new(), before: Vec::new(), cancelled_runs: 0 };
        for dish in ["Soup", "Stew", "Salad"] {
            grounds.cook(dish);
            grounds.learn(&grounds.scene.ok(&["run"]));
        }
        grounds.scene.ok(&["deploy", "sandbox", "--release", "1"]);
        grounds.scene.ok(&["promote", "sandbox", "production"]);
        grounds.before = grounds.inventories();
        Some(grounds)
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

    /// The operations in the ledger, newest first.
    pub fn history(&self) -> Vec<Value> {
        self.scene.json(&["history"], 0)["operations"].as_array().expect("operations").clone()
    }

    /// Asserts that the ledger, the status and the engines say the same of an environment, and that nothing is
    /// left of whatever happened there.
    pub fn assert_true(&self, environment: &str, why: &str) {
        let release = self.runs(environment);
        let digest = &self.releases[&release];
        let status = self.scene.status(environment);
        assert_eq!(status["state"], "idle", "{why}\n{status:#}");
        assert!(status["lock"].is_null(), "{why}\n{status:#}");
        let api = &status["services"][0];
        assert_eq!(
            (&api["digest"], &api["release"]),
            (&digest.as_str().into(), &release.into()),
            "{why}\n{status:#}"
        );
        assert_eq!(api["drift"], serde_json::json!([]), "{why}\n{status:#}");
        let history = self.history();
        let open: Vec<&Value> = history.iter().filter(|row| row["verdict"].is_null()).collect();
        assert!(open.is_empty(), "operations that never ended: {open:?}\n{why}");
        let last =
            history.iter().find(|row| row["environment"] == environment && row["verdict"] == "succeeded");
        assert_eq!(last.expect("a deployment")["release"], release, "the ledger is what runs\n{why}");
        self.assert_tidy(why);
    }

    /// Asserts that `status WORDS` shows what the engines run, and nothing else that would need somebody. Returns
    /// the release.
    pub fn assert_seen(&self, environment: &str, words: &[&str], why: &str) -> u64 {
        let release = self.runs(environment);
        let status = self.scene.json(&[&["status", environment], words].concat(), 0);
        let status = &status["environments"][0];
        assert_eq!(status["state"], "idle", "{why}\n{status:#}");
        assert!(status["lock"].is_null(), "{why}\n{status:#}");
        let api = &status["services"][0];
        assert_eq!(api["digest"], self.releases[&release].as_str(), "{why}\n{status:#}");
        assert_eq!(api["release"], release, "{why}\n{status:#}");
        assert_eq!(api["drift"], serde_json::json!([]), "{why}\n{status:#}");
        release
    }

    /// Asserts that what the last run made is one release, that its job ran once at the most, and that it left nothing.
    pub fn assert_run_true(&mut self, since: &str, why: &str) {
        let history = self.history();
        let last = history.iter().find(|row| row["kind"] == "run").expect("a run");
        match last["verdict"].as_str() {
            // A program that was killed after its end told nobody.
            Some("succeeded") => {
                let number = last["release"].as_u64().expect("a release");
                let tag = self
                    .scene
                    .registry
                    .digest("recipes/api", &format!("0.1.{number}"))
                    .expect("the registry");
                let digest = tag.unwrap_or_else(|| panic!("{number} is a release and no image\n{why}"));
                let known = self.releases.insert(number, digest.clone());
                assert!(known.is_none_or(|known| known == digest), "{number} is two images\n{why}");
            }
            Some("cancelled") => self.cancelled_runs += 1,
            _ => panic!("{last:#}\n{why}"),
        }
        let ran = created_since(self.scene.laptop.docker(), since, "dev.slipway.job=test");
        assert!(ran.len() <= 1, "the job ran more than once: {ran:?}\n{why}");
        self.assert_tidy(why);
    }

    /// Asserts that every engine has what it had at the start and that nobody left a file behind.
    pub fn assert_tidy(&self, why: &str) {
        self.scene.hosts.iter().for_each(nothing_left_on);
        nothing_left_at(&self.scene.laptop);
        assert_eq!(self.inventories(), self.before, "{why}");
    }

    /// Asserts that on no host of the environment `api` was started more often since than the change of its
    /// release asks for.
    pub fn assert_started_once(&self, environment: &str, since: &str, changed: bool, why: &str) {
        for host in self.hosts(environment) {
            let created = created_in(self.scene.host(host).docker(), since, environment);
            assert_eq!(created.len(), usize::from(changed), "{host} started {created:?}\n{why}");
        }
    }

    /// Asserts that the registry has no tag that nobody asked for, and that none of them ever moved.
    pub fn assert_tags_true(&self) {
        let mut without_release = 0;
        for tag in self.scene.registry.tags("recipes/api").expect("tags") {
            let number = tag.strip_prefix("0.1.").and_then(|number| number.parse::<u64>().ok());
            let Some(number) = number else {
                assert_eq!(tag, "develop", "a tag that nobody asked for");
                continue;
            };
            let there = self.scene.registry.digest("recipes/api", &tag).expect("the registry");
            match self.releases.get(&number) {
                Some(digest) => assert_eq!(there.as_ref(), Some(digest), "{tag} moved"),
                None => without_release += 1,
            }
        }
        assert!(without_release <= self.cancelled_runs, "{without_release} tags belong to no release");
    }

    /// After the last round: connections that outlive a killed program for a while are gone.
    pub fn end(&self) {
        self.assert_tags_true();
        no_ssh_at(&self.scene.laptop);
    }

    fn inventories(&self) -> Vec<Inventory> {
        let hosts = self.scene.hosts.iter().map(|host| host.docker());
        hosts.chain([self.scene.laptop.docker()]).map(Inventory::of).collect()
    }
}
