//! All logins from a keychain: the registry's, the hosts' and the application's, from a commit to production and back.

use std::fs;
use std::path::PathBuf;

use serde_json::{Value, json};
use slipway_testkit::{Finished, RegistryOptions, watch_all_secrets, watch_secrets, watch_shared_memory};

use super::traces::{
    in_no_text, nobody_else, nowhere_on_the_host, nowhere_on_the_laptop, only_in_the_environments_own_files,
    runs_the_service,
};
use slipway_tests::scene::Scene;
use slipway_tests::window::Window;

#[test]
fn a_release_goes_all_the_way_with_every_login_from_a_real_keychain_and_leaves_no_trace() {
    let own = std::process::id();
    let (password, secret) = (format!("kept horse ${own} battery"), format!("closed-Sesame:{own}/plum"));
    let login = Some(("slipway".to_owned(), password.clone()));
    let options = RegistryOptions { login, ..RegistryOptions::default() };
    let Some(mut scene) = Scene::with("logins from a keychain", 1, &options) else { return };
    start_keychain(&mut scene);
    let key = without_its_key(&mut scene);
    name_the_secret(&scene);
    let docker_file = DockerFile::write(&scene);
    let line = private_line(&key);
    let values = [&password[..], &secret, &line];
    let (hidden, given) = (watch_all_secrets(&[&password, &line]), watch_secrets(&secret));
    let shared_memory = watch_shared_memory(&values);

    let registry = scene.registry.address().to_owned();
    scene.given(
        &["credentials", "add", "registry", &registry, "--global", "--field", "user=slipway"],
        &password,
    );
    scene.given(&["credentials", "add", "plain", "BOOK_KEY"], &secret);
    scene.given(&["credentials", "add", "ssh-key", "deploy"], &key);
    let plan_and_run = [
        scene.slipway(&["credentials", "test"]),
        scene.slipway(&["credentials", "list", "--json"]),
        scene.slipway(&["run", "--json"]),
        scene.slipway(&["plan", "sandbox", "--json"]),
    ];
    let journey = [
        scene.slipway(&["deploy", "sandbox", "--yes", "--json"]),
        scene.slipway(&["promote", "sandbox", "production", "--yes"]),
        {
            scene.change("recipes/new.txt", "Soup\n\nServes 2\n\nBoil it.\n");
            scene.slipway(&["run"])
        },
        scene.slipway(&["deploy", "sandbox", "--yes"]),
        scene.slipway(&["rollback", "sandbox", "--yes"]),
        scene.slipway(&["tags", "api"]),
        scene.slipway(&["logs"]),
        scene.slipway(&["history", "--json"]),
    ];

    let handed = handed_to_the_window(&scene);

    let ((hidden_seen, rounds), (secret_seen, _)) = (hidden.end(), given.end());
    assert!(rounds > 20, "processes were looked at only {rounds} times");
    let (in_memory, rounds) = shared_memory.end();
    assert!(rounds > 20, "shared memory was looked at only {rounds} times");
    assert!(in_memory.is_empty(), "shared memory holds a secret: {in_memory:?}");
    // With the keychain it is not in slipway's own variables either.
    assert!(hidden_seen.is_empty(), "somebody could read them: {hidden_seen:#?}");
    nobody_else(&scene, &secret_seen, |sighting| !sighting.in_arguments && runs_the_service(sighting));
    assert!(secret_seen.iter().any(runs_the_service), "the service did get its secret: {secret_seen:?}");
    for finished in plan_and_run.iter().chain(&journey) {
        assert_eq!(finished.code, 0, "{}", finished.describe());
        in_no_text("a command", &format!("{}{}", finished.stdout, finished.stderr), &values);
    }
    handed.iter().for_each(|text| in_no_text("what the window was handed", text, &values));
    says_what_it_used(&plan_and_run[3]);
    nowhere_on_the_laptop(&scene, &values);
    nowhere_on_the_host(&scene, &[&password, &line]);
    only_in_the_environments_own_files(&scene, &secret, &["sandbox", "production"]);
    docker_file.is_as_it_was();
}

/// Starts a keychain at a laptop that has no login but what is put there.
pub(super) fn start_keychain(scene: &mut Scene) {
    // Before the keychain is started, which would have them in its environment.
    for name in ["SLIPWAY_REGISTRY_USER", "SLIPWAY_REGISTRY_PASSWORD"] {
        scene.laptop.unset(name);
    }
    scene.laptop.start_keyring().expect("a keychain");
}

/// What a person's `~/.docker/config.json` says, as nobody else would write it.
const OF_DOCKER: &str = "{ \"auths\": {},   \"psFormat\": \"table\" }\n";

/// Docker's own configuration, which belongs to its user.
pub(super) struct DockerFile(PathBuf);

impl DockerFile {
    /// Writes one.
    pub(super) fn write(scene: &Scene) -> Self {
        let file = scene.laptop.home().join(".docker/config.json");
        fs::write(&file, OF_DOCKER).expect("docker's file");
        Self(file)
    }

    /// Fails when a byte of it is another.
    pub(super) fn is_as_it_was(&self) {
        let now = fs::read_to_string(&self.0).expect("docker's file");
        assert_eq!(now, OF_DOCKER, "it belongs to its user");
    }
}

/// The line of a key that its private half lies in; after it come the comment and the end.
pub(super) fn private_line(key: &str) -> String {
    key.lines().rev().nth(2).expect("a line").to_owned()
}

/// Brings a release by the window and looks at its screens: all that it was answered and told meanwhile.
pub(super) fn handed_to_the_window(scene: &Scene) -> Vec<String> {
    let window = Window::open(scene);
    let mut listener = window.listen();
    let folder = scene.folder().display().to_string();
    let found = window.ok("inspect_folder", json!({ "folder": folder }));
    let draft = json!({ "folder": folder, "yaml": found["existing"] });
    let mut handed = vec![found, window.ok("add_project", draft)];
    let args = json!({ "project": "recipes", "environment": "sandbox", "kind": "deploy", "release": 2 });
    let plan = window.ok("plan", args.clone());
    let wanted =
        json!({ "plan": args, "hash": plan["hash"], "confirm": plan["confirm"], "key": "by the window" });
    let begun = window.ok("carry_out", wanted);
    let page = window.ended(&begun["operation"]);
    assert_eq!(page["verdict"], "succeeded", "{page:#}");
    let log = json!({ "project": "recipes", "operation": begun["operation"], "from": 0, "limit": 1000 });
    handed.extend([plan, begun, page, window.ok("log", log)]);
    let screens = ["board", "projects", "activity", "untold", "credentials", "keychain", "questions"];
    let more = ["repositories", "settings", "docker"];
    handed.extend(screens.into_iter().chain(more).map(|call| window.ok(call, json!({}))));
    let here = json!({ "project": "recipes", "environment": "sandbox" });
    let service = json!({ "project": "recipes", "service": "api" });
    handed.extend([window.ok("environment", here), window.ok("images", service)]);
    // Some can be tried only at servers that nobody reaches from here; that is handed out as well.
    handed.push(window.call("test_credentials", &json!({})).1);
    let events = listener.end();
    assert!(events.len() > 1, "the window is told of what happens: {events:?}");
    handed.iter().map(Value::to_string).chain(events).collect()
}

/// Takes the laptop's SSH key away from where `ssh` finds it, and returns it.
pub(super) fn without_its_key(scene: &mut Scene) -> String {
    let key = fs::read_to_string(scene.network.key().private()).expect("the key");
    let config = fs::read_to_string(scene.network.ssh_config()).expect("ssh's configuration");
    let kept: Vec<&str> = config.lines().filter(|line| !line.trim_start().starts_with("Identit")).collect();
    let other = scene.laptop.home().join("ssh-config");
    fs::write(&other, kept.join("\n") + "\n").expect("a file");
    scene.laptop.set("SLIPWAY_SSH_CONFIG", &other.to_string_lossy());
    key
}

/// Gives the service a secret by its name.
pub(super) fn name_the_secret(scene: &Scene) {
    let (from, to) =
        ("GREETING: \"Recipes to try out\"", "GREETING: \"Hello\", BOOK_KEY: { secret: BOOK_KEY }");
    scene.configure(from, to);
}

/// The plan names the credentials that it would be carried out with, and misses none.
pub(super) fn says_what_it_used(plan: &Finished) {
    let plan = plan.json().expect("one document");
    let credentials = plan["credentials"].as_array().expect("credentials");
    let named: Vec<&str> = credentials.iter().filter_map(|one| one["name"].as_str()).collect();
    for name in ["BOOK_KEY", "deploy"] {
        assert!(named.contains(&name), "{name}: {plan:#}");
    }
    assert!(!plan["warnings"].to_string().contains("BOOK_KEY"), "it is there: {plan:#}");
}

#[test]
fn a_credential_that_asks_is_used_only_after_a_yes_and_typed_without_being_shown() {
    let Some(mut scene) = Scene::start("a credential that asks", 1) else { return };
    let file = scene.laptop.home().join("keychain.age");
    scene.laptop.set("SLIPWAY_KEYCHAIN", &format!("file:{}", file.display()));
    scene.laptop.set("SLIPWAY_KEYCHAIN_KEY", "correct horse battery staple");
    name_the_secret(&scene);
    scene.ok(&["run"]);
    let warned = scene.json(&["plan", "sandbox"], 0);
    let add = "`slipway credentials add plain BOOK_KEY --env sandbox`";
    assert!(warned["warnings"].to_string().contains(add), "{warned:#}");
    let value = "the-key-of-the-book-77";
    let mut stopped = scene.at_terminal("credentials add plain BOOK_KEY --env sandbox --ask");
    stopped.wait_for("value: ").expect("it asks");
    stopped.press("\x03").expect("Ctrl-C");
    assert_eq!(scene.read(stopped).code, 130, "nothing was put there");
    let typed = scene.asked("credentials add plain BOOK_KEY --env sandbox --ask", "value: ", value);
    assert_eq!(typed.code, 0, "{}", typed.describe());
    assert!(!typed.stdout.contains(value), "it was shown: {}", typed.describe());

    let question = "May it be used? [y/N]";
    let declined = scene.asked("deploy sandbox --yes", question, "n");
    assert_eq!(declined.code, 3, "{}", declined.describe());
    let refused = scene.json(&["deploy", "sandbox", "--yes"], 2);
    assert_eq!(refused["error"]["code"], "confirmation_needed", "`--yes` answers plans only: {refused:#}");
    assert_eq!(scene.running("host-1", "sandbox"), [], "nothing was begun");
    let history = scene.json(&["history", "sandbox"], 0);
    assert_eq!(history["operations"], serde_json::json!([]), "nothing was opened: {history:#}");
    let allowed = scene.asked("deploy sandbox --yes", question, "y");
    assert_eq!(allowed.code, 0, "{}", allowed.describe());
    assert_eq!(scene.running("host-1", "sandbox").len(), 1);
}

#[test]
fn a_keychain_that_cannot_be_opened_stops_before_the_lock_and_nothing_stands_in() {
    let Some(mut scene) = Scene::start("a keychain that cannot be opened", 1) else { return };
    let file = scene.laptop.home().join("keychain.age");
    scene.laptop.set("SLIPWAY_KEYCHAIN", &format!("file:{}", file.display()));
    scene.laptop.set("SLIPWAY_KEYCHAIN_KEY", "correct horse battery staple");
    name_the_secret(&scene);
    scene.ok(&["run"]);
    scene.given(&["credentials", "add", "plain", "BOOK_KEY"], "the-key-of-the-book-78");
    scene.laptop.set("SLIPWAY_SECRET_BOOK_KEY", "another-key");
    scene.laptop.unset("SLIPWAY_KEYCHAIN_KEY");
    let failed = scene.slipway(&["deploy", "sandbox", "--yes"]);
    assert_eq!(failed.code, 1, "{}", failed.describe());
    assert!(failed.describe().contains("no key to open it with"), "it says why: {}", failed.describe());
    assert_eq!(scene.running("host-1", "sandbox"), [], "nothing was begun with another value");
    assert!(scene.status("sandbox")["lock"].is_null(), "no lock was taken");
}
