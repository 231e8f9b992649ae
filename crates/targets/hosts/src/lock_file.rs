//! The files in `DIR/.slipway` that say who works there.

use serde::{Deserialize, Serialize};
use serde_json::json;
use slipway_domain::ids::OperationId;
use slipway_domain::operation::Operation;
use slipway_domain::problem::{Code, Problem};
use slipway_domain::world::Lock;

use crate::spot::Spot;

/// The format of the files on hosts that this version reads and writes.
pub const FORMAT: u32 = 1;

/// What the lock file holds: one line of JSON. `since` and `fence` are written by the host.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LockFile {
    /// [`FORMAT`] of the version that wrote it.
    pub format: u32,
    /// Since when, by the host's clock (RFC 3339).
    pub since: String,
    /// The number that every action under this lock shows.
    pub fence: u64,
    /// The operation; `None` for a lock by hand.
    pub operation: Option<String>,
    /// Who holds it.
    pub owner: String,
    /// Why.
    pub message: String,
    /// Another device took the operation over.
    pub taken: bool,
    /// The hash of the operation's plan.
    pub plan: Option<String>,
}

/// The part of a lock that the laptop writes, in the order of the file.
#[derive(Serialize)]
struct Written<'a> {
    operation: Option<String>,
    owner: &'a str,
    message: &'a str,
    taken: bool,
    plan: Option<&'a str>,
}

/// The rest of a lock's line after `since` and `fence`, and the text by which the same holder knows it again.
pub(crate) struct Claim {
    /// JSON without its opening brace.
    pub rest: String,
    /// Stands in no other holder's line.
    pub sign: String,
}

impl Claim {
    /// An operation's claim.
    pub fn operation(operation: &Operation, owner: &str, taken: bool) -> Self {
        let environment = operation.environment.as_deref().unwrap_or_default();
        let message = format!("{} {} {}", operation.kind.as_str(), operation.project, environment);
        let written = Written {
            operation: Some(operation.id.to_string()),
            owner,
            message: message.trim_end(),
            taken,
            plan: Some(&operation.plan.0),
        };
        Self { rest: without_brace(&json_of(&written)), sign: sign_of(operation) }
    }

    /// A person's claim.
    pub fn person(owner: &str, message: &str) -> Self {
        let written = Written { operation: None, owner, message, taken: false, plan: None };
        let sign = format!("\"operation\":null,\"owner\":{},", json!(owner));
        Self { rest: without_brace(&json_of(&written)), sign }
    }
}

/// The text by which an operation's lock is known.
pub(crate) fn sign_of(operation: &Operation) -> String {
    format!("\"operation\":{},", json!(operation.id.to_string()))
}

/// JSON on one line.
pub(crate) fn json_of<T: Serialize>(value: &T) -> String {
    // Structs of strings and numbers always serialise.
    serde_json::to_string(value).unwrap_or_default()
}

/// JSON of an object without its opening brace, for a line whose beginning the host writes.
pub(crate) fn without_brace(json: &str) -> String {
    json.strip_prefix('{').unwrap_or(json).to_owned()
}

impl LockFile {
    /// Reads a lock's line.
    pub fn read(spot: &Spot, line: &str) -> Result<Self, Problem> {
        check_format(spot, line)?;
        serde_json::from_str(line).map_err(|error| {
            let Spot { place, directory, environment, .. } = spot;
            let hint = format!(
                "look at {directory}/.slipway/lock on {place}; `slipway unlock {environment} --force` removes it"
            );
            Problem::new(Code::LockHeld, format!("the lock on {place} cannot be read: {error}")).hint(hint)
        })
    }

    /// Whether it is the one that the operation took under that fence.
    pub fn is(&self, operation: OperationId, fence: u64) -> bool {
        self.fence == fence && self.is_of(operation)
    }

    /// Whether an operation has it, wherever that goes on.
    pub fn is_of(&self, operation: OperationId) -> bool {
        self.operation.as_ref().is_some_and(|own| *own == operation.to_string())
    }

    /// As the world shows it. A silence that nobody knows counts as none.
    pub fn seen(&self, silent_for: Option<u64>) -> Lock {
        Lock {
            owner: self.owner.clone(),
            since: self.since.clone(),
            message: self.message.clone(),
            operation: self.operation.clone(),
            silent_for: silent_for.unwrap_or_default(),
        }
    }

    /// That somebody else holds it, and for how many seconds they were silent, where that is known.
    pub fn held(&self, spot: &Spot, silent_for: Option<u64>) -> Problem {
        let Self { owner, message, since, .. } = self;
        let place = &spot.place;
        let lock = self.seen(silent_for);
        let silence = match (&self.operation, silent_for) {
            (None, _) | (_, None) => String::new(),
            (_, Some(seconds)) if lock.stale() => {
                format!(", silent for {seconds} s, so its owner seems to be gone")
            }
            (_, Some(seconds)) => format!(", last sign of life {seconds} s ago"),
        };
        let text = format!("{place} is locked by {owner} since {since}: {message}{silence}");
        let problem = Problem::new(Code::LockHeld, text).details(json!({ "place": place, "lock": lock }));
        match &self.operation {
            Some(_) => problem,
            None => problem.hint(format!(
                "ask {owner}, or remove the lock with `slipway unlock {} --force`",
                spot.environment
            )),
        }
    }
}

/// A file on the host with a newer format is left alone.
fn check_format(spot: &Spot, line: &str) -> Result<(), Problem> {
    #[derive(Deserialize)]
    struct Any {
        format: u32,
    }
    match serde_json::from_str::<Any>(line) {
        Ok(any) if any.format > FORMAT => {
            let text = format!(
                "{} was written to by a newer Slipway (format {}, this one knows {FORMAT})",
                spot.place, any.format
            );
            Err(Problem::new(Code::HostFormatNewer, text))
        }
        _ => Ok(()),
    }
}

/// Whether a mark is ours; why not, if it is not.
pub(crate) fn check_mark(spot: &Spot, line: &str) -> Result<(), Problem> {
    check_format(spot, line)?;
    if line == spot.mark() {
        return Ok(());
    }
    let told: serde_json::Value = serde_json::from_str(line).unwrap_or_default();
    let word = |name: &str| told.get(name).and_then(|value| value.as_str()).unwrap_or("?").to_owned();
    let text = format!(
        "{} on {} belongs to project {}, environment {}, and not to {}, {}",
        spot.directory,
        spot.place,
        word("project"),
        word("environment"),
        spot.project,
        spot.environment
    );
    let hint = "give this environment a `directory` of its own in slipway.yml, or correct `project`";
    Err(Problem::new(Code::MarkContradicts, text).hint(hint))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_silence_is_told_where_it_is_known() {
        let spot = Spot::here("recipes", "sandbox");
        let line = json!({
            "format": 1, "since": "2026-01-01T00:00:00Z", "fence": 1, "operation": "x", "owner": "ann",
            "message": "deploy recipes", "taken": false, "plan": null,
        });
        let lock = LockFile::read(&spot, &line.to_string()).unwrap();
        let told = |silent_for| lock.held(&spot, silent_for).message;
        assert!(told(Some(5)).ends_with(": deploy recipes, last sign of life 5 s ago"), "{}", told(Some(5)));
        let gone = ": deploy recipes, silent for 200 s, so its owner seems to be gone";
        assert!(told(Some(200)).ends_with(gone), "{}", told(Some(200)));
        assert!(told(None).ends_with(": deploy recipes"), "{}", told(None));
        assert_eq!(lock.held(&spot, None).details["lock"]["silent_for"], 0, "the document stays as it is");
    }
}
