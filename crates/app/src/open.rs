//! Opens a project with real ports.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use slipway_domain::problem::Problem;
use slipway_engine::ports::{Confirmation, Events, NobodyToAsk, Prompts, Silent};
use slipway_engine::project::Project;
use slipway_engine::runner::Runner;
use slipway_ssh::Person;

use crate::configuration::{Checkout, checkout, draft};
use crate::device;
use crate::executors::executors;
use crate::kept::Kept;
use crate::kill_switch::KillAt;
use crate::parts::{Parts, install_tls};
use crate::team::Team;

/// What a program says when it opens a project.
pub struct Options {
    /// A folder in the repository.
    pub folder: PathBuf,
    /// Where data is kept; the platform's directory if `None`.
    pub data_directory: Option<PathBuf>,
    /// Whether ssh may ask on the terminal, and a locked keychain by its own prompt; `events` hears when ssh does.
    pub interactive: bool,
    /// Who is told what happens.
    pub events: Arc<dyn Events>,
    /// Who is asked about credentials that are used only after a yes.
    pub confirmation: Arc<dyn Confirmation>,
}

/// How many steps are under way at the most.
const PARALLEL: usize = 12;
/// How long a place that cannot be observed is asked again.
const PATIENCE: Duration = Duration::from_secs(30);

/// Opens the project around a folder.
pub async fn open(options: Options) -> Result<Project, Problem> {
    let Options { folder, data_directory, interactive, events, confirmation } = options;
    let (checkout, kept) = futures::join!(checkout(&folder), Kept::open(data_directory));
    let (checkout, kept) = (checkout?, kept?);
    let kept = if interactive { kept.with_person() } else { kept };
    let person = interactive.then(|| Person::new(events.clone()));
    assemble(checkout, &kept, person, events, confirmation)
}

/// Opens the project around a folder in a data directory that is open already. Whoever sits at no terminal is asked by ssh
/// through `prompts`, and about credentials through `confirmation`.
pub async fn open_in(
    kept: &Kept,
    folder: &Path,
    events: Arc<dyn Events>,
    confirmation: Arc<dyn Confirmation>,
    prompts: Arc<dyn Prompts>,
) -> Result<Project, Problem> {
    assemble(checkout(folder).await?, kept, Some(Person::elsewhere(prompts)), events, confirmation)
}

/// A project of a configuration that is in no file yet, to look at its hosts. Nothing is kept of it.
pub async fn open_draft(kept: &Kept, folder: &Path, yaml: &str) -> Result<Project, Problem> {
    let mut draft = draft(folder, yaml).await?;
    // Nobody is told of what is only tried out.
    draft.config.notifications = None;
    assemble(draft, kept, None, Arc::new(Silent), Arc::new(NobodyToAsk))
}

/// Puts real things behind a project's ports. ssh may ask the `person`.
fn assemble(
    checkout: Checkout,
    kept: &Kept,
    person: Option<Person>,
    events: Arc<dyn Events>,
    confirmation: Arc<dyn Confirmation>,
) -> Result<Project, Problem> {
    install_tls();
    let Checkout { source, config, .. } = checkout;
    let parts = Parts::of(&config, source, kept, person, confirmation)?;
    let team = Team::of(&config, &parts, kept.wallet_in_the_background());
    let (runner, heard) = team.runner(&parts, events);
    let Parts { source, store, clock, registries, background_registries, cloud, targets, gates, .. } = parts;
    let project = Project {
        policy: Arc::new(config),
        device: device::name(),
        clock,
        ledger: store.ledger(),
        memory: store.memory(),
        logs: store.logs(),
        source,
        artifacts: store.artifacts(),
        registries,
        background_registries,
        image_host: cloud.host,
        accounts: cloud.accounts,
        targets,
        gates,
        runner,
        herald: None,
    };
    Ok(team.told(project, heard))
}

pub(crate) fn runner(parts: &Parts, events: Arc<dyn Events>) -> Runner {
    Runner {
        clock: parts.clock.clone(),
        ledger: parts.store.ledger(),
        locks: parts.store.locks(),
        logs: parts.store.logs(),
        events,
        secrets: parts.logins.clone(),
        executors: executors(parts),
        kill: Arc::new(KillAt::from_environment()),
        parallel: PARALLEL,
        patience: PATIENCE,
    }
}
