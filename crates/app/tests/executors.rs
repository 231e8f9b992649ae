//! What carries steps out does nothing that it does not know.
#![allow(clippy::unwrap_used)]

mod in_folder;

use slipway_domain::plan::Effect;
use slipway_domain::problem::Code;

#[tokio::test(flavor = "multi_thread")]
async fn no_executor_does_a_verb_of_a_newer_slipway() {
    let folder = tempfile::tempdir().unwrap();
    in_folder::commit(folder.path(), &[("slipway.yml", in_folder::YAML)]);
    let project = in_folder::opened(folder.path(), "data").await;
    for (name, executor) in &project.runner.executors {
        let refused = executor.knows(&Effect::new(name, "forget", ())).unwrap_err();
        assert_eq!(refused.code, Code::PlanNewer, "{name}: {refused}");
        assert!(refused.message.contains(&format!("{name} forget")), "{name}: {refused}");
    }
}
