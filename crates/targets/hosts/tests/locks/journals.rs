//! What a host writes down of a lock, and what is left of that after a crash.

use super::*;

#[tokio::test]
async fn an_operation_that_another_one_followed_is_no_longer_open() {
    let stage = Stage::new();
    let (first, plan) = operation("ann@laptop");
    go(&stage, &lock_step(&stage), &cx(&first, &plan, "this machine/lock"), None).await;
    unlock_by_hand(&stage.kit, std::slice::from_ref(&stage.spot), "bob@other", true).await.unwrap();
    let (second, plan) = operation("bob@other");
    let bob = cx(&second, &plan, "this machine/lock");
    let taken = fence(&go(&stage, &lock_step(&stage), &bob, None).await.1);
    let known = journal(&stage.kit, &stage.spot).await.unwrap();
    assert_eq!(known.unclosed().map(|passed| passed.operation.id), Some(second.id));
    go(&stage, &unlock_step(&stage), &with_fence(&stage, &bob, taken), Some(taken)).await;
    assert_eq!(journal(&stage.kit, &stage.spot).await.unwrap().unclosed(), None);
    let nothing = take_over(&stage.kit, std::slice::from_ref(&stage.spot), "cy@third").await.unwrap();
    assert!(nothing.is_none(), "what was deployed since would be put back");
}

#[tokio::test]
async fn a_cut_off_line_of_the_journal_is_told_and_spoils_nothing_else() {
    let stage = Stage::new();
    let (first, plan) = operation("ann@laptop");
    let ann = cx(&first, &plan, "this machine/lock");
    go(&stage, &lock_step(&stage), &ann, None).await;
    let path = stage.own().join("journal");
    std::fs::write(&path, stage.read("journal") + "{\"format\":1,\"at\":\"20").unwrap();
    let done = with_fence(&stage, &ann, 1);
    go(&stage, &unlock_step(&stage), &done, Some(1)).await;
    let journal = journal(&stage.kit, &stage.spot).await.unwrap();
    assert_eq!(journal.damaged.len(), 1, "{:?}", journal.damaged);
    let told = "the line `{\"format\":1,\"at\":\"20…` of the journal cannot be read: ";
    assert!(journal.damaged[0].starts_with(told), "{:?}", journal.damaged);
    assert_eq!(journal.operations()[0].verdict, Some(slipway_domain::operation::Verdict::Succeeded));
}

/// As a host leaves it that crashed before it had written what was in memory.
#[tokio::test]
async fn zero_bytes_at_the_end_of_the_journal_swallow_nothing() {
    for shell in SHELLS {
        let stage = Stage::with(shell);
        let (first, plan) = operation("ann@laptop");
        let ann = cx(&first, &plan, "this machine/lock");
        go(&stage, &lock_step(&stage), &ann, None).await;
        std::fs::write(stage.own().join("journal"), stage.read("journal") + "{\"format\":1,\0\0\0\0")
            .unwrap();
        take_over(&stage.kit, std::slice::from_ref(&stage.spot), "bob@other").await.unwrap().unwrap();
        let old = go(&stage, &unlock_step(&stage), &with_fence(&stage, &ann, 1), Some(1)).await.0;
        assert_eq!(old, Some(Code::TakenOver), "the take-over is found: {shell:?}");
        go(&stage, &unlock_step(&stage), &with_fence(&stage, &ann, 2), Some(2)).await;
        let journal = journal(&stage.kit, &stage.spot).await.unwrap();
        assert_eq!(journal.damaged.len(), 1, "{shell:?}: {:?}", journal.damaged);
        assert_eq!(journal.unclosed(), None, "{shell:?}: {:?}", journal.lines);
        assert_eq!(journal.operations().len(), 1, "{shell:?}");
    }
}

#[tokio::test]
async fn a_lock_that_was_taken_outlasts_its_host() {
    let sync =
        "#!/bin/sh\nfor file; do echo \"${file##*/}\" >>\"$HOME/synced\"; done\nexec /usr/bin/sync \"$@\"\n";
    let stage = Stage::with_programs(&["/usr/bin/dash"], &[("sync", sync)]);
    let (first, plan) = operation("ann@laptop");
    let ann = cx(&first, &plan, "this machine/lock");
    let plan = format!("{}.json", first.plan);
    for again in [false, true] {
        if again {
            take_over(&stage.kit, std::slice::from_ref(&stage.spot), "bob@other").await.unwrap().unwrap();
        } else {
            go(&stage, &lock_step(&stage), &ann, None).await;
        }
        let path = stage.folder.path().join("synced");
        let synced = support::read(&path);
        let synced: Vec<&str> = synced.lines().collect();
        assert_eq!(synced, ["fence", "lock", "journal", &plan, "plans", ".slipway"], "taken over: {again}");
        std::fs::remove_file(path).unwrap();
    }
}

/// Killed between taking the lock and writing it down; the next look finds the lock to be ours.
#[tokio::test]
async fn a_lock_of_which_the_journal_does_not_tell_yet_is_written_down() {
    for shell in SHELLS {
        let stage = Stage::with(shell);
        let (first, plan) = operation("ann@laptop");
        let ann = cx(&first, &plan, "this machine/lock");
        go(&stage, &lock_step(&stage), &ann, None).await;
        std::fs::remove_file(stage.own().join("journal")).unwrap();
        let look = async || {
            Locker::new(stage.kit.clone()).observe(&lock_step(&stage).effect, &key(&ann), &ann, None).await
        };
        for _ in 0..2 {
            assert_eq!(fence(&look().await), 1, "{shell:?}");
            let known = journal(&stage.kit, &stage.spot).await.unwrap();
            assert_eq!(known.unclosed().map(|passed| passed.operation.id), Some(first.id), "{shell:?}");
            assert_eq!(known.lines.len(), 1, "once: {shell:?}");
        }
        let taken = take_over(&stage.kit, std::slice::from_ref(&stage.spot), "bob@other").await.unwrap();
        assert_eq!(taken.unwrap().operation.id, first.id, "{shell:?}");
    }
}
