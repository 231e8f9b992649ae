//! Credentials: what is known of them, which one applies, and opening it.
//!
//! The keychain holds the values, the memory of this laptop what is known without it ([`Known`]). The keychain is asked
//! only for what the memory knows: whoever has no credentials never waits for a keychain, and a keychain that says
//! nothing is never taken for a credential that was not set.

mod choice;
mod strays;
mod trying;
mod unset;

pub use choice::Choice;
pub use trying::rejected;

use std::sync::Arc;

use serde_json::Value;
use slipway_domain::credential::{CredentialId, Kind, Known, Parts, Scope};
use slipway_domain::problem::{Code, Problem};

use crate::ports::{Clock, Keychain, Memory, Recalled, Topic};

/// The credentials of this laptop.
#[derive(Clone)]
pub struct Wallet {
    /// Where their values lie.
    pub keychain: Arc<dyn Keychain>,
    /// What is known of them.
    pub memory: Arc<dyn Memory>,
    /// When they are put there, tried and used.
    pub clock: Arc<dyn Clock>,
}

impl Wallet {
    /// All that are known, by what they are kept under.
    pub async fn known(&self) -> Result<Vec<Known>, Problem> {
        let recalled = self.memory.recall_beginning(Topic::Credential, "").await?;
        let mut known: Vec<Known> = recalled.iter().filter_map(|one| one.read()).collect();
        known.retain(|one| !one.removed);
        known.sort_by(|a, b| a.id.cmp(&b.id));
        Ok(known)
    }

    /// The one of that kind and name which applies in a project and environment: the narrowest.
    pub async fn applying(
        &self,
        kind: Kind,
        name: &str,
        project: Option<&str>,
        environment: Option<&str>,
    ) -> Result<Option<Known>, Problem> {
        let scopes = Scope::around(project, environment);
        let ids: Vec<CredentialId> =
            scopes.into_iter().filter_map(|scope| CredentialId::new(scope, kind, name).ok()).collect();
        let keys: Vec<String> = ids.iter().map(CredentialId::to_string).collect();
        let recalled = self.memory.recall(Topic::Credential, &keys).await?;
        let known: Vec<Known> = recalled.iter().filter_map(|one| one.read()).collect();
        let narrowest = |id| known.iter().find(|one: &&Known| one.id == id && !one.removed).cloned();
        Ok(ids.into_iter().find_map(narrowest))
    }

    /// Those of a kind that apply in a project and environment, by name; of several with one name the narrowest.
    pub async fn all_applying(
        &self,
        kind: Kind,
        project: Option<&str>,
        environment: Option<&str>,
    ) -> Result<Vec<Known>, Problem> {
        let scopes = Scope::around(project, environment);
        let mut all = self.known().await?;
        all.retain(|one| one.id.kind == kind && scopes.contains(&one.id.scope));
        let width = |one: &Known| scopes.iter().position(|scope| *scope == one.id.scope);
        all.sort_by(|a, b| a.id.name().cmp(b.id.name()).then(width(a).cmp(&width(b))));
        all.dedup_by(|later, first| later.id.name() == first.id.name());
        Ok(all)
    }

    /// Puts a credential into the keychain and remembers what may be known of it. `shown` is what a person may
    /// compare, such as a fingerprint.
    pub async fn add(
        &self,
        id: CredentialId,
        parts: &Parts,
        shown: Option<String>,
        ask: bool,
    ) -> Result<Known, Problem> {
        self.keychain.write(&id, parts).await?;
        let (fields, added) = (parts.open(), self.clock.now());
        let known =
            Known { id, fields, shown, ask, added, rotated: None, used: None, tested: None, removed: false };
        self.note(&known).await?;
        Ok(known)
    }

    /// Replaces the value of a credential; all else that is known of it stays.
    pub async fn rotate(&self, known: Known, parts: &Parts, shown: Option<String>) -> Result<Known, Problem> {
        self.keychain.write(&known.id, parts).await?;
        let (fields, rotated) = (parts.open(), Some(self.clock.now()));
        let known = Known { fields, shown, rotated, tested: None, ..known };
        self.note(&known).await?;
        Ok(known)
    }

    /// Takes a credential out of the keychain and forgets it. What was taken out of the keychain by other hands is
    /// forgotten as well.
    pub async fn remove(&self, known: Known) -> Result<(), Problem> {
        self.keychain.remove(&known.id).await?;
        self.note(&Known { removed: true, ..known }).await
    }

    /// Opens a credential and notes that it was used.
    pub async fn open(&self, known: &Known) -> Result<Parts, Problem> {
        let parts = self.read(known).await?;
        let used = Some(self.clock.now());
        self.note_of(known, &|now| Known { used, ..now }).await?;
        Ok(parts)
    }

    /// The parts of a credential, without noting that it was used: to try it.
    pub async fn read(&self, known: &Known) -> Result<Parts, Problem> {
        self.keychain.read(&known.id).await?.ok_or_else(|| self.gone(known))
    }

    /// What is known of a credential by now; what was known before where nobody knows it any more.
    pub async fn anew(&self, known: &Known) -> Result<Known, Problem> {
        let recalled = self.memory.recall(Topic::Credential, &[known.id.to_string()]).await?;
        Ok(recalled.first().and_then(Recalled::read).unwrap_or_else(|| known.clone()))
    }

    /// Changes what is known of a credential now, which somebody may have written since `known` was read. Of one that was
    /// replaced or removed meanwhile nothing is noted: what came of the value before says nothing of it.
    async fn note_of(
        &self,
        known: &Known,
        noted: &(dyn Fn(Known) -> Known + Send + Sync),
    ) -> Result<(), Problem> {
        let change = |recalled: &Recalled| {
            let now = recalled.read::<Known>().filter(|now| now.is_still(known))?;
            serde_json::to_value(noted(now)).ok()
        };
        self.memory.change(Topic::Credential, &known.id.to_string(), &change).await
    }

    /// Remembers what is known of a credential.
    pub async fn note(&self, known: &Known) -> Result<(), Problem> {
        let value = serde_json::to_value(known).unwrap_or(Value::Null);
        self.memory.note(Topic::Credential, vec![(known.id.to_string(), value)]).await
    }

    /// The keychain was asked and has no such entry, though it was put there.
    fn gone(&self, known: &Known) -> Problem {
        let Known { id, added, .. } = known;
        let message = format!(
            "the credential {} ({}) was put into {} on {} and is not there any more",
            id.name(),
            id.scope,
            self.keychain.name(),
            slipway_domain::moment::moment(known.rotated.unwrap_or(*added))
        );
        Problem::new(Code::CredentialGone, message)
            .hint(format!("put it there again: `slipway credentials rotate {}`", id.name()))
    }
}
