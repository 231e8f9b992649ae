//! The plans that a place keeps beside its journal.

use std::collections::BTreeMap;

use serde_json::Value;
use slipway_domain::plan::{FORMAT, Plan, PlanHash};
use slipway_domain::problem::{Code, Problem};

use crate::kit::Kit;
use crate::shell::{prelude, quote};
use crate::spot::Spot;

/// Those of these plans that a place has, in one round trip.
pub(crate) async fn plans(
    kit: &Kit,
    spot: &Spot,
    hashes: &[PlanHash],
) -> Result<BTreeMap<PlanHash, Result<Plan, Problem>>, Problem> {
    let words: Vec<String> = hashes.iter().map(|hash| quote(&hash.0)).collect();
    let script = format!("{}set -- {}\n{}", prelude(spot), words.join(" "), include_str!("scripts/plans.sh"));
    let ran = kit.script(spot, script, String::new()).await?;
    let printed = ran.out();
    let lines = printed.lines().filter_map(|line| line.split_once(' '));
    Ok(lines.map(|(hash, text)| (PlanHash(hash.to_owned()), read(spot, hash, text))).collect())
}

/// The plan of that hash as a place keeps it.
pub(crate) async fn plan(kit: &Kit, spot: &Spot, hash: &PlanHash) -> Result<Plan, Problem> {
    let mut found = plans(kit, spot, std::slice::from_ref(hash)).await?;
    found.remove(hash).unwrap_or_else(|| Err(unreadable(spot, &"it is not there")))
}

fn read(spot: &Spot, hash: &str, text: &str) -> Result<Plan, Problem> {
    let value: Value = serde_json::from_str(text).map_err(|error| unreadable(spot, &error))?;
    if value.get("format").and_then(Value::as_u64) > Some(u64::from(FORMAT)) {
        let text = format!("the plan on {} was written by a newer Slipway", spot.place);
        return Err(Problem::new(Code::HostFormatNewer, text));
    }
    let plan: Plan = serde_json::from_value(value).map_err(|error| unreadable(spot, &error))?;
    if plan.hash().0 == hash { Ok(plan) } else { Err(unreadable(spot, &"its content has another hash")) }
}

fn unreadable(spot: &Spot, why: &dyn std::fmt::Display) -> Problem {
    let Spot { place, environment, .. } = spot;
    let hint = format!(
        "look at what runs with `slipway status {environment}`, then `slipway unlock {environment} --force` and deploy again"
    );
    Problem::new(Code::HostCommandFailed, format!("the plan on {place} cannot be read: {why}")).hint(hint)
}
