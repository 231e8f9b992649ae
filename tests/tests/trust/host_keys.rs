//! A host proves who it is, or nothing is done.

use std::fs;

use slipway_tests::documents::code_of;
use slipway_tests::scene::Scene;

#[test]
fn unknown_and_changed_keys_stop_before_anything_is_done() {
    let Some(scene) = Scene::start("host keys", 1) else { return };
    scene.ok(&["run"]);
    let host = scene.host("host-1");
    let known = fs::read_to_string(scene.network.known_hosts()).unwrap();
    let first = host.key().fingerprint().unwrap();

    fs::write(scene.network.known_hosts(), "").unwrap();
    let unknown = scene.json(&["deploy", "sandbox", "--yes"], 3);
    assert_eq!(code_of(&unknown), "host_key_unknown", "without a terminal an unknown key refuses");
    assert_eq!(
        unknown["error"]["message"],
        format!("host-1 is not known: it answers with the ED25519 key {first}"),
        "to compare: {unknown:#}"
    );
    let unaccepted = fs::read_to_string(scene.network.known_hosts()).unwrap();
    assert_eq!(unaccepted, "", "--yes answers plans, never host keys");
    let status = scene.status("sandbox");
    assert_eq!(status["state"], "unreachable", "{status:#}");

    fs::write(scene.network.known_hosts(), &known).unwrap();
    scene.ok(&["deploy", "sandbox"]);
    host.change_key().unwrap();
    let second = host.key().fingerprint().unwrap();
    for words in
        [&["deploy", "sandbox", "--yes"][..], &["plan", "sandbox"], &["lock", "sandbox", "--reason", "x"]]
    {
        let changed = scene.json(words, 3);
        assert_eq!(code_of(&changed), "host_key_changed", "{words:?}");
        let message = changed["error"]["message"].as_str().unwrap();
        assert!(message.contains(&first) && message.contains(&second), "both fingerprints: {message}");
    }
    assert_eq!(fs::read_to_string(scene.network.known_hosts()).unwrap(), known, "the known key stays known");
    assert_eq!(scene.running("host-1", "sandbox").len(), 1, "what runs goes on");
}
