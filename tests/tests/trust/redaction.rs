//! What a program prints of a secret is taken out before anyone reads or keeps it.

use slipway_tests::scene::Scene;
use slipway_tests::truth::files_with;

const SECRET: &str = "the-cellar-key-99";

#[test]
fn a_job_that_prints_its_secret_tells_nobody() {
    let Some(mut scene) = Scene::start("redaction", 1) else { return };
    scene.laptop.set("SLIPWAY_SECRET_CELLAR", SECRET);
    scene.configure(
        "steps: [ { name: Every recipe is complete, run: sh tests/complete.sh, timeout: 1m } ]",
        "env: { CELLAR: { secret: CELLAR } }\n    steps: [ { name: Telling, run: 'echo \"key $CELLAR\"; echo \"key $CELLAR\" | base64; echo \"$CELLAR\" >&2; exit 3' } ]",
    );
    let failed = scene.slipway(&["run", "--json"]);
    assert_eq!(failed.code, 1, "{}", failed.describe());
    assert!(failed.stderr.contains("key ***"), "the line is shown without the secret: {}", failed.stderr);
    let document = failed.json().unwrap();
    let evidence = document["evidence"].to_string();
    assert!(evidence.contains("key ***"), "evidence is of use without it: {document:#}");
    let logs = scene.slipway(&["logs"]);
    assert!(logs.stdout.contains("key ***"), "{}", logs.describe());
    let encoded = "a2V5IHRoZS1jZWxsYXIta2V5LTk5";
    for (what, text) in [("document", failed.stdout), ("narration", failed.stderr), ("log", logs.stdout)] {
        assert!(!text.contains(SECRET) && !text.contains(encoded), "the {what} tells it: {text}");
    }
    let kept = files_with(scene.laptop.data(), SECRET);
    assert!(kept.is_empty(), "the ledger and the logs keep what they were given: {kept:?}");
}

/// A deployment whose container prints its secret and fails: the evidence is redacted too.
#[test]
fn a_container_that_prints_its_secret_tells_nobody() {
    let Some(mut scene) = Scene::start("redacted evidence", 1) else { return };
    scene.laptop.set("SLIPWAY_SECRET_CELLAR", SECRET);
    let crash = "echo \"recipes: cannot open the recipe book\" >&2";
    scene.repository.replace("serve.sh", crash, "echo \"recipes: cannot open it with $CELLAR\" >&2").unwrap();
    scene.configure("PORT: \"8081\"", "HEALTH: crash, CELLAR: { secret: CELLAR }, PORT: \"8081\"");
    scene.ok(&["run"]);
    let failed = scene.slipway(&["deploy", "sandbox", "--yes", "--json"]);
    assert_eq!(failed.code, 1, "{}", failed.describe());
    let all = format!("{}{}", failed.stdout, failed.stderr);
    assert!(all.contains("cannot open it with ***") && !all.contains(SECRET), "{}", failed.describe());
    let kept = files_with(scene.laptop.data(), SECRET);
    assert!(kept.is_empty(), "the ledger keeps evidence for ever: {kept:?}");
}

/// A container that runs and, started anew, prints its secret and ends.
const LATER: &str = "set -eu\n\n[ ! -e /tmp/once ] || { sleep 1; echo \"recipes: no way to $CELLAR\" >&2; exit 3; }\ntouch /tmp/once";

/// A restart is no deployment: it needs no secret, and what it shows of a container may hold one all the same.
#[test]
fn a_container_that_prints_its_secret_when_it_is_restarted_tells_nobody() {
    let Some(mut scene) = Scene::start("redacted restart", 1) else { return };
    scene.laptop.set("SLIPWAY_SECRET_CELLAR", SECRET);
    scene.repository.replace("serve.sh", "set -eu", LATER).unwrap();
    let [stays, ends] =
        ["unless-stopped", "\"no\""].map(|policy| format!("restart: {policy}\n\n  # A neighbour"));
    scene.repository.replace("docker-compose.yml", &stays, &ends).unwrap();
    scene.configure("PORT: \"8081\"", "CELLAR: { secret: CELLAR }, PORT: \"8081\"");
    scene.ok(&["run"]);
    scene.ok(&["deploy", "sandbox"]);
    let failed = scene.slipway(&["restart", "sandbox", "api", "--yes", "--json"]);
    assert_eq!(failed.code, 1, "{}", failed.describe());
    let evidence = failed.json().unwrap()["evidence"].to_string();
    assert!(evidence.contains("no way to ***") && !evidence.contains(SECRET), "{}", failed.describe());
    // Whoever does not have the secret restarts it as well, and is shown nothing that could not be taken out.
    scene.laptop.unset("SLIPWAY_SECRET_CELLAR");
    let failed = scene.slipway(&["restart", "sandbox", "api", "--yes", "--json"]);
    assert_eq!(failed.code, 1, "{}", failed.describe());
    let evidence = failed.json().unwrap()["evidence"].to_string();
    assert!(evidence.contains("they may quote CELLAR") && !evidence.contains("no way to"), "{evidence}");
    let kept = files_with(scene.laptop.data(), SECRET);
    assert!(kept.is_empty(), "the ledger keeps evidence for ever: {kept:?}");
}
