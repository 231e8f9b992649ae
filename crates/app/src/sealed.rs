//! Sealed files in the working tree: reading, changing, comparing with what is committed.

mod editor;
mod file;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use slipway_credentials::{Credentials, remember};
use slipway_domain::problem::{Code, Problem};
use slipway_domain::sealed::{self, NameChange, Recipient, SealedText};
use slipway_domain::secret::Secret;
use slipway_engine::ports::{Confirmation, Source};
use slipway_engine::project::CONFIGURATION;
use slipway_engine::sealed::{of_another, text_in};
use slipway_git::GitSource;
use slipway_sealed::{open_with, seal};

use crate::configuration::checkout;
use crate::kept::Kept;
use crate::parts::{Parts, install_tls};

pub use editor::edit;

/// The secrets of a sealed file, by name.
pub type Secrets = BTreeMap<String, Secret>;

/// The sealed file of one environment in the working tree.
pub struct Sealing {
    source: Arc<GitSource>,
    keys: Arc<Credentials>,
    environment: String,
    of: String,
    path: String,
    is_named: bool,
}

/// What is in a sealed file, opened.
pub struct Opened {
    /// Who can open it.
    pub recipients: Vec<Recipient>,
    /// What it holds.
    pub secrets: Secrets,
}

/// What differs between two versions of a sealed file.
pub struct Difference {
    /// The secrets, by name.
    pub secrets: Vec<(String, NameChange)>,
    /// Why it is not told which values differ: one of the two cannot be opened here.
    pub closed: Option<Problem>,
}

impl Sealing {
    /// The one of an environment in the repository around a folder: where slipway.yml says, else where it would lie.
    /// `confirmation` is asked whether keys may be used that are used only after a yes.
    pub async fn of(
        kept: &Kept,
        folder: &Path,
        environment: &str,
        confirmation: Arc<dyn Confirmation>,
    ) -> Result<Self, Problem> {
        install_tls();
        let checkout = checkout(folder).await?;
        let known = checkout.config.environments.get(environment).ok_or_else(|| {
            let message = format!("there is no environment `{environment}` in {CONFIGURATION}");
            Problem::new(Code::EnvironmentNotFound, message)
        })?;
        let named = known.sealed.clone();
        let parts = Parts::of(&checkout.config, checkout.source.clone(), kept, None, confirmation)?;
        Ok(Self {
            of: sealed::of(&checkout.config.project, environment),
            environment: environment.to_owned(),
            is_named: named.is_some(),
            path: named.unwrap_or_else(|| format!("secrets/{environment}.age")),
            source: checkout.source,
            keys: parts.secrets,
        })
    }

    /// Its path in the repository.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The line that is missing in slipway.yml, where it does not name the file.
    pub fn missing_line(&self) -> Option<String> {
        let Self { environment, path, is_named, .. } = self;
        (!is_named).then(|| format!("sealed: {path} under environments.{environment} in {CONFIGURATION}"))
    }

    /// What everybody can read of it in the working tree; `None` where there is none.
    pub fn read(&self) -> Result<Option<SealedText>, Problem> {
        let Some(text) = file::read(&self.file(), &self.path)? else { return Ok(None) };
        match text.head.of == self.of {
            true => Ok(Some(text)),
            false => Err(of_another(&self.path, &text.head.of, &self.of)),
        }
    }

    /// What everybody can read of it at a revision; `None` where that has none.
    pub async fn at(&self, revision: &str) -> Result<Option<SealedText>, Problem> {
        let tree = self.source.commit(revision).await?.tree;
        Ok(text_in(&*self.source, &tree, &self.path).await?.map(|(text, _)| text))
    }

    /// What is in it, opened with a key that is among the credentials; a problem where there is none yet.
    pub async fn open(&self) -> Result<Opened, Problem> {
        let text = self.read()?.ok_or_else(|| self.missing())?;
        let recipients = text.head.recipients.clone();
        Ok(Opened { recipients, secrets: self.open_text(text).await? })
    }

    /// Writes it, encrypted anew for its recipients. What does not change keeps the file as it is.
    pub fn write(&self, opened: Opened) -> Result<(), Problem> {
        let Opened { recipients, secrets } = opened;
        secrets.values().for_each(remember);
        if recipients.is_empty() {
            let message = format!("nobody could open {} any more", self.path);
            return Err(Problem::new(Code::Usage, message).hint("leave at least one recipient"));
        }
        file::write(&self.file(), &self.path, &seal(&self.of, recipients, &secrets)?)
    }

    /// What differs from one version to another. Which values differ is told where both can be opened here.
    pub async fn difference(
        &self,
        before: Option<SealedText>,
        after: Option<SealedText>,
    ) -> Result<Difference, Problem> {
        let names = |text: &Option<SealedText>| text.as_ref().map(|text| text.head.secrets.clone());
        let (old, new) = (names(&before).unwrap_or_default(), names(&after).unwrap_or_default());
        if before == after || old.iter().all(|name| !new.contains(name)) {
            return Ok(Difference { secrets: sealed::changes(&old, &new, |_| false), closed: None });
        }
        let (before, after) = match self.open_both(before, after).await {
            Ok(both) => both,
            Err(problem) if is_closed(&problem) => {
                let secrets = sealed::changes(&old, &new, |_| false);
                return Ok(Difference { secrets, closed: Some(problem) });
            }
            Err(problem) => return Err(problem),
        };
        let changed = |name: &str| value(&before, name) != value(&after, name);
        Ok(Difference { secrets: sealed::changes(&old, &new, changed), closed: None })
    }

    /// The problem that there is no such file yet.
    pub fn missing(&self) -> Problem {
        let Self { path, environment, .. } = self;
        let message = format!("there is no {path} yet, so nobody is known for whom it is to be sealed");
        Problem::new(Code::SealedInvalid, message).hint(format!(
            "begin with yourself: `slipway credentials sealed recipients add NAME PUBLIC-KEY --env {environment}`"
        ))
    }

    async fn open_both(
        &self,
        before: Option<SealedText>,
        after: Option<SealedText>,
    ) -> Result<(Secrets, Secrets), Problem> {
        let mut both = [Secrets::new(), Secrets::new()];
        for (opened, text) in both.iter_mut().zip([before, after]) {
            if let Some(text) = text {
                *opened = self.open_text(text).await?;
            }
        }
        let [before, after] = both;
        Ok((before, after))
    }

    async fn open_text(&self, text: SealedText) -> Result<Secrets, Problem> {
        let secrets = open_with(&self.path, text, Some(&self.environment), &*self.keys).await?;
        secrets.values().for_each(remember);
        Ok(secrets)
    }

    fn file(&self) -> PathBuf {
        Path::new(self.source.root()).join(&self.path)
    }
}

/// Whether the file is sound and only no key is here.
fn is_closed(problem: &Problem) -> bool {
    let keychain =
        [Code::KeychainUnavailable, Code::KeychainLocked, Code::KeychainSilent, Code::KeychainEmpty];
    problem.code == Code::SealedClosed || keychain.contains(&problem.code)
}

fn value<'s>(secrets: &'s Secrets, name: &str) -> Option<&'s str> {
    secrets.get(name).map(Secret::expose)
}
