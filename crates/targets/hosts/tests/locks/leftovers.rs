//! What old operations left behind, and goes with a lock.

use super::*;

#[tokio::test]
async fn old_release_directories_go_and_the_current_one_stays() {
    for shell in SHELLS {
        old_release_directories_go(Stage::with(shell)).await;
    }
}

async fn old_release_directories_go(stage: Stage) {
    let (first, plan) = operation("ann@laptop");
    let ann = cx(&first, &plan, "this machine/lock");
    go(&stage, &lock_step(&stage), &ann, None).await;
    for number in 1..=8 {
        let folder = stage.own().join(format!("releases/{number}-abc"));
        std::fs::create_dir(&folder).unwrap();
        let file = std::fs::File::open(&folder).unwrap();
        let at = std::time::SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000 + number);
        file.set_modified(at).unwrap();
    }
    std::fs::write(stage.own().join("current"), "1-abc\n").unwrap();
    let done = with_fence(&stage, &ann, 1);
    go(&stage, &unlock_step(&stage), &done, Some(1)).await;
    let mut left: Vec<_> = std::fs::read_dir(stage.own().join("releases"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    left.sort();
    assert_eq!(left, ["1-abc", "5-abc", "6-abc", "7-abc", "8-abc"]);
}

#[tokio::test]
async fn old_plans_and_receipts_go() {
    for shell in SHELLS {
        old_plans_and_receipts_went(Stage::with(shell)).await;
    }
}

async fn old_plans_and_receipts_went(stage: Stage) {
    let (first, plan) = operation("ann@laptop");
    let ann = cx(&first, &plan, "this machine/lock");
    go(&stage, &lock_step(&stage), &ann, None).await;
    go(&stage, &unlock_step(&stage), &with_fence(&stage, &ann, 1), Some(1)).await;
    // The plan of an operation that is over is the oldest, until another operation comes with the same.
    let mut files = vec![(stage.own().join(format!("plans/{}.json", first.plan)), 0)];
    files.extend((1..=250).map(|number| (stage.own().join(format!("plans/{number}.json")), number)));
    files.extend((1..=900).map(|number| (stage.own().join(format!("receipts/{number}.log")), number)));
    for (path, at) in &files {
        let file = std::fs::File::options().create(true).append(true).open(path).unwrap();
        file.set_modified(std::time::SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000 + at)).unwrap();
    }
    let again = async |fence: u64| {
        let (next, _) = operation("bob@other");
        let bob = cx(&next, &plan, "this machine/lock");
        go(&stage, &lock_step(&stage), &bob, None).await;
        go(&stage, &unlock_step(&stage), &with_fence(&stage, &bob, fence), Some(fence)).await;
    };
    let left = |folder: &str, name: &str| {
        let all = std::fs::read_dir(stage.own().join(folder)).unwrap().count();
        (all, stage.own().join(folder).join(name).exists())
    };
    again(2).await;
    assert_eq!(left("plans", &format!("{}.json", first.plan)), (200, true));
    assert_eq!(left("receipts", "900.log"), (400, true), "all at once would hold the file lock for too long");
    assert_eq!(
        (left("plans", "51.json").1, left("receipts", "500.log").1),
        (false, false),
        "the oldest stayed"
    );
    again(3).await;
    assert_eq!(left("receipts", "701.log"), (200, true));
}
