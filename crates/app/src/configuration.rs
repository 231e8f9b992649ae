//! The checked-out `slipway.yml`.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use slipway_domain::build_paths::BuildPaths;
use slipway_domain::config::{self, Config, Findings, Positions};
use slipway_domain::leak::{Leak, distinct, unaccepted};
use slipway_domain::problem::{Code, Problem};
use slipway_engine::ports::{Leaks, Memory, Source, Topic};
use slipway_engine::project::{CONFIGURATION, invalid};
use slipway_engine::steps::leaks::leak_found;
use slipway_git::GitSource;
use slipway_leaks::LeakRules;

/// A repository with its checked-out configuration.
pub struct Checkout {
    /// The repository.
    pub source: Arc<GitSource>,
    /// The configuration file.
    pub file: PathBuf,
    /// Its text.
    pub text: String,
    /// What it says.
    pub config: Config,
    /// What is noteworthy in it without being wrong.
    pub warnings: Findings,
    positions: Option<Positions>,
}

impl Checkout {
    /// The warnings, with those about what this Slipway does not do yet and about files that the checked-out
    /// commit does not have, and with the errors that are in sealed files.
    pub async fn all_warnings(&self) -> Result<Findings, Problem> {
        let Some(positions) = &self.positions else { return Ok(self.warnings.clone()) };
        let not_done = config::not_done_yet(&self.config, positions, CONFIGURATION);
        let root = Path::new(self.source.root());
        let read = |path: &str| std::fs::read_to_string(root.join(path)).ok();
        let sealed = config::sealed_files(&self.config, positions, CONFIGURATION, read);
        let warnings = self.warnings.clone().and(not_done).and(sealed);
        let Ok(commit) = self.source.commit("HEAD").await else {
            // Before the first commit there is nothing to compare with.
            return Ok(warnings);
        };
        let files = self.source.files(&commit.tree).await?;
        let committed: Vec<String> = files.into_iter().map(|file| file.path).collect();
        Ok(warnings.and(config::missing_files(&self.config, positions, CONFIGURATION, &committed)))
    }
}

impl Checkout {
    /// That no Dockerfile of the checkout shows a secret which the project has not accepted.
    ///
    /// # Errors
    /// `LeakFound` with all of them.
    pub fn no_leaks(&self) -> Result<(), Problem> {
        let refused = unaccepted(self.leaks_of_dockerfiles(), &self.config.accepted_leaks);
        if refused.is_empty() { Ok(()) } else { Err(leak_found("the repository", &refused)) }
    }

    /// The accepted findings that neither a Dockerfile of the checkout shows nor an image that was looked through on this
    /// device, as `memory` knows; none before there was one.
    pub async fn unused_leaks(&self, memory: &dyn Memory) -> Result<Findings, Problem> {
        let Some(positions) = &self.positions else { return Ok(Findings::default()) };
        let known = memory.recall_beginning(Topic::Leaks, &format!("{}/", LeakRules.rules())).await?;
        // What is known of a layer by itself is another document.
        let images: Vec<Vec<Leak>> = known.iter().filter_map(|one| one.read()).collect();
        if images.is_empty() {
            return Ok(Findings::default());
        }
        let mut found = self.leaks_of_dockerfiles();
        found.extend(images.into_iter().flatten());
        Ok(config::unused_leaks(&self.config, positions, CONFIGURATION, &found))
    }

    fn leaks_of_dockerfiles(&self) -> Vec<Leak> {
        let builds = self.config.services.values().filter_map(|service| service.build.as_ref());
        let paths = builds.filter_map(|build| BuildPaths::of(&build.context, &build.dockerfile).ok());
        distinct(paths.flat_map(|paths| self.leaks_in(&paths.dockerfile)))
    }

    /// One that is not there is told of by a warning.
    fn leaks_in(&self, dockerfile: &str) -> Vec<Leak> {
        let file = Path::new(self.source.root()).join(dockerfile);
        std::fs::read_to_string(file).map(|text| LeakRules.dockerfile(dockerfile, &text)).unwrap_or_default()
    }
}

/// Opens the repository around a folder and reads its configuration.
pub async fn checkout(folder: &Path) -> Result<Checkout, Problem> {
    let source = Arc::new(GitSource::open(folder).await?);
    let file = Path::new(source.root()).join(CONFIGURATION);
    let text = std::fs::read_to_string(&file).map_err(|error| match error.kind() {
        std::io::ErrorKind::NotFound => Problem::new(
            Code::ConfigurationMissing,
            format!("there is no {CONFIGURATION} in {}", source.root()),
        ),
        _ => Problem::new(Code::FileFailed, format!("{} cannot be read: {error}", file.display())),
    })?;
    read(source, file, text)
}

/// The repository around a folder with a configuration that is in no file yet.
pub async fn draft(folder: &Path, yaml: &str) -> Result<Checkout, Problem> {
    let source = Arc::new(GitSource::open(folder).await?);
    let file = Path::new(source.root()).join(CONFIGURATION);
    read(source, file, yaml.to_owned())
}

fn read(source: Arc<GitSource>, file: PathBuf, text: String) -> Result<Checkout, Problem> {
    let reading = config::read(&text, CONFIGURATION, &config::own_version());
    let (warnings, positions) = (reading.findings, reading.positions);
    let config = reading.config.ok_or_else(|| invalid(&warnings, &text))?;
    Ok(Checkout { source, file, text, config, warnings, positions })
}
