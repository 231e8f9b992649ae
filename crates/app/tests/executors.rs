//! What carries steps out does nothing that it does not know.
#![allow(clippy::unwrap_used)]

use std::sync::Arc;

use slipway_app::{Options, open};
use slipway_domain::plan::Effect;
use slipway_domain::problem::Code;
use slipway_engine::ports::Silent;
use slipway_testkit::Repository;

#[tokio::test(flavor = "multi_thread")]
async fn no_executor_does_a_verb_of_a_newer_slipway() {
    let folder = tempfile::tempdir().unwrap();
    let repository = Repository::create(&folder.path().join("recipes")).unwrap();
    let text = "version: 1\nproject: recipes\nservices:\n  \
                api: { build: { context: . }, image: registry.example.com/api, version: \"1.${build_number}\" }\n";
    repository.write("slipway.yml", text).unwrap();
    repository.commit("Begin").unwrap();
    let options = Options {
        folder: repository.folder().to_owned(),
        data_directory: Some(folder.path().join("data")),
        interactive: false,
        events: Arc::new(Silent),
    };
    let project = open(options).await.unwrap();
    for (name, executor) in &project.runner.executors {
        let refused = executor.knows(&Effect::new(name, "forget", ())).unwrap_err();
        assert_eq!(refused.code, Code::PlanNewer, "{name}: {refused}");
        assert!(refused.message.contains(&format!("{name} forget")), "{name}: {refused}");
    }
}
