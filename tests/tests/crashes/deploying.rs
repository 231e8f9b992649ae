//! A deploy and a rollback are killed at every point, and settled by `resume`.

use slipway_engine::runner::KillPoint;

use super::releases;
use slipway_tests::scene::Scene;
use slipway_tests::truth::{created_since, killed_at, moment, no_ssh_at, nothing_left_at, nothing_left_on};

const POINTS: [&str; KillPoint::ALL.len()] = KillPoint::NAMES;
const SERVICE: &str = "dev.slipway.service=api";

/// Two releases with an image each, the first of them deployed.
struct Stage {
    scene: Scene,
    digests: [String; 2],
}

impl Stage {
    fn set(what: &str) -> Option<Self> {
        let scene = Scene::start(what, 1)?;
        let digests = releases::two(&scene);
        scene.ok(&["deploy", "sandbox", "--release", "1"]);
        Some(Self { scene, digests })
    }

    /// Kills `words`, which has to lead from the one release to the other, and settles that.
    fn crash(&self, point: &str, words: &[&str], to: usize) {
        let host = self.scene.host("host-1");
        let image = format!("{}/recipes/api@{}", self.scene.registry.address(), self.digests[to]);
        // So that there is something to pull.
        host.docker().try_run(&["image", "rm", &image]).expect("docker");
        let since = moment();
        killed_at(&self.scene, point, words);
        let settled = self.scene.ok(&["resume"]);
        let why = format!("{words:?} killed at {point}: {settled}");
        assert_eq!(settled["verdict"], "succeeded", "{why}");
        assert_eq!(settled["release"], to + 1, "{why}");
        assert_eq!(settled["places"][0]["running"]["api"], self.digests[to].as_str(), "{why}");
        assert_eq!(self.scene.running("host-1", "sandbox"), [("api".to_owned(), self.digests[to].clone())]);
        let created = created_since(host.docker(), &since, SERVICE);
        assert_eq!(created.len(), 1, "started once and not again: {created:?}, {why}");
        nothing_left_on(host);
        nothing_left_at(&self.scene.laptop);
        let status = self.scene.status("sandbox");
        assert_eq!(status["state"], "idle", "the lock was given back: {status}");
        assert_eq!(status["services"][0]["digest"], self.digests[to].as_str(), "{status}");
        assert_eq!(status["services"][0]["release"], to + 1, "{status}");
    }
}

fn at(steps: &[&str], points: &[&str]) -> Vec<String> {
    steps.iter().flat_map(|step| points.iter().map(move |point| format!("{point}:{step}"))).collect()
}

fn deploys(what: &str, points: &[String]) {
    let Some(stage) = Stage::set(what) else { return };
    for (number, point) in points.iter().enumerate() {
        let to = (number + 1) % 2;
        stage.crash(point, &["deploy", "sandbox", "--release", &(to + 1).to_string(), "--yes"], to);
    }
    no_ssh_at(&stage.scene.laptop);
}

#[test]
fn a_deploy_killed_at_any_point_of_the_way_in_is_settled_by_resume() {
    deploys("crashes on the way in", &at(&["host-1/lock", "host-1/pull", "host-1/up"], &POINTS));
}

#[test]
fn a_deploy_killed_at_any_point_of_the_way_out_is_settled_by_resume() {
    let others = at(&["gate/open", "basis", "host-1/http-1", "host-1/tidy"], &["act"]);
    deploys("crashes on the way out", &[at(&["host-1/health", "host-1/unlock"], &POINTS), others].concat());
}

#[test]
fn a_rollback_killed_at_any_point_is_settled_by_resume() {
    let Some(stage) = Stage::set("crashes while rolling back") else { return };
    let points =
        [at(&["host-1/up"], &POINTS), at(&["host-1/lock", "host-1/unlock"], &["act", "outcome"])].concat();
    for number in 0..points.len() {
        let release = (number + 1) % 2 + 1;
        stage.scene.ok(&["deploy", "sandbox", "--release", &release.to_string()]);
    }
    // Each rollback takes one of those deployments away, so it leads to the other release every time.
    for (number, point) in points.iter().enumerate() {
        let to = (points.len() + 1 + number) % 2;
        stage.crash(point, &["rollback", "sandbox", "--yes"], to);
    }
}
