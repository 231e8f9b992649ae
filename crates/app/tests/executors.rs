//! What carries steps out does nothing that it does not know, and nothing that was stopped before it began.
#![allow(clippy::unwrap_used)]

mod in_folder;

use slipway_domain::plan::Effect;
use slipway_domain::problem::Code;
use slipway_engine::deploy::Request;
use slipway_engine::ports::Filter;
use slipway_engine::project::Project;
use slipway_engine::run::RunRequest;

/// A project with one service. It lies in the folder.
async fn project(folder: &tempfile::TempDir) -> Project {
    in_folder::commit(folder.path(), &[("slipway.yml", in_folder::YAML)]);
    in_folder::opened(folder.path(), "data").await
}

#[tokio::test(flavor = "multi_thread")]
async fn no_executor_does_a_verb_of_a_newer_slipway() {
    let folder = tempfile::tempdir().unwrap();
    let project = project(&folder).await;
    for (name, executor) in &project.runner.executors {
        let refused = executor.knows(&Effect::new(name, "forget", ())).unwrap_err();
        assert_eq!(refused.code, Code::PlanNewer, "{name}: {refused}");
        assert!(refused.message.contains(&format!("{name} forget")), "{name}: {refused}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_run_that_is_stopped_while_it_is_planned_opens_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let project = project(&folder).await;
    let request = Request::default();
    request.interrupt.cancel();
    let stopped = project.run(&RunRequest::default(), request).await.unwrap_err();
    assert_eq!(stopped.code, Code::Interrupted, "{stopped}");
    let opened = project.ledger.operations(project.name(), Filter::newest(1)).await.unwrap();
    assert!(opened.is_empty(), "{opened:?}");
}
