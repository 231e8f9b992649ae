//! The registry's password and an application's secret stay where they are meant to be.

use std::fs;

use slipway_testkit::{RegistryOptions, watch_secrets};

use super::traces::{
    nobody_else, nowhere_on_the_host, nowhere_on_the_laptop, only_in_the_environments_own_files,
    runs_the_service,
};
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
    nowhere_on_the_laptop(&scene, &[&password, secret]);
    nowhere_on_the_host(&scene, &[&password]);
    only_in_the_environments_own_files(&scene, secret, &["sandbox"]);
    for file in &docker_files {
        assert_eq!(fs::read_to_string(file).unwrap(), written, "{} belongs to its user", file.display());
    }
}
