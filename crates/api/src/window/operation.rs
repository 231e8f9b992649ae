//! An operation as it goes, or as it went: a run with its graph, a deployment with its places.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use slipway_domain::gate_reason::GateReason;
use slipway_domain::how_far::HowFar;
use slipway_domain::problem::Code;

use super::activity::ActivityRow;
use super::board::{Action, TimeLeft};
use crate::error::ErrorBody;
use crate::plan::{PlanDocument, WhenWord};

/// An operation is wanted.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct OperationArgs {
    /// Its project.
    pub project: String,
    /// Its id, or at least eight leading digits of it.
    pub operation: String,
}

/// An operation.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct OperationPage {
    /// What lists say of it.
    #[serde(flatten)]
    pub row: ActivityRow,
    /// Its steps, in the plan's order.
    pub steps: Vec<StepDocument>,
    /// The jobs of a run, in the file's order.
    pub jobs: Vec<JobDocument>,
    /// The places of a deployment.
    pub places: Vec<PlaceProgress>,
    /// How many of its steps are done, as the board says of it.
    pub done: u64,
    /// How many it has, without those that are only done where something fails.
    pub of: u64,
    /// What was planned, as the plan's drawer said it: for those who approve it, and for looking it up afterwards.
    /// Its gates say what they said to it, and while it is open those that were not asked yet what they say now. Null
    /// for a run, and where it can no longer be told.
    pub planned: Option<PlanDocument>,
    /// Why its gates let nothing through, by their names, where that is known in parts.
    pub gates_why: BTreeMap<String, GateReason>,
    /// The services that it is about, where it is not about all of its release: to plan the same again.
    pub only: Vec<String>,
    /// It went around the environment before, and why: to plan the same again.
    pub hotfix: Option<String>,
    /// What shows why it did not succeed.
    pub evidence: Vec<EvidenceDocument>,
    /// Why it did not succeed, or what it waits for, with what to do about it.
    pub why: Option<ErrorBody>,
    /// What may be done now, most likely first.
    pub actions: Vec<Action>,
    /// It asks whether what failed is taken back: `answer_plan` says yes or no.
    pub asks: bool,
    /// What it waited for has come, or was denied: it goes on, or ends, as soon as somebody carries it on.
    pub ready: bool,
    /// How long it will probably take still.
    pub left: Option<TimeLeft>,
    /// How many lines its steps logged so far.
    pub lines: u64,
    /// It may be left to itself: this window does not execute it.
    pub elsewhere: bool,
}

/// Something that shows why a step did not succeed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct EvidenceDocument {
    /// The place it comes from.
    pub place: Option<String>,
    /// The service it is about.
    pub service: Option<String>,
    /// What it is, such as `exit code`, `last lines`.
    pub what: String,
    /// The text itself, redacted.
    pub text: String,
    /// The lines of it that read like the telling of an error, from 0.
    pub alarms: Vec<u64>,
}

/// A step.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct StepDocument {
    /// Its id, such as `host-1/up`.
    pub step: String,
    /// Where; null on the laptop.
    pub place: Option<String>,
    /// The job that it is, in a run.
    pub job: Option<String>,
    /// What it does, in a few words.
    pub action: String,
    /// The command as a person would type it.
    pub command: Option<String>,
    /// Under which circumstances.
    pub when: WhenWord,
    /// The steps that come before.
    pub needs: Vec<String>,
    /// How it stands.
    pub state: StepState,
    /// What it last said of how far it is, while it is under way in this program.
    pub told: Option<HowFar>,
    /// When its last attempt began.
    pub began_at: Option<String>,
    /// When it was settled.
    pub ended_at: Option<String>,
    /// How often it was tried.
    pub attempts: u64,
    /// Why it did not succeed.
    pub why: Option<String>,
    /// The code of that.
    pub why_code: Option<Code>,
    /// How many lines it logged so far.
    pub lines: u64,
}

/// How a step stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum StepState {
    /// Its turn has not come.
    Pending,
    /// It is under way.
    Running,
    /// It waits for a person, or for time to pass.
    Waiting,
    /// It was observed as it should be.
    Succeeded,
    /// It was observed otherwise.
    Failed,
    /// It was stopped.
    Cancelled,
    /// It was not needed.
    Skipped,
    /// Nobody can tell.
    Unknown,
}

/// A job of a pipeline.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct JobDocument {
    /// Its name.
    pub name: String,
    /// The jobs that come before.
    pub needs: Vec<String>,
    /// How it stands.
    pub state: StepState,
    /// Its commands, in order.
    pub commands: Vec<JobCommand>,
    /// When it began.
    pub began_at: Option<String>,
    /// When it ended.
    pub ended_at: Option<String>,
}

/// A command of a job.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct JobCommand {
    /// What people call it.
    pub name: String,
    /// The step that logs its lines.
    pub step: String,
    /// How it stands.
    pub state: StepState,
    /// Its first line among its step's lines, from 0; null before it begins.
    pub first_line: Option<u64>,
    /// How many lines it logged so far.
    pub lines: u64,
    /// When it began.
    pub began_at: Option<String>,
    /// How long it took, in milliseconds; null while it goes on.
    pub millis: Option<u64>,
    /// How it ended.
    pub exit_code: Option<i64>,
}

/// A place of a deployment.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct PlaceProgress {
    /// Its name.
    pub name: String,
    /// How it stands there.
    pub state: StepState,
    /// The phases that people see, in order; the same for every place of an operation.
    pub phases: Vec<Phase>,
    /// Per service what runs there now; null where it cannot be seen, or was not looked at yet.
    pub running: Option<BTreeMap<String, String>>,
    /// How long it took so far, in milliseconds.
    pub millis: Option<u64>,
}

/// Something that happens at a place.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Phase {
    /// The step's name without its place, such as `pull`, `up`, `verify`.
    pub name: String,
    /// How it stands.
    pub state: StepState,
}

/// Lines of an operation's log are wanted.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LogArgs {
    /// Its project.
    pub project: String,
    /// The operation.
    pub operation: String,
    /// Only of this step.
    #[serde(default)]
    pub step: Option<String>,
    /// The first line, from 0; among the step's lines where one is named.
    pub from: u64,
    /// At most so many; 5,000 at the most.
    pub limit: u64,
}

/// Lines of an operation's log.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct LogDocument {
    /// How many lines there are now; the step's where one is named.
    pub total: u64,
    /// The first line of these, from 0, as it was asked for.
    pub from: u64,
    /// The lines.
    pub lines: Vec<LogLineRow>,
    /// No more will come.
    pub ended: bool,
}

/// A line of a log.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct LogLineRow {
    /// When, in milliseconds since 1970.
    pub at: Option<i64>,
    /// The step that logged it.
    pub step: Option<String>,
    /// It was written to standard error.
    pub error: bool,
    /// It reads like the telling of an error.
    pub alarm: bool,
    /// The text, redacted; it may hold ANSI colours.
    pub text: String,
}

/// A text is looked for in an operation's log.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SearchArgs {
    /// Its project.
    pub project: String,
    /// The operation.
    pub operation: String,
    /// Only of this step.
    #[serde(default)]
    pub step: Option<String>,
    /// The text, in whatever case; every line has the empty one.
    pub text: String,
    /// Only lines that read like the telling of an error.
    #[serde(default)]
    pub errors: bool,
}

/// Where a text was found.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct SearchDocument {
    /// The lines, from 0, among the step's where one is named; the first 10,000 of them.
    pub lines: Vec<u64>,
    /// In how many lines it stands.
    pub total: u64,
}

/// An operation's log is to be kept as a file among the person's downloads.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SaveLogArgs {
    /// Its project.
    pub project: String,
    /// The operation.
    pub operation: String,
    /// Only of this step.
    #[serde(default)]
    pub step: Option<String>,
    /// With each line's time before it.
    #[serde(default)]
    pub times: bool,
}

/// Where a log was kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct SavedLogDocument {
    /// The file; one that was there keeps its name, and this one gets another.
    pub path: String,
    /// How many lines it has.
    pub lines: u64,
}
