//! Whether the Docker Engine of this laptop answers.

use std::path::Path;
use std::sync::Arc;

use slipway_docker::{DockerEngines, locate};
use slipway_domain::problem::Problem;
use slipway_engine::ports::{EngineInfo, Engines, Where};
use slipway_ssh::SshHosts;

use crate::parts;
use crate::surroundings::Here;

/// The engine of this laptop, as far as there is one.
#[derive(Debug, Clone)]
pub struct EngineHere {
    /// Its address, and what said so.
    pub located: Option<(String, String)>,
    /// What it says of itself, or why it does not.
    pub info: Result<EngineInfo, Problem>,
}

/// Looks for it as the docker command does, and asks it. `data` is the data directory.
pub async fn engine_here(data: &Path) -> EngineHere {
    let located = locate(&Here).ok().map(|found| (found.address.to_string(), found.found_by));
    let hosts = Arc::new(SshHosts::new(parts::ssh_settings(data, None), parts::local_host()));
    let engines = DockerEngines::new(Arc::new(Here), hosts);
    let info = match engines.engine(&Where::Here).await {
        Ok(engine) => engine.info().await,
        Err(problem) => Err(problem),
    };
    EngineHere { located, info }
}
