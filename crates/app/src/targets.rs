//! The targets of a project, one per environment.

use std::collections::BTreeMap;
use std::sync::Arc;

use slipway_domain::config::{Config, Target as Kind};
use slipway_domain::problem::{Code, Problem};
use slipway_engine::ports::{Target, Targets};
use slipway_hosts::Kit;

/// The targets of the policy.
pub struct ProjectTargets {
    targets: BTreeMap<String, Arc<dyn Target>>,
}

impl ProjectTargets {
    /// Makes the target of every environment.
    pub fn new(policy: &Config, kit: &Arc<Kit>) -> Self {
        let targets = policy.environments.iter().map(|(name, environment)| {
            let target: Arc<dyn Target> = match &environment.target {
                Kind::Compose(_) => Arc::new(slipway_compose::ComposeTarget::new(kit.clone(), policy, name)),
                Kind::Docker(_) => {
                    Arc::new(slipway_container::ContainerTarget::new(kit.clone(), policy, name))
                }
                Kind::Script(_) => Arc::new(slipway_script::ScriptTarget::new(kit.clone(), policy, name)),
            };
            (name.clone(), target)
        });
        Self { targets: targets.collect() }
    }
}

impl Targets for ProjectTargets {
    fn target(&self, environment: &str) -> Result<Arc<dyn Target>, Problem> {
        self.targets.get(environment).cloned().ok_or_else(|| {
            Problem::new(
                Code::EnvironmentNotFound,
                format!("there is no environment `{environment}` in slipway.yml"),
            )
        })
    }
}
