//! A host behind SSH with an engine, and an environment on it that is put out by a script as people write them.

use std::collections::BTreeMap;
use std::sync::Arc;

use async_trait::async_trait;
use slipway_domain::config::{self, Config};
use slipway_domain::deployment::Deployment;
use slipway_domain::digest::Digest;
use slipway_domain::secret::Secret;
use slipway_domain::template::Template;
use slipway_engine::ports::{Executor, Target};
use slipway_hosts::contract::{Bench, Shows, Which};
use slipway_hosts::{HOSTS, Kit, Locker, VERIFY, Verifier};
use slipway_script::{EXECUTOR, ScriptExecutor, ScriptTarget};
use slipway_testkit::{Docker, Host, Network, Registry, RegistryOptions, busybox_image};

use super::images::{image, running};
use super::known::Known;
use super::origins::{Files, recipe};
use super::releases::{Of, Sample};
use super::sample::project;
use super::ssh::hosts;
use super::support::sources;

/// The secret that the script logs in with.
const PASSWORD: &str = "REGISTRY_PASSWORD";

/// What the script of every release begins with. `put NAME TAG …` and `drop NAME` are all that they do.
const HEAD: &str = r#"#!/bin/bash
set -euo pipefail
IFS= read -r password
DOCKER_CONFIG=$(mktemp -d)
export DOCKER_CONFIG
trap 'rm -rf "$DOCKER_CONFIG"' EXIT
docker login --username "$USER_THERE" --password-stdin "$REGISTRY" <<<"$password"
drop() {
  docker ps --all --quiet --filter "name=^$1\$" | xargs --no-run-if-empty docker rm --force
}
put() {
  name=$1 tag=$2; shift 2
  docker pull "$REGISTRY/team/$name:$tag"
  drop "$name"
  docker run --detach --name "$name" --env FAIL="${FAIL-}" --env SLIPWAY_VERSION="$tag" "$@" "$REGISTRY/team/$name:$tag"
}
"#;
const API: &str = "put api \"$1\" --publish 8080:8080\n";
const WEB: &str = "put web 0.1.1\n";
const NO_WEB: &str = "drop web\n";

/// An environment that is put out by a script.
pub struct ScriptBench {
    host: Host,
    registry: Registry,
    kit: Arc<Kit>,
    policy: Config,
    images: BTreeMap<&'static str, Digest>,
    /// The commits of all releases, in which alone the script differs.
    files: [Files; 2],
    executors: BTreeMap<String, Arc<dyn Executor>>,
    _runtime: tempfile::TempDir,
}

impl ScriptBench {
    pub fn start() -> Self {
        let network = Network::start().unwrap();
        let host = network.host("h1").unwrap();
        let registry = network.registry(&RegistryOptions::default()).unwrap();
        let docker = host.docker();
        busybox_image(docker).unwrap();
        let base = slipway_testkit::BASE_IMAGE;
        docker.run(&["run", "-d", "--name", "neighbour", base, "sleep", "100000"]).unwrap();
        let images: [(&str, &str, &[&str]); 3] =
            [("api", "api", &["0.1.1"]), ("api-2", "api", &["0.1.2", "0.1.3"]), ("web", "web", &["0.1.1"])];
        let images = images.map(|(key, name, tags)| (key, image(docker, &registry, name, tags)));

        let runtime = tempfile::tempdir().unwrap();
        let known = Arc::new(Known { token: "none", login: None });
        let hosts = hosts(runtime.path(), &network.ssh_config(), runtime.path(), docker.endpoint());
        let kit = Kit::new(hosts, known.clone(), known.clone(), known.clone(), known);
        let files = [WEB, NO_WEB].map(|web| Files::of([("deploy.sh", [HEAD, API, web].concat())]));
        let web = Arc::new(slipway_web::WebClient::default());
        let executors: [(&str, Arc<dyn Executor>); 3] = [
            (HOSTS, Arc::new(Locker::new(kit.clone()))),
            (VERIFY, Arc::new(Verifier { kit: kit.clone(), web })),
            (EXECUTOR, Arc::new(ScriptExecutor::new(kit.clone(), sources(&files[0])))),
        ];
        let executors = executors.map(|(name, executor)| (name.to_owned(), executor)).into();
        let policy = policy(&host, &registry);
        Self { host, registry, kit, policy, images: images.into(), files, executors, _runtime: runtime }
    }

    fn docker(&self) -> &Docker {
        self.host.docker()
    }
}

fn policy(host: &Host, registry: &Registry) -> Config {
    let target = config::ScriptTarget {
        hosts: vec![host.name().parse().unwrap()],
        file: "deploy.sh".to_owned(),
        args: vec![Template::parse("${version}").unwrap()],
        stdin: vec![PASSWORD.to_owned()],
        service: Some("api".to_owned()),
        ..config::ScriptTarget::default()
    };
    let (api, web) = (registry.image("team/api"), registry.image("team/web"));
    let url = "http://localhost:8080/version";
    project([("api", &api), ("web", &web)], "legacy", config::Target::Script(target), url)
}

#[async_trait]
impl Bench for ScriptBench {
    fn target(&self) -> Arc<dyn Target> {
        Arc::new(ScriptTarget::new(self.kit.clone(), &self.policy, "legacy"))
    }

    fn executors(&self) -> &BTreeMap<String, Arc<dyn Executor>> {
        &self.executors
    }

    fn shows(&self) -> Shows {
        Shows::Receipts
    }

    fn secrets(&self) -> BTreeMap<String, Secret> {
        [(PASSWORD.to_owned(), Secret::new(self.registry.password()))].into()
    }

    async fn deployment(&self, which: Which) -> Deployment {
        let of = Of::which(which);
        let sample = Sample {
            environment: "legacy",
            images: &self.images,
            repositories: ["team/api", "team/web"].map(|name| self.registry.image(name)),
            common: &[("REGISTRY", self.registry.address()), ("USER_THERE", self.registry.user())],
        };
        let target = ScriptTarget::new(self.kit.clone(), &self.policy, "legacy");
        let files = &self.files[usize::from(!of.web)];
        sample.deployment(of, recipe(&target, files, &self.policy).await.unwrap())
    }

    async fn digest(&self, _: &str, service: &str) -> Option<String> {
        running(self.docker(), &self.registry, service, service)
    }

    async fn neighbour(&self, _: &str) -> Option<String> {
        self.docker().text(&["ps", "-q", "--no-trunc", "--filter", "name=^neighbour$"]).ok()
    }

    async fn cut(&self, _: &str, cut: bool) {
        if cut { self.host.cut().unwrap() } else { self.host.join().unwrap() }
    }
}
