//! `check --hosts` on a good host and on one that lacks things.

use serde_json::Value;

use slipway_tests::documents::fits;
use slipway_tests::scene::Scene;

#[test]
fn hosts_are_checked_and_each_lack_comes_with_its_fix() {
    let Some(scene) = Scene::start("checking hosts", 2) else { return };
    let good = scene.json(&["check", "--hosts"], 0);
    fits("check-hosts", &good);
    let subjects: Vec<Value> =
        findings(&good, 0).into_iter().map(|finding| finding["subject"].clone()).collect();
    for subject in
        ["connection", "docker", "compose", "architecture", "disk", "clock", "registry", "directory"]
    {
        assert!(subjects.contains(&subject.into()), "{subject} was looked at: {good:#}");
    }
    // Whoever may not use the socket has no Docker, and a machine without Compose has none.
    let host = scene.host("host-1");
    let hide = "for f in $(which -a docker-compose) /usr/libexec/docker/cli-plugins/docker-compose \
        /usr/lib/docker/cli-plugins/docker-compose; do [ ! -e \"$f\" ] || mount --bind /dev/null \"$f\"; done";
    host.root_sh(&format!("chmod 600 /run/docker.sock; chown root:root /run/docker.sock; {hide}")).unwrap();
    let bad = scene.json(&["check", "--hosts"], 1);
    fits("check-hosts", &bad);
    for (subject, fix) in [("docker", "usermod -aG docker"), ("compose", "docker-compose-plugin")] {
        let all = findings(&bad, 0);
        let found = all.iter().find(|finding| finding["subject"] == subject).unwrap();
        assert_eq!((&found["ok"], &found["place"]), (&false.into(), &"host-1".into()), "{found:#}");
        assert!(found["fix"].as_str().unwrap().contains(fix), "{found:#}");
    }
    assert!(findings(&bad, 1).iter().all(|finding| finding["ok"] == true), "the other host is fine: {bad:#}");
    let prose = scene.slipway(&["check", "--hosts"]);
    assert!(prose.stdout.contains("✗ host-1 docker: dev may not use Docker"), "{}", prose.describe());
    registry_and_platform_are_judged(&scene);
    scene.host("host-2").stop_sshd().unwrap();
    let away = scene.json(&["check", "--hosts"], 1);
    assert_eq!(findings(&away, 1)[0]["subject"], "connection", "{away:#}");
    assert!(findings(&away, 1)[0]["fix"].is_string(), "{away:#}");
}

fn registry_and_platform_are_judged(scene: &Scene) {
    let build = "build: { context: .";
    scene.configure(build, &format!("{build}, platforms: [linux/s390x]"));
    let host = scene.host("host-2");
    let registry = scene.registry.address();
    let machine = registry.split(':').next().unwrap();
    host.cut_from(machine).unwrap();
    let bad = scene.json(&["check", "--hosts"], 1);
    host.join_with(machine).unwrap();
    let all = findings(&bad, 1);
    let of = |subject: &str| all.iter().find(|finding| finding["subject"] == subject).unwrap();
    let reach = of("registry");
    assert_eq!(reach["ok"], false, "{reach:#}");
    assert!(reach["text"].as_str().unwrap().contains("cannot be reached from host-2"), "{reach:#}");
    assert!(reach["fix"].as_str().unwrap().contains("let the host connect to"), "{reach:#}");
    let platform = of("architecture");
    assert_eq!(platform["ok"], false, "{platform:#}");
    assert!(platform["text"].as_str().unwrap().contains("api is built for linux/s390x"), "{platform:#}");
    assert!(platform["fix"].as_str().unwrap().contains("`platforms` of api"), "{platform:#}");
}

fn findings(document: &Value, environment: usize) -> Vec<Value> {
    document["environments"][environment]["findings"].as_array().unwrap().clone()
}
