#![allow(clippy::unwrap_used)]

use serde_json::json;
use slipway_domain::config::{Rollout, Verify};
use slipway_domain::digest::Digest;
use slipway_domain::release::Commit;
use slipway_domain::template::Template;

use super::*;

fn deployment(number: u64) -> Deployment {
    let (version, digest) = (format!("0.1.{number}"), Digest::of(&number.to_be_bytes()));
    let service = slipway_fixtures::service_release("r.example.com/api", &version, digest);
    let commit = Commit::bare("c".repeat(40), "t", 0);
    let script = format!("echo {number}\n");
    let recipe = Recipe {
        format: 1,
        file: "deploy.sh".to_owned(),
        sha256: sha256(script.as_bytes()),
        script,
        args: vec![Template::parse("${version}").unwrap()],
        files: Vec::new(),
        stdin: Vec::new(),
        service: None,
    };
    let release = slipway_fixtures::release(number, commit, [("api".to_owned(), service)]);
    Deployment { recipe: json!(recipe), ..slipway_fixtures::deployment("legacy", release) }
}

/// The steps of release 2 on two hosts where release 1 runs, each with what it waits for and what it undoes.
fn planned(rollout: Option<Rollout>) -> Vec<String> {
    let spots = ["host-1", "host-2"].map(|host| Spot::new(&host.parse().unwrap(), "recipes", "legacy", None));
    let check = Verify { url: Template::parse("http://localhost/version").unwrap(), ..Verify::default() };
    let on_failure = OnFailure::Rollback;
    let policy = Environment { rollout, verify: vec![check], on_failure, ..Environment::default() };
    let restore = Some(Restore::Deployment(Box::new(deployment(1))));
    let want = Want { deployment: deployment(2), restore };
    let steps = steps(&spots, &policy, &ScriptTarget::default(), &want).unwrap();
    steps.work.iter().map(told).collect()
}

fn told(step: &Step) -> String {
    let needs: Vec<&str> = step.needs.iter().map(|id| id.0.as_str()).collect();
    let after = if needs.is_empty() { String::new() } else { format!(" after {}", needs.join(", ")) };
    let command = step.command.as_deref().and_then(|command| command.rsplit(' ').next());
    let with = command.map(|version| format!(" with {}", version.trim_matches('\''))).unwrap_or_default();
    let undoes = match &step.when {
        When::Undo(id) => format!(" undoes {}", id.0),
        _ => String::new(),
    };
    format!("{}{with}{after}{undoes}", step.id.0)
}

/// What takes both hosts back: each by itself, with the script of the release before.
const BACK: [&str; 6] = [
    "host-1/undo-ship undoes host-1/run",
    "host-1/undo-run with 0.1.1 after host-1/undo-ship undoes host-1/run",
    "host-1/back-http-1 after host-1/undo-run undoes host-1/run",
    "host-2/undo-ship undoes host-2/run",
    "host-2/undo-run with 0.1.1 after host-2/undo-ship undoes host-2/run",
    "host-2/back-http-1 after host-2/undo-run undoes host-2/run",
];

#[test]
fn hosts_come_in_batches_with_a_pause_between_and_each_is_taken_back() {
    let wait = Some("1s".parse().unwrap());
    let forward = [
        "host-1/ship",
        "host-1/run with 0.1.2 after host-1/ship",
        "host-1/http-1 after host-1/run",
        "pause-1 after host-1/run, host-1/http-1",
        "host-2/ship after pause-1",
        "host-2/run with 0.1.2 after host-2/ship",
        "host-2/http-1 after host-2/run",
    ];
    assert_eq!(planned(Some(Rollout { batch: 1, wait })), [&forward[..], &BACK[..]].concat());
}

#[test]
fn without_a_pause_the_next_batch_waits_for_the_one_before_and_without_batches_nobody_waits() {
    let second = |rollout| planned(rollout).into_iter().find(|told| told.starts_with("host-2/ship")).unwrap();
    assert_eq!(second(Some(Rollout { batch: 1, wait: None })), "host-2/ship after host-1/run, host-1/http-1");
    assert_eq!(second(None), "host-2/ship");
    assert_eq!(second(Some(Rollout { batch: 2, wait: Some("1s".parse().unwrap()) })), "host-2/ship");
}
