//! Scripts whose connection is lost, and how their ends are seen.

use std::time::Duration;

use slipway_domain::plan::Step;
use slipway_domain::progress::Observed;
use slipway_engine::ports::{Cx, Executor, Fence};

use super::support::{self, SECRET, Stage, key, step};
use super::{shells, shipped, wait_for};

/// Runs a script, and loses the connection once that many lines came.
async fn lost_after(lines: usize, stage: &Stage, run: &Step, cx: &Cx, fence: Fence) {
    tokio::select! {
        (report, seen) = stage.go(run, cx, fence) => panic!("it ended: {report:?}, {seen:?}"),
        () = wait_for("its lines did not come", async || stage.lines().len() >= lines) => {}
    }
}

#[tokio::test]
async fn a_script_survives_a_lost_connection_and_is_followed_to_its_end() {
    for shell in shells() {
        let stage = Stage::with(shell, "read -r x; echo one; sleep 3; echo two; echo $x >\"$HOME/end\"");
        let (steps, cx, fence) = shipped(&stage, 1).await;
        let run = step(&steps, "box/run");
        lost_after(1, &stage, run, &cx, fence).await;
        assert_eq!(stage.lines(), ["one"]);
        assert_eq!(stage.observe(run, &cx).await, Observed::Running);
        wait_for("the script did not end", async || stage.observe(run, &cx).await != Observed::Running).await;
        assert!(matches!(stage.observe(run, &cx).await, Observed::Done(_)));
        assert_eq!(std::fs::read_to_string(stage.folder.path().join("end")).unwrap(), format!("{SECRET}\n"));
    }
}

#[tokio::test]
async fn another_program_follows_the_log_of_a_script_it_did_not_start() {
    let stage = Stage::new("read -r x; echo one; sleep 2; echo two; sleep 2");
    let (steps, cx, fence) = shipped(&stage, 1).await;
    let run = step(&steps, "box/run");
    lost_after(1, &stage, run, &cx, fence).await;
    let other = slipway_script::ScriptExecutor::new(stage.kit.clone(), support::sources(&stage.files));
    stage.lines.lock().unwrap().clear();
    wait_for("the script did not end", async || {
        other.observe(&run.effect, &key(&cx, run), &cx, None).await != Observed::Running
    })
    .await;
    assert_eq!(stage.lines(), ["one", "two"]);
}

#[tokio::test]
async fn every_line_comes_once_when_a_connection_is_lost() {
    let script =
        r"read -r x; printf 'one\r\n\377\376\nslipway: mine\nhalf '; sleep 2; echo 'a line'; sleep 3";
    for shell in shells() {
        let stage = Stage::with(shell, script);
        let (steps, cx, fence) = shipped(&stage, 1).await;
        let run = step(&steps, "box/run");
        lost_after(3, &stage, run, &cx, fence).await;
        assert_eq!(stage.lines(), ["one", "\u{fffd}\u{fffd}", "slipway: mine"], "{shell:?}");
        wait_for("the script did not end", async || stage.observe(run, &cx).await != Observed::Running).await;
        assert_eq!(stage.lines()[3..], ["half a line"], "{shell:?}");
    }
}

#[tokio::test]
async fn an_end_that_cannot_be_written_down_is_seen_all_the_same() {
    let script = "read -r x; for log in \"$HOME\"/.slipway/recipes/legacy/.slipway/receipts/*.log; do \
        ln -s /nowhere/at/all \"${log%.log}.ended\"; done; exit 3";
    for shell in shells() {
        let stage = Stage::with(shell, script);
        let (steps, cx, fence) = shipped(&stage, 1).await;
        let going = stage.go(step(&steps, "box/run"), &cx, fence);
        let ended = tokio::time::timeout(Duration::from_secs(10), going).await;
        let (report, _) = ended.expect("it waits for a file that cannot be there");
        let problem = report.problem.unwrap();
        assert!(problem.message.contains("exit code 3"), "{shell:?}: {problem}");
    }
}
