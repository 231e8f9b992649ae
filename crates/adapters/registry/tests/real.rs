//! Against Debian's docker-registry, with its password file and its TLS.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

use std::sync::atomic::Ordering;
use std::time::Instant;

use bytes::Bytes;
use serde_json::Value;
use slipway_domain::digest::Digest;
use slipway_domain::problem::{Code, Problem};
use slipway_engine::ports::{Change, KnownBy, Layer, ManifestInfo, Memory, Recalled, Topic};
use slipway_engine::tags::Listing;
use slipway_registry::TlsSettings;
use support::images::{INDEX, Image, index};
use support::real::{Certificate, Options, Real, client_certificate};
use support::{Logins, PASSWORD, open, settings, with_tls};

fn protected() -> Options {
    Options { password: true, ..Options::default() }
}

fn known_by(image: &Image) -> KnownBy {
    KnownBy { manifest: image.digest(), configuration: Digest::of(&image.config) }
}

#[tokio::test]
async fn reads_tags_digests_and_metadata() {
    let registry = Real::start(protected());
    let (amd, arm) = (Image::new("0.1.7", "amd64"), Image::new("0.1.7", "arm64"));
    registry.push(&amd, Some("0.1.7")).await;
    registry.push(&arm, None).await;
    let logins = Logins::user("ada", PASSWORD);
    let api = open(&registry.name(), &logins, settings()).await;
    assert_eq!(api.tags().await.unwrap(), ["0.1.7"]);
    assert_eq!(api.digest("0.1.7").await.unwrap(), Some(amd.digest()));
    assert_eq!(api.digest("0.1.8").await.unwrap(), None);
    assert!(api.exists(&arm.digest()).await.unwrap());
    assert!(!api.exists(&Digest::of(b"gone")).await.unwrap());
    assert!(api.manifest("0.1.8").await.unwrap().is_none());
    let known = api.metadata(&amd.digest()).await.unwrap();
    assert_eq!(known.created.as_deref(), Some("2026-02-03T04:05:06Z"));
    assert_eq!(known.size_bytes, amd.layer.len() as u64);
    assert_eq!(known.platforms, ["linux/amd64"]);
    assert_eq!(known.labels["dev.slipway.build-number"], "7");
    let manifest = api.manifest("0.1.7").await.unwrap().unwrap();
    assert_eq!(api.known_by(&manifest).await.unwrap(), [known_by(&amd)]);
    let layer = Layer { id: "unpacked 0.1.7".to_owned(), size_bytes: amd.layer.len() as u64 };
    assert_eq!(known.layers_for("linux/amd64"), [layer], "by what it unpacks to, as engines know it");
    assert_eq!(logins.asked.load(Ordering::SeqCst), 1);
    let gone = api.metadata(&Digest::of(b"gone")).await.unwrap_err();
    assert_eq!(gone.code, Code::RegistryNotFound);
}

#[tokio::test]
async fn writes_tags_and_indexes_and_removes() {
    let registry = Real::start(protected());
    let (amd, arm) = (Image::new("0.1.7", "amd64"), Image::new("0.1.7", "arm64"));
    registry.push(&amd, Some("one")).await;
    registry.push(&arm, None).await;
    let api = open(&registry.name(), &Logins::user("ada", PASSWORD), settings()).await;
    let manifest = api.manifest("one").await.unwrap().unwrap();
    assert_eq!(api.tag(&manifest, "two").await.unwrap(), amd.digest());
    assert_eq!(api.digest("two").await.unwrap(), Some(amd.digest()));

    let members = [("linux/amd64".to_owned(), amd.digest()), ("linux/arm64".to_owned(), arm.digest())];
    let joined = api.put_index(&members, "all").await.unwrap();
    assert_eq!(api.digest("all").await.unwrap(), Some(joined.clone()));
    let known = api.metadata(&joined).await.unwrap();
    assert_eq!(known.platforms, ["linux/amd64", "linux/arm64"]);
    assert_eq!(known.size_bytes, 2 * amd.layer.len() as u64);
    let index = api.manifest("all").await.unwrap().unwrap();
    assert_eq!(api.known_by(&index).await.unwrap(), [&amd, &arm].map(known_by));
    assert_eq!(known.layers_for("linux/arm64/v8").len(), 1, "of two platforms an engine pulls one");
    assert_eq!(known.layers_for("linux/s390x"), []);

    api.delete(&amd.digest()).await.unwrap();
    assert_eq!(api.digest("one").await.unwrap(), None);
    assert_eq!(api.tags().await.unwrap(), ["all"]);
    api.delete(&amd.digest()).await.unwrap();
}

#[tokio::test]
async fn says_that_deletion_is_off_and_that_parts_are_missing() {
    let registry = Real::start(Options { no_delete: true, ..Options::default() });
    let image = Image::new("1.0.0", "amd64");
    registry.push(&image, Some("1.0.0")).await;
    let api = open(&registry.name(), &Logins::anonymous(), settings()).await;
    let kept = api.delete(&image.digest()).await.unwrap_err();
    assert_eq!(kept.code, Code::RegistryFailed);
    assert!(kept.message.contains("removes nothing"), "{kept}");
    let other = Image::new("2.0.0", "amd64");
    let bytes = Bytes::from(other.manifest);
    let info =
        ManifestInfo { digest: Digest::of(&bytes), media_type: support::images::MANIFEST.to_owned(), bytes };
    let refused = api.tag(&info, "2.0.0").await.unwrap_err();
    assert!(refused.message.contains("BLOB_UNKNOWN"), "{refused}");
}

#[tokio::test]
async fn passes_over_attestations() {
    let registry = Real::start(Options::default());
    let image = Image::new("1.0.0", "amd64");
    registry.push(&image, Some("plain")).await;
    // docker-registry wants every entry to exist, so the attestation is any manifest that does.
    let built = String::from_utf8(index(&[(&image, "amd64")])).unwrap();
    let attestation = Digest::of(b"amd64").to_string();
    let beside = Image::new("0.0.0", "amd64");
    registry.push(&beside, None).await;
    let built = built.replace(&attestation, beside.digest().as_str());
    registry.push_manifest(INDEX, built.as_bytes(), "built").await;
    let api = open(&registry.name(), &Logins::anonymous(), settings()).await;
    let known = api.metadata(&Digest::of(built.as_bytes())).await.unwrap();
    let index = api.manifest("built").await.unwrap().unwrap();
    assert_eq!(api.known_by(&index).await.unwrap(), [known_by(&image)]);
    assert_eq!(known.platforms, ["linux/amd64"]);
}

#[tokio::test]
async fn names_registry_and_user_when_denied_but_never_the_password() {
    let registry = Real::start(protected());
    let nobody = open(&registry.name(), &Logins::anonymous(), settings()).await;
    let denied = nobody.tags().await.unwrap_err();
    assert_eq!(denied.code, Code::RegistryDenied);
    assert!(denied.message.contains("wants a login"), "{denied}");
    let wrong = open(&registry.name(), &Logins::user("ada", "wr0ng-one"), settings()).await;
    let denied = wrong.tags().await.unwrap_err();
    assert_eq!(denied.code, Code::RegistryDenied);
    assert!(
        denied.message.contains(&registry.address) && denied.message.contains("the user ada"),
        "{denied}"
    );
    assert!(!format!("{denied:?}").contains("wr0ng-one"));
    let right = open(&registry.name(), &Logins::user("ada", PASSWORD), settings()).await;
    assert_eq!(right.tags().await.unwrap_err().code, Code::RegistryNotFound);
}

#[tokio::test]
async fn trusts_a_certificate_only_when_told() {
    for certificate in [Certificate::signing_itself(), Certificate::signed(&["IP:127.0.0.1"])] {
        let registry = Real::start(Options { tls: Some(certificate), ..protected() });
        registry.push(&Image::new("1.0.0", "amd64"), Some("1.0.0")).await;
        let logins = Logins::user("ada", PASSWORD);
        let unknown = open(&registry.name(), &logins, settings()).await.tags().await.unwrap_err();
        assert_eq!(unknown.code, Code::RegistryUnreachable);
        assert!(unknown.message.contains("is signed by"), "{unknown}");
        assert!(unknown.hint.unwrap().contains("ca: FILE"));

        let trusted = registry.trusted.clone().unwrap();
        let ca = Some(Bytes::from(std::fs::read(&trusted).unwrap()));
        let with_ca = with_tls(&registry.address, TlsSettings { ca, insecure: false });
        let insecure = with_tls(&registry.address, TlsSettings { ca: None, insecure: true });
        let folder = tempfile::tempdir().unwrap();
        let certs = folder.path().join(&registry.address);
        std::fs::create_dir(&certs).unwrap();
        std::fs::copy(&trusted, certs.join("ca.crt")).unwrap();
        let mut in_folder = settings();
        in_folder.certificate_folders = vec![folder.path().to_owned()];
        for settings in [with_ca, insecure, in_folder] {
            let api = open(&registry.name(), &logins, settings).await;
            assert_eq!(api.tags().await.unwrap(), ["1.0.0"]);
        }
    }
}

#[tokio::test]
async fn shows_the_client_certificate_that_docker_would_show() {
    let certificate = Certificate::signed(&["IP:127.0.0.1"]);
    let registry =
        Real::start(Options { tls: Some(certificate), client_certificates: true, ..Options::default() });
    let folder = tempfile::tempdir().unwrap();
    let certs = folder.path().join(&registry.address);
    std::fs::create_dir(&certs).unwrap();
    let authority = registry.trusted.as_ref().unwrap();
    std::fs::copy(authority, certs.join("ca.crt")).unwrap();
    let settings = || {
        let mut settings = settings();
        settings.certificate_folders = vec![folder.path().to_owned()];
        settings
    };
    let without = open(&registry.name(), &Logins::anonymous(), settings()).await.tags().await.unwrap_err();
    assert_eq!(without.code, Code::RegistryUnreachable);
    // The refusal itself may get lost when the registry closes the connection at once.
    assert!(format!("{without:?}").contains("client certificate"), "{without:?}");
    client_certificate(authority, &certs);
    let with = open(&registry.name(), &Logins::anonymous(), settings()).await;
    assert_eq!(with.tags().await.unwrap_err().code, Code::RegistryNotFound);
}

#[tokio::test]
async fn a_certificate_for_another_name_is_refused() {
    let registry =
        Real::start(Options { tls: Some(Certificate::signed(&["DNS:other.example"])), ..protected() });
    let ca = Some(Bytes::from(std::fs::read(registry.trusted.as_ref().unwrap()).unwrap()));
    let settings = with_tls(&registry.address, TlsSettings { ca, insecure: false });
    let api = open(&registry.name(), &Logins::anonymous(), settings).await;
    let refused = api.tags().await.unwrap_err();
    assert!(refused.message.contains("is made out for other.example, and not for 127.0.0.1"), "{refused}");
}

#[tokio::test]
async fn plain_http_needs_to_be_said_off_this_machine() {
    let registry = Real::start(Options::default());
    registry.push(&Image::new("1.0.0", "amd64"), Some("1.0.0")).await;
    // An address of this machine that does not look like one.
    let name = registry.name().replace("127.0.0.1", "0.0.0.0");
    let host = registry.address.replace("127.0.0.1", "0.0.0.0");
    let refused = open(&name, &Logins::anonymous(), settings()).await.tags().await.unwrap_err();
    assert_eq!(refused.code, Code::RegistryUnreachable);
    assert!(refused.message.contains("plain HTTP, where HTTPS is expected"), "{refused}");
    let settings = with_tls(&host, TlsSettings { ca: None, insecure: true });
    assert_eq!(open(&name, &Logins::anonymous(), settings).await.tags().await.unwrap(), ["1.0.0"]);
}

#[tokio::test]
async fn a_registry_that_is_not_there_is_unreachable() {
    let api = open("127.0.0.1:1/x", &Logins::anonymous(), settings()).await;
    let gone = api.tags().await.unwrap_err();
    assert_eq!(gone.code, Code::RegistryUnreachable);
    assert!(gone.message.contains("refused"), "{gone}");
    let api = open("registry.invalid/x", &Logins::anonymous(), settings()).await;
    let nowhere = api.tags().await.unwrap_err();
    assert_eq!(nowhere.code, Code::RegistryUnreachable);
    assert!(nowhere.message.contains("name is not known"), "{nowhere}");
}

#[tokio::test]
async fn the_login_is_never_sent_out_of_tls() {
    let thief = support::fake::Fake::start(|_| support::fake::Reply::ok(r#"{"token":"t"}"#)).await;
    let registry = Real::start(Options {
        tls: Some(Certificate::signed(&["IP:127.0.0.1"])),
        token_realm: Some(format!("http://{}/token", thief.address)),
        ..Options::default()
    });
    let ca = Some(Bytes::from(std::fs::read(registry.trusted.as_ref().unwrap()).unwrap()));
    let settings = with_tls(&registry.address, TlsSettings { ca, insecure: false });
    let api = open(&registry.name(), &Logins::user("ada", PASSWORD), settings).await;
    let refused = api.tags().await.unwrap_err();
    assert!(refused.message.contains("without HTTPS"), "{refused}");
    assert!(thief.seen("").is_empty());
}

#[tokio::test]
async fn two_thousand_tags() {
    let registry = Real::start(Options::default());
    for number in 0..20 {
        let image = Image::new(&format!("0.1.{number}"), "amd64");
        registry.push(&image, Some(&format!("first-{number}"))).await;
    }
    for at in 0..2000 {
        let image = Image::new(&format!("0.1.{}", at % 20), "amd64");
        registry.point(&format!("t{at}"), &image.digest());
    }
    let api = open(&registry.name(), &Logins::anonymous(), settings()).await;
    let begun = Instant::now();
    let listing = Listing {
        repository: &registry.name(),
        registry: &*api,
        memory: &Forgetful,
        now: 0,
        stays: &|_| false,
        number: &|_| None,
    };
    let rows = slipway_engine::tags::tags(&listing, &Default::default()).await.unwrap();
    println!("2020 tags of 20 images in {:?}", begun.elapsed());
    assert_eq!(rows.len(), 20);
    assert_eq!(rows.iter().map(|row| row.tags.len()).sum::<usize>(), 2020);
    assert!(rows.iter().all(|row| row.commit.as_deref() == Some("c0ffee")));
}

/// Remembers nothing.
struct Forgetful;

#[async_trait::async_trait]
impl Memory for Forgetful {
    async fn recall(&self, _: Topic, _: &[String]) -> Result<Vec<Recalled>, Problem> {
        Ok(Vec::new())
    }

    async fn recall_beginning(&self, _: Topic, _: &str) -> Result<Vec<Recalled>, Problem> {
        Ok(Vec::new())
    }

    async fn remember(&self, _: Topic, _: Vec<(String, Value)>) -> Result<(), Problem> {
        Ok(())
    }

    async fn note(&self, _: Topic, _: Vec<(String, Value)>) -> Result<(), Problem> {
        Ok(())
    }

    async fn change(&self, _: Topic, _: &str, _: Change<'_>) -> Result<(), Problem> {
        Ok(())
    }
}
