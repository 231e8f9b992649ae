//! A project in a folder, as a program opens it.
#![allow(dead_code, clippy::unwrap_used, missing_docs)]

pub mod hosts;

use std::path::Path;
use std::sync::Arc;

use slipway_app::{Options, open};
use slipway_engine::ports::{NobodyToAsk, Silent};
use slipway_engine::project::Project;
use slipway_testkit::Repository;

/// A slipway.yml with one service and no environments.
pub const YAML: &str = "version: 1\nproject: recipes\nservices:\n  \
    api: { build: { context: . }, image: registry.example.com/api, version: \"1.${build_number}\" }\n";

/// Makes a repository of these files, `recipes` in the folder.
pub fn commit(folder: &Path, files: &[(&str, &str)]) {
    let repository = Repository::create(&folder.join("recipes")).unwrap();
    for (path, content) in files {
        repository.write(path, content).unwrap();
    }
    repository.commit("Begin").unwrap();
}

/// Opens its project, with a data directory of that name beside it.
pub async fn opened(folder: &Path, data: &str) -> Project {
    let options = Options {
        folder: folder.join("recipes"),
        data_directory: Some(folder.join(data)),
        interactive: false,
        events: Arc::new(Silent),
        confirmation: Arc::new(NobodyToAsk),
    };
    open(options).await.unwrap()
}
