//! What `check` and `check --hosts` say.

use schemars::JsonSchema;
use serde::Serialize;
use slipway_domain::config::{Config, Finding as ConfigFinding, Findings};
use slipway_engine::ports::Finding;

/// The document of `check`: a configuration that can be used. One that cannot is an error.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct CheckDocument {
    /// The project's name.
    pub project: String,
    /// Its services, in the file's order.
    pub services: Vec<String>,
    /// Its environments, in promotion order.
    pub environments: Vec<String>,
    /// What works, but hardly as meant.
    pub findings: Vec<FindingDocument>,
}

/// A finding in a configuration.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(rename = "ConfigurationFinding")]
pub struct FindingDocument {
    /// The stable code, such as `config_doubtful`.
    pub code: String,
    /// What is wrong, as a sentence.
    pub message: String,
    /// The file.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
    /// What to write instead.
    pub suggestion: Option<String>,
    /// What to do.
    pub hint: Option<String>,
}

/// The document of `check --hosts`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct HostsDocument {
    /// The environments in promotion order.
    pub environments: Vec<EnvironmentDocument>,
}

/// The document of `check --notify`: channels that took a message. One that did not is an error.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct NotifyDocument {
    /// The channels' names.
    pub told: Vec<String>,
}

/// An environment whose hosts were looked at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(rename = "CheckedEnvironment")]
pub struct EnvironmentDocument {
    /// Its name.
    pub name: String,
    /// What was found at its places.
    pub findings: Vec<HostFindingDocument>,
}

/// Something found out about a place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct HostFindingDocument {
    /// The place.
    pub place: String,
    /// What was looked at, such as `connection`, `disk`, `clock`.
    pub subject: String,
    /// Whether it is fine.
    pub ok: bool,
    /// What was found.
    pub text: String,
    /// What to do about it.
    pub fix: Option<String>,
}

impl CheckDocument {
    /// The document of a configuration that can be used.
    pub fn of(config: &Config, findings: &Findings) -> Self {
        Self {
            project: config.project.clone(),
            services: config.services.keys().cloned().collect(),
            environments: config.environments.keys().cloned().collect(),
            findings: findings.all().iter().map(FindingDocument::from).collect(),
        }
    }
}

impl From<&ConfigFinding> for FindingDocument {
    fn from(finding: &ConfigFinding) -> Self {
        Self {
            code: finding.code.to_string(),
            message: finding.message.clone(),
            file: finding.file.clone(),
            line: finding.line,
            column: finding.column,
            suggestion: finding.suggestion.clone(),
            hint: finding.hint.clone(),
        }
    }
}

impl HostsDocument {
    /// The document of what was found, by environment.
    pub fn of(found: &[(String, Vec<Finding>)]) -> Self {
        let environment = |(name, findings): &(String, Vec<Finding>)| EnvironmentDocument {
            name: name.clone(),
            findings: findings.iter().map(HostFindingDocument::from).collect(),
        };
        Self { environments: found.iter().map(environment).collect() }
    }
}

impl From<&Finding> for HostFindingDocument {
    fn from(finding: &Finding) -> Self {
        Self {
            place: finding.place.clone(),
            subject: finding.subject.clone(),
            ok: finding.ok,
            text: finding.text.clone(),
            fix: finding.fix.clone(),
        }
    }
}
