//! What an image is built for when slipway.yml does not say: what the hosts are.
#![allow(clippy::unwrap_used, clippy::panic)]

mod in_folder;

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use async_trait::async_trait;
use serde_json::{Value, json};
use slipway_domain::ids::OperationId;
use slipway_domain::plan::Subject;
use slipway_domain::problem::{Code, Problem};
use slipway_domain::world::{Place, Seen, World};
use slipway_engine::ports::{
    Finding, Journaled, LogStream, Origins, Past, Steps, Target, Targets, Terminal, TerminalSize, Want,
};
use slipway_engine::project::Project;
use slipway_engine::run::RunRequest;
use slipway_testkit::{Registry, RegistryOptions};

/// Places by name, and what each of them is; `None` where it is out of reach.
#[derive(Clone, Default)]
struct Hosts(Arc<Mutex<BTreeMap<String, Option<String>>>>);

impl Hosts {
    /// From now on the hosts are these.
    fn are(&self, hosts: &[(&str, Option<&str>)]) {
        let named = hosts.iter().map(|(name, platform)| ((*name).to_owned(), platform.map(str::to_owned)));
        *self.0.lock().unwrap() = named.collect();
    }
}

impl Targets for Hosts {
    fn target(&self, _: &str) -> Result<Arc<dyn Target>, Problem> {
        Ok(Arc::new(self.clone()))
    }
}

fn not_asked_for<T>() -> Result<T, Problem> {
    Err(Problem::new(Code::Internal, "a run asks its targets only what their places are"))
}

#[async_trait]
impl Target for Hosts {
    fn places(&self) -> Vec<String> {
        self.0.lock().unwrap().keys().cloned().collect()
    }

    async fn observe(&self) -> World {
        let seen = |platform: &Option<String>| match platform {
            Some(platform) => Ok(Seen { platform: Some(platform.clone()), ..Seen::default() }),
            None => Err(Problem::new(Code::HostUnreachable, "out of reach")),
        };
        let place = |(name, platform): (&String, &Option<String>)| Place {
            name: name.clone(),
            kind: "host".into(),
            seen: seen(platform),
        };
        World { places: self.0.lock().unwrap().iter().map(place).collect() }
    }

    async fn recipe(&self, _: &Origins<'_>) -> Result<Value, Problem> {
        not_asked_for()
    }

    fn plan(&self, _: &Want, _: &World) -> Result<Steps, Problem> {
        not_asked_for()
    }

    fn restart(&self, _: &str, _: &World) -> Result<Steps, Problem> {
        not_asked_for()
    }

    async fn doctor(&self) -> Vec<Finding> {
        Vec::new()
    }

    async fn logs(&self, _: &str, _: Option<u32>, _: bool) -> Result<Vec<(String, LogStream)>, Problem> {
        not_asked_for()
    }

    async fn exec(&self, _: &str, _: Option<&str>, _: &[String], _: bool) -> Result<i32, Problem> {
        not_asked_for()
    }

    async fn terminal(
        &self,
        _: &str,
        _: Option<&str>,
        _: &[String],
        _: TerminalSize,
    ) -> Result<Terminal, Problem> {
        not_asked_for()
    }

    async fn lock(&self, _: &str, _: &str) -> Result<(), Problem> {
        not_asked_for()
    }

    async fn unlock(&self, _: &str, _: bool) -> Result<(), Problem> {
        not_asked_for()
    }

    async fn take_over(&self, _: &str) -> Result<Option<Journaled>, Problem> {
        not_asked_for()
    }

    async fn past(&self, _: &[OperationId]) -> Result<Past, Problem> {
        not_asked_for()
    }
}

/// A project with one service that says nothing of platforms, and one that does.
struct Stage {
    folder: tempfile::TempDir,
    _registry: Registry,
    hosts: Hosts,
}

impl Stage {
    fn put_up() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let registry = Registry::on_loopback(&RegistryOptions { login: None, ..Default::default() }).unwrap();
        let address = registry.address();
        let text = format!(
            "version: 1\nproject: recipes\nregistries: {{ \"{address}\": {{ insecure: true }} }}\nservices:\n  \
             api: {{ build: {{ context: . }}, image: {address}/recipes/api, version: \"1.${{build_number}}\" }}\n  \
             fixed: {{ build: {{ context: ., platforms: [linux/riscv64] }}, image: {address}/recipes/fixed, version: \"1.${{build_number}}\" }}\n\
             environments:\n  sandbox: {{ target: {{ compose: {{ hosts: [host-1] }} }} }}\n"
        );
        let files = [("slipway.yml", text.as_str()), ("Dockerfile", "FROM scratch\n")];
        in_folder::commit(folder.path(), &files);
        Self { folder, _registry: registry, hosts: Hosts::default() }
    }

    /// The project as a new program opens it.
    async fn project(&self, data: &str) -> Project {
        let project = in_folder::opened(self.folder.path(), data).await;
        Project { targets: Arc::new(self.hosts.clone()), ..project }
    }

    /// What a run would build `api` for, when these are the hosts.
    async fn built_for(&self, data: &str, hosts: &[(&str, Option<&str>)]) -> Value {
        self.planned(data, hosts).await.0
    }

    /// The same, and the fingerprint of what `api` is made of.
    async fn planned(&self, data: &str, hosts: &[(&str, Option<&str>)]) -> (Value, String) {
        self.hosts.are(hosts);
        let planned = self.project(data).await.plan_run(&RunRequest::default(), 0).await.unwrap();
        let platforms = |step: &str| {
            planned.plan.step(&step.into()).unwrap_or_else(|| panic!("{step}")).effect.args["platforms"]
                .clone()
        };
        assert_eq!(platforms("build/fixed"), json!(["linux/riscv64"]), "what slipway.yml says goes first");
        let Subject::Run(draft) = &planned.plan.subject else { panic!("a run") };
        (platforms("build/api"), draft.services["api"].inputs.clone())
    }
}

const ARM: Option<&str> = Some("linux/arm64");
const AMD: Option<&str> = Some("linux/amd64");

#[tokio::test(flavor = "multi_thread")]
async fn images_are_built_for_what_the_hosts_are() {
    let stage = Stage::put_up();
    // Never seen: nobody knows, so it is the engine's own.
    assert_eq!(stage.built_for("one", &[("host-1", None)]).await, json!([]));
    assert_eq!(stage.built_for("one", &[("host-1", ARM)]).await, json!(["linux/arm64"]));
    // What was seen once is known while the host is out of reach, also beside one that is new.
    assert_eq!(stage.built_for("one", &[("host-1", None)]).await, json!(["linux/arm64"]));
    let both = json!(["linux/amd64", "linux/arm64"]);
    assert_eq!(stage.built_for("one", &[("host-1", None), ("host-2", AMD)]).await, both);
    assert_eq!(stage.built_for("one", &[("host-1", None), ("host-2", None)]).await, both);

    // Two architectures from the start, on a laptop that has seen neither.
    let (built_for, inputs) = stage.planned("two", &[("host-1", ARM), ("host-2", AMD)]).await;
    assert_eq!(built_for, both);
    assert_eq!(
        stage.built_for("two", &[("host-1", ARM), ("host-2", ARM)]).await,
        both,
        "not asked every time"
    );
    // Whoever looks at the hosts anyway sees that one was replaced by another machine.
    let project = stage.project("two").await;
    project.remember_platforms("sandbox", &stage.hosts.observe().await).await.unwrap();
    let (built_for, inputs_now) = stage.planned("two", &[("host-1", None), ("host-2", None)]).await;
    assert_eq!(built_for, json!(["linux/arm64"]));
    assert_ne!(inputs, inputs_now, "an image for other platforms is another image");
}
