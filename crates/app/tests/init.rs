//! Proposals for real repositories.
#![allow(clippy::unwrap_used)]

use slipway_app::Kept;
use slipway_app::init::{InitOptions, propose, write};
use slipway_domain::config;
use slipway_domain::problem::Code;
use slipway_testkit::Repository;

fn files_only() -> InitOptions {
    InitOptions::default()
}

#[tokio::test]
async fn what_is_not_committed_yet_is_seen_and_written_once() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("recipes");
    let repository = Repository::create(&root).unwrap();
    repository.write("main.go", "package main\n").unwrap();
    repository.commit("Begin").unwrap();
    repository.write("Dockerfile", "FROM golang:1.21\nEXPOSE 8080\n").unwrap();
    let proposal = propose(&root, files_only()).await.unwrap();
    let config = config::parse(&proposal.yaml, "slipway.yml").unwrap();
    assert_eq!(config.project, "recipes");
    assert!(config.services.contains_key("recipes"), "{}", proposal.yaml);
    assert_eq!(config.environments["mine"].target.kind(), "docker");

    repository.write("api/main.go", "package api\n").unwrap();
    let file = write(&proposal, &root.join("api"), false).await.unwrap();
    assert_eq!(std::fs::read_to_string(&file).unwrap(), proposal.yaml);
    std::fs::write(&file, "mine").unwrap();
    let refused = write(&proposal, &root, false).await.unwrap_err();
    assert_eq!((refused.code, std::fs::read_to_string(&file).unwrap().as_str()), (Code::Usage, "mine"));
    write(&proposal, &root, true).await.unwrap();
    assert_eq!(std::fs::read_to_string(&file).unwrap(), proposal.yaml);
    let left: Vec<_> = std::fs::read_dir(&root).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert!(!left.iter().any(|name| name.to_string_lossy().starts_with(".slipway-")), "{left:?}");
}

/// What nobody added to git must not get into its objects, where it stays when the file is gone.
#[tokio::test]
async fn looking_writes_nothing_and_needs_no_commit() {
    let folder = tempfile::tempdir().unwrap();
    let repository = Repository::create(&folder.path().join("recipes")).unwrap();
    repository.write(".gitignore", "ignored/\n").unwrap();
    repository.write("ignored/Dockerfile", "FROM scratch\n").unwrap();
    repository.write("api/Dockerfile", "FROM golang:1.21\nEXPOSE 8080\n").unwrap();
    repository.write(".env", "TOKEN=not for git\n").unwrap();
    let before = repository.git(&["count-objects"]).unwrap();
    let proposal = propose(repository.folder(), files_only()).await.unwrap();
    let config = config::parse(&proposal.yaml, "slipway.yml").unwrap();
    let services: Vec<_> = config.services.keys().collect();
    assert_eq!(services, ["api"], "{}", proposal.yaml);

    repository.commit("Begin").unwrap();
    std::fs::remove_file(repository.folder().join("api/Dockerfile")).unwrap();
    repository.write("web/Dockerfile", "FROM scratch\n").unwrap();
    let committed = repository.git(&["count-objects"]).unwrap();
    let proposal = propose(repository.folder(), files_only()).await.unwrap();
    let config = config::parse(&proposal.yaml, "slipway.yml").unwrap();
    assert_eq!(config.services.keys().collect::<Vec<_>>(), ["web"], "{}", proposal.yaml);
    let after = repository.git(&["count-objects"]).unwrap();
    assert_eq!((before.as_str(), after), ("0 objects, 0 kilobytes", committed));
}

#[tokio::test]
async fn hosts_and_registries_that_do_not_answer_are_named() {
    let folder = tempfile::tempdir().unwrap();
    let repository = Repository::create(&folder.path().join("x")).unwrap();
    repository.write("Dockerfile", "FROM scratch\n").unwrap();
    let script = "docker push 127.0.0.1:9/team/x:$V\nssh a@127.0.0.1:9 'docker run 127.0.0.1:9/team/x'\n";
    repository.write("deploy.sh", script).unwrap();
    repository.commit("Begin").unwrap();
    let kept = Kept::open(Some(folder.path().join("data"))).await.unwrap();
    let options = InitOptions { asking: Some(kept), person: None };
    let proposal = propose(repository.folder(), options).await.unwrap();
    let said = |start: &str| proposal.findings.iter().any(|finding| finding.text.starts_with(start));
    assert!(said("The tags of 127.0.0.1:9/team/x are not known"), "{:?}", proposal.findings);
    assert!(said("a@127.0.0.1:9 could not be asked"), "{:?}", proposal.findings);
    assert!(config::parse(&proposal.yaml, "slipway.yml").is_ok());
}
