//! What may be opened for a notice, and what becomes of it.

use std::collections::BTreeMap;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use async_trait::async_trait;
use jiff::Timestamp;
use serde_json::{Value, json};
use slipway_domain::config;

use super::*;
use crate::ports::{Change, Clock, Keychain, KeychainState, Login, Memory, Recalled, Topic};

/// A keychain, a memory, a clock, and what takes values out of text.
#[derive(Default)]
struct Laptop {
    parts: Mutex<BTreeMap<String, Parts>>,
    known: Mutex<BTreeMap<String, Value>>,
    remembered: Mutex<Vec<String>>,
    reads: AtomicUsize,
}

#[async_trait]
impl Keychain for Laptop {
    fn name(&self) -> String {
        "the keychain".to_owned()
    }

    async fn state(&self) -> KeychainState {
        KeychainState::Unlocked
    }

    async fn read(&self, id: &CredentialId) -> Result<Option<Parts>, Problem> {
        self.reads.fetch_add(1, Ordering::SeqCst);
        Ok(self.parts.lock().unwrap().get(&id.to_string()).cloned())
    }

    async fn write(&self, id: &CredentialId, parts: &Parts) -> Result<(), Problem> {
        self.parts.lock().unwrap().insert(id.to_string(), parts.clone());
        Ok(())
    }

    async fn remove(&self, id: &CredentialId) -> Result<bool, Problem> {
        Ok(self.parts.lock().unwrap().remove(&id.to_string()).is_some())
    }

    async fn entries(&self) -> Result<Vec<CredentialId>, Problem> {
        Ok(Vec::new())
    }
}

#[async_trait]
impl Memory for Laptop {
    async fn recall(&self, _: Topic, keys: &[String]) -> Result<Vec<Recalled>, Problem> {
        let known = self.known.lock().unwrap();
        let found = keys.iter().filter_map(|key| Some(json!({ "key": key, "value": known.get(key)? })));
        Ok(found.map(|one| serde_json::from_str(&one.to_string()).unwrap()).collect())
    }

    async fn recall_beginning(&self, topic: Topic, _: &str) -> Result<Vec<Recalled>, Problem> {
        let keys: Vec<String> = self.known.lock().unwrap().keys().cloned().collect();
        self.recall(topic, &keys).await
    }

    async fn remember(&self, topic: Topic, values: Vec<(String, Value)>) -> Result<(), Problem> {
        self.note(topic, values).await
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

impl Clock for Laptop {
    fn now(&self) -> Timestamp {
        Timestamp::UNIX_EPOCH
    }
}

#[async_trait]
impl Secrets for Laptop {
    async fn secret(&self, name: &str, _: Option<&str>) -> Result<Option<Secret>, Problem> {
        Ok((name == "VARIABLE").then(|| Secret::new("from-a-variable")))
    }

    async fn login(&self, _: &str, _: Option<&str>) -> Result<Option<Login>, Problem> {
        Ok(None)
    }

    async fn origin(&self, need: &Need, _: Option<&str>) -> Result<Origin, Problem> {
        Ok(if need.name() == "VARIABLE" { Origin::Elsewhere } else { Origin::Nowhere })
    }

    fn remember(&self, secret: &Secret) {
        self.remembered.lock().unwrap().push(secret.expose().to_owned());
    }

    fn redact(&self, text: &str) -> String {
        text.to_owned()
    }
}

async fn keys(laptop: &Arc<Laptop>, credentials: &[(Kind, &str, &str, bool)]) -> Keys {
    let wallet = Wallet { keychain: laptop.clone(), memory: laptop.clone(), clock: laptop.clone() };
    for (kind, name, value, ask) in credentials {
        let part = kind.main_secret().unwrap().name.to_owned();
        let parts = Parts::new(*kind, [(part, Secret::new(*value))]).unwrap();
        let id = CredentialId::new(Scope::Global, *kind, name).unwrap();
        wallet.add(id, &parts, None, *ask).await.unwrap();
    }
    Keys { secrets: laptop.clone(), wallet: Some(wallet) }
}

async fn opened(keys: &Keys, kind: Kind, name: &str) -> Result<String, Problem> {
    keys.one(kind, name, "recipes", Some("production")).await.map(|secret| secret.expose().to_owned())
}

#[tokio::test]
async fn what_is_opened_for_a_notice_is_taken_out_of_text_from_then_on() {
    let laptop = Arc::new(Laptop::default());
    let keys = keys(
        &laptop,
        &[(Kind::SlackBot, "BOT", "xoxb-quince", false), (Kind::Plain, "ROBOT", "https://robot", false)],
    )
    .await;
    assert_eq!(opened(&keys, Kind::SlackBot, "BOT").await.unwrap(), "xoxb-quince");
    assert_eq!(
        opened(&keys, Kind::SlackWebhook, "ROBOT").await.unwrap(),
        "https://robot",
        "a plain one does"
    );
    assert_eq!(opened(&keys, Kind::Plain, "VARIABLE").await.unwrap(), "from-a-variable");
    assert_eq!(*laptop.remembered.lock().unwrap(), ["xoxb-quince", "https://robot"]);
    assert_eq!(opened(&keys, Kind::Plain, "NOWHERE").await.unwrap_err().code, Code::SecretMissing);
}

#[tokio::test]
async fn a_credential_that_asks_is_never_opened_for_a_notice_and_the_reason_is_told() {
    let laptop = Arc::new(Laptop::default());
    let keys =
        keys(&laptop, &[(Kind::SlackBot, "BOT", "xoxb-quince", true), (Kind::Plain, "KEY", "medlar", true)])
            .await;
    for (kind, name) in [(Kind::SlackBot, "BOT"), (Kind::Plain, "KEY"), (Kind::SlackWebhook, "KEY")] {
        let refused = opened(&keys, kind, name).await.unwrap_err();
        assert_eq!(refused.code, Code::ConfirmationNeeded);
        assert!(refused.message.contains("nobody is asked for a notice"), "{refused:?}");
    }
    assert_eq!(laptop.reads.load(Ordering::SeqCst), 0);
}

#[tokio::test]
async fn what_channels_name_and_nobody_set_is_told_with_its_kind() {
    let laptop = Arc::new(Laptop::default());
    let keys = keys(&laptop, &[(Kind::SlackBot, "BOT", "xoxb-quince", false)]).await;
    let text = "\
version: 1
project: recipes
services: { api: { build: {}, image: registry.example.com/api, version: \"1.${build_number}\" } }
environments: { sandbox: { target: { docker: {} } } }
notifications:
  channels:
    team: { slack: { channel: \"#releases\", credential: BOT } }
    old: { slack_webhook: { credential: HOOK } }
    ops: { dingtalk: { credential: VARIABLE, sign: SIGN } }
    here: { desktop: {} }
  rules: [ { on: failed, to: [team, old, ops, here] } ]
";
    let config = config::parse(text, "slipway.yml").unwrap();
    let unset = keys.unset(config.notifications.as_ref().unwrap(), "recipes").await.unwrap();
    let told: Vec<String> = unset.iter().map(CredentialId::to_string).collect();
    assert_eq!(told, ["project/recipes/slack-webhook/HOOK", "project/recipes/plain/SIGN"]);
    assert_eq!(laptop.reads.load(Ordering::SeqCst), 0);
}
