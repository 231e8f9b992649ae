//! Which source answers, with real files.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::path::Path;

use slipway_credentials::{Credentials, Variables, docker_logins};
use slipway_domain::problem::Code;
use slipway_engine::ports::{self, Secrets};
use tempfile::TempDir;

/// ann:from-docker at registry.example.com:5000.
const CONFIG: &str =
    r#"{"auths": {"registry.example.com:5000": {"auth": "YW5uOmZyb20tZG9ja2Vy"}}, "psFormat": "x"}"#;

fn home_with(config: &str) -> TempDir {
    let home = TempDir::new().unwrap();
    std::fs::create_dir(home.path().join(".docker")).unwrap();
    std::fs::write(home.path().join(".docker/config.json"), config).unwrap();
    home
}

fn credentials(home: &Path, more: &[(&str, &str)]) -> Credentials {
    let home = home.to_str().unwrap();
    let variables: Variables = [("HOME", home)].into_iter().chain(more.iter().copied()).collect();
    Credentials::new(variables)
}

async fn password(credentials: &Credentials, registry: &str) -> Option<String> {
    Some(credentials.login(registry, None).await.unwrap()?.password.expose().to_owned())
}

#[tokio::test]
async fn variables_go_before_docker() {
    let home = home_with(CONFIG);
    let docker_only = credentials(home.path(), &[]);
    assert_eq!(password(&docker_only, "registry.example.com:5000").await.as_deref(), Some("from-docker"));
    assert_eq!(password(&docker_only, "registry.example.com").await, None);
    let variables = [("SLIPWAY_REGISTRY_USER", "u"), ("SLIPWAY_REGISTRY_PASSWORD", "from-variable")];
    let both = credentials(home.path(), &variables);
    assert_eq!(password(&both, "registry.example.com:5000").await.as_deref(), Some("from-variable"));
}

#[tokio::test]
async fn docker_config_is_the_folder_that_the_variable_names() {
    let (home, other) = (home_with(CONFIG), TempDir::new().unwrap());
    let other_path = other.path().to_str().unwrap();
    let credentials = credentials(home.path(), &[("DOCKER_CONFIG", other_path)]);
    assert_eq!(password(&credentials, "registry.example.com:5000").await, None);
    std::fs::write(other.path().join("config.json"), CONFIG).unwrap();
    assert_eq!(password(&credentials, "registry.example.com:5000").await.as_deref(), Some("from-docker"));
}

#[tokio::test]
async fn without_any_source_there_is_no_login() {
    let home = TempDir::new().unwrap();
    assert_eq!(password(&credentials(home.path(), &[]), "quay.io").await, None);
    let nothing = Credentials::new([("", ""); 0].into_iter().collect());
    assert_eq!(password(&nothing, "quay.io").await, None);
    assert!(nothing.secret("X", None).await.unwrap().is_none());
}

#[tokio::test]
async fn a_broken_file_is_told_by_place_and_never_quoted() {
    for (config, place) in [
        (r#"{"auths": {"quay.io": "hunter22"}}"#, "(line 1, column "),
        ("{\"auths\": {\n  hunter22", "(line 2, column "),
    ] {
        let home = home_with(config);
        let problem = credentials(home.path(), &[]).login("quay.io", None).await.unwrap_err();
        assert_eq!(problem.code, Code::CredentialsFailed);
        assert!(
            problem.message.contains(".docker/config.json") && problem.message.contains(place),
            "{problem}"
        );
        assert!(!format!("{problem:?}").contains("hunter22"), "{problem:?}");
    }
    let home = home_with(r#"{"auths": {"quay.io": {"auth": "aHVudGVyMjI="}}}"#);
    let problem = credentials(home.path(), &[]).login("quay.io", None).await.unwrap_err();
    assert_eq!(problem.hint.as_deref(), Some("log in again: `docker login quay.io`"));
    assert!(!format!("{problem:?}").contains("aHVudGVyMjI"), "{problem:?}");
}

#[tokio::test]
async fn what_was_handed_out_is_taken_out_of_text_and_not_printed() {
    // The redactor is the process's own: no other test opens these values.
    let home = home_with(r#"{"auths": {"registry.example.com:5000": {"auth": "YW5uOmZyb20tdGhlLWZpbGU="}}}"#);
    let credentials = credentials(home.path(), &[("SLIPWAY_SECRET_DATABASE_URL", "medlar-41-bough")]);
    let text = "medlar-41-bough and from-the-file, as ZnJvbS10aGUtZmlsZQ==";
    assert_eq!(credentials.redact(text), text, "nothing was opened yet");
    for _ in 0..2 {
        credentials.secret("DATABASE_URL", Some("production")).await.unwrap().unwrap();
        assert!(credentials.redact(text).starts_with("*** and "));
        credentials.login("registry.example.com:5000", None).await.unwrap().unwrap();
        assert_eq!(credentials.redact(text), "*** and ***, as ***");
    }
    let shown = format!("{credentials:?}");
    assert!(!shown.contains("medlar-41") && !shown.contains("from-the-file"), "{shown}");
}

#[tokio::test]
async fn a_variable_for_a_build_is_none_of_the_secret_ones() {
    let secret = [
        ("SLIPWAY_SECRET_X", "s"),
        ("SLIPWAY_REGISTRY_PASSWORD", "s"),
        ("SLIPWAY_REGISTRY_PASSWORD_A", "s"),
        ("SLIPWAY_KEYCHAIN_KEY", "s"),
    ];
    let all = secret.iter().chain(&[("API_VERSION", "1"), ("EMPTY", "")]).copied();
    let credentials = Credentials::new(all.collect());
    let credentials: &dyn ports::Variables = &credentials;
    assert_eq!(credentials.variable("API_VERSION").as_deref(), Some("1"));
    assert_eq!(credentials.variable("EMPTY").as_deref(), Some(""));
    assert_eq!(credentials.variable("MISSING"), None);
    for (name, _) in secret {
        assert_eq!(credentials.variable(name), None, "{name}");
    }
}

#[tokio::test]
async fn dockers_file_stays_byte_for_byte_the_same() {
    let home = home_with(CONFIG);
    let path = home.path().join(".docker/config.json");
    let before = std::fs::metadata(&path).unwrap().modified().unwrap();
    credentials(home.path(), &[]).login("registry.example.com:5000", None).await.unwrap().unwrap();
    assert_eq!(std::fs::read_to_string(&path).unwrap(), CONFIG);
    assert_eq!(std::fs::metadata(&path).unwrap().modified().unwrap(), before);
    assert_eq!(std::fs::read_dir(home.path().join(".docker")).unwrap().count(), 1);
}

#[tokio::test]
async fn every_login_that_docker_names_is_listed_and_one_that_cannot_be_had_hides_no_other() {
    let home = home_with(
        r#"{"auths": {"quay.io": {"auth": "YW5uOnNlY3JldA=="}, "bad.example": {"auth": "%"}},
            "credHelpers": {"gcr.io": "which-nobody-has"}}"#,
    );
    let variables: Variables =
        [("HOME", home.path().to_str().unwrap()), ("PATH", "/nowhere")].into_iter().collect();
    let logins = docker_logins(&variables).await.unwrap();
    let told: Vec<(&str, Result<Option<&str>, Code>)> = logins
        .iter()
        .map(|(registry, login)| {
            let user = login.as_ref().map(|login| login.as_ref().map(|login| login.user.as_str()));
            (registry.as_str(), user.map_err(|problem| problem.code))
        })
        .collect();
    assert_eq!(
        told,
        [
            ("bad.example", Err(Code::CredentialsFailed)),
            ("gcr.io", Err(Code::ProgramMissing)),
            ("quay.io", Ok(Some("ann"))),
        ]
    );
    let nobody: Variables = [("", ""); 0].into_iter().collect();
    assert!(docker_logins(&nobody).await.unwrap().is_empty());
}
