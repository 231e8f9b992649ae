//! Taking and giving back an environment's lock on a host, as scripts and what they answer.

use std::collections::BTreeSet;

use serde_json::json;
use slipway_domain::label;
use slipway_domain::operation::Operation;
use slipway_domain::problem::{Code, Problem};
use slipway_engine::ports::{Cx, Ran};

use crate::fence::{TAKE_OWN, WAIT, of_operation};
use crate::kit::Kit;
use crate::labels::selection;
use crate::lock_file::{Claim, LockFile, check_mark, json_of, without_brace};
use crate::shell::{prelude, quote};
use crate::spot::{Runs, Spot};

/// How many release directories stay, the current one included.
pub(crate) const KEEP: u32 = 5;
/// How many plans stay. Other laptops ask for those of the newest 100 operations, and each operation has one.
const KEEP_PLANS: u32 = 200;
/// How many files of receipts stay. Only those of the newest operation are ever asked for; a run has three or four.
const KEEP_RECEIPTS: u32 = 200;

/// Shell functions that make our folders at a place, and put a lock there under the next fence.
pub(crate) const CLAIM: &str = include_str!("scripts/claim.sh");

/// What an attempt to take a lock came to.
pub(crate) struct Taken {
    /// The lock as it stands.
    pub lock: LockFile,
    /// It was not ours before.
    pub new: bool,
}

/// Takes the lock for the step in `cx`, writes the plan and opens the journal: one round trip.
pub(crate) async fn take(kit: &Kit, spot: &Spot, runs: Runs, cx: &Cx) -> Result<Taken, Problem> {
    let operation = &cx.operation;
    let claim = Claim::operation(operation, &operation.actor, false);
    let line = opened(operation, &operation.actor, cx.plan.subject.number());
    let plan = json_of(&*cx.plan);
    let stdin =
        format!("{}\n{}\n{}\n{}\n{}\n{plan}\n", spot.mark(), claim.sign, claim.rest, line, operation.plan.0);
    let ran = kit.script(spot, take_text(spot, &directories(kit, spot, runs).await), stdin).await?;
    answer(spot, &ran)
}

/// Takes the lock for a person.
pub(crate) async fn take_by_hand(
    kit: &Kit,
    spot: &Spot,
    runs: Runs,
    owner: &str,
    message: &str,
) -> Result<Taken, Problem> {
    let claim = Claim::person(owner, message);
    let line = without_brace(&json!({"kind": "locked", "actor": owner, "message": message}).to_string());
    let stdin = format!("{}\n{}\n{}\n{line}\n\n", spot.mark(), claim.sign, claim.rest);
    let ran = kit.script(spot, take_text(spot, &directories(kit, spot, runs).await), stdin).await?;
    answer(spot, &ran)
}

/// The directories that the environment's running containers came from. An engine that does not answer is the
/// concern of the steps that need it.
async fn directories(kit: &Kit, spot: &Spot, runs: Runs) -> BTreeSet<String> {
    let asked = async {
        let own = selection(&spot.project, &spot.environment, None);
        kit.engine(spot, String::new()).await?.containers(&own).await
    };
    let found = if runs == Runs::Containers { asked.await.unwrap_or_default() } else { Vec::new() };
    let running = found.into_iter().filter(|container| container.state.is_up());
    running.filter_map(|mut container| container.labels.remove(label::DIRECTORY)).collect()
}

/// The journal's line for an operation that someone begins at a place, or goes on with there.
pub(crate) fn opened(operation: &Operation, actor: &str, release: Option<u64>) -> String {
    let line = json!({
        "kind": "opened", "operation": operation, "actor": actor, "release": release, "plan": operation.plan,
    });
    without_brace(&line.to_string())
}

/// The script that takes a lock, unless something runs from one of these directories and it is another.
fn take_text(spot: &Spot, directories: &BTreeSet<String>) -> String {
    let lines: Vec<&str> = directories.iter().map(String::as_str).collect();
    let directories = quote(&lines.join("\n"));
    format!("{}{CLAIM}directories={directories}\n{}", prelude(spot), include_str!("scripts/lock.sh"))
}

/// What the script that takes a lock, or takes it over, says.
pub(crate) fn answer(spot: &Spot, ran: &Ran) -> Result<Taken, Problem> {
    let out = ran.out();
    let mut lines = out.lines();
    let (word, first) = (lines.next().unwrap_or_default(), lines.next().unwrap_or_default());
    match word {
        "locked" | "ours" => Ok(Taken { lock: LockFile::read(spot, first)?, new: word == "locked" }),
        "over" => Err(taken_over(spot, &LockFile::read(spot, first)?)),
        "taken" => Err(was_taken_over(spot, first)),
        "held" | "busy" if !first.is_empty() => {
            let silent_for = lines.next().and_then(|text| text.parse().ok());
            Err(LockFile::read(spot, first)?.held(spot, silent_for))
        }
        "busy" => {
            let text = format!("another action of Slipway is at work on {}", spot.place);
            Err(Problem::new(Code::LockHeld, text))
        }
        "mark" => Err(match check_mark(spot, first) {
            Err(problem) => problem,
            Ok(()) => Problem::new(Code::HostCommandFailed, format!("the mark on {} changes", spot.place)),
        }),
        "elsewhere" => Err(elsewhere(spot, first, lines.next().unwrap_or(&spot.directory))),
        _ => Err(crate::kit::failed(spot, ran)),
    }
}

fn elsewhere(spot: &Spot, other: &str, own: &str) -> Problem {
    let Spot { place, project, environment, .. } = spot;
    let text = format!(
        "{project} already runs for {environment} on {place} from the directory {other}, and not from {own}"
    );
    let hint = format!(
        "set `directory: {other}` in slipway.yml, or use the account that deployed before: two directories would have two locks"
    );
    Problem::new(Code::MarkContradicts, text).hint(hint)
}

/// That another device goes on with the operation.
pub(crate) fn taken_over(spot: &Spot, lock: &LockFile) -> Problem {
    let text = format!("{} took the operation over on {} at {}", lock.owner, spot.place, lock.since);
    Problem::new(Code::TakenOver, text).details(json!({ "by": lock.owner }))
}

/// That a place was out of reach when its operation was taken over.
pub(crate) fn not_taken_yet(spot: &Spot) -> Problem {
    let place = &spot.place;
    let text = format!(
        "{place} was out of reach when the operation was taken over, so nobody knows what became of it there"
    );
    Problem::new(Code::OutcomeUnknown, text)
        .hint(format!("once {place} can be reached, `slipway resume` takes over there and goes on"))
}

/// What the script that gives a lock back says: a problem when another device took the operation over meanwhile.
pub(crate) fn released(spot: &Spot, ran: &Ran) -> Result<(), Problem> {
    let out = ran.out();
    out.strip_prefix("taken\n").map_or(Ok(()), |line| Err(was_taken_over(spot, line)))
}

/// The journal's line about a take-over, as a problem.
pub(crate) fn was_taken_over(spot: &Spot, line: &str) -> Problem {
    let told: serde_json::Value = serde_json::from_str(line.trim()).unwrap_or_default();
    let word = |name: &str| told.get(name).and_then(|value| value.as_str()).unwrap_or("?").to_owned();
    let (actor, at) = (word("actor"), word("at"));
    let text = format!("{actor} took the operation over on {} at {at}", spot.place);
    Problem::new(Code::TakenOver, text).details(json!({ "by": actor }))
}

/// The script that closes the journal, gives the lock back and removes old release directories, plans and receipts.
/// Without a fence only a lock of this very operation that nobody took over.
pub(crate) fn release_text(spot: &Spot, fence: Option<u64>, cx: &Cx) -> String {
    let line = json!({
        "kind": "closed", "operation": cx.operation.id, "verdict": cx.so_far,
        "release": cx.plan.subject.number(), "actor": cx.operation.actor,
    });
    format!(
        "{}{}{TAKE_OWN}{}{}F={}; patience={WAIT}; keep={KEEP}; plans={KEEP_PLANS}; receipts={KEEP_RECEIPTS}\n\
         line={}\n{}",
        prelude(spot),
        of_operation(cx.operation.id),
        include_str!("scripts/old_releases.sh"),
        include_str!("scripts/old_files.sh"),
        fence.map(|fence| fence.to_string()).unwrap_or_default(),
        quote(&without_brace(&line.to_string())),
        include_str!("scripts/unlock.sh")
    )
}
