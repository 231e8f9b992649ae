//! Two environments of two hosts each: three releases, promotion, the way back, and releases without a build.

use std::collections::BTreeMap;

use serde_json::Value;

use slipway_tests::scene::Scene;
use slipway_tests::scene::witness::Neighbour;

const SANDBOX: [&str; 2] = ["host-1", "host-2"];
const PRODUCTION: [&str; 2] = ["host-3", "host-4"];

/// What an environment has to run.
struct Expected<'a> {
    version: &'a str,
    digest: &'a str,
    release: u64,
    greeting: &'a str,
}

/// The scene and the neighbours as they were first seen.
struct Journey {
    scene: Scene,
    neighbours: BTreeMap<String, Neighbour>,
}

fn environment(name: &str) -> (&'static [&'static str], u16) {
    if name == "sandbox" { (&SANDBOX, 8081) } else { (&PRODUCTION, 8082) }
}

impl Journey {
    /// Asks both Slipway and the hosts themselves.
    fn runs(&mut self, name: &str, expected: &Expected<'_>) {
        let (hosts, port) = environment(name);
        let scene = &self.scene;
        let status = scene.agrees(name, hosts);
        let api = &status["services"][0];
        assert_eq!(status["state"], "idle", "{status}");
        assert_eq!(api["digest"], expected.digest, "{status}");
        assert_eq!(api["version"], expected.version, "{status}");
        assert_eq!(api["release"], expected.release, "{status}");
        assert_eq!(status["unmanaged"][0]["name"], "store", "the neighbour is shown: {status}");
        for host in hosts {
            assert_eq!(scene.answer(host, port, "/version").trim(), expected.version, "{name} on {host}");
            let container = scene.container(host, name, "api");
            let told = |variable: &str| container.env.get(variable).map(String::as_str);
            assert_eq!(told("GREETING"), Some(expected.greeting), "{name} on {host}");
            assert_eq!(told("SLIPWAY_ENVIRONMENT"), Some(name), "{name} on {host}");
            assert_eq!(told("SLIPWAY_VERSION"), Some(expected.version), "{name} on {host}");
            assert_eq!(told("SLIPWAY_RELEASE"), Some(&*expected.release.to_string()), "{name} on {host}");
            let now = scene.neighbour(host, &format!("recipes-{name}"));
            let key = format!("{name} on {host}");
            let first = self.neighbours.entry(key).or_insert_with(|| now.clone());
            assert_eq!(*first, now, "the neighbour of {name} on {host} was touched");
        }
    }

    fn run(&self) -> (Value, String) {
        let run = self.scene.ok(&["run"]);
        let digest = run["digests"]["api"].as_str().expect("a digest").to_owned();
        (run, digest)
    }

    fn done(&self, words: &[&str]) -> Value {
        let document = self.scene.ok(words);
        assert_eq!(document["verdict"], "succeeded", "{document}");
        for place in document["places"].as_array().expect("places") {
            assert_eq!(place["verdict"], "succeeded", "{document}");
        }
        document
    }

    fn id(&self, host: &str, environment: &str) -> String {
        self.scene.container(host, environment, "api").id
    }
}

#[test]
fn three_releases_go_through_two_environments_and_back() {
    let Some(scene) = Scene::start("a journey through two environments", 4) else { return };
    let mut journey = Journey { scene, neighbours: BTreeMap::new() };
    let digests = three_releases(&mut journey);
    promotion(&mut journey, &digests);
    the_way_back(&mut journey, &digests);
    only_configuration(&mut journey, &digests[2]);
    only_compose_text(&mut journey, &digests[2]);
    only_a_file(&mut journey);
}

fn three_releases(journey: &mut Journey) -> Vec<String> {
    let mut digests = Vec::new();
    for number in 1..=3 {
        if number > 1 {
            journey.scene.change(
                &format!("recipes/{number}.txt"),
                &format!("Soup {number}\n\nServes 2\n\nBoil it.\n"),
            );
        }
        let (run, digest) = journey.run();
        assert_eq!(run["release"], number, "{run}");
        let refused =
            journey.scene.json(&["deploy", "production", "--release", &number.to_string(), "--yes"], 3);
        assert_eq!(
            refused["error"]["code"], "not_verified_before",
            "sandbox has not verified it yet: {refused}"
        );
        journey.done(&["deploy", "sandbox"]);
        let version = format!("0.1.{number}");
        let expected =
            Expected { version: &version, digest: &digest, release: number, greeting: "Recipes to try out" };
        journey.runs("sandbox", &expected);
        assert!(!digests.contains(&digest), "release {number} has an image of its own");
        digests.push(digest);
    }
    digests
}

fn promotion(journey: &mut Journey, digests: &[String]) {
    assert_eq!(journey.scene.status("production")["state"], "empty", "the refusals left nothing behind");
    journey.done(&["promote", "sandbox", "production"]);
    let expected = Expected { version: "0.1.3", digest: &digests[2], release: 3, greeting: "Recipes" };
    journey.runs("production", &expected);
}

fn the_way_back(journey: &mut Journey, digests: &[String]) {
    let expected = |number: u64| (format!("0.1.{number}"), digests[number as usize - 1].clone());
    let check = |journey: &mut Journey, number: u64| {
        let (version, digest) = expected(number);
        let greeting = "Recipes to try out";
        journey.runs("sandbox", &Expected { version: &version, digest: &digest, release: number, greeting });
    };
    let choices = journey.scene.status("sandbox")["services"][0]["rollback_to"].clone();
    assert_eq!(choices[0]["release"], 2, "{choices}");
    assert_eq!(choices[1]["release"], 1, "{choices}");
    assert_eq!(choices[0]["available"], true, "{choices}");
    journey.done(&["rollback", "sandbox"]);
    check(journey, 2);
    journey.done(&["rollback", "sandbox"]);
    check(journey, 1);
    let nothing = journey.scene.json(&["rollback", "sandbox", "--yes"], 2);
    assert_eq!(nothing["error"]["code"], "release_not_found", "there is nothing below: {nothing}");
    check(journey, 1);
    journey.done(&["deploy", "sandbox", "--release", "2"]);
    journey.done(&["deploy", "sandbox", "--release", "0.1.3"]);
    journey.done(&["rollback", "sandbox", "--to", "#1"]);
    check(journey, 1);
    journey.done(&["deploy", "sandbox"]);
    check(journey, 3);
    let other = Expected { version: "0.1.3", digest: &digests[2], release: 3, greeting: "Recipes" };
    journey.runs("production", &other);
}

fn only_configuration(journey: &mut Journey, digest: &str) {
    let before = journey.id("host-1", "sandbox");
    journey.scene.configure("Recipes to try out", "Recipes to taste");
    let (run, same) = journey.run();
    assert_eq!(same, digest, "a change of configuration alone builds nothing: {run}");
    assert_eq!(run["version"], "0.1.3", "{run}");
    assert_eq!(run["release"], 4, "{run}");
    let tags = journey.scene.registry.tags("recipes/api").expect("tags");
    assert_eq!(tags, ["0.1.1", "0.1.2", "0.1.3", "develop"], "nothing was pushed");
    let plan = journey.scene.ok(&["plan", "sandbox"]);
    assert_eq!(plan["config"][0]["key"], "api/GREETING", "{plan}");
    assert_eq!(plan["config"][0]["change"], "changed", "{plan}");
    assert!(!plan.to_string().contains("Recipes to taste"), "values are never shown: {plan}");
    let refused = journey.scene.json(&["deploy", "production", "--release", "4", "--yes"], 3);
    let why = "the same image with other configuration was not verified yet";
    assert_eq!(refused["error"]["code"], "not_verified_before", "{why}: {refused}");
    journey.done(&["deploy", "sandbox"]);
    let expected = Expected { version: "0.1.3", digest, release: 4, greeting: "Recipes to taste" };
    journey.runs("sandbox", &expected);
    assert_ne!(journey.id("host-1", "sandbox"), before, "the container got its new configuration");
    journey.done(&["rollback", "sandbox"]);
    let old = Expected { version: "0.1.3", digest, release: 3, greeting: "Recipes to try out" };
    journey.runs("sandbox", &old);
    journey.done(&["deploy", "sandbox"]);
    journey.runs("sandbox", &expected);
}

fn only_compose_text(journey: &mut Journey, digest: &str) {
    let before = journey.id("host-2", "sandbox");
    let text = "    restart: unless-stopped\n\n  # A neighbour";
    let with = "    restart: unless-stopped\n    hostname: kitchen\n\n  # A neighbour";
    journey.scene.repository.replace("docker-compose.yml", text, with).expect("the compose file");
    journey.scene.repository.commit("Name the kitchen").expect("a commit");
    let (run, same) = journey.run();
    assert_eq!(same, digest, "a change of the compose text alone builds nothing: {run}");
    journey.done(&["deploy", "sandbox"]);
    let expected = Expected { version: "0.1.3", digest, release: 5, greeting: "Recipes to taste" };
    journey.runs("sandbox", &expected);
    let id = journey.id("host-2", "sandbox");
    assert_ne!(id, before, "a changed definition makes a new container");
    assert_eq!(journey.scene.in_container("host-2", &id, "hostname").trim(), "kitchen");
    journey.done(&["deploy", "sandbox"]);
    assert_eq!(journey.id("host-2", "sandbox"), id, "deploying the same again recreates nothing");
}

/// A file of `files` is mounted by the neighbour: it is written in place, so the neighbour sees it without a restart.
fn only_a_file(journey: &mut Journey) {
    journey.scene.change("store.conf", "shelves = 13\n");
    journey.run();
    let before = journey.id("host-1", "sandbox");
    journey.done(&["deploy", "sandbox"]);
    for host in SANDBOX {
        let now = journey.scene.neighbour(host, "recipes-sandbox");
        assert_eq!(journey.neighbours[&format!("sandbox on {host}")], now, "the neighbour of {host}");
        let seen = journey.scene.in_container(host, &now.id, "cat /etc/store.conf");
        assert_eq!(seen, "shelves = 13\n", "the mounted file is the release's");
    }
    assert_eq!(journey.id("host-1", "sandbox"), before, "nothing of the service changed");
    let there = journey.scene.neighbour("host-3", "recipes-production");
    assert_eq!(
        journey.scene.in_container("host-3", &there.id, "cat /etc/store.conf"),
        "shelves = 12\n",
        "production still has the file of its own release"
    );
    // Somebody edits the file on the host, in place; the next deployment writes the release's again.
    let edited = "printf 'shelves = 99\\n' > .slipway/recipes/sandbox/store.conf";
    journey.scene.host("host-1").sh(edited).expect("a shell").success().expect("the file is written");
    journey.done(&["deploy", "sandbox"]);
    let now = journey.scene.neighbour("host-1", "recipes-sandbox");
    assert_eq!(journey.scene.in_container("host-1", &now.id, "cat /etc/store.conf"), "shelves = 13\n");
    assert_eq!(journey.neighbours["sandbox on host-1"], now, "the neighbour of host-1");
}
