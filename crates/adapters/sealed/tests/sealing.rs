//! What is sealed for somebody is opened by them alone, with the keys that are credentials.
#![allow(clippy::unwrap_used, reason = "a test may stop")]

use std::collections::BTreeMap;
use std::process::Command;

use age::secrecy::ExposeSecret;
use async_trait::async_trait;
use jiff::Timestamp;
use slipway_domain::credential::{CredentialId, Kind, Known, Parts, Scope};
use slipway_domain::problem::{Code, Problem};
use slipway_domain::sealed::{Recipient, SealedText};
use slipway_domain::secret::Secret;
use slipway_engine::ports::Keys;
use slipway_sealed::{open_with, seal};

const FILE: &str = "secrets/production.age";

fn secrets() -> BTreeMap<String, Secret> {
    let pairs = [("DATABASE_URL", "postgres://ann:hunter22@db/recipes"), ("PEM", "-----\nmany\nlines\n")];
    pairs.into_iter().map(|(name, value)| (name.to_owned(), Secret::new(value))).collect()
}

fn sealed_for(recipients: Vec<Recipient>) -> SealedText {
    let text = seal("recipes/production", recipients, &secrets()).unwrap();
    assert!(!text.contains("hunter22"));
    SealedText::read(&text).unwrap()
}

fn known(kind: Kind, name: &str) -> Known {
    Known {
        id: CredentialId::new(Scope::Global, kind, name).unwrap(),
        fields: BTreeMap::new(),
        shown: None,
        ask: false,
        added: Timestamp::UNIX_EPOCH,
        rotated: None,
        used: None,
        tested: None,
        removed: false,
    }
}

/// The keychain of somebody.
#[derive(Default)]
struct Ring {
    age: Option<(Known, Parts)>,
    ssh: Vec<(Known, Parts)>,
}

impl Ring {
    fn age(identity: &str) -> Self {
        let parts = Parts::new(Kind::Plain, [("value".to_owned(), Secret::new(identity))]).unwrap();
        Self { age: Some((known(Kind::Plain, "AGE_IDENTITY"), parts)), ssh: Vec::new() }
    }

    fn ssh(name: &str, key: &str, passphrase: &str) -> Self {
        let given = [("private_key", key), ("passphrase", passphrase)];
        let given = given.map(|(name, value)| (name.to_owned(), Secret::new(value)));
        let parts = Parts::new(Kind::SshKey, given).unwrap();
        Self { age: None, ssh: vec![(known(Kind::SshKey, name), parts)] }
    }
}

#[async_trait]
impl Keys for Ring {
    async fn ssh_keys(&self, _: Option<&str>) -> Result<Vec<Known>, Problem> {
        Ok(self.ssh.iter().map(|(known, _)| known.clone()).collect())
    }

    async fn age_identity(&self, _: Option<&str>) -> Result<Option<Known>, Problem> {
        Ok(self.age.as_ref().map(|(known, _)| known.clone()))
    }

    async fn open_key(&self, known: &Known) -> Result<Parts, Problem> {
        let mut all = self.ssh.iter().chain(&self.age);
        Ok(all.find(|(one, _)| one == known).map(|(_, parts)| parts.clone()).unwrap())
    }
}

/// A private key as `ssh-keygen` makes it, and its public one.
fn ssh_key(kind: &[&str], passphrase: &str) -> (String, String) {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("key");
    let mut keygen = Command::new("ssh-keygen");
    keygen.args(["-q", "-C", "ann@laptop", "-N", passphrase]).args(kind).arg("-f").arg(&file);
    assert!(keygen.status().unwrap().success());
    let read = |name: &str| std::fs::read_to_string(folder.path().join(name)).unwrap();
    (read("key"), read("key.pub"))
}

async fn opened(text: &SealedText, ring: &Ring) -> Result<BTreeMap<String, Secret>, Problem> {
    open_with(FILE, text.clone(), Some("production"), ring).await
}

#[tokio::test]
async fn an_age_identity_opens_also_as_age_keygen_writes_it() {
    let identity = age::x25519::Identity::generate();
    let public = identity.to_public().to_string();
    let text = sealed_for(vec![Recipient::new("build-laptop", &public).unwrap()]);
    let secret = identity.to_string();
    let file = format!("# created: 2026-01-01\n# public key: {public}\n{}\n", secret.expose_secret());
    for written in [secret.expose_secret(), file.as_str()] {
        let opened = opened(&text, &Ring::age(written)).await.unwrap();
        assert_eq!(opened["DATABASE_URL"].expose(), "postgres://ann:hunter22@db/recipes");
        assert_eq!(opened["PEM"].expose(), "-----\nmany\nlines\n");
    }
}

#[tokio::test]
async fn ssh_keys_open_with_and_without_a_passphrase() {
    let kinds: [(&[&str], &str); 3] =
        [(&["-t", "ed25519"], ""), (&["-t", "ed25519"], "correct horse"), (&["-t", "rsa", "-b", "2048"], "")];
    for (kind, passphrase) in kinds {
        let (private, public) = ssh_key(kind, passphrase);
        let text = sealed_for(vec![Recipient::new("ann", &public).unwrap()]);
        let secrets = opened(&text, &Ring::ssh("deploy", &private, passphrase)).await.unwrap();
        assert_eq!(secrets.len(), 2, "{kind:?}");
    }
}

#[tokio::test]
async fn who_is_no_recipient_is_told_who_is_and_a_wrong_passphrase_says_so() {
    let (private, public) = ssh_key(&["-t", "ed25519"], "correct horse");
    let (stranger, _) = ssh_key(&["-t", "ed25519"], "");
    let text = sealed_for(vec![Recipient::new("ann", &public).unwrap()]);
    let refused = opened(&text, &Ring::ssh("stranger", &stranger, "")).await.unwrap_err();
    assert_eq!(refused.code, Code::SealedClosed);
    assert!(refused.message.contains("not sealed for stranger; it is sealed for ann"), "{refused}");
    let wrong = opened(&text, &Ring::ssh("deploy", &private, "hunter22")).await.unwrap_err();
    assert_eq!(wrong.code, Code::CredentialsFailed);
    assert!(wrong.message.contains("passphrase") && !wrong.message.contains("hunter22"), "{wrong}");
    let nobody = opened(&text, &Ring::default()).await.unwrap_err();
    assert!(nobody.message.contains("no SSH key and no age identity"), "{nobody}");
}

#[tokio::test]
async fn a_key_that_opens_nothing_hides_not_that_the_others_are_no_recipients() {
    let (_, public) = ssh_key(&["-t", "ed25519"], "");
    let (stranger, _) = ssh_key(&["-t", "ed25519"], "");
    let (unfit, _) = ssh_key(&["-t", "ecdsa"], "");
    let text = sealed_for(vec![Recipient::new("ann", &public).unwrap()]);
    let alone = Ring::ssh("token", &unfit, "");
    assert_eq!(opened(&text, &alone).await.unwrap_err().code, Code::CredentialsFailed);
    let ssh = [alone.ssh, Ring::ssh("stranger", &stranger, "").ssh].into_iter().flatten().collect();
    let both = opened(&text, &Ring { age: None, ssh }).await.unwrap_err();
    assert_eq!(both.code, Code::SealedClosed, "{both}");
    assert!(both.message.contains("it is sealed for ann"), "{both}");
}

/// Whoever may write to the repository but opens nothing could otherwise make a name stand for another's value.
#[tokio::test]
async fn a_head_with_a_right_sum_that_was_not_sealed_with_it_does_not_open() {
    let identity = age::x25519::Identity::generate();
    let recipient = Recipient::new("ann", &identity.to_public().to_string()).unwrap();
    let text = sealed_for(vec![recipient]);
    let mut head = text.head.clone();
    head.of = "recipes/sandbox".to_owned();
    let forged = SealedText::read(&head.with(&text.sealed)).unwrap();
    let ring = Ring::age(identity.to_string().expose_secret());
    assert_eq!(opened(&forged, &ring).await.unwrap_err().code, Code::SealedInvalid);
    assert!(opened(&text, &ring).await.is_ok());
}

#[test]
fn more_than_can_be_opened_is_not_sealed() {
    let key = age::x25519::Identity::generate();
    let recipient = Recipient::new("ann", &key.to_public().to_string()).unwrap();
    let large = Secret::new("x".repeat(5 << 20));
    let secrets = BTreeMap::from([("DUMP".to_owned(), large)]);
    let refused = seal("recipes/production", vec![recipient], &secrets).unwrap_err();
    assert_eq!(refused.code, Code::SealedInvalid);
    assert!(refused.message.ends_with("they are larger than 4 MiB together"), "{}", refused.message);
}
