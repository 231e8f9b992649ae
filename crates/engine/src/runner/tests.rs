#![allow(clippy::unwrap_used)]

mod admitting;
pub(crate) mod in_memory;
mod out_of_reach;
mod quoted;
mod retries;
mod sealed;
mod taken_over;

use std::sync::Mutex;

use async_trait::async_trait;
use jiff::Timestamp;
use serde_json::json;
use slipway_domain::entry::{Answer, Outcome, Report};
use slipway_domain::ids::{Key, OperationId, StepId};
use slipway_domain::operation::Kind;
use slipway_domain::plan::{Effect, FORMAT, Step, Subject, When};
use slipway_domain::progress::Observed;

use super::*;
use crate::ports::{Cx, Fence, Silent};
use crate::steps::wait;

use in_memory::{Entries, Free, Lines, Redacts, Standstill};

/// Does nothing for a second, and counts how many do so at once.
#[derive(Default)]
struct Counting {
    now: Mutex<usize>,
    /// How many there were whenever one more began.
    seen: Mutex<Vec<usize>>,
}

#[async_trait]
impl Executor for Counting {
    async fn observe(&self, _: &Effect, _: &Key, _: &Cx, report: Option<&Report>) -> Observed {
        if report.is_some() { Observed::Done(json!({})) } else { Observed::Absent }
    }

    async fn act(&self, _: &Effect, _: &Key, _: Fence, _: &Cx) -> Report {
        let now = {
            let mut now = self.now.lock().unwrap();
            *now += 1;
            *now
        };
        self.seen.lock().unwrap().push(now);
        tokio::time::sleep(Duration::from_secs(1)).await;
        *self.now.lock().unwrap() -= 1;
        Report::default()
    }

    async fn stop(&self, _: &Effect, _: &Key, _: &Cx) {}
}

/// Waits for a person with the first step, and cannot tell what became of the others.
struct Unsettled;

#[async_trait]
impl Executor for Unsettled {
    async fn observe(&self, _: &Effect, _: &Key, cx: &Cx, _: Option<&Report>) -> Observed {
        if cx.step.0 == "step-0" {
            Observed::Waiting(Problem::new(Code::ApprovalWanted, "an approval is missing"))
        } else {
            Observed::Unreachable(Problem::new(Code::OutcomeUnknown, "nobody knows"))
        }
    }

    async fn act(&self, _: &Effect, _: &Key, _: Fence, _: &Cx) -> Report {
        Report::default()
    }

    async fn stop(&self, _: &Effect, _: &Key, _: &Cx) {}
}

/// Needs a secret that its arguments do not list, and hears for which operations nothing more is done.
#[derive(Default)]
struct Needy(Counting, Mutex<Vec<OperationId>>);

#[async_trait]
impl Executor for Needy {
    fn secrets(&self, effect: &Effect) -> Vec<String> {
        effect.args["variables"]["TOKEN"]["secret"].as_str().map(str::to_owned).into_iter().collect()
    }

    async fn observe(&self, effect: &Effect, key: &Key, cx: &Cx, report: Option<&Report>) -> Observed {
        self.0.observe(effect, key, cx, report).await
    }

    async fn act(&self, effect: &Effect, key: &Key, fence: Fence, cx: &Cx) -> Report {
        self.0.act(effect, key, fence, cx).await
    }

    async fn stop(&self, _: &Effect, _: &Key, _: &Cx) {}

    fn let_go(&self, operation: OperationId) {
        self.1.lock().unwrap().push(operation);
    }
}

/// Cannot tell what became of anything.
#[derive(Default)]
struct Blind(Mutex<Vec<OperationId>>);

#[async_trait]
impl Executor for Blind {
    async fn observe(&self, _: &Effect, _: &Key, _: &Cx, _: Option<&Report>) -> Observed {
        Observed::Unreachable(Problem::new(Code::OutcomeUnknown, "nobody knows"))
    }

    async fn act(&self, _: &Effect, _: &Key, _: Fence, _: &Cx) -> Report {
        Report::default()
    }

    async fn stop(&self, _: &Effect, _: &Key, _: &Cx) {}

    fn let_go(&self, operation: OperationId) {
        self.0.lock().unwrap().push(operation);
    }
}

fn runner(parallel: usize, executor: Arc<dyn Executor>) -> Arc<Runner> {
    Arc::new(Runner {
        clock: Arc::new(Standstill),
        ledger: Arc::new(Entries::default()),
        locks: Arc::new(Free),
        logs: Arc::new(Lines),
        events: Arc::new(Silent),
        secrets: Arc::new(Redacts("hunter2")),
        executors: BTreeMap::from([("counting".to_owned(), executor)]),
        kill: Arc::new(NeverKill),
        parallel,
        patience: Duration::from_secs(1),
    })
}

/// Steps that need nothing of each other.
fn independent(count: usize) -> Plan {
    let one = |number: usize| {
        Step::new(format!("step-{number}").into(), Vec::new(), "count", Effect::new("counting", "count", ()))
    };
    let subject = Subject::Upkeep { environment: "sandbox".into(), what: "count".into() };
    slipway_fixtures::plan(subject, (0..count).map(one).collect())
}

fn operation(plan: &Plan) -> Operation {
    Operation { kind: Kind::Restart, environment: None, ..slipway_fixtures::operation_of(plan) }
}

fn author() -> Author {
    Author { actor: "ann".into(), device: "laptop".into() }
}

/// Adds entries about an operation, each about the first attempt at a step if there is one.
async fn write(runner: &Runner, operation: &Operation, bodies: Vec<(Option<&str>, Body)>) {
    let entry = |(step, body): (Option<&str>, Body)| {
        let step = step.map(StepId::from);
        author().entry_of(operation, step.as_ref().map(|step| (step, 1)), Timestamp::UNIX_EPOCH, body)
    };
    runner.ledger.append(bodies.into_iter().map(entry).collect()).await.unwrap();
}

/// What is written of a step that was done, one way or the other.
fn ended(step: &str, outcome: Outcome) -> Vec<(Option<&str>, Body)> {
    let body = Body::Outcome { outcome, fact: json!({}), problem: None, evidence: Vec::new() };
    vec![(Some(step), Body::Intent), (Some(step), body)]
}

/// How many steps were under way whenever one of five began.
async fn counted(parallel: usize) -> Vec<usize> {
    let counting = Arc::new(Counting::default());
    let plan = independent(5);
    let runner = runner(parallel, counting.clone());
    let standing =
        runner.start(operation(&plan), plan, author(), None, CancellationToken::new()).await.unwrap();
    assert_eq!(standing, Standing { verdict: Verdict::Succeeded, problem: None });
    let seen = counting.seen.lock().unwrap().clone();
    assert_eq!(seen.len(), 5, "each was done once: {seen:?}");
    seen
}

#[tokio::test(start_paused = true)]
async fn nothing_is_begun_of_a_plan_that_only_a_newer_slipway_knows() {
    let changes: [fn(&mut Plan); 3] = [
        |plan| plan.format = FORMAT + 1,
        |plan| plan.steps[1].effect.version += 1,
        |plan| plan.steps[1].effect.executor = "later".to_owned(),
    ];
    for change in changes {
        let counting = Arc::new(Counting::default());
        let (runner, mut plan) = (runner(1, counting.clone()), independent(2));
        change(&mut plan);
        let operation = operation(&plan);
        let id = operation.id;
        let refused = runner.resume(operation, plan, author(), None, CancellationToken::new()).await;
        assert_eq!(refused.unwrap_err().code, Code::PlanNewer);
        assert_eq!(*counting.seen.lock().unwrap(), [0; 0], "the first step was known, and was done");
        assert_eq!(runner.ledger.entries(id, None).await.unwrap(), [], "it stays open for a newer Slipway");
    }
}

#[tokio::test(start_paused = true)]
async fn executors_hear_when_nothing_more_is_done_for_an_operation_that_stays_open() {
    let (blind, plan) = (Arc::new(Blind::default()), independent(1));
    let operation = operation(&plan);
    let id = operation.id;
    let author = Author { actor: "ann".into(), device: "laptop".into() };
    let runner = runner(1, blind.clone());
    let standing = runner.start(operation, plan, author, None, CancellationToken::new()).await.unwrap();
    assert_eq!(standing.verdict, Verdict::Unknown);
    assert_eq!(*blind.0.lock().unwrap(), [id]);
}

#[tokio::test(start_paused = true)]
async fn what_is_dropped_in_the_middle_is_let_go_of() {
    let (needy, plan) = (Arc::new(Needy::default()), independent(1));
    let operation = operation(&plan);
    let id = operation.id;
    let runner = runner(1, needy.clone());
    let executing = runner.start(operation, plan, author(), None, CancellationToken::new());
    assert!(tokio::time::timeout(Duration::from_millis(500), executing).await.is_err());
    assert_eq!(*needy.1.lock().unwrap(), [id]);
}

#[tokio::test(start_paused = true)]
async fn a_secret_that_only_taking_back_needs_is_missed_before_anything_is_done() {
    let (needy, mut plan) = (Arc::new(Needy::default()), independent(2));
    plan.steps[1].when = When::Undo("step-0".into());
    plan.steps[1].effect.args = json!({ "variables": { "TOKEN": { "secret": "BEFORE" } } });
    let runner = runner(1, needy.clone());
    let standing =
        runner.start(operation(&plan), plan, author(), None, CancellationToken::new()).await.unwrap();
    let problem = standing.problem.unwrap();
    assert_eq!((standing.verdict, problem.code), (Verdict::Failed, Code::SecretMissing), "{problem:?}");
    let told = "the secret BEFORE is needed to put back what runs now, should this fail, and was not found";
    assert_eq!(problem.message, told);
    assert_eq!(*needy.0.seen.lock().unwrap(), [0; 0], "something was done");
}

#[tokio::test(start_paused = true)]
async fn steps_go_side_by_side_up_to_the_limit() {
    for (parallel, most) in [(1, 1), (2, 2), (3, 3), (12, 5)] {
        let seen = counted(parallel).await;
        assert_eq!(seen.iter().max(), Some(&most), "with a limit of {parallel}: {seen:?}");
    }
}

/// Two steps, the second of which needs a secret that nobody has.
fn needing_a_secret() -> Plan {
    let mut plan = independent(2);
    plan.steps[1].effect.args = json!({ "variables": { "TOKEN": { "secret": "TOKEN" } } });
    plan
}

#[tokio::test(start_paused = true)]
async fn what_is_half_done_waits_for_its_secrets_unless_it_is_cancelled() {
    let (needy, plan) = (Arc::new(Needy::default()), needing_a_secret());
    let (runner, operation) = (runner(1, needy.clone()), operation(&plan));
    let opened = Body::Opened { operation: operation.clone(), plan: plan.clone() };
    let first = ended("step-0", Outcome::Succeeded);
    write(&runner, &operation, [vec![(None, opened)], first].concat()).await;
    let before = runner.ledger.entries(operation.id, None).await.unwrap();
    let resume = || runner.resume(operation.clone(), plan.clone(), author(), None, CancellationToken::new());

    let refused = resume().await.unwrap_err();
    assert_eq!(refused.code, Code::SecretMissing);
    let cancel = format!("`slipway cancel {}`", operation.id);
    assert!(refused.hint.as_ref().unwrap().contains(&cancel), "{refused:?}");
    assert_eq!(runner.ledger.entries(operation.id, None).await.unwrap(), before, "it is as it was");
    assert_eq!(*needy.1.lock().unwrap(), [operation.id], "nobody here is at it");

    write(&runner, &operation, vec![(None, Body::CancelRequested { reason: None })]).await;
    assert_eq!(resume().await.unwrap().verdict, Verdict::Cancelled);
    assert_eq!(*needy.0.seen.lock().unwrap(), [0; 0], "nothing was done");
}

#[tokio::test(start_paused = true)]
async fn what_was_under_way_is_not_looked_at_without_its_secrets_also_to_end_it() {
    let (needy, plan) = (Arc::new(Needy::default()), needing_a_secret());
    let (runner, operation) = (runner(1, needy.clone()), operation(&plan));
    write(&runner, &operation, vec![(Some("step-1"), Body::Intent)]).await;
    let resume = || runner.resume(operation.clone(), plan.clone(), author(), None, CancellationToken::new());

    let hint = resume().await.unwrap_err().hint.unwrap();
    assert!(hint.contains("`step-1` was under way") && !hint.contains("`slipway cancel"), "{hint}");

    write(&runner, &operation, vec![(None, Body::CancelRequested { reason: None })]).await;
    let standing = resume().await.unwrap();
    assert_eq!((standing.verdict, standing.problem.unwrap().code), (Verdict::Unknown, Code::SecretMissing));
}

/// Two steps, the second of which takes the first one back with a secret that nobody has, if someone says so.
fn asking() -> Plan {
    let mut plan = needing_a_secret();
    let ask = Step::new("ask".into(), Vec::new(), "ask", Effect::new(wait::NAME, wait::ASK, ()));
    plan.steps.insert(1, Step { when: When::Failure, ..ask });
    plan.steps[2].when = When::Undo("step-0".into());
    plan.steps[2].needs = vec!["ask".into()];
    plan
}

#[tokio::test(start_paused = true)]
async fn to_leave_what_asks_as_it_is_needs_no_secret() {
    let (needy, plan) = (Arc::new(Needy::default()), asking());
    let (mut runner, operation) = (runner(1, needy.clone()), operation(&plan));
    let asks = Arc::new(wait::WaitExecutor { ledger: runner.ledger.clone() });
    Arc::get_mut(&mut runner).unwrap().executors.insert(wait::NAME.to_owned(), asks);
    let failed = ended("step-0", Outcome::Failed);
    write(&runner, &operation, [failed, vec![(Some("ask"), Body::Intent)]].concat()).await;
    let answer = |answer| vec![(None, Body::Answered { answer, reason: None })];
    let resume = || runner.resume(operation.clone(), plan.clone(), author(), None, CancellationToken::new());

    write(&runner, &operation, answer(Answer::TakeBack)).await;
    assert_eq!(resume().await.unwrap_err().code, Code::SecretMissing, "it is taken back with one");

    write(&runner, &operation, answer(Answer::Leave)).await;
    assert_eq!(resume().await.unwrap().verdict, Verdict::Failed);
    assert_eq!(*needy.0.seen.lock().unwrap(), [0; 0], "nothing was done");
}

#[tokio::test(start_paused = true)]
async fn what_is_only_taken_back_needs_no_secrets_of_what_led_forward() {
    let cancel = vec![(None, Body::CancelRequested { reason: None })];
    for (more, verdict) in [(Vec::new(), Verdict::RolledBack), (cancel, Verdict::Cancelled)] {
        let (needy, mut plan) = (Arc::new(Needy::default()), needing_a_secret());
        let back = Step::new("back".into(), Vec::new(), "back", Effect::new("counting", "count", ()));
        plan.steps.push(Step { when: When::Undo("step-0".into()), ..back });
        let (runner, operation) = (runner(1, needy.clone()), operation(&plan));
        write(&runner, &operation, [ended("step-0", Outcome::Failed), more].concat()).await;
        let standing =
            runner.resume(operation, plan, author(), None, CancellationToken::new()).await.unwrap();
        assert_eq!(standing.verdict, verdict, "{standing:?}");
        assert_eq!(*needy.0.seen.lock().unwrap(), [1], "it was taken back");
    }
}

#[tokio::test]
async fn secrets_are_wanted_for_what_is_left_to_do_alone() {
    let (forward, mut back, mut last) = (needing_a_secret(), needing_a_secret(), needing_a_secret());
    back.steps[1].when = When::Undo("step-0".into());
    last.steps[1].when = When::Always;
    let fresh = Vec::new();
    let done = ended("step-0", Outcome::Succeeded);
    let failed = ended("step-0", Outcome::Failed);
    for (plan, known, wanted, why) in [
        (&forward, &fresh, false, "nothing was done"),
        (&forward, &done, true, "it goes on"),
        (&forward, &failed, false, "nothing of it goes on"),
        (&back, &done, false, "there is nothing to take back"),
        (&back, &failed, true, "it is taken back"),
        (&last, &done, false, "what cleans up needs none"),
    ] {
        let (runner, operation) = (runner(1, Arc::new(Unsettled)), operation(plan));
        write(&runner, &operation, known.clone()).await;
        let entries = runner.ledger.entries(operation.id, None).await.unwrap();
        assert_eq!(requirements::is_half_done(plan, &entries), wanted, "{why}");
    }
}

#[tokio::test(start_paused = true)]
async fn one_that_has_ended_meanwhile_is_told_as_it_ended() {
    let (counting, plan) = (Arc::new(Counting::default()), independent(1));
    let (runner, operation) = (runner(1, counting), operation(&plan));
    let problem = Some(Problem::new(Code::JobFailed, "it failed"));
    let closed = Body::Closed { verdict: Verdict::Failed, problem: problem.clone() };
    write(&runner, &operation, [ended("step-0", Outcome::Failed), vec![(None, closed)]].concat()).await;
    let before = runner.ledger.entries(operation.id, None).await.unwrap();
    let interrupt = CancellationToken::new();
    interrupt.cancel();
    let told = runner.resume(operation.clone(), plan, author(), None, interrupt).await.unwrap();
    assert_eq!(told, Standing { verdict: Verdict::Failed, problem });
    assert_eq!(
        runner.ledger.entries(operation.id, None).await.unwrap(),
        before,
        "nothing comes after its end"
    );
}

#[tokio::test(start_paused = true)]
async fn what_is_not_known_is_the_reason_and_not_what_waits_beside_it() {
    let (runner, plan) = (runner(2, Arc::new(Unsettled)), independent(2));
    let standing =
        runner.start(operation(&plan), plan, author(), None, CancellationToken::new()).await.unwrap();
    let problem = standing.problem.unwrap();
    assert_eq!((standing.verdict, problem.code), (Verdict::Unknown, Code::OutcomeUnknown), "{problem:?}");
}
