//! What a job makes goes beside what runs: mounted by Compose, and shipped to a script that people already have.

use std::fs;

use serde_json::Value;
use slipway_testkit::watch_secrets;

use slipway_tests::colleague::start;
use slipway_tests::scene::Scene;
use slipway_tests::truth::{has_in, killed_at, no_ssh_at, wait_until};

/// Makes a program of 200 kB that says of how many recipes it was made, over a committed placeholder.
const MAKE: &str = r#"set -eu
count=$(ls recipes | wc -l)
mkdir -p dist
{ printf '#!/bin/sh\necho "made of %s recipes"\nexit 0\n' $count; head -c 200000 /dev/zero; } >dist/app
chmod 755 dist/app
echo "$count recipes" >dist/menu.txt
"#;

/// As people run it today: `ssh HOST "bash -s" < deploy.sh REGISTRY USER VERSION`. What it prints and where it
/// counts are for the test.
const DEPLOY: &str = r#"#!/bin/bash
set -eu
registry=$1 user=$2 version=$3
IFS= read -r password
key=$(cat)
echo begun >>"$HOME/begun"
sleep ${PAUSE:-0}
printf '%s' "$password" | docker login --username "$user" --password-stdin "$registry" 2>/dev/null
docker pull --quiet "$registry/recipes/api:$version"
docker stop legacy >/dev/null 2>&1 && docker rm legacy >/dev/null
docker run --detach --name legacy --publish 8083:8080 "$registry/recipes/api:$version"
docker logout "$registry" >/dev/null
echo "$version FIRST $(./dist/app), a key of $(printf '%s\n' "$key" | wc -l) lines" >>"$HOME/deployed"
"#;

/// One job makes something, one needs it and tries it, and one that comes after that needs only the trial.
const JOBS: &str = "jobs:
  menu: { image: IMAGE, steps: [ { run: sh make.sh } ], artifacts: [dist/] }
  taste:
    image: IMAGE
    needs: [menu]
    steps:
      - run: echo \"tasted $(./dist/app) with $(cat dist/menu.txt)\"
      - run: echo spoilt >dist/menu.txt
  aside:
    image: IMAGE
    needs: [taste]
    steps: [ { run: 'echo \"beside: $(ls dist) with $(cat dist/menu.txt)\"' } ]
";

const LEGACY: &str = "  legacy:
    target:
      script:
        hosts: [host-2]
        file: deploy.sh
        args: [REGISTRY, USER, \"${version}\"]
        stdin: [REGISTRY_PASSWORD, SIGNING_KEY]
        files: [dist/app]
    env: { PAUSE: \"0\" }
    verify: [ { url: \"http://localhost:8083/version\", contains: \"${version}\", within: 30s } ]
    on_failure: rollback
";

/// Stands in the middle of the key, on a line of its own.
const MARK: &str = "thistle-20c4-kiln";

/// The sample with a job that makes something, an environment that mounts it and one that is reached by a script.
fn scene() -> Option<Scene> {
    let mut scene = Scene::start("what jobs make", 2)?;
    let password = scene.registry.password().to_owned();
    scene.laptop.set("SLIPWAY_SECRET_REGISTRY_PASSWORD", &password);
    scene.laptop.set("SLIPWAY_SECRET_SIGNING_KEY", &format!("-----BEGIN\n{MARK}\n-----END\n"));
    let write = |path: &str, text: &str| scene.repository.write(path, text).expect("a file");
    write("make.sh", MAKE);
    write("deploy.sh", DEPLOY);
    write("dist/menu.txt", "no menu yet\n");
    let replace = |path: &str, from: &str, to: &str| scene.repository.replace(path, from, to).expect(path);
    let mounted = "    volumes: [\"./dist/menu.txt:/srv/menu.txt:ro\"]\n    restart: unless-stopped\n\n";
    replace("docker-compose.yml", "    restart: unless-stopped\n\n", mounted);
    let registry = scene.registry.address();
    let jobs = JOBS.replace("IMAGE", &format!("{registry}/recipes/base:1"));
    replace("slipway.yml", "jobs:\n", &jobs);
    replace(
        "slipway.yml",
        "hosts: [host-1], file: docker-compose.yml, files: [store.conf]",
        "hosts: [host-1], file: docker-compose.yml, files: [store.conf, dist/menu.txt, bin/]",
    );
    let legacy = LEGACY.replace("REGISTRY, USER", &format!("\"{registry}\", {}", scene.registry.user()));
    let text = scene.repository.read("slipway.yml").expect("slipway.yml");
    scene.change("slipway.yml", &(text + &legacy));
    Some(scene)
}

/// What the script wrote down at each of its ends, oldest first.
fn deployed(scene: &Scene) -> Vec<String> {
    let text = fs::read_to_string(scene.host("host-2").home().join("deployed")).unwrap_or_default();
    text.lines().map(str::to_owned).collect()
}

/// The file that is mounted, as the container sees it, and as it lies on the host.
fn menu(scene: &Scene) -> (String, String) {
    let id = scene.container("host-1", "sandbox", "api").id;
    let file = scene.host("host-1").home().join(".slipway/recipes/sandbox/dist/menu.txt");
    (scene.in_container("host-1", &id, "cat /srv/menu.txt"), fs::read_to_string(file).expect("a file"))
}

fn runs_by_script(scene: &Scene, release: u64) {
    let status = scene.status("legacy");
    assert_eq!(status["state"], "idle", "{status:#}");
    assert_eq!(status["services"][0]["release"], release, "{status:#}");
    assert_eq!(status["services"][0]["version"], format!("0.1.{release}"), "{status:#}");
}

/// What the jobs of the newest operation said.
fn said_by_jobs(scene: &Scene) -> Vec<String> {
    let logs = scene.slipway(&["logs", "--json"]);
    let lines = logs.stdout.lines().map(|line| serde_json::from_str::<Value>(line).expect("JSON"));
    let told =
        lines.filter_map(|line| Some(format!("{} │ {}", line["step"].as_str()?, line["text"].as_str()?)));
    told.filter(|line| line.starts_with("job/")).collect()
}

fn both(text: &str) -> (String, String) {
    (text.to_owned(), text.to_owned())
}

const FIRST: &str = "0.1.1 FIRST made of 2 recipes, a key of 3 lines";
const SECOND: &str = "0.1.2 SECOND made of 3 recipes, a key of 3 lines";

#[test]
fn what_a_job_makes_is_shipped_with_its_release_and_comes_back_with_it() {
    let Some(scene) = scene() else { return };
    let checked = scene.json(&["check"], 0);
    let finding = &checked["findings"][0];
    assert_eq!(checked["findings"].as_array().map(Vec::len), Some(1), "dist/ is left by a job: {checked:#}");
    assert!(
        finding["message"].as_str().is_some_and(|text| text.starts_with("`bin/` is neither")),
        "{checked:#}"
    );
    let text = scene.repository.read("slipway.yml").expect("slipway.yml");
    let line = text.lines().position(|line| line.contains("bin/")).expect("it is there") + 1;
    assert_eq!(finding["line"], line, "{checked:#}");
    scene.configure(", bin/]", "]");

    scene.ok(&["run"]);
    let said = said_by_jobs(&scene);
    for line in [
        "job/taste │ tasted made of 2 recipes with 2 recipes",
        "job/aside │ beside: menu.txt with no menu yet",
    ] {
        assert!(said.iter().any(|one| one == line), "what a job left is for those that need it: {said:#?}");
    }
    let plan = scene.json(&["plan", "legacy"], 0);
    let actions = plan["actions"].to_string();
    assert!(actions.contains("ship deploy.sh and 1 file, checked by SHA-256"), "{plan:#}");
    assert_eq!(scene.json(&["plan", "legacy"], 0)["hash"], plan["hash"], "nothing of the moment is in it");
    let watch = watch_secrets(MARK);
    scene.ok(&["deploy", "legacy"]);
    scene.ok(&["deploy", "sandbox"]);
    let (sightings, _) = watch.end();
    assert!(sightings.iter().all(|one| scene.laptop.is_slipway(one)), "the key was seen: {sightings:?}");
    assert_eq!(deployed(&scene), [FIRST]);
    runs_by_script(&scene, 1);
    assert_eq!(menu(&scene), both("2 recipes\n"), "what the job left goes before the commit's");

    the_next_release_brings_its_own(&scene);
    a_rollback_brings_back_what_its_release_had(&scene);
    what_is_not_here_is_said(&scene);
    no_ssh_at(&scene.laptop);
}

/// The laptop loses its whole session while the script runs; the script goes on and is not run again.
fn the_next_release_brings_its_own(scene: &Scene) {
    scene.repository.replace("deploy.sh", "FIRST", "SECOND").expect("deploy.sh");
    scene.repository.replace("slipway.yml", "PAUSE: \"0\"", "PAUSE: \"4\"").expect("slipway.yml");
    scene.change("recipes/soup.txt", "Soup\n\nServes 2\n\nBoil it.\n");
    scene.ok(&["run"]);
    scene.ok(&["deploy", "sandbox"]);
    assert_eq!(menu(scene), both("3 recipes\n"));

    let host = scene.host("host-2");
    let deploy = start(&scene.laptop, &scene.folder(), &["deploy", "legacy"]);
    let begun = || fs::read_to_string(host.home().join("begun")).is_ok_and(|text| text.lines().count() == 2);
    wait_until("the second script", begun);
    let kill = "kill -9 $(ps -C slipway -o pid=) $(ps -C ssh -o pid=)";
    scene.laptop.sh(kill).expect("a shell").success().expect("a kill");
    drop(deploy);
    assert_eq!(deployed(scene), [FIRST], "the script is at it");
    assert!(has_in(host, "legacy", "holder"), "it goes on at the host");
    let settled = scene.ok(&["resume"]);
    assert_eq!(settled["verdict"], "succeeded", "{settled:#}");
    assert_eq!(deployed(scene), [FIRST, SECOND]);
    assert!(begun(), "it was begun once and not again");
    runs_by_script(scene, 2);
}

/// The earlier script with the earlier program; killed after it ran and before anything of that was written down.
fn a_rollback_brings_back_what_its_release_had(scene: &Scene) {
    let choice = &scene.status("legacy")["services"][0]["rollback_to"][0];
    assert_eq!((&choice["release"], &choice["available"]), (&Value::from(1), &Value::from(true)));
    killed_at(scene, "act:host-2/run", &["rollback", "legacy", "--yes"]);
    assert_eq!(scene.ok(&["resume"])["verdict"], "succeeded");
    assert_eq!(deployed(scene), [FIRST, SECOND, FIRST]);
    runs_by_script(scene, 1);
    scene.ok(&["rollback", "sandbox"]);
    assert_eq!(menu(scene), both("2 recipes\n"));
}

/// Without what its jobs left, a release is not planned; a new one goes out, and says that there is no way back.
fn what_is_not_here_is_said(scene: &Scene) {
    fs::remove_dir_all(scene.laptop.data().join("artifacts")).expect("the artifacts");
    lacks(&scene.json(&["plan", "legacy", "--release", "2"], 1), 2);
    scene.configure("PAUSE: \"4\"", "PAUSE: \"0\"");
    scene.ok(&["run"]);
    let plan = scene.json(&["plan", "sandbox"], 0);
    let warning = plan["warnings"].to_string();
    assert!(warning.contains("it is not put back if the deployment fails"), "{plan:#}");

    scene.ok(&["deploy", "legacy"]);
    assert_eq!(deployed(scene)[3..], [SECOND], "a release without a build has artifacts of its own");
    let choice = &scene.status("legacy")["services"][0]["rollback_to"][0];
    assert_eq!((&choice["release"], &choice["available"]), (&Value::from(1), &Value::from(false)));
    lacks(&scene.json(&["rollback", "legacy", "--yes"], 1), 1);
    assert_eq!(deployed(scene).len(), 4, "nothing was run");

    // A release without the jobs has nothing of theirs, and one of an earlier release is not taken for it.
    let pushed = scene.ok(&["push"])["release"].clone();
    let refused = scene.json(&["plan", "legacy", "--release", &pushed.to_string()], 2);
    let hint = refused["error"]["hint"].as_str().expect("a hint");
    assert!(hint.contains("made without its jobs; `slipway run` makes one with what menu leaves"), "{hint}");

    // What no release comes of is not kept, and what a release needs stays though a run left the same again.
    scene.ok(&["run", "--job", "taste"]);
    let said = ["job/taste │ tasted made of 3 recipes with 3 recipes"];
    assert_eq!(said_by_jobs(scene), said, "a job comes with those that it needs, and no others");
    let count = |folder: &str| fs::read_dir(scene.laptop.data().join(folder)).expect("a folder").count();
    assert_eq!((count("artifacts/runs"), count("artifacts/kept")), (1, 2));
    scene.json(&["plan", "legacy", "--release", "3"], 0);
}

fn lacks(refused: &Value, release: u64) {
    assert_eq!(refused["error"]["code"], "artifacts_missing", "{refused:#}");
    let message = refused["error"]["message"].as_str().expect("a sentence");
    let begin = format!("dist/app comes from job menu of release #{release}, whose artifacts are not on");
    assert!(message.starts_with(&begin), "{message}");
    assert!(message.ends_with("they were made here and are gone from the data directory"), "{message}");
    let hint = refused["error"]["hint"].as_str().expect("a hint");
    assert!(hint.starts_with("`slipway run --commit "), "{hint}");
}
