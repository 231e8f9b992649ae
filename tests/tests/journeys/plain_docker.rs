//! Plain containers, at a host and on the laptop itself, without any compose file.

use serde_json::{Value, json};
use slipway_testkit::{BASE_IMAGE, busybox_image};

use slipway_tests::scene::{HERE, Scene};
use slipway_tests::truth::has_in;

const ENVIRONMENTS: &str = "  mine:
    target: { docker: { host: host-1, ports: [\"8084:8080\"], volumes: [\"kept:/kept\"], restart: \"on-failure:3\" } }
    env: { GREETING: \"Plain recipes\" }
    verify: [ { url: \"http://localhost:8084/version\", contains: \"${version}\", within: 60s } ]
  here:
    target: { docker: { ports: [\"127.0.0.1:8085:8080\"] } }
    verify: [ { url: \"http://localhost:8085/version\", contains: \"${version}\", within: 60s } ]
";

const CONTAINER: &str = "recipes-mine-api";

#[test]
fn plain_containers_go_the_same_way() {
    let Some(scene) = Scene::start("plain containers", 1) else { return };
    let text = scene.repository.read("slipway.yml").expect("slipway.yml");
    scene.change("slipway.yml", &(text + ENVIRONMENTS));
    let neighbour = start_neighbour(&scene);
    scene.ok(&["run"]);

    let first = deploy(&scene, "mine", "host-1", 1);
    as_it_was_asked_for(&scene);
    scene.in_container("host-1", CONTAINER, "echo of the first release >/kept/note");
    its_everyday_life(&scene);

    deploy(&scene, "here", HERE, 1);
    let greeted = scene.laptop.sh("curl -sS --fail --noproxy '*' http://localhost:8085/version");
    assert_eq!(greeted.expect("a shell").stdout.trim(), "0.1.1", "the laptop has it on a port of its own");

    scene.change("recipes/new.txt", "Soup\n\nServes 2\n\nBoil it.\n");
    scene.ok(&["run"]);
    let second = deploy(&scene, "mine", "host-1", 2);
    assert_ne!(first, second);
    back_to_the_first(&scene, "mine", "host-1", &first);
    let note = scene.in_container("host-1", CONTAINER, "cat /kept/note");
    assert_eq!(note, "of the first release\n", "a volume outlives containers");

    deploy(&scene, "here", HERE, 2);
    back_to_the_first(&scene, "here", HERE, &first);
    for (place, name) in [("host-1", CONTAINER), (HERE, "recipes-here-api")] {
        let mut names: Vec<&str> = vec![name];
        names.extend((place == "host-1").then_some("neighbour"));
        names.sort_unstable();
        assert_eq!(scene.container_names(place), names, "nothing else is left at {place}");
    }
    assert_eq!(told(&scene, "neighbour"), neighbour, "nobody touched it");
    assert!(!has_in(scene.host("host-1"), "mine", "holder"), "no lock is left");
}

/// A container of somebody else's, with the name of nothing of ours.
fn start_neighbour(scene: &Scene) -> Value {
    let docker = scene.host("host-1").docker();
    busybox_image(docker).expect("an image");
    let words = ["run", "--detach", "--name", "neighbour", BASE_IMAGE, "sleep", "100000"];
    docker.run(&words).expect("a neighbour");
    told(scene, "neighbour")
}

/// What tells whether a container was replaced or started anew.
fn told(scene: &Scene, name: &str) -> Value {
    let told = inspect(scene, name);
    json!([told["Id"], told["State"]["StartedAt"]])
}

fn inspect(scene: &Scene, name: &str) -> Value {
    scene.inspect("host-1", &[format!("name=^{name}$")])
}

/// Deploys a release, and returns the digest that then runs.
fn deploy(scene: &Scene, environment: &str, place: &str, release: u64) -> String {
    let deployed = scene.ok(&["deploy", environment, "--release", &release.to_string()]);
    assert_eq!(deployed["verdict"], "succeeded", "{deployed:#}");
    assert_eq!(deployed["release"], release, "{deployed:#}");
    let status = scene.agrees(environment, &[place]);
    assert_eq!(status["state"], "idle", "{status:#}");
    let service = &status["services"][0];
    assert_eq!(service["digest"], deployed["digests"]["api"], "{status:#}");
    assert_eq!(service["version"], format!("0.1.{release}"), "{status:#}");
    service["digest"].as_str().expect("a digest").to_owned()
}

/// The engine has what slipway.yml says.
fn as_it_was_asked_for(scene: &Scene) {
    let told = inspect(scene, CONTAINER);
    let policy = json!({ "Name": "on-failure", "MaximumRetryCount": 3 });
    assert_eq!(told["HostConfig"]["RestartPolicy"], policy);
    assert_eq!(told["HostConfig"]["PortBindings"]["8080/tcp"][0]["HostPort"], "8084");
    let mount = &told["Mounts"][0];
    let volume = (&mount["Type"], &mount["Name"], &mount["Destination"], &mount["RW"]);
    assert_eq!(volume, (&json!("volume"), &json!("kept"), &json!("/kept"), &json!(true)));
    assert!(scene.answer("host-1", 8084, "/").contains("Plain recipes"), "it has its environment's values");
    let about = scene.answer("host-1", 8084, "/environment");
    assert!(about.contains("SLIPWAY_ENVIRONMENT=mine\n") && about.contains("SLIPWAY_RELEASE=1\n"), "{about}");
}

fn its_everyday_life(scene: &Scene) {
    let before = inspect(scene, CONTAINER);
    let restarted = scene.ok(&["restart", "mine", "api"]);
    assert_eq!(restarted["verdict"], "succeeded", "{restarted:#}");
    let after = inspect(scene, CONTAINER);
    assert_eq!(before["Id"], after["Id"], "it is the same container");
    assert_ne!(before["State"]["StartedAt"], after["State"]["StartedAt"]);

    let ended = scene.slipway(&["exec", "mine", "api", "--", "sh", "-c", "cat /kept/note; exit 7"]);
    assert_eq!((ended.code, &*ended.stdout), (7, "of the first release\n"), "{}", ended.describe());
    let logs = scene.slipway(&["logs", "--env", "mine", "api", "--json"]);
    let lines: Vec<Value> =
        logs.stdout.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    let said = |line: &&Value| line["text"] == "recipes: version 0.1.1 answers on port 8080";
    let places: Vec<&Value> = lines.iter().filter(said).map(|line| &line["place"]).collect();
    assert_eq!(places, ["host-1", "host-1"], "once per start: {}", logs.describe());
}

fn back_to_the_first(scene: &Scene, environment: &str, place: &str, first: &str) {
    let choice = scene.status(environment)["services"][0]["rollback_to"][0].clone();
    assert_eq!((&choice["release"], &choice["available"]), (&json!(1), &json!(true)), "{choice:#}");
    let back = scene.ok(&["rollback", environment]);
    assert_eq!((&back["verdict"], &back["release"]), (&json!("succeeded"), &json!(1)), "{back:#}");
    assert_eq!(scene.running(place, environment), [("api".to_owned(), first.to_owned())]);
    scene.agrees(environment, &[place]);
}
