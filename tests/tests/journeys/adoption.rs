//! A stack that ran before Slipway came keeps its containers, its volumes and its name.

use crate::support::Scene;

/// Where the stack lives: a folder of its own, not one of Slipway's.
fn directory(scene: &Scene) -> String {
    scene.host("host-1").home().join("stacks/kitchen").display().to_string()
}

/// What somebody has put up by hand long ago: images by tag, a login on the host.
fn put_up_by_hand(scene: &Scene) {
    let (host, registry) = (scene.host("host-1"), &scene.registry);
    registry.log_in(scene.laptop.docker()).expect("a login");
    registry.log_in(host.docker()).expect("a login");
    let base = registry.image("recipes/base:1");
    host.docker().run(&["pull", &base]).expect("the base image");
    let compose = scene.repository.read("docker-compose.yml").expect("the compose file");
    let by_hand = compose.replace("recipes/api:develop", "recipes/base:1").replace(
        "ports: [\"${PORT}:8080\"]",
        "ports: [\"8081:8080\"]\n    volumes: [\"jars:/jars\"]\n    command: [/bin/sh, -c, \"date > /jars/first; httpd -f -p 8080\"]",
    );
    let by_hand = by_hand.replace("volumes:\n  store:\n", "volumes:\n  store:\n  jars:\n");
    let directory = directory(scene);
    std::fs::create_dir_all(&directory).expect("a folder on the host");
    for (path, text) in [("docker-compose.yml", by_hand.as_str()), ("store.conf", "shelves = 12\n")] {
        std::fs::write(format!("{directory}/{path}"), text).expect("a file on the host");
    }
    let own = format!("chown -R deploy $(dirname {directory})");
    host.root_sh(&own).expect("a shell").success().expect("the folder is the account's");
    let up = format!("cd {directory} && docker-compose -p kitchen up -d");
    host.sh(&up).expect("a shell").success().expect("the stack is up");
}

#[test]
fn a_stack_that_is_there_already_is_adopted() {
    let Some(scene) = Scene::start("adopting a stack", 1) else { return };
    put_up_by_hand(&scene);
    let store = scene.neighbour("host-1", "kitchen");
    let volumes = scene.host("host-1").docker().text(&["volume", "ls", "--quiet"]).expect("volumes");
    scene
        .repository
        .replace(
            "docker-compose.yml",
            "    ports: [\"${PORT}:8080\"]",
            "    ports: [\"${PORT}:8080\"]\n    volumes: [\"jars:/jars\"]",
        )
        .expect("the compose file");
    scene
        .repository
        .replace("docker-compose.yml", "volumes:\n  store:\n", "volumes:\n  store:\n  jars:\n")
        .expect("the compose file");
    scene.configure(
        "files: [store.conf] } }\n    env: { PORT: \"8081\"",
        &format!(
            "files: [store.conf], name: kitchen, directory: {} }} }}\n    env: {{ PORT: \"8081\"",
            directory(&scene)
        ),
    );
    let before = scene.status("sandbox");
    assert_eq!(before["state"], "empty", "{before}");
    let unmanaged: Vec<&str> = before["unmanaged"]
        .as_array()
        .expect("a list")
        .iter()
        .filter_map(|one| one["name"].as_str())
        .collect();
    assert_eq!(unmanaged, ["api", "store"], "what runs already is shown: {before}");
    scene.ok(&["run"]);
    let plan = scene.ok(&["plan", "sandbox"]);
    assert_eq!(plan["services"][0]["change"], "new", "{plan}");
    scene.ok(&["deploy", "sandbox"]);
    let status = scene.agrees("sandbox", &["host-1"]);
    assert_eq!(status["unmanaged"].as_array().map(Vec::len), Some(1), "api is managed now: {status}");
    assert_eq!(scene.neighbour("host-1", "kitchen"), store, "the neighbour was not touched");
    let docker = scene.host("host-1").docker();
    assert_eq!(
        docker.text(&["volume", "ls", "--quiet"]).expect("volumes"),
        volumes,
        "the volumes are those of before"
    );
    let api = scene.container("host-1", "sandbox", "api");
    assert!(!scene.in_container("host-1", &api.id, "cat /jars/first").is_empty(), "the volume came along");
    let told = scene.inspect("host-1", &["label=dev.slipway.service=api".to_owned()]);
    assert_eq!(told["Config"]["Labels"]["com.docker.compose.project"], "kitchen", "{told}");
    let all = docker.text(&["ps", "--all", "--format", "{{.Names}}"]).expect("containers");
    assert_eq!(all.lines().count(), 2, "no container was left or doubled: {all}");
    assert_eq!(scene.answer("host-1", 8081, "/version").trim(), "0.1.1");
}
