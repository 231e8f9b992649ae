//! Status tells what is there, also when somebody else was at work or a host is away.

use serde_json::Value;

use super::fleet;
use slipway_tests::scene::Scene;

fn drift(status: &Value) -> String {
    let drift = status["services"][0]["drift"].as_array().expect("drift");
    drift.iter().map(|line| line.as_str().expect("a sentence")).collect::<Vec<_>>().join("\n")
}

/// The container of `api` in sandbox on the first host.
fn container(scene: &Scene) -> String {
    scene.container("host-1", "sandbox", "api").id
}

#[test]
fn status_is_observed() {
    let Some(scene) = Scene::start("what status says", 3) else { return };
    let digest = fleet::built(&scene);
    scene.ok(&["deploy", "sandbox"]);
    scene.ok(&["promote", "sandbox", "production"]);

    stopped_and_removed_by_hand(&scene);
    deployed_by_hand(&scene, &digest);
    locked_by_another(&scene);
    unreachable(&scene, &digest);
}

fn stopped_and_removed_by_hand(scene: &Scene) {
    let docker = scene.host("host-1").docker();
    docker.run(&["stop", &container(scene)]).expect("it stops");
    let status = scene.status("sandbox");
    let api = &status["services"][0];
    assert_eq!(api["health"], "stopped", "the worst place counts: {status:#}");
    let healths: Vec<&str> = api["places"]
        .as_array()
        .expect("places")
        .iter()
        .map(|place| place["health"].as_str().expect("health"))
        .collect();
    assert_eq!(healths, ["stopped", "healthy"], "{status:#}");

    docker.run(&["rm", &container(scene)]).expect("it goes");
    let status = scene.status("sandbox");
    assert_eq!(status["services"][0]["health"], "stopped", "{status:#}");
    assert!(drift(&status).contains("api does not exist on host-1"), "{status:#}");
    assert!(!drift(&status).contains("host-2"), "host-2 is as it was: {status:#}");

    let repaired = scene.ok(&["deploy", "sandbox"]);
    assert_eq!(repaired["verdict"], "succeeded", "deploying the same puts it back: {repaired:#}");
    assert_eq!(drift(&scene.status("sandbox")), "");
}

/// Somebody else puts another image there with plain docker-compose, over the same project.
fn deployed_by_hand(scene: &Scene, digest: &str) {
    let docker = scene.host("host-1").docker();
    let image =
        docker.text(&["inspect", "--format", "{{.Config.Image}}", &container(scene)]).expect("an image");
    let compose = scene.repository.read("docker-compose.yml").expect("the compose file");
    let by_hand = compose.replace(&scene.registry.image("recipes/api:develop"), "by-hand:1");
    let file = scene.host("host-1").home().join("by-hand.yml");
    std::fs::write(&file, by_hand).expect("a compose file");
    let folder = scene.host("host-1").home().join("by-hand");
    std::fs::create_dir_all(&folder).expect("a folder");
    std::fs::write(folder.join("Dockerfile"), format!("FROM {}\nENV BY=hand\n", image.trim()))
        .expect("a Dockerfile");
    fleet::on(scene, "host-1", &format!("cd {} && docker build -q -t by-hand:1 .", folder.display()));
    let up = format!(
        "cd ~/.slipway/recipes/sandbox && PORT=8081 docker-compose -p recipes-sandbox --project-directory . -f {} up -d api",
        file.display()
    );
    fleet::on(scene, "host-1", &up);
    let status = scene.status("sandbox");
    let said = drift(&status);
    assert!(said.contains("host-1"), "somebody else's image is drift: {status:#}");
    assert!(!said.contains("host-2"), "{status:#}");
    let repaired = scene.ok(&["deploy", "sandbox"]);
    assert_eq!(repaired["verdict"], "succeeded", "{repaired:#}");
    assert_eq!(fleet::runs(scene, "host-1").as_deref(), Some(digest));
    assert_eq!(drift(&scene.status("sandbox")), "");
}

fn locked_by_another(scene: &Scene) {
    let other = scene.network.laptop_named("other").expect("another laptop");
    let folder = other.home().join("project");
    let from = scene.folder();
    let copied = std::process::Command::new("cp").arg("-a").arg(&from).arg(&folder).status().expect("cp");
    assert!(copied.success());
    let words = ["lock", "sandbox", "--reason", "moving the shelves", "--json"];
    other.slipway(&folder, &words).expect("slipway").success().expect("a lock");
    let status = scene.status("sandbox");
    assert_eq!(status["state"], "locked", "{status:#}");
    assert_eq!(status["lock"]["message"], "moving the shelves", "{status:#}");
    assert_eq!(status["lock"]["stale"], false, "a person's lock does not age: {status:#}");
    let refused = scene.json(&["deploy", "sandbox", "--yes"], 3);
    super::documents::assert_problem(&refused, "lock_held", &["moving the shelves"]);
    other.slipway(&folder, &["unlock", "sandbox"]).expect("slipway").success().expect("no lock");
    assert_eq!(scene.status("sandbox")["state"], "idle");
}

fn unreachable(scene: &Scene, digest: &str) {
    scene.host("host-2").stop_sshd().expect("sshd stops");
    let all = scene.json(&["status"], 0);
    let of = |name: &str| {
        let all = all["environments"].as_array().expect("environments");
        all.iter().find(|one| one["name"] == name).unwrap_or_else(|| panic!("{name}")).clone()
    };
    let sandbox = of("sandbox");
    assert_eq!(sandbox["state"], "unreachable", "{sandbox:#}");
    assert_eq!(drift(&sandbox), "", "unreachable from here is no drift: {sandbox:#}");
    assert_eq!(sandbox["services"][0]["digest"], digest, "what can be seen is shown: {sandbox:#}");
    assert_eq!(sandbox["services"][0]["places"][0]["name"], "host-1", "{sandbox:#}");
    assert_eq!(of("production")["state"], "idle", "the others are as they were");
    scene.host("host-2").start_sshd().expect("sshd starts");
    assert_eq!(scene.status("sandbox")["state"], "idle");
}
