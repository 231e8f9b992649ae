//! What an image is built for when slipway.yml does not say: what the hosts are.
#![allow(clippy::unwrap_used, clippy::panic)]

mod in_folder;

use std::sync::Arc;

use in_folder::hosts::Hosts;
use serde_json::{Value, json};
use slipway_domain::plan::Subject;
use slipway_domain::problem::{Code, Problem};
use slipway_domain::world::Seen;
use slipway_engine::ports::Target;
use slipway_engine::project::Project;
use slipway_engine::run::RunRequest;
use slipway_testkit::{Registry, RegistryOptions};

/// A host of that platform; without one it is out of reach.
fn seen(platform: Option<&str>) -> Result<Seen, Problem> {
    let away = || Problem::new(Code::HostUnreachable, "out of reach");
    let platform = Some(platform.ok_or_else(away)?.to_owned());
    Ok(Seen { platform, ..Seen::default() })
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
        self.hosts.are(hosts.iter().map(|(name, platform)| (*name, seen(*platform))));
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
