#![allow(clippy::unwrap_used)]

use serde_json::json;
use slipway_domain::entry::Outcome;
use slipway_domain::plan::{Effect, Step, Subject};
use slipway_engine::steps::job;

use super::super::steps;
use super::*;
use crate::operations::Words;

fn at(second: i64) -> Timestamp {
    Timestamp::from_second(second).unwrap()
}

fn plan() -> Plan {
    let one = |name: &str| json!({ "name": name, "run": name, "directory": null, "env": {}, "limit": null });
    let args = json!({
        "job": "test", "image": "node:22", "tree": "t", "env": {},
        "steps": [one("npm ci"), one("npm test"), one("report")],
        "inputs": [], "artifacts": [], "secrets": [],
    });
    let effect = Effect::new(job::NAME, job::RUN, args);
    let clean = Effect::new(job::NAME, job::CLEAN, ());
    let subject = Subject::Upkeep { environment: "sandbox".to_owned(), what: "run".to_owned() };
    let steps = [Step::new(job::step_id("test"), Vec::new(), "run job test", effect)];
    let clean = Step::new("clean".into(), Vec::new(), "remove what is left", clean);
    slipway_fixtures::plan(subject, steps.into_iter().chain([clean]).collect())
}

fn entry(second: i64, body: Body) -> Entry {
    Entry { step: Some(job::step_id("test")), attempt: 1, at: at(second), ..slipway_fixtures::entry(body) }
}

fn ended(second: i64, outcome: Outcome, exit_code: i64) -> Entry {
    let fact = json!({ "job": "test", "exit_code": exit_code });
    entry(second, Body::Outcome { outcome, fact, problem: None, evidence: Vec::new() })
}

fn logged(lines: u64, headings: &[(u64, i64, &str)]) -> StepLines {
    let one = |(line, second, text): &(u64, i64, &str)| Heading {
        line: *line,
        at: at(*second),
        text: (*text).to_owned(),
    };
    let headings = headings.iter().map(one).collect();
    StepLines { step: job::step_id("test"), first: 0, lines, headings }
}

/// The commands of the one job, each as `NAME STATE FIRST+LINES CODE MILLIS`.
fn told(entries: &[Entry], lines: &[StepLines]) -> Vec<String> {
    let plan = plan();
    let jobs = of(&plan, &steps::of(&plan, entries, lines, &Words::new()), entries, lines);
    assert_eq!(jobs.len(), 1, "what clears up is no job");
    let one = |command: &JobCommand| {
        let state = serde_json::to_value(command.state).unwrap();
        let first = command.first_line.map_or("-".to_owned(), |line| line.to_string());
        let text = |number: Option<String>| number.unwrap_or_else(|| "-".to_owned());
        let (code, millis) = (command.exit_code, command.millis);
        let (code, millis) = (code.map(|code| code.to_string()), millis.map(|millis| millis.to_string()));
        let state = state.as_str().unwrap();
        format!("{} {state} {first}+{} {} {}", command.name, command.lines, text(code), text(millis))
    };
    jobs[0].commands.iter().map(one).collect()
}

#[test]
fn each_command_has_its_lines_its_time_and_its_end() {
    let begun = [entry(10, Body::Intent)];
    let waiting = ["npm ci pending -+0 - -", "npm test pending -+0 - -", "report pending -+0 - -"];
    assert_eq!(told(&[], &[]), waiting);
    assert_eq!(told(&begun, &[logged(2, &[])]), waiting, "its image is pulled");
    let headings = [(2, 12, "[1/3] npm ci"), (5, 17, "[2/3] npm test")];
    assert_eq!(
        told(&begun, &[logged(9, &headings)]),
        ["npm ci succeeded 2+3 0 5000", "npm test running 5+4 - -", "report pending -+0 - -"]
    );
    let failed = [entry(10, Body::Intent), ended(20, Outcome::Failed, 3)];
    assert_eq!(
        told(&failed, &[logged(9, &headings)]),
        ["npm ci succeeded 2+3 0 5000", "npm test failed 5+4 3 3000", "report skipped -+0 - -"]
    );
}

#[test]
fn what_an_earlier_attempt_said_is_not_this_one() {
    let before = [(0, 12, "[1/3] npm ci"), (1, 17, "[2/3] npm test")];
    let headings = [before[0], before[1], (4, 40, "[1/3] npm ci")];
    let entries = [
        entry(10, Body::Intent),
        ended(20, Outcome::Failed, 1),
        Entry { attempt: 2, ..entry(30, Body::Intent) },
    ];
    let waiting = ["npm ci pending -+0 - -", "npm test pending -+0 - -", "report pending -+0 - -"];
    assert_eq!(told(&entries, &[logged(4, &before)]), waiting);
    assert_eq!(
        told(&entries, &[logged(6, &headings)]),
        ["npm ci running 4+2 - -", "npm test pending -+0 - -", "report pending -+0 - -"]
    );
}

#[test]
fn a_job_that_did_not_write_down_where_its_commands_begin_is_shown_whole() {
    let entries = [entry(10, Body::Intent), ended(20, Outcome::Succeeded, 0)];
    assert_eq!(told(&entries, &[logged(9, &[])]), ["run job test succeeded 0+9 0 10000"]);
}
