//! A run is killed at every point, and settled by `resume`.

use serde_json::Value;

use slipway_engine::runner::KillPoint;
use slipway_testkit::Docker;
use slipway_tests::colleague::{LIMIT, document, start};
use slipway_tests::documents::digest_of_api;
use slipway_tests::scene::Scene;
use slipway_tests::truth::{
    containers, created_since, killed_at, moment, no_ssh_at, nothing_left_at, wait_until,
};

const POINTS: [&str; KillPoint::ALL.len()] = KillPoint::NAMES;
/// The steps at which every point is tried, and those at which the three that differ are.
const STEPS: [&str; 2] = ["build/api", "push/api"];
const OTHERS: [&str; 3] = ["job/test", "leaks/api", "tag/api"];

fn points() -> Vec<String> {
    let at = |steps: &[&str], points: &[&str]| -> Vec<String> {
        steps.iter().flat_map(|step| points.iter().map(move |point| format!("{point}:{step}"))).collect()
    };
    [at(&STEPS, &POINTS), at(&OTHERS, &["after-intent", "act", "outcome"]), at(&["clean"], &["act"])].concat()
}

/// So that there is something to build.
fn change(scene: &Scene, number: u64) {
    scene.change("recipes/soup.txt", &format!("Soup {number}\n\nServes 2\n\nBoil it.\n"));
}

fn settle(scene: &Scene, number: u64, point: &str, words: &[&str], jobs: usize) {
    change(scene, number);
    let since = moment();
    killed_at(scene, point, words);
    let settled = scene.ok(&["resume"]);
    let why = format!("{words:?} killed at {point}: {settled}");
    assert_eq!(settled["verdict"], "succeeded", "{why}");
    assert_eq!(settled["version"], format!("0.1.{number}"), "numbers go up by one: {why}");
    let digest = digest_of_api(&settled);
    for tag in [format!("0.1.{number}"), "develop".to_owned()] {
        let there = scene.registry.digest("recipes/api", &tag).expect("the registry");
        assert_eq!(there.as_ref(), Some(&digest), "{tag}: {why}");
    }
    let ran = created_since(scene.laptop.docker(), &since, "dev.slipway.job=test");
    assert_eq!(ran.len(), jobs, "the job ran once and not again: {ran:?}, {why}");
    nothing_left_at(&scene.laptop);
}

#[test]
fn a_run_killed_at_any_point_is_settled_by_resume() {
    let Some(scene) = Scene::start("crashes while running", 1) else { return };
    let mut number = 0;
    for point in points() {
        number += 1;
        settle(&scene, number, &point, &["run", "--yes"], 1);
    }
    for point in ["after-intent:push/api", "act:push/api"] {
        number += 1;
        settle(&scene, number, point, &["push", "--yes"], 0);
    }
    number = overtaken(&scene, number);
    number = overtaken_by_an_earlier_image(&scene, number);
    number += 1;
    a_job_that_is_followed_again_is_told_once(&scene, number);
    number += 1;
    a_job_outlives_the_connection_to_its_engine(&scene, number);
    let versions: Vec<String> = (1..=number).map(|number| format!("0.1.{number}")).collect();
    let mut tags = scene.registry.tags("recipes/api").expect("tags");
    tags.retain(|tag| tag != "develop" && !versions.contains(tag));
    assert_eq!(tags, Vec::<String>::new(), "tags that nobody asked for");
    no_ssh_at(&scene.laptop);
}

/// A run that comes back after a newer one leaves the branch's tag with the newer image.
fn overtaken(scene: &Scene, number: u64) -> u64 {
    scene.change("recipes/soup.txt", "Older soup\n\nServes 2\n\nBoil it.\n");
    killed_at(scene, "before-intent:tag/api", &["run", "--yes"]);
    scene.change("recipes/soup.txt", "Newer soup\n\nServes 2\n\nBoil it.\n");
    let newer = scene.ok(&["run"]);
    let settled = scene.ok(&["resume"]);
    assert_eq!(settled["verdict"], "succeeded", "{settled}");
    assert_eq!(settled["version"], format!("0.1.{}", number + 1), "{settled}");
    assert_eq!(newer["version"], format!("0.1.{}", number + 2), "{newer}");
    let develop = scene.registry.digest("recipes/api", "develop").expect("the registry");
    assert_eq!(develop.as_deref(), newer["digests"]["api"].as_str(), "the tag was taken back: {settled}");
    number + 2
}

/// The newer run takes the change back, so that it builds nothing and the branch's tag points to an image of before.
fn overtaken_by_an_earlier_image(scene: &Scene, number: u64) -> u64 {
    scene.change("recipes/soup.txt", "A soup that nobody likes\n\nServes 2\n\nBoil it.\n");
    killed_at(scene, "before-intent:tag/api", &["run", "--yes"]);
    scene.change("recipes/soup.txt", "Newer soup\n\nServes 2\n\nBoil it.\n");
    let newer = scene.ok(&["run"]);
    assert_eq!(newer["version"], format!("0.1.{number}"), "nothing to build: {newer}");
    let settled = scene.ok(&["resume"]);
    assert_eq!(settled["version"], format!("0.1.{}", number + 1), "{settled}");
    let develop = scene.registry.digest("recipes/api", "develop").expect("the registry");
    assert_eq!(develop.as_deref(), newer["digests"]["api"].as_str(), "the tag was taken back: {settled}");
    number + 2
}

/// The program is killed while a job is at it; the one that follows it then keeps each line once.
fn a_job_that_is_followed_again_is_told_once(scene: &Scene, number: u64) {
    change(scene, number);
    let waits = "echo one; echo two; while [ ! -e /go ]; do sleep 0.1; done; echo three";
    scene.configure("run: sh tests/complete.sh", &format!("run: '{waits}'"));
    let run = start(&scene.laptop, &scene.folder(), &["run"]);
    wait_until("the second line", || told_by_job(scene) == ["one", "two"]);
    run.kill().expect("a kill");
    drop(run);
    let resumed = start(&scene.laptop, &scene.folder(), &["resume"]);
    let_job_go_on(scene.laptop.docker());
    let settled = document(&resumed.wait(LIMIT).expect("it ends"), 0);
    assert_eq!(settled["version"], format!("0.1.{number}"), "{settled}");
    assert_eq!(told_by_job(scene), ["one", "two", "three"]);
}

/// The same job at another machine's engine, while it breaks the connection off and the program goes on.
fn a_job_outlives_the_connection_to_its_engine(scene: &Scene, number: u64) {
    change(scene, number);
    let mut command = scene.laptop.command(&scene.folder(), &["run", "--json", "--yes"]).expect("slipway");
    command.env("DOCKER_HOST", "ssh://host-1");
    let run = slipway_testkit::start(command).expect("slipway starts");
    wait_until("the second line", || told_by_job(scene) == ["one", "two"]);
    let host = scene.host("host-1");
    host.root_sh("pkill -KILL -f '[d]ial-stdio'")
        .expect("a shell")
        .success()
        .expect("connections to break off");
    let_job_go_on(host.docker());
    let ended = document(&run.wait(LIMIT).expect("it ends"), 0);
    assert_eq!(ended["version"], format!("0.1.{number}"), "{ended}");
    let (lost, told): (Vec<String>, Vec<String>) = told_by_job(scene)
        .into_iter()
        .partition(|line| line.starts_with("the connection to the job was lost"));
    assert_eq!((lost.len(), told), (1, ["one", "two", "three"].map(String::from).to_vec()));
    assert_eq!(containers(host.docker()), [""; 0], "the job's container was removed");
}

/// What is kept of the job's lines.
fn told_by_job(scene: &Scene) -> Vec<String> {
    let logs = scene.slipway(&["logs", "--json"]);
    let lines = logs.stdout.lines().map(|line| serde_json::from_str::<Value>(line).expect("JSON"));
    let of_job = lines.filter(|line| line["step"] == "job/test");
    of_job.map(|line| line["text"].as_str().expect("a text").to_owned()).collect()
}

/// Makes the file that the job waits for.
fn let_job_go_on(docker: &Docker) {
    let job = docker.text(&["ps", "--quiet", "--filter", "label=dev.slipway.job=test"]).expect("containers");
    docker.run(&["exec", job.trim(), "touch", "/go"]).expect("the job goes on");
}
