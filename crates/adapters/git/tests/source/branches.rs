use slipway_git::Upstream;

use crate::repository::Repository;

#[tokio::test]
async fn branches_say_what_they_follow_and_how_far_apart_they_are() {
    let repository = Repository::new();
    repository.change("a", "1");
    repository.git(&["branch", "gone"]);
    repository.publish();
    repository.git(&["push", "--quiet", "origin", ":gone"]);
    repository.git(&["branch", "--no-track", "alone"]);
    let newest = repository.change("a", "2");
    let branches = repository.open().await.branches().await.unwrap();
    assert_eq!((branches[0].name.as_str(), branches[0].sha.as_str()), ("main", newest.as_str()));
    assert!(branches[0].current);
    let upstream = |name: &str| branches.iter().find(|branch| branch.name == name).unwrap().upstream.clone();
    let origin = |name: &str, ahead_behind| Some(Upstream { name: format!("origin/{name}"), ahead_behind });
    assert_eq!(upstream("main"), origin("main", Some((1, 0))));
    assert_eq!(upstream("gone"), origin("gone", None));
    assert_eq!(upstream("alone"), None);
}
