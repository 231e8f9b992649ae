//! A lock that another laptop takes over, and what the one before may do no more.

use super::*;

fn taken(fence: u64) -> LockFact {
    LockFact { fence, taken: true }
}

#[tokio::test]
async fn a_take_over_ends_the_orphan_and_shuts_the_old_laptop_out() {
    for shell in SHELLS {
        let stage = Stage::with(shell);
        let (first, plan) = operation("ann@laptop");
        let ann = cx(&first, &plan, "this machine/up");
        go(&stage, &lock_step(&stage), &ann, None).await;
        let orphan = {
            let (kit, spot, ann) = (stage.kit.clone(), stage.spot.clone(), ann.clone());
            tokio::spawn(async move {
                let key = key(&ann);
                let fenced = Fenced::of(&spot, &key, Fence(Some(1)), &ann).unwrap();
                kit.act(&fenced, "sleep 60; touch \"$D/survived\"", "".into(), &|_| ()).await
            })
        };
        let begun = Instant::now();
        while !stage.own().join("holder").exists() {
            assert!(begun.elapsed() < Duration::from_secs(10), "the orphan never began");
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        let known =
            take_over(&stage.kit, std::slice::from_ref(&stage.spot), "bob@other").await.unwrap().unwrap();
        assert!(begun.elapsed() < Duration::from_secs(30), "the orphan was not ended: {shell:?}");
        assert_eq!((known.operation.id, known.plan), (first.id, plan.clone()));
        assert_eq!(known.begun, [(StepId::from("this machine/up"), 1)]);
        assert_eq!(known.fences, [(StepId::from("this machine/lock"), taken(2))]);
        orphan.await.unwrap().ok();
        assert!(!stage.own().join("../survived").exists());

        let seen = go(&stage, &lock_step(&stage), &ann, None).await;
        assert_eq!((seen.0, code(&seen.1)), (Some(Code::TakenOver), Code::TakenOver));
        let (third, _) = operation("cy@third");
        let (problem, seen) = go(&stage, &lock_step(&stage), &cx(&third, &plan, "x/lock"), None).await;
        assert_eq!(
            (problem, code(&seen)),
            (Some(Code::LockHeld), Code::LockHeld),
            "nobody took that one over"
        );
        let spots = std::slice::from_ref(&stage.spot);
        let told = lock_by_hand(&stage.kit, spots, Runs::Programs, "cy", "mine").await.unwrap_err();
        assert!(told.code == Code::LockHeld && told.message.contains("locked by bob@other"), "{told}");
        let step = key(&ann);
        let fenced = Fenced::of(&stage.spot, &step, Fence(Some(1)), &ann).unwrap();
        let refused = stage.kit.fenced_engine(&fenced).await.err().unwrap();
        assert_eq!(refused.code, Code::TakenOver, "a connection that was not made tells why: {refused}");
        assert!(refused.message.contains("bob@other"), "{refused}");
        let old = with_fence(&stage, &ann, 1);
        assert_eq!(go(&stage, &unlock_step(&stage), &old, Some(1)).await.0, Some(Code::TakenOver));
        assert!(stage.own().join("lock").exists(), "the old laptop gave back what is not its own");
        let new = with_fence(&stage, &ann, 2);
        assert_eq!(go(&stage, &unlock_step(&stage), &new, Some(2)).await.0, None);
        assert!(!stage.own().join("lock").exists());
        let late = go(&stage, &unlock_step(&stage), &old, Some(1)).await.0;
        let again = go(&stage, &lock_step(&stage), &ann, None).await.0;
        assert_eq!(again, Some(Code::TakenOver), "nor does it take the lock once more: {shell:?}");
        assert_eq!(late, Some(Code::TakenOver), "also when the new owner is through: {shell:?}");
        let step = key(&ann);
        let fenced = Fenced::of(&stage.spot, &step, Fence(Some(1)), &ann).unwrap();
        let shut_out = stage.kit.act(&fenced, ":", "".into(), &|_| ()).await.unwrap_err();
        assert!(shut_out.message.starts_with("bob@other took the operation over on "), "{shut_out}");
        assert_eq!(go(&stage, &unlock_step(&stage), &new, Some(2)).await.0, None, "given back twice");
        assert_eq!(journal(&stage.kit, &stage.spot).await.unwrap().unclosed(), None);
    }
}

#[tokio::test]
async fn what_does_not_heed_a_take_over_is_killed() {
    futures::future::join_all(SHELLS.map(|shell| a_heedless_orphan_is_ended(Stage::with(shell)))).await;
}

async fn a_heedless_orphan_is_ended(stage: Stage) {
    let (first, plan) = operation("ann@laptop");
    let ann = cx(&first, &plan, "this machine/up");
    go(&stage, &lock_step(&stage), &ann, None).await;
    let step = key(&ann);
    let fenced = Fenced::of(&stage.spot, &step, Fence(Some(1)), &ann).unwrap();
    let orphan = stage.kit.act(&fenced, HEEDLESS, "".into(), &|_| ());
    let taken = async {
        while !stage.own().join("holder").exists() {
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        take_over(&stage.kit, std::slice::from_ref(&stage.spot), "bob@other").await
    };
    let (_, known) = tokio::join!(orphan, taken);
    assert_eq!(known.unwrap().unwrap().fences[0].1, LockFact { fence: 2, taken: true });
    assert!(!stage.own().join("../survived").exists());
}

#[tokio::test]
async fn where_a_place_is_somebody_elses_nothing_is_taken_over() {
    let stage = Stage::new();
    let (first, plan) = operation("ann@laptop");
    go(&stage, &lock_step(&stage), &cx(&first, &plan, "this machine/lock"), None).await;
    let other = Spot { place: "other".to_owned(), directory: "~/other".to_owned(), ..stage.spot.clone() };
    lock_by_hand(&stage.kit, std::slice::from_ref(&other), Runs::Programs, "cy", "mine").await.unwrap();
    let before = look(&stage.kit, &stage.spot).await.unwrap();
    let told = take_over(&stage.kit, &[other, stage.spot.clone()], "bob@other").await.unwrap_err();
    assert!(told.code == Code::LockHeld && told.message.contains("locked by cy"), "{told}");
    let after = look(&stage.kit, &stage.spot).await.unwrap();
    assert_eq!((after.lock, after.fence), (before.lock, before.fence));
}

#[tokio::test]
async fn a_lock_of_an_operation_that_the_journal_does_not_tell_of_is_not_nothing() {
    let stage = Stage::new();
    let (first, plan) = operation("ann@laptop");
    go(&stage, &lock_step(&stage), &cx(&first, &plan, "this machine/lock"), None).await;
    let newer = stage.read("journal").replace("\"kind\":\"deploy\"", "\"kind\":\"later\"");
    std::fs::write(stage.own().join("journal"), newer).unwrap();
    let told = take_over(&stage.kit, std::slice::from_ref(&stage.spot), "bob@other").await.unwrap_err();
    let sentence = "this machine is locked by an operation of which its journal does not tell: the line `{";
    assert!(told.message.starts_with(sentence) && told.message.contains("later"), "{told}");
    assert!(told.hint.unwrap().contains("slipway unlock sandbox --force"));
}

#[tokio::test]
async fn a_host_out_of_reach_is_taken_over_when_it_is_back() {
    let stage = Stage::new();
    let (first, plan) = operation("ann@laptop");
    let ann = cx(&first, &plan, "this machine/lock");
    go(&stage, &lock_step(&stage), &ann, None).await;
    // The same machine under another name stands for a host that cannot be reached.
    let there = Spot { place: "away".to_owned(), address: "away".to_owned(), ..stage.spot.clone() };
    let away = Spot { directory: "~/away".to_owned(), ..there };
    let lock = lock_steps(std::slice::from_ref(&away), Runs::Programs).remove(0);
    go(&stage, &lock, &ann, None).await;
    let both = [stage.spot.clone(), away.clone()];
    stage.cut("away", true);
    let known = take_over(&stage.kit, &both, "bob@other").await.unwrap().unwrap();
    assert_eq!(known.fences, [(StepId::from("this machine/lock"), taken(2))]);
    let [(step, why)] = &known.unreached[..] else { panic!("{:?}", known.unreached) };
    assert_eq!((step.0.as_str(), why.code), ("away/lock", Code::HostUnreachable));

    // Back, but not taken over yet: its lock is the old laptop's, whoever looks.
    stage.cut("away", false);
    let facts = known.fences.into_iter().map(|(step, lock)| (step, lock.fact()));
    let bob = Cx { facts: Arc::new(facts.collect()), ..ann.clone() };
    let locker = Locker::new(stage.kit.clone());
    let seen = locker.observe(&lock.effect, &key(&bob), &bob, None).await;
    assert!(matches!(&seen, Observed::Unreachable(why) if why.code == Code::OutcomeUnknown), "{seen:?}");
    let known = take_over(&stage.kit, &both, "bob@other").await.unwrap().unwrap();
    assert_eq!((known.fences.len(), known.unreached.len()), (2, 0));
    assert_eq!(known.fences[1].1, taken(3), "raised once more where it was ours");

    for place in ["away", "localhost-shell"] {
        stage.cut(place, true);
    }
    let nobody = take_over(&stage.kit, &both, "bob@other").await.unwrap_err();
    assert_eq!(nobody.code, Code::HostUnreachable, "nothing is known, so nothing is said to be open or not");
}

/// Asleep between two locks: the second host knows the operation only from whoever took it over, and is through with it
/// when the old laptop comes for the lock.
#[tokio::test]
async fn a_host_that_first_hears_of_an_operation_when_it_is_taken_over_refuses_the_old_laptop() {
    for shell in SHELLS {
        let stage = Stage::with(shell);
        let (first, plan) = operation("ann@laptop");
        let ann = cx(&first, &plan, "this machine/lock");
        let before =
            Spot { place: "before".to_owned(), directory: "~/before".to_owned(), ..stage.spot.clone() };
        let lock = lock_steps(std::slice::from_ref(&before), Runs::Programs).remove(0);
        go(&stage, &lock, &ann, None).await;
        let known = take_over(&stage.kit, &[before, stage.spot.clone()], "bob@other").await.unwrap().unwrap();
        let fence = known.fences.iter().find(|(step, _)| step.0 == "this machine/lock").unwrap();
        assert_eq!(fence.1, taken(1));
        let bob = with_fence(&stage, &ann, 1);
        assert_eq!(go(&stage, &unlock_step(&stage), &bob, Some(1)).await.0, None);
        let told = std::fs::read_to_string(stage.own().join("journal")).unwrap();
        assert_eq!(
            go(&stage, &lock_step(&stage), &ann, None).await.0,
            Some(Code::TakenOver),
            "{shell:?}: {told}"
        );
        assert_eq!(std::fs::read_to_string(stage.own().join("journal")).unwrap(), told, "and writes nothing");
        assert!(!stage.own().join("lock").exists());
    }
}

/// What was looked at as open ends before it is taken: the lock goes in between. The program `flock` of the take-over
/// stands for that moment.
#[tokio::test]
async fn what_has_just_ended_is_not_taken_over() {
    for shell in [SHELLS[0], SHELLS[2]] {
        let flock = "#!/bin/sh\ncd \"$HOME/.slipway/recipes/sandbox/.slipway\" && [ ! -s ends ] || \
            { cat ends >>journal; rm -f lock heartbeat* ends; }\nexec /usr/bin/flock \"$@\"\n";
        let stage = Stage::with_programs(shell, &[("flock", flock)]);
        let (first, plan) = operation("ann@laptop");
        let ann = cx(&first, &plan, "this machine/lock");
        go(&stage, &lock_step(&stage), &ann, None).await;
        let line = json!({
            "format": 1, "at": "2026-01-01T00:00:00Z", "kind": "closed", "operation": first.id,
            "verdict": "cancelled", "release": null, "actor": "ann@laptop",
        });
        std::fs::write(stage.own().join("ends"), format!("{line}\n")).unwrap();
        let taken = take_over(&stage.kit, std::slice::from_ref(&stage.spot), "bob@other").await.unwrap();
        assert!(taken.is_none(), "a cancelled operation would go on: {taken:?}");
        let state = look(&stage.kit, &stage.spot).await.unwrap();
        assert_eq!((state.lock, state.fence), (None, 1), "nothing was raised: {shell:?}");
        assert!(!stage.read("journal").contains("taken_over"), "{}", stage.read("journal"));
    }
}

/// The laptop died when one host had been told how it ended and the other had not.
#[tokio::test]
async fn how_it_ended_at_one_place_is_known_where_it_is_taken_over_at_another() {
    let stage = Stage::new();
    let (first, plan) = operation("ann@laptop");
    let ann = cx(&first, &plan, "this machine/lock");
    let other = Spot { place: "other".to_owned(), directory: "~/other".to_owned(), ..stage.spot.clone() };
    let both = [other.clone(), stage.spot.clone()];
    for lock in lock_steps(&both, Runs::Programs) {
        go(&stage, &lock, &ann, None).await;
    }
    let told = Cx { so_far: slipway_domain::operation::Verdict::Cancelled, ..with_fence(&stage, &ann, 1) };
    go(&stage, &unlock_step(&stage), &told, Some(1)).await;
    let known = take_over(&stage.kit, &both, "bob@other").await.unwrap().unwrap();
    assert_eq!(known.closed, Some(slipway_domain::operation::Verdict::Cancelled));
    let fences = [("other/lock".into(), taken(2)), ("this machine/lock".into(), taken(2))];
    assert_eq!(known.fences.len(), 2, "{:?}", known.fences);
    assert!(fences.iter().all(|fence| known.fences.contains(fence)), "{:?}", known.fences);
}

/// Somebody else is at work by now, and what runs for them is not ended for a lock that is not to be had.
#[tokio::test]
async fn what_runs_for_another_operation_is_not_ended_by_a_take_over() {
    // Between the looks and the script that takes over, the lock becomes another's.
    let flock = "#!/bin/sh\ncd \"$HOME/.slipway/recipes/sandbox/.slipway\" && [ ! -s next ] || mv next lock\n\
        exec /usr/bin/flock \"$@\"\n";
    let stage = Stage::with_programs(&["/usr/bin/dash"], &[("flock", flock)]);
    let (first, plan) = operation("ann@laptop");
    let ann = cx(&first, &plan, "this machine/up");
    go(&stage, &lock_step(&stage), &ann, None).await;
    let step = key(&ann);
    let fenced = Fenced::of(&stage.spot, &step, Fence(Some(1)), &ann).unwrap();
    let runs = stage.kit.act(&fenced, "sleep 20; touch \"$D/ended\"", "".into(), &|_| ());
    let takes = async {
        while !stage.own().join("holder").exists() {
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        let (next, _) = operation("cy@third");
        let lock = stage.read("lock").replace(&first.id.to_string(), &next.id.to_string());
        std::fs::write(stage.own().join("next"), lock).unwrap();
        take_over(&stage.kit, std::slice::from_ref(&stage.spot), "bob@other").await
    };
    let (_, told) = tokio::join!(runs, takes);
    assert_eq!(told.unwrap_err().code, Code::LockHeld);
    assert!(stage.own().join("../ended").exists(), "it was ended");
}
