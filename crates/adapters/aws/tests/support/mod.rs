//! What the tests share: a policy, a wallet with one key, patience that costs no time.
#![allow(dead_code, clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use async_trait::async_trait;
use jiff::Timestamp;
use serde_json::{Value, json};
use slipway_aws::{Aws, Patience, Settings};
use slipway_domain::config::{Config, parse};
use slipway_domain::credential::{CredentialId, Kind, Parts, Scope};
use slipway_domain::problem::Problem;
use slipway_domain::secret::Secret;
use slipway_engine::credentials::Wallet;
use slipway_engine::ports::{
    Change, Clock, Confirmation, Keychain, KeychainState, Memory, NobodyToAsk, Recalled, Topic,
};

/// The registry of the tests.
pub const REGISTRY: &str = "123456789012.dkr.ecr.eu-central-1.amazonaws.com";
/// A repository in it.
pub const REPOSITORY: &str = "123456789012.dkr.ecr.eu-central-1.amazonaws.com/team/api";
/// What no problem may ever hold.
pub const SECRET: &str = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";

pub fn policy() -> Config {
    let text = format!(
        "version: 1\nproject: shop\nregistries:\n  \"{REGISTRY}\": {{ create: true }}\nservices:\n  \
         api: {{ build: {{}}, image: {REPOSITORY}, version: \"1.${{build_number}}\" }}\nenvironments:\n  \
         dev:\n    aws: {{ account: \"123456789012\" }}\n    \
         target: {{ compose: {{ hosts: [deploy@10.0.0.5] }} }}\n"
    );
    parse(&text, "slipway.yml").unwrap()
}

/// AWS as the project uses it, with one key in the wallet.
pub async fn aws(endpoint: &str) -> Arc<Aws> {
    aws_with(endpoint, &[]).await
}

/// The same, where the key has more parts.
pub async fn aws_with(endpoint: &str, parts: &[(&str, &str)]) -> Arc<Aws> {
    aws_asking(endpoint, parts, false, Arc::new(NobodyToAsk)).await
}

/// The same, where the key is perhaps used only after a yes.
pub async fn aws_asking(
    endpoint: &str,
    parts: &[(&str, &str)],
    ask: bool,
    person: Arc<dyn Confirmation>,
) -> Arc<Aws> {
    let wallet = wallet();
    add_key(&wallet, Scope::Global, "AKIAIOSFODNN7EXAMPLE", parts, ask).await;
    Aws::new(&policy(), settings(endpoint), wallet, person, remember)
}

/// The same with the credentials of a wallet.
pub fn aws_of(endpoint: &str, wallet: Wallet) -> Arc<Aws> {
    Aws::new(&policy(), settings(endpoint), wallet, Arc::new(NobodyToAsk), remember)
}

/// Puts a key into the wallet that is called `team`.
pub async fn add_key(wallet: &Wallet, scope: Scope, key_id: &str, more: &[(&str, &str)], ask: bool) {
    let key = [("access_key_id", key_id), ("secret_access_key", SECRET)];
    let given = key.iter().chain(more).map(|(name, value)| ((*name).to_owned(), Secret::new(*value)));
    let parts = Parts::new(Kind::AwsKey, given).unwrap();
    let id = CredentialId::new(scope, Kind::AwsKey, "team").unwrap();
    wallet.add(id, &parts, None, ask).await.unwrap();
}

/// What was to be in no text from then on.
pub fn remembered() -> Vec<String> {
    REMEMBERED.lock().unwrap().clone()
}

static REMEMBERED: Mutex<Vec<String>> = Mutex::new(Vec::new());

fn remember(secret: &Secret) {
    REMEMBERED.lock().unwrap().push(secret.expose().to_owned());
}

/// Quick pauses, so that tests of patience are quick too.
pub fn settings(endpoint: &str) -> Settings {
    let patience = Patience { attempts: 4, first_pause: Duration::from_millis(5), ..Patience::default() };
    Settings { endpoint: Some(endpoint.to_owned()), patience }
}

pub fn wallet() -> Wallet {
    let kept = Arc::new(Kept::default());
    Wallet { keychain: kept.clone(), memory: kept.clone(), clock: kept }
}

/// A keychain, a memory and a clock, all in memory.
#[derive(Default)]
struct Kept {
    secrets: Mutex<BTreeMap<String, Parts>>,
    known: Mutex<BTreeMap<String, Value>>,
}

#[async_trait]
impl Keychain for Kept {
    fn name(&self) -> String {
        "the keychain of the test".to_owned()
    }

    async fn state(&self) -> KeychainState {
        KeychainState::Unlocked
    }

    async fn read(&self, id: &CredentialId) -> Result<Option<Parts>, Problem> {
        Ok(self.secrets.lock().unwrap().get(&id.to_string()).cloned())
    }

    async fn write(&self, id: &CredentialId, parts: &Parts) -> Result<(), Problem> {
        self.secrets.lock().unwrap().insert(id.to_string(), parts.clone());
        Ok(())
    }

    async fn remove(&self, id: &CredentialId) -> Result<bool, Problem> {
        Ok(self.secrets.lock().unwrap().remove(&id.to_string()).is_some())
    }

    async fn entries(&self) -> Result<Vec<CredentialId>, Problem> {
        Ok(self.secrets.lock().unwrap().keys().filter_map(|id| id.parse().ok()).collect())
    }
}

fn recalled(key: &str, value: &Value) -> Recalled {
    serde_json::from_str(&json!({ "key": key, "value": value }).to_string()).unwrap()
}

#[async_trait]
impl Memory for Kept {
    async fn recall(&self, _: Topic, keys: &[String]) -> Result<Vec<Recalled>, Problem> {
        let known = self.known.lock().unwrap();
        Ok(keys.iter().filter_map(|key| Some(recalled(key, known.get(key)?))).collect())
    }

    async fn recall_beginning(&self, _: Topic, beginning: &str) -> Result<Vec<Recalled>, Problem> {
        let known = self.known.lock().unwrap();
        let fits = known.iter().filter(|(key, _)| key.starts_with(beginning));
        Ok(fits.map(|(key, value)| recalled(key, value)).collect())
    }

    async fn remember(&self, _: Topic, values: Vec<(String, Value)>) -> Result<(), Problem> {
        let mut known = self.known.lock().unwrap();
        for (key, value) in values {
            known.entry(key).or_insert(value);
        }
        Ok(())
    }

    async fn note(&self, _: Topic, values: Vec<(String, Value)>) -> Result<(), Problem> {
        self.known.lock().unwrap().extend(values);
        Ok(())
    }

    async fn change(&self, topic: Topic, key: &str, change: Change<'_>) -> Result<(), Problem> {
        let known = self.recall(topic, &[key.to_owned()]).await?;
        let changed = known.first().and_then(change).map(|value| (key.to_owned(), value));
        self.note(topic, changed.into_iter().collect()).await
    }
}

impl Clock for Kept {
    fn now(&self) -> Timestamp {
        "2026-01-05T09:00:00Z".parse().unwrap()
    }
}
