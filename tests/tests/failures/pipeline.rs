//! What goes wrong before there is a release.

use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};

use serde_json::Value;
use slipway_domain::digest::Digest;

use super::documents::{assert_problem, evidence, text};
use super::follow;
use slipway_tests::scene::Scene;

const TEST: &str = "run: sh tests/complete.sh, timeout: 1m";

/// Nothing of a run is left on the laptop's engine: its jobs had labels of their own.
fn assert_nothing_left(scene: &Scene) {
    let docker = scene.laptop.docker();
    let containers = docker.text(&["ps", "--all", "--format", "{{.Names}}"]).expect("containers");
    assert_eq!(containers.trim(), "", "a run leaves no container");
    let volumes = docker.text(&["volume", "ls", "--quiet"]).expect("volumes");
    assert_eq!(volumes.trim(), "", "a run leaves no volume");
}

fn assert_failed(document: &Value) {
    assert_eq!(document["verdict"], "failed", "{document:#}");
    assert!(document["release"].is_null(), "a run that failed makes no release: {document:#}");
}

#[test]
fn a_job_that_fails_says_why_and_leaves_nothing() {
    let Some(mut scene) = Scene::start("failing jobs", 1) else { return };
    scene.change("recipes/bad.txt", "Stew\n");
    let failed = scene.json(&["run"], 1);
    assert_failed(&failed);
    assert_problem(
        &failed,
        "job_failed",
        &["job test", "Every recipe is complete", "exit code 1", "slipway logs"],
    );
    assert_eq!(evidence(&failed, "exit code"), "1", "{failed:#}");
    let lines = evidence(&failed, "last lines");
    assert!(lines.contains("recipes/bad.txt does not say how many it serves"), "{failed:#}");
    assert_nothing_left(&scene);
    assert_eq!(scene.registry.tags("recipes/api").expect("tags"), Vec::<String>::new());

    scene.change("recipes/bad.txt", "Stew\n\nServes 1\n");
    scene.configure(TEST, "run: 'echo begun; sleep 600', timeout: 2s");
    let late = scene.json(&["run"], 1);
    assert_failed(&late);
    assert_problem(&late, "timed_out", &["Every recipe is complete", "2 s", "timeout"]);
    assert!(evidence(&late, "last lines").contains("begun"), "{late:#}");
    assert_nothing_left(&scene);
    steps_have_their_own_folder_and_values(&mut scene);
}

/// Steps of which the second fails. Sums stand for secrets, which no line may hold.
const STEPS: &str = r#"
    env: { COLOUR: blue, WHOSE: job, JOB_KEY: { secret: JOB_KEY } }
    steps:
      - name: The commit and nothing else
        run: '[ -x tool ] && [ -L link ] && [ "$(./link)" = works ] && [ ! -e draft ] && ! env | grep -q SLIPWAY_STEP_'
      - name: Look around
        working_directory: recipes
        env: { WHOSE: "step's $own", STEP_KEY: { secret: STEP_KEY } }
        run: |
          echo "in $(pwd): $COLOUR, $WHOSE, $(printf %s "$JOB_KEY $STEP_KEY" | sha256sum), $(env | grep -c SLIPWAY_STEP_)"
          export WHOSE=changed
      - name: Give up
        run: |
          echo "then in $(pwd): $COLOUR, $WHOSE, ${STEP_KEY:-none}"
          (exit 4)
          echo "went on after a failure"
      - { name: Never, run: echo came to the last step }
"#;

/// The job's workspace holds what was committed, as it was committed; and each step has its own folder and values.
fn steps_have_their_own_folder_and_values(scene: &mut Scene) {
    scene.laptop.set("SLIPWAY_SECRET_JOB_KEY", "thistle-job-1");
    scene.laptop.set("SLIPWAY_SECRET_STEP_KEY", "thistle-step-2");
    scene.repository.write("tool", "#!/bin/sh\necho works\n").expect("a file");
    let folder = scene.folder();
    fs::set_permissions(folder.join("tool"), fs::Permissions::from_mode(0o755)).expect("it is a program");
    symlink("tool", folder.join("link")).expect("a link");
    let steps = "steps: [ { name: Every recipe is complete, run: 'echo begun; sleep 600', timeout: 2s } ]";
    scene.configure(steps, STEPS.trim());
    scene.repository.write("draft", "not committed\n").expect("a file");
    let failed = scene.json(&["run"], 1);
    assert_failed(&failed);
    assert_problem(&failed, "job_failed", &["job test", "step “Give up”", "exit code 4"]);
    assert_eq!(evidence(&failed, "exit code"), "4", "{failed:#}");
    let sum = Digest::of(b"thistle-job-1 thistle-step-2");
    let lines = [
        format!("in /workspace/recipes: blue, step's $own, {}  -, 0", sum.hex()),
        "then in /workspace: blue, job, none".to_owned(),
    ];
    assert_eq!(evidence(&failed, "last lines"), lines.join("\n"), "{failed:#}");
    assert_nothing_left(scene);
    what_is_not_run_is_said_before(scene);
}

/// Nothing of a run begins whose jobs ask for what this Slipway does not do; `check` says it before.
fn what_is_not_run_is_said_before(scene: &Scene) {
    let unknown =
        "caches: [ { key: all, paths: [/cache] } ]\n    sidecars: { db: { image: \"mysql:8\" } }\n    ";
    scene.configure("env: { COLOUR", &format!("{unknown}env: {{ COLOUR"));
    let refused = scene.json(&["run"], 2);
    assert_problem(
        &refused,
        "configuration_invalid",
        &["job `test` uses caches and sidecars", "leave them out"],
    );
    let checked = scene.json(&["check"], 0);
    let findings = checked["findings"].as_array().expect("findings");
    let said: Vec<&str> = findings.iter().map(|finding| text(finding, "/message")).collect();
    let sentence = |key: &str| format!("Job `test` uses `{key}`, which this Slipway does not run.");
    assert_eq!(said, [sentence("caches"), sentence("sidecars")], "{checked:#}");
}

#[test]
fn a_run_can_be_stopped() {
    let Some(scene) = Scene::start("stopping runs", 1) else { return };
    scene.configure(TEST, "run: 'echo begun; sleep 600'");
    let mut run = follow::start(&scene, &["run"]);
    follow::until(&mut run, "│ begun");
    run.interrupt().expect("an interrupt");
    assert_eq!(follow::end(run, 130)["verdict"], "cancelled");
    assert_nothing_left(&scene);

    let mut run = follow::start(&scene, &["run"]);
    follow::until(&mut run, "│ begun");
    let cancelled = scene.json(&["cancel"], 0);
    assert_eq!(cancelled["verdict"], "cancelled", "{cancelled:#}");
    let ended = follow::end(run, 130);
    assert_eq!(ended["verdict"], "cancelled", "{ended:#}");
    assert_eq!(ended["operation"], cancelled["operation"]);
    assert_nothing_left(&scene);
    let again = scene.json(&["cancel"], 2);
    assert_problem(&again, "operation_not_found", &["history"]);
    a_build_is_told_while_it_builds_and_can_be_stopped(&scene);
}

/// The step that is under way is told by its name, with what it says, and long before it ends.
fn a_build_is_told_while_it_builds_and_can_be_stopped(scene: &Scene) {
    scene.configure("'echo begun; sleep 600'", "echo quick");
    let waits = "RUN echo half way; sleep 600\nRUN for file in recipes/*.txt";
    scene.repository.replace("Dockerfile", "RUN for file in recipes/*.txt", waits).expect("a Dockerfile");
    scene.repository.commit("Build for ten minutes").expect("a commit");
    let mut run = follow::start(scene, &["run"]);
    follow::until(&mut run, "RUN echo half way; sleep 600");
    follow::until(&mut run, "] half way");
    assert!(run.is_running().expect("a look"), "the build is at it: {}", run.stderr_so_far());
    run.interrupt().expect("an interrupt");
    assert_eq!(follow::end(run, 130)["verdict"], "cancelled");
    assert_nothing_left(scene);
    assert_eq!(scene.registry.tags("recipes/api").expect("tags"), Vec::<String>::new());
}

#[test]
fn a_build_that_fails_names_its_instruction() {
    let Some(mut scene) = Scene::start("failing builds", 1) else { return };
    let titles = "RUN for file in recipes/*.txt";
    scene
        .repository
        .replace("Dockerfile", titles, "RUN echo so far && false\nRUN for file in recipes/*.txt")
        .expect("a Dockerfile");
    scene.repository.commit("Break the build").expect("a commit");
    let failed = scene.json(&["run"], 1);
    assert_failed(&failed);
    assert_problem(&failed, "build_failed", &["RUN echo so far && false", "exit code"]);
    assert!(evidence(&failed, "last lines").contains("so far"), "{failed:#}");
    assert_nothing_left(&scene);

    scene.repository.replace("Dockerfile", "RUN echo so far && false\n", "").expect("a Dockerfile");
    let arguments = "args: { RECIPES_VERSION: \"${version}\" }";
    scene.configure(arguments, "secrets: [NPM_TOKEN], args: { RECIPES_VERSION: \"${version}\" }");
    let missing = scene.json(&["run"], 1);
    assert_failed(&missing);
    assert_problem(&missing, "secret_missing", &["NPM_TOKEN", "set SLIPWAY_SECRET_NPM_TOKEN"]);
    assert_eq!(evidence(&missing, "clean"), "", "what cleans up needs no secret: {missing:#}");

    scene.configure("secrets: [NPM_TOKEN], args: {", "args: { BUILD_HOST:,");
    let missing = scene.json(&["run"], 1);
    assert_failed(&missing);
    assert_problem(&missing, "build_failed", &["BUILD_HOST", "not set", "export BUILD_HOST"]);
    scene.laptop.set("BUILD_HOST", "here");
    let built = scene.ok(&["run"]);
    assert_eq!(built["verdict"], "succeeded", "{built:#}");
    assert_nothing_left(&scene);
}

#[test]
fn without_an_engine_nothing_begins() {
    let Some(scene) = Scene::start("a laptop without an engine", 1) else { return };
    scene.laptop.engine().stop_daemon().expect("the engine stops");
    let failed = scene.json(&["run"], 1);
    assert_problem(&failed, "engine_unreachable", &["DOCKER_HOST", "start Docker"]);
    scene.laptop.engine().start_daemon().expect("the engine starts");
    assert_eq!(text(&scene.ok(&["run"]), "/verdict"), "succeeded");
    assert_nothing_left(&scene);
}
