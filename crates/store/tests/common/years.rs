//! Years of work of a project, as entries.
#![allow(dead_code, clippy::unwrap_used, clippy::expect_used)]

use serde_json::{Value, json};
use slipway_domain::deployment::Setting;
use slipway_domain::entry::{Body, Entry, Outcome};
use slipway_domain::operation::Verdict;
use slipway_domain::release::{Commit, DraftService, ServiceRelease};

use super::sample::{Sample, digest, rule};

/// Entries of one operation, about.
pub const ENTRIES: usize = 100;
/// In promotion order.
pub const ENVIRONMENTS: [&str; 5] = ["dev", "sandbox", "staging", "preprod", "production"];

/// How much work it was.
#[derive(Clone)]
pub struct Years {
    pub operations: u64,
    pub services: u64,
    /// Of all releases; the usual one where there is none.
    pub commit: Option<Commit>,
    /// Where the images are.
    pub registry: String,
}

impl Years {
    /// The release whose run built what a service is in release `number`: each run builds one.
    fn built_in(&self, service: u64, number: u64) -> u64 {
        let last = (number + self.services - service) % self.services;
        number.saturating_sub(last).max(1)
    }

    fn service(&self, service: u64, number: u64) -> (String, ServiceRelease) {
        let built = self.built_in(service, number);
        let one = ServiceRelease {
            version: format!("0.1.{built}"),
            repository: format!("{}/team/{}", self.registry, name(service)),
            digest: digest(service << 32 | built),
            inputs: format!("{built:064x}"),
        };
        (name(service), one)
    }

    fn run(&self, number: u64) -> Sample {
        Sample::run_with(number, |draft| {
            let draft_of = |(name, one): (String, ServiceRelease)| {
                let (version, repository, inputs) = (one.version, one.repository, one.inputs);
                (
                    name,
                    DraftService { version, repository, inputs, digest: Some(one.digest), pushed_by: None },
                )
            };
            draft.services =
                (0..self.services).map(|service| draft_of(self.service(service, number))).collect();
            draft.commit = self.commit.clone().unwrap_or(draft.commit.clone());
        })
    }

    fn deploy(&self, environment: &str, number: u64) -> Sample {
        Sample::deploy_with(environment, number, |deployment| {
            let release = &mut deployment.release;
            release.services = (0..self.services).map(|service| self.service(service, number)).collect();
            release.commit = self.commit.clone().unwrap_or(release.commit.clone());
            deployment.services = (0..self.services).map(name).collect();
            let setting = |key: u64| (format!("SETTING_{key}"), Setting::Plain(format!("value of {key}")));
            let settings = || (0..10).map(setting).collect();
            deployment.configuration =
                (0..self.services).map(|service| (name(service), settings())).collect();
            deployment.recipe = recipe(environment, self.services);
        })
    }

    /// One operation in five is a run, the others deploy to five environments in turn.
    fn operation(&self, index: u64) -> Sample {
        let environment = ENVIRONMENTS[(index / 5 % 5) as usize];
        if index.is_multiple_of(5) {
            self.run(index / 5 + 1)
        } else {
            self.deploy(environment, index / 5 + 1)
        }
    }

    /// What an operation leaves.
    pub fn entries(&self, index: u64) -> Vec<Entry> {
        let sample = self.operation(index);
        let mut entries = sample.all(Verdict::Succeeded);
        let end = entries.pop();
        for step in 0..(ENTRIES - entries.len()) / 2 {
            entries.extend(sample.done(&format!("host-{step}/check"), Outcome::Succeeded));
        }
        entries.extend(end);
        if index.is_multiple_of(50) {
            entries.push(rule("production", Body::Held { reason: "festival".into() }));
            entries.push(rule("production", Body::Unheld));
        }
        entries
    }
}

/// A service's name.
pub fn name(service: u64) -> String {
    format!("service-{service:03}")
}

/// What the target of plain containers needs.
fn recipe(environment: &str, services: u64) -> Value {
    let options = |service: u64| {
        let container = format!("recipes-{environment}-{}", name(service));
        let options = json!({
            "name": container, "ports": [], "volumes": [], "restart": "unless-stopped", "network": null,
        });
        (name(service), options)
    };
    let services: serde_json::Map<String, Value> = (0..services).map(options).collect();
    json!({ "format": 1, "services": services })
}
