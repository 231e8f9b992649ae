//! Compose projects on a real engine with docker-compose 1.29.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod bench;

use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::time::Duration;

use bench::Stage;
use bench::machine::on_a_network_of_its_own;
use futures::StreamExt;
use slipway_domain::config::Target as Kind;
use slipway_domain::deployment::{Deployment, Setting};
use slipway_domain::digest::Digest;
use slipway_domain::ids::{Key, StepId};
use slipway_domain::operation::Verdict;
use slipway_domain::problem::Code;
use slipway_domain::progress::Progress;
use slipway_engine::ports::{Fence, Restore, Want};
use slipway_hosts::contract::{self, Bench, Driven};

#[tokio::test(flavor = "multi_thread")]
async fn keeps_the_contract() {
    if !on_a_network_of_its_own("keeps_the_contract") {
        return;
    }
    let stage = Stage::new();
    contract::all(&stage).await;
}

/// What a variable is in the running container of a service, as its engine keeps it.
fn variable(stage: &Stage, service: &str, name: &str) -> Option<String> {
    let filter = format!("label=com.docker.compose.service={service}");
    let id = stage.machine.docker(&["ps", "-q", "--filter", &filter]).unwrap();
    let env = stage.machine.docker(&["inspect", "-f", "{{json .Config.Env}}", &id]).unwrap();
    let env: Vec<String> = serde_json::from_str(&env).unwrap();
    env.iter().find_map(|one| one.strip_prefix(&format!("{name}="))).map(str::to_owned)
}

async fn deploy(stage: &Stage, deployment: &Deployment) -> Driven {
    let target = stage.target();
    let want = Want { deployment: deployment.clone(), restore: None };
    let steps = target.plan(&want, &target.observe().await).unwrap();
    contract::drive(stage, deployment, steps).await
}

fn assert_succeeded(driven: &Driven) {
    assert_eq!(driven.verdict, Some(Verdict::Succeeded), "{:?}\n{}", driven.problem, driven.evidence());
}

fn container(stage: &Stage, service: &str) -> String {
    let filter = format!("label=com.docker.compose.service={service}");
    stage.machine.docker(&["ps", "-q", "--no-trunc", "--filter", &filter]).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn configuration_arrives_byte_for_byte_and_can_be_run_by_hand() {
    if !on_a_network_of_its_own("configuration_arrives_byte_for_byte_and_can_be_run_by_hand") {
        return;
    }
    let stage = Stage::new();
    let tricky = "$ ${X} $$ # ' \" \\ \\n\nsecond line: {a: b}\t值 🍲 ";
    let mut first = stage.release(1, "api", &[("TRICKY", tricky)], true).await;
    let secret = Setting::Secret { secret: "TOKEN".to_owned() };
    first.configuration.get_mut("api").unwrap().insert("TOKEN".to_owned(), secret);
    assert_succeeded(&deploy(&stage, &first).await);
    assert_eq!(variable(&stage, "api", "TRICKY").as_deref(), Some(tricky));
    assert_eq!(variable(&stage, "api", "TOKEN").as_deref(), Some(bench::support::TOKEN));
    assert_eq!(variable(&stage, "api", "KEPT").as_deref(), Some("from-compose"));
    for (name, value) in [
        ("PROJECT", "recipes"),
        ("ENVIRONMENT", "sandbox"),
        ("RELEASE", "1"),
        ("VERSION", "0.1.1"),
        ("COMMIT", "0000000000000000000000000000000000000001"),
    ] {
        assert_eq!(variable(&stage, "api", &format!("SLIPWAY_{name}")).as_deref(), Some(value));
    }
    assert_eq!(stage.ask("conf").await, "greeting = hello\n");
    the_secret_lies_in_one_guarded_file(&stage);

    let home = stage.host.home.join(".slipway/recipes/sandbox");
    let before = [container(&stage, "api"), container(&stage, "web"), container(&stage, "db")];
    let run = "sh .slipway/releases/\"$(cat .slipway/current)\"/run";
    let readme = std::fs::read_to_string(home.join("SLIPWAY.md")).expect("it lies where people look first");
    assert!(readme.contains(&format!("`{run} ps`")) && readme.contains("`up -d`"), "{readme}");
    let by_hand = &format!("{run} up -d");
    let ran = std::process::Command::new("dash")
        .args(["-c", by_hand])
        .current_dir(&home)
        .env("DOCKER_HOST", stage.machine.socket())
        .env("HOME", &stage.host.home)
        .output()
        .unwrap();
    assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
    assert_eq!([container(&stage, "api"), container(&stage, "web"), container(&stage, "db")], before);

    // Another value alone is a release without a build, and only that container is another.
    let mut second = stage.release(2, "api", &[("TRICKY", "plain")], true).await;
    second.release.services = first.release.services.clone();
    assert_eq!(second.secrets(), [""; 0]);
    assert_eq!(secrets_of_the_way_back(&stage, &second, &first).await, ["TOKEN"], "opened before the lock");
    assert_succeeded(&deploy(&stage, &second).await);
    assert_eq!(variable(&stage, "api", "TRICKY").as_deref(), Some("plain"));
    assert_ne!(container(&stage, "api"), before[0]);
    assert_eq!([container(&stage, "web"), container(&stage, "db")], before[1..]);
}

/// What the step needs that puts `before` back.
async fn secrets_of_the_way_back(stage: &Stage, after: &Deployment, before: &Deployment) -> Vec<String> {
    let restore = Some(Restore::Deployment(Box::new(before.clone())));
    let want = Want { deployment: after.clone(), restore };
    let steps = stage.target().plan(&want, &stage.target().observe().await).unwrap();
    let back = steps.work.iter().find(|step| step.id.0 == "127.0.0.1/back").unwrap();
    stage.executors()["compose"].secrets(&back.effect)
}

/// Only files of 0600 in directories of 0700 hold it, and no journal, plan or lock.
fn the_secret_lies_in_one_guarded_file(stage: &Stage) {
    let part = "s3cr";
    let own = stage.host.home.join(".slipway/recipes/sandbox");
    let out = std::process::Command::new("grep").args(["-rl", part]).arg(&own).output().unwrap();
    let files = String::from_utf8_lossy(&out.stdout).into_owned();
    assert_eq!(files.lines().count(), 1, "{files}");
    assert!(files.trim().ends_with("/services/api.yml"), "{files}");
    let mode = std::fs::metadata(files.trim()).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
    assert_eq!(std::fs::metadata(own.join(".slipway")).unwrap().permissions().mode() & 0o777, 0o700);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_existing_stack_is_adopted_and_faults_are_told() {
    if !on_a_network_of_its_own("an_existing_stack_is_adopted_and_faults_are_told") {
        return;
    }
    let mut stage = Stage::new();
    let directory = stage.machine.folder.path().join("srv");
    std::fs::create_dir_all(directory.join("conf")).unwrap();
    std::fs::write(directory.join("conf/app.conf"), "greeting = old\n").unwrap();
    let image = format!("{}/api:1", stage.machine.registry);
    let text = bench::COMPOSE
        .replacen("replaced", &image, 1)
        .replace("replaced", &format!("{}/web:1", stage.machine.registry));
    std::fs::write(directory.join("docker-compose.yml"), text).unwrap();
    let ran = std::process::Command::new("docker-compose")
        .args(["-p", "oldstack", "up", "-d"])
        .current_dir(&directory)
        .env("DOCKER_HOST", stage.machine.socket())
        .env("PORT", stage.port())
        .env("REGISTRY", &stage.machine.registry)
        .output()
        .unwrap();
    assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
    let db = container(&stage, "db");
    stage.machine.docker(&["exec", &db, "sh", "-c", "echo kept >/data/file"]).unwrap();
    let inode = |path: &std::path::Path| std::fs::metadata(path).unwrap().ino();
    let file = inode(&directory.join("conf/app.conf"));

    let sandbox = stage.policy.environments.get_mut("sandbox").unwrap();
    if let Kind::Compose(target) = &mut sandbox.target {
        target.name = Some("oldstack".to_owned());
        target.directory = Some(directory.display().to_string());
    }
    let world = stage.target().observe().await;
    let seen = world.places[0].seen.as_ref().unwrap();
    assert_eq!(
        (seen.unmanaged.clone(), seen.services.len()),
        (vec!["api".into(), "db".into(), "web".into()], 0)
    );
    let first = stage.release(1, "api", &[], true).await;
    assert_succeeded(&deploy(&stage, &first).await);
    assert_eq!(container(&stage, "db"), db, "the neighbour was recreated");
    assert_eq!(stage.machine.docker(&["exec", &db, "cat", "/data/file"]).unwrap(), "kept");
    assert_eq!(stage.machine.docker(&["ps", "-q"]).unwrap().lines().count(), 3, "containers of two projects");
    assert_eq!(stage.ask("conf").await, "greeting = hello\n");
    assert_eq!(inode(&directory.join("conf/app.conf")), file, "the file was replaced and not written");

    faults_are_told(&stage, &first).await;
    a_killed_up_is_mended(&stage).await;
    a_container_gets_its_name_back(&stage, &directory).await;
    a_restart_keeps_the_container(&stage).await;
}

async fn faults_are_told(stage: &Stage, first: &Deployment) {
    let before = container(stage, "api");
    let mut missing = stage.release(2, "api-2", &[], true).await;
    missing.release.services.get_mut("api").unwrap().digest = Digest::of(b"nothing");
    let driven = deploy(stage, &missing).await;
    assert_eq!(driven.problem.unwrap().code, Code::RegistryNotFound);

    let mut invalid = stage.release(2, "api-2", &[], true).await;
    let text = invalid.recipe["text"].as_str().unwrap().replace("depends_on", "depents_on");
    invalid.recipe["text"] = text.into();
    let driven = deploy(stage, &invalid).await;
    let problem = driven.problem.unwrap();
    assert_eq!(problem.code, Code::ConfigurationInvalid, "{}", problem.message);
    assert!(problem.message.contains("depents_on"), "{}", problem.message);
    assert_eq!(container(stage, "api"), before, "an invalid file changed something");

    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let mut busy = stage.release(2, "api-2", &[], true).await;
    let port = taken.local_addr().unwrap().port().to_string();
    busy.configuration.get_mut("api").unwrap().insert("PORT".to_owned(), Setting::Plain(port));
    let driven = deploy(stage, &busy).await;
    let problem = driven.problem.unwrap();
    assert!(problem.message.starts_with("a port is taken on 127.0.0.1: "), "{}", problem.message);

    let mut absent = stage.release(2, "api-2", &[], true).await;
    let secret = Setting::Secret { secret: "ABSENT".to_owned() };
    absent.configuration.get_mut("api").unwrap().insert("ABSENT".to_owned(), secret);
    assert_eq!(deploy(stage, &absent).await.problem.unwrap().code, Code::SecretMissing);
    assert_succeeded(&deploy(stage, first).await);
}

async fn a_killed_up_is_mended(stage: &Stage) {
    let second = stage.release(2, "api-2", &[], true).await;
    let target = stage.target();
    let want = Want { deployment: second.clone(), restore: None };
    let steps = target.plan(&want, &target.observe().await).unwrap();
    let up = StepId::from("127.0.0.1/up");
    let left = contract::drive_until(stage, &second, steps, "ann@laptop", &|step| *step == up).await;
    let step = left.plan.step(&up).unwrap();
    let key = Key::of(left.operation.id, &up, 1);
    let facts = Progress::of(&left.plan, &left.entries).facts();
    let fence = facts.values().find_map(|fact| fact.get("fence")?.as_u64());
    let cx = bench::support::cx(&left.operation, &left.plan, "127.0.0.1/up");
    let executor = stage.executors()["compose"].clone();
    let act = executor.act(&step.effect, &key, Fence(fence), &cx);
    let kill = async {
        // In the middle of it: the old container is being stopped.
        tokio::time::sleep(Duration::from_millis(900)).await;
        executor.stop(&step.effect, &key, &cx).await;
    };
    tokio::join!(act, kill);
    target.unlock("ann", true).await.unwrap();
    assert_succeeded(&deploy(stage, &second).await);
    assert_eq!(stage.ask("version").await, "0.1.2");
}

/// As an `up` leaves it that ended after the old container was renamed and before there was a new one.
async fn a_container_gets_its_name_back(stage: &Stage, directory: &std::path::Path) {
    let id = container(stage, "api");
    let name = || stage.machine.docker(&["inspect", "-f", "{{.Name}}", &id]).unwrap();
    let proper = name().trim_start_matches('/').to_owned();
    stage.machine.docker(&["rename", &id, &format!("{}_{proper}", &id[..12])]).unwrap();
    stage.machine.docker(&["stop", "-t", "1", &id]).unwrap();
    std::fs::write(directory.join(".slipway/unfinished"), "").unwrap();
    let same = stage.release(2, "api-2", &[], true).await;
    assert_succeeded(&deploy(stage, &same).await);
    assert_eq!(container(stage, "api"), id, "it was started and not made anew");
    assert_eq!(name(), format!("/{proper}"), "people look for it under its name");
}

async fn a_restart_keeps_the_container(stage: &Stage) {
    let (target, before) = (stage.target(), container(stage, "api"));
    let started = || stage.machine.docker(&["inspect", "-f", "{{.State.StartedAt}}", &before]).unwrap();
    let at = started();
    let steps = target.restart("api", &target.observe().await).unwrap();
    let deployment = stage.release(2, "api-2", &[], true).await;
    assert_succeeded(&contract::drive(stage, &deployment, steps).await);
    assert_eq!(container(stage, "api"), before);
    assert_ne!(started(), at);
    let lines: Vec<_> = target.logs("api", Some(5), false).await.unwrap().remove(0).1.collect().await;
    assert!(lines.iter().flatten().any(|line| line.text == "serving 0.1.2"), "{lines:?}");
    let findings = target.doctor().await;
    let fine = |subject: &str| findings.iter().any(|one| one.subject == subject && one.ok);
    assert!(
        ["connection", "docker", "compose", "flock", "directory"].iter().all(|s| fine(s)),
        "{findings:?}"
    );
}
