//! Releases of the sample, as deployments.

use std::collections::BTreeMap;

use async_trait::async_trait;
use slipway_container::ContainerTarget;
use slipway_domain::deployment::{Configuration, Deployment, Setting};
use slipway_domain::problem::{Code, Problem};
use slipway_domain::release::{Commit, Release, ServiceRelease};
use slipway_engine::ports::{FileAt, LogCommit, Objects, Source, Target, TreeFile};

use super::Stage;

impl Stage {
    /// A release: its number, the image of `api`, and more variables for it.
    pub async fn release(&self, number: u64, api: &str, more: &[(&str, &str)], web: bool) -> Deployment {
        let service = |name: &str, image: &str, version: String| ServiceRelease {
            version,
            repository: self.registry.image(&format!("team/{name}")),
            digest: self.images[image].clone(),
            inputs: "x".to_owned(),
        };
        // A service that did not change keeps its version.
        let version = format!("0.1.{}", if web { number } else { 2 });
        let mut services = BTreeMap::from([("api".to_owned(), service("api", api, version))]);
        if web {
            services.insert("web".to_owned(), service("web", "web", "0.1.1".to_owned()));
        }
        let plain = |(name, value): &(&str, &str)| ((*name).to_owned(), Setting::Plain((*value).to_owned()));
        let common = [("GREETING", "hello")];
        let api: Configuration = common.iter().chain(more).map(plain).collect();
        let configuration =
            [("api".to_owned(), api), ("web".to_owned(), common.iter().map(plain).collect())].into();
        let target = ContainerTarget::new(self.kit.clone(), &self.policy, "mine");
        Deployment {
            environment: "mine".to_owned(),
            services: services.keys().cloned().collect(),
            release: Release { number, commit: commit(number), services, artifacts: vec![] },
            configuration,
            recipe: target.recipe(&NoSource, &self.policy, "tree").await.unwrap(),
        }
    }
}

fn commit(number: u64) -> Commit {
    Commit {
        sha: format!("{number:040}"),
        tree: "tree".to_owned(),
        branch: Some("develop".to_owned()),
        git_tag: None,
        time: 1_700_000_000,
        dirty: false,
        pushed: Some(true),
    }
}

/// The docker target needs nothing of a commit.
struct NoSource;

#[async_trait]
impl Source for NoSource {
    fn root(&self) -> &str {
        "/"
    }
    async fn commit(&self, _: &str) -> Result<Commit, Problem> {
        Err(none())
    }
    async fn working_tree(&self) -> Result<Commit, Problem> {
        Err(none())
    }
    async fn files(&self, _: &str) -> Result<Vec<TreeFile>, Problem> {
        Err(none())
    }
    async fn file(&self, _: &str, _: &str) -> Result<Option<FileAt>, Problem> {
        Err(none())
    }
    async fn open(&self) -> Result<Box<dyn Objects>, Problem> {
        Err(none())
    }
    async fn between(&self, _: &str, _: &str, _: u32) -> Result<Vec<LogCommit>, Problem> {
        Err(none())
    }
    async fn ahead_behind(&self, _: &str, _: &str) -> Result<(u64, u64), Problem> {
        Err(none())
    }
    async fn describe(&self, _: &[String]) -> Result<BTreeMap<String, LogCommit>, Problem> {
        Err(none())
    }
    async fn person(&self) -> Result<String, Problem> {
        Err(none())
    }
    async fn remote(&self) -> Result<Option<String>, Problem> {
        Err(none())
    }
}

fn none() -> Problem {
    Problem::new(Code::CommitNotFound, "there is no repository in this test")
}
