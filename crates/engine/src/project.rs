//! A project as the engine works on it: its policy and everything it is reached through.

use std::sync::Arc;

use slipway_domain::config::{self, Config, Environment, Findings};
use slipway_domain::problem::{Code, Problem};

use crate::notify::Herald;
use crate::ports::{
    Accounts, Artifacts, Clock, ImageHost, Ledger, LogStore, Memory, Registries, Source, Target, Targets,
};
use crate::runner::{Author, Runner};
use crate::steps::gate::Gatekeeper;

/// The name of the configuration file.
pub const CONFIGURATION: &str = "slipway.yml";

/// A project: the checked-out policy, and the ports.
#[derive(Clone)]
pub struct Project {
    /// The checked-out `slipway.yml`: hosts, targets, rules.
    pub policy: Arc<Config>,
    /// This device's name.
    pub device: String,
    /// Time of day.
    pub clock: Arc<dyn Clock>,
    /// The ledger.
    pub ledger: Arc<dyn Ledger>,
    /// What is known of images and places.
    pub memory: Arc<dyn Memory>,
    /// The steps' logs.
    pub logs: Arc<dyn LogStore>,
    /// The repository.
    pub source: Arc<dyn Source>,
    /// What jobs left.
    pub artifacts: Arc<dyn Artifacts>,
    /// Registries.
    pub registries: Arc<dyn Registries>,
    /// The same for what is done while nobody waits for it: nobody is asked for a login, and a keychain that is locked
    /// stays so.
    pub background_registries: Arc<dyn Registries>,
    /// Whoever runs registries.
    pub image_host: Arc<dyn ImageHost>,
    /// Whose accounts things are done in.
    pub accounts: Arc<dyn Accounts>,
    /// Targets of the policy.
    pub targets: Arc<dyn Targets>,
    /// Gates.
    pub gates: Arc<Gatekeeper>,
    /// What executes plans.
    pub runner: Arc<Runner>,
    /// What tells the team, where slipway.yml says who is told of anything.
    pub herald: Option<Arc<Herald>>,
}

impl Project {
    /// The project's name.
    pub fn name(&self) -> &str {
        &self.policy.project
    }

    /// Who acts. Only what writes something down has to know.
    pub async fn author(&self) -> Result<Author, Problem> {
        Ok(Author { actor: self.source.person().await?, device: self.device.clone() })
    }

    /// An environment of the policy.
    pub fn environment(&self, name: &str) -> Result<&Environment, Problem> {
        environment_of(&self.policy, name)
    }

    /// The target of an environment.
    pub fn target(&self, name: &str) -> Result<Arc<dyn Target>, Problem> {
        self.environment(name)?;
        self.targets.target(name)
    }

    /// The configuration as it stands in a tree: what governs build, recipe and `env` of a release.
    pub async fn configuration_in(&self, tree: &str) -> Result<Config, Problem> {
        let file = self.source.file(tree, CONFIGURATION).await?.ok_or_else(|| {
            let message = "the commit has no slipway.yml";
            Problem::new(Code::ConfigurationMissing, message)
                .hint("commit slipway.yml, or try it out with --dirty")
        })?;
        let text = String::from_utf8_lossy(&file.bytes);
        config::parse(&text, CONFIGURATION).map_err(|findings| invalid(&findings, &text))
    }
}

/// An environment of a policy.
pub fn environment_of<'p>(policy: &'p Config, name: &str) -> Result<&'p Environment, Problem> {
    policy.environments.get(name).ok_or_else(|| {
        let known: Vec<&str> = policy.environments.keys().map(String::as_str).collect();
        let message = format!("there is no environment `{name}` in slipway.yml");
        let hint = if known.is_empty() {
            "slipway.yml has no environments".to_owned()
        } else {
            format!("there are {}", known.join(", "))
        };
        Problem::new(Code::EnvironmentNotFound, message).hint(hint)
    })
}

/// The problem that findings in a `slipway.yml` are: every one with its place, line and caret.
pub fn invalid(findings: &Findings, text: &str) -> Problem {
    let errors: Vec<_> = findings.errors().collect();
    let mut details = serde_json::to_value(errors.first()).unwrap_or_default();
    if let Some(details) = details.as_object_mut() {
        details.insert("findings".to_owned(), serde_json::to_value(findings).unwrap_or_default());
    }
    let count = if errors.len() == 1 { "an error".to_owned() } else { format!("{} errors", errors.len()) };
    let rendered = config::render(findings, text);
    let message = format!("{CONFIGURATION} has {count}\n\n{rendered}");
    Problem::new(Code::ConfigurationInvalid, message.trim_end()).details(details)
}
