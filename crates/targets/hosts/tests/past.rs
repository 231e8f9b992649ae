//! What places remember of operations that are over, with the shells that hosts have.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

use serde_json::json;
use slipway_domain::ids::StepId;
use slipway_domain::operation::{Operation, Verdict};
use slipway_domain::plan::Step;
use slipway_engine::ports::{Executor, Fence};
use slipway_hosts::{Locker, NEWEST, Runs, lock_steps, look_text, past, state_of, unlock_steps};
use support::{Stage, cx, key, operation};

const SHELLS: [&[&str]; 3] = [&["/usr/bin/dash"], &["/usr/bin/busybox", "sh"], &["/usr/bin/bash", "--posix"]];

async fn act(stage: &Stage, step: &Step, operation: &Operation, verdict: Verdict, fence: Option<u64>) {
    let (_, plan) = support::operation("nobody");
    let mut cx = cx(operation, &plan, "this machine/x");
    cx.so_far = verdict;
    let facts = fence.map(|fence| (StepId(format!("{}/lock", stage.spot.place)), json!({ "fence": fence })));
    cx.facts = std::sync::Arc::new(facts.into_iter().collect());
    let report = Locker::new(stage.kit.clone()).act(&step.effect, &key(&cx), Fence(fence), &cx).await;
    assert_eq!(report.problem, None);
}

/// An operation that takes the lock and gives it back.
async fn goes_on(stage: &Stage, actor: &str, verdict: Verdict, fence: u64) -> Operation {
    let (operation, _) = operation(actor);
    let spots = std::slice::from_ref(&stage.spot);
    act(stage, &lock_steps(spots, Runs::Programs)[0], &operation, verdict, None).await;
    act(stage, &unlock_steps(spots)[0], &operation, verdict, Some(fence)).await;
    operation
}

async fn closed_last(stage: &Stage) -> Option<slipway_domain::ids::OperationId> {
    let host = stage.kit.host(&stage.spot).await.unwrap();
    let command = slipway_engine::ports::Command::new(look_text(&stage.spot) + NEWEST);
    state_of(&stage.spot, &host.run(command).await.unwrap().out()).unwrap().closed
}

#[tokio::test]
async fn what_others_did_is_told_with_its_plan() {
    for shell in SHELLS {
        let stage = Stage::with(shell);
        let spots = std::slice::from_ref(&stage.spot);
        assert_eq!(closed_last(&stage).await, None, "{shell:?}");
        assert!(past(&stage.kit, spots, &[]).await.unwrap().ended.is_empty(), "{shell:?}");

        let ann = goes_on(&stage, "ann@laptop", Verdict::Succeeded, 1).await;
        let bob = goes_on(&stage, "bob@other", Verdict::Failed, 2).await;
        assert_eq!(closed_last(&stage).await, Some(bob.id), "{shell:?}");
        let told = past(&stage.kit, spots, &[]).await.unwrap();
        assert_eq!(told.gaps, Vec::<String>::new(), "{shell:?}");
        let of: Vec<_> = told.ended.iter().map(|one| (one.operation.clone(), one.verdict)).collect();
        assert_eq!(of, [(ann.clone(), Verdict::Succeeded), (bob.clone(), Verdict::Failed)], "{shell:?}");
        assert!(told.ended.iter().all(|one| one.plan.hash() == one.operation.plan), "{shell:?}");
        assert!(told.ended.iter().all(|one| one.began <= one.ended), "{:?}", told.ended);
        let news = past(&stage.kit, spots, &[ann.id]).await.unwrap().ended;
        assert_eq!(news.iter().map(|one| one.operation.id).collect::<Vec<_>>(), [bob.id], "{shell:?}");
        assert!(past(&stage.kit, spots, &[bob.id]).await.unwrap().ended.is_empty(), "{shell:?}");
    }
}

#[tokio::test]
async fn what_a_place_cannot_tell_any_more_is_said_and_not_made_up() {
    let stage = Stage::new();
    let spots = std::slice::from_ref(&stage.spot);
    let ann = goes_on(&stage, "ann@laptop", Verdict::Succeeded, 1).await;
    let plan = stage.own().join(format!("plans/{}.json", ann.plan));
    let text = std::fs::read_to_string(&plan).unwrap();
    let cases = [
        (text.replace("nothing", "something"), "its content has another hash"),
        (text.replace("\"format\":1", "\"format\":3"), "was written by a newer Slipway"),
        (String::new(), "its plan is not there any more"),
    ];
    for (text, why) in cases {
        std::fs::write(&plan, text).unwrap();
        let told = past(&stage.kit, spots, &[]).await.unwrap();
        assert!(told.ended.is_empty(), "{why}: {told:?}");
        let [gap] = told.gaps.as_slice() else { panic!("{why}: {told:?}") };
        assert!(gap.starts_with("the deploy by ann@laptop at 20"), "{gap}");
        assert!(gap.contains("known only to this machine") && gap.ends_with(why), "{gap}");
    }
}

#[tokio::test]
async fn what_cannot_be_read_of_a_journal_is_said_until_something_later_is_known() {
    let stage = Stage::new();
    let spots = std::slice::from_ref(&stage.spot);
    goes_on(&stage, "ann@laptop", Verdict::Succeeded, 1).await;
    let bob = goes_on(&stage, "bob@other", Verdict::Succeeded, 2).await;
    let text = stage.read("journal");
    let cases = [
        (text.replacen("\"kind\":\"deploy\"", "\"kind\":\"later\"", 1), "unknown variant `later`"),
        (text.replacen("{\"format\":1", "{\"format\":2", 1), "it was written by a newer Slipway"),
    ];
    for (text, why) in cases {
        std::fs::write(stage.own().join("journal"), text).unwrap();
        let told = past(&stage.kit, spots, &[]).await.unwrap();
        assert_eq!(told.ended.iter().map(|one| one.operation.id).collect::<Vec<_>>(), [bob.id], "{why}");
        let [gap] = told.gaps.as_slice() else { panic!("{why}: {told:?}") };
        assert!(gap.starts_with("this machine: the line `{\"format\":") && gap.contains(why), "{gap}");
    }
    let cy = goes_on(&stage, "cy@third", Verdict::Succeeded, 3).await;
    let told = past(&stage.kit, spots, &[bob.id]).await.unwrap();
    assert_eq!(told.gaps, Vec::<String>::new());
    assert_eq!(told.ended.iter().map(|one| one.operation.id).collect::<Vec<_>>(), [cy.id]);
}
