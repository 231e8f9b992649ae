//! Scripts on a host: shipped, run once, observed, stopped.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout)]

mod bench;
mod connections;
#[path = "../../../hosts/tests/support/images.rs"]
mod images;
#[path = "../../../hosts/tests/support/known.rs"]
mod known;
#[path = "../../../hosts/tests/support/origins.rs"]
mod origins;
#[path = "../../../hosts/tests/support/releases.rs"]
mod releases;
#[path = "../../../hosts/tests/support/sample.rs"]
mod sample;
#[path = "../../../hosts/tests/support/ssh.rs"]
mod ssh;
mod support;
mod vanished;

use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use origins::recipe;
use slipway_domain::config::OnFailure;
use slipway_domain::deployment::Deployment;
use slipway_domain::plan::{Replay, Step, When};
use slipway_domain::problem::Code;
use slipway_domain::progress::Observed;
use slipway_domain::world::Health;
use slipway_engine::ports::{Cx, Executor, Fence, Restore, Steps, Target, TerminalSize, Want};
use support::{SECRET, Stage, key, step};

#[tokio::test(flavor = "multi_thread")]
async fn keeps_the_contract() {
    if !slipway_testkit::root_or_explain("the script target on a host") {
        return;
    }
    slipway_hosts::contract::all(&bench::ScriptBench::start()).await;
}

/// The shells of hosts, as far as they are here.
fn shells() -> impl Iterator<Item = &'static [&'static str]> {
    let all: [&'static [&'static str]; 3] = [&["dash"], &["busybox", "sh"], &["bash", "--posix"]];
    all.into_iter().filter(|shell| {
        let here =
            std::process::Command::new(shell[0]).args(&shell[1..]).args(["-c", "true"]).output().is_ok();
        if !here {
            println!("left out: {} is not installed", shell[0]);
        }
        here
    })
}

/// Ships, and hands back what running needs.
async fn shipped(stage: &Stage, number: u64) -> (Steps, Cx, Fence) {
    let steps = stage.steps(number, None).await;
    let (cx, fence) = stage.begin(&steps).await;
    let ship = step(&steps, "box/ship");
    assert_eq!(stage.observe(ship, &cx).await, Observed::Absent);
    let (report, seen) = stage.go(ship, &cx, fence).await;
    assert_eq!(report.problem, None);
    assert!(matches!(seen, Observed::Done(_)), "{seen:?}");
    (steps, cx, fence)
}

#[tokio::test]
async fn a_full_disk_is_told_as_one() {
    let stage = Stage::new("true\n");
    let steps = stage.steps(7, None).await;
    let (cx, _) = stage.begin(&steps).await;
    stage.machine.full.store(true, Ordering::Relaxed);
    let (code, message) = problem(stage.observe(step(&steps, "box/ship"), &cx).await);
    assert_eq!(code, Code::DiskShort, "{message}");
    let seen = stage.target().observe().await.places.remove(0).seen;
    assert_eq!(seen.unwrap_err().code, Code::DiskShort);
}

fn problem(seen: Observed) -> (Code, String) {
    match seen {
        Observed::Different { problem, .. } | Observed::Unreachable(problem) => {
            (problem.code, problem.message)
        }
        other => panic!("{other:?}"),
    }
}

async fn wait_for(what: &str, mut is: impl AsyncFnMut() -> bool) {
    let begin = Instant::now();
    while !is().await {
        assert!(begin.elapsed() < Duration::from_secs(20), "{what}");
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}

const FULL: &str = r#"#!/bin/bash
set -eu
IFS= read -r token
[[ "$token" == "s3cr3t \$x 'q'" ]] && echo "token is right"
printf '%s|' "$@" "$SLIPWAY_PROJECT" "$SLIPWAY_ENVIRONMENT" "$SLIPWAY_RELEASE" "$SLIPWAY_VERSION" "$SLIPWAY_COMMIT" "$GREETING"; echo
cat dist/conf/'a b.txt'; echo
[ -x dist/app ] && echo "app may run"
echo "to err" >&2
"#;

#[tokio::test]
async fn a_script_gets_all_it_needs_and_its_receipt_says_so() {
    for shell in shells() {
        let stage = Stage::with(shell, FULL);
        let (steps, cx, fence) = shipped(&stage, 5).await;
        let run = step(&steps, "box/run");
        assert_eq!(run.replay, Replay::Once);
        assert_eq!(run.effect.args["secrets"], serde_json::json!(["TOKEN"]));
        assert_eq!(stage.observe(run, &cx).await, Observed::Absent);
        let (report, seen) = stage.go(run, &cx, fence).await;
        assert_eq!(report.problem, None, "{:?}", stage.lines());
        let Observed::Done(fact) = seen else { panic!("{seen:?}") };
        assert_eq!((fact["release"].as_u64(), fact["version"].as_str()), (Some(5), Some("0.1.5")));
        let sha = format!("{:040}", 5);
        let told = format!("0.1.5|it's $5|recipes|legacy|5|0.1.5|{sha}|it's $HOME|");
        assert_eq!(stage.lines(), ["token is right", &told, "a", "app may run", "to err"]);

        let world = stage.target().observe().await;
        let seen = world.places[0].seen.as_ref().unwrap();
        let api = &seen.services["api"];
        assert_eq!(
            (api.release, api.version.as_deref(), api.health),
            (Some(5), Some("0.1.5"), Health::Unknown)
        );
        assert_eq!((&api.digest, api.commit.as_deref()), (&None, Some(sha.as_str())));
        assert!(seen.lock.is_some());
    }
}

#[tokio::test]
async fn the_last_secret_may_have_several_lines_and_no_other() {
    let script = "IFS= read -r first; cat >\"$HOME/rest\"; printf '%s' \"$first\" >\"$HOME/first\"";
    let key = "-----BEGIN KEY-----\n  $a \\ 'b'\n\n-----END KEY-----\n";
    for shell in shells() {
        let stage = Stage::with(shell, script).given(&[("TOKEN", SECRET), ("KEY", key)]);
        let (steps, cx, fence) = shipped(&stage, 1).await;
        let (report, seen) = stage.go(step(&steps, "box/run"), &cx, fence).await;
        assert!(report.problem.is_none() && matches!(seen, Observed::Done(_)), "{report:?}");
        let got = |name: &str| std::fs::read_to_string(stage.folder.path().join(name)).unwrap();
        assert_eq!((got("first").as_str(), got("rest").as_str()), (SECRET, key), "{shell:?}");
    }
    let refused = [
        ([("KEY", key), ("TOKEN", SECRET)], "the secret KEY has several lines and stands before others"),
        ([("TOKEN", SECRET), ("KEY", "a\0b")], "the secret KEY holds a zero byte"),
    ];
    for (secrets, why) in refused {
        let stage = Stage::new(script).given(&secrets);
        let (steps, cx, fence) = shipped(&stage, 1).await;
        let (report, seen) = stage.go(step(&steps, "box/run"), &cx, fence).await;
        let problem = report.problem.unwrap();
        assert!(report.untouched && problem.message.starts_with(why), "{problem}");
        assert_eq!(seen, Observed::Absent, "nothing was begun");
    }
}

#[tokio::test]
async fn a_script_is_not_begun_with_half_of_its_secrets() {
    for shell in shells() {
        let stage = Stage::with(shell, "cat >\"$HOME/got\"");
        let (steps, cx, fence) = shipped(&stage, 1).await;
        let run = step(&steps, "box/run");
        stage.machine.cuts_input.store(true, Ordering::Relaxed);
        let (report, seen) = stage.go(run, &cx, fence).await;
        let problem = report.problem.unwrap();
        assert!(problem.message.contains("ended before the script had its input"), "{problem}");
        assert_eq!(seen, Observed::Absent, "it may be run again");
        assert!(!stage.folder.path().join("got").exists());
        stage.machine.cuts_input.store(false, Ordering::Relaxed);
        assert!(matches!(stage.go(run, &cx, fence).await.1, Observed::Done(_)));
    }
}

#[tokio::test]
async fn a_script_runs_once_however_often_it_is_asked_for() {
    let stage = Stage::new("read -r x; echo ran >>\"$HOME/count\"");
    let (steps, cx, fence) = shipped(&stage, 1).await;
    let run = step(&steps, "box/run");
    stage.go(run, &cx, fence).await;
    let (report, seen) = stage.go(run, &cx, fence).await;
    assert!(report.problem.unwrap().message.contains("begun on box before"));
    assert!(matches!(seen, Observed::Done(_)));
    assert_eq!(std::fs::read_to_string(stage.folder.path().join("count")).unwrap(), "ran\n");
}

#[tokio::test]
async fn a_failed_script_is_told_with_its_code_and_last_lines_and_changes_nothing_of_what_is_known() {
    for shell in shells() {
        let stage = Stage::with(
            shell,
            "read -r x; for n in $(seq 30); do echo line $n; done; echo \"secret $x\"; exit 79",
        );
        let (steps, cx, fence) = shipped(&stage, 1).await;
        let (report, seen) = stage.go(step(&steps, "box/run"), &cx, fence).await;
        assert!(report.problem.is_some());
        let Observed::Different { problem, evidence, .. } = seen else { panic!("{seen:?}") };
        assert!(problem.message.contains("exit code 79"), "{problem}");
        assert_eq!((evidence[0].what.as_str(), evidence[0].text.as_str()), ("exit code", "79"));
        assert_eq!(evidence[1].text.lines().count(), 20);
        assert!(evidence[1].text.ends_with("secret ***") && !evidence[1].text.contains(SECRET));
        assert!(stage.target().observe().await.places[0].seen.as_ref().unwrap().services.is_empty());
    }
}

#[tokio::test]
async fn a_stopped_script_leaves_nothing_running_and_says_so() {
    for shell in shells() {
        let stage = Stage::with(
            shell,
            "read -r x; trap '' TERM; (sleep 30; touch \"$HOME/late\") & echo up; wait; sleep 30",
        );
        let (steps, cx, fence) = shipped(&stage, 1).await;
        let run = step(&steps, "box/run");
        let _ = tokio::time::timeout(Duration::from_secs(1), stage.go(run, &cx, fence)).await;
        assert_eq!(stage.observe(run, &cx).await, Observed::Running);
        stage.executor.stop(&run.effect, &key(&cx, run), &cx).await;
        let (code, message) = problem(stage.observe(run, &cx).await);
        assert_eq!((code, message.as_str()), (Code::HostCommandFailed, "deploy.sh was stopped on box"));
        let marked = format!("{}/late", stage.folder.path().display());
        let left = std::fs::read_dir("/proc").unwrap().flatten().any(|process| {
            std::fs::read(process.path().join("cmdline"))
                .is_ok_and(|line| String::from_utf8_lossy(&line).contains(&marked))
        });
        assert!(!left);
        assert!(
            matches!(stage.go(run, &cx, fence).await.0.problem, Some(problem) if problem.message.contains("before"))
        );
    }
}

#[tokio::test]
async fn a_daemon_that_a_script_starts_does_not_keep_the_lock() {
    let stage = Stage::new("read -r x; nohup sleep 20 >/dev/null 2>&1 & echo started");
    let (steps, cx, fence) = shipped(&stage, 1).await;
    let begin = Instant::now();
    let (report, seen) = stage.go(step(&steps, "box/run"), &cx, fence).await;
    assert!(report.problem.is_none() && matches!(seen, Observed::Done(_)));
    let (report, _) = stage.go(step(&steps, "box/ship"), &cx, fence).await;
    assert_eq!(report.problem, None);
    assert!(begin.elapsed() < Duration::from_secs(10), "{:?}", begin.elapsed());
}

#[tokio::test]
async fn files_that_were_tampered_with_are_not_run() {
    let stage = Stage::new("read -r x; touch \"$HOME/ran\"");
    let (steps, cx, fence) = shipped(&stage, 1).await;
    std::fs::write(stage.directory().join("dist/app"), "other").unwrap();
    let (code, message) = problem(stage.observe(step(&steps, "box/ship"), &cx).await);
    assert_eq!(code, Code::HostCommandFailed);
    assert!(message.contains("dist/app"), "{message}");
    let (report, seen) = stage.go(step(&steps, "box/run"), &cx, fence).await;
    assert!(report.problem.unwrap().message.contains("dist/app"));
    assert_eq!(seen, Observed::Absent);
    assert!(!stage.folder.path().join("ran").exists());
}

#[tokio::test]
async fn a_wrong_fence_runs_nothing() {
    let stage = Stage::new("read -r x; touch \"$HOME/ran\"");
    let (steps, cx, _) = shipped(&stage, 1).await;
    let (report, seen) = stage.go(step(&steps, "box/run"), &cx, Fence(Some(77))).await;
    assert_eq!(report.problem.unwrap().code, Code::TakenOver);
    assert_eq!(seen, Observed::Absent);
    assert!(!stage.folder.path().join("ran").exists());
}

#[tokio::test]
async fn what_fails_is_followed_by_the_script_of_the_release_before() {
    let stage = Stage::new("read -r x; echo $1 >\"$HOME/now\"");
    let before = stage.deployment(1).await;
    let steps = stage.steps(2, Some(Restore::Deployment(Box::new(before)))).await;
    let run = step(&steps, "box/run");
    assert!(run.action.contains("the one of release 1 is run again"), "{}", run.action);
    let undo = step(&steps, "box/undo-run");
    assert_eq!(undo.when, When::Undo("box/run".into()));
    let (cx, fence) = stage.begin(&steps).await;
    for id in ["box/ship", "box/run", "box/undo-ship", "box/undo-run"] {
        let (report, seen) = stage.go(step(&steps, id), &cx, fence).await;
        assert_eq!(report.problem, None, "{id}");
        assert!(matches!(seen, Observed::Done(_)), "{id}: {seen:?}");
    }
    assert_eq!(std::fs::read_to_string(stage.folder.path().join("now")).unwrap(), "0.1.1\n");
    let world = stage.target().observe().await;
    assert_eq!(world.places[0].seen.as_ref().unwrap().services["api"].release, Some(1));
    let first = stage.steps(2, Some(Restore::Nothing)).await;
    assert!(step(&first, "box/run").action.contains("cannot be taken back, and there is no release before"));
    assert!(!first.work.iter().any(|step| matches!(step.when, When::Undo(_))));

    let mut stage = stage;
    stage.config.environments[0].on_failure = OnFailure::Stop;
    let before = stage.deployment(1).await;
    let stops = stage.steps(2, Some(Restore::Deployment(Box::new(before)))).await;
    assert_eq!(step(&stops, "box/run").action, "run deploy.sh");
    assert!(stops.work.iter().all(|step| step.when == When::Success), "no script runs again unasked");
}

#[tokio::test]
async fn a_file_that_is_not_in_the_commit_and_a_secret_in_the_environment_are_refused() {
    let mut stage = Stage::new("true");
    stage.files.0.remove("dist/app");
    stage.files.0.remove("dist/conf/a b.txt");
    let problem = recipe(&stage.target(), &stage.files, &stage.config).await.unwrap_err();
    assert!(problem.message.contains("dist is neither in"), "{problem}");

    let stage = Stage::new("true");
    let mut deployment = stage.deployment(1).await;
    let secret = slipway_domain::deployment::Setting::Secret { secret: "TOKEN".to_owned() };
    deployment.configuration.get_mut("api").unwrap().insert("DATABASE".to_owned(), secret);
    let want = slipway_engine::ports::Want { deployment, restore: None };
    let problem = stage.target().plan(&want, &stage.target().observe().await).unwrap_err();
    assert!(problem.hint.unwrap().contains("stdin: [TOKEN]"));
}

#[tokio::test]
async fn what_a_script_target_cannot_do_is_said() {
    let stage = Stage::new("true");
    let target = stage.target();
    assert_eq!(target.restart("api", &Default::default()).unwrap_err().code, Code::Usage);
    assert_eq!(target.exec("api", None, &[], false).await.unwrap_err().code, Code::Usage);
    let size = TerminalSize { columns: 80, rows: 24 };
    assert_eq!(target.terminal("api", None, &[], size).await.err().unwrap().code, Code::Usage);
    assert!(target.hang_up("api", None, "MARK=1").await.is_ok(), "nothing can be left of a shell");
    assert_eq!(target.logs("api", None, false).await.err().unwrap().code, Code::Usage);
    assert!(target.doctor().await.iter().any(|finding| finding.subject == "bash" && finding.ok));
    let deployment = Deployment { whole: Some(false), ..stage.deployment(1).await };
    let want = Want { deployment, restore: None };
    let refused = target.plan(&want, &target.observe().await).unwrap_err();
    assert_eq!(refused.code, Code::Usage);
    assert!(refused.message.contains("puts out whole releases and no single services"), "{refused:?}");
}
