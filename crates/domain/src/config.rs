//! `slipway.yml`, version 1: its types, and how its text becomes them.

mod aws;
mod check;
pub(crate) mod cx;
mod environment;
mod finding;
mod freeze;
mod job;
mod name;
mod notifications;
mod read;
mod reading;
mod reference;
mod render;
mod schema;
mod service;
mod target;
mod value;
mod verify;
mod volume;

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::Serialize;

use crate::leak::AcceptedLeak;
use crate::repository::host_of;

pub use crate::secret_words::looks_like_secret;
pub use crate::yaml::Positions;
pub use aws::{Aws, is_aws_account, is_aws_region};
pub use check::{missing_files, not_done_yet, sealed_files, unused_leaks};
pub use environment::{Approvals, Environment, EnvironmentService, OnFailure, Rollout};
pub use finding::{Code, Finding, Findings, Severity};
pub use freeze::{Freeze, Frozen, Weekday, frozen};
pub use job::{Cache, Job, Ready, Reports, Sidecar, Step};
pub use name::{LONGEST_NAME, as_name, is_name};
pub use notifications::{
    Channel, DesktopChannel, Notifications, Occasion, PlainRobot, Quiet, Robot, Rule, SlackChannel,
    SlackWebhook, Tongue, Webhook,
};
pub use reading::{Reading, own_version, parse, read};
pub use reference::reference;
pub use render::render;
pub use schema::schema;
pub use service::{Build, BuildArg, Registry, Service, ServiceError};
pub use target::{
    ComposeTarget, ContainerOptions, DockerTarget, PortError, PortMapping, ScriptTarget, Target,
};
pub use value::{Env, EnvValue, is_variable_name};
pub use verify::{Verify, VerifyFrom, contains, touches};
pub use volume::{Access, NoVolume, Volume};

/// The version of the file's format that this Slipway reads.
pub const FORMAT: u32 = 1;

/// A `slipway.yml`. Maps keep the order of the file; environments stand in promotion order.
#[derive(Clone, Debug, Default, PartialEq, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields, title = "slipway.yml")]
pub struct Config {
    /// The version of the file's format: 1.
    pub version: u32,
    /// The project's name: lower-case letters, digits, `-` and `_`.
    pub project: String,
    /// The Slipway versions that may act on this project, such as `>=0.3`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<String>", example = ">=0.3")]
    pub requires: Option<semver::VersionReq>,
    /// The parts of the project that become images.
    #[serde(skip_serializing_if = "IndexMap::is_empty")]
    #[schemars(default)]
    pub services: IndexMap<String, Service>,
    /// What is special about a registry, by `host` or `host:port`.
    #[serde(skip_serializing_if = "IndexMap::is_empty")]
    #[schemars(default)]
    pub registries: IndexMap<String, Registry>,
    /// Where the jobs are: `slipway` for the ones in this file, or the path of another system's file.
    #[schemars(default, with = "String")]
    pub pipeline: Pipeline,
    /// The jobs of the pipeline, by name.
    #[serde(skip_serializing_if = "IndexMap::is_empty")]
    #[schemars(default)]
    pub jobs: IndexMap<String, Job>,
    /// Images for runner labels of an imported pipeline. Read later; kept as written.
    #[serde(skip_serializing_if = "IndexMap::is_empty")]
    #[schemars(default)]
    pub runners: IndexMap<String, String>,
    /// Where releases run, in promotion order.
    #[serde(skip_serializing_if = "IndexMap::is_empty")]
    #[schemars(default)]
    pub environments: IndexMap<String, Environment>,
    /// Path patterns of migration files; a plan says when two releases differ in them.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schemars(default)]
    pub migrations: Vec<String>,
    /// Secrets in Dockerfiles and images that anybody may see: each by the name of its finding, with a reason.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schemars(default)]
    pub accepted_leaks: Vec<AcceptedLeak>,
    /// Who is told about what, and where.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub notifications: Option<Notifications>,
}

/// Where the jobs are defined.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(into = "String")]
pub enum Pipeline {
    /// In `slipway.yml` itself.
    #[default]
    Slipway,
    /// In another system's file; the path is relative to the repository.
    File(String),
}

impl From<Pipeline> for String {
    fn from(pipeline: Pipeline) -> Self {
        match pipeline {
            Pipeline::Slipway => "slipway".to_owned(),
            Pipeline::File(path) => path,
        }
    }
}

impl Config {
    /// The variables of a service in an environment. Later ones win: the service's own, the
    /// environment's, the environment's for that service. Unknown names contribute nothing.
    pub fn env_for(&self, environment: &str, service: &str) -> Env {
        let mut all = Env::new();
        if let Some(service) = self.services.get(service) {
            all.extend(service.env.clone());
        }
        if let Some(environment) = self.environments.get(environment) {
            all.extend(environment.env.clone());
            if let Some(service) = environment.services.get(service) {
                all.extend(service.env.clone());
            }
        }
        all
    }

    /// The certificates that it names, of registries and checks; paths relative to the repository.
    pub fn certificates(&self) -> impl Iterator<Item = &str> {
        let registries = self.registries.values().filter_map(|registry| registry.ca.as_deref());
        let checks = self.environments.values().flat_map(|environment| &environment.verify);
        registries.chain(checks.filter_map(|check| check.ca.as_deref()))
    }

    /// The hosts of the registries that an environment pulls from, sorted: its own `registry`, or those in the
    /// services' `image`.
    pub fn registries_for(&self, environment: &str) -> Vec<String> {
        if let Some(own) = self.environments.get(environment).and_then(|one| one.registry.clone()) {
            return vec![own];
        }
        let host = |service: &Service| {
            let image = service.image.as_str();
            // What follows the host may hold variables; with one in its own place the host is not known yet.
            let first = image.split('/').next().unwrap_or(image);
            (!first.contains('$')).then(|| host_of(image).to_owned())
        };
        let mut hosts: Vec<String> = self.services.values().filter_map(host).collect();
        hosts.sort();
        hosts.dedup();
        hosts
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn a_registry_is_known_also_where_the_image_holds_variables() {
        let of = |image: &str| {
            let text = format!(
                "version: 1\nproject: p\nservices:\n  api: {{ build: {{}}, image: \"{image}\", version: \"1.${{build_number}}\" }}\n"
            );
            parse(&text, "slipway.yml").unwrap().registries_for("sandbox")
        };
        assert_eq!(of("r.example.com:5000/${branch}/api"), ["r.example.com:5000"]);
        assert_eq!(of("team/api-${branch}"), ["docker.io"]);
        assert_eq!(of("${branch}/api"), [""; 0], "it is not known before the branch is");
    }
}
