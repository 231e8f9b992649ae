//! `slipway init` by itself: what it asks registries with.

use serde_json::Value;
use slipway_testkit::{Registry, RegistryOptions, Repository};
use slipway_tests::direct::slipway_given;
use slipway_tests::documents::fits_command;

const PASSWORD: &str = "elder-44-lane";

#[test]
fn registries_are_asked_with_the_logins_of_the_keychain() {
    let login = Some(("ann".to_owned(), PASSWORD.to_owned()));
    let options = RegistryOptions { tls: false, login, tokens: false };
    let registry = Registry::on_loopback(&options).expect("a registry");
    registry.fill("team/x", 3).expect("images");
    let folder = tempfile::tempdir().expect("a folder");
    let repository = Repository::create(&folder.path().join("x")).expect("a repository");
    repository.write("Dockerfile", "FROM scratch\n").expect("a file");
    let image = registry.image("team/x");
    let script = format!("docker push {image}:$V\nssh a@127.0.0.1:9 'docker run {image}'\n");
    repository.write("deploy.sh", &script).expect("a file");
    repository.commit("Begin").expect("a commit");
    let keychain = format!("file:{}", folder.path().join("keychain.age").display());
    let data = folder.path().join("data").display().to_string();
    let variables = [
        ("SLIPWAY_KEYCHAIN", keychain.as_str()),
        ("SLIPWAY_KEYCHAIN_KEY", "correct horse battery staple"),
        ("SLIPWAY_DATA_DIR", &data),
    ];
    let run = |words: &[&str], input: &str| -> Value {
        let words = [words, &["--json"]].concat();
        let finished = slipway_given(repository.folder(), &words, input, &variables);
        assert_eq!(finished.code, 0, "{}", finished.describe());
        assert!(!finished.describe().contains(PASSWORD), "{}", finished.describe());
        let document = finished.json().expect("one document");
        fits_command(&words, &document);
        document
    };
    let refused = |proposal: &Value| {
        let findings = proposal["findings"].as_array().expect("findings");
        let of_tags = |one: &&Value| one["text"].as_str().is_some_and(|text| text.starts_with("The tags of"));
        findings.iter().find(of_tags).cloned()
    };
    let without = refused(&run(&["init"], "")).expect("the registry refuses who comes without a login");
    let hint = "slipway credentials add registry";
    assert!(without["text"].as_str().is_some_and(|text| text.contains(hint)), "{without:#}");
    run(&["credentials", "add", "registry", registry.address(), "--global", "--field", "user=ann"], PASSWORD);
    assert_eq!(refused(&run(&["init"], "")), None);
}
