//! Locks by hand.

use serde_json::json;
use slipway_domain::problem::{Code, Problem};

use crate::kit::Kit;
use crate::lock;
use crate::look::look;
use crate::shell::prelude;
use crate::spot::{Runs, Spot};
use crate::state::{LockFile, json_of, open};

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
        if let Err(problem) = lock::take_by_hand(kit, &spot, runs, owner, message).await {
            // What was locked a moment ago is given back; the problem told is the first one.
            let _ = unlock_by_hand(kit, &taken, owner, false).await;
            return Err(problem);
        }
        taken.push(spot);
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
    let state = look(kit, spot).await?;
    let Some(lock) = &state.lock else { return Ok(()) };
    let own = lock.operation.is_none() && lock.owner == owner;
    if !own && !force {
        return Err(lock.held(spot, state.silent_for));
    }
    let line = json!({"kind": "unlocked", "actor": owner, "forced": !own, "fence": lock.fence});
    let stdin = format!("{}\n{}\n", json_of(lock), open(&line.to_string()));
    let text = prelude(spot) + include_str!("scripts/by_hand.sh");
    let ran = kit.script(spot, text, stdin).await?;
    let out = ran.out();
    match out.lines().next().unwrap_or_default() {
        "released" | "absent" => Ok(()),
        "busy" => {
            let text = format!("an action of Slipway is at work on {}", spot.place);
            Err(Problem::new(Code::LockHeld, text).hint("wait until it has ended and try again"))
        }
        _ => match out.lines().nth(1).map(|line| LockFile::read(spot, line)) {
            Some(lock) => Err(lock?.held(spot, 0)),
            None => Err(crate::kit::failed(spot, &ran)),
        },
    }
}
