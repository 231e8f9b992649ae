//! Whether the Docker Engine of this laptop answers.

use std::sync::Arc;

use slipway_docker::{DockerEngines, locate};
use slipway_domain::problem::Problem;
use slipway_engine::ports::{EngineInfo, Engines, Where};
use slipway_ssh::SshHosts;

use crate::kept::Kept;
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

/// Asks the engine whose address a person chose, or the one that is found as the docker command finds it.
pub async fn engine_here(kept: &Kept) -> EngineHere {
    let docker = kept.docker();
    let local = parts::local_host(docker.as_deref());
    let here = Here { docker };
    let located = locate(&here).ok().map(|found| (found.address.to_string(), found.found_by));
    let hosts = Arc::new(SshHosts::new(parts::ssh_settings(kept.folder(), None), local));
    let engines = DockerEngines::new(Arc::new(here), hosts);
    let info = match engines.engine(&Where::Here).await {
        Ok(engine) => engine.info().await,
        Err(problem) => Err(problem),
    };
    EngineHere { located, info }
}
