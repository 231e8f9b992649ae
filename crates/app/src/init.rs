//! `slipway init`: looks at a repository and proposes its `slipway.yml`.
//!
//! The files are those of the working tree, uncommitted ones included. Hosts and registries that the files
//! name are asked what they hold, and have ten seconds to answer; who does not is left out, and that is said.

mod document;
mod hosts;
mod logins;
mod repository;

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use futures::future::join_all;
use slipway_domain::problem::{Code, Problem};
use slipway_engine::ports::{Events, Registries};
use slipway_engine::project::CONFIGURATION;
use slipway_git::GitSource;
use slipway_importers::{Facts, Finding, look};
pub use slipway_importers::{Proposal, kind_of};
use slipway_registry::{OciRegistries, Settings};
use slipway_ssh::{Person, SshHosts, SshSettings};

pub use self::document::document;
use self::logins::Own;
use crate::{Kept, parts};

/// How long a host or a registry may take to answer.
const PATIENCE: Duration = Duration::from_secs(10);

/// What a person allows a proposal to do.
#[derive(Clone, Default)]
pub struct InitOptions {
    /// Hosts and registries that the files name are asked, with the credentials that are kept here. Without it only files
    /// are read.
    pub asking: Option<Kept>,
    /// Who hears when ssh asks on the terminal; `None` if it may not.
    pub person: Option<Arc<dyn Events>>,
}

/// Proposes a `slipway.yml` for the repository around a folder. Changes nothing.
///
/// # Errors
/// `NotARepository`, and what keeps git from reading.
pub async fn propose(folder: &Path, options: InitOptions) -> Result<Proposal, Problem> {
    let source = GitSource::open(folder).await?;
    let repository = repository::read(&source).await?;
    let mut facts = look(&repository);
    if let Some(kept) = &options.asking {
        let own = Own::of(kept, folder).await;
        let (registries, hosts) =
            futures::join!(ask_registries(&facts, &own), ask_hosts(&facts, kept, &own, options.person));
        for answer in registries {
            note(&mut facts, answer, |facts, (name, tags)| drop(facts.heard.tags.insert(name, tags)));
        }
        for answer in hosts {
            note(&mut facts, answer, |facts, (name, host)| drop(facts.heard.hosts.insert(name, host)));
        }
    }
    Ok(slipway_importers::propose(&facts))
}

/// Takes an answer over, or says why there is none.
fn note<T>(facts: &mut Facts, answer: Result<T, String>, take: impl Fn(&mut Facts, T)) {
    match answer {
        Ok(answer) => take(facts, answer),
        Err(text) => facts.findings.push(Finding { place: None, text }),
    }
}

async fn ask_registries(facts: &Facts, own: &Own) -> Vec<Result<(String, Vec<String>), String>> {
    parts::install_tls();
    let registries = OciRegistries::new(own.logins.clone(), Settings::new(Default::default()));
    let one = async |name: String| {
        let tags = async { registries.repository(&name).await?.tags().await };
        match tokio::time::timeout(PATIENCE, tags).await {
            Ok(Ok(tags)) => Ok((name, tags)),
            Ok(Err(problem)) => {
                Err(unheard(&format!("The tags of {name} are not known"), &own_login(problem)))
            }
            Err(_) => Err(format!("The tags of {name} are not known: its registry did not answer in time.")),
        }
    };
    join_all(facts.repositories().into_iter().map(one)).await
}

/// A refusal, with the logins that count here.
fn own_login(problem: Problem) -> Problem {
    if problem.code != Code::RegistryDenied {
        return problem;
    }
    problem.hint(
        "`slipway credentials add registry HOST:PORT --global --field user=NAME`, `docker login`, or set \
         SLIPWAY_REGISTRY_USER_HOST_PORT and SLIPWAY_REGISTRY_PASSWORD_HOST_PORT",
    )
}

async fn ask_hosts(
    facts: &Facts,
    kept: &Kept,
    own: &Own,
    person: Option<Arc<dyn Events>>,
) -> Vec<Result<(String, slipway_importers::HeardHost), String>> {
    let addresses = facts.hosts();
    if addresses.is_empty() {
        return Vec::new();
    }
    let settings = parts::ssh_settings(kept.folder(), person.map(Person::new));
    let settings = SshSettings { keys: Some(own.keys()), ..settings };
    let ssh = SshHosts::new(settings, parts::local_host(None));
    let one = async |address: String| match hosts::ask(&ssh, &address, PATIENCE).await {
        Ok(heard) => Ok((address, heard)),
        Err(problem) => Err(unheard(&format!("{address} could not be asked"), &problem)),
    };
    join_all(addresses.into_iter().map(one)).await
}

/// What was not heard, why, and what to do about it.
fn unheard(what: &str, problem: &Problem) -> String {
    let hint = problem.hint.as_ref().map(|hint| format!(" To do: {hint}.")).unwrap_or_default();
    format!("{what}: {}.{hint}", problem.message)
}

/// Writes a proposal as the `slipway.yml` of the repository around a folder, whole or not at all.
/// Returns the file's path.
///
/// # Errors
/// `Usage` when there is one already and `force` is not set; `FileFailed` when it cannot be written.
pub async fn write(proposal: &Proposal, folder: &Path, force: bool) -> Result<PathBuf, Problem> {
    write_text(&proposal.yaml, folder, force).await
}

/// The same of a text that a person may have changed.
pub async fn write_text(yaml: &str, folder: &Path, force: bool) -> Result<PathBuf, Problem> {
    let source = GitSource::open(folder).await?;
    let root = PathBuf::from(slipway_engine::ports::Source::root(&source));
    let file = root.join(CONFIGURATION);
    let failed = |error: std::io::Error| {
        Problem::new(Code::FileFailed, format!("{} cannot be written: {error}", file.display()))
    };
    let mut draft = new_file(&root).map_err(failed)?;
    draft.write_all(yaml.as_bytes()).and_then(|()| draft.as_file().sync_all()).map_err(failed)?;
    let kept = if force { draft.persist(&file) } else { draft.persist_noclobber(&file) };
    match kept {
        Ok(_) => Ok(file),
        Err(error) if error.error.kind() == std::io::ErrorKind::AlreadyExists => Err(Problem::new(
            Code::Usage,
            format!("there is a {CONFIGURATION} in {} already", root.display()),
        )
        .hint("`slipway init` shows a proposal without writing it; --force replaces the file")),
        Err(error) => Err(failed(error.error)),
    }
}

/// A file beside the one to write, readable as files of a repository are.
fn new_file(folder: &Path) -> std::io::Result<tempfile::NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".slipway-").suffix(".yml");
    #[cfg(unix)]
    let readable = std::os::unix::fs::PermissionsExt::from_mode(0o644);
    #[cfg(unix)]
    builder.permissions(readable);
    builder.tempfile_in(folder)
}
