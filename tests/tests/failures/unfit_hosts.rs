//! Hosts on which a release cannot be put up: a taken port, a compose file that Compose there does not
//! accept, a full disk, a stopped engine.

use std::io::Read;

use serde_json::Value;
use slipway_testkit::HostOptions;

use super::documents::{assert_problem, assert_true_of_engines, assert_unlocked, evidence, place};
use super::{fleet, follow};
use slipway_tests::scene::Scene;

const HOSTS: [&str; 2] = ["host-1", "host-2"];

/// A deploy to two hosts that fails on the second.
fn fails(scene: &Scene, new: &str) -> Value {
    let failed = scene.json(&["deploy", "sandbox", "--yes"], 1);
    assert_eq!(failed["verdict"], "failed", "{failed:#}");
    assert_eq!(place(&failed, "host-1"), ("succeeded".into(), Some(new.to_owned())), "{failed:#}");
    assert_eq!(place(&failed, "host-2").0, "failed", "{failed:#}");
    assert_true_of_engines(scene, &failed, "sandbox");
    assert_unlocked(scene, "sandbox", &HOSTS);
    failed
}

#[test]
fn a_taken_port_and_a_compose_file_that_is_not_accepted() {
    let Some(scene) = fleet::start("hosts that refuse a release", 2, "stop") else { return };
    let first = fleet::built(&scene);
    let docker = scene.host("host-2").docker();
    let image = scene.registry.image("recipes/base:1");
    scene.registry.log_in(docker).expect("a login");
    docker
        .run(&["run", "--detach", "--name", "squatter", "--publish", "8081:80", &image, "sleep", "100000"])
        .expect("a squatter");
    let failed = fails(&scene, &first);
    assert_problem(&failed, "host_command_failed", &["a port is taken on host-2", "8081", "docker ps"]);
    assert!(evidence(&failed, "last lines").contains("port is already allocated"), "{failed:#}");
    docker.run(&["rm", "--force", "squatter"]).expect("it goes");
    fleet::deploy_well(&scene, &HOSTS);

    // Only Compose itself looks at this value.
    let good = scene.repository.read("docker-compose.yml").expect("a compose file");
    scene
        .repository
        .replace(
            "docker-compose.yml",
            "    restart: \"no\"",
            "    restart: \"no\"\n    oom_score_adj: plenty",
        )
        .expect("a compose file");
    scene.repository.commit("Ask for plenty").expect("a commit");
    let second = fleet::built(&scene);
    let failed = scene.json(&["deploy", "sandbox", "--yes"], 1);
    assert_eq!(failed["verdict"], "rolled_back", "the only place touched runs what it ran: {failed:#}");
    let words = ["Compose on host-1 does not accept docker-compose.yml", "oom_score_adj", "config"];
    assert_problem(&failed, "configuration_invalid", &words);
    assert_eq!(place(&failed, "host-1"), ("rolled_back".into(), Some(first.clone())), "{failed:#}");
    assert_eq!(place(&failed, "host-2"), ("cancelled".into(), Some(first.clone())), "{failed:#}");
    assert_true_of_engines(&scene, &failed, "sandbox");
    assert_unlocked(&scene, "sandbox", &HOSTS);
    assert_eq!(second, first, "the compose file is no input of the image");
    scene.change("docker-compose.yml", &good);
    fleet::built(&scene);
    fleet::deploy_well(&scene, &HOSTS);
}

#[test]
fn a_disk_that_is_too_small() {
    let Some(mut scene) = Scene::start("a small disk", 1) else { return };
    let options = HostOptions { disk_megabytes: Some(150), ..HostOptions::default() };
    let small = scene.network.host_with("host-2", &options).expect("a host");
    scene.hosts.push(small);
    let scene = fleet::arrange(scene, "stop");
    fleet::built(&scene);
    let data =
        scene.host("host-2").docker().text(&["info", "--format", "{{.DockerRootDir}}"]).expect("a folder");
    let data = data.trim();
    let root =
        |text: &str| scene.host("host-2").root_sh(text).expect("a command").success().expect("it succeeds");
    root(&format!("head -c 90M /dev/zero > {data}/filler"));
    assert_warned(&scene, "the images need about 10");
    let failed = scene.json(&["deploy", "sandbox", "--yes"], 1);
    let words =
        ["the images need about 1", " MB on host-2 in ", "are free", "nothing is pulled", "docker system df"];
    assert_eq!(failed["verdict"], "failed", "{failed:#}");
    assert_problem(&failed, "disk_short", &words);
    assert_eq!(
        place(&failed, "host-1"),
        ("cancelled".into(), None),
        "it pulls before anything is put up: {failed:#}"
    );
    assert_eq!(place(&failed, "host-2"), ("failed".into(), None), "{failed:#}");
    assert_eq!(failed["evidence"][0]["place"], "host-2", "{failed:#}");
    assert_unlocked(&scene, "sandbox", &HOSTS);
    root(&format!("rm {data}/filler"));
    fleet::deploy_well(&scene, &HOSTS);

    // Enough for the engine, and not for what the next image brings: 40 MB that no compression makes smaller.
    let mut large = std::fs::File::create(scene.folder().join("recipes/book.bin")).expect("a file");
    let noise = std::fs::File::open("/dev/urandom").expect("noise");
    std::io::copy(&mut noise.take(40 << 20), &mut large).expect("a large file");
    scene.repository.commit("Ship a large book").expect("a commit");
    fleet::built(&scene);
    assert_warned(&scene, "the images need about 2");
    let before = fleet::runs(&scene, "host-2");
    let failed = scene.json(&["deploy", "sandbox", "--yes"], 1);
    assert_eq!(failed["verdict"], "failed", "{failed:#}");
    assert_problem(
        &failed,
        "disk_short",
        &["the images need about 2", " MB on host-2 in ", "nothing is pulled"],
    );
    assert_eq!(fleet::runs(&scene, "host-2"), before, "nothing was touched: {failed:#}");
    std::fs::remove_file(scene.folder().join("recipes/book.bin")).expect("it goes");
    scene.repository.write("recipes/small.txt", "Toast\n\nServes 1\n\nToast it.\n").expect("a recipe");
    scene.repository.commit("Leave the large book at home").expect("a commit");
    fleet::built(&scene);
    fleet::deploy_well(&scene, &HOSTS);
}

fn assert_warned(scene: &Scene, words: &str) {
    let plan = scene.ok(&["plan", "sandbox"]);
    let warnings = plan["warnings"].as_array().expect("warnings").iter();
    let warned = warnings.filter_map(Value::as_str).any(|warning| warning.contains(words));
    assert!(warned, "the plan says it before anything is touched: {plan:#}");
}

#[test]
fn an_engine_that_is_away() {
    let Some(scene) = fleet::start("a stopped engine", 2, "stop") else { return };
    let first = fleet::built(&scene);
    scene.host("host-2").engine().stop_daemon().expect("the engine stops");
    let refused = scene.json(&["deploy", "sandbox", "--yes"], 1);
    assert_problem(&refused, "engine_unreachable", &["host-2", "docker version"]);
    assert_eq!(fleet::runs(&scene, "host-1"), None, "nothing was begun");
    let status = scene.status("sandbox");
    assert_eq!(status["state"], "unreachable", "{status:#}");
    scene.host("host-2").engine().start_daemon().expect("the engine starts");
    fleet::deploy_well(&scene, &HOSTS);

    let second = fleet::release(&scene, "Soup");
    let mut deploy = follow::start(&scene, &["deploy", "sandbox"]);
    follow::until(&mut deploy, "▸ host-2/up");
    scene.host("host-2").engine().stop_daemon().expect("the engine stops");
    let (code, ended) = follow::end_with_one_of(deploy, &[1, 4]);
    assert_eq!(place(&ended, "host-1"), ("succeeded".into(), Some(second.clone())), "{ended:#}");
    assert_problem(&ended, "engine_unreachable", &["host-2"]);
    assert_eq!(place(&ended, "host-2").1, None, "nothing runs without an engine: {ended:#}");
    // A dying engine still answers over connections that it has, so that its last state may be known.
    assert_eq!(ended["verdict"], if code == 1 { "failed" } else { "unknown" }, "{ended:#}");

    scene.host("host-2").engine().start_daemon().expect("the engine starts");
    let (settled, resumed) = follow::end_with_one_of(follow::start(&scene, &["resume"]), &[0, 1]);
    if code == 4 {
        assert_eq!(resumed["operation"], ended["operation"], "{resumed:#}");
        // What was not known may be how `up` ended, or how what it left half done was put back.
        let (verdict, runs) = if settled == 0 { ("succeeded", &second) } else { ("failed", &first) };
        assert_eq!(resumed["verdict"], verdict, "{resumed:#}");
        assert_eq!(place(&resumed, "host-2").1.as_ref(), Some(runs), "{resumed:#}");
        assert_true_of_engines(&scene, &resumed, "sandbox");
    } else {
        assert!(resumed["operation"].is_null(), "nothing is open: {resumed:#}");
    }
    fleet::deploy_well(&scene, &HOSTS);
    assert_eq!(fleet::runs(&scene, "host-2"), Some(second));
}
