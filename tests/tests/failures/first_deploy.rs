//! A first deploy that fails, with nothing before it to go back to.

use super::documents::{assert_problem, assert_true_of_engines, assert_unlocked, evidence, place};
use super::fleet;

#[test]
fn what_was_started_goes_and_neighbours_stay() {
    let Some(scene) = fleet::start("a first deploy that fails", 1, "rollback") else { return };
    let digest = fleet::release_that_minds_the_door(&scene);
    // Somebody else's container, and a neighbour of the compose file that runs already.
    let folder = "~/.slipway/recipes/sandbox";
    fleet::close(&scene, "host-1");
    let image = scene.registry.image("recipes/base:1");
    let docker = scene.host("host-1").docker();
    scene.registry.log_in(docker).expect("a login");
    docker.run(&["pull", &image]).expect("the base image");
    fleet::on(&scene, "host-1", &format!("docker run -d --name other {image} sleep 100000"));
    scene
        .host("host-1")
        .sh(&format!("mkdir -p {folder} && echo 'shelves = 1' > {folder}/store.conf"))
        .expect("a file");
    let compose = scene.repository.read("docker-compose.yml").expect("the compose file");
    let file = scene.host("host-1").home().join("store-only.yml");
    std::fs::write(&file, compose).expect("a compose file");
    let up = format!(
        "PORT=8081 docker-compose -p recipes-sandbox --project-directory {folder} -f {} up -d store",
        file.display()
    );
    fleet::on(&scene, "host-1", &up);
    let neighbours = || {
        let names = ["other", "recipes-sandbox_store_1"];
        names.map(|name| {
            docker.text(&["inspect", "--format", "{{.Id}} {{.State.StartedAt}}", name]).expect("it is there")
        })
    };
    let before = neighbours();

    let failed = scene.json(&["deploy", "sandbox", "--yes"], 1);
    assert_eq!(failed["verdict"], "rolled_back", "nothing ran before and nothing runs now: {failed:#}");
    assert_eq!(place(&failed, "host-1"), ("rolled_back".into(), None), "{failed:#}");
    assert_problem(&failed, "verify_failed", &["exit code 7"]);
    assert!(evidence(&failed, "last lines").contains("the door is closed"), "{failed:#}");
    assert_true_of_engines(&scene, &failed, "sandbox");
    let ours = docker
        .text(&["ps", "--all", "--quiet", "--filter", "label=dev.slipway.project"])
        .expect("containers");
    assert_eq!(ours, "", "what was started is removed");
    assert_eq!(neighbours(), before, "neighbours are neither stopped nor started anew");
    assert_unlocked(&scene, "sandbox", &["host-1"]);

    fleet::open(&scene, "host-1");
    assert_eq!(scene.ok(&["deploy", "sandbox"])["verdict"], "succeeded");
    assert_eq!(fleet::runs(&scene, "host-1"), Some(digest));
    assert_eq!(neighbours(), before);
}
