use slipway_domain::problem::Code;
use slipway_engine::ports::Source;

use crate::repository::{Repository, START};

#[tokio::test]
async fn between_lists_the_newest_first_up_to_the_limit() {
    let repository = Repository::new();
    let first = repository.change("a", "1");
    repository.write("a", "2");
    repository.git(&["config", "user.name", "Bée 名"]);
    repository.commit("Füge \"x\" hinzu\nsame paragraph\n\nBody\ncommit abc");
    let third = repository.change("a", "3");
    let source = repository.open().await;
    let commits = source.between(&first, &third, 10).await.unwrap();
    assert_eq!(commits.len(), 2);
    assert_eq!((commits[0].sha.as_str(), commits[0].subject.as_str()), (third.as_str(), "Change a"));
    assert_eq!(commits[1].subject, "Füge \"x\" hinzu same paragraph");
    assert!(commits[1].author.starts_with("Bée 名 <"), "in the form of a person: {}", commits[1].author);
    assert_eq!(commits[1].time, START + 60);
    assert_eq!(source.between(&first, "main", 1).await.unwrap().len(), 1);
    assert!(source.between(&third, &first, 10).await.unwrap().is_empty());
    assert!(source.between(&first, &third, 0).await.unwrap().is_empty());
}

#[tokio::test]
async fn a_commit_that_is_not_here_is_named() {
    let repository = Repository::new();
    let first = repository.change("a", "1");
    let source = repository.open().await;
    let missing = "f".repeat(40);
    for problem in [
        source.between(&missing, &first, 10).await.unwrap_err(),
        source.ahead_behind(&first, &missing).await.unwrap_err(),
    ] {
        assert_eq!(problem.code, Code::CommitNotFound);
        assert!(problem.message.contains(&missing), "{problem}");
    }
}

#[tokio::test]
async fn ahead_and_behind_are_counted_from_the_fork() {
    let repository = Repository::new();
    let fork = repository.change("a", "1");
    repository.git(&["checkout", "--quiet", "-b", "topic"]);
    repository.change("b", "1");
    repository.change("b", "2");
    repository.git(&["checkout", "--quiet", "main"]);
    repository.change("a", "2");
    let source = repository.open().await;
    assert_eq!(source.ahead_behind("main", "topic").await.unwrap(), (1, 2));
    assert_eq!(source.ahead_behind("topic", "main").await.unwrap(), (2, 1));
    assert_eq!(source.ahead_behind(&fork, "topic").await.unwrap(), (0, 2));
    assert_eq!(source.ahead_behind(&fork, &fork).await.unwrap(), (0, 0));
}

#[tokio::test]
async fn describe_leaves_out_what_it_does_not_know() {
    let repository = Repository::new();
    let mut names = vec!["f".repeat(40), "0".repeat(64), "HEAD".to_owned(), "--all".to_owned()];
    let source = repository.open().await;
    assert!(source.describe(&[]).await.unwrap().is_empty());
    assert!(source.describe(&names).await.unwrap().is_empty());
    let first = repository.change("a", "1");
    let second = repository.change("a", "2");
    let blob = repository.git(&["rev-parse", "HEAD:a"]);
    names.extend([first.clone(), second.clone(), blob, first.clone()]);
    let described = source.describe(&names).await.unwrap();
    assert_eq!(described.keys().collect::<std::collections::BTreeSet<_>>(), [&first, &second].into());
    assert_eq!((described[&first].time, described[&second].time), (START, START + 60));
}

#[tokio::test]
async fn thousands_of_commits_are_described_through_one_process() {
    let repository = Repository::new();
    let first = repository.change("a", "1");
    let mut names: Vec<_> = (0..5000_u32).map(|n| format!("{n:040x}")).collect();
    names.push(first.clone());
    let described = repository.open().await.describe(&names).await.unwrap();
    assert_eq!(described.into_keys().collect::<Vec<_>>(), [first]);
}
