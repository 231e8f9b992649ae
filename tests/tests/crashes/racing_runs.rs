//! Runs at the same time: one number is never two images.

use std::collections::BTreeMap;

use serde_json::Value;

use slipway_tests::colleague::{Colleague, LIMIT, document, start};
use slipway_tests::scene::Scene;

const ROUNDS: usize = 10;

/// The version and the digest that a run says it made.
fn made(run: &Value) -> (String, String) {
    let text = |value: &Value| value.as_str().unwrap_or_else(|| panic!("a release: {run}")).to_owned();
    (text(&run["version"]), text(&run["digests"]["api"]))
}

#[test]
fn two_laptops_that_run_one_commit_at_once_never_make_one_number_of_two_images() {
    let Some(scene) = Scene::start("two laptops that run at once", 1) else { return };
    let other = Colleague::join(&scene, "other", "Bea Example");
    let mut images: BTreeMap<String, String> = BTreeMap::new();
    for round in 0..ROUNDS {
        scene.change("recipes/soup.txt", &format!("Soup {round}\n\nServes 2\n\nBoil it.\n"));
        other.fetch(&scene);
        let both = [start(&scene.laptop, &scene.folder(), &["run"]), other.start(&["run"])];
        let runs = both.map(|one| document(&one.wait(LIMIT).expect("it ends"), 0));
        for (version, digest) in runs.iter().map(made) {
            let there = scene.registry.digest("recipes/api", &version).expect("the registry");
            assert_eq!(there.as_ref(), Some(&digest), "round {round}: {version} was moved after a push");
            let known = images.insert(version.clone(), digest.clone());
            assert_eq!(known, None, "round {round}: {version} was made twice");
        }
    }
    let tags = scene.registry.tags("recipes/api").expect("tags");
    let strange: Vec<&String> =
        tags.iter().filter(|tag| !images.contains_key(*tag) && *tag != "develop").collect();
    assert_eq!(strange, Vec::<&String>::new(), "tags that nobody asked for");
}
