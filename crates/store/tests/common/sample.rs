//! Entries as operations leave them.
#![allow(dead_code, clippy::unwrap_used, clippy::expect_used)]

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde_json::{Value, json};
use slipway_domain::artifact::Artifact;
use slipway_domain::deployment::{Deployment, Setting};
use slipway_domain::digest::Digest;
use slipway_domain::entry::{Body, Entry, Outcome};
use slipway_domain::ids::{Key, OperationId, StepId};
use slipway_domain::operation::{Kind, Operation, Verdict};
use slipway_domain::plan::{Effect, Plan, Step, Subject};
use slipway_domain::problem::{Code, Problem};
use slipway_domain::release::{Commit, Draft, DraftService, Release, ServiceRelease};

pub const PROJECT: &str = slipway_fixtures::PROJECT;

/// An operation that is recorded step by step.
pub struct Sample {
    pub operation: Operation,
    pub plan: Plan,
}

impl Sample {
    fn new(kind: Kind, subject: Subject, steps: Vec<Step>) -> Self {
        let plan = slipway_fixtures::plan(subject, steps);
        let reason = Some("because \"so\"".into());
        let operation = Operation { kind, reason, ..slipway_fixtures::operation_of(&plan) };
        Self { operation, plan }
    }

    /// A run whose step `push` pushes `api` and leaves something.
    pub fn run(number: u64) -> Self {
        Self::run_with(number, |_| ())
    }

    /// The same, of another draft.
    pub fn run_with(number: u64, change: impl FnOnce(&mut Draft)) -> Self {
        let service = DraftService {
            version: format!("0.1.{number}"),
            repository: "registry.example.com/api".into(),
            inputs: "i".into(),
            digest: None,
            pushed_by: Some("push".into()),
        };
        let services = BTreeMap::from([("api".to_owned(), service)]);
        let artifacts_of = vec!["push".to_owned()];
        let mut draft = Draft { number, commit: commit(), services, releases: true, artifacts_of };
        change(&mut draft);
        Self::new(Kind::Run, Subject::Run(draft), vec![step("build"), step("push")])
    }

    /// A deployment of release `number`.
    pub fn deploy(environment: &str, number: u64) -> Self {
        Self::deploy_with(environment, number, |_| ())
    }

    /// The same, of another deployment.
    pub fn deploy_with(environment: &str, number: u64, change: impl FnOnce(&mut Deployment)) -> Self {
        let settings = BTreeMap::from([
            ("MODE".to_owned(), Setting::Plain("a $x 中".into())),
            ("DB".to_owned(), Setting::Secret { secret: "DATABASE_URL".into() }),
        ]);
        let mut deployment = Deployment {
            configuration: BTreeMap::from([("api".to_owned(), settings)]),
            recipe: json!({"compose": "services: {}\n"}),
            ..slipway_fixtures::deployment(environment, release(number))
        };
        change(&mut deployment);
        Self::new(Kind::Deploy, Subject::Deployment(deployment), vec![step("h/up")])
    }

    /// Makes it bring services of other releases back as well.
    pub fn bring_back(&mut self, others: &[u64]) {
        if let Subject::Deployment(deployment) = &mut self.plan.subject {
            let other = |number: &u64| Deployment { release: release(*number), ..deployment.clone() };
            deployment.others = others.iter().map(other).collect();
        }
    }

    pub fn id(&self) -> OperationId {
        self.operation.id
    }

    pub fn entry(&self, body: Body) -> Entry {
        Entry { operation: Some(self.id()), environment: self.operation.environment.clone(), ..entry(body) }
    }

    pub fn opened(&self) -> Entry {
        self.entry(Body::Opened { operation: self.operation.clone(), plan: self.plan.clone() })
    }

    pub fn at(&self, step: &str, attempt: u32, body: Body) -> Entry {
        let step = StepId::from(step);
        let key = Some(Key::of(self.id(), &step, attempt));
        Entry { step: Some(step), attempt, key, ..self.entry(body) }
    }

    /// Intent and outcome of a step; what succeeds found [`digest`] and left [`artifact`].
    pub fn done(&self, step: &str, outcome: Outcome) -> [Entry; 2] {
        let fact = match (&self.plan.subject, outcome) {
            (Subject::Run(draft), Outcome::Succeeded) => {
                json!({"digest": digest(draft.number), "artifacts": [artifact(draft.number)]})
            }
            _ => Value::Null,
        };
        let outcome = Body::Outcome { outcome, fact, problem: None, evidence: vec![] };
        [self.at(step, 1, Body::Intent), self.at(step, 1, outcome)]
    }

    pub fn closed(&self, verdict: Verdict) -> Entry {
        let problem =
            (verdict != Verdict::Succeeded).then(|| Problem::new(Code::VerifyFailed, "api is not healthy"));
        self.entry(Body::Closed { verdict, problem })
    }

    /// All of it, from the beginning to this end.
    pub fn all(&self, verdict: Verdict) -> Vec<Entry> {
        let good = verdict == Verdict::Succeeded;
        let outcome = if good { Outcome::Succeeded } else { Outcome::Failed };
        let steps = self.plan.steps.iter().flat_map(|step| self.done(&step.id.0, outcome));
        std::iter::once(self.opened()).chain(steps).chain([self.closed(verdict)]).collect()
    }
}

/// An entry that belongs to no operation and no environment.
pub fn entry(body: Body) -> Entry {
    Entry { at: Timestamp::now(), ..slipway_fixtures::entry(body) }
}

/// An entry about an environment that belongs to no operation.
pub fn rule(environment: &str, body: Body) -> Entry {
    Entry { environment: Some(environment.into()), ..entry(body) }
}

pub fn digest(number: u64) -> Digest {
    Digest::of(&number.to_be_bytes())
}

pub fn artifact(number: u64) -> Artifact {
    Artifact { job: "build".into(), path: "dist/".into(), digest: digest(number) }
}

/// The release that [`Sample::run`] makes.
pub fn release(number: u64) -> Release {
    let service = ServiceRelease {
        version: format!("0.1.{number}"),
        repository: "registry.example.com/api".into(),
        digest: digest(number),
        inputs: "i".into(),
    };
    let services = BTreeMap::from([("api".to_owned(), service)]);
    Release { number, commit: commit(), services, artifacts: vec![artifact(number)] }
}

fn commit() -> Commit {
    let bare = Commit::bare("0123456789abcdef0123456789abcdef01234567", "t", 1_700_000_000);
    Commit { branch: Some("master".into()), pushed: Some(true), ..bare }
}

fn step(id: &str) -> Step {
    Step::new(id.into(), Vec::new(), id, Effect::new("test", "do", ()))
}
