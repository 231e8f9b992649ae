//! Scripts that vanish with their host: whether they began, and how they ended.

use super::*;

/// Begins a script and ends it as a host does that loses its power.
async fn vanish(stage: &Stage, cx: &Cx, run: &Step, fence: Fence) {
    let _ = tokio::time::timeout(Duration::from_secs(1), stage.go(run, cx, fence)).await;
    let receipt = stage.read(&format!(".slipway/receipts/{}.started", key(cx, run).as_str()));
    let pid: i32 = receipt.split_whitespace().next().unwrap().parse().unwrap();
    let killed =
        std::process::Command::new("kill").args(["-KILL", "--", &format!("-{pid}")]).status().unwrap();
    assert!(killed.success());
    wait_for("it still counts as running", async || stage.observe(run, cx).await != Observed::Running).await;
}

#[tokio::test]
async fn a_script_that_vanished_without_a_code_is_unknown() {
    let stage = Stage::new("read -r x; echo begun; sleep 60");
    let (steps, cx, fence) = shipped(&stage, 1).await;
    let run = step(&steps, "box/run");
    vanish(&stage, &cx, run, fence).await;
    let (code, message) = problem(stage.observe(run, &cx).await);
    assert_eq!(code, Code::OutcomeUnknown);
    assert!(message.contains("nobody knows") && message.contains("begun"), "{message}");
}

/// As a host leaves it that crashed before it had written what was in memory.
#[tokio::test]
async fn a_receipt_that_cannot_be_read_is_of_a_script_that_may_have_begun() {
    for shell in shells() {
        for left in ["", "\0\0\0\0\0\0\0\0"] {
            let stage = Stage::with(shell, "read -r x; touch \"$HOME/ran\"");
            let (steps, cx, fence) = shipped(&stage, 1).await;
            let run = step(&steps, "box/run");
            let receipt = format!(".slipway/receipts/{}.started", key(&cx, run).as_str());
            std::fs::write(stage.directory().join(receipt), left).unwrap();
            let (code, message) = problem(stage.observe(run, &cx).await);
            assert_eq!(code, Code::OutcomeUnknown, "{shell:?}: {message}");
            let (_, seen) = stage.go(run, &cx, fence).await;
            assert_eq!(
                problem(seen).0,
                Code::OutcomeUnknown,
                "{shell:?}: nobody knows, so it has not failed"
            );
            assert!(!stage.folder.path().join("ran").exists(), "{shell:?}: it ran a second time");
        }
    }
}

#[tokio::test]
async fn that_a_script_begins_outlasts_its_host_before_it_does() {
    let stage = Stage::new("read -r x; touch \"$HOME/ran\"");
    let (steps, cx, fence) = shipped(&stage, 1).await;
    let run = step(&steps, "box/run");
    // An older program, which knows no files.
    let sync = "#!/bin/sh\n[ -e \"$HOME/ran\" ] && exit 1\necho \"$*\" >>\"$HOME/synced\"\n[ $# -eq 0 ]\n";
    stage.program("sync", sync);
    assert!(matches!(stage.go(run, &cx, fence).await.1, Observed::Done(_)));
    let receipts = stage.directory().join(".slipway/receipts").display().to_string();
    let started = format!("{receipts}/{}.started", key(&cx, run).as_str());
    let synced = std::fs::read_to_string(stage.folder.path().join("synced")).unwrap();
    assert_eq!(synced, format!("{started} {receipts}\n\n"), "then everything");
}

#[tokio::test]
async fn who_looked_at_the_host_can_say_that_a_script_that_vanished_failed() {
    let stage = Stage::new("read -r x; echo begun; sleep 60");
    let (steps, cx, fence) = shipped(&stage, 1).await;
    let run = step(&steps, "box/run");
    vanish(&stage, &cx, run, fence).await;
    let Observed::Unreachable(unknown) = stage.observe(run, &cx).await else { panic!("its end is known") };
    let hint = unknown.hint.unwrap();
    let exit = format!("receipts/{}.exit", key(&cx, run).as_str());
    assert!(hint.contains(&exit), "{hint}");
    std::fs::write(stage.directory().join(".slipway").join(exit), "1\n").unwrap();
    let (code, message) = problem(stage.observe(run, &cx).await);
    assert_eq!(
        (code, message.as_str()),
        (Code::HostCommandFailed, "deploy.sh ended with exit code 1 on box")
    );
}
