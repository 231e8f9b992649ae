//! Fenced actions: nothing is done on a host without its lock, under the file lock that a take-over needs.

use serde_json::json;
use slipway_domain::ids::{Key, OperationId, StepId};
use slipway_domain::problem::{Code, Problem};
use slipway_engine::ports::{Cx, Fence, Ran};

use crate::lock::was_taken_over;
use crate::lock_file::{LockFile, without_brace};
use crate::said::code_of;
use crate::shell::{prelude, quote};
use crate::spot::Spot;

/// How a script of ours ends when a program that it needs is missing.
const UNFIT: i32 = 69;
/// How a script of ours ends when another one holds the file lock for too long.
const BUSY: i32 = 78;
/// How a script of ours ends when its fence is not the host's.
pub(crate) const REFUSED: i32 = 79;
/// How a script of ours ends when the host has no room for what has to be written down first.
const UNWRITTEN: i32 = 74;
/// How many fifths of a second a fenced action waits for the one before it.
pub(crate) const WAIT: u32 = 150;

/// Shell text: the function `take_own`, which takes the file lock for an operation that has the lock.
pub(crate) const TAKE_OWN: &str = concat!(
    include_str!("scripts/start.sh"),
    include_str!("scripts/holder.sh"),
    include_str!("scripts/orphan.sh")
);

/// A step's act on a host.
#[derive(Debug, Clone)]
pub struct Fenced<'a> {
    /// Where.
    pub spot: &'a Spot,
    /// The operation.
    pub operation: OperationId,
    /// The step.
    pub step: &'a StepId,
    /// The attempt's key.
    pub key: &'a Key,
    /// The lock's number.
    pub fence: u64,
}

impl<'a> Fenced<'a> {
    /// The act of the step in `cx`; a step without a fence may do nothing on a host.
    pub fn of(spot: &'a Spot, key: &'a Key, fence: Fence, cx: &'a Cx) -> Result<Self, Problem> {
        let Fence(Some(fence)) = fence else {
            return Err(Problem::new(Code::Internal, format!("`{}` has no lock to act under", cx.step)));
        };
        Ok(Self { spot, operation: cx.operation.id, step: &cx.step, key, fence })
    }

    /// `body` as a script that runs only under the fence.
    ///
    /// It writes `holder` (its process, so that a take-over can end it) and two lines of the journal, and
    /// ends with the body's code. File descriptor 9 is the lock: the body closes it (`9>&-`) for
    /// whatever is to outlive the step. In the body `$D` is the project directory and `$S` our own in it.
    /// Its standard input is the command's.
    pub fn script(&self, body: &str) -> String {
        let Self { spot, operation, step, key, fence } = self;
        let attempt = key.as_str().rsplit('-').next().and_then(|text| text.parse::<u32>().ok());
        let line = |kind: &str| {
            let line = json!({
                "kind": kind, "operation": operation, "step": step, "key": key,
                "attempt": attempt.unwrap_or(1), "fence": fence,
            });
            without_brace(&line.to_string())
        };
        let ended = line("ended");
        let ended = ended.trim_end_matches('}');
        [
            checked(spot, *fence, *operation),
            "trap : HUP PIPE\n".to_owned(),
            format!("printf '%s %s %s\\n' $$ \"$(start $$)\" {} >\"$S/holder\"\n", quote(key.as_str())),
            format!(
                "note {} || {{ rm -f \"$S/holder\"; unwritten; }}\n(\n{body}\n)\ncode=$?\n",
                quote(&line("begun"))
            ),
            format!("note {}\",\\\"code\\\":$code}}\"\n", quote(ended)),
            "rm -f \"$S/holder\"\nexit \"$code\"\n".to_owned(),
        ]
        .concat()
    }
}

/// What tells an operation's lock, what the journal says of it, and what runs for it, from those of others.
pub(crate) fn of_operation(operation: OperationId) -> String {
    let named = format!("\"operation\":{}", json!(operation));
    format!("O={}; B={}\n", quote(&named), quote(&Key::begin(operation)))
}

/// For [`slipway_engine::ports::Where::Host`]: what is asked of the engine counts only under the fence. The file lock is
/// held as long as the connection stands.
pub fn fence_prefix(fenced: &Fenced<'_>) -> String {
    let Fenced { spot, operation, key, fence, .. } = fenced;
    let holder = format!("printf '%s %s %s\\n' $$ \"$(start $$)\" {} >\"$S/holder\";", quote(key.as_str()));
    checked(spot, *fence, *operation) + &holder
}

/// Shell text that ends unless the fence is the host's and the operation's, and holds the file lock.
pub(crate) fn checked(spot: &Spot, fence: u64, operation: OperationId) -> String {
    [
        prelude(spot),
        of_operation(operation),
        format!("F={fence}; patience={WAIT}\n"),
        TAKE_OWN.to_owned(),
        include_str!("scripts/fenced.sh").to_owned(),
    ]
    .concat()
}

/// Why a fenced script did nothing, if that is how it ended.
pub fn refusal(spot: &Spot, ran: &Ran) -> Option<Problem> {
    let said = ran.err();
    let told = |name: &str| said.lines().find_map(|line| line.strip_prefix(&format!("slipway: {name}")));
    match ran.code {
        UNFIT if told("no-flock").is_some() => {
            let text = format!("{} has neither flock nor perl, so nothing can be locked there", spot.place);
            Some(Problem::new(Code::HostUnfit, text).hint("install `util-linux` on the host"))
        }
        UNWRITTEN if told("unwritten").is_some() => {
            let said =
                said.lines().find(|line| !line.starts_with("slipway: ")).unwrap_or("no reason was given");
            let text = format!("{} could not write to {}: {said}", spot.place, spot.directory);
            let hint = format!(
                "nothing was begun there; make room for, or allow, writing to {}, then `slipway resume`",
                spot.directory
            );
            Some(Problem::new(code_of(said), text).hint(hint))
        }
        BUSY if told("busy").is_some() => {
            let text =
                format!("another action of Slipway on {} did not end within {} s", spot.place, WAIT / 5);
            Some(Problem::new(Code::LockHeld, text).hint("wait until it has ended, then `slipway resume`"))
        }
        REFUSED if told("no-lock").is_some() || told("fence").is_some() => {
            let lock = told("lock").and_then(|line| LockFile::read(spot, line.trim()).ok());
            let over = told("over").map(str::trim).filter(|line| !line.is_empty() && lock.is_none());
            Some(over.map_or_else(|| lost(spot, lock.as_ref()), |line| was_taken_over(spot, line)))
        }
        _ => None,
    }
}

/// That the lock is no longer ours, whoever has it now.
pub(crate) fn lost(spot: &Spot, lock: Option<&LockFile>) -> Problem {
    let who = lock.map_or_else(
        || "the lock is gone".to_owned(),
        |lock| format!("{} holds the lock now ({})", lock.owner, lock.message),
    );
    let by = lock.map(|lock| lock.owner.clone());
    Problem::new(Code::TakenOver, format!("nothing was done on {}: {who}", spot.place))
        .details(json!({ "by": by }))
}
