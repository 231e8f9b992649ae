//! Registries that refuse, lack or lose what is asked of them, at a push and at a pull.

use std::time::Duration;

use serde_json::{Value, json};
use slipway_testkit::{BASE_IMAGE, Fault, FaultyProxy, RegistryOptions, start};

use super::documents::{assert_problem, assert_true_of_engines, assert_unlocked, place};
use super::fleet;
use slipway_tests::colleague;
use slipway_tests::scene::Scene;
use slipway_tests::truth::wait_until;

/// A scene whose registry is behind a proxy that fails on demand.
fn behind_a_proxy(what: &str) -> Option<(Scene, FaultyProxy)> {
    let options = RegistryOptions { tls: false, ..RegistryOptions::default() };
    let scene = fleet::arrange(Scene::with(what, 1, &options)?, "stop");
    let proxy = FaultyProxy::start(&scene.network.own_address(), &scene.registry).expect("a proxy");
    for file in ["Dockerfile", "docker-compose.yml", "slipway.yml"] {
        scene
            .repository
            .replace(file, scene.registry.address(), &proxy.address())
            .expect("it names the registry");
    }
    scene.repository.commit("Go through the proxy").expect("a commit");
    Some((scene, proxy))
}

#[test]
fn what_goes_wrong_at_a_push() {
    let Some((mut scene, proxy)) = behind_a_proxy("registries that fail at a push") else { return };
    // Where the registry does not even tell its tags, no run begins.
    let fails = |scene: &Scene, code: &str, words: &[&str], begins: bool| {
        let failed = scene.json(&["run", "--yes"], 1);
        let verdict = if begins { Value::from("failed") } else { Value::Null };
        assert_eq!((&failed["verdict"], &failed["release"]), (&verdict, &Value::Null), "{failed:#}");
        assert_eq!(failed["error"].is_null(), begins, "{failed:#}");
        assert_problem(&failed, code, words);
        let none: Vec<String> = Vec::new();
        assert_eq!(scene.registry.tags("recipes/api").expect("tags"), none, "nothing was tagged");
        assert_eq!(scene.json(&["resume"], 0)["operation"], Value::Null, "nothing is left open");
    };
    let address = proxy.address();
    proxy.fail("PUT /v2/recipes/api/manifests/", Fault::Status(500), 99);
    fails(&scene, "registry_failed", &[&address, "500", "again"], true);
    proxy.heal();
    proxy.fail("POST /v2/recipes/api/blobs/uploads", Fault::Status(404), 99);
    fails(&scene, "registry_not_found", &["recipes/api", "check the name"], true);
    proxy.heal();
    proxy.fail("/v2/recipes/api/", Fault::Status(503), 999);
    fails(&scene, "registry_failed", &[&address, "503", "again"], false);
    proxy.heal();
    let password = scene.registry.password().to_owned();
    scene.laptop.set("SLIPWAY_REGISTRY_PASSWORD", "wrong");
    fails(&scene, "registry_denied", &[&address, "slipway", "SLIPWAY_REGISTRY_PASSWORD"], false);
    scene.laptop.set("SLIPWAY_REGISTRY_PASSWORD", &password);
    assert_eq!(scene.ok(&["run"])["verdict"], "succeeded");
}

#[test]
fn a_push_that_breaks_off_leaves_no_claim() {
    let Some((scene, proxy)) = behind_a_proxy("pushes that break off") else { return };
    let tags = || scene.registry.tags("recipes/api").expect("tags");
    let is_claimed = || tags().iter().any(|tag| tag.starts_with("slipway-claim-"));
    let breaks_off = |signal: &str| {
        let hangs = "PUT /v2/recipes/api/manifests/0.1.";
        let before = proxy.requests().len();
        proxy.fail(hangs, Fault::Delay(Duration::from_secs(3600)), 1);
        let words = ["run", "--json", "--yes"];
        let run = start(scene.laptop.command(&scene.folder(), &words).expect("slipway")).expect("it starts");
        wait_until("the push", || proxy.requests()[before..].iter().any(|request| request.contains(hangs)));
        assert!(is_claimed(), "what is being pushed is claimed: {:?}", tags());
        let kill = format!("kill -{signal} $(ps -C slipway -o pid=)");
        scene.laptop.sh(&kill).expect("a shell").success().expect("a signal");
        proxy.heal();
        run.wait(Duration::from_secs(120)).expect("slipway ends")
    };
    let cancelled = breaks_off("INT");
    assert_eq!(cancelled.code, 130, "{}", cancelled.describe());
    assert_eq!(tags(), Vec::<String>::new(), "after a cancel");
    breaks_off("KILL");
    assert!(is_claimed(), "whoever is killed gives nothing back");
    assert_eq!(scene.json(&["resume"], 0)["verdict"], "succeeded");
    assert_eq!(tags(), ["0.1.2", "develop"], "after a kill");
}

#[test]
fn a_version_that_another_pushed_meanwhile_stays_theirs() {
    let Some((scene, proxy)) = behind_a_proxy("versions that others push") else { return };
    let digest = |tag: &str| scene.registry.digest("recipes/api", tag).expect("the registry answers");
    // The run saw that its version is free, and has not claimed it yet.
    let claims = "PUT /v2/recipes/api/manifests/slipway-claim-";
    proxy.fail(claims, Fault::Hold, 1);
    let run = colleague::start(&scene.laptop, &scene.folder(), &["run"]);
    wait_until("the claim", || proxy.requests().iter().any(|request| request.contains(claims)));
    scene.registry.push(scene.laptop.docker(), BASE_IMAGE, "recipes/api:0.1.1").expect("a push by hand");
    let theirs = digest("0.1.1");
    assert!(theirs.is_some(), "somebody else has the version now");
    proxy.heal();
    let run = colleague::document(&run.wait(colleague::LIMIT).expect("slipway ends"), 0);
    assert_eq!((&run["verdict"], &run["version"]), (&"succeeded".into(), &"0.1.2".into()), "{run:#}");
    assert_eq!(run["release"], 2, "{run:#}");
    assert_eq!(digest("0.1.1"), theirs, "what another pushed is never overwritten");
    assert_eq!(digest("0.1.2").as_deref(), run["digests"]["api"].as_str(), "{run:#}");
    assert_eq!(scene.registry.tags("recipes/api").expect("tags"), ["0.1.1", "0.1.2", "develop"]);
    a_version_without_number(&scene);
    listed_again(&scene, &proxy);
}

/// Another number would give the same version, so it is not tried.
fn a_version_without_number(scene: &Scene) {
    scene.configure("\"0.1.${build_number}\"", "\"2.0.0\"");
    let first = fleet::built(scene);
    let runs = || scene.json(&["history"], 0)["operations"].as_array().map(Vec::len);
    let before = runs();
    scene.change("recipes/new.txt", "Soup\n\nServes 2\n\nBoil it.\n");
    let failed = scene.json(&["run", "--yes"], 1);
    assert_eq!(failed["verdict"], "failed", "{failed:#}");
    assert_problem(&failed, "version_taken", &["recipes/api:2.0.0", "is another image", "${build_number}"]);
    assert_eq!(runs(), before.map(|runs| runs + 1), "it was built once");
    assert_eq!(scene.registry.digest("recipes/api", "2.0.0").expect("the registry answers"), Some(first));
}

/// What belongs to a digest is read once for ever, also by a program that starts anew.
fn listed_again(scene: &Scene, proxy: &FaultyProxy) {
    let first = scene.json(&["tags", "api"], 0);
    assert_eq!(first["images"].as_array().map(Vec::len), Some(3), "{first:#}");
    let before = proxy.requests().len();
    assert_eq!(scene.json(&["tags", "api"], 0), first);
    let asked = proxy.requests().split_off(before);
    assert!(asked.iter().any(|request| request.contains("/tags/list")), "{asked:?}");
    let read = |request: &&String| {
        request.contains("/blobs/") || (request.starts_with("GET") && request.contains("/manifests/"))
    };
    assert_eq!(asked.iter().filter(read).collect::<Vec<_>>(), Vec::<&String>::new(), "{asked:?}");
}

#[test]
fn what_goes_wrong_at_a_pull() {
    let Some((mut scene, proxy)) = behind_a_proxy("registries that fail at a pull") else { return };
    let old = fleet::built(&scene);
    fleet::deploy_well(&scene, &["host-1"]);
    fleet::release(&scene, "Soup");
    let fails = |scene: &Scene, code: &str, words: &[&str]| {
        let failed = scene.json(&["deploy", "sandbox", "--yes"], 1);
        assert_eq!(failed["verdict"], "failed", "{failed:#}");
        assert_eq!(
            place(&failed, "host-1"),
            ("failed".into(), Some(old.clone())),
            "what ran goes on: {failed:#}"
        );
        assert_problem(&failed, code, words);
        assert_true_of_engines(scene, &failed, "sandbox");
        assert_unlocked(scene, "sandbox", &["host-1"]);
    };
    proxy.fail("/v2/recipes/api/manifests/sha256", Fault::Status(500), 999);
    fails(&scene, "registry_failed", &["host-1", "500", "again"]);
    proxy.heal();
    let password = scene.registry.password().to_owned();
    scene.laptop.set("SLIPWAY_REGISTRY_PASSWORD", "wrong");
    fails(&scene, "registry_denied", &["host-1", "slipway", "SLIPWAY_REGISTRY_PASSWORD"]);
    scene.laptop.set("SLIPWAY_REGISTRY_PASSWORD", &password);
    let host = scene.host("host-1");
    host.cut_from(&scene.network.own_address()).expect("the registry is cut off");
    fails(&scene, "registry_unreachable", &["host-1", "check the network"]);
    scene.host("host-1").join_with(&scene.network.own_address()).expect("it is back");
    let version = scene.json(&["plan", "sandbox"], 0)["services"][0]["to"]["version"]
        .as_str()
        .expect("a version")
        .to_owned();
    scene.registry.delete("recipes/api", &version).expect("the image is deleted");
    fails(&scene, "registry_not_found", &["host-1", "recipes/api"]);

    fleet::release(&scene, "Stew");
    fleet::deploy_well(&scene, &["host-1"]);
}

#[test]
fn an_image_for_another_processor() {
    let Some(scene) = fleet::start("an image for another processor", 1, "stop") else { return };
    let old = fleet::built(&scene);
    fleet::deploy_well(&scene, &["host-1"]);
    let dockerfile = scene.repository.read("Dockerfile").expect("a Dockerfile");
    scene
        .repository
        .write("Dockerfile", "FROM scratch\nCOPY serve.sh /app/serve.sh\nCMD [\"/app/serve.sh\"]\n")
        .expect("a Dockerfile");
    scene.configure("dockerfile: Dockerfile,", "dockerfile: Dockerfile, platforms: [linux/arm64],");
    fleet::built(&scene);
    let plan = scene.json(&["plan", "sandbox"], 0);
    let warnings = plan["warnings"].to_string();
    assert!(warnings.contains("host-1 is linux/amd64, and the image of api is for linux/arm64"), "{plan:#}");
    let failed = scene.json(&["deploy", "sandbox", "--yes"], 1);
    assert_eq!(failed["verdict"], "failed", "{failed:#}");
    assert_eq!(place(&failed, "host-1"), ("failed".into(), Some(old)), "{failed:#}");
    assert_problem(&failed, "platform_missing", &["host-1", "linux/arm64", "linux/amd64", "platforms"]);
    assert_true_of_engines(&scene, &failed, "sandbox");
    assert_unlocked(&scene, "sandbox", &["host-1"]);

    scene.configure("[linux/arm64]", "[linux/amd64, linux/arm64]");
    both_platforms(&scene);
    scene.repository.write("Dockerfile", &dockerfile).expect("a Dockerfile");
    scene.configure(" platforms: [linux/amd64, linux/arm64],", "");
    fleet::built(&scene);
    fleet::deploy_well(&scene, &["host-1"]);
}

/// Several platforms are one image under the version's tag.
fn both_platforms(scene: &Scene) {
    let both = fleet::built(scene);
    let tags = scene.registry.tags("recipes/api").expect("tags");
    assert_eq!(tags, ["0.1.1", "0.1.2", "0.1.3", "develop"], "and no tag for each platform");
    let listed = scene.json(&["tags", "api"], 0);
    assert_eq!(listed["images"].as_array().map(Vec::len), Some(3), "{listed:#}");
    let image = &listed["images"][0];
    assert_eq!((&image["digest"], &image["tags"]), (&both.into(), &json!(["0.1.3", "develop"])), "{image:#}");
    assert_eq!(image["platforms"], json!(["linux/amd64", "linux/arm64"]), "{image:#}");
    let (_, index) = scene.registry.get("/v2/recipes/api/manifests/0.1.3").expect("the registry answers");
    let index: Value = serde_json::from_str(index.rsplit("\r\n\r\n").next().expect("a body")).expect("JSON");
    let architectures: Vec<&Value> = index["manifests"]
        .as_array()
        .expect("an index")
        .iter()
        .map(|entry| &entry["platform"]["architecture"])
        .collect();
    assert_eq!(architectures, ["amd64", "arm64"], "{index:#}");
    for entry in index["manifests"].as_array().expect("an index") {
        let path = format!("/v2/recipes/api/manifests/{}", entry["digest"].as_str().expect("a digest"));
        assert_eq!(scene.registry.get(&path).expect("the registry answers").0, 200, "{index:#}");
    }
    let names = scene.laptop.docker().text(&["images", "--format", "{{.Tag}}"]).expect("images");
    assert!(!names.contains("slipway-part-"), "names that nobody asked for: {names}");
}
