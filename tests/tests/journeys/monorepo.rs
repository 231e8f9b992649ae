//! Two services in one repository: each keeps what it is until its own inputs change.

use slipway_tests::scene::Scene;

/// The Dockerfile of the second service; it lies outside of its context.
const DOCKERFILE: &str = "docker/web.Dockerfile";

/// Puts a second service beside the sample's own, with a folder and an image of its own.
fn add_web(scene: &Scene) {
    let repository = &scene.repository;
    let address = scene.registry.address();
    let dockerfile = format!(
        "FROM {address}/recipes/base:1\nCOPY page.sh page.txt /\nENTRYPOINT [\"/bin/sh\", \"/page.sh\"]\n"
    );
    repository.write(DOCKERFILE, &dockerfile).expect("a Dockerfile");
    repository.write("web/page.txt", "Welcome\n").expect("a page");
    let script = "trap 'exit 0' TERM INT\nwhile :; do sleep 3600 & wait $!; done\n";
    repository.write("web/page.sh", script).expect("a script");
    let services = format!(
        "services:\n  web:\n    build: {{ context: web, dockerfile: ../{DOCKERFILE} }}\n    image: {address}/recipes/web\n    \
         version: \"2.0.${{build_number}}\"\n    compose_service: front\n"
    );
    repository.replace("slipway.yml", "services:\n", &services).expect("slipway.yml");
    let front = format!("services:\n  front:\n    image: {address}/recipes/web:any\n\n");
    repository.replace("docker-compose.yml", "services:\n", &front).expect("the compose file");
    repository.commit("Add a front page").expect("a commit");
}

/// slipway.yml and the compose file as they were at a commit.
fn take_web_away(scene: &Scene, as_at: &str) {
    let words = ["checkout", "--quiet", as_at, "--", "slipway.yml", "docker-compose.yml"];
    scene.repository.git(&words).expect("a checkout");
    scene.repository.commit("Take the front page away").expect("a commit");
}

#[test]
fn services_of_one_repository_live_lives_of_their_own() {
    let Some(scene) = Scene::start("two services in one repository", 2) else { return };
    let hosts = ["host-1"];
    scene.configure("contains: \"${version}\"", "contains: \"${version}\", service: api");
    // A variable of one service that the compose file needs, whichever service goes out.
    scene.configure(
        "env: { PORT: \"8081\", GREETING",
        "services: { api: { env: { PORT: \"8081\" } } }\n    env: { GREETING",
    );
    let alone = scene.repository.git(&["rev-parse", "HEAD"]).expect("a commit");
    scene.ok(&["run"]);
    scene.ok(&["deploy", "sandbox"]);
    let store = scene.neighbour("host-1", "recipes-sandbox");
    let api = scene.container("host-1", "sandbox", "api").id;

    add_web(&scene);
    let second = scene.ok(&["run"]);
    assert_eq!(second["versions"]["api"], "0.1.1", "the new folder is no input of api: {second}");
    assert_eq!(second["versions"]["web"], "2.0.2", "{second}");
    // The release before knows nothing of the new service; it can go out all the same.
    let promoted = scene.ok(&["promote", "sandbox", "production"]);
    assert_eq!(promoted["digests"].as_object().map(serde_json::Map::len), Some(1), "{promoted}");
    let deployed = scene.ok(&["deploy", "sandbox"]);
    assert_eq!(deployed["digests"], second["digests"], "{deployed}");
    scene.agrees("sandbox", &hosts);
    assert_eq!(scene.container("host-1", "sandbox", "api").id, api, "api did not change, so it stays");
    let web = scene.container("host-1", "sandbox", "web").id;

    let dockerfile = scene.repository.read(DOCKERFILE).expect("the Dockerfile");
    scene.change(DOCKERFILE, &(dockerfile + "LABEL page=front\n"));
    let third = scene.ok(&["run"]);
    assert_eq!(third["versions"]["api"], "0.1.1", "{third}");
    assert_eq!(third["digests"]["api"], second["digests"]["api"], "{third}");
    assert_eq!(third["versions"]["web"], "2.0.3", "{third}");
    let plan = scene.ok(&["plan", "sandbox"]);
    assert_eq!(changes(&plan), [("api", "same"), ("web", "changed")], "{plan}");
    scene.ok(&["deploy", "sandbox"]);
    scene.agrees("sandbox", &hosts);
    assert_eq!(scene.container("host-1", "sandbox", "api").id, api, "api did not change, so it stays");
    assert_ne!(scene.container("host-1", "sandbox", "web").id, web);

    one_service_alone(&scene, &third);

    // The newest release without web: its container goes, and nothing else does.
    let api = scene.container("host-1", "sandbox", "api").id;
    take_web_away(&scene, &alone);
    let without = scene.ok(&["run"]);
    assert_eq!(without["digests"].as_object().map(serde_json::Map::len), Some(1), "{without}");
    let plan = scene.ok(&["plan", "sandbox"]);
    assert_eq!(changes(&plan), [("api", "same"), ("web", "removed")], "{plan}");
    scene.ok(&["deploy", "sandbox"]);
    let status = scene.agrees("sandbox", &hosts);
    assert_eq!(status["services"].as_array().map(Vec::len), Some(1), "{status}");
    assert_eq!(scene.container_names("host-1"), ["recipes-sandbox_api_1", "recipes-sandbox_store_1"]);
    assert_eq!(scene.container("host-1", "sandbox", "api").id, api);
    // And the way back brings it again, with the compose text of its own commit.
    scene.ok(&["rollback", "sandbox"]);
    scene.agrees("sandbox", &hosts);
    assert_eq!(scene.running("host-1", "sandbox").len(), 2, "web is there again");
    assert_eq!(scene.neighbour("host-1", "recipes-sandbox"), store, "the neighbour was never touched");
    a_service_is_built_again_when_its_inputs_change(&scene);
}

/// With `paths` the inputs are those files, the Dockerfile and the `build` entry; an image that is gone is missed.
fn a_service_is_built_again_when_its_inputs_change(scene: &Scene) {
    let version = || -> String {
        let run = scene.ok(&["run"]);
        let version = run["version"].as_str().expect("a version").to_owned();
        let there = scene.registry.digest("recipes/api", &version).expect("the registry");
        assert_eq!(there.as_deref(), run["digests"]["api"].as_str(), "{run:#}");
        version
    };
    let template = "    version: \"0.1.${build_number}\"";
    scene.configure(template, &format!("    paths: [recipes/, serve.sh]\n{template}"));
    let first = version();
    scene.change("notes.txt", "In the context, and none of the paths.\n");
    assert_eq!(version(), first, "no input of it changed");
    let dockerfile = scene.repository.read("Dockerfile").expect("the Dockerfile");
    scene.change("Dockerfile", &(dockerfile + "LABEL kitchen=blue\n"));
    let second = version();
    assert_ne!(second, first, "the Dockerfile is an input, wherever it lies");
    scene.configure("args: { RECIPES_VERSION:", "args: { KITCHEN: small, RECIPES_VERSION:");
    let third = version();
    assert_ne!(third, second, "so is the `build` entry");
    scene.registry.delete("recipes/api", &third).expect("the image goes");
    let fourth = version();
    assert_ne!(fourth, third, "nobody could deploy what is not there any more");
    assert_eq!(version(), fourth, "this one is there");
}

/// With `--service` only that container changes.
fn one_service_alone(scene: &Scene, third: &serde_json::Value) {
    scene.repository.write("web/page.txt", "Welcome home\n").expect("a page");
    scene.change("recipes/new.txt", "Soup\n\nServes 2\n\nBoil it.\n");
    let fourth = scene.ok(&["run"]);
    let (api, web) =
        (scene.container("host-1", "sandbox", "api").id, scene.container("host-1", "sandbox", "web").id);
    let deployed = scene.ok(&["deploy", "sandbox", "--service", "web"]);
    assert_eq!(deployed["verdict"], "succeeded", "{deployed}");
    let now = [("api", &third["digests"]["api"]), ("web", &fourth["digests"]["web"])]
        .map(|(name, digest)| (name.to_owned(), digest.as_str().expect("a digest").to_owned()));
    assert_eq!(scene.running("host-1", "sandbox"), now);
    scene.agrees("sandbox", &["host-1"]);
    assert_eq!(scene.container("host-1", "sandbox", "api").id, api, "only web was asked for");
    assert_ne!(scene.container("host-1", "sandbox", "web").id, web);
    let refused = scene.json(&["promote", "sandbox", "production", "--yes"], 3);
    assert_eq!(refused["error"]["code"], "not_verified_before", "{refused}");
    let message = refused["error"]["message"].as_str().expect("a sentence");
    assert!(message.starts_with("api of release #4"), "only web of it was tried: {message}");
    let unknown = scene.json(&["deploy", "sandbox", "--service", "wep", "--yes"], 2);
    assert_eq!(unknown["error"]["code"], "service_not_found", "{unknown}");
    services_of_several_releases_come_back(scene, &now);
    // Back with web alone, then forward with both.
    let api = scene.container("host-1", "sandbox", "api").id;
    scene.ok(&["rollback", "sandbox"]);
    let now = [("api", &third["digests"]["api"]), ("web", &third["digests"]["web"])]
        .map(|(name, digest)| (name.to_owned(), digest.as_str().expect("a digest").to_owned()));
    assert_eq!(scene.running("host-1", "sandbox"), now);
    assert_eq!(scene.container("host-1", "sandbox", "api").id, api, "only web had changed");
    scene.ok(&["deploy", "sandbox"]);
    scene.agrees("sandbox", &["host-1"]);
    assert_ne!(scene.container("host-1", "sandbox", "api").id, api);
}

/// What runs now is api of one release and web of another. That comes back by itself after a release that fails,
/// and by a rollback after one that does not.
fn services_of_several_releases_come_back(scene: &Scene, mix: &[(String, String)]) {
    let assert_mixed = |document: &serde_json::Value| {
        assert_eq!(scene.running("host-1", "sandbox"), mix, "{document:#}");
        let status = scene.agrees("sandbox", &["host-1"]);
        let (api, web) = (&status["services"][0], &status["services"][1]);
        assert_eq!((&api["version"], &web["version"]), (&"0.1.1".into(), &"2.0.4".into()), "{status:#}");
        assert_eq!(web["release"], 4, "{status:#}");
        let earlier = &api["rollback_to"][0];
        assert_eq!((&earlier["release"], &earlier["available"]), (&2.into(), &true.into()), "{status:#}");
    };
    scene.repository.write("web/page.txt", "Nobody will see this\n").expect("a page");
    let check = "service: api, within: ";
    let hasty = (format!("{check}60s"), format!("{check}5s"));
    scene.repository.replace("slipway.yml", &hasty.0, &hasty.1).expect("slipway.yml has it");
    let version = "\"$RECIPES_VERSION\" > ";
    scene.repository.replace("serve.sh", version, "odd > ").expect("serve.sh has it");
    scene.repository.commit("Answer with another version").expect("a commit");
    scene.ok(&["run"]);
    let failed = scene.json(&["deploy", "sandbox", "--yes"], 1);
    assert_eq!(failed["verdict"], "rolled_back", "{failed:#}");
    assert_mixed(&failed);

    scene.repository.replace("serve.sh", "odd > ", version).expect("serve.sh has it");
    scene.change("web/page.txt", "Welcome back\n");
    let sixth = scene.ok(&["run"]);
    scene.ok(&["deploy", "sandbox"]);
    assert_eq!(scene.agrees("sandbox", &["host-1"])["services"][1]["digest"], sixth["digests"]["web"]);
    let plan = scene.ok(&["rollback", "sandbox", "--dry-run"]);
    assert_eq!(changes(&plan), [("api", "changed"), ("web", "changed")], "{plan:#}");
    assert_eq!(plan["release"], 4, "the newest of them names it: {plan:#}");
    let back = scene.ok(&["rollback", "sandbox"]);
    assert_eq!(back["versions"], serde_json::json!({ "api": "0.1.1", "web": "2.0.4" }), "{back:#}");
    assert_mixed(&back);
}

fn changes(plan: &serde_json::Value) -> Vec<(&str, &str)> {
    let services = plan["services"].as_array().expect("services");
    services
        .iter()
        .map(|one| (one["name"].as_str().expect("a name"), one["change"].as_str().expect("a change")))
        .collect()
}
