//! What tries credentials, by their kind.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use slipway_domain::config::Config;
use slipway_domain::credential::Kind;
use slipway_domain::problem::Problem;
use slipway_engine::ports::{Trial, Trials};
use slipway_registry::{RegistryTrial, Settings};
use slipway_tokens::{GitTrial, SlackTrial};

use crate::parts::{install_tls, tls_settings};

/// All that can be tried. A policy, with the folder that it is in, says which certificates of registries are trusted.
/// What has no entry (a plain secret, a webhook) can only be seen to be there: trying it would do something.
pub fn trials(policy: Option<(&Config, &Path)>) -> Result<Trials, Problem> {
    install_tls();
    let tls = policy.map(|(policy, root)| tls_settings(policy, root)).transpose()?.unwrap_or_default();
    let all: [(Kind, Arc<dyn Trial>); 3] = [
        (Kind::Registry, Arc::new(RegistryTrial::new(Settings::new(tls)))),
        (Kind::GitToken, Arc::new(GitTrial)),
        (Kind::SlackBot, Arc::new(SlackTrial::default())),
    ];
    Ok(BTreeMap::from(all))
}
