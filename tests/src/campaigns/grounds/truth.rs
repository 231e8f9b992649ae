//! What has to hold after every round.

use std::collections::BTreeMap;
use std::time::Duration;

use serde_json::Value;
use slipway_testkit::Finished;

use super::Grounds;
use crate::truth::{nothing_left_at, nothing_left_on, wait_until};

/// What there is in the sandbox at some moment.
pub struct Seen {
    /// The digest of `api` by host, as its engine tells.
    digests: BTreeMap<String, Option<String>>,
    /// The newest operation in the ledger.
    newest: Option<Value>,
}

impl Grounds {
    /// Asserts that the ledger, the status and the engines say the same of an environment, and that nothing is
    /// left of whatever happened there.
    pub fn assert_true(&self, environment: &str, why: &str) {
        let release = self.assert_seen(environment, why);
        let history = self.history();
        let open: Vec<&Value> = history.iter().filter(|row| row["verdict"].is_null()).collect();
        assert!(open.is_empty(), "operations that never ended: {open:?}\n{why}");
        // A restart brings no release.
        let brought = |row: &&Value| {
            row["environment"] == environment && row["verdict"] == "succeeded" && !row["release"].is_null()
        };
        let last = history.iter().find(brought);
        assert_eq!(last.expect("a deployment")["release"], release, "the ledger is what runs\n{why}");
        self.assert_tidy(why);
    }

    /// Asserts that `status` shows what the engines run, and nothing else that would need somebody. Returns the
    /// release.
    pub fn assert_seen(&self, environment: &str, why: &str) -> u64 {
        let last = self.history().into_iter().find(|row| row["environment"] == environment);
        // A deploy that did not work stays in sight until one does.
        let failed = last.is_some_and(|row| row["verdict"] == "failed");
        let (release, status) = self.assert_shown(environment, &[], why);
        assert_eq!(status["state"], if failed { "failed" } else { "idle" }, "{why}\n{status:#}");
        assert_eq!(status["services"][0]["drift"], serde_json::json!([]), "{why}\n{status:#}");
        release
    }

    /// Asserts that `status WORDS` shows what the engines run, also where somebody else's ledger knows of it, and that
    /// nobody holds the environment. Returns the release and the status.
    pub fn assert_shown(&self, environment: &str, words: &[&str], why: &str) -> (u64, Value) {
        let release = self.runs(environment);
        let status = self.scene.json(&[&["status", environment], words].concat(), 0);
        let status = status["environments"][0].clone();
        assert!(status["lock"].is_null(), "{why}\n{status:#}");
        let api = &status["services"][0];
        assert_eq!(api["digest"], self.releases[&release].as_str(), "{why}\n{status:#}");
        assert_eq!(api["release"], release, "{why}\n{status:#}");
        (release, status)
    }

    /// What there was before a program that is going to be disturbed.
    pub fn seen(&self) -> Seen {
        let digests = self.hosts("sandbox").into_iter().map(|host| (host.to_owned(), self.digest_on(host)));
        let newest = self.history().first().map(|row| row["operation"].clone());
        Seen { digests: digests.collect(), newest }
    }

    /// The digest of `api` that a host's own engine runs in the sandbox.
    pub fn digest_on(&self, host: &str) -> Option<String> {
        let digest = self.scene.running(host, "sandbox").into_iter().next().map(|(_, digest)| digest);
        digest.filter(|_| self.really_runs(host))
    }

    /// Whether the sandbox's containers that an engine lists as running are. One whose disk was full when a container
    /// ended goes on listing it as it was, and only says how it is when it is asked for that one.
    fn really_runs(&self, host: &str) -> bool {
        let listed = "docker ps --quiet --filter label=dev.slipway.environment=sandbox";
        let asked = format!("{listed} | xargs -r docker inspect --format '{{{{.State.Running}}}}'");
        let told = self.scene.host(host).sh(&asked).expect("a shell");
        !told.stdout.lines().any(|line| line == "false")
    }

    /// Waits until no action of Slipway is under way on any host: what a program began goes on when it loses sight.
    pub fn wait_until_idle(&self, why: &str) {
        let idle = "flock --nonblock ~/.slipway/recipes/sandbox/.slipway/flock true";
        for host in &self.scene.hosts {
            wait_until(&format!("that nothing goes on at {}\n{why}", host.name()), || {
                host.sh(idle).expect("a shell").code == 0
            });
        }
    }

    /// Asserts of a program that was disturbed that it says how things stand: a code of the contract, a verdict that
    /// goes with it, and of each place that it could see what runs there. Of one place nothing is asserted where
    /// somebody else changed what runs there at the end.
    pub fn assert_tells_the_truth(&self, ended: &Finished, before: &Seen, except: Option<&str>, why: &str) {
        assert!([0, 1, 3, 4].contains(&ended.code), "{why}");
        let told = ended.json().unwrap_or_else(|error| panic!("one document: {error}\n{why}"));
        let problem = told.get("problem").or_else(|| told.get("error")).filter(|problem| !problem.is_null());
        assert_eq!(problem.is_none(), ended.code == 0, "what went wrong is said\n{why}");
        let Some(verdict) = told["verdict"].as_str() else {
            return self.assert_nothing_begun(&told, before, except, why);
        };
        let of_code: &[&str] = match ended.code {
            0 => &["succeeded"],
            4 => &["unknown"],
            _ => &["failed", "rolled_back"],
        };
        assert!(of_code.contains(&verdict), "{why}");
        if verdict == "unknown" {
            self.wait_until_idle(why);
        }
        for place in told["places"].as_array().into_iter().flatten() {
            let name = place["name"].as_str().expect("a name");
            if except != Some(name) {
                self.assert_place_true(name, place, &told, before, why);
            }
        }
    }

    /// Asserts of a place what a document with a verdict says of it.
    fn assert_place_true(&self, name: &str, place: &Value, told: &Value, before: &Seen, why: &str) {
        let runs = self.digest_on(name);
        if told["verdict"] == "succeeded" && told["environment"] == "sandbox" {
            assert_eq!(runs.as_deref(), told["digests"]["api"].as_str(), "{name} runs it\n{why}");
        }
        let Some(said) = place["running"]["api"].as_str() else { return };
        // An unknown verdict is about a moment that may have passed: what was begun went on since.
        let may_be_past = told["verdict"] == "unknown" && before.digests[name].as_deref() == Some(said);
        assert!(may_be_past || runs.as_deref() == Some(said), "{place:#} runs {runs:?}\n{why}");
    }

    /// Asserts of a document without a verdict that there was nothing to have one: every place runs what it did, and
    /// the ledger knows of no other operation. A ledger that fails leaves an operation open, whatever was done by then.
    fn assert_nothing_begun(&self, told: &Value, before: &Seen, except: Option<&str>, why: &str) {
        if told["error"]["code"] == "ledger_failed" {
            return;
        }
        let now = self.seen();
        assert_eq!(now.newest, before.newest, "an operation without a verdict\n{why}");
        let other = |host: &&String| except != Some(host.as_str());
        for host in now.digests.keys().filter(other) {
            assert_eq!(now.digests[host], before.digests[host], "{host} was changed\n{why}");
        }
    }

    /// Settles whatever was left open, which has to succeed or to have been taken back, and asserts that everything
    /// agrees afterwards. Returns how long it took.
    pub fn settle(&self, environment: &str, within: Duration, why: &str) -> Duration {
        let (settled, code, took) = self.resume(&[]);
        let why = format!("{why}\nresumed: {settled:#}");
        assert!([0, 1].contains(&code), "{why}");
        assert!(took < within, "settled only after {took:?}\n{why}");
        let verdict = settled["verdict"].as_str();
        assert!(matches!(verdict, None | Some("succeeded" | "failed" | "rolled_back")), "{why}");
        self.assert_true(environment, &why);
        took
    }

    /// Asserts that what the last run made is one release, that its job ran once at the most, and that it left nothing.
    pub fn assert_run_true(&mut self, since: &[usize], why: &str) {
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
        let laptop = self.scene.hosts.len();
        let ran = self.births[laptop].of_jobs(since[laptop]);
        assert!(ran.len() <= 1, "the job ran more than once: {ran:?}\n{why}");
        self.assert_tidy(why);
    }

    /// Asserts that every engine has what it had at the start and that nobody left a file behind.
    pub fn assert_tidy(&self, why: &str) {
        self.scene.hosts.iter().for_each(nothing_left_on);
        nothing_left_at(&self.scene.laptop);
        assert_eq!(self.belongings(), self.before, "{why}");
    }

    /// Asserts that on each host of the environment `api` was started once since if its release changed, and not at
    /// all if it did not.
    pub fn assert_started_once(&self, environment: &str, since: &[usize], changed: bool, why: &str) {
        for (host, created) in self.started(environment, since) {
            assert_eq!(created.len(), usize::from(changed), "{host} started {created:?}\n{why}");
        }
    }

    /// The containers of `api` that each host of the environment has created since.
    pub fn started(&self, environment: &str, since: &[usize]) -> Vec<(&str, Vec<String>)> {
        let of = |name: &str| self.scene.hosts.iter().position(|host| host.name() == name).expect("a host");
        let hosts = self.hosts(environment).into_iter();
        hosts.map(|host| (host, self.births[of(host)].of_api(since[of(host)], environment))).collect()
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
}
