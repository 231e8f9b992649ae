//! The journal of a place: what was done there, for whoever comes next.

use serde::Deserialize;
use serde_json::Value;
use slipway_domain::ids::StepId;
use slipway_domain::operation::{Operation, Verdict};
use slipway_domain::plan::PlanHash;
use slipway_domain::problem::Problem;

use crate::kit::Kit;
use crate::lock_file::FORMAT;
use crate::shell::prelude;
use crate::spot::Spot;

/// How many lines are read from the end.
const LINES: u32 = 5000;
/// How many characters of a line that cannot be read are told: its time and its kind are among them.
const QUOTED: usize = 80;

/// One line of the journal.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Line {
    /// The format it was written in.
    pub format: u32,
    /// When, by the host's clock (RFC 3339).
    pub at: String,
    /// What.
    #[serde(flatten)]
    pub what: What,
}

/// What a line says.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[allow(clippy::large_enum_variant)]
pub enum What {
    /// An operation took the lock.
    Opened {
        /// Which.
        operation: Operation,
        /// Who.
        actor: String,
        /// The build number it brings.
        release: Option<u64>,
        /// The hash of its plan, which lies in `plans/`.
        plan: PlanHash,
        /// The lock's number.
        fence: u64,
    },
    /// A step begins.
    Begun {
        /// Of which operation.
        operation: String,
        /// Which.
        step: StepId,
        /// The attempt, from 1.
        attempt: u32,
    },
    /// A step's script has ended.
    Ended {
        /// Of which operation.
        operation: String,
        /// Which.
        step: StepId,
        /// The attempt, from 1.
        attempt: u32,
        /// Its exit code.
        code: i32,
    },
    /// An operation gave the lock back.
    Closed {
        /// Which.
        operation: String,
        /// How it ended.
        verdict: Verdict,
        /// The build number it brought.
        release: Option<u64>,
        /// Who.
        actor: String,
    },
    /// Another device took an operation over.
    TakenOver {
        /// Which.
        operation: String,
        /// Who.
        actor: String,
    },
    /// A person took the lock.
    Locked {
        /// Who.
        actor: String,
        /// Why.
        message: String,
    },
    /// A person removed the lock.
    Unlocked {
        /// Who.
        actor: String,
        /// Whether it was another's.
        forced: bool,
    },
    /// Something that this version does not know.
    #[serde(other)]
    Other,
}

/// A journal as it was read.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Journal {
    /// Its lines, oldest first.
    pub lines: Vec<Line>,
    /// What could not be read, such as a last line that a crash cut off, in sentences.
    pub damaged: Vec<String>,
}

/// An operation as a place remembers it.
#[derive(Debug, Clone, PartialEq)]
pub struct Passed {
    /// The operation.
    pub operation: Operation,
    /// When it took the lock, by the host's clock.
    pub at: String,
    /// The build number it brought.
    pub release: Option<u64>,
    /// How it ended; `None` while it is open.
    pub verdict: Option<Verdict>,
    /// When that was written down, by the host's clock.
    pub closed: Option<String>,
    /// The steps that were begun there, with their attempt.
    pub begun: Vec<(StepId, u32)>,
}

impl Journal {
    /// Reads a journal's text.
    pub fn read(text: &str) -> Self {
        let mut journal = Self::default();
        for line in text.lines().filter(|line| !line.is_empty()) {
            match Line::read(line) {
                Ok(line) => journal.lines.push(line),
                Err(why) => {
                    let begin = line.chars().take(QUOTED).filter(|c| !c.is_control()).collect::<String>();
                    journal.damaged.push(format!("the line `{begin}…` of the journal cannot be read: {why}"));
                }
            }
        }
        journal
    }

    /// The operations that it tells of, oldest first.
    pub fn operations(&self) -> Vec<Passed> {
        let mut passed: Vec<Passed> = Vec::new();
        for line in &self.lines {
            match &line.what {
                What::Opened { operation, release, .. } => begin(&mut passed, operation, &line.at, *release),
                What::Begun { operation, step, attempt } => {
                    if let Some(known) = find(&mut passed, operation) {
                        known.begun.push((step.clone(), *attempt));
                    }
                }
                What::Closed { operation, verdict, .. } => {
                    if let Some(known) = find(&mut passed, operation) {
                        known.verdict = Some(*verdict);
                        known.closed = Some(line.at.clone());
                    }
                }
                _ => {}
            }
        }
        passed
    }

    /// The operation that was not closed. Only the newest can be: another one takes the lock when the one before is
    /// over, also where nobody could write that down (a full disk), or its lock was taken away by force.
    pub fn unclosed(&self) -> Option<Passed> {
        self.operations().pop().filter(|passed| passed.verdict.is_none())
    }
}

impl Line {
    fn read(text: &str) -> Result<Self, String> {
        let value: Value = serde_json::from_str(text).map_err(|error| error.to_string())?;
        if value.get("format").and_then(Value::as_u64) > Some(u64::from(FORMAT)) {
            return Err("it was written by a newer Slipway".to_owned());
        }
        serde_json::from_value(value).map_err(|error| error.to_string())
    }
}

fn find<'p>(passed: &'p mut [Passed], operation: &str) -> Option<&'p mut Passed> {
    passed.iter_mut().rev().find(|known| known.operation.id.to_string() == operation)
}

fn begin(passed: &mut Vec<Passed>, operation: &Operation, at: &str, release: Option<u64>) {
    if find(passed, &operation.id.to_string()).is_none() {
        let (operation, at) = (operation.clone(), at.to_owned());
        passed.push(Passed { operation, at, release, verdict: None, closed: None, begun: Vec::new() });
    }
}

/// The journal of a place; empty where there is none.
pub async fn journal(kit: &Kit, spot: &Spot) -> Result<Journal, Problem> {
    let text = format!("{}tail -n {LINES} \"$S/journal\" 2>/dev/null || true\n", prelude(spot));
    let ran = kit.script(spot, text, String::new()).await?;
    Ok(Journal::read(&ran.out()))
}
