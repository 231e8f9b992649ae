//! A scene: a laptop with the sample service, a registry with a password, and hosts.

mod person;
pub mod witness;

use std::ops::{Deref, DerefMut};
use std::path::PathBuf;

use serde_json::Value;
use slipway_testkit::{Docker, Finished, Host, RegistryOptions, Stage, root_or_explain};

/// The place that is the laptop itself.
pub const HERE: &str = "this machine";

use crate::documents::fits_command;

/// Everything that a release needs, put up for one test.
pub struct Scene(Stage);

impl Deref for Scene {
    type Target = Stage;

    fn deref(&self) -> &Stage {
        &self.0
    }
}

impl DerefMut for Scene {
    fn deref_mut(&mut self) -> &mut Stage {
        &mut self.0
    }
}

impl Scene {
    /// A scene with so many hosts, called `host-1` and so on; sandbox has the first half of them and production
    /// the second (one host serves both). `None`, with a sentence, where the machine does not allow it.
    pub fn start(what: &str, hosts: u8) -> Option<Self> {
        Self::with(what, hosts, &RegistryOptions::default())
    }

    /// The same with another registry.
    pub fn with(what: &str, hosts: u8, options: &RegistryOptions) -> Option<Self> {
        root_or_explain(what).then(|| Self(Stage::put_up(hosts, options, None).expect("a stage")))
    }

    /// Where the project is.
    pub fn folder(&self) -> PathBuf {
        self.repository.folder().to_owned()
    }

    /// Runs `slipway WORDS`, whatever comes of it.
    pub fn slipway(&self, words: &[&str]) -> Finished {
        self.laptop.slipway(&self.folder(), words).expect("slipway starts and ends")
    }

    /// Runs `slipway WORDS --json`, which has to end with `code`, and returns the one document. It fits its schema.
    pub fn json(&self, words: &[&str], code: i32) -> Value {
        let finished = self.slipway(&[words, &["--json"]].concat());
        assert_eq!(finished.code, code, "{}", finished.describe());
        let document =
            finished.json().unwrap_or_else(|error| panic!("one document: {error}\n{}", finished.describe()));
        fits_command(words, &document);
        document
    }

    /// Runs `slipway WORDS --json --yes`, which has to succeed.
    pub fn ok(&self, words: &[&str]) -> Value {
        self.json(&[words, &["--yes"]].concat(), 0)
    }

    /// Runs `slipway WORDS --json` with `input` on its standard input, which has to succeed.
    pub fn given(&self, words: &[&str], input: &str) -> Value {
        let words = [words, &["--json"]].concat();
        let finished =
            self.laptop.slipway_given(&self.folder(), &words, input).expect("slipway starts and ends");
        assert_eq!(finished.code, 0, "{}", finished.describe());
        let document = finished.json().expect("one document");
        fits_command(&words, &document);
        document
    }

    /// Changes a file of the repository and commits that.
    pub fn change(&self, path: &str, content: &str) -> String {
        self.repository.write(path, content).expect("a file");
        self.repository.commit(&format!("Change {path}")).expect("a commit")
    }

    /// Replaces a text in slipway.yml and commits that.
    pub fn configure(&self, from: &str, to: &str) {
        self.repository.replace("slipway.yml", from, to).expect("slipway.yml has it");
        self.repository.commit("Change slipway.yml").expect("a commit");
    }

    /// The host of that name.
    pub fn host(&self, name: &str) -> &Host {
        self.hosts.iter().find(|host| host.name() == name).expect("a host of that name")
    }

    /// The engine of a place: a host's own, or the laptop's for `this machine`.
    pub fn engine(&self, place: &str) -> &Docker {
        if place == HERE { self.laptop.docker() } else { self.host(place).docker() }
    }

    /// Per managed service of an environment the repository digest that a place's own engine runs.
    pub fn running(&self, place: &str, environment: &str) -> Vec<(String, String)> {
        let [containers, images] = self
            .engine(place)
            .get(["/containers/json", "/images/json"])
            .expect("the engine's containers and images");
        let digest = |id: &Value| {
            let image = images.as_array()?.iter().find(|image| image["Id"] == *id)?;
            image["RepoDigests"][0].as_str()?.split_once('@').map(|(_, digest)| digest.to_owned())
        };
        let of = |container: &Value, label: &str| container["Labels"][label].as_str().map(str::to_owned);
        let all = containers.as_array().expect("a list").iter();
        let ours = all.filter(|one| of(one, "dev.slipway.environment").as_deref() == Some(environment));
        let mut found: Vec<(String, String)> = ours
            .map(|one| {
                let service = of(one, "dev.slipway.service").expect("a service");
                (service, digest(&one["ImageID"]).unwrap_or_else(|| panic!("a digest of {one:#}")))
            })
            .collect();
        found.sort();
        found
    }

    /// The hash of the plan of what would be deployed to an environment now.
    pub fn plan_hash(&self, environment: &str) -> String {
        let plan = self.json(&["plan", environment], 0);
        plan["hash"].as_str().expect("a hash").to_owned()
    }

    /// `status --json` of one environment.
    pub fn status(&self, environment: &str) -> Value {
        let document = self.json(&["status", environment], 0);
        document["environments"][0].clone()
    }
}
