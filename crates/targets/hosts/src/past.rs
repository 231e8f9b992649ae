//! What the journals of an environment's places tell of operations that are over.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use slipway_domain::ids::OperationId;
use slipway_domain::operation::Verdict;
use slipway_domain::plan::{Plan, PlanHash};
use slipway_domain::problem::Problem;
use slipway_engine::ports::{Ended, Past};

use crate::journal::{Journal, Passed};
use crate::kit::Kit;
use crate::look::closed_in;
use crate::plans::plans;
use crate::shell::prelude;
use crate::spot::Spot;

/// How many lines that open or close an operation are read from the end of a journal.
const LINES: u32 = 400;
/// How many operations are told at a time, the newest.
const MOST: usize = 100;

/// Shell text that says which operation was closed last at a place, see [`crate::State::closed`].
pub const NEWEST: &str = include_str!("scripts/newest.sh");

/// The operations that went on at the places after the newest of `known`, as [`slipway_engine::ports::Target::past`]
/// has it. One round trip where there are none.
pub async fn past(kit: &Kit, spots: &[Spot], known: &[OperationId]) -> Result<Past, Problem> {
    let looks = spots.iter().map(|spot| newest(kit, spot));
    let newest: Vec<OperationId> =
        futures::future::try_join_all(looks).await?.into_iter().flatten().collect();
    if newest.iter().all(|id| known.contains(id)) {
        return Ok(Past::default());
    }
    let read = spots.iter().map(|spot| async { Ok::<_, Problem>((&*spot.place, lines(kit, spot).await?)) });
    let journals = futures::future::try_join_all(read).await?;
    let read = journals.iter().map(|(place, text)| (*place, Journal::read(text))).collect();
    let (over, mut gaps) = wanted(told(read), spots, known);
    gaps.extend(journals.iter().flat_map(|(place, text)| unread(place, text, known)));
    with_plans(kit, spots, over, gaps).await
}

async fn newest(kit: &Kit, spot: &Spot) -> Result<Option<OperationId>, Problem> {
    let ran = kit.script(spot, prelude(spot) + NEWEST, String::new()).await?;
    Ok(closed_in(ran.out().trim().strip_prefix("closed ").unwrap_or_default()))
}

/// Only what opens and closes operations: the rest of a journal grows with every step.
async fn lines(kit: &Kit, spot: &Spot) -> Result<String, Problem> {
    let script = format!("{}lines={LINES}\n{}", prelude(spot), include_str!("scripts/past.sh"));
    Ok(kit.script(spot, script, String::new()).await?.out())
}

/// What cannot be read of a journal after everything that is known, in sentences.
fn unread(place: &str, text: &str, known: &[OperationId]) -> Vec<String> {
    let known: Vec<String> = known.iter().map(OperationId::to_string).collect();
    let lines: Vec<&str> = text.lines().collect();
    let newest = lines.iter().rposition(|line| known.iter().any(|id| line.contains(id)));
    let news = &lines[newest.map_or(0, |at| at + 1)..];
    let damaged = Journal::read(&news.join("\n")).damaged;
    damaged.into_iter().map(|why| format!("{place}: {why}")).collect()
}

/// What one place says of an operation.
#[derive(Debug, Clone, PartialEq)]
enum Says {
    /// It has the lock, as far as its journal goes.
    Open,
    /// How it ended, and when.
    Closed(Verdict, String),
    /// Another operation followed, and how it ended was never written down.
    Left,
}

/// An operation with what every place says that knows it.
#[derive(Debug, Clone, PartialEq)]
struct Told {
    passed: Passed,
    place: String,
    says: Vec<Says>,
}

/// The operations of all journals, oldest first. An operation that not every place knows stands before the next one
/// that they have in common.
fn told(journals: Vec<(&str, Journal)>) -> Vec<Told> {
    let mut all: Vec<Told> = Vec::new();
    for (place, journal) in journals {
        let passed = journal.operations();
        let newest = passed.last().map(|passed| passed.operation.id);
        let mut at = all.len();
        for passed in passed.into_iter().rev() {
            let says = match (passed.verdict, &passed.closed) {
                (Some(verdict), Some(closed)) => Says::Closed(verdict, closed.clone()),
                _ if newest == Some(passed.operation.id) => Says::Open,
                _ => Says::Left,
            };
            match all.iter().position(|told| told.passed.operation.id == passed.operation.id) {
                Some(known) => {
                    all[known].says.push(says);
                    at = known;
                }
                None => all.insert(at, Told { passed, place: place.to_owned(), says: vec![says] }),
            }
        }
    }
    all
}

impl Told {
    /// How it ended, and when; `None` while a place has it open.
    fn verdict(&self) -> Option<(Verdict, String)> {
        if self.says.contains(&Says::Open) {
            return None;
        }
        let closed = self.says.iter().filter_map(|says| match says {
            Says::Closed(verdict, at) => Some((*verdict, at)),
            _ => None,
        });
        let closed: Vec<(Verdict, &String)> = closed.collect();
        let Some((first, _)) = closed.first() else {
            return Some((Verdict::Unknown, self.passed.at.clone()));
        };
        let agreed = closed.iter().all(|(verdict, _)| verdict == first);
        let at = closed.iter().map(|(_, at)| *at).max().cloned().unwrap_or_default();
        Some((if agreed { *first } else { Verdict::Unknown }, at))
    }
}

/// Those of them that are over and came after every known one, oldest first, and what is left out.
fn wanted(told: Vec<Told>, spots: &[Spot], known: &[OperationId]) -> (Vec<Told>, Vec<String>) {
    let news = told.iter().rev().take_while(|told| !known.contains(&told.passed.operation.id)).count();
    let ours = |told: &Told| {
        let operation = &told.passed.operation;
        spots.iter().any(|spot| {
            operation.project == spot.project && operation.environment.as_ref() == Some(&spot.environment)
        })
    };
    let over = told.into_iter().rev().take(news).filter(|told| ours(told) && told.verdict().is_some());
    let mut over: Vec<Told> = over.collect();
    let older = over.split_off(over.len().min(MOST)).len();
    let mut gaps = Vec::new();
    if older > 0 {
        gaps.push(format!("{older} older operations of other laptops are only in the hosts' journals"));
    }
    over.reverse();
    (over, gaps)
}

/// The same with their plans. One whose plan no place has is left out, which is told.
async fn with_plans(
    kit: &Kit,
    spots: &[Spot],
    over: Vec<Told>,
    mut gaps: Vec<String>,
) -> Result<Past, Problem> {
    let mut found: BTreeMap<PlanHash, Result<Plan, Problem>> = BTreeMap::new();
    for spot in spots {
        let missing: BTreeSet<PlanHash> = over
            .iter()
            .map(|told| &told.passed.operation.plan)
            .filter(|hash| !matches!(found.get(*hash), Some(Ok(_))))
            .cloned()
            .collect();
        if !missing.is_empty() {
            let missing: Vec<PlanHash> = missing.into_iter().collect();
            found.extend(plans(kit, spot, &missing).await?);
        }
    }
    let mut ended = Vec::new();
    for told in over {
        match whole(&told, found.get(&told.passed.operation.plan)) {
            Ok(one) => ended.push(one),
            Err(why) => gaps.push(gap(&told, &why)),
        }
    }
    Ok(Past { ended, gaps })
}

fn whole(told: &Told, plan: Option<&Result<Plan, Problem>>) -> Result<Ended, String> {
    let plan = match plan {
        Some(Ok(plan)) => plan.clone(),
        Some(Err(problem)) => return Err(problem.message.clone()),
        None => return Err("its plan is not there any more".to_owned()),
    };
    let moment =
        |text: &str| text.parse::<Timestamp>().map_err(|error| format!("`{text}` is no time: {error}"));
    let (verdict, closed) = told.verdict().ok_or("it is still open")?;
    let (operation, place) = (told.passed.operation.clone(), told.place.clone());
    Ok(Ended { operation, plan, verdict, began: moment(&told.passed.at)?, ended: moment(&closed)?, place })
}

fn gap(told: &Told, why: &str) -> String {
    let (operation, place) = (&told.passed.operation, &told.place);
    let release = told.passed.release.map_or_else(String::new, |number| format!(" of #{number}"));
    let (kind, actor, at) = (operation.kind.as_str(), &operation.actor, &told.passed.at);
    format!("the {kind}{release} by {actor} at {at} is known only to {place}: {why}")
}

#[cfg(test)]
mod tests;
