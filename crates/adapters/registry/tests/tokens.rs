//! Registries that give tokens, as Docker Hub does.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use async_trait::async_trait;
use base64::Engine;
use slipway_domain::digest::Digest;
use slipway_domain::problem::{Code, Problem};
use slipway_domain::secret::Secret;
use slipway_engine::ports::{Login, ManifestInfo, Registries, Secrets};
use slipway_registry::OciRegistries;
use slipway_testkit::{Registry, RegistryOptions};
use support::fake::{Fake, Reply, Seen};
use support::{Logins, PASSWORD, open, settings};

/// A registry that answers the holder of the newest token only, and gives `token-1`, `token-2` … `life`
/// is how long they live, in seconds.
async fn registry(life: u64) -> Fake {
    let given = Arc::new(AtomicUsize::new(0));
    Fake::start_slow(Duration::from_millis(20), move |seen| {
        if seen.path.starts_with("/token") {
            let number = given.fetch_add(1, Ordering::SeqCst) + 1;
            return Reply::ok(format!(r#"{{"token":"token-{number}","expires_in":{life}}}"#));
        }
        let newest = format!("Bearer token-{}", given.load(Ordering::SeqCst));
        if seen.authorization.as_deref() == Some(newest.as_str()) {
            answer(seen)
        } else {
            challenge(seen, "")
        }
    })
    .await
}

fn answer(seen: &Seen) -> Reply {
    match seen.path.contains("tags/list") {
        true => Reply::ok(r#"{"tags":["a"]}"#),
        false => Reply::ok("{}").with("Docker-Content-Digest", &format!("sha256:{}", "0".repeat(64))),
    }
}

#[tokio::test]
async fn a_real_registry_takes_what_its_token_server_gives() {
    let options = RegistryOptions { tls: false, tokens: true, ..RegistryOptions::default() };
    let registry = Registry::on_loopback(&options).unwrap();
    let name = format!("{}/team/api", registry.address());
    let right = open(&name, &Logins::user(registry.user(), registry.password()), settings()).await;
    let empty = right.tags().await.unwrap_err();
    assert_eq!(empty.code, Code::RegistryNotFound, "the token opened the door to nothing: {empty}");
    let bytes = bytes::Bytes::from(support::images::Image::new("1.0.0", "amd64").manifest);
    let media_type = support::images::MANIFEST.to_owned();
    let manifest = ManifestInfo { digest: Digest::of(&bytes), media_type, bytes };
    let parts = right.tag(&manifest, "1.0.0").await.unwrap_err();
    assert!(parts.message.contains("BLOB_UNKNOWN"), "another token opened it for writing: {parts}");
    assert_eq!(registry.tokens_handed_out(), 2);

    let nobody = open(&name, &Logins::anonymous(), settings()).await.tags().await.unwrap_err();
    assert_eq!(nobody.code, Code::RegistryDenied);
    assert!(nobody.message.contains("wants a login"), "{nobody}");
    let wrong = open(&name, &Logins::user("ada", PASSWORD), settings()).await.tags().await.unwrap_err();
    assert_eq!(wrong.code, Code::RegistryDenied);
    assert!(wrong.message.contains("the user ada") && !format!("{wrong:?}").contains(PASSWORD), "{wrong}");
}

/// Wants a token; the address that gives it is the registry's own.
fn challenge(seen: &Seen, scope: &str) -> Reply {
    let scope = if scope.is_empty() { String::new() } else { format!(",scope=\"{scope}\"") };
    let realm = format!("http://{}/token", seen.host);
    Reply::new(401, r#"{"errors":[{"code":"UNAUTHORIZED","message":"authentication required"}]}"#)
        .with("WWW-Authenticate", &format!("Bearer realm=\"{realm}\",service=\"test\"{scope}"))
}

#[tokio::test]
async fn one_token_serves_many_requests() {
    let fake = registry(300).await;
    let logins = Logins::user("ada", PASSWORD);
    let api = open(&fake.repository(), &logins, settings()).await;
    let lookups = (0..40).map(|at| {
        let api = api.clone();
        async move { api.digest(&format!("t{at}")).await.unwrap().unwrap() }
    });
    futures::future::join_all(lookups).await;
    let tokens = fake.seen("/token");
    assert_eq!(tokens.len(), 1);
    let path = &tokens[0].path;
    assert!(path.contains("account=ada") && path.contains("service=test"), "{path}");
    assert!(path.contains("scope=repository%3Ateam%2Fapi%3Apull"), "{path}");
    assert!(tokens[0].authorization.as_ref().unwrap().starts_with("Basic "));
    assert_eq!(fake.seen("manifests").len(), 40);
    assert_eq!(logins.asked.load(Ordering::SeqCst), 1);
}

#[tokio::test]
async fn a_token_for_writing_is_another_one() {
    let fake = Fake::start(|seen| match &seen.authorization {
        _ if seen.path.starts_with("/token") && seen.path.contains("pull%2Cpush") => {
            Reply::ok(r#"{"access_token":"w"}"#)
        }
        _ if seen.path.starts_with("/token") => Reply::ok(r#"{"token":"r"}"#),
        Some(writer) if writer == "Bearer w" && seen.method == "PUT" => Reply::new(201, ""),
        Some(reader) if reader == "Bearer r" && seen.method == "HEAD" => answer(seen),
        _ => challenge(seen, ""),
    })
    .await;
    let api = open(&fake.repository(), &Logins::anonymous(), settings()).await;
    // The answer has no digest, and what lies there is another: the write is not believed.
    let bytes = bytes::Bytes::from_static(b"{}");
    let manifest =
        ManifestInfo { digest: Digest::of(&bytes), media_type: "application/json".to_owned(), bytes };
    let refused = api.tag(&manifest, "x").await.unwrap_err();
    assert!(refused.message.contains("holds other content"), "{refused}");
    assert_eq!(fake.seen("/token").len(), 2);
    assert!(fake.seen("/token").iter().all(|seen| seen.authorization.is_none()));
}

#[tokio::test]
async fn an_expired_token_is_renewed_before_it_is_used() {
    let fake = registry(1).await;
    let api = open(&fake.repository(), &Logins::anonymous(), settings()).await;
    api.tags().await.unwrap();
    tokio::time::sleep(Duration::from_millis(1100)).await;
    api.tags().await.unwrap();
    assert_eq!(fake.seen("/token").len(), 2);
    assert_eq!(fake.seen("tags/list").len(), 2);
}

#[tokio::test]
async fn a_refused_token_is_renewed_once_by_all_who_need_it() {
    let refusing = Arc::new(AtomicUsize::new(0));
    let given = refusing.clone();
    let fake = Fake::start_slow(Duration::from_millis(30), move |seen| {
        if seen.path.starts_with("/token") {
            return Reply::ok(format!(r#"{{"token":"token-{}"}}"#, given.fetch_add(1, Ordering::SeqCst)));
        }
        let stale = seen.authorization.as_deref() == Some("Bearer token-0");
        let needs = "repository:team/api:pull,special";
        if stale || seen.authorization.is_none() { challenge(seen, needs) } else { answer(seen) }
    })
    .await;
    let api = open(&fake.repository(), &Logins::anonymous(), settings()).await;
    let lookups = (0..8).map(|_| api.digest("x"));
    for found in futures::future::join_all(lookups).await {
        assert!(found.unwrap().is_some());
    }
    let tokens = fake.seen("/token");
    assert_eq!(tokens.len(), 2);
    assert!(tokens[1].path.contains("special"), "{}", tokens[1].path);
}

#[tokio::test]
async fn a_token_that_never_helps_ends_in_a_denial() {
    let fake = Fake::start(|seen| match seen.path.starts_with("/token") {
        true => Reply::ok(r#"{"token":"weak"}"#),
        false => challenge(seen, ""),
    })
    .await;
    let api = open(&fake.repository(), &Logins::user("ada", PASSWORD), settings()).await;
    let denied = api.tags().await.unwrap_err();
    assert_eq!(denied.code, Code::RegistryDenied);
    assert!(denied.message.contains("the user ada read the tags of team/api"), "{denied}");
    assert!(fake.seen("tags/list").len() <= 2);
}

#[tokio::test]
async fn a_wrong_password_is_told_without_it() {
    let fake = Fake::start(|seen| match seen.path.starts_with("/token") {
        // A server so careless that it repeats what it was sent.
        true => Reply::new(
            401,
            format!(
                r#"{{"errors":[{{"code":"DENIED","message":"bad {PASSWORD} {}"}}]}}"#,
                seen.authorization.clone().unwrap()
            ),
        ),
        false => challenge(seen, ""),
    })
    .await;
    let api = open(&fake.repository(), &Logins::user("ada", PASSWORD), settings()).await;
    let denied = api.tags().await.unwrap_err();
    assert_eq!(denied.code, Code::RegistryDenied);
    assert!(denied.message.contains("ada") && denied.message.contains("DENIED"), "{denied}");
    let sent = fake.seen("/token")[0].authorization.clone().unwrap();
    let all = format!("{denied:?}");
    assert!(!all.contains(PASSWORD) && !all.contains(sent.trim_start_matches("Basic ")), "{all}");
}

#[tokio::test]
async fn a_refresh_token_is_exchanged_by_post() {
    let fake = Fake::start(|seen| match seen.path.starts_with("/token") {
        true if seen.method == "POST" => Reply::ok(r#"{"access_token":"fresh"}"#),
        false if seen.authorization.as_deref() == Some("Bearer fresh") => answer(seen),
        _ => challenge(seen, ""),
    })
    .await;
    let api = open(&fake.repository(), &Logins::user("<token>", "re&fresh"), settings()).await;
    assert_eq!(api.tags().await.unwrap(), ["a"]);
    let sent = fake.seen("/token").remove(0);
    assert!(
        sent.body.contains("grant_type=refresh_token") && sent.body.contains("refresh_token=re%26fresh"),
        "{}",
        sent.body
    );
    assert_eq!((sent.path.as_str(), sent.authorization), ("/token", None));
}

/// A person who logs in again between any two questions: the password is the number of the question.
#[derive(Default)]
struct LogsInAgain {
    asked: AtomicUsize,
}

#[async_trait]
impl Secrets for LogsInAgain {
    async fn secret(&self, _: &str, _: Option<&str>) -> Result<Option<Secret>, Problem> {
        Ok(None)
    }

    async fn login(&self, _: &str, _: Option<&str>) -> Result<Option<Login>, Problem> {
        let password = Secret::new((self.asked.fetch_add(1, Ordering::SeqCst) + 1).to_string());
        Ok(Some(Login { user: "ada".to_owned(), password }))
    }

    fn redact(&self, text: &str) -> String {
        text.to_owned()
    }
}

/// Whether a request shows ada's second password.
fn is_second(seen: &Seen) -> bool {
    let pair = base64::prelude::BASE64_STANDARD.encode("ada:2");
    seen.authorization.as_deref() == Some(&format!("Basic {pair}"))
}

#[tokio::test]
async fn a_password_that_is_not_taken_any_more_is_looked_up_anew() {
    let fake = Fake::start(|seen| match is_second(seen) {
        true => answer(seen),
        false => Reply::new(401, "").with("WWW-Authenticate", "Basic realm=\"x\""),
    })
    .await;
    let logins = Arc::new(LogsInAgain::default());
    let registries = OciRegistries::new(logins.clone(), settings());
    let api = registries.repository(&fake.repository()).await.unwrap();
    assert_eq!(api.tags().await.unwrap(), ["a"]);
    assert_eq!(api.tags().await.unwrap(), ["a"]);
    assert_eq!(logins.asked.load(Ordering::SeqCst), 2, "what is taken is kept");
}

#[tokio::test]
async fn a_login_that_gave_no_token_is_looked_up_anew_the_next_time() {
    let fake = Fake::start(|seen| match seen.path.starts_with("/token") {
        true if is_second(seen) => Reply::ok(r#"{"token":"right"}"#),
        true => Reply::new(401, ""),
        false if seen.authorization.as_deref() == Some("Bearer right") => answer(seen),
        false => challenge(seen, ""),
    })
    .await;
    let registries = OciRegistries::new(Arc::new(LogsInAgain::default()), settings());
    let api = registries.repository(&fake.repository()).await.unwrap();
    assert_eq!(api.tags().await.unwrap_err().code, Code::RegistryDenied);
    assert_eq!(api.tags().await.unwrap(), ["a"]);
}
