//! What registries and the network do besides answering.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use slipway_domain::digest::Digest;
use slipway_domain::problem::Code;
use support::fake::{Fake, Reply, Seen};
use support::images::{Image, MANIFEST};
use support::{Logins, PASSWORD, open, settings};

fn page(range: std::ops::Range<usize>) -> Reply {
    let tags: Vec<String> = range.map(|at| format!("t{at:05}")).collect();
    Reply::ok(serde_json::json!({ "name": "team/api", "tags": tags }).to_string())
}

async fn listed(answer: impl Fn(&Seen) -> Reply + Send + Sync + 'static) -> (usize, Vec<Seen>) {
    let fake = Fake::start(move |seen| match seen.path.as_str() {
        "/v2/" => Reply::ok("{}"),
        _ => answer(seen),
    })
    .await;
    let api = open(&fake.repository(), &Logins::anonymous(), settings()).await;
    (api.tags().await.unwrap().len(), fake.seen("tags/list"))
}

#[tokio::test]
async fn follows_links_but_only_on_the_same_registry() {
    let (count, seen) = listed(|seen| match seen.path.as_str() {
        path if path.contains("last=b") => page(1500..1600),
        path if path.contains("last=a") => {
            // The name that the registry has inside its own network.
            page(1000..1500)
                .with("Link", "<http://inner.invalid:1/v2/team/api/tags/list?n=1000&last=b>; rel=\"next\"")
        }
        _ => page(0..1000).with("Link", "</v2/team/api/tags/list?last=a&n=1000>; rel=\"next\""),
    })
    .await;
    assert_eq!((count, seen.len()), (1600, 3));
    assert_eq!(seen[0].path, "/v2/team/api/tags/list?n=1000");
}

#[tokio::test]
async fn takes_all_at_once_from_a_registry_that_does_not_count() {
    let (count, seen) = listed(|_| page(0..2345)).await;
    assert_eq!((count, seen.len()), (2345, 1));
}

#[tokio::test]
async fn asks_on_when_a_full_page_has_no_link() {
    let (count, seen) = listed(|seen| match seen.path.split_once("last=") {
        None => page(0..1000),
        Some((_, "t00999")) => page(1000..1001),
        Some(other) => panic!("{other:?}"),
    })
    .await;
    assert_eq!((count, seen.len()), (1001, 2));
}

#[tokio::test]
async fn a_page_that_comes_again_ends_the_list() {
    let again = "</v2/team/api/tags/list?last=x&n=1000>; rel=\"next\"";
    let (count, seen) = listed(move |_| page(0..10).with("Link", again)).await;
    assert_eq!((count, seen.len()), (10, 2));
    let (count, seen) = listed(|_| page(0..1000)).await;
    assert_eq!((count, seen.len()), (1000, 2));
}

#[tokio::test]
async fn no_tags_are_no_tags() {
    assert_eq!(listed(|_| Reply::ok(r#"{"name":"x","tags":null}"#)).await.0, 0);
    assert_eq!(listed(|_| Reply::ok("{}")).await.0, 0);
}

/// Refuses everything but the right password.
fn guarded(seen: &Seen, answer: impl FnOnce() -> Reply) -> Reply {
    match &seen.authorization {
        Some(_) => answer(),
        None => Reply::new(401, "").with("WWW-Authenticate", "Basic realm=\"x\""),
    }
}

#[tokio::test]
async fn the_login_does_not_follow_a_redirect_to_another_host() {
    let image = Image::new("1.0.0", "amd64");
    let (config, manifest, digest) = (image.config.clone(), image.manifest.clone(), image.digest());
    let store = Fake::start(move |_| Reply::ok(config.clone())).await;
    let place = format!("http://{}/bucket/blob?signature=s1gned", store.address);
    let fake = Fake::start(move |seen| {
        guarded(seen, || match seen.path.contains("/blobs/") {
            true => Reply::new(307, "").with("Location", &place),
            false => Reply::ok(manifest.clone()).with("Content-Type", MANIFEST),
        })
    })
    .await;
    let api = open(&fake.repository(), &Logins::user("ada", PASSWORD), settings()).await;
    assert_eq!(api.metadata(&digest).await.unwrap().platforms, ["linux/amd64"]);
    let at_store = store.seen("/bucket");
    assert_eq!((at_store.len(), at_store[0].authorization.clone()), (1, None));
    assert!(fake.seen("/blobs/")[0].authorization.is_some());
}

#[tokio::test]
async fn content_that_does_not_match_its_digest_is_refused() {
    let image = Image::new("1.0.0", "amd64");
    let (manifest, digest) = (image.manifest.clone(), image.digest());
    let fake = Fake::start(move |seen| match seen.path.contains("/blobs/") {
        true => Reply::ok("{}"),
        false => Reply::ok(manifest.clone()).with("Content-Type", MANIFEST),
    })
    .await;
    let api = open(&fake.repository(), &Logins::anonymous(), settings()).await;
    let altered = api.metadata(&digest).await.unwrap_err();
    assert_eq!(altered.code, Code::RegistryFailed);
    assert!(altered.message.contains("other content"), "{altered}");
    let altered = api.manifest(Digest::of(b"x").as_str()).await.unwrap_err();
    assert!(altered.message.contains("other content"), "{altered}");
}

#[tokio::test]
async fn a_digest_without_header_is_found_by_reading() {
    let fake = Fake::start(|_| Reply::ok("{\"a\":1}")).await;
    let api = open(&fake.repository(), &Logins::anonymous(), settings()).await;
    assert_eq!(api.digest("x").await.unwrap(), Some(Digest::of(b"{\"a\":1}")));
}

/// Answers `trouble` so many times, then well. Returns the outcome, the number of requests and the time.
async fn troubled(
    times: usize,
    trouble: impl Fn() -> Reply + Send + Sync + 'static,
) -> (Result<Vec<String>, slipway_domain::problem::Problem>, usize, Duration) {
    let count = Arc::new(AtomicUsize::new(0));
    let fake = Fake::start(move |seen| match seen.path.as_str() {
        "/v2/" => Reply::ok("{}"),
        _ if count.fetch_add(1, Ordering::SeqCst) < times => trouble(),
        _ => page(0..1),
    })
    .await;
    let api = open(&fake.repository(), &Logins::anonymous(), settings()).await;
    let begun = Instant::now();
    (api.tags().await, fake.seen("tags/list").len(), begun.elapsed())
}

#[tokio::test]
async fn asks_again_after_a_reset_an_error_and_when_busy() {
    let (tags, count, _) = troubled(2, || Reply::Drop).await;
    assert_eq!((tags.unwrap().len(), count), (1, 3));
    let (tags, count, _) = troubled(3, || Reply::new(503, "")).await;
    assert_eq!((tags.unwrap().len(), count), (1, 4));
    let (tags, count, time) = troubled(1, || Reply::new(429, "").with("Retry-After", "1")).await;
    assert_eq!((tags.unwrap().len(), count), (1, 2));
    assert!(time >= Duration::from_secs(1), "{time:?}");
}

#[tokio::test]
async fn gives_up_in_the_end() {
    let (tags, count, _) = troubled(99, || Reply::new(502, "<html>")).await;
    let failed = tags.unwrap_err();
    assert_eq!((failed.code, count), (Code::RegistryFailed, 4));
    assert!(failed.message.contains("answered 502 when asked to read the tags of team/api"), "{failed}");
    let (tags, count, _) = troubled(99, || Reply::Drop).await;
    assert_eq!((tags.unwrap_err().code, count), (Code::RegistryUnreachable, 4));
    let (tags, count, _) = troubled(99, || Reply::new(429, "").with("Retry-After", "3600")).await;
    let limited = tags.unwrap_err();
    assert_eq!((limited.code, count), (Code::RegistryFailed, 1));
    assert!(limited.message.contains("limits how often"), "{limited}");
    let (tags, count, _) =
        troubled(99, || Reply::new(403, r#"{"errors":[{"code":"DENIED","message":"no\nway"}]}"#)).await;
    let denied = tags.unwrap_err();
    assert_eq!((denied.code, count), (Code::RegistryDenied, 1));
    assert!(denied.message.ends_with(": DENIED no way"), "{denied}");
}

#[tokio::test]
async fn a_content_whose_answer_was_lost_is_there() {
    let sent = Arc::new(AtomicUsize::new(0));
    let fake = Fake::start(move |seen| match (seen.method.as_str(), sent.load(Ordering::SeqCst)) {
        ("POST", _) => Reply::new(202, "").with("Location", "/v2/team/api/blobs/uploads/1"),
        ("PUT", 0) => {
            sent.fetch_add(1, Ordering::SeqCst);
            Reply::Drop
        }
        ("PUT", _) => Reply::new(404, r#"{"errors":[{"code":"BLOB_UPLOAD_UNKNOWN"}]}"#),
        ("HEAD", 0) => Reply::new(404, ""),
        _ => Reply::ok(""),
    })
    .await;
    let api = open(&fake.repository(), &Logins::anonymous(), settings()).await;
    let content = bytes::Bytes::from_static(b"{}");
    assert_eq!(api.put_blob(content.clone()).await.unwrap(), Digest::of(&content));
    assert_eq!(fake.seen("digest=").len(), 2, "it was sent again");
}

#[tokio::test]
async fn what_is_no_registry_is_told() {
    let fake = Fake::start(|_| Reply::ok("<html>hello</html>")).await;
    let api = open(&fake.repository(), &Logins::anonymous(), settings()).await;
    let strange = api.tags().await.unwrap_err();
    assert_eq!(strange.code, Code::RegistryFailed);
    assert!(strange.message.contains("sent no list"), "{strange}");
}

#[tokio::test]
async fn many_lookups_run_side_by_side_up_to_a_limit() {
    let digest = format!("sha256:{}", "a".repeat(64));
    let fake = Fake::start_slow(Duration::from_millis(10), move |_| {
        Reply::ok("").with("Docker-Content-Digest", &digest)
    })
    .await;
    let api = open(&fake.repository(), &Logins::anonymous(), settings()).await;
    let begun = Instant::now();
    let lookups = (0..2000).map(|at| {
        let api = api.clone();
        async move { api.digest(&format!("t{at}")).await.unwrap() }
    });
    futures::future::join_all(lookups).await;
    let busiest = fake.busiest();
    assert!((8..=32).contains(&busiest), "{busiest}");
    assert_eq!(fake.seen("").len(), 2001);
    // One after the other would take twenty seconds and more.
    assert!(begun.elapsed() < Duration::from_secs(10), "{:?}", begun.elapsed());
}
