#![allow(clippy::unwrap_used, clippy::panic)]

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};

use async_trait::async_trait;
use bytes::Bytes;
use jiff::{SignedDuration, Timestamp};

use super::*;
use crate::ports::{ImageMetadata, KnownBy};

/// A repository in memory that lets others come in between wherever a real one would.
#[derive(Default)]
struct Memory {
    tags: Mutex<BTreeMap<String, ManifestInfo>>,
    removes: bool,
    refuses: Option<u16>,
    /// Has nothing yet that a manifest may refer to.
    empty: AtomicBool,
}

async fn others() {
    for _ in 0..Uuid::now_v7().into_bytes()[15] % 4 {
        tokio::task::yield_now().await;
    }
}

#[async_trait]
impl Registry for Memory {
    async fn tags(&self) -> Result<Vec<String>, Problem> {
        others().await;
        Ok(self.tags.lock().unwrap().keys().cloned().collect())
    }

    async fn digest(&self, tag: &str) -> Result<Option<Digest>, Problem> {
        others().await;
        Ok(self.tags.lock().unwrap().get(tag).map(|manifest| manifest.digest.clone()))
    }

    async fn manifest(&self, reference: &str) -> Result<Option<ManifestInfo>, Problem> {
        others().await;
        Ok(self.tags.lock().unwrap().get(reference).cloned())
    }

    async fn exists(&self, _: &Digest) -> Result<bool, Problem> {
        Ok(true)
    }

    async fn metadata(&self, _: &Digest) -> Result<ImageMetadata, Problem> {
        Err(Problem::new(Code::RegistryNotFound, "no image"))
    }

    async fn describe(&self, _: &ManifestInfo) -> Result<ImageMetadata, Problem> {
        Err(Problem::new(Code::RegistryNotFound, "no image"))
    }

    async fn known_by(&self, _: &ManifestInfo) -> Result<Vec<KnownBy>, Problem> {
        Err(Problem::new(Code::RegistryNotFound, "no image"))
    }

    async fn tag(&self, manifest: &ManifestInfo, tag: &str) -> Result<Digest, Problem> {
        others().await;
        let refused = self.refuses.or(self.empty.load(Ordering::SeqCst).then_some(400));
        if let Some(status) = refused {
            let details = serde_json::json!({ "status": status });
            return Err(Problem::new(Code::RegistryFailed, "refused").details(details));
        }
        self.tags.lock().unwrap().insert(tag.to_owned(), manifest.clone());
        Ok(manifest.digest.clone())
    }

    async fn put_index(&self, _: &[(String, Digest)], _: &str) -> Result<Digest, Problem> {
        Err(Problem::new(Code::RegistryFailed, "no index"))
    }

    async fn put_blob(&self, content: Bytes) -> Result<Digest, Problem> {
        self.empty.store(false, Ordering::SeqCst);
        Ok(Digest::of(&content))
    }

    async fn delete(&self, digest: &Digest) -> Result<(), Problem> {
        others().await;
        if !self.removes {
            return Err(Problem::new(Code::RegistryFailed, "removes nothing"));
        }
        self.tags.lock().unwrap().retain(|_, manifest| manifest.digest != *digest);
        Ok(())
    }
}

#[derive(Default)]
struct Here(Arc<Mutex<BTreeSet<String>>>);

struct Guard(String, Arc<Mutex<BTreeSet<String>>>);

impl LockGuard for Guard {}

impl Drop for Guard {
    fn drop(&mut self) {
        self.1.lock().unwrap().remove(&self.0);
    }
}

impl Locks for Here {
    fn try_own(&self, name: &str) -> Result<Option<Box<dyn LockGuard>>, Problem> {
        let free = self.0.lock().unwrap().insert(name.to_owned());
        Ok(free.then(|| Box::new(Guard(name.to_owned(), self.0.clone())) as Box<dyn LockGuard>))
    }

    fn is_owned(&self, name: &str) -> Result<bool, Problem> {
        Ok(self.0.lock().unwrap().contains(name))
    }

    fn sweep(&self) {}
}

struct At(Timestamp);

impl Clock for At {
    fn now(&self) -> Timestamp {
        self.0
    }
}

fn now() -> Timestamp {
    "2026-01-01T00:00:00Z".parse().unwrap()
}

fn claims() -> Claims {
    Claims { locks: Arc::new(Here::default()), clock: Arc::new(At(now())) }
}

fn wanted(who: &str) -> Wanted {
    Wanted {
        repository: "r/api".into(),
        version: "1.0".into(),
        operation: OperationId(Uuid::now_v7()),
        by: who.into(),
        installation: who.into(),
    }
}

/// Pushes as `steps/push.rs` does: claim, look, write, give back. Says whether it wrote.
async fn push(claims: Arc<Claims>, registry: Arc<Memory>, wanted: Wanted) -> bool {
    let mut held = match claims.claim(registry.clone(), &wanted).await {
        Ok(Claim::Held(held)) => held,
        Ok(Claim::Unsupported(problem)) => panic!("{problem}"),
        Err(problem) => {
            assert_eq!(problem.code, Code::VersionTaken);
            return false;
        }
    };
    let free = registry.digest("1.0").await.unwrap().is_none();
    if free {
        let bytes = Bytes::from(format!("the image of {}", wanted.by));
        let image = ManifestInfo { digest: Digest::of(&bytes), media_type: String::new(), bytes };
        registry.tag(&image, "1.0").await.unwrap();
    }
    held.give_back(&[]).await;
    free
}

fn note(wanted: &Wanted, at: Timestamp) -> Note {
    Note { version: wanted.version.clone(), operation: wanted.operation, by: wanted.by.clone(), at }
}

#[tokio::test(start_paused = true)]
async fn of_several_at_once_at_most_one_pushes() {
    for removes in [true, false] {
        let mut rounds_won = 0;
        for _ in 0..300 {
            let registry = Arc::new(Memory { removes, ..Memory::default() });
            let pushes = ["ann", "bea", "cid"].map(|who| {
                // Each installation has locks of its own.
                tokio::spawn(push(Arc::new(claims()), registry.clone(), wanted(who)))
            });
            let pushed = futures::future::join_all(pushes).await;
            let won = pushed.into_iter().filter(|pushed| *pushed.as_ref().unwrap()).count();
            assert!(won <= 1, "{won} pushed one version");
            rounds_won += won;
            let left: Vec<String> = registry.tags().await.unwrap();
            let claimed = left.iter().filter(|tag| is_claim(tag)).count();
            assert!(!removes || claimed == 0, "claims are given back: {left:?}");
        }
        assert!(rounds_won > 200, "hardly anybody got through: {rounds_won}");
    }
}

#[tokio::test(start_paused = true)]
async fn what_a_killed_push_left_stops_others_and_not_the_operation_itself() {
    let registry = Arc::new(Memory { removes: true, ..Memory::default() });
    let (ann, bea) = (wanted("ann"), wanted("bea"));
    // Dropped without being given back, as a kill does it.
    assert!(matches!(claims().claim(registry.clone(), &ann).await, Ok(Claim::Held(_))));
    let Err(refused) = claims().claim(registry.clone(), &bea).await else { panic!("ann's claim stands") };
    assert_eq!(refused.code, Code::VersionTaken);
    assert!(refused.message.contains("by ann"), "{refused}");
    assert!(matches!(claims().claim(registry.clone(), &ann).await, Ok(Claim::Held(_))), "resumed");
    let later = At(now() + SignedDuration::from_hours(25));
    let claims = Claims { clock: Arc::new(later), ..claims() };
    assert!(matches!(claims.claim(registry, &bea).await, Ok(Claim::Held(_))), "void after a day");
}

#[tokio::test]
async fn what_a_killed_push_left_is_cleared_and_nothing_else() {
    for removes in [true, false] {
        let registry = Arc::new(Memory { removes, ..Memory::default() });
        let (killed, other) = (wanted("ann"), Wanted { version: "1.1".into(), ..wanted("ann") });
        let claims = claims();
        let first = claims.claim(registry.clone(), &other).await.unwrap();
        assert!(matches!(claims.claim(registry.clone(), &killed).await, Ok(Claim::Held(_))));
        drop(first);
        claims.clear(registry.clone(), &killed).await.unwrap();
        let mut notes = Vec::new();
        for tag in registry.tags().await.unwrap() {
            notes.extend(Note::read(&registry.manifest(&tag).await.unwrap().unwrap().bytes));
        }
        assert_eq!(notes, [note(&other, now())]);
        assert_eq!(registry.tags().await.unwrap().len(), if removes { 1 } else { 2 });
    }
}

#[tokio::test]
async fn what_another_program_has_begun_to_write_over_is_left_to_it() {
    let registry = Arc::new(Memory { removes: true, ..Memory::default() });
    let (killed, claims) = (wanted("ann"), claims());
    let held = claims.claim(registry.clone(), &killed).await.unwrap();
    claims.clear(registry.clone(), &killed).await.unwrap();
    assert_eq!(registry.tags().await.unwrap().len(), 1, "its tag is in use");
    drop(held);
    claims.clear(registry.clone(), &killed).await.unwrap();
    assert!(registry.tags().await.unwrap().is_empty());
}

#[tokio::test(start_paused = true)]
async fn two_programs_of_one_installation_have_a_tag_each() {
    let registry = Arc::new(Memory::default());
    let claims = claims();
    let (one, other) = (wanted("ann"), Wanted { version: "1.1".into(), ..wanted("ann") });
    let first = claims.claim(registry.clone(), &one).await;
    let second = claims.claim(registry.clone(), &other).await;
    assert!(matches!((&first, &second), (Ok(Claim::Held(_)), Ok(Claim::Held(_)))));
    assert_eq!(registry.tags().await.unwrap().len(), 2);
    drop((first, second));
    assert!(claims.locks.try_own("another").unwrap().is_some());
}

#[tokio::test]
async fn a_registry_without_claims_is_told_from_one_that_fails() {
    for (status, unsupported) in
        [(400, true), (404, true), (405, true), (403, false), (429, false), (503, false)]
    {
        let registry = Arc::new(Memory { refuses: Some(status), ..Memory::default() });
        let claim = claims().claim(registry, &wanted("ann")).await;
        assert_eq!(matches!(claim, Ok(Claim::Unsupported(_))), unsupported, "{status}");
    }
}

#[tokio::test]
async fn the_first_claim_in_a_repository_brings_what_claims_refer_to() {
    let registry = Arc::new(Memory { empty: true.into(), ..Memory::default() });
    let claim = claims().claim(registry.clone(), &wanted("ann")).await;
    assert!(matches!(claim, Ok(Claim::Held(_))));
    assert_eq!(registry.tags().await.unwrap().len(), 1);
}

#[test]
fn a_note_is_read_as_it_was_written() {
    let written = note(&wanted("ann"), now());
    assert_eq!(Note::read(&written.manifest().bytes), Some(written));
    assert_eq!(Note::read(&note::nothing().bytes), None);
}

#[tokio::test]
async fn the_parts_of_an_index_go_with_the_claim() {
    let repository = Arc::new(Memory { removes: true, ..Memory::default() });
    let (claims, wanted) = (claims(), wanted("ann"));
    let parts = ["linux/amd64", "linux/arm64"].map(|platform| part_tag(&wanted.version, platform));
    let image = note::nothing();
    let tags = || repository.tags.lock().unwrap().keys().cloned().collect::<Vec<_>>();
    let push = async || {
        for tag in parts.iter().chain([&"1.0".to_owned(), &part_tag("2.0", "linux/amd64")]) {
            repository.tag(&image, tag).await.unwrap();
        }
    };
    let Claim::Held(mut held) = claims.claim(repository.clone(), &wanted).await.unwrap() else { panic!() };
    push().await;
    held.give_back(&parts).await;
    let left = ["1.0".to_owned(), part_tag("2.0", "linux/amd64")];
    assert_eq!(tags(), left, "the version stays, and what another push has under way");

    // A push that was killed.
    let Claim::Held(held) = claims.claim(repository.clone(), &wanted).await.unwrap() else { panic!() };
    push().await;
    drop(held);
    assert_eq!(tags().len(), 5);
    claims.clear(repository.clone(), &wanted).await.unwrap();
    assert_eq!(tags(), left);
}
