//! What is seen of an `up`, with an engine that shows nothing.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "../../hosts/tests/support/origins.rs"]
mod origins;
#[path = "../../hosts/tests/support/shown.rs"]
mod shown;
#[path = "../../hosts/tests/support/mod.rs"]
mod support;

use std::sync::Arc;

use origins::{Files, Left};
use serde_json::json;
use shown::Shown;
use slipway_compose::{ComposeExecutor, EXECUTOR};
use slipway_domain::entry::Report;
use slipway_domain::plan::Effect;
use slipway_domain::problem::{Code, Problem};
use slipway_domain::progress::Observed;
use slipway_engine::ports::Executor;
use slipway_hosts::{Kit, Spot};
use support::{Stage, cx, key, operation};

/// An `up` that brings files and changes no container.
fn up(spot: &Spot) -> Effect {
    let recipe = json!({
        "format": 1, "file": "docker-compose.yml", "text": "services: {}", "tree": "t", "services": {},
    });
    let args = json!({
        "spot": spot, "name": "recipes-sandbox", "number": 2, "release": "2-b", "recipe": recipe,
        "variables": {}, "services": {}, "keep": [], "start": [], "remove": [],
    });
    Effect::new(EXECUTOR, "up", args)
}

#[tokio::test]
async fn an_up_that_failed_is_done_only_where_its_release_is_written_down() {
    let stage = Stage::new();
    let own = &stage.kit;
    let engines = Arc::new(Shown::new([Some(Vec::new())]));
    let (secrets, clock, registries) = (own.secrets.clone(), own.clock.clone(), own.registries.clone());
    let kit = Kit::new(own.hosts.clone(), engines, secrets, clock, registries);
    let files =
        slipway_hosts::Files { source: Arc::new(Files::default()), artifacts: Arc::new(Left::default()) };
    let executor = ComposeExecutor::new(kit, files);
    let (operation, plan) = operation("ann@laptop");
    let cx = cx(&operation, &plan, "this machine/up");
    let effect = up(&stage.spot);
    let seen = async |report: &Report| executor.observe(&effect, &key(&cx), &cx, Some(report)).await;

    let problem = Some(Problem::new(Code::HostCommandFailed, "a file could not be written"));
    let failed = Report { problem, ..Report::default() };
    std::fs::create_dir_all(stage.own()).unwrap();
    std::fs::write(stage.own().join("current"), "1-a\n").unwrap();
    assert!(matches!(seen(&failed).await, Observed::Different { .. }), "the files may be missing");
    assert!(matches!(seen(&Report::default()).await, Observed::Done(_)));
    std::fs::write(stage.own().join("current"), "2-b\n").unwrap();
    assert!(matches!(seen(&failed).await, Observed::Done(_)));
}
