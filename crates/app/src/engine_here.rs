//! Whether the Docker Engine of this laptop answers.

use slipway_docker::{FoundBy, locate};
use slipway_domain::problem::Problem;
use slipway_engine::ports::{EngineInfo, Engines, Where};

use crate::kept::Kept;
use crate::parts::hosts_and_engines;
use crate::surroundings::Here;

/// The engine of this laptop, as far as there is one.
#[derive(Debug, Clone, PartialEq)]
pub struct EngineHere {
    /// Its address, and what said so.
    pub located: Option<(String, FoundBy)>,
    /// What it says of itself, or why it does not.
    pub info: Result<EngineInfo, Problem>,
}

/// Asks the engine whose address a person chose, or the one that is found as the docker command finds it.
pub async fn engine_here(kept: &Kept) -> EngineHere {
    let found = locate(&Here { docker: kept.docker() }).ok();
    let located = found.map(|found| (found.address.to_string(), found.found_by));
    let (_, engines) = hosts_and_engines(kept, None, None);
    let info = match engines.engine(&Where::Here).await {
        Ok(engine) => engine.info().await,
        Err(problem) => Err(problem),
    };
    EngineHere { located, info }
}
