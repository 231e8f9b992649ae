//! The signs of life of whoever holds a lock.

use super::*;

/// What somebody is told who does not get the lock.
async fn refusal(stage: &Stage, cx: &Cx) -> String {
    let locker = Locker::new(stage.kit.clone());
    locker.act(&lock_step(stage).effect, &key(cx), Fence(None), cx).await.problem.unwrap().message
}

#[tokio::test]
async fn how_long_a_holder_is_silent_is_told_where_it_is_known() {
    for shell in SHELLS {
        let stage = Stage::with(shell);
        let (first, plan) = operation("ann@laptop");
        go(&stage, &lock_step(&stage), &cx(&first, &plan, "this machine/lock"), None).await;
        let (second, _) = operation("bob@other");
        let bob = cx(&second, &plan, "this machine/lock");
        let told = refusal(&stage, &bob).await;
        assert!(told.contains(": deploy recipes sandbox, last sign of life "), "{told} with {shell:?}");
        std::fs::remove_file(stage.own().join("heartbeat.1")).unwrap();
        let told = refusal(&stage, &bob).await;
        assert!(told.ends_with(": deploy recipes sandbox"), "{told} with {shell:?}");
    }
}

/// A sign of life of whoever had the lock before may come late; older versions wrote all of them into one file.
#[tokio::test]
async fn a_sign_of_life_counts_for_the_lock_that_it_is_of() {
    for shell in SHELLS {
        let stage = Stage::with(shell);
        let (first, plan) = operation("ann@laptop");
        let ann = cx(&first, &plan, "this machine/lock");
        go(&stage, &lock_step(&stage), &ann, None).await;
        go(&stage, &unlock_step(&stage), &with_fence(&stage, &ann, 1), Some(1)).await;
        assert_eq!(heartbeats(&stage), Vec::<String>::new(), "it goes with its lock: {shell:?}");
        let (second, _) = operation("bob@other");
        let bob = cx(&second, &plan, "this machine/lock");
        go(&stage, &lock_step(&stage), &bob, None).await;

        let now = jiff::Timestamp::now().as_second();
        let write = |name: &str, ago: i64| {
            std::fs::write(stage.own().join(name), format!("{}\n", now - ago)).unwrap();
        };
        write("heartbeat.2", 200);
        write("heartbeat.1", 0);
        write("heartbeat", 0);
        let (third, _) = operation("cy@third");
        let cy = cx(&third, &plan, "this machine/lock");
        let told = refusal(&stage, &cy).await;
        assert!(told.contains(", silent for 2"), "bob is gone, whatever comes of ann: {told} with {shell:?}");
        let silent_for = async || look(&stage.kit, &stage.spot).await.unwrap().silent_for.unwrap();
        assert!((200..260).contains(&silent_for().await), "with {shell:?}");

        write("heartbeat.2", 0);
        write("heartbeat.1", 200);
        write("heartbeat", 200);
        let told = refusal(&stage, &cy).await;
        assert!(told.contains(", last sign of life "), "bob is there: {told} with {shell:?}");
        assert!(silent_for().await < 60, "with {shell:?}");

        std::fs::remove_file(stage.own().join("heartbeat.2")).unwrap();
        assert!((200..260).contains(&silent_for().await), "that of an older version counts: {shell:?}");
        go(&stage, &unlock_step(&stage), &with_fence(&stage, &bob, 2), Some(2)).await;
        assert_eq!(heartbeats(&stage), Vec::<String>::new(), "and none outlives the lock: {shell:?}");
    }
}

/// The files of ours that show signs of life.
fn heartbeats(stage: &Stage) -> Vec<String> {
    let names = std::fs::read_dir(stage.own()).unwrap().map(|entry| entry.unwrap().file_name());
    let names = names.map(|name| name.into_string().unwrap());
    names.filter(|name| name.starts_with("heartbeat")).collect()
}
