use slipway_domain::problem::Code;
use slipway_engine::ports::Source;
use slipway_git::GitSource;

use crate::repository::{Repository, START, git_in};

#[tokio::test]
async fn the_root_is_found_from_a_folder_in_it() {
    let repository = Repository::new();
    repository.write("a b/ü/file", "x");
    let source = GitSource::open(&repository.path().join("a b/ü")).await.unwrap();
    assert_eq!(source.root(), repository.path().to_str().unwrap());
}

#[tokio::test]
async fn outside_of_a_repository_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let problem = GitSource::open(folder.path()).await.unwrap_err();
    assert_eq!(problem.code, Code::NotARepository);
    assert!(problem.message.ends_with("is not inside a git repository"), "{problem}");
    let problem = GitSource::open(&folder.path().join("missing")).await.unwrap_err();
    assert_eq!(problem.code, Code::NotARepository);
    assert!(problem.message.contains("No such file"), "{problem}");
}

#[tokio::test]
async fn a_bare_repository_has_nothing_to_release_from() {
    let repository = Repository::new();
    repository.change("a", "1");
    let origin = repository.publish();
    let problem = GitSource::open(&origin).await.unwrap_err();
    assert_eq!(problem.code, Code::NotARepository);
    assert_eq!(problem.hint.as_deref(), Some("run Slipway in a clone of it"));
}

#[tokio::test]
async fn a_second_working_tree_and_a_submodule_are_repositories() {
    let repository = Repository::new();
    let first = repository.change("a", "1");
    let second_tree = repository.beside("second");
    repository.git(&["worktree", "add", "--quiet", "-b", "topic", second_tree.to_str().unwrap()]);
    std::fs::write(second_tree.join("a"), "2").unwrap();
    let source = GitSource::open(&second_tree).await.unwrap();
    assert_eq!(source.root(), second_tree.to_str().unwrap());
    let commit = source.commit("HEAD").await.unwrap();
    assert_eq!((commit.sha.as_str(), commit.branch.as_deref()), (first.as_str(), Some("topic")));
    assert!(source.working_tree().await.unwrap().dirty);
    assert!(!repository.open().await.working_tree().await.unwrap().dirty);

    let outer = Repository::new();
    outer.git(&["submodule", "add", "--quiet", repository.path().to_str().unwrap(), "vendor/inner"]);
    let inner = GitSource::open(&outer.path().join("vendor/inner")).await.unwrap();
    assert!(inner.root().ends_with("clone/vendor/inner"));
    assert_eq!(inner.commit("HEAD").await.unwrap().sha, first);
}

#[tokio::test]
async fn without_a_commit_the_sentence_says_that() {
    let repository = Repository::new();
    repository.write("a", "1");
    let source = repository.open().await;
    for problem in [source.commit("HEAD").await.unwrap_err(), source.working_tree().await.unwrap_err()] {
        assert_eq!(problem.code, Code::CommitNotFound);
        assert_eq!(problem.message, "the repository has no commit yet");
    }
    assert_eq!(source.remote().await.unwrap(), None);
    assert!(source.branches().await.unwrap().is_empty());
    repository.commit("First");
    repository.git(&["checkout", "--quiet", "--orphan", "fresh"]);
    let problem = source.commit("HEAD").await.unwrap_err();
    assert_eq!(problem.message, "the checked-out branch has no commit yet");
}

#[tokio::test]
async fn a_repository_with_sha_256_names_reads_the_same() {
    let repository = Repository::with(&["--object-format=sha256"]);
    let first = repository.change("a", "1");
    let second = repository.change("a", "2");
    let source = repository.open().await;
    let commit = source.commit("HEAD").await.unwrap();
    assert_eq!((commit.sha.len(), commit.sha.as_str()), (64, second.as_str()));
    assert_eq!(source.file(&commit.tree, "a").await.unwrap().unwrap().bytes, "2");
    let files = source.files(&commit.tree).await.unwrap();
    let mut content = Vec::new();
    let mut objects = Source::open(&source).await.unwrap();
    objects.read(&files[0].object, &mut |piece| content.extend_from_slice(&piece)).await.unwrap();
    assert_eq!(content, b"2");
    assert_eq!(source.between(&first, &second, 10).await.unwrap().len(), 1);
    assert_eq!(source.describe(&[first, second]).await.unwrap().len(), 2);
}

#[tokio::test]
async fn the_person_and_the_remote_are_gits() {
    let repository = Repository::new();
    repository.change("a", "1");
    let source = repository.open().await;
    repository.git(&["config", "user.name", "Ann Bee 3"]);
    assert_eq!(source.person().await.unwrap(), "Ann Bee 3 <ann@example.com>");
    repository.git(&["config", "user.name", "Ann Cee"]);
    assert_eq!(source.person().await.unwrap(), "Ann Cee <ann@example.com>", "it is asked anew each time");
    assert_eq!(source.remote().await.unwrap(), None);
    repository.git(&["remote", "add", "fork", "ssh://git@example.com/fork.git"]);
    assert_eq!(source.remote().await.unwrap().as_deref(), Some("ssh://git@example.com/fork.git"));
    repository.git(&["remote", "add", "origin", "https://ann:hunter22@example.com/app.git"]);
    assert_eq!(source.remote().await.unwrap().as_deref(), Some("https://example.com/app.git"));
}

#[tokio::test]
async fn a_person_without_a_name_is_told_how_to_set_it() {
    let repository = Repository::new();
    git_in(&repository.path(), START, &["config", "user.name", ""]);
    git_in(&repository.path(), START, &["config", "author.name", ""]);
    let problem = repository.open().await.person().await.unwrap_err();
    assert_eq!(problem.code, Code::PersonUnknown);
    assert!(problem.hint.unwrap().contains("user.name"));
}
