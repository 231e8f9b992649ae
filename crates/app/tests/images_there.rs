//! Whether what a rollback needs is still in its registry, as the window tells it: from what is remembered, with no
//! registry to wait for and nobody to ask.
#![allow(clippy::unwrap_used)]

mod in_folder;

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use async_trait::async_trait;
use bytes::Bytes;
use in_folder::hosts::Hosts;
use serde_json::json;
use slipway_app::{Options, open};
use slipway_domain::credential::{CredentialId, Kind, Known, Scope};
use slipway_domain::digest::Digest;
use slipway_domain::entry::Body;
use slipway_domain::operation::Verdict;
use slipway_domain::plan::Subject;
use slipway_domain::problem::Problem;
use slipway_domain::release::Commit;
use slipway_domain::world::{Seen, World};
use slipway_engine::ports::{
    Confirmation, ImageMetadata, KnownBy, ManifestInfo, Registries, Registry, Silent, Topic, Use,
};
use slipway_engine::project::Project;
use slipway_testkit::RegistryOptions;

/// A registry that has what it is told to have. Until then it takes questions in and never answers.
#[derive(Clone, Default)]
struct Shelf {
    answers: Arc<AtomicBool>,
    has: Arc<AtomicBool>,
}

#[async_trait]
impl Registries for Shelf {
    async fn repository(&self, _: &str) -> Result<Arc<dyn Registry>, Problem> {
        Ok(Arc::new(self.clone()))
    }
}

#[async_trait]
impl Registry for Shelf {
    async fn exists(&self, _: &Digest) -> Result<bool, Problem> {
        if !self.answers.load(Ordering::SeqCst) {
            std::future::pending::<()>().await;
        }
        Ok(self.has.load(Ordering::SeqCst))
    }

    async fn tags(&self) -> Result<Vec<String>, Problem> {
        unreachable!("nobody asks for tags")
    }

    async fn digest(&self, _: &str) -> Result<Option<Digest>, Problem> {
        unreachable!("nobody asks for a tag")
    }

    async fn manifest(&self, _: &str) -> Result<Option<ManifestInfo>, Problem> {
        unreachable!("nobody asks for a manifest")
    }

    async fn metadata(&self, _: &Digest) -> Result<ImageMetadata, Problem> {
        unreachable!("nobody asks what an image says of itself")
    }

    async fn describe(&self, _: &ManifestInfo) -> Result<ImageMetadata, Problem> {
        unreachable!("nobody asks what an image says of itself")
    }

    async fn known_by(&self, _: &ManifestInfo) -> Result<Vec<KnownBy>, Problem> {
        unreachable!("nobody asks by what an engine knows an image")
    }

    async fn tag(&self, _: &ManifestInfo, _: &str) -> Result<Digest, Problem> {
        unreachable!("nobody moves a tag")
    }

    async fn put_index(&self, _: &[(String, Digest)], _: &str) -> Result<Digest, Problem> {
        unreachable!("nobody makes an index")
    }

    async fn put_blob(&self, _: Bytes) -> Result<Digest, Problem> {
        unreachable!("nobody keeps a content")
    }

    async fn delete(&self, _: &Digest) -> Result<(), Problem> {
        unreachable!("nobody removes an image")
    }
}

/// Is asked, and says no.
#[derive(Default)]
struct Asked(Mutex<Vec<String>>);

#[async_trait]
impl Confirmation for Asked {
    async fn confirm(&self, what: &Use) -> Result<bool, Problem> {
        self.0.lock().unwrap().push(what.named());
        Ok(false)
    }
}

/// A project whose registry has that address, and who is asked. Two releases of `api` went to `sandbox`.
async fn deployed_twice(folder: &tempfile::TempDir, address: &str) -> (Project, Arc<Asked>) {
    let text = format!(
        "version: 1\nproject: recipes\nregistries: {{ \"{address}\": {{ insecure: true }} }}\nservices:\n  \
         api: {{ build: {{ context: . }}, image: {address}/api, version: \"1.${{build_number}}\" }}\n\
         environments:\n  sandbox: {{ target: {{ compose: {{ hosts: [host-1] }} }} }}\n"
    );
    in_folder::commit(folder.path(), &[("slipway.yml", text.as_str())]);
    let asked = Arc::new(Asked::default());
    let options = Options {
        folder: folder.path().join("recipes"),
        data_directory: Some(folder.path().join("data")),
        interactive: false,
        events: Arc::new(Silent),
        confirmation: asked.clone(),
    };
    let project = open(options).await.unwrap();
    let project = Project { targets: Arc::new(Hosts::one(Seen::default())), ..project };
    for number in [1, 2] {
        let service = slipway_fixtures::service_release(
            &format!("{address}/api"),
            &format!("1.{number}"),
            Digest::of(&[number]),
        );
        let commit = Commit::bare("a".repeat(40), "b".repeat(40), 0);
        let release = slipway_fixtures::release(number.into(), commit, [("api".to_owned(), service)]);
        let subject = Subject::Deployment(slipway_fixtures::deployment("sandbox", release));
        let plan = slipway_fixtures::plan(subject, Vec::new());
        let operation = slipway_fixtures::operation_of(&plan);
        let author = project.author().await.unwrap();
        let bodies = [
            Body::Opened { operation: operation.clone(), plan },
            Body::Closed { verdict: Verdict::Succeeded, problem: None },
        ];
        let entry = |body| author.entry_of(&operation, None, project.clock.now(), body);
        project.ledger.append(bodies.map(entry).into()).await.unwrap();
    }
    (project, asked)
}

/// Whether the first release can be put back, as the window tells it.
async fn told(project: &Project) -> Option<bool> {
    let begun = Instant::now();
    let status = project.status_of("sandbox", &World::default()).await.unwrap();
    assert!(
        begun.elapsed() < Duration::from_millis(800),
        "nobody waits for a registry: {:?}",
        begun.elapsed()
    );
    let choices = &status.services[0].rollback_to;
    assert_eq!(choices.iter().map(|choice| choice.release).collect::<Vec<_>>(), [1]);
    choices[0].available
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_window_shows_waits_for_no_registry_and_a_look_tells_what_went_away() {
    let (folder, shelf) = (tempfile::tempdir().unwrap(), Shelf::default());
    let (project, _) = deployed_twice(&folder, "registry.example.com").await;
    let project = Project {
        registries: Arc::new(shelf.clone()),
        background_registries: Arc::new(shelf.clone()),
        ..project
    };
    assert_eq!(told(&project).await, None, "nobody has looked");
    let nothing = World::default();
    let look = || project.look_for_images("sandbox", &nothing);
    assert!(!look().await.unwrap(), "a registry that never answers says nothing");
    assert_eq!(told(&project).await, None);
    shelf.answers.store(true, Ordering::SeqCst);
    shelf.has.store(true, Ordering::SeqCst);
    assert!(look().await.unwrap() && !look().await.unwrap(), "it is told once");
    assert_eq!(told(&project).await, Some(true));
    shelf.has.store(false, Ordering::SeqCst);
    assert_eq!(told(&project).await, Some(true), "as it was last found");
    assert!(look().await.unwrap());
    assert_eq!(told(&project).await, Some(false), "it went away");
    shelf.has.store(true, Ordering::SeqCst);
    let status = project.status(Some("sandbox")).await.unwrap();
    assert_eq!(status[0].services[0].rollback_to[0].available, Some(true), "`slipway status` looks itself");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_login_that_asks_is_asked_for_by_whoever_waits_and_by_no_look_in_the_background() {
    let options = RegistryOptions { tls: false, ..RegistryOptions::default() };
    let registry = slipway_testkit::Registry::on_loopback(&options).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let (project, asked) = deployed_twice(&folder, registry.address()).await;
    let id = CredentialId::new(Scope::Global, Kind::Registry, registry.address()).unwrap();
    let known = Known {
        id: id.clone(),
        fields: Default::default(),
        shown: None,
        ask: true,
        added: project.clock.now(),
        rotated: None,
        used: None,
        tested: None,
        removed: false,
    };
    project.memory.note(Topic::Credential, vec![(id.to_string(), json!(known))]).await.unwrap();
    assert_eq!(told(&project).await, None);
    assert!(!project.look_for_images("sandbox", &World::default()).await.unwrap());
    assert_eq!(*asked.0.lock().unwrap(), [""; 0], "a board opens no prompt");
    project.status(Some("sandbox")).await.unwrap();
    assert_eq!(asked.0.lock().unwrap().len(), 1, "who asks for it himself is asked");
}
