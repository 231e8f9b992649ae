//! A Docker Engine, a registry and a compose environment of a test's own.
#![allow(dead_code, clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stderr)]

pub mod machine;
#[path = "../../../hosts/tests/support/nothing_around.rs"]
mod nothing_around;
#[path = "../../../hosts/tests/support/origins.rs"]
pub mod origins;
#[path = "../../../hosts/tests/support/releases.rs"]
mod releases;
#[path = "../../../hosts/tests/support/sample.rs"]
mod sample;
#[path = "../../../hosts/tests/support/mod.rs"]
pub mod support;

use std::collections::BTreeMap;
use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::Ordering;

use async_trait::async_trait;
use machine::Machine;
use nothing_around::NothingAround;
use origins::{Files, Left, recipe};
use releases::{Of, Sample};
use sample::project;
use slipway_compose::{ComposeExecutor, ComposeTarget, EXECUTOR};
use slipway_docker::DockerEngines;
use slipway_domain::config::{self, Config, Target as Kind};
use slipway_domain::deployment::Deployment;
use slipway_domain::digest::Digest;
use slipway_domain::secret::Secret;
use slipway_engine::ports::{Executor, Target};
use slipway_hosts::contract::{Bench, Which};
use slipway_hosts::{HOSTS, Kit, Locker, TIDY, Tidier, VERIFY, Verifier};
use support::{LocalHost, OneHost, known};

/// A compose environment on a machine of its own.
pub struct Stage {
    pub machine: Machine,
    pub host: Arc<LocalHost>,
    pub kit: Arc<Kit>,
    pub policy: Config,
    pub files: BTreeMap<String, String>,
    pub images: BTreeMap<&'static str, Digest>,
    executors: BTreeMap<String, Arc<dyn Executor>>,
}

pub const COMPOSE: &str = r#"
services:
  api:
    image: replaced
    ports: ["127.0.0.1:${PORT}:8080"]
    environment: { TRICKY: from-compose, KEPT: from-compose }
    volumes: ["./conf:/conf:ro"]
    depends_on: [db]
  web: { image: replaced }
  db:
    image: "${REGISTRY}/db:1"
    volumes: ["data:/data"]
  tool: { image: nowhere, profiles: [tools] }
volumes: { data: {} }
"#;

impl Stage {
    pub fn new() -> Self {
        let machine = Machine::start();
        let home = machine.folder.path().join("home");
        std::fs::create_dir_all(&home).unwrap();
        let host = Arc::new(LocalHost::new(&home, &["dash"], &machine.socket()));
        let (hosts, known) = (Arc::new(OneHost(host.clone())), known());
        let engines = Arc::new(DockerEngines::new(Arc::new(NothingAround), hosts.clone()));
        let kit = Kit::new(hosts, engines, known.clone(), known.clone(), known);
        let images = [("api", "1"), ("api", "2"), ("web", "1"), ("db", "1")];
        let images = images.map(|(name, content)| (name, content, machine.image(name, content)));
        let images = images.map(|(name, content, digest)| match (name, content) {
            ("api", "2") => ("api-2", digest),
            _ => (name, digest),
        });
        let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let files = [
            ("docker-compose.yml".to_owned(), COMPOSE.to_owned()),
            ("conf/app.conf".to_owned(), "greeting = hello\n".to_owned()),
        ];
        let mut stage = Self {
            policy: policy(port),
            machine,
            host,
            kit: kit.clone(),
            files: files.into(),
            images: images.into(),
            executors: BTreeMap::new(),
        };
        stage.executors = stage.make_executors();
        stage
    }

    pub fn make_executors(&self) -> BTreeMap<String, Arc<dyn Executor>> {
        let kit = self.kit.clone();
        let files = slipway_hosts::Files {
            source: Arc::new(Files::of(self.files.clone())),
            artifacts: Arc::new(Left::default()),
        };
        let executors: [(&str, Arc<dyn Executor>); 4] = [
            (HOSTS, Arc::new(Locker::new(kit.clone()))),
            (TIDY, Arc::new(Tidier { kit: kit.clone() })),
            (
                VERIFY,
                Arc::new(Verifier { kit: kit.clone(), web: Arc::new(slipway_web::WebClient::default()) }),
            ),
            (EXECUTOR, Arc::new(ComposeExecutor::new(kit, files))),
        ];
        executors.map(|(name, executor)| (name.to_owned(), executor)).into()
    }

    pub fn port(&self) -> String {
        let env = &self.policy.environments["sandbox"].env;
        env["PORT"].plain().unwrap().to_owned()
    }

    /// What the sample answers.
    pub async fn ask(&self, path: &str) -> String {
        let url = format!("http://127.0.0.1:{}/{path}", self.port());
        let out = Command::new("busybox").args(["wget", "-q", "-O", "-", &url]).output().unwrap();
        String::from_utf8_lossy(&out.stdout).into_owned()
    }

    /// A release: its number, the image of `api`, and more variables.
    pub async fn release(&self, number: u64, api: &str, more: &[(&str, &str)], web: bool) -> Deployment {
        self.release_of(Of { number, api, more, web }).await
    }

    async fn release_of(&self, of: Of<'_>) -> Deployment {
        let (port, registry) = (self.port(), self.machine.registry.clone());
        let (mut policy, mut files) = (self.policy.clone(), self.files.clone());
        if !of.web {
            policy.services.shift_remove("web");
            let text = files["docker-compose.yml"].replace("  web: { image: replaced }\n", "");
            files.insert("docker-compose.yml".to_owned(), text);
        }
        let sample = Sample {
            environment: "sandbox",
            images: &self.images,
            repositories: ["api", "web"].map(|name| format!("{registry}/{name}")),
            common: &[("PORT", port.as_str()), ("REGISTRY", registry.as_str())],
        };
        let target = ComposeTarget::new(self.kit.clone(), &policy, "sandbox");
        sample.deployment(of, recipe(&target, &Files::of(files), &policy).await.unwrap())
    }
}

fn policy(port: u16) -> Config {
    let target = config::ComposeTarget {
        hosts: vec!["deploy@127.0.0.1".parse().unwrap()],
        files: vec!["conf".to_owned()],
        ..config::ComposeTarget::default()
    };
    let images = [("api", "api"), ("web", "web")];
    let url = format!("http://127.0.0.1:{port}/version");
    let mut policy = project(images, "sandbox", Kind::Compose(target), &url);
    policy.environments[0].env.insert("PORT".to_owned(), config::EnvValue::Plain(port.to_string()));
    policy
}

#[async_trait]
impl Bench for Stage {
    fn target(&self) -> Arc<dyn Target> {
        Arc::new(ComposeTarget::new(self.kit.clone(), &self.policy, "sandbox"))
    }

    fn executors(&self) -> &BTreeMap<String, Arc<dyn Executor>> {
        &self.executors
    }

    fn secrets(&self) -> BTreeMap<String, Secret> {
        [("TOKEN".to_owned(), Secret::new(support::TOKEN))].into()
    }

    async fn deployment(&self, which: Which) -> Deployment {
        self.release_of(Of::which(which)).await
    }

    async fn digest(&self, _: &str, service: &str) -> Option<String> {
        let filter = format!("label=com.docker.compose.service={service}");
        let id = self.machine.docker(&["ps", "-q", "--no-trunc", "--filter", &filter])?;
        let image = self.machine.docker(&["inspect", "-f", "{{.Image}}", id.lines().next()?])?;
        let digests = self.machine.docker(&["inspect", "-f", "{{join .RepoDigests \" \"}}", &image])?;
        let own = format!("{}/{service}@", self.machine.registry);
        digests.split_whitespace().find_map(|one| one.strip_prefix(&own)).map(str::to_owned)
    }

    async fn neighbour(&self, _: &str) -> Option<String> {
        self.machine.docker(&["ps", "-q", "--no-trunc", "--filter", "label=com.docker.compose.service=db"])
    }

    async fn cut(&self, _: &str, cut: bool) {
        self.host.cut.store(cut, Ordering::Relaxed);
    }
}
