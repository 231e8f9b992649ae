//! The sample service builds, answers, stops at once, and its tests tell good from bad.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs, clippy::disallowed_methods)]

use std::process::Command;
use std::time::{Duration, Instant};

use slipway_testkit::{
    Docker, Engine, HEALTH_SELDOM, Network, Repository, Sample, SampleValues, busybox_image, finish,
    root_or_explain,
};

fn build(docker: &Docker, folder: &std::path::Path, version: &str) {
    let base = format!("BASE={}", slipway_testkit::BASE_IMAGE);
    let version = format!("RECIPES_VERSION={version}");
    let folder = folder.to_string_lossy();
    let words = ["build", "--build-arg", &base, "--build-arg", &version, "--tag", "recipes", &folder];
    docker.run(&words).unwrap();
}

fn get(engine: &Engine, path: &str) -> String {
    let mut curl = Command::new("curl");
    curl.args(["--silent", "--fail", "--retry", "20", "--retry-delay", "0", "--retry-all-errors"]);
    curl.args(["--noproxy", "*"]).arg(format!("http://{}:8080{path}", engine.address()));
    finish(curl, Duration::from_secs(30)).unwrap().success().unwrap().stdout
}

fn health(docker: &Docker, name: &str) -> String {
    let deadline = Instant::now() + Duration::from_secs(30);
    loop {
        let said = docker.text(&["inspect", "--format", "{{.State.Health.Status}}", name]).unwrap();
        if said != "starting" || Instant::now() > deadline {
            return said;
        }
        std::thread::sleep(Duration::from_millis(100));
    }
}

#[test]
fn the_sample_answers_with_its_version_and_stops_at_once() {
    if !root_or_explain("the sample on an engine of its own") {
        return;
    }
    let network = Network::start().unwrap();
    let engine = network.engine("engine").unwrap();
    let docker = engine.docker();
    busybox_image(docker).unwrap();
    let folder = tempfile::tempdir().unwrap();
    Sample::recipes().copy_to(folder.path(), &SampleValues::for_registry("127.0.0.1:5055")).unwrap();
    build(docker, folder.path(), "0.1.7");

    docker
        .run(&["run", "-d", "--name", "good", "-p", "8080:8080", "-e", "GREETING=Good day", "recipes"])
        .unwrap();
    assert_eq!(get(&engine, "/version"), "0.1.7\n");
    assert_eq!(get(&engine, "/environment"), "GREETING=Good day\n");
    assert!(get(&engine, "/").contains("<h1>Good day</h1>\n<ul>\n<li>Barley soup</li>"));
    assert_eq!(health(docker, "good"), "healthy");
    let stopping = Instant::now();
    docker.run(&["stop", "good"]).unwrap();
    assert!(stopping.elapsed() < Duration::from_secs(5), "the sample must handle TERM");

    docker.run(&["run", "-d", "--name", "broken", "-e", "HEALTH=broken", "recipes"]).unwrap();
    let crashed = docker.try_run(&["run", "--rm", "-e", "HEALTH=crash", "recipes"]).unwrap();
    assert_eq!((crashed.code, crashed.stderr.as_str()), (3, "recipes: cannot open the recipe book\n"));
    assert_eq!(health(docker, "broken"), "unhealthy");
}

#[test]
fn the_samples_own_tests_tell_a_complete_recipe_from_an_incomplete_one() {
    let folder = tempfile::tempdir().unwrap();
    Sample::recipes().copy_to(folder.path(), &SampleValues::for_registry("127.0.0.1:5055")).unwrap();
    let test = || {
        let mut sh = Command::new("sh");
        sh.arg("tests/complete.sh").current_dir(folder.path());
        finish(sh, Duration::from_secs(10)).unwrap()
    };
    assert_eq!(test().code, 0, "{}", test().describe());
    std::fs::write(folder.path().join("recipes/toast.txt"), "Toast\n\nToast the bread.\n").unwrap();
    assert_eq!(test().stderr, "recipes/toast.txt does not say how many it serves\n");
}

#[test]
fn a_copy_is_fitted_to_what_was_put_up() {
    let folder = tempfile::tempdir().unwrap();
    let values = SampleValues {
        registry: "10.0.0.1:5000".into(),
        registry_settings: "{ ca: certs/ca.pem }".into(),
        hosts: [vec!["host-2".into(), "host-1".into()], vec!["host-1".into()]],
        ports: [8082, 8081],
        health: HEALTH_SELDOM,
    };
    let repository = Repository::create(folder.path()).unwrap();
    Sample::recipes().copy_to(folder.path(), &values).unwrap();
    let configuration = repository.read("slipway.yml").unwrap();
    for line in [
        "registries: { \"10.0.0.1:5000\": { ca: certs/ca.pem } }",
        "compose: { hosts: [host-2, host-1], file",
        "compose: { hosts: [host-1], file",
        "PORT: \"8082\", GREETING: \"Recipes to try out\"",
        "PORT: \"8081\", GREETING: \"Recipes\"",
    ] {
        assert!(configuration.contains(line), "{line} is missing in\n{configuration}");
    }
    assert!(repository.read("Dockerfile").unwrap().contains(HEALTH_SELDOM));
    assert!(!repository.read("docker-compose.yml").unwrap().contains("5055"));
}
