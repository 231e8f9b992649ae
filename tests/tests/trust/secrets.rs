//! The registry's password and an application's secret stay where they are meant to be.

use std::fs;
use std::os::unix::fs::PermissionsExt;

use slipway_testkit::{RegistryOptions, Sighting, watch_secrets};

use super::traces::{found_on, nobody_else};
use slipway_tests::scene::Scene;

#[test]
fn secrets_are_in_no_argv_no_foreign_environ_no_log_no_ledger_and_no_file() {
    // Their own for this process: other tests have slipways with other secrets at the same time.
    let own = std::process::id();
    let (password, secret) = (format!("own horse ${own} battery"), format!("open-Sesame:{own}/quince"));
    let login = Some(("slipway".to_owned(), password.clone()));
    let options = RegistryOptions { login, ..RegistryOptions::default() };
    let Some(mut scene) = Scene::with("secrets", 1, &options) else { return };
    let secret = secret.as_str();
    scene.laptop.set("SLIPWAY_SECRET_BOOK_KEY", secret);
    scene
        .configure("GREETING: \"Recipes to try out\"", "GREETING: \"Hello\", BOOK_KEY: { secret: BOOK_KEY }");
    let docker_files =
        [scene.laptop.home(), scene.host("host-1").home()].map(|home| home.join(".docker/config.json"));
    fs::create_dir_all(docker_files[1].parent().unwrap()).unwrap();
    let written = "{ \"auths\": {},   \"psFormat\": \"table\" }\n";
    docker_files.iter().for_each(|file| fs::write(file, written).unwrap());
    let watches = [watch_secrets(&password), watch_secrets(secret)];

    let told = [
        scene.slipway(&["run", "--json"]),
        scene.slipway(&["deploy", "sandbox", "--yes", "--json"]),
        {
            scene.change("recipes/new.txt", "Soup\n\nServes 2\n\nBoil it.\n");
            scene.slipway(&["run"])
        },
        scene.slipway(&["deploy", "sandbox", "--yes"]),
        scene.slipway(&["rollback", "sandbox", "--yes"]),
        scene.slipway(&["tags", "api"]),
        scene.slipway(&["logs"]),
    ];

    let [(password_seen, rounds), (secret_seen, _)] = watches.map(slipway_testkit::SecretsWatch::end);
    assert!(rounds > 20, "processes were looked at only {rounds} times");
    nobody_else(&scene, &password_seen, |_| false);
    nobody_else(&scene, &secret_seen, |sighting| !sighting.in_arguments && runs_the_service(sighting));
    assert!(secret_seen.iter().any(runs_the_service), "the service did get its secret: {secret_seen:?}");
    for finished in &told {
        assert_eq!(finished.code, 0, "{}", finished.describe());
        let all = format!("{}{}", finished.stdout, finished.stderr);
        assert!(!all.contains(&password) && !all.contains(secret), "{}", finished.describe());
    }
    let nothing = Vec::<String>::new();
    let home = scene.laptop.home().display().to_string();
    let folders = [&home[..], "/root", "/tmp", "/run", "/var/lib/docker"];
    for value in [&password, secret] {
        let found = found_on(|text| scene.laptop.root_sh(text), &folders, value);
        assert_eq!(found, nothing, "on the laptop");
    }
    let host = scene.host("host-1");
    let home = host.home().display().to_string();
    let folders = [&home[..], "/root", "/tmp", "/run", "/var/lib/docker"];
    let on_host = |value: &str| found_on(|text| host.root_sh(text), &folders, value);
    assert_eq!(on_host(&password), nothing, "the host logs in nowhere");
    let (of_containers, holding): (Vec<_>, Vec<_>) =
        on_host(secret).into_iter().partition(|file: &String| is_of_a_container(file));
    assert!(!of_containers.is_empty(), "the engine keeps what the container was started with");
    assert!(!holding.is_empty(), "the environment keeps what it needs to start by hand");
    for file in holding {
        assert!(file.starts_with(&format!("{home}/.slipway/recipes/sandbox/")), "{file} holds a secret");
        let mode = fs::metadata(&file).unwrap().permissions().mode() & 0o777;
        assert_eq!(mode, 0o600, "{file} holds a secret");
    }
    for file in &docker_files {
        assert_eq!(fs::read_to_string(file).unwrap(), written, "{} belongs to its user", file.display());
    }
}

/// Whether the engine, or containerd that starts containers for it, keeps the container's own configuration there; runc
/// has it in a file of its own for as long as it starts a health check.
fn is_of_a_container(file: &str) -> bool {
    let folders =
        ["/var/lib/docker/containers/", "/run/docker/containerd/daemon/io.containerd.runtime.v2.task/moby/"];
    let below = |folder: &&str| Some(file.strip_prefix(*folder)?.split_once('/')?.1);
    file == "/var/lib/docker/containerd/daemon/io.containerd.metadata.v1.bolt/meta.db"
        || file.starts_with("/tmp/runc-process")
        || folders
            .iter()
            .find_map(below)
            .is_some_and(|name| ["config.v2.json", "config.json"].contains(&name))
}

/// The container's own processes, whose environment is what the secret is for.
fn runs_the_service(sighting: &Sighting) -> bool {
    ["/app/serve.sh", "httpd", "wget", "runc", "sleep", "sed", "env", "grep", "sort"]
        .iter()
        .any(|program| sighting.command.contains(program))
}
