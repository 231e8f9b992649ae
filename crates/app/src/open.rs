//! Opens a project with real ports.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use slipway_domain::problem::Problem;
use slipway_engine::ports::Events;
use slipway_engine::project::Project;
use slipway_engine::runner::Runner;
use slipway_store::Store;

use crate::configuration::{Checkout, checkout};
use crate::executors::executors;
use crate::kill_switch::KillAt;
use crate::parts::Parts;
use crate::{device, directories};

/// What a program says when it opens a project.
pub struct Options {
    /// A folder in the repository.
    pub folder: PathBuf,
    /// Where data is kept; the platform's directory if `None`.
    pub data_directory: Option<PathBuf>,
    /// Whether ssh may ask on the terminal; `events` hears when it does.
    pub interactive: bool,
    /// Who is told what happens.
    pub events: Arc<dyn Events>,
}

/// How many steps are under way at the most.
const PARALLEL: usize = 12;
/// How long a place that cannot be observed is asked again.
const PATIENCE: Duration = Duration::from_secs(30);

/// Opens the project around a folder.
pub async fn open(options: Options) -> Result<Project, Problem> {
    // The one TLS provider of the process; a second call finds it installed already.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let data = directories::data_directory(options.data_directory)?;
    let (checkout, store) = futures::join!(checkout(&options.folder), Store::open(&data));
    let (Checkout { source, config, .. }, store) = (checkout?, store?);
    let person = options.interactive.then(|| options.events.clone());
    let parts = Parts::of(&config, source, store, &data, person)?;
    let runner = Arc::new(runner(&parts, options.events));
    let Parts { source, store, clock, registries, targets, gates, .. } = parts;
    Ok(Project {
        policy: Arc::new(config),
        device: device::name(),
        clock,
        ledger: store.ledger(),
        memory: store.memory(),
        logs: store.logs(),
        source,
        artifacts: store.artifacts(),
        registries,
        targets,
        gates,
        runner,
    })
}

fn runner(parts: &Parts, events: Arc<dyn Events>) -> Runner {
    Runner {
        clock: parts.clock.clone(),
        ledger: parts.store.ledger(),
        locks: parts.store.locks(),
        logs: parts.store.logs(),
        events,
        secrets: parts.secrets.clone(),
        executors: executors(parts),
        kill: Arc::new(KillAt::from_environment()),
        parallel: PARALLEL,
        patience: PATIENCE,
    }
}
