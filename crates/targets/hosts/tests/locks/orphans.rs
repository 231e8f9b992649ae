//! What is left of a connection that is gone, and who may end it.

use super::*;

/// The file lock, held by what a step began; `body` is all that it does.
async fn left_over(stage: &Stage, cx: &Cx, step: &str, body: &str) -> tokio::task::JoinHandle<()> {
    let (kit, spot, cx) = (stage.kit.clone(), stage.spot.clone(), Cx { step: step.into(), ..cx.clone() });
    let body = body.to_owned();
    let orphan = tokio::spawn(async move {
        let key = key(&cx);
        let fenced = Fenced::of(&spot, &key, Fence(Some(1)), &cx).unwrap();
        kit.act(&fenced, &body, "".into(), &|_| ()).await.ok();
    });
    let begun = Instant::now();
    while !stage.own().join("holder").exists() {
        assert!(begun.elapsed() < Duration::from_secs(10), "it never began");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    orphan
}

#[tokio::test]
async fn what_is_left_of_a_lost_connection_gives_way_to_its_own_operation() {
    let bodies = ["sleep 60; touch \"$D/survived\"", HEEDLESS];
    let all = SHELLS.into_iter().flat_map(|shell| bodies.map(|body| gives_way(Stage::with(shell), body)));
    futures::future::join_all(all).await;
}

async fn gives_way(stage: Stage, body: &str) {
    let (first, plan) = operation("ann@laptop");
    let ann = cx(&first, &plan, "this machine/back");
    go(&stage, &lock_step(&stage), &ann, None).await;
    let step = key(&ann);
    let fenced = Fenced::of(&stage.spot, &step, Fence(Some(1)), &ann).unwrap();

    let orphan = left_over(&stage, &ann, "this machine/run", body).await;
    let ran = stage.kit.act(&fenced, "echo back", "".into(), &|_| ()).await.unwrap();
    assert_eq!(ran.out(), "back\n", "the next step: {body}");
    orphan.await.unwrap();

    let orphan = left_over(&stage, &ann, "this machine/run", body).await;
    let (problem, seen) = go(&stage, &unlock_step(&stage), &with_fence(&stage, &ann, 1), Some(1)).await;
    assert_eq!((problem, seen), (None, Observed::Done(json!({}))), "the lock is given back: {body}");
    orphan.await.unwrap();
    assert!(!stage.own().join("holder").exists());
    assert!(!stage.own().join("../survived").exists());
}

/// Where the lock is another operation's by now, or what runs is, nothing is ended.
#[tokio::test]
async fn what_another_operation_runs_is_not_ended() {
    futures::future::join_all(SHELLS.map(|shell| stays(Stage::with(shell)))).await;
}

async fn stays(stage: Stage) {
    let (first, plan) = operation("ann@laptop");
    let ann = cx(&first, &plan, "this machine/up");
    go(&stage, &lock_step(&stage), &ann, None).await;
    let others = left_over(
        &stage,
        &ann,
        "this machine/up",
        "until [ -e \"$D/go\" ]; do sleep 1; done; touch \"$D/ended\"",
    )
    .await;
    let (second, _) = operation("bob@other");
    let bob = cx(&second, &plan, "this machine/up");
    let step = key(&bob);
    let fenced = Fenced::of(&stage.spot, &step, Fence(Some(1)), &bob).unwrap();
    let refused = stage.kit.act(&fenced, ":", "".into(), &|_| ()).await.unwrap_err();
    assert_eq!(refused.code, Code::LockHeld, "{refused}");
    std::fs::write(stage.own().join("../go"), "").unwrap();
    others.await.unwrap();
    assert!(stage.own().join("../ended").exists(), "it was ended");
}

#[tokio::test]
async fn what_still_runs_under_a_lock_that_goes_by_force_is_ended() {
    let bodies = ["sleep 60; touch \"$D/survived\"", HEEDLESS];
    let all = SHELLS.into_iter().flat_map(|shell| bodies.map(|body| goes_by_force(Stage::with(shell), body)));
    futures::future::join_all(all).await;
}

async fn goes_by_force(stage: Stage, body: &str) {
    let (first, plan) = operation("ann@laptop");
    let ann = cx(&first, &plan, "this machine/lock");
    go(&stage, &lock_step(&stage), &ann, None).await;
    let orphan = left_over(&stage, &ann, "this machine/run", body).await;
    unlock_by_hand(&stage.kit, std::slice::from_ref(&stage.spot), "bob", true).await.unwrap();
    assert!(!stage.own().join("lock").exists(), "{body}");
    orphan.await.unwrap();
    assert!(!stage.own().join("../survived").exists(), "{body}");
}
