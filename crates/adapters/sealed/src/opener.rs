//! Opens the sealed files of commits with the keys that are credentials.

use std::collections::BTreeMap;
use std::sync::Arc;

use async_trait::async_trait;
use slipway_domain::credential::Known;
use slipway_domain::digest::Digest;
use slipway_domain::problem::{Code, Problem};
use slipway_domain::sealed::{Recipient, SealedFile, SealedText};
use slipway_domain::secret::Secret;
use slipway_engine::ports::{Keys, SealedFiles, Source};
use slipway_engine::sealed::{of_another, text_in};

use crate::key::Key;
use crate::seal::open;

/// What opens sealed files of a repository.
pub struct SealedSecrets {
    source: Arc<dyn Source>,
}

impl SealedSecrets {
    /// Of that repository.
    pub fn new(source: Arc<dyn Source>) -> Self {
        Self { source }
    }
}

#[async_trait]
impl SealedFiles for SealedSecrets {
    async fn open(&self, file: &SealedFile, keys: &dyn Keys) -> Result<BTreeMap<String, Secret>, Problem> {
        let found = text_in(&*self.source, &file.tree, &file.path).await?;
        let (text, version) = found.ok_or_else(|| gone(file))?;
        is_the_one(file, &text, &version)?;
        let environment = file.of.split_once('/').map(|(_, environment)| environment);
        open_with(&file.path, text, environment, keys).await
    }
}

/// Opens what was read of a sealed file with the first of the keys that opens it. The keys that it names as those of its
/// recipients are tried first, so that hardly ever another one has to be opened.
pub async fn open_with(
    path: &str,
    text: SealedText,
    environment: Option<&str>,
    keys: &dyn Keys,
) -> Result<BTreeMap<String, Secret>, Problem> {
    let mut known: Vec<Known> = keys.age_identity(environment).await?.into_iter().collect();
    known.extend(keys.ssh_keys(environment).await?);
    known.sort_by_key(|one| !is_of(one, &text.head.recipients));
    let (mut refused, mut tried) = (None, false);
    for one in &known {
        let key = match Key::of(one, &keys.open_key(one).await?) {
            Ok(key) => key,
            Err(problem) => {
                // A key of a type that opens nothing may lie beside one that does.
                refused = refused.or(Some((problem, is_of(one, &text.head.recipients))));
                continue;
            }
        };
        tried = true;
        if let Some(secrets) = opened(path, text.clone(), key).await? {
            return Ok(secrets);
        }
    }
    // That one of them cannot be used matters where it would open the file, or where there is no other.
    match refused {
        Some((problem, is_recipients)) if is_recipients || !tried => Err(problem),
        Some(_) | None => Err(closed(path, &text, &known)),
    }
}

/// Opening takes a while: on a thread that waits.
async fn opened(path: &str, text: SealedText, key: Key) -> Result<Option<BTreeMap<String, Secret>>, Problem> {
    let path = path.to_owned();
    let opening = tokio::task::spawn_blocking(move || open(&path, &text, &[key]));
    opening
        .await
        .map_err(|error| Problem::new(Code::Internal, format!("opening a file ended early: {error}")))?
}

/// Whether a credential's key is one of the recipients', as far as that shows.
fn is_of(known: &Known, recipients: &[Recipient]) -> bool {
    let shown = known.shown.as_deref().unwrap_or_default();
    recipients.iter().any(|recipient| !shown.is_empty() && shown.contains(&recipient.shown()))
}

/// The file is in git what the plan says.
fn is_the_one(file: &SealedFile, text: &SealedText, version: &Digest) -> Result<(), Problem> {
    if *version != file.version {
        let message = format!("{} is not in the version that the plan names", file.path);
        return Err(Problem::new(Code::PlanOutOfDate, message));
    }
    if text.head.of != file.of {
        return Err(of_another(&file.path, &text.head.of, &file.of));
    }
    Ok(())
}

fn gone(file: &SealedFile) -> Problem {
    let message = format!("{} is not in the repository any more as the plan names it", file.path);
    Problem::new(Code::SealedInvalid, message).hint("fetch the release's commit, then try again")
}

fn closed(path: &str, text: &SealedText, tried: &[Known]) -> Problem {
    let recipients: Vec<&str> = text.head.recipients.iter().map(Recipient::name).collect();
    let tried: Vec<&str> = tried.iter().map(|known| known.id.name()).collect();
    let keys = match tried.as_slice() {
        [] => "no SSH key and no age identity is among the credentials that apply".to_owned(),
        tried => format!("it is not sealed for {}", tried.join(", ")),
    };
    let message = format!("{path} cannot be opened here: {keys}; it is sealed for {}", recipients.join(", "));
    Problem::new(Code::SealedClosed, message)
}
