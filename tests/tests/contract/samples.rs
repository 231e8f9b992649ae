//! A full and an empty sample of every document, made the way the program makes them.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use slipway_api::check::{CheckDocument, HostsDocument, NotifyDocument};
use slipway_api::credentials::{
    CredentialDocument, CredentialsDocument, FoundDocument, FoundState, ImportDocument, KeychainDocument,
    TestDocument, TrialDocument,
};
use slipway_api::done::DoneDocument;
use slipway_api::error::ErrorDocument;
use slipway_api::history::{HistoryDocument, HistoryRow};
use slipway_api::init::{FindingDocument, InitDocument, NoteDocument};
use slipway_api::log::LogLineDocument;
use slipway_api::operation::OperationDocument;
use slipway_api::plan::PlanDocument;
use slipway_api::policy::PolicyDocument;
use slipway_api::sealed::{
    RecipientDocument, SealedChangeDocument, SealedDiffDocument, SealedDocument, SealedWord,
};
use slipway_api::status::{EnvironmentDocument, StatusDocument, UndeliveredDocument};
use slipway_api::tags::{ImageDocument, ScanDocument, TagsDocument};
use slipway_domain::credential::{CredentialId, Kind as CredentialKind, Known, Scope, Tested};
use slipway_domain::digest::Digest;
use slipway_domain::entry::Evidence;
use slipway_domain::iam;
use slipway_domain::ids::{OperationId, StepId};
use slipway_domain::operation::{Kind, Operation, Verdict};
use slipway_domain::plan::{Effect, PlanHash, Step, Subject, When};
use slipway_domain::problem::{Code, Problem};
use slipway_domain::release::{Commit, Release, ServiceRelease};
use slipway_domain::sealed::SealedFile;
use slipway_domain::world::{Health, Lock};
use slipway_engine::deploy::{
    Change, CommitChange, ConfigurationChange, GateView, OperationResult, PlaceResult, Prepared,
    ServiceChange, VariableChange,
};
use slipway_engine::ports::{Finding, Identity, KeychainState, LogCommit, LogLine, OperationRow};
use slipway_engine::rules::Hold;
use slipway_engine::status::{
    Drift, EnvironmentState, EnvironmentStatus, PlaceStatus, RollbackChoice, ServiceStatus,
};
use slipway_engine::steps::gate::Answer;

/// The name of each document with its samples.
pub fn samples() -> BTreeMap<&'static str, Vec<Value>> {
    BTreeMap::from([
        ("check", vec![value(&checked())]),
        ("check-policy", vec![value(&allowed())]),
        ("check-notify", vec![value(&NotifyDocument { told: vec!["team".into()] })]),
        ("check-hosts", vec![value(&HostsDocument::of(&[])), value(&examined())]),
        ("credentials", vec![value(&credentials(vec![])), value(&credentials(kept()))]),
        (
            "credentials-import",
            vec![value(&ImportDocument { found: vec![], missed: vec![] }), value(&imported())],
        ),
        ("credentials-test", vec![value(&TestDocument { tested: vec![] }), value(&tried())]),
        ("done", vec![value(&DoneDocument { done: "sandbox is locked".into() })]),
        ("error", errors()),
        ("history", vec![history(vec![]), history(rows())]),
        ("init", vec![value(&proposed())]),
        ("log", log_lines()),
        ("operation", vec![value(&OperationDocument::nothing()), value(&OperationDocument::from(&result()))]),
        ("plan", vec![value(&PlanDocument::of(&prepared()))]),
        ("sealed", vec![value(&sealed())]),
        ("sealed-diff", vec![value(&sealed_diff())]),
        ("status", vec![status(vec![]), status(environments())]),
        ("tags", vec![tags(vec![]), tags(images())]),
    ])
}

fn allowed() -> PolicyDocument {
    let text = "version: 1\nproject: recipes\nservices:\n  api:\n    build: {}\n    version: \"1.${build_number}\"\n    \
                image: 123456789012.dkr.ecr.eu-central-1.amazonaws.com/team/api\n";
    let config = slipway_domain::config::parse(text, "slipway.yml").expect("a configuration");
    let needed = iam::policy(&config, iam::For::Project).expect("its image lies in AWS");
    let other = r#"{"Version":"2012-10-17","Statement":[]}"#;
    let compared = iam::compare(&needed, other).expect("a policy");
    PolicyDocument::of(&needed, Some(&compared))
}

fn sealed_file() -> SealedFile {
    SealedFile {
        path: "secrets/production.age".into(),
        tree: "a1b2c3d4".repeat(5),
        version: digest(),
        of: "recipes/production".into(),
        secrets: vec!["DATABASE_URL".into()],
    }
}

fn sealed() -> SealedDocument {
    let recipient =
        RecipientDocument { name: "ann".into(), key: "ssh-ed25519 AAAA".into(), shown: "SHA256:AAAA".into() };
    SealedDocument {
        file: "secrets/production.age".into(),
        secrets: vec!["DATABASE_URL".into()],
        recipients: vec![recipient],
    }
}

fn sealed_diff() -> SealedDiffDocument {
    let words = [("A", SealedWord::Added), ("B", SealedWord::Removed), ("C", SealedWord::Changed)];
    let secrets = words.map(|(name, change)| SealedChangeDocument { name: name.into(), change });
    SealedDiffDocument { file: "secrets/production.age".into(), secrets: secrets.into(), opened: true }
}

/// Findings are the same whether a file can be used or not.
fn checked() -> CheckDocument {
    let findings = slipway_domain::config::parse("version: 1\n", "slipway.yml").expect_err("no project");
    CheckDocument::of(&slipway_domain::config::Config::default(), &findings)
}

fn known() -> Known {
    let narrow = Scope::around(Some("recipes"), Some("production")).remove(0);
    let tested = Tested { at: time(1_700_000_000), works: Some(true), said: "it accepts ann".into() };
    Known {
        id: CredentialId::new(narrow, CredentialKind::Registry, "registry.example.com:5000").unwrap(),
        fields: [("user".to_owned(), "ann".to_owned())].into(),
        shown: Some("ann".into()),
        ask: true,
        added: time(1_700_000_000),
        rotated: Some(time(1_700_000_000)),
        used: Some(time(1_700_000_000)),
        tested: Some(tested),
        removed: false,
    }
}

/// One of each scope; the bare one was never used.
fn kept() -> Vec<Known> {
    let scopes = Scope::around(Some("recipes"), Some("production"));
    let of = |scope| Known {
        id: CredentialId::new(scope, CredentialKind::Plain, "DATABASE_URL").unwrap(),
        fields: BTreeMap::new(),
        shown: None,
        ask: false,
        rotated: None,
        used: None,
        tested: None,
        ..known()
    };
    scopes.into_iter().map(of).chain([known()]).collect()
}

fn credentials(known: Vec<Known>) -> CredentialsDocument {
    let used_by = || vec!["api in production".to_owned()];
    CredentialsDocument {
        keychain: KeychainDocument {
            name: "the login keychain".into(),
            state: KeychainState::Unlocked.into(),
        },
        credentials: known.iter().map(|one| CredentialDocument::of(one, used_by())).collect(),
    }
}

fn tried() -> TestDocument {
    let id = known().id;
    TestDocument {
        tested: vec![
            TrialDocument::of(&id, Some(false), "it does not accept ann", None),
            TrialDocument::of(&id, None, "it does not answer", Some(Code::RegistryUnreachable)),
        ],
    }
}

fn imported() -> ImportDocument {
    use FoundState::{Empty, Found, Imported, Known, Unlikely};
    let one = |state| FoundDocument {
        name: "TOKEN".into(),
        kind: CredentialKind::Plain,
        from: "variable SLIPWAY_SECRET_TOKEN".into(),
        shown: None,
        state,
    };
    let found = [Imported, Found, Known, Empty, Unlikely].map(one).into();
    ImportDocument { found, missed: vec!["~/.aws/credentials cannot be read".into()] }
}

fn examined() -> HostsDocument {
    let finding = Finding {
        place: "host-1".into(),
        subject: "docker".into(),
        ok: false,
        text: "deploy may not use Docker".into(),
        fix: Some("add deploy to the group".into()),
        sign: None,
    };
    HostsDocument::of(&[("sandbox".to_owned(), vec![finding])])
}

fn proposed() -> InitDocument {
    let note = NoteDocument { line: 1, text: "from the remote".into(), source: None, guess: true };
    let finding = FindingDocument { place: Some("ci.yml:3".into()), text: "a host is named".into() };
    InitDocument {
        yaml: "version: 1\n".into(),
        notes: vec![note],
        questions: vec!["Where does it run?".into()],
        findings: vec![finding],
        written: None,
    }
}

fn log_lines() -> Vec<Value> {
    let logged = LogLine { step: Some("job/test".into()), at: Some(time(0)), ..LogLine::err("text") };
    vec![
        value(&LogLineDocument::of(&LogLine::out("text"), Some("host-1"))),
        value(&LogLineDocument::of(&logged, None)),
    ]
}

fn value(document: &impl serde::Serialize) -> Value {
    serde_json::to_value(document).unwrap()
}

fn errors() -> Vec<Value> {
    let of = |problem: &Problem| value(&ErrorDocument::from(problem));
    let held = Problem::new(Code::LockHeld, "ann holds production").details(json!({ "owner": "ann" }));
    let mut all: Vec<Value> =
        Code::ALL.iter().map(|code| of(&Problem::new(*code, "it went wrong"))).collect();
    all.push(of(&held));
    all
}

fn time(seconds: i64) -> jiff::Timestamp {
    jiff::Timestamp::from_second(seconds).unwrap()
}

fn digest() -> Digest {
    Digest::of(b"image")
}

fn release() -> Release {
    let bare = Commit::bare("a1b2c3d4".repeat(5), "77aa01bb".repeat(5), 1_700_000_000);
    let commit = Commit { branch: Some("develop".into()), pushed: Some(true), ..bare };
    let service = ServiceRelease {
        version: "0.1.48".into(),
        repository: "registry.example.com/team/recipes".into(),
        digest: digest(),
        inputs: "0011223344556677".into(),
    };
    Release { number: 48, commit, services: [("api".to_owned(), service)].into(), artifacts: vec![] }
}

fn operation() -> Operation {
    Operation {
        id: OperationId(uuid::Uuid::from_u128(7)),
        kind: Kind::Promote,
        environment: Some("production".into()),
        plan: PlanHash("ab".repeat(32)),
        parent: Some(OperationId(uuid::Uuid::from_u128(6))),
        actor: "Ann <ann@example.com>".into(),
        reason: Some("the friday release".into()),
        ..slipway_fixtures::operation()
    }
}

fn history(operations: Vec<HistoryRow>) -> Value {
    value(&HistoryDocument { project: "recipes".into(), operations })
}

fn rows() -> Vec<HistoryRow> {
    let open = OperationRow {
        operation: Operation {
            environment: None,
            parent: None,
            reason: None,
            kind: Kind::Run,
            ..operation()
        },
        started_at: time(1_700_000_000),
        ended_at: None,
        verdict: None,
        release: None,
        problem: None,
    };
    let failed = OperationRow {
        operation: operation(),
        ended_at: Some(time(1_700_000_060)),
        verdict: Some(Verdict::RolledBack),
        release: Some(48),
        problem: Some("api did not become healthy on host-2".into()),
        ..open.clone()
    };
    vec![HistoryRow::from(&open), HistoryRow::from(&failed)]
}

fn result() -> OperationResult {
    let place =
        |name: &str, running| PlaceResult { name: name.into(), verdict: Verdict::RolledBack, running };
    let evidence = Evidence {
        place: Some("host-2".into()),
        service: Some("api".into()),
        what: "last lines".into(),
        text: "dial tcp: no such host mongodb".into(),
    };
    let running = BTreeMap::from([("api".to_owned(), Some(digest())), ("web".to_owned(), None)]);
    OperationResult {
        operation: Some(operation().id),
        verdict: Verdict::RolledBack,
        problem: Some(Problem::new(Code::VerifyFailed, "api did not become healthy on host-2")),
        environment: Some("production".into()),
        release: Some(release()),
        places: vec![place("host-1", Some(running)), place("host-2", None)],
        evidence: vec![evidence],
    }
}

fn step(id: &str, when: When) -> Step {
    let effect = Effect::new("sample", "pull", json!({}));
    Step {
        when,
        place: Some("host-1".into()),
        command: Some("docker pull registry.example.com/team/recipes@sha256:…".into()),
        limit: Some(60),
        ..Step::new(StepId(id.into()), Vec::new(), "pull the images", effect)
    }
}

fn log_commit() -> LogCommit {
    LogCommit {
        sha: "a1b2c3d4".repeat(5),
        subject: "Add plums".into(),
        author: "Ann".into(),
        time: 1_700_000_000,
    }
}

fn prepared() -> Prepared {
    let deployment = slipway_fixtures::deployment("production", release());
    let whens = [When::Success, When::Failure, When::Undo("a".into()), When::Always];
    let steps = whens.into_iter().zip(["a", "b", "c", "d"]).map(|(when, id)| step(id, when)).collect();
    let subject = Subject::Deployment(deployment.clone());
    let plan = slipway_fixtures::plan(subject, steps).with_sealed(vec![sealed_file()]);
    let change = |name: &str, change, from, to| ServiceChange { name: name.into(), change, from, to };
    let new = ("0.1.48".to_owned(), digest());
    let wanted = Problem::new(Code::ApprovalWanted, "one approval is missing");
    let refused = Problem::new(Code::Frozen, "slipway.yml freezes production");
    let gates = [
        ("commit", Answer::Passed),
        ("approval", Answer::Waiting(wanted)),
        ("open", Answer::Refused(refused)),
    ];
    Prepared {
        foreign: Vec::new(),
        kind: Kind::Promote,
        hash: plan.hash(),
        plan,
        deployment,
        services: vec![
            change("api", Change::Changed, Some((Some("0.1.47".into()), None)), Some(new.clone())),
            change("web", Change::New, None, Some(new.clone())),
            change("old", Change::Removed, Some((None, Some(digest()))), None),
            change("db", Change::Same, Some((Some("0.1.48".into()), Some(digest()))), Some(new)),
        ],
        commits: [false, true].map(|removed| CommitChange { commit: log_commit(), removed }).into(),
        configuration: vec![ConfigurationChange {
            key: "api/GREETING".into(),
            change: VariableChange::Changed,
        }],
        gates: gates.map(|(name, answer)| GateView { name: name.into(), answer }).into(),
        account: Some(Identity {
            account: "123456789012".into(),
            name: "arn:aws:iam::123456789012:user/ann".into(),
            from: "the key team".into(),
            credential: Some((CredentialKind::AwsKey, "team".into())),
        }),
        credentials: vec![known(), Known { ask: false, tested: None, ..known() }],
        warnings: vec!["host-1 has only 900 MB of disk left".into()],
        typed: Some("production".into()),
        rollback_to: Some(release()),
    }
}

fn status(environments: Vec<EnvironmentDocument>) -> Value {
    let untold = UndeliveredDocument {
        channel: "team".into(),
        title: "recipes: production runs api 0.1.48".into(),
        since: "2026-01-01T00:00:00Z".into(),
        why: Some("it did not answer in time".into()),
        given_up: false,
    };
    value(&StatusDocument { project: "recipes".into(), environments, notifications: vec![untold] })
}

fn environments() -> Vec<EnvironmentDocument> {
    let empty = EnvironmentStatus {
        name: "sandbox".into(),
        state: EnvironmentState::Empty,
        services: vec![],
        unmanaged: BTreeMap::new(),
        unseen: vec![],
        next: None,
        lock: None,
        freeze: None,
        hold: None,
    };
    let full = EnvironmentStatus {
        name: "production".into(),
        state: EnvironmentState::Locked,
        services: vec![service()],
        unmanaged: [("mongodb".to_owned(), vec!["host-1".to_owned()])].into(),
        unseen: vec![("host-3".into(), Problem::new(Code::HostUnreachable, "host-3 does not answer"))],
        next: Some(release()),
        lock: Some(Lock {
            owner: "bob".into(),
            since: "2026-01-01T00:00:00Z".into(),
            message: "looking at the disk".into(),
            operation: None,
            silent_for: 0,
        }),
        freeze: Some((Some(time(1_700_000_000)), Some("holidays".into()))),
        hold: Some(Hold { by: "ann".into(), since: time(1_700_000_000), reason: "incident".into() }),
    };
    [empty, full].iter().map(EnvironmentDocument::from).collect()
}

fn service() -> ServiceStatus {
    let place =
        |health| PlaceStatus { name: "host-1".into(), kind: "host".into(), digest: Some(digest()), health };
    let healths = [Health::Healthy, Health::Starting, Health::Unhealthy, Health::Stopped, Health::Unknown];
    let earlier = RollbackChoice { release: 47, version: "0.1.47".into(), digest: digest(), available: None };
    ServiceStatus {
        name: "api".into(),
        version: Some("0.1.48".into()),
        digest: None,
        release: Some(48),
        commit: Some(release().commit.sha),
        deployed: Some((48, "0.1.48".into())),
        deployed_at: Some(time(1_700_000_000)),
        health: Health::Unknown,
        places: healths.map(place).into(),
        drift: vec![Drift { place: "host-2".into(), said: "host-2 runs another image".into() }],
        rollback_to: vec![earlier],
    }
}

fn tags(images: Vec<ImageDocument>) -> Value {
    let repository = "registry.example.com/team/recipes".to_owned();
    value(&TagsDocument { service: "api".into(), repository, images })
}

fn images() -> Vec<ImageDocument> {
    let foreign = ImageDocument {
        tags: vec!["old".into()],
        digest: digest(),
        semver: None,
        build_number: None,
        commit: None,
        commit_time: None,
        created: None,
        size_bytes: None,
        platforms: vec![],
        running_in: vec![],
        pushed: None,
        scan: None,
    };
    let scan = ScanDocument {
        status: "complete".into(),
        at: Some("2026-01-01T00:03:00Z".into()),
        findings: [("critical".to_owned(), 1), ("high".to_owned(), 3)].into(),
    };
    let own = ImageDocument {
        tags: vec!["0.1.48".into(), "develop".into()],
        semver: Some("0.1.48".into()),
        build_number: Some(48),
        commit: Some(release().commit.sha),
        commit_time: Some("2026-01-01T00:00:00Z".into()),
        created: Some("2026-01-01T00:01:00Z".into()),
        size_bytes: Some(1_048_576),
        platforms: vec!["linux/amd64".into(), "linux/arm64".into()],
        running_in: vec!["sandbox".into()],
        pushed: Some("2026-01-01T00:02:00Z".into()),
        scan: Some(scan),
        ..foreign.clone()
    };
    vec![own, foreign]
}
