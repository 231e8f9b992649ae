//! The encrypted file: by hand, by two programs at once, and with its key from a descriptor.

use std::path::{Path, PathBuf};

use slipway_domain::credential::{CredentialId, Parts};
use slipway_domain::problem::{Code, Problem};
use slipway_domain::secret::Secret;
use slipway_engine::ports::{Keychain, KeychainState};
use slipway_keychain::{EncryptedFile, Key};
use tempfile::TempDir;

use crate::asking::{IN_TIME, ask, finish};

fn file(path: &Path, key: &str) -> EncryptedFile {
    EncryptedFile::new(path.to_owned(), Key::from_variable(key).unwrap())
}

fn id(name: &str) -> CredentialId {
    format!("global/plain/{name}").parse().unwrap()
}

async fn put(file: &EncryptedFile, name: &str, value: &str) -> Result<(), Problem> {
    let parts = Parts::new(id(name).kind, [("value".to_owned(), Secret::new(value))]).unwrap();
    file.write(&id(name), &parts).await
}

async fn read(file: &EncryptedFile, name: &str) -> Result<Option<String>, Problem> {
    let parts = file.read(&id(name)).await?;
    Ok(parts.map(|parts| parts.get("value").unwrap().expose().to_owned()))
}

fn in_folder() -> (TempDir, PathBuf) {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("new/credentials.age");
    (folder, path)
}

#[tokio::test]
async fn the_first_credential_makes_it_and_it_keeps_what_it_is_given() {
    let (_folder, path) = in_folder();
    let first = file(&path, "k");
    put(&first, "A", "hunter22").await.unwrap();
    put(&first, "B", "two\nlines").await.unwrap();
    let again = file(&path, "k");
    assert_eq!(again.state().await, KeychainState::Unlocked);
    assert_eq!(read(&again, "A").await.unwrap().as_deref(), Some("hunter22"));
    assert_eq!(again.entries().await.unwrap(), [id("A"), id("B")]);
    assert!(again.remove(&id("A")).await.unwrap());
    assert!(!again.remove(&id("A")).await.unwrap());
    assert_eq!(read(&first, "A").await.unwrap(), None, "what another program did is seen");
    assert_eq!(read(&first, "B").await.unwrap().as_deref(), Some("two\nlines"));
}

#[tokio::test]
async fn one_that_is_not_there_tells_nothing_of_credentials() {
    let (_folder, path) = in_folder();
    let missing = file(&path, "k");
    assert_eq!(missing.state().await, KeychainState::NoCollection);
    for problem in [
        read(&missing, "A").await.unwrap_err(),
        missing.remove(&id("A")).await.unwrap_err(),
        missing.entries().await.unwrap_err(),
    ] {
        assert_eq!(problem.code, Code::KeychainEmpty);
        assert!(problem.message.contains("is not there"), "{problem}");
    }
    missing.takes_more().await.expect("the first credential makes it");
}

#[tokio::test]
async fn another_key_opens_nothing_and_changes_nothing() {
    let (_folder, path) = in_folder();
    put(&file(&path, "k"), "A", "hunter22").await.unwrap();
    let before = std::fs::read(&path).unwrap();
    let wrong = file(&path, "another");
    assert_eq!(wrong.state().await, KeychainState::Locked);
    for problem in [
        read(&wrong, "A").await.unwrap_err(),
        put(&wrong, "A", "x").await.unwrap_err(),
        wrong.takes_more().await.unwrap_err(),
    ] {
        assert_eq!(problem.code, Code::KeychainLocked);
        assert!(problem.message.contains("does not open with the key"), "{problem}");
    }
    assert_eq!(std::fs::read(&path).unwrap(), before);
}

#[tokio::test]
async fn one_that_is_damaged_is_left_as_it_is() {
    let (_folder, path) = in_folder();
    put(&file(&path, "k"), "A", "hunter22").await.unwrap();
    let whole = std::fs::read(&path).unwrap();
    for damaged in [&whole[..whole.len() / 2], &whole[..whole.len() - 1], b"", b"{}\n"] {
        std::fs::write(&path, damaged).unwrap();
        let problem = put(&file(&path, "k"), "B", "x").await.unwrap_err();
        assert!(problem.message.contains("cannot be read"), "{problem}");
        assert_eq!(std::fs::read(&path).unwrap(), damaged);
    }
}

#[cfg(unix)]
#[tokio::test]
async fn it_is_its_owners_alone_and_leaves_no_drafts() {
    use std::os::unix::fs::PermissionsExt as _;
    let (_folder, path) = in_folder();
    put(&file(&path, "k"), "A", "x").await.unwrap();
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o644)).unwrap();
    put(&file(&path, "k"), "A", "y").await.unwrap();
    assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
    let mut names: Vec<_> = std::fs::read_dir(path.parent().unwrap())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    assert_eq!(names, ["credentials.age", "credentials.age.lock"]);
}

#[cfg(unix)]
#[tokio::test]
async fn what_a_link_leads_to_is_written_and_the_link_stays() {
    let (folder, path) = in_folder();
    put(&file(&path, "k"), "A", "x").await.unwrap();
    let link = folder.path().join("link.age");
    std::os::unix::fs::symlink(&path, &link).unwrap();
    put(&file(&link, "k"), "B", "y").await.unwrap();
    assert!(std::fs::symlink_metadata(&link).unwrap().is_symlink());
    assert_eq!(read(&file(&path, "k"), "B").await.unwrap().as_deref(), Some("y"));
}

fn variables(path: &Path, more: &[(&str, &str)]) -> Vec<(String, String)> {
    let chosen = format!("file:{}", path.display());
    let all = [("SLIPWAY_KEYCHAIN", chosen.as_str())].into_iter().chain(more.iter().copied());
    all.map(|(name, value)| (name.to_owned(), value.to_owned())).collect()
}

#[test]
fn what_programs_write_at_once_is_all_there() {
    let (_folder, path) = in_folder();
    let environment = variables(&path, &[("SLIPWAY_KEYCHAIN_KEY", "k")]);
    let names = ["A", "B", "C"].map(|name| format!("global/plain/{name}"));
    std::thread::scope(|scope| {
        for name in &names {
            let environment = &environment;
            scope.spawn(move || {
                let answer = ask(environment, name, &["write", name]);
                assert_eq!(answer.said["written"], true, "{}", answer.said);
            });
        }
    });
    assert_eq!(ask(&environment, "", &["entries"]).said["entries"], serde_json::json!(names));
    for name in &names {
        assert_eq!(ask(&environment, name, &["read", name]).said["same"], true);
    }
}

#[test]
fn it_is_used_only_with_a_key_and_nothing_is_in_its_place() {
    let (_folder, path) = in_folder();
    let answer = ask(&variables(&path, &[]), "x", &["write", "global/plain/A"]);
    assert_eq!(answer.code(), "keychain_locked");
    assert!(answer.took < IN_TIME, "{:?}", answer.took);
    assert!(answer.said["problem"]["hint"].as_str().unwrap().contains("SLIPWAY_KEYCHAIN_KEY_FD"));
    assert!(!path.exists());
}

#[cfg(unix)]
#[test]
fn its_key_comes_from_a_descriptor() {
    let (folder, path) = in_folder();
    let key = folder.path().join("key");
    std::fs::write(&key, "k\n").unwrap();
    let with_descriptor = |input: &str, words: &[&str]| {
        let mut command = std::process::Command::new("sh");
        command.args(["-c", r#"exec "$@" 3<"$0""#]).arg(&key).arg(env!("CARGO_BIN_EXE_slipway-keychain-ask"));
        command.args(words).envs(variables(&path, &[("SLIPWAY_KEYCHAIN_KEY_FD", "3")]));
        command.env_remove("SLIPWAY_KEYCHAIN_KEY");
        finish(command, input)
    };
    assert_eq!(with_descriptor("hunter22", &["write", "global/plain/A"]).said["written"], true);
    assert_eq!(with_descriptor("hunter22", &["read", "global/plain/A"]).said["same"], true);
    let by_variable = variables(&path, &[("SLIPWAY_KEYCHAIN_KEY", "k")]);
    assert_eq!(
        ask(&by_variable, "hunter22", &["read", "global/plain/A"]).said["same"],
        true,
        "the line's end is no part"
    );
    let closed = ask(&variables(&path, &[("SLIPWAY_KEYCHAIN_KEY_FD", "77")]), "", &["entries"]);
    assert_eq!(closed.code(), "usage", "{}", closed.said);
}
