//! Lock, fence, journal and take-over, with the shells that hosts have.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod by_hand;
mod heartbeats;
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
