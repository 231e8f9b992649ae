//! Hosts one after the other.

use jiff::{SignedDuration, Timestamp};
use serde_json::Value;

use slipway_tests::scene::Scene;

/// Where each of these lines of a deployment's narration stands, which has to be in this order.
fn assert_in_order(narration: &str, lines: &[&str]) {
    let mut from = 0;
    for line in lines {
        let found = narration[from..].find(line);
        from += found.unwrap_or_else(|| panic!("{line:?} does not come after those before it\n{narration}"));
    }
}

#[test]
fn hosts_are_done_one_after_the_other() {
    let Some(scene) = Scene::start("a rolling deployment", 3) else { return };
    scene
        .repository
        .replace("slipway.yml", "hosts: [host-1, host-2]", "hosts: [host-1, host-2, host-3]")
        .expect("hosts");
    scene.configure("env: { PORT: \"8081\"", "rollout: { batch: 1, wait: 1s }\n    env: { PORT: \"8081\"");
    scene.ok(&["run"]);
    scene.ok(&["deploy", "sandbox"]);
    scene.change("recipes/new.txt", "Soup\n\nServes 2\n\nBoil it.\n");
    scene.ok(&["run"]);
    let told = scene.slipway(&["deploy", "sandbox", "--yes"]);
    assert_eq!(told.code, 0, "{}", told.describe());
    let narration = format!("{}{}", told.stderr, told.stdout);
    let order = [
        "host-1/up:",
        "✓ host-1/http-1",
        "✓ pause-1",
        "host-2/up:",
        "✓ host-2/http-1",
        "✓ pause-2",
        "host-3/up:",
        "✓ host-3/http-1",
    ];
    assert_in_order(&narration, &order);
    let hosts = ["host-1", "host-2", "host-3"];
    scene.agrees("sandbox", &hosts);
    // The hosts share one clock, so their engines tell the order too.
    let own = ["label=dev.slipway.service=api".to_owned()];
    let containers = hosts.map(|host| scene.inspect(host, &own));
    for (host, container) in hosts.iter().zip(&containers) {
        let told = scene.slipway(&["exec", "sandbox", "api", "--place", host, "--", "cat", "/etc/hostname"]);
        let id = container["Id"].as_str().expect("an id");
        assert_eq!(told.stdout.trim(), &id[..12], "the container of {host}: {}", told.describe());
    }
    for pair in containers.windows(2) {
        let (started, created) = (moment(&pair[0], "/State/StartedAt"), moment(&pair[1], "/Created"));
        let pause = created.duration_since(started);
        assert!(pause >= SignedDuration::from_secs(1), "{created} is less than a second after {started}");
    }
}

fn moment(container: &Value, name: &str) -> Timestamp {
    container.pointer(name).and_then(Value::as_str).and_then(|text| text.parse().ok()).expect("a moment")
}
