//! One laptop falls silent in the middle of a deploy, and another goes on with it.

use std::time::Duration;

use serde_json::Value;
use slipway_testkit::{finish, start};

use super::releases;
use slipway_tests::colleague::{Colleague, LIMIT, document};
use slipway_tests::scene::Scene;
use slipway_tests::truth::{KILLED, containers, has, killed_at, nothing_left_on, wait_until};

/// Two laptops that know releases: the first has 1 and 2 of them, with 1 deployed, the other has 3.
struct Stage {
    scene: Scene,
    other: Colleague,
    digests: [String; 2],
}

impl Stage {
    fn set(what: &str) -> Option<Self> {
        Self::on(Scene::start(what, 1)?)
    }

    fn on(scene: Scene) -> Option<Self> {
        let digests = releases::two(&scene);
        let other = Colleague::join(&scene, "other", "Bea Example");
        assert_eq!(other.json(&["run"], 0)["version"], "0.1.3", "above the registry's highest");
        scene.ok(&["deploy", "sandbox", "--release", "1"]);
        Some(Self { scene, other, digests })
    }

    /// The one operation in the other's history that is of the environment.
    fn told_to_the_other(&self, id: &str) -> Value {
        let history = self.other.json(&["history"], 0);
        let rows = history["operations"].as_array().expect("operations");
        rows.iter().find(|row| row["operation"] == id).unwrap_or_else(|| panic!("{id} in {history}")).clone()
    }
}

#[test]
fn a_dead_laptops_deploy_is_settled_from_the_hosts_journal() {
    let Some(stage) = Stage::set("a take-over") else { return };
    let (scene, other) = (&stage.scene, &stage.other);
    let points = ["outcome:host-1/lock", "after-intent:host-1/up", "act:host-1/up", "act:host-1/http-1"];
    for (number, point) in points.into_iter().enumerate() {
        let to = (number + 1) % 2;
        let release = (to + 1).to_string();
        killed_at(scene, point, &["deploy", "sandbox", "--release", &release, "--yes"]);
        if number == 0 {
            a_silent_holder_is_told(&stage);
        }
        let refused = other.json(&["deploy", "sandbox"], 3);
        let error = &refused["error"];
        assert_eq!(error["code"], "lock_held", "{point}: {refused}");
        let message = error["message"].as_str().expect("a message");
        assert!(message.contains("Ada Example"), "whose it is: {message}");
        assert!(message.contains("sign of life") || message.contains("silent for"), "since when: {message}");
        assert!(error["hint"].as_str().expect("a hint").contains("--take-over"), "what to do: {refused}");

        let taken = other.json(&["resume", "--take-over", "sandbox"], 0);
        assert_eq!(taken["verdict"], "succeeded", "{point}: {taken}");
        assert_eq!(taken["release"], to + 1, "{point}: {taken}");
        assert_eq!(scene.running("host-1", "sandbox"), [("api".to_owned(), stage.digests[to].clone())]);
        nothing_left_on(scene.host("host-1"));
        let id = taken["operation"].as_str().expect("an id");
        let row = stage.told_to_the_other(id);
        assert_eq!((&row["verdict"], &row["release"]), (&taken["verdict"], &taken["release"]), "{row}");
        let status = other.json(&["status", "sandbox"], 0);
        let sandbox = &status["environments"][0];
        assert_eq!(sandbox["state"], "idle", "{status}");
        assert_eq!(sandbox["services"][0]["digest"], stage.digests[to].as_str(), "{status}");

        let back = scene.json(&["resume"], 3);
        assert_eq!(back["error"]["code"], "taken_over", "{point}: the laptop that comes back: {back}");
        assert!(back["error"]["message"].as_str().expect("a message").contains("Bea Example"), "{back}");
        let nothing = scene.json(&["resume"], 0);
        assert!(nothing["operation"].is_null(), "{point}: it was closed: {nothing}");
        let history = scene.json(&["history", "sandbox"], 0);
        let row = &history["operations"][0];
        assert_eq!(
            (&row["operation"], &row["verdict"]),
            (&taken["operation"], &taken["verdict"]),
            "{history}"
        );
        let choices = scene.status("sandbox")["services"][0]["rollback_to"].clone();
        assert_ne!(
            choices[0]["release"],
            to + 1,
            "{point}: it is what runs, also for this laptop: {choices}"
        );
    }
    let again = other.json(&["resume", "--take-over", "sandbox"], 0);
    assert!(again["operation"].is_null(), "nothing is open at the host: {again}");
    what_was_closed_here_stays_with_who_has_it(&stage);
}

/// A laptop whose operation was taken over, and that has closed it, does not take it back: it could not go on with it.
fn what_was_closed_here_stays_with_who_has_it(stage: &Stage) {
    let (scene, other) = (&stage.scene, &stage.other);
    killed_at(scene, "act:host-1/up", &["deploy", "sandbox", "--release", "1", "--yes"]);
    let words = ["resume", "--take-over", "sandbox", "--yes"];
    let mut command = other.laptop.command(&other.folder, &words).expect("slipway");
    command.env("SLIPWAY_TEST_KILL_AT", "after-intent:host-1/http-1");
    let killed = finish(command, LIMIT).expect("slipway ends");
    assert_eq!(killed.code, KILLED, "{}", killed.describe());
    assert_eq!(scene.json(&["resume"], 3)["error"]["code"], "taken_over");

    let fence = || fence(scene, "host-1");
    let before = fence();
    let refused = scene.json(&["resume", "--take-over", "sandbox"], 3);
    assert_eq!(refused["error"]["code"], "taken_over", "{refused}");
    assert_eq!(fence(), before, "nobody was shut out: {refused}");
    let hint = refused["error"]["hint"].as_str().expect("a hint");
    assert!(hint.contains("`slipway unlock sandbox --force`"), "{refused}");
    scene.json(&["unlock", "sandbox", "--force"], 0);
    assert_eq!(scene.ok(&["deploy", "sandbox", "--release", "1"])["verdict"], "succeeded");
    assert_eq!(scene.running("host-1", "sandbox"), [("api".to_owned(), stage.digests[0].clone())]);
    nothing_left_on(scene.host("host-1"));
}

/// The number that a host gave out with its lock last.
fn fence(scene: &Scene, host: &str) -> u64 {
    let told = scene.host(host).sh("cat ~/.slipway/recipes/sandbox/.slipway/fence").expect("a fence");
    told.stdout.trim().parse().expect("a number")
}

/// A lock whose holder shows no sign of life for long says so, and what to do.
fn a_silent_holder_is_told(stage: &Stage) {
    let host = stage.scene.host("host-1");
    assert_eq!(stage.other.json(&["status", "sandbox"], 0)["environments"][0]["lock"]["stale"], false);
    let silent = "cd ~/.slipway/recipes/sandbox/.slipway && \
                  echo $(($(date +%s) - 200)) >heartbeat.$(cat fence)";
    host.sh(silent).expect("a shell").success().expect("an old heartbeat");
    let status = stage.other.json(&["status", "sandbox"], 0);
    assert_eq!(status["environments"][0]["lock"]["stale"], true, "{status}");
    assert_eq!(status["environments"][0]["state"], "unknown", "{status}");
    let refused = stage.other.json(&["deploy", "sandbox"], 3);
    let message = refused["error"]["message"].as_str().expect("a message");
    assert!(message.contains("silent for 2"), "{message}");
    assert!(message.contains("so its owner seems to be gone"), "{message}");
    assert!(refused["error"]["hint"].as_str().expect("a hint").contains("--take-over"), "{refused}");
}

#[test]
fn a_laptop_that_wakes_up_after_a_take_over_changes_nothing() {
    let Some(stage) = Stage::set("a laptop that wakes up") else { return };
    let (scene, other) = (&stage.scene, &stage.other);
    let host = scene.host("host-1");
    let words = ["deploy", "sandbox", "--release", "2", "--json", "--yes"];
    let asleep = start(scene.laptop.command(&scene.folder(), &words).expect("slipway")).expect("it starts");
    wait_until("the script of up", || has(host, "holder"));
    scene.laptop.sh("kill -STOP $(ps -C slipway -o pid=)").expect("a shell").success().expect("a signal");
    let taken = other.json(&["resume", "--take-over", "sandbox"], 0);
    assert_eq!(taken["verdict"], "succeeded", "{taken}");
    let there = (containers(host.docker()), ids(scene));
    assert_eq!(scene.running("host-1", "sandbox"), [("api".to_owned(), stage.digests[1].clone())]);

    // What entered the laptop stops with the program, and has to be woken as well.
    let wake = format!("kill -CONT {}", asleep.id());
    assert!(std::process::Command::new("sh").args(["-c", &wake]).status().expect("sh").success());
    scene.laptop.sh("kill -CONT $(ps -C slipway -o pid=)").expect("a shell");
    let told = document(&asleep.wait(Duration::from_secs(120)).expect("it ends"), 3);
    assert_eq!(told["error"]["code"], "taken_over", "{told}");
    assert!(told["error"]["message"].as_str().expect("a message").contains("Bea Example"), "{told}");
    assert_eq!((containers(host.docker()), ids(scene)), there, "it changed something");
    nothing_left_on(host);
    let nothing = scene.json(&["resume"], 0);
    assert!(nothing["operation"].is_null(), "its operation is closed: {nothing}");
    let id = taken["operation"].as_str().expect("an id");
    assert_eq!(scene.json(&["resume", id], 3)["error"]["code"], "taken_over", "and says why");
}

#[test]
fn a_host_out_of_reach_is_settled_when_it_is_back() {
    let Some(scene) = Scene::start("a take-over without one host", 2) else { return };
    scene.configure(
        "target: { compose: { hosts: [host-1]",
        "rollout: { batch: 1 }\n    target: { compose: { hosts: [host-1, host-2]",
    );
    let Some(stage) = Stage::on(scene) else { return };
    let (scene, other) = (&stage.scene, &stage.other);
    let runs = |digest: &String| [("api".to_owned(), digest.clone())];
    killed_at(scene, "act:host-1/up", &["deploy", "sandbox", "--release", "2", "--yes"]);
    let fence = |host: &str| fence(scene, host);
    let before = [fence("host-1"), fence("host-2")];
    scene.host("host-2").stop_sshd().expect("sshd stops");
    let taken = other.json(&["resume", "--take-over", "sandbox"], 4);
    assert_eq!(taken["verdict"], "unknown", "nobody knows what became of it on host-2: {taken:#}");
    assert_eq!(taken["problem"]["code"], "outcome_unknown", "{taken:#}");
    let problem = taken["problem"].to_string();
    assert!(problem.contains("host-2 was out of reach") && problem.contains("slipway resume"), "{taken:#}");
    assert!(fence("host-1") > before[0], "the old laptop is shut out where that can be done");
    assert_eq!(scene.running("host-1", "sandbox"), runs(&stage.digests[1]), "what was done there is known");
    assert_eq!(taken["places"][0]["running"]["api"], stage.digests[1].as_str(), "{taken:#}");
    assert!(taken["places"][1]["running"].is_null(), "{taken:#}");
    let again = other.json(&["resume"], 4);
    assert_eq!(again["operation"], taken["operation"], "it stays open as long as nobody can look: {again:#}");

    scene.host("host-2").start_sshd().expect("sshd starts");
    let resumed = other.json(&["resume"], 0);
    assert_eq!(resumed["operation"], taken["operation"], "{resumed:#}");
    assert_eq!(resumed["verdict"], "succeeded", "{resumed:#}");
    for (host, before) in ["host-1", "host-2"].into_iter().zip(before) {
        assert!(fence(host) > before, "{host} was taken over");
        assert_eq!(scene.running(host, "sandbox"), runs(&stage.digests[1]), "{host}: {resumed:#}");
        nothing_left_on(scene.host(host));
    }
    let back = scene.json(&["resume"], 3);
    assert_eq!(back["error"]["code"], "taken_over", "the laptop that comes back: {back}");
}

#[test]
fn what_asks_is_taken_over_and_answered_by_the_other() {
    let Some(scene) = Scene::start("a take-over of what asks", 1) else { return };
    scene.configure("on_failure: rollback\n  production", "on_failure: ask\n  production");
    let Some(stage) = Stage::on(scene) else { return };
    let (scene, other) = (&stage.scene, &stage.other);
    scene.configure("PORT: \"8081\"", "HEALTH: crash, PORT: \"8081\"");
    scene.ok(&["run"]);
    let asked = scene.json(&["deploy", "sandbox", "--yes"], 5);
    assert_eq!(asked["verdict"], "waiting", "{asked:#}");

    let taken = other.json(&["resume", "--take-over", "sandbox"], 5);
    assert_eq!(
        (&taken["operation"], &taken["verdict"]),
        (&asked["operation"], &asked["verdict"]),
        "{taken:#}"
    );
    let row = stage.told_to_the_other(taken["operation"].as_str().expect("an id"));
    let hash = row["plan"].as_str().expect("a hash");
    other.json(&["approve", hash], 0);
    let back = other.json(&["resume"], 1);
    assert_eq!(
        (&back["operation"], &back["verdict"]),
        (&asked["operation"], &"rolled_back".into()),
        "{back:#}"
    );
    assert_eq!(scene.running("host-1", "sandbox"), [("api".to_owned(), stage.digests[0].clone())]);
    nothing_left_on(scene.host("host-1"));

    // The laptop that comes back hears how it ended, and whatever the answer is, it changes nothing.
    let there = ids(scene);
    scene.json(&["approve", hash], 0);
    assert_eq!(scene.json(&["resume"], 3)["error"]["code"], "taken_over");
    assert_eq!(ids(scene), there);
    let row = &scene.json(&["history", "sandbox"], 0)["operations"][0];
    assert_eq!((&row["operation"], &row["verdict"]), (&back["operation"], &back["verdict"]), "{row}");
    assert!(scene.json(&["resume"], 0)["operation"].is_null(), "it is closed");
}

/// The ids of all containers of the host.
fn ids(scene: &Scene) -> String {
    scene.host("host-1").docker().text(&["ps", "--all", "--quiet", "--no-trunc"]).expect("containers")
}
