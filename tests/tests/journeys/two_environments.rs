//! Two environments of two hosts each: three releases, promotion, the way back, and releases without a build.

use std::collections::BTreeMap;

use serde_json::Value;

use slipway_tests::documents::digest_of_api;
use slipway_tests::scene::Scene;
use slipway_tests::scene::witness::Neighbour;

const SANDBOX: [&str; 2] = ["host-1", "host-2"];
const PRODUCTION: [&str; 2] = ["host-3", "host-4"];

/// What an environment has to run.
#[derive(Clone)]
struct Expected {
    version: String,
    digest: String,
    release: u64,
    /// The release that the containers were started for; one that changes nothing of them leaves them alone.
    started_for: u64,
    greeting: &'static str,
}

/// The scene, what each environment has to run by now, and the neighbours as they were first seen, each with what
/// it wrote into a directory of the project's that no release ships.
struct Journey {
    scene: Scene,
    expected: BTreeMap<&'static str, Expected>,
    neighbours: BTreeMap<String, (Neighbour, String)>,
}

fn environment(name: &str) -> (&'static [&'static str], u16) {
    if name == "sandbox" { (&SANDBOX, 8081) } else { (&PRODUCTION, 8082) }
}

impl Journey {
    /// Asks both Slipway and the hosts themselves, about both environments.
    fn look(&mut self) {
        for (name, expected) in self.expected.clone() {
            self.runs(name, &expected);
        }
    }

    fn runs(&mut self, name: &str, expected: &Expected) {
        let (hosts, port) = environment(name);
        let status = self.scene.agrees(name, hosts);
        let api = &status["services"][0];
        assert_eq!(status["state"], "idle", "{status}");
        assert_eq!(api["digest"], expected.digest, "{status}");
        assert_eq!(api["version"], expected.version, "{status}");
        assert_eq!(api["release"], expected.release, "{status}");
        assert_eq!(status["unmanaged"][0]["name"], "store", "the neighbour is shown: {status}");
        for host in hosts {
            let scene = &self.scene;
            assert_eq!(scene.answer(host, port, "/version").trim(), expected.version, "{name} on {host}");
            let container = scene.container(host, name, "api");
            let told = |variable: &str| container.env.get(variable).map(String::as_str);
            assert_eq!(told("GREETING"), Some(expected.greeting), "{name} on {host}");
            assert_eq!(told("SLIPWAY_ENVIRONMENT"), Some(name), "{name} on {host}");
            assert_eq!(told("SLIPWAY_VERSION"), Some(&*expected.version), "{name} on {host}");
            assert_eq!(told("SLIPWAY_RELEASE"), Some(&*expected.started_for.to_string()), "{name} on {host}");
            self.neighbour_is_as_it_was(name, host);
        }
    }

    /// The container, its volume, and the bind-mounted directory as the container and as the host see it.
    fn neighbour_is_as_it_was(&mut self, name: &str, host: &str) {
        let now = self.scene.neighbour(host, &format!("recipes-{name}"));
        let shelf = self.scene.in_container(host, &now.id, "cat /shelf/first-start");
        let there = self.scene.host(host).home().join(format!(".slipway/recipes/{name}/shelf/first-start"));
        assert_eq!(std::fs::read_to_string(there).expect("the neighbour's file"), shelf, "{name} on {host}");
        let now = (now, shelf);
        let first = self.neighbours.entry(format!("{name} on {host}")).or_insert_with(|| now.clone());
        assert_eq!(*first, now, "the neighbour of {name} on {host} was touched");
    }

    fn run(&self) -> (Value, String) {
        let run = self.scene.ok(&["run"]);
        let digest = digest_of_api(&run);
        (run, digest)
    }

    /// Runs a command that changes what an environment runs, and looks at all of it.
    fn done(&mut self, words: &[&str], name: &'static str, expected: &Expected) {
        let document = self.scene.ok(words);
        assert_eq!(document["verdict"], "succeeded", "{document}");
        for place in document["places"].as_array().expect("places") {
            assert_eq!(place["verdict"], "succeeded", "{document}");
        }
        self.expected.insert(name, expected.clone());
        self.look();
    }

    /// Runs a command that is refused, after which everything is as before.
    fn refused(&mut self, words: &[&str], exit: i32, code: &str, why: &str) {
        let refused = self.scene.json(words, exit);
        assert_eq!(refused["error"]["code"], code, "{why}: {refused}");
        self.look();
    }

    fn id(&self, host: &str, environment: &str) -> String {
        self.scene.container(host, environment, "api").id
    }
}

#[test]
fn three_releases_go_through_two_environments_and_back() {
    let Some(scene) = Scene::start("a journey through two environments", 4) else { return };
    the_neighbour_keeps_something_in_the_project_directory(&scene);
    let mut journey = Journey { scene, expected: BTreeMap::new(), neighbours: BTreeMap::new() };
    let digests = three_releases(&mut journey);
    promotion(&mut journey, &digests);
    the_way_back(&mut journey, &digests);
    only_configuration(&mut journey, &digests[2]);
    only_compose_text(&mut journey, &digests[2]);
    only_a_file(&mut journey, &digests[2]);
    production_follows_and_goes_back(&mut journey, &digests[2]);
}

fn the_neighbour_keeps_something_in_the_project_directory(scene: &Scene) {
    let replace = |from: &str, to: &str| {
        scene.repository.replace("docker-compose.yml", from, to).expect("the compose file has it");
    };
    replace("      - store:/data\n", "      - store:/data\n      - ./shelf:/shelf\n");
    let first = "[ -e /data/first-start ] || date > /data/first-start\n";
    replace(first, &format!("{first}        [ -e /shelf/first-start ] || date > /shelf/first-start\n"));
    scene.repository.commit("A shelf for the store").expect("a commit");
}

/// One of the first three releases.
fn release(number: u64, digest: &str, greeting: &'static str) -> Expected {
    let version = format!("0.1.{number}");
    Expected { version, digest: digest.to_owned(), release: number, started_for: number, greeting }
}

/// A release that kept the third one's image.
fn same_image(number: u64, digest: &str, greeting: &'static str) -> Expected {
    Expected { release: number, started_for: number, ..release(3, digest, greeting) }
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
        let number_text = number.to_string();
        let too_early = ["deploy", "production", "--release", &number_text, "--yes"];
        journey.refused(&too_early, 3, "not_verified_before", "sandbox has not verified it yet");
        let expected = release(number, &digest, "Recipes to try out");
        journey.done(&["deploy", "sandbox"], "sandbox", &expected);
        assert!(!digests.contains(&digest), "release {number} has an image of its own");
        digests.push(digest);
    }
    digests
}

fn promotion(journey: &mut Journey, digests: &[String]) {
    assert_eq!(journey.scene.status("production")["state"], "empty", "the refusals left nothing behind");
    let expected = release(3, &digests[2], "Recipes");
    journey.done(&["promote", "sandbox", "production"], "production", &expected);
}

fn the_way_back(journey: &mut Journey, digests: &[String]) {
    let choices = journey.scene.status("sandbox")["services"][0]["rollback_to"].clone();
    assert_eq!(choices[0]["release"], 2, "{choices}");
    assert_eq!(choices[1]["release"], 1, "{choices}");
    assert_eq!(choices[0]["available"], true, "{choices}");
    let [one, two, three] =
        [1, 2, 3].map(|number| release(number, &digests[number as usize - 1], "Recipes to try out"));
    journey.done(&["rollback", "sandbox"], "sandbox", &two);
    journey.done(&["rollback", "sandbox"], "sandbox", &one);
    journey.refused(&["rollback", "sandbox", "--yes"], 2, "release_not_found", "there is nothing below");
    journey.done(&["deploy", "sandbox", "--release", "2"], "sandbox", &two);
    journey.done(&["deploy", "sandbox", "--release", "0.1.3"], "sandbox", &three);
    journey.done(&["rollback", "sandbox", "--to", "#1"], "sandbox", &one);
    journey.done(&["deploy", "sandbox"], "sandbox", &three);
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
    let too_early = ["deploy", "production", "--release", "4", "--yes"];
    let why = "the same image with other configuration was not verified yet";
    journey.refused(&too_early, 3, "not_verified_before", why);
    let expected = same_image(4, digest, "Recipes to taste");
    journey.done(&["deploy", "sandbox"], "sandbox", &expected);
    assert_ne!(journey.id("host-1", "sandbox"), before, "the container got its new configuration");
    let old = release(3, digest, "Recipes to try out");
    journey.done(&["rollback", "sandbox"], "sandbox", &old);
    journey.done(&["deploy", "sandbox"], "sandbox", &expected);
}

fn only_compose_text(journey: &mut Journey, digest: &str) {
    let before = journey.id("host-2", "sandbox");
    let text = "    restart: unless-stopped\n\n  # A neighbour";
    let with = "    restart: unless-stopped\n    hostname: kitchen\n\n  # A neighbour";
    journey.scene.repository.replace("docker-compose.yml", text, with).expect("the compose file");
    journey.scene.repository.commit("Name the kitchen").expect("a commit");
    let (run, same) = journey.run();
    assert_eq!(same, digest, "a change of the compose text alone builds nothing: {run}");
    let expected = same_image(5, digest, "Recipes to taste");
    journey.done(&["deploy", "sandbox"], "sandbox", &expected);
    let id = journey.id("host-2", "sandbox");
    assert_ne!(id, before, "a changed definition makes a new container");
    assert_eq!(journey.scene.in_container("host-2", &id, "hostname").trim(), "kitchen");
    journey.done(&["deploy", "sandbox"], "sandbox", &expected);
    assert_eq!(journey.id("host-2", "sandbox"), id, "deploying the same again recreates nothing");
}

/// A file of `files` is mounted by the neighbour: it is written in place, so the neighbour sees it without a restart.
fn only_a_file(journey: &mut Journey, digest: &str) {
    journey.scene.change("store.conf", "shelves = 13\n");
    journey.run();
    let before = journey.id("host-1", "sandbox");
    let expected = Expected { started_for: 5, ..same_image(6, digest, "Recipes to taste") };
    journey.done(&["deploy", "sandbox"], "sandbox", &expected);
    let mounted = |journey: &Journey, name: &str, host: &str| {
        let (neighbour, _) = &journey.neighbours[&format!("{name} on {host}")];
        journey.scene.in_container(host, &neighbour.id, "cat /etc/store.conf")
    };
    for host in SANDBOX {
        assert_eq!(mounted(journey, "sandbox", host), "shelves = 13\n", "it is the release's on {host}");
    }
    assert_eq!(journey.id("host-1", "sandbox"), before, "nothing of the service changed");
    let why = "production still has the file of its own release";
    assert_eq!(mounted(journey, "production", "host-3"), "shelves = 12\n", "{why}");
    // Somebody edits the file on the host, in place; the next deployment writes the release's again.
    let edited = "printf 'shelves = 99\\n' > .slipway/recipes/sandbox/store.conf";
    journey.scene.host("host-1").sh(edited).expect("a shell").success().expect("the file is written");
    journey.done(&["deploy", "sandbox"], "sandbox", &expected);
    assert_eq!(mounted(journey, "sandbox", "host-1"), "shelves = 13\n");
}

fn production_follows_and_goes_back(journey: &mut Journey, digest: &str) {
    let newest = same_image(6, digest, "Recipes");
    journey.done(&["promote", "sandbox", "production"], "production", &newest);
    journey.done(&["rollback", "production"], "production", &release(3, digest, "Recipes"));
}
