//! The first release, and the way back.

use crate::support::Scene;

#[test]
fn a_commit_becomes_a_running_release_that_can_be_taken_back() {
    let Some(scene) = Scene::start("a first release", 2) else { return };
    let run = scene.ok(&["run"]);
    assert_eq!(run["version"], "0.1.1", "{run}");
    let deployed = scene.ok(&["deploy", "sandbox"]);
    assert_eq!(deployed["verdict"], "succeeded", "{deployed}");
    let digest = deployed["digests"]["api"].as_str().expect("a digest").to_owned();
    assert_eq!(scene.running("host-1", "sandbox"), [("api".to_owned(), digest.clone())]);
    let status = scene.status("sandbox");
    assert_eq!(status["state"], "idle", "{status}");
    assert_eq!(status["services"][0]["digest"], digest.as_str(), "{status}");
    scene.change("recipes/new.txt", "Soup\n\nServes 2\n\nBoil it.\n");
    scene.ok(&["run"]);
    scene.ok(&["deploy", "sandbox"]);
    assert_ne!(scene.running("host-1", "sandbox"), [("api".to_owned(), digest.clone())]);
    scene.ok(&["rollback", "sandbox"]);
    assert_eq!(scene.running("host-1", "sandbox"), [("api".to_owned(), digest)]);
}
