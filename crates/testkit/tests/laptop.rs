//! The pretended laptop: its user is nobody special, reaches hosts, and uses its own engine.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs, clippy::disallowed_methods)]

use std::os::unix::fs::PermissionsExt;
use std::time::Duration;

use slipway_testkit::{Network, RegistryOptions, busybox_image, root_or_explain, watch_secrets};

#[test]
fn its_user_reaches_hosts_registry_and_engine_without_being_root() {
    if !root_or_explain("a pretended laptop") {
        return;
    }
    let network = Network::start().unwrap();
    let (host, mut laptop) = (network.host("host-1").unwrap(), network.laptop().unwrap());
    let registry = network.registry(&RegistryOptions::default()).unwrap();
    laptop.use_registry(&registry);
    busybox_image(laptop.docker()).unwrap();

    let said = laptop.sh("id -un; pwd; ssh -F $SLIPWAY_SSH_CONFIG host-1 hostname").unwrap();
    let expected = format!("dev\n{}\n{}\n", laptop.home().display(), host.name());
    assert_eq!(said.stdout, expected, "{}", said.describe());

    let push = format!(
        "printf %s \"$SLIPWAY_REGISTRY_PASSWORD\" | docker login -u \"$SLIPWAY_REGISTRY_USER\" --password-stdin {0} &&
         docker tag slipway-sample/base:1 {0}/team/base:1 && docker push --quiet {0}/team/base:1",
        registry.address()
    );
    let pushed = laptop.sh(&push).unwrap();
    assert_eq!(pushed.code, 0, "{}", pushed.describe());
    assert_eq!(registry.tags("team/base").unwrap(), ["1"]);
}

/// Stands for the program, so that this test needs no build of it.
const PROGRAM: &str = "#!/bin/sh
[ \"$1\" = wait ] || exec echo \"$* $(id -un) $PWD $SLIPWAY_DATA_DIR $(git log --format=%s)\"
echo $$ > ~/pid
sleep 600 & wait
";

#[test]
fn it_runs_a_program_in_a_repository_and_kills_only_that() {
    if !root_or_explain("a pretended laptop") {
        return;
    }
    let programs = tempfile::tempdir().unwrap();
    let program = programs.path().join("slipway");
    std::fs::write(&program, PROGRAM).unwrap();
    std::fs::set_permissions(&program, std::fs::Permissions::from_mode(0o755)).unwrap();
    let network = Network::start().unwrap();
    let mut laptop = network.laptop_running("laptop", programs.path()).unwrap();
    let repository = laptop.repository().unwrap();
    repository.write("README.md", "# Project\n").unwrap();
    repository.commit("Begin").unwrap();

    let said = laptop.slipway(repository.folder(), &["status", "--json"]).unwrap();
    let (folder, data) = (repository.folder().display(), laptop.data().display());
    assert_eq!(said.stdout, format!("status --json dev {folder} {data} Begin\n"), "{}", said.describe());

    laptop.set("SLIPWAY_REGISTRY_PASSWORD", "hunter2-of-this-test");
    let watch = watch_secrets("hunter2-of-this-test");
    let waiting = laptop.start_slipway(repository.folder(), &["wait"]).unwrap();
    let started = || laptop.sh("until [ -s pid ] && pidof sleep; do :; done").unwrap();
    assert_eq!(started().code, 0);
    let (seen, _) = watch.end();
    let (own, others): (Vec<_>, Vec<_>) = seen.into_iter().partition(|sighting| laptop.is_slipway(sighting));
    assert!(!own.is_empty(), "the program itself is given the password");
    assert!(
        others.iter().any(|sighting| sighting.command == "sleep 600"),
        "its child was given it too: {others:?}"
    );
    waiting.kill().unwrap();
    assert_eq!(waiting.wait(Duration::from_secs(5)).unwrap().code, 137);
    assert_eq!(laptop.sh("kill -0 $(cat pid)").unwrap().code, 1, "the program must be gone");
    assert_eq!(laptop.sh("pidof sleep").unwrap().code, 0, "what it started lives on, as after a real kill");
}
