//! A docker environment on a pretended host, or on this machine with a pretended engine.
#![allow(dead_code, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "../../../hosts/tests/support/images.rs"]
mod images;
mod killing;
#[path = "../../../hosts/tests/support/known.rs"]
mod known;
#[path = "../../../hosts/tests/support/nothing_around.rs"]
mod nothing_around;
#[path = "../../../hosts/tests/support/origins.rs"]
mod origins;
mod releases;
#[path = "../../../hosts/tests/support/sample.rs"]
mod sample;
#[path = "../../../hosts/tests/support/releases.rs"]
mod sample_releases;
#[path = "../../../hosts/tests/support/ssh.rs"]
mod ssh;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use async_trait::async_trait;
use slipway_container::{ContainerExecutor, ContainerTarget, EXECUTOR};
use slipway_docker::DockerEngines;
use slipway_domain::config::{self, Config, Target as Kind};
use slipway_domain::deployment::Deployment;
use slipway_domain::digest::Digest;
use slipway_domain::secret::Secret;
use slipway_engine::ports::{Executor, Login, Restore, Target, Want};
use slipway_hosts::contract::{self, Bench, Driven, Which};
use slipway_hosts::{HOSTS, Kit, Locker, TIDY, Tidier, VERIFY, Verifier};
use slipway_testkit::{Docker, Engine, Host, Network, Registry, RegistryOptions, busybox_image};

use killing::KillingEngines;
use known::Known;
use nothing_around::NothingAround;
use sample::project;
use sample_releases::Of;
use ssh::{hosts, hosts_on_path};

/// The value of the secret TOKEN.
pub const TOKEN: &str = "s3cr3t-$(x)-值";

/// The machine whose engine runs the containers.
pub enum Machine {
    /// A host behind SSH.
    Host(Host),
    /// This machine, with the engine of another and a home of its own.
    Here(Engine, tempfile::TempDir),
}

impl Machine {
    pub fn docker(&self) -> &Docker {
        match self {
            Self::Host(host) => host.docker(),
            Self::Here(engine, _) => engine.docker(),
        }
    }

    /// The home directory in which the files of ours lie.
    pub fn home(&self) -> PathBuf {
        match self {
            Self::Host(host) => host.home(),
            Self::Here(_, home) => home.path().to_owned(),
        }
    }
}

/// A docker environment with all that belongs to it.
pub struct Stage {
    pub machine: Machine,
    pub kit: Arc<Kit>,
    pub engines: Arc<KillingEngines>,
    pub policy: Config,
    pub registry: Registry,
    pub images: BTreeMap<&'static str, Digest>,
    executors: BTreeMap<String, Arc<dyn Executor>>,
    runtime: tempfile::TempDir,
    network: Network,
}

impl Stage {
    /// On a host over SSH.
    pub fn on_host() -> Self {
        let network = Network::start().unwrap();
        let host = network.host("h1").unwrap();
        Self::new(network, Machine::Host(host))
    }

    /// On this machine.
    pub fn here() -> Self {
        let network = Network::start().unwrap();
        let engine = network.engine("here").unwrap();
        Self::new(network, Machine::Here(engine, tempfile::tempdir().unwrap()))
    }

    fn new(network: Network, machine: Machine) -> Self {
        let registry = network.registry(&RegistryOptions::default()).unwrap();
        let runtime = tempfile::tempdir().unwrap();
        let docker = machine.docker();
        busybox_image(docker).unwrap();
        docker
            .run(&["run", "-d", "--name", "neighbour", slipway_testkit::BASE_IMAGE, "sleep", "100000"])
            .unwrap();
        let images = [("api", "api", "1"), ("api-2", "api", "2"), ("web", "web", "1")];
        let images = images.map(|(key, name, tag)| (key, images::image(docker, &registry, name, &[tag])));
        let login = Login { user: registry.user().to_owned(), password: Secret::new(registry.password()) };
        let login = Some((registry.address().to_owned(), login));
        let known = Arc::new(Known { token: TOKEN, login });
        let hosts = hosts(runtime.path(), &network.ssh_config(), &machine.home(), docker.endpoint());
        let engines = DockerEngines::new(Arc::new(NothingAround), hosts.clone());
        let engines = Arc::new(KillingEngines::new(Arc::new(engines)));
        let kit = Kit::new(hosts, engines.clone(), known.clone(), known.clone(), known);
        let executors: [(&str, Arc<dyn Executor>); 4] = [
            (HOSTS, Arc::new(Locker::new(kit.clone()))),
            (TIDY, Arc::new(Tidier { kit: kit.clone() })),
            (
                VERIFY,
                Arc::new(Verifier { kit: kit.clone(), web: Arc::new(slipway_web::WebClient::default()) }),
            ),
            (EXECUTOR, Arc::new(ContainerExecutor::new(kit.clone()))),
        ];
        let policy = policy(&machine, &registry);
        let executors = executors.map(|(name, executor)| (name.to_owned(), executor)).into();
        Self { machine, kit, engines, policy, registry, images: images.into(), executors, runtime, network }
    }

    /// The same target on a machine whose PATH leads to everything but `docker`.
    pub fn target_without_docker(&self, folder: &Path) -> Arc<dyn Target> {
        let programs = folder.join("programs");
        std::fs::create_dir_all(&programs).unwrap();
        for entry in
            ["/usr/bin", "/bin", "/usr/sbin"].iter().flat_map(|folder| std::fs::read_dir(folder).unwrap())
        {
            let entry = entry.unwrap();
            if !entry.file_name().to_string_lossy().starts_with("docker") {
                // The same program may be in several of the folders.
                let _ = std::os::unix::fs::symlink(entry.path(), programs.join(entry.file_name()));
            }
        }
        let docker = self.machine.docker().endpoint();
        let hosts = hosts_on_path(
            self.runtime.path(),
            &self.network.ssh_config(),
            folder,
            docker,
            programs.as_os_str(),
        );
        let engines = Arc::new(DockerEngines::new(Arc::new(NothingAround), hosts.clone()));
        let kit = Kit::new(
            hosts,
            engines,
            self.kit.secrets.clone(),
            self.kit.clock.clone(),
            self.kit.registries.clone(),
        );
        Arc::new(ContainerTarget::new(kit, &self.policy, "mine"))
    }

    /// What the policy says of the target.
    pub fn target_of_policy(&mut self) -> &mut config::DockerTarget {
        match &mut self.policy.environments.get_mut("mine").unwrap().target {
            Kind::Docker(target) => target,
            _ => panic!("the environment is no docker environment"),
        }
    }

    /// What `docker` prints.
    pub fn docker(&self, words: &[&str]) -> String {
        self.machine.docker().text(words).unwrap()
    }

    /// The id of the container with that name; empty when there is none.
    pub fn id(&self, name: &str) -> String {
        self.docker(&["ps", "-aq", "--no-trunc", "--filter", &format!("name=^{name}$")])
    }

    /// The names of all containers.
    pub fn names(&self) -> Vec<String> {
        let mut names: Vec<String> =
            self.docker(&["ps", "-a", "--format", "{{.Names}}"]).lines().map(str::to_owned).collect();
        names.sort();
        names
    }

    /// A variable as the engine keeps it.
    pub fn variable(&self, container: &str, name: &str) -> Option<String> {
        let env = self.docker(&["inspect", "-f", "{{json .Config.Env}}", container]);
        let env: Vec<String> = serde_json::from_str(&env).unwrap();
        env.iter().find_map(|one| one.strip_prefix(&format!("{name}="))).map(str::to_owned)
    }

    /// Deploys it to its verdict.
    pub async fn deploy(&self, deployment: &Deployment, restore: Option<Restore>) -> Driven {
        let target = self.target();
        let want = Want { deployment: deployment.clone(), restore };
        let steps = target.plan(&want, &target.observe().await).unwrap();
        contract::drive(self, deployment, steps).await
    }
}

fn policy(machine: &Machine, registry: &Registry) -> Config {
    let url = match machine {
        Machine::Host(_) => "http://localhost:8080/version".to_owned(),
        Machine::Here(engine, _) => format!("http://{}:8080/version", engine.address()),
    };
    let api = config::ContainerOptions {
        ports: vec!["8080:8080".parse().unwrap()],
        // One that fails is to end and not to be started again and again, which takes a minute to tell.
        restart: Some("no".to_owned()),
        volumes: vec!["data:/data".parse().unwrap()],
        ..config::ContainerOptions::default()
    };
    let target = config::DockerTarget {
        host: match machine {
            Machine::Host(host) => Some(host.name().parse().unwrap()),
            Machine::Here(..) => None,
        },
        network: Some("backend".to_owned()),
        services: [("api".to_owned(), api)].into_iter().collect(),
        ..config::DockerTarget::default()
    };
    let (api, web) = (registry.image("team/api"), registry.image("team/web"));
    project([("api", &api), ("web", &web)], "mine", Kind::Docker(target), &url)
}

#[async_trait]
impl Bench for Stage {
    fn target(&self) -> Arc<dyn Target> {
        Arc::new(ContainerTarget::new(self.kit.clone(), &self.policy, "mine"))
    }

    fn executors(&self) -> &BTreeMap<String, Arc<dyn Executor>> {
        &self.executors
    }

    fn secrets(&self) -> BTreeMap<String, Secret> {
        [("TOKEN".to_owned(), Secret::new(TOKEN))].into()
    }

    async fn deployment(&self, which: Which) -> Deployment {
        self.release_of(Of::which(which)).await
    }

    async fn digest(&self, _: &str, service: &str) -> Option<String> {
        let container = format!("recipes-mine-{service}");
        images::running(self.machine.docker(), &self.registry, &container, service)
    }

    async fn neighbour(&self, _: &str) -> Option<String> {
        Some(self.id("neighbour"))
    }

    async fn cut(&self, _: &str, cut: bool) {
        match (&self.machine, cut) {
            (Machine::Host(host), true) => host.cut().unwrap(),
            (Machine::Host(host), false) => host.join().unwrap(),
            (Machine::Here(..), _) => panic!("this machine cannot be cut off from itself"),
        }
    }
}

/// The files below a folder that hold a text.
pub fn files_with(folder: &Path, text: &str) -> String {
    let out = std::process::Command::new("grep").args(["-rlF", "--", text]).arg(folder).output().unwrap();
    String::from_utf8_lossy(&out.stdout).into_owned()
}
