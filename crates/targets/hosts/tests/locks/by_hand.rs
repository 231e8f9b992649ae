//! Locks that a person takes and gives back.

use super::*;

#[tokio::test]
async fn a_person_locks_and_unlocks() {
    for shell in SHELLS {
        lock_and_unlock(Stage::with(shell)).await;
    }
}

async fn lock_and_unlock(stage: Stage) {
    let spots = std::slice::from_ref(&stage.spot);
    lock_by_hand(&stage.kit, spots, Runs::Programs, "ann", "it's \"maintenance\"").await.unwrap();
    lock_by_hand(&stage.kit, spots, Runs::Programs, "ann", "again").await.unwrap();
    let state = look(&stage.kit, &stage.spot).await.unwrap();
    assert_eq!(state.seen_lock().unwrap().message, "it's \"maintenance\"");
    assert!(!state.seen_lock().unwrap().stale());
    assert_eq!(
        lock_by_hand(&stage.kit, spots, Runs::Programs, "bob", "mine").await.unwrap_err().code,
        Code::LockHeld
    );
    assert_eq!(unlock_by_hand(&stage.kit, spots, "bob", false).await.unwrap_err().code, Code::LockHeld);
    unlock_by_hand(&stage.kit, spots, "bob", true).await.unwrap();
    unlock_by_hand(&stage.kit, spots, "bob", true).await.unwrap();
    let state = look(&stage.kit, &stage.spot).await.unwrap();
    assert_eq!((state.lock, state.fence), (None, 2), "a removed lock's holder is shut out");
    assert_eq!(journal(&stage.kit, &stage.spot).await.unwrap().damaged, Vec::<String>::new());
}

#[tokio::test]
async fn a_lock_that_cannot_be_read_goes_by_force_only() {
    for shell in SHELLS {
        let stage = Stage::with(shell);
        let spots = std::slice::from_ref(&stage.spot);
        lock_by_hand(&stage.kit, spots, Runs::Programs, "ann", "maintenance").await.unwrap();
        let newer = stage.read("lock").replace("\"fence\":1,", "\"fence\":1,\"reason\":\"newer\",");
        for lock in ["{\"format\":1,", newer.trim_end()] {
            std::fs::write(stage.own().join("lock"), format!("{lock}\n")).unwrap();
            let told = unlock_by_hand(&stage.kit, spots, "bob", false).await.unwrap_err();
            assert_eq!(told.code, Code::LockHeld, "{told}");
            let way_out = "`slipway unlock sandbox --force`";
            assert!(told.hint.as_ref().is_some_and(|hint| hint.contains(way_out)), "{told:?}");
            unlock_by_hand(&stage.kit, spots, "bob", true).await.unwrap();
            assert!(!stage.own().join("lock").exists(), "{lock} with {shell:?}");
        }
        assert_eq!(
            look(&stage.kit, &stage.spot).await.unwrap().fence,
            3,
            "a removed lock's holder is shut out"
        );
    }
}

#[tokio::test]
async fn what_a_person_had_locked_before_stays_locked_when_another_place_refuses() {
    let stage = Stage::new();
    let free = Spot { place: "a".to_owned(), directory: "~/a".to_owned(), ..stage.spot.clone() };
    let mine = Spot { place: "b".to_owned(), directory: "~/b".to_owned(), ..stage.spot.clone() };
    lock_by_hand(&stage.kit, std::slice::from_ref(&mine), Runs::Programs, "bob", "maintenance")
        .await
        .unwrap();
    let (first, plan) = operation("ann@laptop");
    go(&stage, &lock_step(&stage), &cx(&first, &plan, "this machine/lock"), None).await;
    let all = [free.clone(), mine.clone(), stage.spot.clone()];
    let told = lock_by_hand(&stage.kit, &all, Runs::Programs, "bob", "again").await.unwrap_err();
    assert_eq!(told.code, Code::LockHeld);
    assert_eq!(look(&stage.kit, &mine).await.unwrap().lock.unwrap().message, "maintenance");
    assert_eq!(
        look(&stage.kit, &free).await.unwrap().lock,
        None,
        "what was locked a moment ago is given back"
    );
}
