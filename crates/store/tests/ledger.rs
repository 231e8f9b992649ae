//! The ledger as the engine uses it.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "common/sample.rs"]
mod sample;

use std::sync::Arc;

use sample::{PROJECT, Sample, digest, release, rule};
use serde_json::json;
use slipway_domain::entry::{Body, Evidence, Outcome, Report};
use slipway_domain::operation::Verdict;
use slipway_domain::problem::{Code, Problem};
use slipway_engine::ports::{Changed, Changes, Deployed, Filter, Ingredients, Ledger};
use slipway_store::Store;

async fn ledger() -> (tempfile::TempDir, Arc<dyn Ledger>) {
    let dir = tempfile::tempdir().unwrap();
    let store = Store::open(dir.path()).await.unwrap();
    (dir, store.ledger())
}

#[tokio::test]
async fn entries_come_back_as_they_were_in_order() {
    let (dir, ledger) = ledger().await;
    let deploy = Sample::deploy("sandbox", 7);
    let problem = Problem::new(Code::HostUnreachable, "no route").details(json!({"host": "h"}));
    let evidence =
        vec![Evidence { place: Some("h".into()), service: None, what: "exit code".into(), text: "1".into() }];
    let report = Report {
        problem: Some(problem.clone()),
        evidence: evidence.clone(),
        handle: json!({"n": u64::MAX}),
        ..Report::default()
    };
    let fact = json!({"digest": digest(7), "odd": [1.0, -0.0, "\u{7f}中"], "big": 9_007_199_254_740_993_u64});
    let mut entries = vec![deploy.opened()];
    entries.push(deploy.at("h/up", 1, Body::Intent));
    entries.push(deploy.at("h/up", 1, Body::Report { report }));
    entries.push(deploy.at("h/up", 1, Body::Unobserved { why: problem.clone() }));
    let outcome = Body::Outcome { outcome: Outcome::Failed, fact, problem: Some(problem), evidence };
    entries.push(deploy.at("h/up", 1, outcome));
    entries.push(deploy.entry(Body::CancelRequested { reason: None }));
    entries.push(deploy.entry(Body::TakenOver { by: "bob@desk".into() }));
    entries.push(deploy.entry(Body::Note { text: "words".into() }));
    entries.push(deploy.closed(Verdict::Failed));
    ledger.append(entries.clone()).await.unwrap();
    assert_eq!(ledger.entries(deploy.id(), None).await.unwrap(), entries);
    assert_eq!(ledger.entries(deploy.id(), Some(entries[4].id)).await.unwrap(), entries[5..]);
    let again = Store::open(dir.path()).await.unwrap().ledger();
    assert_eq!(again.entries(deploy.id(), None).await.unwrap(), entries, "also for the next program");
    assert_eq!(ledger.entries(Sample::run(1).id(), None).await.unwrap(), []);
}

#[tokio::test]
async fn what_was_begun_last_comes_first_whatever_the_clock_said() {
    let (_dir, ledger) = ledger().await;
    let early = Sample::deploy("sandbox", 1);
    let mut later = Sample::deploy("sandbox", 2);
    // A clock that was an hour fast and was set right in between.
    let slow = uuid::Uuid::from_u128(early.id().0.as_u128() - (3_600_000 << 80));
    later.operation.id = slipway_domain::ids::OperationId(slow);
    ledger.append(early.all(Verdict::Succeeded)).await.unwrap();
    ledger.append(later.all(Verdict::Succeeded)).await.unwrap();
    for environment in [None, Some("sandbox".to_owned())] {
        let all = ledger.operations(PROJECT, Filter { environment, open: false, limit: None }).await.unwrap();
        let ids: Vec<_> = all.iter().map(|row| row.operation.id).collect();
        assert_eq!(ids, [later.id(), early.id()]);
    }
}

#[tokio::test]
async fn what_became_of_an_operation_that_was_taken_over_is_learned_once() {
    let dir = tempfile::tempdir().unwrap();
    let store = Store::open(dir.path()).await.unwrap();
    let ledger = store.ledger();
    let (before, taken, newer) =
        (Sample::deploy("sandbox", 1), Sample::deploy("sandbox", 2), Sample::deploy("sandbox", 3));
    ledger.append(before.all(Verdict::Succeeded)).await.unwrap();
    ledger.append(taken.all(Verdict::Unknown)).await.unwrap();
    let learned = || taken.entry(Body::Learned { verdict: Verdict::Succeeded });
    let early = ledger.append(vec![newer.opened(), newer.entry(learned().body)]).await;
    assert_eq!(early.unwrap_err().code, Code::OperationBusy, "nobody learns of what is still open here");
    ledger.append(vec![learned()]).await.unwrap();
    assert_eq!(ledger.append(vec![learned()]).await.unwrap_err().code, Code::OperationBusy);
    let releases = async || {
        let deployments = ledger.deployments(PROJECT, "sandbox", 9).await.unwrap();
        deployments.iter().map(|(_, deployment)| deployment.release.number).collect::<Vec<_>>()
    };
    assert_eq!(releases().await, [2, 1]);
    let row = ledger.last_closed(PROJECT, "sandbox").await.unwrap().unwrap();
    assert_eq!((row.operation.id, row.verdict, row.problem), (taken.id(), Some(Verdict::Succeeded), None));
    let found = ledger.deployments_of(PROJECT, "sandbox", 2).await.unwrap();
    assert_eq!(found.len(), 1, "what a gate asks for: {found:?}");
    store.sqlite().rebuild().await.unwrap();
    assert_eq!(releases().await, [2, 1], "derived again, it is the same");
}

#[tokio::test]
async fn one_intent_one_outcome_one_beginning_one_end() {
    let (_dir, ledger) = ledger().await;
    let deploy = Sample::deploy("sandbox", 1);
    ledger.append(deploy.all(Verdict::Succeeded)).await.unwrap();
    let [intent, outcome] = deploy.done("h/up", Outcome::Failed);
    for twice in [deploy.opened(), intent, outcome, deploy.closed(Verdict::Failed)] {
        let kind = twice.body.kind();
        let refused = ledger.append(vec![twice]).await.unwrap_err();
        assert_eq!(refused.code, Code::OperationBusy, "{kind}: {refused}");
        assert!(refused.message.contains(kind) || kind == "opened", "{refused}");
    }
    assert_eq!(ledger.entries(deploy.id(), None).await.unwrap().len(), 4);
    ledger.append(vec![deploy.at("h/up", 2, Body::Intent)]).await.unwrap();
}

#[tokio::test]
async fn a_build_number_and_a_request_belong_to_one_operation() {
    let (_dir, ledger) = ledger().await;
    assert_eq!(ledger.highest_number(PROJECT).await.unwrap(), 0);
    let mut first = Sample::run(41);
    first.operation.request_key = Some("click-1".into());
    ledger.append(vec![first.opened()]).await.unwrap();
    let refused = ledger.append(vec![Sample::run(41).opened()]).await.unwrap_err();
    assert_eq!((refused.code, &refused.details), (Code::OperationBusy, &json!({"operation": first.id()})));
    let mut second = Sample::run(42);
    second.operation.request_key = Some("click-1".into());
    let refused = ledger.append(vec![second.opened()]).await.unwrap_err();
    assert_eq!((refused.code, &refused.details), (Code::OperationBusy, &json!({"operation": first.id()})));
    assert_eq!(ledger.highest_number(PROJECT).await.unwrap(), 41);
    assert_eq!(ledger.requested(PROJECT, "click-1").await.unwrap(), Some(first.id()));
    assert_eq!(ledger.requested(PROJECT, "click-2").await.unwrap(), None);
    assert_eq!(ledger.requested("another", "click-1").await.unwrap(), None);
    second.operation.request_key = Some("click-2".into());
    ledger.append(vec![second.opened()]).await.unwrap();
    assert_eq!(ledger.highest_number(PROJECT).await.unwrap(), 42);
    assert_eq!(ledger.highest_number("another").await.unwrap(), 0);
}

#[tokio::test]
async fn what_later_runs_did_in_a_step_is_found_by_their_numbers() {
    let (_dir, ledger) = ledger().await;
    let runs = [9, 11, 10].map(Sample::run);
    for run in &runs {
        ledger.append(run.all(Verdict::Succeeded)).await.unwrap();
    }
    ledger.append(Sample::deploy("sandbox", 12).all(Verdict::Succeeded)).await.unwrap();
    let after = async |project, number, step: &str| {
        let found = ledger.outcomes_after(project, number, &step.into()).await.unwrap();
        assert!(found.iter().all(|entry| matches!(entry.body, Body::Outcome { .. })), "{found:?}");
        let mut found: Vec<_> = found.into_iter().filter_map(|entry| entry.operation).collect();
        found.sort();
        found
    };
    let mut later = [runs[1].id(), runs[2].id()];
    later.sort();
    assert_eq!(after(PROJECT, 9, "push").await, later);
    assert_eq!(after(PROJECT, 10, "push").await, [runs[1].id()]);
    assert_eq!(after(PROJECT, 11, "push").await, []);
    assert_eq!(after(PROJECT, 9, "tag/api").await, []);
    assert_eq!(after("another", 9, "push").await, []);
}

#[tokio::test]
async fn a_run_makes_a_release_only_when_it_succeeds_with_all_digests() {
    let (_dir, ledger) = ledger().await;
    ledger.append(Sample::run(1).all(Verdict::Succeeded)).await.unwrap();
    ledger.append(Sample::run(2).all(Verdict::Failed)).await.unwrap();
    let unfinished = Sample::run(3);
    ledger.append(vec![unfinished.opened(), unfinished.closed(Verdict::Succeeded)]).await.unwrap();
    ledger.append(vec![Sample::run(4).opened()]).await.unwrap();
    ledger.append(Sample::run(5).all(Verdict::Succeeded)).await.unwrap();
    assert_eq!(ledger.releases(PROJECT, 9).await.unwrap(), [release(5), release(1)]);
    assert_eq!(ledger.releases(PROJECT, 1).await.unwrap(), [release(5)]);
    assert_eq!(ledger.releases("another", 9).await.unwrap(), []);
    assert_eq!(ledger.release(PROJECT, 1).await.unwrap(), Some(release(1)));
    assert_eq!(ledger.release(PROJECT, 2).await.unwrap(), None);
    assert_eq!(ledger.run_of(PROJECT, 3).await.unwrap().unwrap().operation, unfinished.operation);
}

/// A run on a branch that makes `api` of these inputs, or keeps the image that another run made of them.
fn run_on(branch: &str, number: u64, inputs: &str, made_by: u64) -> Sample {
    Sample::run_with(number, |draft| {
        draft.commit.branch = Some(branch.into());
        draft.commit.dirty = branch == "dirty";
        let api = draft.services.get_mut("api").unwrap();
        api.inputs = inputs.into();
        api.version = format!("0.1.{made_by}");
        api.digest = (number != made_by).then(|| digest(made_by));
    })
}

#[tokio::test]
async fn releases_are_found_by_branch_by_version_and_by_what_they_are_made_of() {
    let (_dir, ledger) = ledger().await;
    let runs = [
        run_on("develop", 1, "flour", 1),
        run_on("master", 2, "flour", 1),
        run_on("develop", 3, "rice", 3),
        run_on("develop", 4, "flour", 1),
        run_on("dirty", 5, "oats", 5),
        run_on("develop", 6, "flour", 6),
    ];
    for run in &runs {
        ledger.append(run.all(Verdict::Succeeded)).await.unwrap();
    }
    let newest = async |branch: &str| ledger.newest_of(PROJECT, branch).await.unwrap().map(|one| one.number);
    assert_eq!(
        [newest("develop").await, newest("master").await, newest("x").await],
        [Some(6), Some(2), None]
    );

    let with = async |version: &str| {
        let found = ledger.releases_with(PROJECT, version).await.unwrap();
        found.iter().map(|release| release.number).collect::<Vec<_>>()
    };
    assert_eq!(with("0.1.1").await, [4, 2, 1], "3 lies between them and has another");
    assert_eq!(with("0.1.3").await, [3]);
    assert_eq!(with("0.1.9").await, [0; 0]);

    let repository = "registry.example.com/api";
    let made_of = async |inputs: &str, dirty: bool| {
        let wanted = Ingredients { service: "api", repository, inputs, dirty };
        ledger.made_of(PROJECT, wanted).await.unwrap().map(|image| (image.version, image.digest))
    };
    assert_eq!(made_of("flour", false).await, Some(("0.1.6".into(), digest(6))), "the newest counts");
    assert_eq!(made_of("oats", false).await, None, "a commit takes nothing over from a working tree");
    assert_eq!(made_of("oats", true).await, Some(("0.1.5".into(), digest(5))));
    let elsewhere = Ingredients { service: "api", repository: "r/api", inputs: "flour", dirty: false };
    assert_eq!(ledger.made_of(PROJECT, elsewhere).await.unwrap(), None);
}

#[tokio::test]
async fn deployments_count_from_the_one_that_was_closed_last() {
    let (_dir, ledger) = ledger().await;
    let waits = Sample::deploy("sandbox", 1);
    ledger.append(vec![waits.opened()]).await.unwrap();
    ledger.append(Sample::deploy("sandbox", 2).all(Verdict::Succeeded)).await.unwrap();
    ledger.append(Sample::deploy("production", 2).all(Verdict::Succeeded)).await.unwrap();
    ledger.append(waits.all(Verdict::Succeeded).split_off(1)).await.unwrap();
    ledger.append(Sample::deploy("sandbox", 3).all(Verdict::RolledBack)).await.unwrap();
    let numbers = |found: &[Deployed]| found.iter().map(|(_, one)| one.release.number).collect::<Vec<_>>();
    let found = ledger.deployments(PROJECT, "sandbox", 9).await.unwrap();
    assert_eq!(numbers(&found), [1, 2], "the first was opened earlier and went out later");
    assert_eq!(ledger.deployments(PROJECT, "sandbox", 1).await.unwrap(), found[..1]);
    assert_eq!(ledger.deployments_of(PROJECT, "sandbox", 2).await.unwrap(), found[1..]);
    assert_eq!(ledger.deployments_of(PROJECT, "sandbox", 3).await.unwrap(), [], "it was rolled back");
    assert_eq!(found[0].0.operation, waits.operation);
    let last = ledger.last_closed(PROJECT, "sandbox").await.unwrap().unwrap();
    assert_eq!((last.verdict, last.release), (Some(Verdict::RolledBack), Some(3)));
    assert_eq!(last.problem.as_deref(), Some("api is not healthy"));
    assert!(ledger.last_closed(PROJECT, "nowhere").await.unwrap().is_none());
    let mut mixed = Sample::deploy("sandbox", 4);
    mixed.bring_back(&[2]);
    ledger.append(mixed.all(Verdict::Succeeded)).await.unwrap();
    let parts = ledger.deployments_of(PROJECT, "sandbox", 2).await.unwrap();
    assert_eq!(numbers(&parts), [4, 2], "a part of it came back with another");
}

#[tokio::test]
async fn operations_are_listed_newest_first_and_filtered() {
    let (_dir, ledger) = ledger().await;
    let mut samples =
        [Sample::run(1), Sample::deploy("sandbox", 1), Sample::deploy("production", 1), Sample::run(2)];
    samples[1].operation.parent = Some(samples[0].id());
    samples[1].operation.request_key = Some("key \u{1} \"中\"".into());
    for sample in &samples[..2] {
        ledger.append(sample.all(Verdict::Succeeded)).await.unwrap();
    }
    for sample in &samples[2..] {
        ledger.append(vec![sample.opened()]).await.unwrap();
    }
    let of = |environment: Option<&str>, open, limit| {
        let filter = Filter { environment: environment.map(str::to_owned), open, limit };
        let ledger = Arc::clone(&ledger);
        async move {
            let rows = ledger.operations(PROJECT, filter).await.unwrap();
            rows.into_iter().map(|row| row.operation.id).collect::<Vec<_>>()
        }
    };
    let id = |index: usize| samples[index].id();
    assert_eq!(of(None, false, None).await, [id(3), id(2), id(1), id(0)]);
    assert_eq!(of(None, false, Some(1)).await, [id(3)]);
    assert_eq!(of(None, true, None).await, [id(3), id(2)]);
    assert_eq!(of(Some("production"), true, None).await, [id(2)]);
    assert_eq!(of(Some("sandbox"), true, None).await, []);
    assert_eq!(of(Some("sandbox"), false, None).await, [id(1)]);
    let row = ledger.operation(&id(1).to_string()).await.unwrap().unwrap();
    assert_eq!(row.operation, samples[1].operation);
    assert_eq!((row.verdict, row.release), (Some(Verdict::Succeeded), Some(1)));
    assert!(row.ended_at.unwrap() >= row.started_at);
}

#[tokio::test]
async fn an_operation_is_found_by_digits_that_are_its_alone() {
    let (_dir, ledger) = ledger().await;
    let samples = [Sample::run(1), Sample::run(2)];
    for sample in &samples {
        ledger.append(vec![sample.opened()]).await.unwrap();
    }
    let whole = samples[0].id().0.simple().to_string();
    let found = ledger.operation(&whole[..30]).await.unwrap().unwrap();
    assert_eq!(found.operation.id, samples[0].id());
    assert_eq!(ledger.operation("ffffffff").await.unwrap(), None);
    assert_eq!(ledger.operation("no digits").await.unwrap(), None);
    let unclear = ledger.operation(&whole[..8]).await.unwrap_err();
    assert_eq!(unclear.code, Code::OperationNotFound);
    assert_eq!(unclear.details["candidates"].as_array().unwrap().len(), 2);
}

#[tokio::test]
async fn rules_and_approvals_keep_their_order() {
    let (_dir, ledger) = ledger().await;
    let deploy = Sample::deploy("sandbox", 1);
    let plan = deploy.operation.plan.clone();
    let rules = vec![
        rule("sandbox", Body::Held { reason: "release party".into() }),
        rule("sandbox", Body::Unheld),
        rule("sandbox", Body::Locked { message: "by hand".into() }),
    ];
    ledger.append(rules.clone()).await.unwrap();
    ledger.append(vec![rule("production", Body::Unfrozen)]).await.unwrap();
    ledger.append(deploy.all(Verdict::Succeeded)).await.unwrap();
    assert_eq!(ledger.rules(PROJECT, "sandbox").await.unwrap(), rules);
    let said = vec![
        deploy.entry(Body::Approved { plan: plan.clone(), reason: Some("fine".into()) }),
        sample::entry(Body::Denied { plan: plan.clone(), reason: None }),
    ];
    ledger.append(said.clone()).await.unwrap();
    ledger
        .append(vec![sample::entry(Body::Approved { plan: Sample::run(9).operation.plan, reason: None })])
        .await
        .unwrap();
    assert_eq!(ledger.approvals(&plan).await.unwrap(), said);
}

#[tokio::test]
async fn what_another_program_appends_is_told_in_order_and_once() {
    let (dir, ledger) = ledger().await;
    assert_eq!(ledger.newest().await.unwrap(), 0);
    assert_eq!(ledger.changes(0).await.unwrap(), Changes { newest: 0, entries: vec![] });
    ledger.append(Sample::run(1).all(Verdict::Succeeded)).await.unwrap();
    let now = ledger.newest().await.unwrap();
    assert_eq!(ledger.changes(now).await.unwrap(), Changes { newest: now, entries: vec![] });
    let other = Store::open(dir.path()).await.unwrap().ledger();
    let deploy = Sample::deploy("sandbox", 1);
    other.append(vec![deploy.opened(), rule("production", Body::Unheld)]).await.unwrap();
    other.append(vec![Sample::run(2).opened()]).await.unwrap();
    let told = ledger.changes(now).await.unwrap();
    let of = |environment: Option<&str>, operation, kind: &str| Changed {
        project: PROJECT.into(),
        environment: environment.map(str::to_owned),
        operation,
        kind: kind.into(),
    };
    let expected = [of(Some("sandbox"), Some(deploy.id()), "opened"), of(Some("production"), None, "unheld")];
    assert_eq!(told.entries[..2], expected);
    assert_eq!((told.entries.len(), &*told.entries[2].kind), (3, "opened"));
    assert_eq!(told.newest, ledger.newest().await.unwrap());
    assert_eq!(ledger.changes(told.newest).await.unwrap().entries, []);
    assert_eq!(ledger.changes(u64::MAX).await.unwrap(), Changes { newest: u64::MAX, entries: vec![] });
}

#[tokio::test]
async fn changes_come_in_parts_when_there_are_many() {
    let (_dir, ledger) = ledger().await;
    let run = Sample::run(1);
    let notes = (0..2_100).map(|note| run.entry(Body::Note { text: format!("{note}") }));
    ledger.append(notes.collect()).await.unwrap();
    let (mut after, mut parts) = (0, Vec::new());
    loop {
        let part = ledger.changes(after).await.unwrap();
        after = part.newest;
        if part.entries.is_empty() {
            break;
        }
        parts.push(part.entries.len());
    }
    assert_eq!(parts, [1_000, 1_000, 100]);
    assert_eq!(after, ledger.newest().await.unwrap());
}

#[tokio::test]
async fn many_tasks_append_at_once() {
    let (_dir, ledger) = ledger().await;
    let tasks = (1..=50).map(|number| {
        let ledger = Arc::clone(&ledger);
        tokio::spawn(async move { ledger.append(Sample::run(number).all(Verdict::Succeeded)).await })
    });
    for task in tasks.collect::<Vec<_>>() {
        task.await.unwrap().unwrap();
    }
    assert_eq!(ledger.releases(PROJECT, 99).await.unwrap().len(), 50);
}
