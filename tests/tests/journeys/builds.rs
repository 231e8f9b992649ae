//! Images are made of commits, and of nothing else that lies around.

use std::collections::BTreeSet;

use serde_json::Value;
use slipway_testkit::{Sighting, watch_secrets};

use slipway_tests::documents::{digest_of_api, fits};
use slipway_tests::scene::Scene;

/// Stands in the build secret.
const MARK: &str = "larder-c0b1-latch";

/// The image of a release, by its digest.
fn pinned(scene: &Scene, run: &Value) -> String {
    scene.registry.image(&format!("recipes/api@{}", digest_of_api(run)))
}

/// What a release's image has in a file, asked of the laptop's engine.
fn in_image(scene: &Scene, run: &Value, path: &str) -> String {
    let name = pinned(scene, run);
    scene.laptop.docker().text(&["run", "--rm", "--entrypoint", "cat", &name, path]).expect("the image runs")
}

fn labels(scene: &Scene, run: &Value) -> Value {
    labels_of(scene, &pinned(scene, run))
}

fn labels_of(scene: &Scene, name: &str) -> Value {
    let format = "{{json .Config.Labels}}";
    let told =
        scene.laptop.docker().text(&["image", "inspect", "--format", format, name]).expect("the image");
    serde_json::from_str(&told).expect("labels")
}

fn refused(scene: &Scene, words: &[&str], code: &str) {
    let told = scene.json(&[words, &["--yes"]].concat(), 3);
    assert_eq!(told["error"]["code"], code, "{told}");
    assert!(scene.running("host-1", "production").is_empty(), "what was refused left nothing behind");
}

#[test]
fn images_are_made_of_commits() {
    let Some(scene) = Scene::start("builds from commits", 1) else { return };
    scene.configure("    after: sandbox\n", "    protected: true\n");
    let soup = |title: &str| format!("{title}\n\nServes 2\n\nBoil it.\n");
    scene.change("recipes/soup.txt", &soup("Committed soup"));
    scene.repository.write("recipes/soup.txt", &soup("Edited soup")).expect("a file");
    scene.repository.write("recipes/draft.txt", &soup("Draft")).expect("a file");
    let status = scene.repository.git(&["status", "--porcelain"]).expect("a status");

    let clean = scene.ok(&["run"]);
    let titles = in_image(&scene, &clean, "/app/titles");
    assert!(titles.contains("Committed soup"), "the commit's own file: {titles}");
    assert!(!titles.contains("Edited soup") && !titles.contains("Draft"), "nothing else: {titles}");
    let head = scene.repository.git(&["rev-parse", "HEAD"]).expect("a commit");
    let told = labels(&scene, &clean);
    assert_eq!(told["org.opencontainers.image.revision"], head, "{told}");
    assert_eq!(told["org.opencontainers.image.version"], "0.1.1", "{told}");
    assert!(told["org.opencontainers.image.created"].is_string(), "{told}");
    assert!(told.get("dev.slipway.dirty").is_none(), "{told}");

    let dirty = scene.ok(&["run", "--dirty"]);
    let titles = in_image(&scene, &dirty, "/app/titles");
    assert!(titles.contains("Edited soup") && titles.contains("Draft"), "the files as they are: {titles}");
    assert_eq!(labels(&scene, &dirty)["dev.slipway.dirty"], "true", "the image is marked");
    assert_eq!(
        scene.repository.git(&["status", "--porcelain"]).expect("a status"),
        status,
        "nothing was staged"
    );
    let plan = scene.ok(&["plan", "sandbox"]);
    assert!(plan["warnings"].to_string().contains("working tree with changes"), "{plan}");
    scene.ok(&["deploy", "sandbox"]);
    refused(&scene, &["deploy", "production"], "dirty_refused");
    refused(&scene, &["promote", "sandbox", "production"], "dirty_refused");

    // The same files, committed: an image of its own, since the marked one names another commit.
    let committed = scene.repository.commit("Keep the draft").expect("a commit");
    let kept = scene.ok(&["run"]);
    assert_eq!(labels(&scene, &kept)["org.opencontainers.image.revision"], committed, "{kept}");
    unpushed(&scene);
}

/// With a remote, a protected environment takes only what others can see.
fn unpushed(scene: &Scene) {
    let remote = scene.laptop.home().join("remote.git");
    let git = |words: &[&str]| scene.repository.git(words).expect("git");
    git(&["init", "--quiet", "--bare", &remote.display().to_string()]);
    git(&["remote", "add", "origin", &remote.display().to_string()]);
    git(&["push", "--quiet", "origin", "develop"]);
    scene.change("recipes/own.txt", "Own soup\n\nServes 1\n\nBoil it.\n");
    scene.ok(&["run"]);
    refused(scene, &["deploy", "production"], "unpushed_refused");
    git(&["push", "--quiet", "origin", "develop"]);
    let deployed = scene.ok(&["deploy", "production"]);
    assert_eq!(deployed["verdict"], "succeeded", "the same release, once its commit is pushed: {deployed}");
    another_branch(scene);
    built_and_left_here(scene);
}

/// `run --branch` takes what the branch holds, whatever is checked out.
fn another_branch(scene: &Scene) {
    let git = |words: &[&str]| scene.repository.git(words).expect("git");
    let tag = |name: &str| scene.registry.digest("recipes/api", name).expect("the registry answers");
    git(&["checkout", "--quiet", "-b", "side"]);
    let there = scene.change("recipes/side.txt", "Side dish\n\nServes 1\n\nBoil it.\n");
    git(&["checkout", "--quiet", "develop"]);
    let develop = tag("develop");
    let run = scene.ok(&["run", "--branch", "side"]);
    assert_eq!(labels(scene, &run)["org.opencontainers.image.revision"], there, "{run}");
    assert!(in_image(scene, &run, "/app/titles").contains("Side dish"), "{run}");
    assert_eq!(tag("side").as_deref(), run["digests"]["api"].as_str(), "its tag, and no other branch's");
    assert_eq!(tag("develop"), develop);
    assert_eq!(git(&["branch", "--show-current"]), "develop", "nothing was checked out");
}

/// `build` leaves its image on the laptop, and nothing anywhere else.
fn built_and_left_here(scene: &Scene) {
    let remote = "https://ann:plum-4711@example.com/team/recipes.git";
    scene.repository.git(&["remote", "set-url", "--push", "origin", remote]).expect("git");
    let tags = scene.registry.tags("recipes/api").expect("tags");
    let clean = built(scene, &["build", "api"]);
    assert!(titles(scene, &clean).contains("Own soup"), "the commit's files");
    let told = labels_of(scene, &clean);
    assert_eq!(told["org.opencontainers.image.source"], "https://example.com/team/recipes.git", "{told}");
    assert!(!told.to_string().contains("plum-4711"), "a password is nobody's business: {told}");
    assert!(told.get("dev.slipway.dirty").is_none(), "{told}");
    scene.repository.write("recipes/idea.txt", "Idea\n\nServes 1\n\nBoil it.\n").expect("a file");
    let dirty = built(scene, &["build", "--dirty"]);
    assert!(titles(scene, &dirty).contains("Idea"), "the files as they are");
    assert_eq!(labels_of(scene, &dirty)["dev.slipway.dirty"], "true", "and marked");
    assert_eq!(scene.registry.tags("recipes/api").expect("tags"), tags, "nothing was pushed");
    assert_eq!(scene.json(&["build", "nothing"], 2)["error"]["code"], "service_not_found");
}

/// Runs a build that makes no release, and returns the name that its image has on the laptop.
fn built(scene: &Scene, words: &[&str]) -> String {
    let names = || {
        let words = ["images", "--format", "{{.Repository}}:{{.Tag}}"];
        let told = scene.laptop.docker().text(&words).expect("images");
        told.lines().filter(|name| !name.contains("<none>")).map(str::to_owned).collect::<BTreeSet<_>>()
    };
    let before = names();
    let told = scene.ok(words);
    fits("operation", &told);
    assert_eq!(told["verdict"], "succeeded", "{told}");
    assert!(told["release"].is_null() && told["digests"] == serde_json::json!({}), "no release: {told}");
    let new: Vec<String> = names().difference(&before).cloned().collect();
    assert_eq!(new.len(), 1, "one image: {new:?}");
    new[0].clone()
}

fn titles(scene: &Scene, name: &str) -> String {
    let words = ["run", "--rm", "--entrypoint", "cat", name, "/app/titles"];
    scene.laptop.docker().text(&words).expect("the image runs")
}

#[test]
fn what_a_commit_does_not_hold_stops_the_build() {
    let Some(mut scene) = Scene::start("submodules, arguments and secrets of a build", 1) else { return };
    let git = |words: &[&str]| scene.repository.git(words).expect("git");
    let pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a214614ab2935c943f9e0ff69d22eadbb8f32b1258daaa5e2ca24d17e2393\nsize 12345\n";
    let before = git(&["rev-parse", "HEAD"]);
    // A job would see the whole commit, so none begins; without jobs the build looks at its context.
    let stops = |words: &str| {
        let refused = scene.json(&["run"], 2);
        let pushed = scene.json(&["push"], 1);
        for (told, so) in
            [(&refused["error"], "no job can work on it"), (&pushed["problem"], "cannot be built")]
        {
            assert_eq!(told["code"], "source_unsupported", "{told}");
            let message = told["message"].as_str().expect("a sentence");
            assert!(message.contains(words) && message.ends_with(so), "{message}");
        }
    };
    scene.change("recipes/photo.jpg", pointer);
    stops("`recipes/photo.jpg` is a Git LFS pointer");
    git(&["reset", "--quiet", "--hard", &before]);
    git(&["update-index", "--add", "--cacheinfo", &format!("160000,{before},recipes/shared")]);
    git(&["commit", "--quiet", "-m", "Share recipes"]);
    stops("`recipes/shared` is a submodule");
    assert!(scene.registry.tags("recipes/api").expect("tags").is_empty(), "nothing was pushed");
    // What the build leaves out a job still lacks.
    let ignored = scene.repository.read(".dockerignore").expect("a file") + "recipes/shared\n";
    scene.repository.write(".dockerignore", &ignored).expect("a file");
    git(&["add", ".dockerignore"]);
    git(&["commit", "--quiet", "-m", "Build without it"]);
    assert_eq!(scene.json(&["run"], 2)["error"]["code"], "source_unsupported");
    git(&["reset", "--quiet", "--hard", &before]);
    arguments_and_secrets(&mut scene);
}

fn arguments_and_secrets(scene: &mut Scene) {
    let from = "ENTRYPOINT";
    let with = format!(
        "ARG KITCHEN\nRUN printf '%s' \"$KITCHEN\" > /app/kitchen\n\
         RUN --mount=type=secret,id=LATCH grep -q {MARK} /run/secrets/LATCH && cat /run/secrets/LATCH && echo opened > /app/larder\n\
         ENTRYPOINT"
    );
    scene.repository.replace("Dockerfile", from, &with.replace(MARK, "larder")).expect("the Dockerfile");
    scene.configure(
        "args: { RECIPES_VERSION: \"${version}\" }",
        "args: { RECIPES_VERSION: \"${version}\", KITCHEN: }, secrets: [LATCH]",
    );
    let lacking = scene.json(&["run"], 1);
    assert_eq!(lacking["problem"]["code"], "secret_missing", "{lacking}");
    scene.laptop.set("SLIPWAY_SECRET_LATCH", MARK);
    let lacking = scene.json(&["run"], 1);
    assert_eq!(lacking["problem"]["code"], "build_failed", "{lacking}");
    assert!(lacking["problem"]["message"].as_str().is_some_and(|text| text.contains("KITCHEN")), "{lacking}");
    let kitchen = "small $HOME # 'blue'";
    scene.laptop.set("KITCHEN", kitchen);
    let watches = [watch_secrets(kitchen), watch_secrets(MARK)];
    let told = scene.slipway(&["run", "--json"]);
    assert_eq!(told.code, 0, "{}", told.describe());
    let [(kitchen_seen, rounds), (mark_seen, _)] = watches.map(slipway_testkit::SecretsWatch::end);
    assert!(rounds > 20, "processes were looked at only {rounds} times");
    let on_a_command_line: Vec<&Sighting> =
        kitchen_seen.iter().chain(&mark_seen).filter(|seen| seen.in_arguments).collect();
    assert_eq!(on_a_command_line, Vec::<&Sighting>::new(), "everybody reads argument lists");
    assert!(!kitchen_seen.is_empty() && !mark_seen.is_empty(), "slipway itself has both in its environment");
    let others: Vec<&Sighting> = mark_seen.iter().filter(|seen| !scene.laptop.is_slipway(seen)).collect();
    assert_eq!(others, Vec::<&Sighting>::new(), "the secret is mounted, and in no environment");
    assert!(
        !format!("{}{}", told.stdout, told.stderr).contains(MARK),
        "the build printed it: {}",
        told.stderr
    );
    let run = told.json().expect("a document");
    assert_eq!(in_image(scene, &run, "/app/kitchen"), kitchen);
    assert_eq!(in_image(scene, &run, "/app/larder"), "opened");
    let name = scene.registry.image("recipes/api:develop");
    let docker = scene.laptop.docker();
    let pinned = pinned(scene, &run);
    let saved = scene.laptop.home().join("saved.tar");
    docker.run(&["save", "--output", &saved.display().to_string(), &pinned]).expect("the image is saved");
    let bytes = std::fs::read(&saved).expect("the saved image");
    assert!(bytes.len() > 100_000, "{name} was saved");
    assert!(!bytes.windows(MARK.len()).any(|window| window == MARK.as_bytes()), "the secret is in a layer");
    let history = docker.text(&["history", "--no-trunc", &pinned]).expect("a history");
    assert!(!history.contains(MARK), "{history}");
    let logs = scene.slipway(&["logs", "--json"]);
    assert!(!logs.stdout.contains(MARK), "{}", logs.stdout);
    assert!(
        logs.stdout.contains("***") || logs.stdout.contains("LATCH"),
        "what the build said was kept: {}",
        logs.stdout
    );
}
