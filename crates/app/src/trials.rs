//! What tries credentials, by their kind.

use std::path::Path;
use std::sync::Arc;

use slipway_domain::config::{Config, Environment};
use slipway_domain::credential::Kind;
use slipway_domain::host::Host;
use slipway_domain::problem::Problem;
use slipway_engine::ports::{Trial, Trials};
use slipway_registry::{RegistryTrial, Settings};
use slipway_ssh::{HostOf, SshTrial};
use slipway_tokens::{GitTrial, SlackTrial};

use crate::parts::{install_tls, ssh_settings, tls_settings};

/// All that can be tried. A policy, with the folder that it is in, says which certificates of registries are trusted, and
/// which hosts a key is for. What has no entry (a plain secret, a webhook) can only be seen to be there: trying it would
/// do something.
pub fn trials(policy: Option<(&Config, &Path)>) -> Result<Trials, Problem> {
    install_tls();
    let tls = policy.map(|(policy, root)| tls_settings(policy, root)).transpose()?.unwrap_or_default();
    let hosts = policy.map(|(policy, _)| hosts_of(policy)).unwrap_or_default();
    let ssh = ssh_settings(&std::env::temp_dir(), None);
    let all: [(Kind, Arc<dyn Trial>); 4] = [
        (Kind::Registry, Arc::new(RegistryTrial::new(Settings::new(tls)))),
        (Kind::SshKey, Arc::new(SshTrial::new(ssh, hosts))),
        (Kind::GitToken, Arc::new(GitTrial)),
        (Kind::SlackBot, Arc::new(SlackTrial::default())),
    ];
    Ok(all.into_iter().chain(of_aws()).collect())
}

/// Those of AWS, where this Slipway was built with it.
#[cfg(feature = "aws")]
fn of_aws() -> Vec<(Kind, Arc<dyn Trial>)> {
    let trial: Arc<dyn Trial> = Arc::new(slipway_aws::AwsTrial::default());
    vec![(Kind::AwsKey, trial.clone()), (Kind::AwsProfile, trial)]
}

#[cfg(not(feature = "aws"))]
fn of_aws() -> Vec<(Kind, Arc<dyn Trial>)> {
    Vec::new()
}

/// The hosts of all environments.
fn hosts_of(policy: &Config) -> Vec<HostOf> {
    let of = |(name, environment): (&String, &Environment)| {
        let one = |host: &Host| HostOf { environment: name.clone(), host: host.clone() };
        environment.target.hosts().iter().map(one).collect::<Vec<_>>()
    };
    policy.environments.iter().flat_map(of).collect()
}
