//! A service in its everyday life.

use std::time::Duration;

use serde_json::Value;

use slipway_tests::documents::{code_of, fits};
use slipway_tests::scene::Scene;
use slipway_tests::truth::wait_until;

#[test]
fn logs_restart_exec_and_history_work_on_what_runs() {
    let Some(scene) = Scene::start("everyday life", 1) else { return };
    scene.ok(&["run"]);
    an_operation_is_followed_from_another_program(&scene);
    container_logs(&scene);
    logs_end_with_their_reader(&scene);
    restart(&scene);
    exec(&scene);
    history(&scene);
}

/// `logs OPERATION -f` ends by itself when the operation does.
fn an_operation_is_followed_from_another_program(scene: &Scene) {
    let deploying =
        scene.laptop.start_slipway(&scene.folder(), &["deploy", "sandbox", "--yes", "--json"]).unwrap();
    let opened = |history: &Value| history["operations"][0]["operation"].as_str().map(str::to_owned);
    let mut id = None;
    wait_until("the operation", || {
        id = opened(&scene.json(&["history", "sandbox"], 0));
        id.is_some()
    });
    let id = id.unwrap();
    let following = scene.laptop.start_slipway(&scene.folder(), &["logs", &id, "-f", "--json"]).unwrap();
    let deployed = deploying.wait(Duration::from_secs(120)).unwrap();
    assert_eq!(deployed.json().unwrap()["operation"], id.as_str(), "{}", deployed.describe());
    let followed = following.wait(Duration::from_secs(20)).expect("following ends when the operation does");
    assert_eq!(followed.code, 0, "{}", followed.describe());
    let steps: Vec<Value> = followed
        .stdout
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).unwrap()["step"].clone())
        .collect();
    assert!(steps.contains(&"host-1/up".into()), "all of it was followed: {steps:?}");
    let read = scene.slipway(&["logs", &id[..13], "--json"]);
    assert_eq!(read.stdout, followed.stdout, "what was followed is what is kept");
}

fn container_logs(scene: &Scene) {
    let logs = scene.slipway(&["logs", "--env", "sandbox", "api", "--json"]);
    assert_eq!(logs.code, 0, "{}", logs.describe());
    let lines: Vec<Value> = logs.stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    lines.iter().for_each(|line| fits("log", line));
    let version = |line: &Value| line["text"] == "recipes: version 0.1.1 answers on port 8080";
    let said = lines.iter().find(|line| version(line)).unwrap_or_else(|| panic!("{}", logs.describe()));
    assert_eq!((&said["place"], &said["step"]), (&"host-1".into(), &Value::Null));
    let following =
        scene.laptop.start_slipway(&scene.folder(), &["logs", "--env", "sandbox", "api", "-f"]).unwrap();
    wait_until("the old lines", || following.stdout_so_far().contains("version 0.1.1"));
    let id = container(scene);
    let docker = scene.host("host-1").docker();
    docker.run(&["exec", &id, "sh", "-c", "echo a new line > /proc/1/fd/1"]).unwrap();
    wait_until("the new line", || following.stdout_so_far().contains("host-1 │ a new line"));
    for line in following.stdout_so_far().lines() {
        let at = line.split(' ').next().and_then(|time| time.parse::<jiff::Timestamp>().ok());
        assert!(at.is_some(), "a line says when it was written: {line}");
    }
    following.interrupt().unwrap();
    assert_eq!(following.wait(Duration::from_secs(10)).unwrap().code, 130);
    assert_eq!(code_of(&scene.json(&["logs", "--env", "sandbox", "nothing"], 2)), "service_not_found");
}

/// `logs -f | head`: when its reader has gone, the next line ends it, quietly.
fn logs_end_with_their_reader(scene: &Scene) {
    let mut terminal = scene.at_terminal("logs --env sandbox api -f | head -n1");
    terminal.wait_for("│").unwrap();
    let docker = scene.host("host-1").docker();
    docker.run(&["exec", &container(scene), "sh", "-c", "echo a line for nobody > /proc/1/fd/1"]).unwrap();
    let ended = terminal.end(Duration::from_secs(10)).expect("the pipeline ends");
    assert!(!ended.stdout.contains("error"), "{}", ended.describe());
}

/// The id of the container that all of this is about.
fn container(scene: &Scene) -> String {
    scene.container("host-1", "sandbox", "api").id
}

fn restart(scene: &Scene) {
    let docker = scene.host("host-1").docker();
    let told = |id: &str| {
        let text = docker.text(&["inspect", "--format", "{{.State.StartedAt}} {{.Image}}", id]).unwrap();
        text.trim().split_once(' ').map(|(at, image)| (at.to_owned(), image.to_owned())).unwrap()
    };
    let id = container(scene);
    let (before, image) = told(&id);
    let restarted = scene.json(&["restart", "sandbox", "api"], 0);
    fits("operation", &restarted);
    assert_eq!(restarted["verdict"], "succeeded", "{restarted:#}");
    assert_eq!(container(scene), id, "it is the same container");
    let (after, same) = told(&id);
    assert_ne!(before, after, "it was started anew");
    assert_eq!(image, same);
    assert!(scene.status("sandbox")["lock"].is_null(), "the lock was given back");
    assert_eq!(code_of(&scene.json(&["restart", "sandbox", "nothing"], 2)), "service_not_found");
}

fn exec(scene: &Scene) {
    let ended = scene.slipway(&["exec", "sandbox", "api", "--", "sh", "-c", "echo \"in $HOSTNAME\"; exit 7"]);
    assert_eq!(ended.code, 7, "the exit code is the command's own: {}", ended.describe());
    assert!(ended.stdout.starts_with("in "), "{}", ended.describe());
    let words = ["exec", "sandbox", "api", "--", "printf", "%s|", "a b", "$HOME", "'", "--json"];
    assert_eq!(scene.slipway(&words).stdout, "a b|$HOME|'|--json|", "words arrive as they were given");
    let nowhere = scene.slipway(&["exec", "sandbox", "api", "--place", "host-9", "--", "true"]);
    assert_eq!(nowhere.code, 2, "{}", nowhere.describe());
}

fn history(scene: &Scene) {
    let kinds = |words: &[&str]| -> Vec<String> {
        let history = scene.json(words, 0);
        fits("history", &history);
        let rows = history["operations"].as_array().unwrap().clone();
        rows.iter().map(|row| row["kind"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(kinds(&["history"]), ["restart", "deploy", "run"]);
    assert_eq!(kinds(&["history", "sandbox"]), ["restart", "deploy"]);
    assert_eq!(kinds(&["history", "production"]), Vec::<String>::new());
    assert_eq!(kinds(&["history", "-n", "1"]), ["restart"]);
    assert_eq!(code_of(&scene.json(&["history", "nowhere"], 2)), "environment_not_found");
}
