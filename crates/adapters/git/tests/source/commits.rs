use slipway_domain::problem::Code;
use slipway_engine::ports::Source;

use crate::repository::{Repository, START};

#[tokio::test]
async fn a_commit_has_its_tree_time_branch_and_highest_tag() {
    let repository = Repository::new();
    repository.change("a", "1");
    let sha = repository.change("a", "2");
    for tag in ["v1.9.0", "v1.10.0", "nightly"] {
        repository.git(&["tag", tag]);
    }
    repository.git(&["tag", "-a", "v1.11.0-rc.1", "-m", "annotated"]);
    let commit = repository.open().await.commit("HEAD").await.unwrap();
    assert_eq!(commit.sha, sha);
    assert_eq!(commit.tree, repository.git(&["rev-parse", "HEAD^{tree}"]));
    assert_eq!(commit.time, START + 60);
    assert_eq!(commit.branch.as_deref(), Some("main"));
    assert_eq!(commit.git_tag.as_deref(), Some("v1.11.0-rc.1"));
    assert_eq!((commit.dirty, commit.pushed), (false, None));
}

/// As `git show -s --format=%ct` tells: a commit that was rebased is as young as its rebase.
#[tokio::test]
async fn the_time_of_a_commit_is_its_committers() {
    let repository = Repository::new();
    repository.change("a", "1");
    repository.git(&["commit", "--quiet", "--allow-empty", "--date=1600000000 +0000", "-m", "Rebased"]);
    assert_eq!(repository.git(&["show", "-s", "--format=%at", "HEAD"]), "1600000000");
    let commit = repository.open().await.commit("HEAD").await.unwrap();
    assert_eq!(commit.time, START + 60);
}

#[tokio::test]
async fn only_a_branch_names_a_branch() {
    let repository = Repository::new();
    let first = repository.change("a", "1");
    repository.git(&["branch", "feature/x"]);
    repository.git(&["tag", "v1.0.0"]);
    let source = repository.open().await;
    let branch = async |revision: &str| source.commit(revision).await.unwrap().branch;
    assert_eq!(branch("feature/x").await.as_deref(), Some("feature/x"));
    assert_eq!(branch("refs/heads/feature/x").await.as_deref(), Some("feature/x"));
    for no_branch in ["v1.0.0", &first, &first[..7]] {
        assert_eq!(branch(no_branch).await, None, "{no_branch}");
    }
    repository.git(&["checkout", "--quiet", "--detach"]);
    assert_eq!(branch("HEAD").await, None);
}

/// git warns and takes the tag, so that a release of the branch would be one of no branch.
#[tokio::test]
async fn what_is_a_branch_and_a_tag_has_to_be_said_in_full() {
    let repository = Repository::new();
    let tagged = repository.change("a", "1");
    repository.git(&["tag", "release"]);
    let newest = repository.change("a", "2");
    repository.git(&["branch", "release"]);
    let source = repository.open().await;
    for warns in ["true", "false"] {
        repository.git(&["config", "core.warnAmbiguousRefs", warns]);
        for asked in ["release", "release~0", "release^0"] {
            let problem = source.commit(asked).await.unwrap_err();
            assert_eq!(problem.code, Code::CommitNotFound);
            assert_eq!(problem.message, "`release` is both a branch and a tag");
            let hint = "say which: refs/heads/release or refs/tags/release";
            assert_eq!(problem.hint.as_deref(), Some(hint));
        }
    }
    let of = async |revision: &str| {
        let commit = source.commit(revision).await.unwrap();
        (commit.sha, commit.branch)
    };
    assert_eq!(of("refs/heads/release").await, (newest, Some("release".to_owned())));
    assert_eq!(of("refs/tags/release").await, (tagged.clone(), None));

    // git warns of this, too, and takes the branch; who calls one like a commit has no other name for it.
    let short = &tagged[..7];
    repository.git(&["branch", short]);
    assert_eq!(of(short).await.1.as_deref(), Some(short));
}

#[tokio::test]
async fn pushed_is_asked_of_every_remote_branch() {
    let repository = Repository::new();
    let first = repository.change("a", "1");
    let origin = repository.publish();
    let source = repository.open().await;
    assert_eq!(source.commit("HEAD").await.unwrap().pushed, Some(true));
    let second = repository.change("a", "2");
    assert_eq!(source.commit(&second).await.unwrap().pushed, Some(false));
    assert_eq!(source.commit(&first).await.unwrap().pushed, Some(true), "an ancestor of a pushed one");
    repository.git(&["push", "--quiet", "origin", "HEAD:refs/heads/elsewhere"]);
    assert_eq!(source.commit(&second).await.unwrap().pushed, Some(true));
    repository.git(&["remote", "remove", "origin"]);
    assert_eq!(source.commit(&second).await.unwrap().pushed, None);
    repository.git(&["remote", "add", "other", origin.to_str().unwrap()]);
    assert_eq!(source.commit(&second).await.unwrap().pushed, Some(false), "nothing fetched from it yet");
}

#[tokio::test]
async fn a_branch_that_only_the_remote_has_is_found_by_its_name() {
    let repository = Repository::new();
    repository.change("a", "1");
    repository.git(&["checkout", "--quiet", "-b", "feature/far"]);
    let far = repository.change("a", "2");
    repository.publish();
    repository.git(&["checkout", "--quiet", "main"]);
    repository.git(&["branch", "--quiet", "-D", "feature/far"]);
    let source = repository.open().await;
    for revision in ["feature/far", "origin/feature/far"] {
        let commit = source.commit(revision).await.unwrap();
        assert_eq!((commit.sha.as_str(), commit.branch.as_deref()), (far.as_str(), Some("feature/far")));
        assert_eq!(commit.pushed, Some(true));
    }
}

#[tokio::test]
async fn what_is_unknown_is_answered_with_what_is_near() {
    let repository = Repository::new();
    let sha = repository.change("a", "1");
    repository.git(&["branch", "develop"]);
    let source = repository.open().await;
    let problem = source.commit("devleop").await.unwrap_err();
    assert_eq!(problem.code, Code::CommitNotFound);
    assert_eq!(problem.message, "`devleop` is no commit, branch or tag here");
    assert_eq!(problem.hint.as_deref(), Some("did you mean `develop`? Otherwise `git fetch` may bring it"));
    let problem = source.commit(&"0".repeat(40)).await.unwrap_err();
    assert_eq!(problem.hint.as_deref(), Some("`git fetch` may bring it"));
    let tree = source.commit(&sha).await.unwrap().tree;
    let problem = source.commit(&tree).await.unwrap_err();
    assert!(problem.message.ends_with("is no commit"), "{problem}");
}

#[tokio::test]
async fn a_revision_is_never_an_option() {
    let repository = Repository::new();
    let sha = repository.change("a", "1");
    let source = repository.open().await;
    let victim = repository.beside("victim");
    let option = format!("--output={}", victim.display());
    for bad in [option.as_str(), "--all", "-h", "", "main..main", "^main", "main\nmain"] {
        assert_eq!(source.commit(bad).await.unwrap_err().code, Code::CommitNotFound, "{bad:?}");
        assert!(source.files(bad).await.is_err(), "{bad:?}");
        assert!(source.file(bad, "a").await.is_err(), "{bad:?}");
        assert!(source.between(bad, &sha, 5).await.is_err(), "{bad:?}");
        assert!(source.ahead_behind(&sha, bad).await.is_err(), "{bad:?}");
        assert!(source.describe(&[bad.to_owned()]).await.unwrap().is_empty(), "{bad:?}");
        let mut objects = Source::open(&source).await.unwrap();
        assert!(objects.read(bad, &mut |_| {}).await.is_err(), "{bad:?}");
    }
    assert!(!victim.exists());
}

#[tokio::test]
async fn what_people_set_for_themselves_does_not_change_what_is_read() {
    let repository = Repository::new();
    let first = repository.change("a", "1");
    let sha = repository.change("a", "2");
    for (name, value) in [
        ("log.showSignature", "true"),
        ("format.pretty", "oneline"),
        ("color.ui", "always"),
        ("core.quotePath", "true"),
        ("log.date", "relative"),
        ("i18n.logOutputEncoding", "latin1"),
    ] {
        repository.git(&["config", name, value]);
    }
    let source = repository.open().await;
    assert_eq!(source.commit("HEAD").await.unwrap().sha, sha);
    assert_eq!(source.between(&first, &sha, 9).await.unwrap()[0].subject, "Change a");
    assert_eq!(source.branches().await.unwrap()[0].name, "main");
}
