//! Lock, fence, journal and take-over, with the shells that hosts have.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod by_hand;
mod heartbeats;
mod journals;
mod leftovers;
mod orphans;
#[path = "../support/mod.rs"]
mod support;
mod take_overs;

use std::sync::Arc;
use std::time::{Duration, Instant};

use serde_json::json;
use slipway_domain::ids::StepId;
use slipway_domain::plan::{LockFact, Step};
use slipway_domain::problem::Code;
use slipway_domain::progress::Observed;
use slipway_engine::ports::{Cx, Executor, Fence};
use slipway_hosts::{
    Fenced, Locker, Runs, Spot, journal, lock_by_hand, lock_steps, look, take_over, unlock_by_hand,
    unlock_steps,
};
use support::{Stage, cx, key, operation};

const SHELLS: [&[&str]; 3] = [&["/usr/bin/dash"], &["/usr/bin/busybox", "sh"], &["/usr/bin/bash", "--posix"]];

/// A body that does not heed a signal to end.
const HEEDLESS: &str = "sh -c \"trap '' TERM; sleep 60; touch '$D/survived'\"; true";

fn lock_step(stage: &Stage) -> Step {
    lock_steps(std::slice::from_ref(&stage.spot), Runs::Programs).remove(0)
}

fn unlock_step(stage: &Stage) -> Step {
    unlock_steps(std::slice::from_ref(&stage.spot)).remove(0)
}

/// Does a step and looks at it.
async fn go(stage: &Stage, step: &Step, cx: &Cx, fence: Option<u64>) -> (Option<Code>, Observed) {
    let locker = Locker::new(stage.kit.clone());
    let report = locker.act(&step.effect, &key(cx), Fence(fence), cx).await;
    let seen = locker.observe(&step.effect, &key(cx), cx, Some(&report)).await;
    (report.problem.map(|problem| problem.code), seen)
}

fn fence(seen: &Observed) -> u64 {
    let Observed::Done(fact) = seen else { panic!("{seen:?}") };
    fact["fence"].as_u64().unwrap()
}

fn code(seen: &Observed) -> Code {
    let Observed::Different { problem, .. } = seen else { panic!("{seen:?}") };
    problem.code
}

/// The same step once its lock was found.
fn with_fence(stage: &Stage, cx: &Cx, fence: u64) -> Cx {
    let facts = [(StepId(format!("{}/lock", stage.spot.place)), LockFact { fence, taken: false }.fact())];
    Cx { facts: Arc::new(facts.into()), ..cx.clone() }
}

#[tokio::test]
async fn one_operation_at_a_time() {
    for shell in SHELLS {
        let stage = Stage::with(shell);
        let (first, plan) = operation("ann@laptop");
        let ann = cx(&first, &plan, "this machine/lock");
        assert_eq!(
            Locker::new(stage.kit.clone()).observe(&lock_step(&stage).effect, &key(&ann), &ann, None).await,
            Observed::Absent
        );
        let (problem, seen) = go(&stage, &lock_step(&stage), &ann, None).await;
        assert_eq!((problem, fence(&seen)), (None, 1), "{shell:?}");
        let again = go(&stage, &lock_step(&stage), &ann, None).await;
        assert_eq!((again.0, fence(&again.1)), (None, 1), "the same operation keeps its fence");

        let (second, _) = operation("bob@other");
        let bob = cx(&second, &plan, "this machine/lock");
        let (problem, seen) = go(&stage, &lock_step(&stage), &bob, None).await;
        assert_eq!((problem, code(&seen)), (Some(Code::LockHeld), Code::LockHeld));
        let Observed::Different { problem, .. } = seen else { panic!() };
        assert!(problem.message.contains("ann@laptop"), "{}", problem.message);
        assert!(problem.message.contains("deploy recipes sandbox"), "{}", problem.message);
        assert_eq!(problem.details["lock"]["operation"], first.id.to_string());

        let done = with_fence(&stage, &ann, 1);
        let (problem, seen) = go(&stage, &unlock_step(&stage), &done, Some(1)).await;
        assert_eq!((problem, seen), (None, Observed::Done(json!({}))));
        assert_eq!(
            fence(&go(&stage, &lock_step(&stage), &bob, None).await.1),
            2,
            "a fence never comes again"
        );
    }
}

#[tokio::test]
async fn what_only_a_newer_version_does_with_a_lock_leaves_it_alone() {
    let stage = Stage::new();
    let (first, plan) = operation("ann@laptop");
    let ann = cx(&first, &plan, "this machine/lock");
    go(&stage, &lock_step(&stage), &ann, None).await;
    let mut newer = unlock_step(&stage);
    newer.effect.verb = "lend".to_owned();
    let (problem, seen) = go(&stage, &newer, &with_fence(&stage, &ann, 1), Some(1)).await;
    assert_eq!(problem, Some(Code::PlanNewer));
    assert!(matches!(&seen, Observed::Unreachable(why) if why.code == Code::PlanNewer), "{seen:?}");
    assert!(look(&stage.kit, &stage.spot).await.unwrap().lock.is_some(), "it was given back");
}

#[tokio::test]
async fn an_operation_that_never_had_the_lock_does_not_give_it_back() {
    let stage = Stage::new();
    let (first, plan) = operation("ann@laptop");
    go(&stage, &lock_step(&stage), &cx(&first, &plan, "x/lock"), None).await;
    let (second, _) = operation("bob@other");
    let (problem, seen) = go(&stage, &unlock_step(&stage), &cx(&second, &plan, "x/unlock"), None).await;
    assert_eq!((problem, seen), (None, Observed::Done(json!({}))));
    assert_eq!(look(&stage.kit, &stage.spot).await.unwrap().lock.unwrap().owner, "ann@laptop");
}

#[tokio::test]
async fn a_mark_that_contradicts_stops() {
    let stage = Stage::new();
    let (first, plan) = operation("ann@laptop");
    let ann = cx(&first, &plan, "x/lock");
    std::fs::create_dir_all(stage.own()).unwrap();
    for (mark, expected) in [
        (r#"{"environment":"production","format":1,"project":"recipes"}"#, Code::MarkContradicts),
        (r#"{"environment":"sandbox","format":2,"project":"recipes"}"#, Code::HostFormatNewer),
    ] {
        std::fs::write(stage.own().join("mark"), format!("{mark}\n")).unwrap();
        let (problem, seen) = go(&stage, &lock_step(&stage), &ann, None).await;
        assert_eq!(problem, Some(expected));
        assert!(matches!(seen, Observed::Unreachable(problem) if problem.code == expected));
        assert_eq!(stage.read("lock"), "", "nothing was written");
    }
}

#[tokio::test]
async fn only_the_holder_of_the_fence_acts() {
    for shell in SHELLS {
        let stage = Stage::with(shell);
        let (first, plan) = operation("ann@laptop");
        let ann = cx(&first, &plan, "this machine/up");
        let key = key(&ann);
        go(&stage, &lock_step(&stage), &ann, None).await;
        let act = |fence: u64| {
            let (stage, ann, key) = (&stage, &ann, &key);
            async move {
                let fenced = Fenced::of(&stage.spot, key, Fence(Some(fence)), ann).unwrap();
                let body = "cat >\"$D/it's\"; echo said; exit 3";
                stage.kit.act(&fenced, body, "given".into(), &|_| ()).await
            }
        };
        assert_eq!(act(2).await.unwrap_err().code, Code::TakenOver);
        assert!(!stage.own().join("../it's").exists());
        let ran = act(1).await.unwrap();
        assert_eq!((ran.code, ran.out().as_str()), (3, "said\n"));
        assert_eq!(support::read(&stage.own().join("../it's")), "given");
        assert!(!stage.own().join("holder").exists());

        let passed = journal(&stage.kit, &stage.spot).await.unwrap();
        assert_eq!(passed.damaged, Vec::<String>::new(), "{}", stage.read("journal"));
        assert!(stage.read("journal").contains("\"code\":3}"));
        assert_eq!(passed.unclosed().unwrap().begun, [(StepId::from("this machine/up"), 1)]);
    }
}

#[tokio::test]
async fn without_room_for_what_has_to_be_written_nothing_is_begun() {
    for shell in SHELLS {
        let stage = Stage::with(shell);
        let (first, plan) = operation("ann@laptop");
        let ann = cx(&first, &plan, "this machine/lock");
        std::fs::create_dir_all(stage.own()).unwrap();
        for file in ["fence", "lock"] {
            // What is written there finds the disk full.
            std::os::unix::fs::symlink("/dev/full", stage.own().join(format!("{file}.new"))).unwrap();
            let (problem, seen) = go(&stage, &lock_step(&stage), &ann, None).await;
            assert_eq!((problem, seen), (Some(Code::DiskShort), Observed::Absent), "{file} with {shell:?}");
            assert!(!stage.own().join(format!("{file}.new")).is_symlink(), "{file} was left half-written");
            assert_eq!(stage.read("journal"), "", "it never had the lock");
        }
        assert_eq!(go(&stage, &lock_step(&stage), &ann, None).await.0, None);
    }
}

#[tokio::test]
async fn a_host_that_is_not_even_connected_to_hears_of_nothing() {
    let stage = Stage::new();
    let (first, plan) = operation("ann@laptop");
    let ann = cx(&first, &plan, "this machine/lock");
    let locker = Locker::new(stage.kit.clone());
    let act = async |step: &Step, fence: Option<u64>| {
        let report = locker.act(&step.effect, &key(&ann), Fence(fence), &ann).await;
        (report.problem.unwrap().code, report.untouched)
    };
    stage.cut_off(true);
    assert_eq!(act(&lock_step(&stage), None).await, (Code::HostUnreachable, true));
    assert_eq!(act(&unlock_step(&stage), None).await, (Code::HostUnreachable, true), "it never had it");
    assert_eq!(act(&unlock_step(&stage), Some(1)).await, (Code::HostUnreachable, false), "it still has it");
}

#[tokio::test]
async fn a_stopped_step_leaves_nothing_running() {
    let stages = SHELLS.map(Stage::with);
    futures::future::join_all(stages.iter().map(|stage| a_step_is_stopped(stage, HEEDLESS))).await;
    // Who heeds the signal is not waited for to the end.
    let counted = "#!/bin/sh\n[ \"$1\" != 0.2 ] || echo >>\"$HOME/waits\"\nexec /usr/bin/sleep \"$@\"\n";
    let stage = Stage::with_programs(&["/usr/bin/dash"], &[("sleep", counted)]);
    a_step_is_stopped(&stage, "sh -c 'sleep 60; true'; touch \"$D/survived\"").await;
    let waits = support::read(&stage.folder.path().join("waits"));
    assert!(waits.lines().count() < 50, "it had to be killed");
}

async fn a_step_is_stopped(stage: &Stage, body: &str) {
    let (first, plan) = operation("ann@laptop");
    let ann = cx(&first, &plan, "this machine/up");
    go(stage, &lock_step(stage), &ann, None).await;
    let key = key(&ann);
    let fenced = Fenced::of(&stage.spot, &key, Fence(Some(1)), &ann).unwrap();
    let act = stage.kit.act(&fenced, body, "".into(), &|_| ());
    let stop = async {
        while !stage.own().join("holder").exists() {
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        tokio::time::sleep(Duration::from_millis(300)).await;
        stage.kit.stop(&stage.spot, &key).await
    };
    let begun = Instant::now();
    let (ran, stopped) = tokio::join!(act, stop);
    stopped.unwrap();
    assert_ne!(ran.unwrap().code, 0);
    assert!(begun.elapsed() < Duration::from_secs(40));
    assert!(!stage.own().join("../survived").exists());
}

/// The host was set up anew while an operation was open. Fences count from 1 again.
#[tokio::test]
async fn the_same_number_under_another_operation_is_another_lock() {
    for shell in SHELLS {
        let stage = Stage::with(shell);
        let (first, plan) = operation("ann@laptop");
        let ann = cx(&first, &plan, "this machine/up");
        go(&stage, &lock_step(&stage), &ann, None).await;
        std::fs::remove_dir_all(stage.own()).unwrap();
        let (second, _) = operation("bob@other");
        let bob = cx(&second, &plan, "this machine/lock");
        assert_eq!(fence(&go(&stage, &lock_step(&stage), &bob, None).await.1), 1);

        let step = key(&ann);
        let fenced = Fenced::of(&stage.spot, &step, Fence(Some(1)), &ann).unwrap();
        let refused = stage.kit.act(&fenced, "touch \"$D/touched\"", "".into(), &|_| ()).await.unwrap_err();
        assert!(refused.code == Code::TakenOver && refused.message.contains("bob@other"), "{refused}");
        let refused = stage.kit.fenced_engine(&fenced).await.err().unwrap();
        assert_eq!(refused.code, Code::TakenOver, "{shell:?}");
        let lost = slipway_domain::problem::Problem::new(Code::EngineUnreachable, "the connection was lost");
        assert_eq!(stage.kit.or_lost_lock(&fenced, lost).await.code, Code::TakenOver, "{shell:?}");
        let old = with_fence(&stage, &ann, 1);
        let (_, seen) = go(&stage, &unlock_step(&stage), &old, Some(1)).await;
        assert_eq!(seen, Observed::Done(json!({})), "nothing of ann's is left to give back");
        assert!(!stage.own().join("../touched").exists());
        let held = look(&stage.kit, &stage.spot).await.unwrap().lock.unwrap();
        assert_eq!(held.owner, "bob@other", "{shell:?}");
        assert!(stage.read("journal").lines().count() == 1, "{}", stage.read("journal"));
    }
}

#[tokio::test]
async fn a_host_without_flock_is_told() {
    let stage = Stage::with(&["/usr/bin/busybox", "sh"]);
    std::fs::remove_file(stage.folder.path().join("bin/flock")).unwrap();
    let (first, plan) = operation("ann@laptop");
    let (problem, seen) = go(&stage, &lock_step(&stage), &cx(&first, &plan, "x/lock"), None).await;
    assert_eq!((problem, seen), (Some(Code::HostUnfit), Observed::Absent));
    std::os::unix::fs::symlink("/usr/bin/perl", stage.folder.path().join("bin/perl")).unwrap();
    let (problem, seen) = go(&stage, &lock_step(&stage), &cx(&first, &plan, "x/lock"), None).await;
    assert_eq!((problem, fence(&seen)), (None, 1), "perl locks where flock is missing");
}
