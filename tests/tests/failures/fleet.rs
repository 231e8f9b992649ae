//! Several hosts behind sandbox, and releases that fail on the hosts that a test chooses.

use slipway_tests::documents::digest_of_api;
use slipway_tests::scene::Scene;

/// What sandbox's `target` names as its hosts.
fn hosts(names: &[&str]) -> String {
    format!("hosts: [{}]", names.join(", "))
}

/// A scene whose sandbox has all hosts, one at a time, and whose service is not started again when it ends.
pub fn start(what: &str, count: u8, on_failure: &str) -> Option<Scene> {
    Some(arrange(Scene::start(what, count)?, on_failure))
}

/// The same out of a scene that is there.
pub fn arrange(scene: Scene, on_failure: &str) -> Scene {
    let names: Vec<&str> = scene.hosts.iter().map(|host| host.name()).collect();
    let (first, _) = names.split_at(names.len().div_ceil(2));
    let replace = |from: &str, to: &str| {
        scene.repository.replace("slipway.yml", from, to).expect("slipway.yml has it");
    };
    if names.len() > 1 {
        let target = "target: { compose: { ";
        let only = format!("{target}{}", hosts(first));
        let all = format!("rollout: {{ batch: 1 }}\n    {target}{}", hosts(&names));
        replace(&only, &all);
    }
    let before = "within: 60s } ]\n    on_failure: rollback\n  production";
    replace(before, &format!("within: 60s }} ]\n    on_failure: {on_failure}\n  production"));
    let ports = "    ports: [\"${PORT}:8080\"]\n    restart: unless-stopped";
    let with_place =
        "    ports: [\"${PORT}:8080\"]\n    restart: \"no\"\n    volumes: [\"./place:/place:ro\"]";
    scene.repository.replace("docker-compose.yml", ports, with_place).expect("the compose file has it");
    scene.repository.commit("One host at a time").expect("a commit");
    scene
}

/// Runs `slipway deploy sandbox`, which has to succeed and to leave nothing behind.
pub fn deploy_well(scene: &Scene, hosts: &[&str]) {
    let deployed = scene.ok(&["deploy", "sandbox"]);
    assert_eq!(deployed["verdict"], "succeeded", "once mended the next deploy goes through: {deployed:#}");
    let digest = deployed["digests"]["api"].as_str();
    for host in hosts {
        assert_eq!(runs(scene, host).as_deref(), digest, "{host} runs what was deployed");
    }
    super::documents::assert_unlocked(scene, "sandbox", hosts);
}

/// Builds the next release, which differs in a recipe, and returns its digest.
pub fn release(scene: &Scene, title: &str) -> String {
    scene.change("recipes/new.txt", &format!("{title}\n\nServes 2\n\nBoil it.\n"));
    built(scene)
}

/// Builds what is committed and returns its digest.
pub fn built(scene: &Scene) -> String {
    digest_of_api(&scene.ok(&["run"]))
}

/// Builds a release that ends at once wherever [`close`] was called, and tells another version than its own
/// wherever there is a file `place/odd`.
pub fn release_that_minds_the_door(scene: &Scene) -> String {
    let door = "set -eu\n[ ! -e /place/closed ] || { echo 'recipes: the door is closed' >&2; exit 7; }\n\
                [ ! -e /place/odd ] || RECIPES_VERSION=odd\n";
    scene.repository.replace("serve.sh", "set -eu\n", door).expect("serve.sh has it");
    scene.repository.commit("Mind the door").expect("a commit");
    built(scene)
}

/// Makes releases of [`release_that_minds_the_door`] fail on a host.
pub fn close(scene: &Scene, host: &str) {
    on(
        scene,
        host,
        "mkdir -p ~/.slipway/recipes/sandbox/place && touch ~/.slipway/recipes/sandbox/place/closed",
    );
}

/// Takes [`close`] back.
pub fn open(scene: &Scene, host: &str) {
    on(scene, host, "rm ~/.slipway/recipes/sandbox/place/closed");
}

/// Runs shell text on a host, which has to succeed.
pub fn on(scene: &Scene, host: &str, text: &str) -> String {
    let ran = scene.host(host).sh(text).expect("a command on the host");
    ran.success().expect("it succeeds").stdout
}

/// The digest of `api` that a host's own engine runs; `None` where none runs.
pub fn runs(scene: &Scene, host: &str) -> Option<String> {
    scene.running(host, "sandbox").into_iter().find(|(service, _)| service == "api").map(|(_, digest)| digest)
}
