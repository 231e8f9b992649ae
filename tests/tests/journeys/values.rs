//! Configuration reaches the container byte for byte, and secrets stand nowhere else.

use std::collections::BTreeMap;
use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;

use slipway_testkit::watch_secrets;

use slipway_tests::scene::Scene;
use slipway_tests::truth::files_with;

/// Values that shells, YAML, Compose and templates each read in their own way.
const VALUES: [(&str, &str); 14] = [
    ("DOLLARS", "$ ${X} $X $$ ${HOME:-no} $(id) `id` $"),
    ("QUOTES", "# ' \" \\ '' \"\" #"),
    ("BACKSLASHES", "\\n \\t \\\\ \\$ C:\\new\\"),
    ("LINES", "first\nsecond # no comment\n\n  last: [x]\n"),
    ("WINDOWS_LINES", "a\r\nb\tc\r"),
    ("CHINESE", "食谱：麻婆豆腐"),
    ("EMOJI", "🍲👩‍🍳"),
    ("BLANKS", "  both ends  "),
    ("PERCENT", "100 %s %d %% %(name)s"),
    ("EMPTY", ""),
    ("EQUALS", "=a=b="),
    ("TRUTH", "yes"),
    ("NUMBER", "0x10"),
    ("YAML", "- {a: &b [*b, !!str null]} | > ? @"),
];

/// Stands in the middle of the secret, on a line of its own.
const MARK: &str = "kettle-71f3-whistle";

fn secret() -> String {
    format!("$ ${{X}} # ' \" \\ 食谱\n{MARK}\n tail ")
}

/// The `env` of sandbox, as a flow mapping; JSON's strings are YAML's.
fn flow(values: &[(&str, String)]) -> String {
    let one = |(name, value): &(&str, String)| format!("{name}: {}", serde_json::json!(value));
    values.iter().map(one).collect::<Vec<_>>().join(", ")
}

fn expected(suffix: &str) -> Vec<(&'static str, String)> {
    VALUES.iter().map(|(name, value)| (*name, format!("{value}{suffix}"))).collect()
}

/// Both what Docker was told and what the process was given.
fn assert_given(scene: &Scene, values: &[(&str, String)]) {
    let container = scene.container("host-1", "sandbox", "api");
    let environ = scene.in_container("host-1", &container.id, "cat /proc/1/environ");
    let own: BTreeMap<&str, &str> = environ.split('\0').filter_map(|line| line.split_once('=')).collect();
    for (name, value) in values {
        assert_eq!(container.env.get(*name), Some(value), "{name} as Docker was told");
        assert_eq!(own.get(name), Some(&value.as_str()), "{name} as the process was given it");
    }
}

#[test]
fn values_reach_the_container_byte_for_byte() {
    let Some(mut scene) = Scene::start("configuration values", 1) else { return };
    let (first, second) = (expected(""), expected(" "));
    let env = |values: &[(&str, String)]| {
        format!("GREETING: \"Recipes to try out\", TEA: {{ secret: TEA }}, {} }}", flow(values))
    };
    let label =
        "    labels: { note: \"${DOLLARS}\", poem: \"${LINES}\" }\n    restart: unless-stopped\n\n  # A";
    scene
        .repository
        .replace("docker-compose.yml", "    restart: unless-stopped\n\n  # A", label)
        .expect("the compose file");
    scene.configure("GREETING: \"Recipes to try out\" }", &env(&first));
    scene.ok(&["run"]);

    let lacking = scene.json(&["deploy", "sandbox", "--yes"], 1);
    assert_eq!(lacking["problem"]["code"], "secret_missing", "{lacking}");
    assert!(scene.running("host-1", "sandbox").is_empty(), "without its secret nothing is started");

    scene.laptop.set("SLIPWAY_SECRET_TEA", &secret());
    let watch = watch_secrets(MARK);
    let told = scene.slipway(&["deploy", "sandbox", "--yes", "--json"]);
    assert_eq!(told.code, 0, "{}", told.describe());
    let (sightings, _) = watch.end();
    assert!(sightings.iter().all(|one| !one.in_arguments), "the secret was in an argument: {sightings:?}");
    assert_given(&scene, &first);
    assert_given(&scene, &[("TEA", secret())]);
    let told_labels = scene.inspect("host-1", &["label=dev.slipway.service=api".to_owned()]);
    assert_eq!(told_labels["Config"]["Labels"]["note"], VALUES[0].1, "what the compose file refers to");
    assert_eq!(told_labels["Config"]["Labels"]["poem"], VALUES[3].1, "what the compose file refers to");

    scene.configure(&flow(&first), &flow(&second));
    scene.ok(&["run"]);
    scene.ok(&["deploy", "sandbox"]);
    assert_given(&scene, &second);
    scene.ok(&["rollback", "sandbox"]);
    assert_given(&scene, &first);
    assert_given(&scene, &[("TEA", secret())]);

    // Docker starts it again by itself: first the container, then everything after the engine was away.
    let id = scene.container("host-1", "sandbox", "api").id;
    scene.host("host-1").docker().run(&["restart", &id]).expect("a restart");
    assert_given(&scene, &first);
    scene.host("host-1").engine().stop_daemon().expect("the engine ends");
    scene.host("host-1").engine().start_daemon().expect("the engine is back");
    assert_eq!(scene.container("host-1", "sandbox", "api").id, id, "it is the same container");
    assert_given(&scene, &first);
    assert_given(&scene, &[("TEA", secret())]);

    the_secret_stands_nowhere_else(&scene);
    a_rotated_secret_keeps_its_new_value(&mut scene);
}

fn the_secret_stands_nowhere_else(scene: &Scene) {
    for words in [
        vec!["plan", "sandbox", "--json"],
        vec!["status", "--json"],
        vec!["history", "--json"],
        vec!["logs", "--json"],
        vec!["check"],
    ] {
        let told = scene.slipway(&words);
        assert!(!format!("{}{}", told.stdout, told.stderr).contains(MARK), "{}", told.describe());
    }
    assert_eq!(files_with(scene.laptop.data(), MARK), Vec::<PathBuf>::new(), "on the laptop");
    assert_eq!(files_with(&scene.folder(), MARK), Vec::<PathBuf>::new(), "in the repository");
    let on_host = files_with(&scene.host("host-1").home(), MARK);
    assert!(!on_host.is_empty(), "the override is there, so that the release can be run by hand");
    for file in on_host {
        assert!(file.ends_with("services/api.yml"), "{} holds the secret", file.display());
        let mode = std::fs::metadata(&file).expect("a file").permissions().mode() & 0o777;
        assert_eq!(mode, 0o600, "{} holds the secret", file.display());
    }
}

/// A rollback restores the configuration, and a secret by its name: who changed it meanwhile had a reason.
fn a_rotated_secret_keeps_its_new_value(scene: &mut Scene) {
    scene.ok(&["deploy", "sandbox"]);
    scene.laptop.set("SLIPWAY_SECRET_TEA", "green");
    let plan = scene.json(&["rollback", "sandbox", "--dry-run"], 0);
    let warnings = plan["warnings"].to_string();
    assert!(warnings.contains("TEA"), "the plan says that secrets are not restored: {plan}");
    scene.ok(&["rollback", "sandbox"]);
    assert_given(scene, &[("TEA", "green".to_owned())]);
}
