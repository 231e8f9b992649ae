//! Locks by hand.

use serde_json::json;
use slipway_domain::problem::{Code, Problem};
use slipway_engine::ports::Ran;

use crate::holder::HOLDER;
use crate::kit::Kit;
use crate::lock;
use crate::lock_file::{LockFile, without_brace};
use crate::look::{State, look_text, state_of};
use crate::shell::prelude;
use crate::spot::{Runs, Spot};

/// Takes the locks of all places for a person, in sorted order; all of them or none.
pub async fn lock_by_hand(
    kit: &Kit,
    spots: &[Spot],
    runs: Runs,
    owner: &str,
    message: &str,
) -> Result<(), Problem> {
    let mut sorted = spots.to_vec();
    sorted.sort();
    let mut taken: Vec<Spot> = Vec::new();
    for spot in sorted {
        match lock::take_by_hand(kit, &spot, runs, owner, message).await {
            Ok(got) if got.new => taken.push(spot),
            // What the person had locked before stays locked, whatever comes of the rest.
            Ok(_) => {}
            Err(problem) => {
                // What was locked a moment ago is given back; the problem told is the first one.
                let _ = unlock_by_hand(kit, &taken, owner, false).await;
                return Err(problem);
            }
        }
    }
    Ok(())
}

/// Gives the locks of all places back; with `force` also those of other people and of operations, whose
/// next action is then refused. Goes through all places and tells the first problem.
pub async fn unlock_by_hand(kit: &Kit, spots: &[Spot], owner: &str, force: bool) -> Result<(), Problem> {
    let mut first = Ok(());
    for spot in spots {
        first = first.and(release(kit, spot, owner, force).await);
    }
    first
}

async fn release(kit: &Kit, spot: &Spot, owner: &str, force: bool) -> Result<(), Problem> {
    let printed = kit.script(spot, look_text(spot), String::new()).await?.out();
    let state = match state_of(spot, &printed) {
        // What cannot be read is nobody's.
        Err(problem) if problem.code == Code::LockHeld && force => State::default(),
        state => state?,
    };
    // As it lies there, with whatever this version does not know of it.
    let Some(there) = printed.lines().find_map(|line| line.strip_prefix("lock ")) else { return Ok(()) };
    let own = state.lock.as_ref().is_some_and(|lock| lock.operation.is_none() && lock.owner == owner);
    if let Some(lock) = state.lock.as_ref().filter(|_| !own && !force) {
        return Err(lock.held(spot, state.silent_for));
    }
    let fence = state.lock.map(|lock| lock.fence);
    let line = json!({"kind": "unlocked", "actor": owner, "forced": !own, "fence": fence});
    let stdin = format!("{there}\n{}\n", without_brace(&line.to_string()));
    let force = if force { "force=1\n" } else { "force=\n" };
    let text = [&prelude(spot), HOLDER, force, include_str!("scripts/by_hand.sh")].concat();
    let ran = kit.script(spot, text, stdin).await?;
    released(spot, &ran)
}

/// What the script that removes a lock says.
fn released(spot: &Spot, ran: &Ran) -> Result<(), Problem> {
    let out = ran.out();
    match out.lines().next().unwrap_or_default() {
        "released" | "absent" => Ok(()),
        "busy" => {
            let text = format!("an action of Slipway is at work on {}", spot.place);
            Err(Problem::new(Code::LockHeld, text).hint("wait until it has ended and try again"))
        }
        _ => match out.lines().nth(1).map(|line| LockFile::read(spot, line)) {
            Some(lock) => Err(lock?.held(spot, None)),
            None => Err(crate::kit::failed(spot, ran)),
        },
    }
}
