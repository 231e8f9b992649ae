//! A keychain, what is known of it, and a person, all in memory.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::Mutex;
use std::sync::atomic::{AtomicI64, AtomicUsize, Ordering};

use async_trait::async_trait;
use jiff::Timestamp;
use serde_json::{Value, json};
use slipway_credentials::Variables;
use slipway_domain::credential::{CredentialId, Kind, Known, Parts, Scope};
use slipway_domain::problem::{Code, Problem};
use slipway_domain::secret::Secret;
use slipway_engine::credentials::Wallet;
use slipway_engine::ports::{
    Change, Clock, Confirmation, Keychain, KeychainState, Memory, Recalled, Topic, Use,
};

/// A keychain that counts how often it is read, and can be locked.
#[derive(Default)]
pub struct Drawer {
    /// How often it was read.
    pub reads: AtomicUsize,
    entries: Mutex<BTreeMap<CredentialId, Parts>>,
    locked: Mutex<Option<Problem>>,
}

impl Drawer {
    /// Answers with this from now on.
    pub fn lock(&self, problem: Problem) {
        *self.locked.lock().unwrap() = Some(problem);
    }

    /// Can be read again.
    pub fn unlock(&self) {
        *self.locked.lock().unwrap() = None;
    }

    /// Somebody else took everything out.
    pub fn empty(&self) {
        self.entries.lock().unwrap().clear();
    }

    fn ready(&self) -> Result<(), Problem> {
        self.locked.lock().unwrap().clone().map_or(Ok(()), Err)
    }
}

#[async_trait]
impl Keychain for Drawer {
    fn name(&self) -> String {
        "the drawer".to_owned()
    }

    async fn state(&self) -> KeychainState {
        if self.ready().is_ok() { KeychainState::Unlocked } else { KeychainState::Locked }
    }

    async fn read(&self, id: &CredentialId) -> Result<Option<Parts>, Problem> {
        self.reads.fetch_add(1, Ordering::SeqCst);
        self.ready()?;
        Ok(self.entries.lock().unwrap().get(id).cloned())
    }

    async fn write(&self, id: &CredentialId, parts: &Parts) -> Result<(), Problem> {
        self.ready()?;
        self.entries.lock().unwrap().insert(id.clone(), parts.clone());
        Ok(())
    }

    async fn remove(&self, id: &CredentialId) -> Result<bool, Problem> {
        self.ready()?;
        Ok(self.entries.lock().unwrap().remove(id).is_some())
    }

    async fn entries(&self) -> Result<Vec<CredentialId>, Problem> {
        self.ready()?;
        Ok(self.entries.lock().unwrap().keys().cloned().collect())
    }
}

/// Remembers by key; there is one topic only.
#[derive(Default)]
struct Notes(Mutex<BTreeMap<String, Value>>);

impl Notes {
    fn with(&self, fits: impl Fn(&str) -> bool) -> Vec<Recalled> {
        let known = self.0.lock().unwrap();
        let recalled = |(key, value): (&String, &Value)| {
            serde_json::from_str(&json!({ "key": key, "value": value }).to_string()).unwrap()
        };
        known.iter().filter(|(key, _)| fits(key)).map(recalled).collect()
    }
}

#[async_trait]
impl Memory for Notes {
    async fn recall(&self, _: Topic, keys: &[String]) -> Result<Vec<Recalled>, Problem> {
        Ok(self.with(|key| keys.iter().any(|one| one == key)))
    }

    async fn recall_beginning(&self, _: Topic, beginning: &str) -> Result<Vec<Recalled>, Problem> {
        Ok(self.with(|key| key.starts_with(beginning)))
    }

    async fn remember(&self, _: Topic, values: Vec<(String, Value)>) -> Result<(), Problem> {
        let mut known = self.0.lock().unwrap();
        for (key, value) in values {
            known.entry(key).or_insert(value);
        }
        Ok(())
    }

    async fn note(&self, _: Topic, values: Vec<(String, Value)>) -> Result<(), Problem> {
        self.0.lock().unwrap().extend(values);
        Ok(())
    }

    async fn change(&self, topic: Topic, key: &str, change: Change<'_>) -> Result<(), Problem> {
        let known = self.recall(topic, &[key.to_owned()]).await?;
        let changed = known.first().and_then(change).map(|value| (key.to_owned(), value));
        self.note(topic, changed.into_iter().collect()).await
    }
}

/// A second goes by whenever somebody looks.
#[derive(Default)]
struct Ticking(AtomicI64);

impl Clock for Ticking {
    fn now(&self) -> Timestamp {
        Timestamp::from_second(self.0.fetch_add(1, Ordering::SeqCst)).unwrap()
    }
}

/// Says yes, or no, and remembers what was asked.
#[derive(Default)]
pub struct Person {
    declines: bool,
    asked: Mutex<Vec<String>>,
}

impl Person {
    /// Somebody who says no.
    pub fn declining() -> Self {
        Self { declines: true, ..Self::default() }
    }

    /// What was asked so far.
    pub fn asked(&self) -> Vec<String> {
        self.asked.lock().unwrap().clone()
    }
}

#[async_trait]
impl Confirmation for Person {
    async fn confirm(&self, what: &Use) -> Result<bool, Problem> {
        self.asked.lock().unwrap().push(what.named());
        Ok(!self.declines)
    }
}

/// The credentials in a keychain.
pub fn wallet(drawer: &Arc<Drawer>) -> Wallet {
    Wallet {
        keychain: drawer.clone(),
        memory: Arc::new(Notes::default()),
        clock: Arc::new(Ticking::default()),
    }
}

/// Puts a credential there.
pub async fn add(
    wallet: &Wallet,
    scope: Scope,
    kind: Kind,
    name: &str,
    values: &[(&str, &str)],
    ask: bool,
) -> Known {
    let id = CredentialId::new(scope, kind, name).unwrap();
    wallet.add(id, &parts(kind, values), None, ask).await.unwrap()
}

/// Parts of these values.
pub fn parts(kind: Kind, values: &[(&str, &str)]) -> Parts {
    Parts::new(kind, values.iter().map(|(name, value)| ((*name).to_owned(), Secret::new(*value)))).unwrap()
}

/// The scope of a project, or of an environment of it.
pub fn scope(project: &str, environment: Option<&str>) -> Scope {
    Scope::around(Some(project), environment).into_iter().next().unwrap()
}

/// Variables without a home, so that docker is logged in nowhere.
pub fn variables(set: &[(&str, &str)]) -> Variables {
    set.iter().copied().collect()
}

/// What a keychain says that is locked.
pub fn locked() -> Problem {
    Problem::new(Code::KeychainLocked, "the drawer is locked")
}
