//! Jobs of the pipeline.

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::Serialize;

use super::value::{Env, OneOrMany};
use crate::duration::Duration;

/// A job: steps in one container, or the building of services.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(default, deny_unknown_fields)]
pub struct Job {
    /// The image the steps run in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub image: Option<String>,
    /// Jobs that must have succeeded before.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schemars(with = "OneOrMany<String>")]
    pub needs: Vec<String>,
    /// Variables of every step.
    #[serde(skip_serializing_if = "IndexMap::is_empty")]
    pub env: Env,
    /// What runs, in order; the first that fails ends the job.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub steps: Vec<Step>,
    /// The longest time the whole job may take.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub timeout: Option<Duration>,
    /// Folders kept between runs.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub caches: Vec<Cache>,
    /// Containers that run beside the job, by the name they are reached under.
    #[serde(skip_serializing_if = "IndexMap::is_empty")]
    pub sidecars: IndexMap<String, Sidecar>,
    /// Files and folders, relative to the workspace, that the job leaves to the jobs that need it and to
    /// `files` of a target. A release keeps those of its own run, on the laptop that ran it; one that was made
    /// without its jobs (`slipway push`) has none.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub artifacts: Vec<String>,
    /// Where the job leaves its test and coverage reports.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reports: Option<Reports>,
    /// Services whose images this job builds.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schemars(with = "OneOrMany<String>")]
    pub build: Vec<String>,
    /// Whether the built images are pushed. A run makes no release of images that it does not push.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub push: bool,
}

/// One step of a job: a shell script.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Step {
    /// What people read; the script's first line when missing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The script, run by the image's `sh -e`. `${…}` is the shell's, never Slipway's.
    pub run: String,
    /// Where it runs, relative to the workspace.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub working_directory: Option<String>,
    /// Variables of this step; they win over the job's.
    #[serde(skip_serializing_if = "IndexMap::is_empty")]
    #[schemars(default)]
    pub env: Env,
    /// The longest time it may take.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub timeout: Option<Duration>,
}

impl Job {
    /// The keys of it that this Slipway cannot do. A job that has one is refused: it would be run in part.
    pub fn not_run_yet(&self) -> Vec<&'static str> {
        let uses = [("caches", !self.caches.is_empty()), ("sidecars", !self.sidecars.is_empty())];
        uses.into_iter().filter(|(_, used)| *used).map(|(key, _)| key).collect()
    }
}

/// Folders kept between runs under a key.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Cache {
    /// The key; `{{ checksum "FILE" }}` stands for the checksum of a file.
    pub key: String,
    /// The folders.
    #[schemars(length(min = 1))]
    pub paths: Vec<String>,
}

/// A container beside a job.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Sidecar {
    /// Its image.
    pub image: String,
    /// Its variables.
    #[serde(skip_serializing_if = "IndexMap::is_empty")]
    #[schemars(default)]
    pub env: Env,
    /// When it counts as ready; at once when missing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ready: Option<Ready>,
}

/// When a sidecar is ready.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Ready {
    /// The port that accepts connections.
    #[schemars(range(min = 1))]
    pub tcp: u16,
    /// The longest time it may take.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub within: Option<Duration>,
}

/// Where a job leaves its reports; paths and patterns relative to the workspace.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(default, deny_unknown_fields)]
pub struct Reports {
    /// Test reports in JUnit's XML.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schemars(with = "OneOrMany<String>")]
    pub junit: Vec<String>,
    /// Coverage reports.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schemars(with = "OneOrMany<String>")]
    pub coverage: Vec<String>,
}
