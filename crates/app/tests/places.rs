//! What is done to an environment whose places tell of other operations.
#![allow(clippy::unwrap_used)]

mod in_folder;

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use async_trait::async_trait;
use serde_json::Value;
use slipway_domain::entry::Body;
use slipway_domain::ids::OperationId;
use slipway_domain::operation::{Kind, Operation, Verdict};
use slipway_domain::plan::Subject;
use slipway_domain::problem::{Code, Problem};
use slipway_domain::world::{Lock, Place, Seen, World};
use slipway_engine::deploy::Request;
use slipway_engine::ports::{
    Finding, Journaled, LogStream, Origins, Past, Steps, Target, Targets, Want,
};
use slipway_engine::project::Project;
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

/// One host, as it is seen, whose journal cannot be read.
#[derive(Clone, Default)]
struct Host {
    seen: Seen,
    /// How often it was taken over.
    taken: Arc<AtomicUsize>,
}

impl Targets for Host {
    fn target(&self, _: &str) -> Result<Arc<dyn Target>, Problem> {
        Ok(Arc::new(self.clone()))
    }
}

/// What this host says to everything that changes it.
fn told<T>(what: &str) -> Result<T, Problem> {
    Err(Problem::new(Code::HostCommandFailed, what))
}

#[async_trait]
impl Target for Host {
    fn places(&self) -> Vec<String> {
        vec!["host-1".into()]
    }

    async fn observe(&self) -> World {
        let place = Place { name: "host-1".into(), kind: "host".into(), seen: Ok(self.seen.clone()) };
        World { places: vec![place] }
    }

    async fn recipe(&self, _: &Origins<'_>) -> Result<Value, Problem> {
        told("recipe")
    }

    fn plan(&self, _: &Want, _: &World) -> Result<Steps, Problem> {
        told("plan")
    }

    fn restart(&self, _: &str, _: &World) -> Result<Steps, Problem> {
        told("restart")
    }

    async fn doctor(&self) -> Vec<Finding> {
        Vec::new()
    }

    async fn logs(&self, _: &str, _: Option<u32>, _: bool) -> Result<Vec<(String, LogStream)>, Problem> {
        told("logs")
    }

    async fn exec(&self, _: &str, _: Option<&str>, _: &[String], _: bool) -> Result<i32, Problem> {
        told("exec")
    }

    async fn lock(&self, _: &str, _: &str) -> Result<(), Problem> {
        told("lock")
    }

    async fn unlock(&self, _: &str, _: bool) -> Result<(), Problem> {
        told("unlock")
    }

    async fn take_over(&self, _: &str) -> Result<Option<Journaled>, Problem> {
        self.taken.fetch_add(1, Ordering::Relaxed);
        told("take over")
    }

    async fn past(&self, _: &[OperationId]) -> Result<Past, Problem> {
        told("the journal cannot be read")
    }
}

/// A project with one environment, `sandbox`, on that host. It lies in the folder.
async fn project(folder: &tempfile::TempDir, host: &Host) -> Project {
    let environments = "environments:\n  sandbox: { target: { compose: { hosts: [host-1] } } }\n";
    let text = [in_folder::YAML, environments].concat();
    in_folder::commit(folder.path(), &[("slipway.yml", text.as_str())]);
    let project = in_folder::opened(folder.path(), "data").await;
    Project { targets: Arc::new(host.clone()), ..project }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_journal_that_cannot_be_read_keeps_nobody_from_a_restart() {
    let seen = Seen { closed: Some(OperationId(Uuid::now_v7())), ..Seen::default() };
    let folder = tempfile::tempdir().unwrap();
    let project = project(&folder, &Host { seen, ..Host::default() }).await;
    let refused = project.restart("sandbox", "api", Request::default()).await.unwrap_err();
    assert_eq!(refused.message, "restart", "it came as far as asking for the steps");
}

/// Writes an operation into the ledger, closed or still open, that holds the host.
async fn holder(project: &Project, id: OperationId, closed: bool) {
    let subject = Subject::Upkeep { environment: "sandbox".into(), what: "restart api".into() };
    let plan = slipway_fixtures::plan(subject, Vec::new());
    let operation = Operation { id, kind: Kind::Restart, ..slipway_fixtures::operation_of(&plan) };
    let author = project.author().await.unwrap();
    let entry = |body| author.entry_of(&operation, None, project.clock.now(), body);
    let mut entries = vec![entry(Body::Opened { operation: operation.clone(), plan })];
    if closed {
        entries.push(entry(Body::Closed { verdict: Verdict::Unknown, problem: None }));
    }
    project.ledger.append(entries).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_is_thrown_out_for_an_operation_that_cannot_go_on_here() {
    for closed in [true, false] {
        let id = OperationId(Uuid::now_v7());
        let lock = Lock {
            owner: "Bea Example".into(),
            since: "2026-01-05T09:00:00Z".into(),
            message: "deploy".into(),
            operation: Some(id.to_string()),
            silent_for: 0,
        };
        let host = Host { seen: Seen { lock: Some(lock), ..Seen::default() }, ..Host::default() };
        let folder = tempfile::tempdir().unwrap();
        let project = project(&folder, &host).await;
        holder(&project, id, closed).await;
        let refused = project.take_over(Some("sandbox"), CancellationToken::new()).await.unwrap_err();
        let taken = host.taken.load(Ordering::Relaxed);
        if closed {
            assert_eq!((refused.code, taken), (Code::TakenOver, 0), "{refused}");
            assert!(refused.message.contains(&id.to_string()), "{refused}");
            let hint = refused.hint.unwrap();
            assert!(hint.contains("`slipway unlock sandbox --force`"), "the way out: {hint}");
        } else {
            assert_eq!((refused.message.as_str(), taken), ("take over", 1));
        }
    }
}
