//! Which images go and which stay, with the shells that hosts have and a `docker` that says what it is told to.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "support/shown.rs"]
mod shown;
mod support;

use std::path::Path;
use std::sync::Arc;

use serde_json::json;
use shown::Shown;
use slipway_domain::digest::Digest;
use slipway_domain::ids::StepId;
use slipway_domain::operation::Verdict;
use slipway_domain::progress::Observed;
use slipway_engine::ports::{Cx, Executor, Fence};
use slipway_hosts::{Kit, Locker, PullArgs, Runs, Tidier, journal, lock_steps, pull_images, tidy_step};
use support::{Stage, cx, key, operation};

const SHELLS: [&[&str]; 3] = [&["/usr/bin/dash"], &["/usr/bin/busybox", "sh"], &["/usr/bin/bash", "--posix"]];

/// Has the images in `images`, one `DIGEST` a line, whose id is the digest's own text with `id-` before it; the
/// containers of `used` (ids of images) and of `directories` (labels).
const DOCKER: &str = r#"#!/bin/sh
here=$(dirname "$0")/../world
case "$1 $2" in
  'image ls') cat "$here/images" ;;
  'image inspect') d=${5#*@}; grep -qxF "$d" "$here/images" && echo "id-$d" ;;
  'ps -a') cat "$here/directories" ;;
  'ps -aq') grep -c . "$here/used" | sed 's/^0$//' ;;
  'inspect --format') cat "$here/used" ;;
  'image rm')
    if [ -e "$here/broken" ]; then echo 'Error response from daemon: the disk is on fire' >&2; exit 1; fi
    echo "$3" >>"$here/removed" ;;
  *) echo "what is $*?" >&2; exit 64 ;;
esac
"#;

/// A host with a lock, on which images were pulled.
struct Yard {
    stage: Stage,
    cx: Cx,
}

fn image(name: &str) -> (String, Digest) {
    let digest = Digest::of(name.as_bytes());
    (format!("r.example.com/team/{name}@{digest}"), digest)
}

impl Yard {
    async fn with(shell: &[&str]) -> Self {
        let stage = Stage::with_programs(shell, &[("docker", DOCKER)]);
        let (operation, plan) = operation("ann@laptop");
        let cx = cx(&operation, &plan, "this machine/tidy");
        let lock = lock_steps(std::slice::from_ref(&stage.spot), Runs::Programs).remove(0);
        let report = Locker::new(stage.kit.clone()).act(&lock.effect, &key(&cx), Fence(None), &cx).await;
        assert_eq!(report.problem, None);
        let world = stage.folder.path().join("world");
        std::fs::create_dir(&world).unwrap();
        for name in ["images", "used", "directories", "removed"] {
            std::fs::write(world.join(name), "").unwrap();
        }
        let facts = [(StepId(format!("{}/lock", stage.spot.place)), json!({ "fence": 1 }))];
        let cx = Cx { facts: Arc::new(facts.into()), ..cx };
        Self { stage, cx }
    }

    fn world(&self, name: &str, lines: &[String]) {
        let path = self.stage.folder.path().join("world").join(name);
        std::fs::write(path, lines.iter().map(|line| format!("{line}\n")).collect::<String>()).unwrap();
    }

    /// Adds a line to the journal of a directory of ours.
    fn note(&self, own: &Path, line: &serde_json::Value) {
        std::fs::create_dir_all(own).unwrap();
        let text = support::read(&own.join("journal"));
        std::fs::write(own.join("journal"), format!("{text}{line}\n")).unwrap();
    }

    fn pulled(&self, images: &[&str]) {
        let images: Vec<String> = images.iter().map(|name| image(name).0).collect();
        let at = "2026-01-05T09:00:00Z";
        self.note(&self.stage.own(), &json!({"format": 1, "at": at, "kind": "pulled", "images": images}));
    }

    async fn tidy(&self, runs: &[&str], others: &[String]) -> (Option<String>, Observed) {
        let runs = runs.iter().map(|name| image(name).1).collect();
        let step = tidy_step(&self.stage.spot, "up", runs, others.to_vec());
        let tidier = Tidier { kit: self.stage.kit.clone() };
        let report = tidier.act(&step.effect, &key(&self.cx), Fence(Some(1)), &self.cx).await;
        let seen = tidier.observe(&step.effect, &key(&self.cx), &self.cx, Some(&report)).await;
        (report.problem.map(|problem| problem.message), seen)
    }

    fn removed(&self) -> Vec<String> {
        let text = support::read(&self.stage.folder.path().join("world/removed"));
        text.lines()
            .map(|line| line.rsplit_once('/').unwrap().1.split_once('@').unwrap().0.to_owned())
            .collect()
    }
}

/// A release directory that names an image.
fn release(own: &Path, name: &str, of: &str) {
    let folder = own.join("releases").join(name).join("services");
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join("api.yml"), format!("    image: '{}'\n", image(of).0)).unwrap();
}

#[tokio::test]
async fn only_what_slipway_pulled_and_nobody_needs_goes() {
    for shell in SHELLS {
        let yard = Yard::with(shell).await;
        let own = yard.stage.own();
        let home = yard.stage.folder.path();
        yard.pulled(&["old", "runs", "used", "kept", "before", "production", "adopted", "labelled"]);
        yard.pulled(&["away"]);
        let all = ["old", "runs", "used", "kept", "before", "production", "adopted", "labelled", "theirs"];
        yard.world("images", &all.map(|name| image(name).1.to_string()));
        yard.world("used", &[format!("id-{}", image("used").1)]);
        release(&own, "3-abc", "kept");
        let ran =
            json!({"format": 1, "at": "x", "kind": "runs", "operation": "o", "images": [image("before").1]});
        yard.note(&own, &ran);
        release(&home.join(".slipway/recipes/production/.slipway"), "1-abc", "production");
        release(&home.join("srv/adopted/.slipway"), "1-abc", "adopted");
        release(&home.join("srv/labelled/.slipway"), "1-abc", "labelled");
        yard.world("directories", &[home.join("srv/labelled").display().to_string()]);

        let (problem, seen) = yard.tidy(&["runs"], &["srv/adopted".to_owned()]).await;
        assert_eq!((problem, seen), (None, Observed::Done(json!({}))), "{shell:?}");
        assert_eq!(yard.removed(), ["old"], "{shell:?}");
        assert_eq!(journal(&yard.stage.kit, &yard.stage.spot).await.unwrap().damaged, Vec::<String>::new());
        // Done again, as after a crash, it writes nothing down twice.
        yard.tidy(&["runs"], &[]).await;
        assert_eq!(yard.stage.read("journal").matches("\"kind\":\"runs\"").count(), 2, "{shell:?}");
    }
}

#[tokio::test]
async fn what_ran_five_times_ago_goes_and_a_failure_is_told() {
    for shell in SHELLS {
        let yard = Yard::with(shell).await;
        yard.pulled(&["r0", "r1", "r2", "r3", "r4", "r5"]);
        yard.world("images", &["r0", "r1", "r2", "r3", "r4", "r5"].map(|name| image(name).1.to_string()));
        for name in ["r0", "r1", "r2", "r3", "r4"] {
            let line =
                json!({"format": 1, "at": "x", "kind": "runs", "operation": name, "images": [image(name).1]});
            yard.note(&yard.stage.own(), &line);
        }
        std::fs::write(yard.stage.folder.path().join("world/broken"), "").unwrap();
        let (problem, seen) = yard.tidy(&["r5"], &[]).await;
        let problem = problem.expect("it is told");
        assert!(problem.contains("still on this machine: ") && problem.contains("on fire"), "{problem}");
        assert!(matches!(seen, Observed::Different { .. }), "{seen:?}");
        std::fs::remove_file(yard.stage.folder.path().join("world/broken")).unwrap();
        assert_eq!(yard.tidy(&["r5"], &[]).await.0, None);
        assert_eq!(yard.removed(), ["r0"], "{shell:?}");
    }
}

#[tokio::test]
async fn what_cannot_be_written_down_is_not_pulled() {
    for shell in SHELLS {
        let yard = Yard::with(shell).await;
        let own = &yard.stage.kit;
        let engines = Arc::new(Shown::new([Some(Vec::new())]));
        let (secrets, clock, registries) = (own.secrets.clone(), own.clock.clone(), own.registries.clone());
        let kit = Kit::new(own.hosts.clone(), engines, secrets, clock, registries);
        let journal = yard.stage.own().join("journal");
        std::fs::remove_file(&journal).unwrap();
        std::fs::create_dir(&journal).unwrap();
        let args = PullArgs { spot: yard.stage.spot.clone(), images: vec![image("api").0] };
        let problem = pull_images(&kit, &args, Fence(Some(1)), &yard.cx).await.unwrap_err();
        assert!(problem.message.contains("could not write to"), "{shell:?}: {problem:?}");
    }
}

#[tokio::test]
async fn after_a_failed_deployment_nothing_is_touched() {
    let mut yard = Yard::with(SHELLS[0]).await;
    yard.cx.so_far = Verdict::Failed;
    yard.pulled(&["old"]);
    yard.world("images", &[image("old").1.to_string()]);
    assert_eq!(yard.tidy(&["runs"], &[]).await, (None, Observed::Done(json!({}))));
    assert_eq!(yard.removed(), Vec::<String>::new());
    assert!(!yard.stage.read("journal").contains("\"kind\":\"runs\""), "it does not run");
}
