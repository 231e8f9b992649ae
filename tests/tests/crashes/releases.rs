//! What there is to deploy when something dies.

use slipway_tests::documents::digest_of_api;
use slipway_tests::scene::Scene;

/// Makes releases 1 and 2 with an image each, deploys neither, and returns their digests.
pub(super) fn two(scene: &Scene) -> [String; 2] {
    let first = digest_of_api(&scene.ok(&["run"]));
    scene.change("recipes/soup.txt", "Soup\n\nServes 2\n\nBoil it.\n");
    [first, digest_of_api(&scene.ok(&["run"]))]
}
