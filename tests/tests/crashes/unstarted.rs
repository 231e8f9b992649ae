//! A run is killed between making a job's container and starting it.

use slipway_domain::ids::{Key, StepId};
use slipway_tests::scene::Scene;
use slipway_tests::truth::{created_since, killed_at, moment, nothing_left_at};

/// What such a run leaves: killed just before, and the rest by hand.
fn leave_a_container(scene: &Scene, token: &str) {
    killed_at(scene, "after-intent:job/test", &["run", "--yes"]);
    let history = scene.json(&["history"], 0);
    let operations = history["operations"].as_array().expect("operations");
    let id = operations[0]["operation"].as_str().expect("an id");
    let key = Key::of(id.parse().expect("an id"), &StepId::from("job/test"), 1);
    let name = format!("slipway-{}", key.as_str());
    let commit = scene.repository.git(&["rev-parse", "HEAD"]).expect("a commit");
    let options = [
        format!("--name={name}"),
        format!("--volume={name}:/workspace"),
        format!("--label=dev.slipway.operation={id}"),
        "--label=dev.slipway.job=test".to_owned(),
        "--env=SLIPWAY_PROJECT=recipes".to_owned(),
        format!("--env=SLIPWAY_RELEASE={}", operations.len()),
        format!("--env=SLIPWAY_COMMIT={}", commit.trim()),
        format!("--env=TOKEN={token}"),
        "--workdir=/workspace".to_owned(),
        "--entrypoint=/bin/sh".to_owned(),
        scene.registry.image("recipes/base:1"),
        "/.slipway/run".to_owned(),
    ];
    let words: Vec<&str> = ["create"].into_iter().chain(options.iter().map(String::as_str)).collect();
    let docker = scene.laptop.docker();
    // As by an engine that ended while it made it, which forgot the labels: left behind by neighbours 151:16.
    docker.run(&["volume", "create", &name]).expect("a volume");
    docker.run(&words).expect("a container");
}

#[test]
fn the_container_serves_unless_a_secret_has_changed_since() {
    let Some(mut scene) = Scene::start("containers that were never started", 1) else { return };
    scene.configure("  test:\n", "  test:\n    env: { TOKEN: { secret: TOKEN } }\n");
    scene.laptop.set("SLIPWAY_SECRET_TOKEN", "open sesame");
    for (left_with, made) in [("open sesame", 0), ("open barley", 1)] {
        leave_a_container(&scene, left_with);
        let since = moment();
        assert_eq!(scene.ok(&["resume"])["verdict"], "succeeded");
        let again = created_since(scene.laptop.docker(), &since, "dev.slipway.job=test");
        assert_eq!(again.len(), made, "left with {left_with}: {again:?}");
        nothing_left_at(&scene.laptop);
        scene.change("recipes/soup.txt", "Soup\n\nServes 2\n\nBoil it.\n");
    }
}
