use std::collections::BTreeMap;
use std::time::{Duration, SystemTime};

use slipway_engine::ports::Source;

use crate::repository::Repository;

/// What must be the same before and after: the index byte for byte, what git calls changed, references.
fn state(repository: &Repository) -> (Vec<u8>, String, String, BTreeMap<String, Vec<u8>>) {
    let index = std::fs::read(repository.path().join(".git/index")).unwrap();
    let references = repository.git(&["for-each-ref"]);
    let listed = repository.git(&["ls-files", "--cached", "--others", "--exclude-standard"]);
    let content = listed
        .lines()
        .filter_map(|path| Some((path.to_owned(), std::fs::read(repository.path().join(path)).ok()?)));
    (index, references, repository.git(&["--no-optional-locks", "status", "--porcelain"]), content.collect())
}

#[tokio::test]
async fn an_unchanged_tree_is_the_commit_itself() {
    let repository = Repository::new();
    repository.write(".gitignore", "ignored\n");
    repository.change("a", "1");
    repository.write("ignored", "x");
    let source = repository.open().await;
    let before = state(&repository);
    let commit = source.working_tree().await.unwrap();
    assert_eq!(commit, source.commit("HEAD").await.unwrap());
    assert!(!commit.dirty);
    assert_eq!(state(&repository), before);
}

#[tokio::test]
async fn changed_staged_new_and_deleted_files_make_up_the_tree() {
    let repository = Repository::new();
    for path in ["changed", "deleted", "kept", "staged"] {
        repository.write(path, "old");
    }
    repository.write(".gitignore", "*.log\n");
    let head = repository.commit("First");
    repository.write("changed", "new");
    repository.write("folder/untracked", "new");
    repository.write("debug.log", "ignored");
    repository.write("staged", "new");
    repository.git(&["add", "staged"]);
    std::fs::remove_file(repository.path().join("deleted")).unwrap();
    let before = state(&repository);
    let source = repository.open().await;
    let commit = source.working_tree().await.unwrap();
    assert!(commit.dirty);
    assert_eq!(commit.sha, head);
    assert_eq!(commit.branch.as_deref(), Some("main"));
    let files = source.files(&commit.tree).await.unwrap();
    let paths: Vec<_> = files.iter().map(|file| file.path.as_str()).collect();
    assert_eq!(paths, [".gitignore", "changed", "folder/untracked", "kept", "staged"]);
    for path in ["changed", "folder/untracked", "staged"] {
        assert_eq!(source.file(&commit.tree, path).await.unwrap().unwrap().bytes, "new", "{path}");
    }
    assert_eq!(state(&repository), before);
    assert!(!repository.path().join(".git/index.lock").exists());
}

#[tokio::test]
async fn a_change_that_is_only_staged_and_taken_back_is_none() {
    let repository = Repository::new();
    repository.change("a", "old");
    repository.write("a", "new");
    repository.git(&["add", "a"]);
    repository.write("a", "old");
    assert!(!repository.open().await.working_tree().await.unwrap().dirty);
}

#[tokio::test]
async fn a_change_of_the_same_size_in_the_moment_of_the_commit_is_seen() {
    let repository = Repository::new();
    let moment = SystemTime::UNIX_EPOCH + Duration::from_secs(1_700_000_000);
    let touch = |path: &str| {
        let file = std::fs::File::options().write(true).open(repository.path().join(path)).unwrap();
        file.set_modified(moment).unwrap();
    };
    repository.git(&["config", "core.trustctime", "false"]);
    repository.write("a", "old");
    touch("a");
    repository.commit("First");
    repository.write("a", "new");
    touch("a");
    touch(".git/index");
    assert!(repository.open().await.working_tree().await.unwrap().dirty);
}

#[tokio::test]
async fn hooks_do_not_run() {
    let repository = Repository::new();
    repository.change("a", "old");
    let hook = repository.path().join(".git/hooks/post-index-change");
    std::fs::create_dir_all(hook.parent().unwrap()).unwrap();
    std::fs::write(&hook, "#!/bin/sh\ntouch ran\n").unwrap();
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        std::fs::set_permissions(&hook, std::fs::Permissions::from_mode(0o755)).unwrap();
    }
    repository.write("a", "new");
    assert!(repository.open().await.working_tree().await.unwrap().dirty);
    assert!(!repository.path().join("ran").exists());
}

#[tokio::test]
async fn a_repository_in_which_nothing_was_added_has_no_index() {
    let repository = Repository::new();
    repository.git(&["commit", "--quiet", "--allow-empty", "-m", "Empty"]);
    let _ = std::fs::remove_file(repository.path().join(".git/index"));
    let source = repository.open().await;
    assert!(!source.working_tree().await.unwrap().dirty);
    repository.write("a", "1");
    assert!(source.working_tree().await.unwrap().dirty);
    assert!(!repository.path().join(".git/index").exists());
}
