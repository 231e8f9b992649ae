//! Real helpers: small shell scripts on a PATH of their own.
#![allow(clippy::unwrap_used)]

use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::sync::LazyLock;

use tempfile::TempDir;

use super::*;

/// Written once, before any of them is run: a script that another thread still writes cannot be executed.
static HELPERS: LazyLock<TempDir> = LazyLock::new(|| {
    let folder = TempDir::new().unwrap();
    let scripts = [
        (
            "echo",
            r#"read -r server; printf '{"ServerURL":"%s","Username":"ann %s","Secret":"%s"}' "$server" "$1" "$server""#,
        ),
        ("token", r#"printf '{"Username":"<token>","Secret":"refresh-me"}'"#),
        ("empty", r#"printf '{"Username":"","Secret":""}'"#),
        ("none", "echo credentials not found in native keychain; exit 1"),
        ("broken", "echo hunter22; echo hunter22 >&2; exit 3"),
        ("chatty", r#"printf 'hunter22 {"Secret":"hunter22"}'"#),
        ("typed", r#"printf '{"Secret":["hunter22"]}'"#),
        ("slow", "exec sleep 30"),
        ("curious", r#"printf '{"Username":"%s","Secret":"%s"}' "${SLIPWAY_SECRET_X-unset}" "$AWS_PROFILE""#),
    ];
    for (name, script) in scripts {
        let path = folder.path().join(format!("docker-credential-{name}"));
        std::fs::write(&path, format!("#!/bin/sh\n{script}\n")).unwrap();
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o755)).unwrap();
    }
    folder
});

fn variables(path: &Path) -> Variables {
    let path = format!("{}:/usr/bin:/bin", path.display());
    [("PATH", path.as_str()), ("SLIPWAY_SECRET_X", "hunter22"), ("AWS_PROFILE", "team")].into_iter().collect()
}

async fn answer(helper: &str) -> Result<Option<(String, String)>, Problem> {
    let asking = Asking { helper: helper.to_owned(), server: "https://registry.example.com".to_owned() };
    let login = ask_within(Duration::from_secs(2), &asking, &variables(HELPERS.path())).await?;
    Ok(login.map(|login| (login.user, login.password.expose().to_owned())))
}

#[tokio::test]
async fn a_helper_is_asked_to_get_the_server() {
    let expected = ("ann get".to_owned(), "https://registry.example.com".to_owned());
    assert_eq!(answer("echo").await.unwrap(), Some(expected));
    let token = (Login::IDENTITY_TOKEN.to_owned(), "refresh-me".to_owned());
    assert_eq!(answer("token").await.unwrap(), Some(token));
}

#[tokio::test]
async fn a_helper_without_the_login_is_no_failure() {
    assert_eq!(answer("none").await.unwrap(), None);
    assert_eq!(answer("empty").await.unwrap(), None);
}

#[tokio::test]
async fn what_a_failing_helper_writes_is_not_passed_on() {
    for (helper, why) in [
        ("broken", "it ended with exit status: 3"),
        ("chatty", "its answer is not what docker expects"),
        ("typed", "its answer is not what docker expects"),
    ] {
        let problem = answer(helper).await.unwrap_err();
        assert_eq!(problem.code, Code::CredentialsFailed, "{helper}");
        assert!(problem.message.ends_with(why), "{problem}");
        assert!(!format!("{problem:?}").contains("hunter22"), "{problem:?}");
    }
}

#[tokio::test]
async fn a_helper_that_hangs_is_given_up() {
    let started = std::time::Instant::now();
    let problem = answer("slow").await.unwrap_err();
    assert!(problem.message.ends_with("it did not answer within 2 s"), "{problem}");
    assert!(started.elapsed() < Duration::from_secs(20));
}

#[tokio::test]
async fn a_missing_helper_is_named() {
    let problem = answer("missing").await.unwrap_err();
    assert_eq!(problem.code, Code::ProgramMissing);
    assert!(problem.message.contains("docker-credential-missing, which is not on the PATH"), "{problem}");
}

#[tokio::test]
async fn a_helper_is_a_name_and_not_a_path() {
    let problem = answer("../../bin/sh").await.unwrap_err();
    assert!(problem.message.ends_with("its name is a path"), "{problem}");
}

#[tokio::test]
async fn a_helper_gets_what_it_needs_and_no_secret_of_ours() {
    assert_eq!(answer("curious").await.unwrap(), Some(("unset".to_owned(), "team".to_owned())));
}
