//! Taking over an operation whose laptop is gone.

use serde_json::json;
use slipway_domain::ids::OperationId;
use slipway_domain::plan::{LOCK, LockFact, Plan};
use slipway_domain::problem::{Code, Problem};
use slipway_engine::ports::Journaled;

use crate::holder::HOLDER;
use crate::journal::{Journal, Passed, journal};
use crate::kit::Kit;
use crate::lock;
use crate::lock_file::{Claim, json_of, sign_of, without_brace};
use crate::look::{State, look};
use crate::plans::plan;
use crate::shell::prelude;
use crate::spot::Spot;
use crate::steps::step_id;

/// Takes the newest open operation over at every place, also where it had not come to yet: raises the
/// fence, ends what still runs under the old one, and returns what the journals know. `None` when no
/// operation is open or has a lock, also where the lock of a closed one was left behind; a lock of which the journal tells nothing is
/// a problem. Places out of reach are left to a later take-over. Where somebody else has the lock of one of them,
/// nothing is changed at any.
pub async fn take_over(kit: &Kit, spots: &[Spot], owner: &str) -> Result<Option<Journaled>, Problem> {
    let mut sorted = spots.to_vec();
    sorted.sort();
    let looks = sorted.iter().map(|spot| async move { (spot, Place::look(kit, spot).await) });
    let (mut reached, mut away) = (Vec::new(), Away::default());
    for (spot, looked) in futures::future::join_all(looks).await {
        reached.extend(away.unless(spot, looked)?);
    }
    let open = reached.iter().filter_map(|place| Some((place.spot, place.journal.unclosed()?)));
    // By the hosts' clocks: ids sort by those of laptops.
    let newest = open.max_by_key(|(_, passed)| (passed.at.clone(), passed.operation.id));
    let Some((spot, newest)) = newest else {
        reached.iter().try_for_each(Place::nobodys)?;
        return away.nothing();
    };
    reached.iter().try_for_each(|place| place.only_of(newest.operation.id))?;
    let plan = plan(kit, spot, &newest.operation.plan).await?;
    let taken = claim_all(kit, &reached, &newest, plan, owner, away).await;
    if taken.is_err() {
        // Nobody goes on with it here.
        kit.beats.end_of(newest.operation.id);
    }
    taken
}

/// A place as it is before anything of it is changed.
struct Place<'s> {
    spot: &'s Spot,
    journal: Journal,
    state: State,
}

impl<'s> Place<'s> {
    async fn look(kit: &Kit, spot: &'s Spot) -> Result<Self, Problem> {
        let (journal, state) = futures::future::try_join(journal(kit, spot), look(kit, spot)).await?;
        Ok(Self { spot, journal, state })
    }

    /// Refuses where somebody else has the lock.
    fn only_of(&self, operation: OperationId) -> Result<(), Problem> {
        let own = operation.to_string();
        match &self.state.lock {
            Some(lock) if lock.operation.as_ref() != Some(&own) => {
                Err(lock.held(self.spot, self.state.silent_for))
            }
            _ => Ok(()),
        }
    }

    /// Refuses where an operation has the lock of which the journal tells nothing, so that nobody can go on with it.
    fn nobodys(&self) -> Result<(), Problem> {
        let Some(id) = self.state.lock.as_ref().and_then(|lock| lock.operation.as_ref()) else {
            return Ok(());
        };
        if self.journal.operations().iter().any(|passed| passed.operation.id.to_string() == *id) {
            return Ok(());
        }
        let Spot { place, environment, .. } = self.spot;
        let why = self.journal.damaged.last().map_or("nothing of it is there", String::as_str);
        let text = format!("{place} is locked by an operation of which its journal does not tell: {why}");
        Err(Problem::new(Code::HostCommandFailed, text).hint(format!(
            "look at what runs with `slipway status`, then `slipway unlock {environment} --force` and deploy again"
        )))
    }
}

/// Takes the operation over at every place that can still be reached. Where none of them has its lock any more, it
/// ended a moment ago and there is nothing to take.
async fn claim_all(
    kit: &Kit,
    reached: &[Place<'_>],
    newest: &Passed,
    plan: Plan,
    owner: &str,
    mut away: Away,
) -> Result<Option<Journaled>, Problem> {
    let claim = Claiming { kit, newest, plan: &plan, owner };
    let (mut taken, mut free) = (Vec::new(), Vec::new());
    for Place { spot, .. } in reached {
        match away.unless(spot, claim.at(spot, Which::Locked).await)? {
            Some(Some(fence)) => taken.push((*spot, fence)),
            Some(None) => free.push(*spot),
            None => {}
        }
    }
    if taken.is_empty() {
        return away.nothing();
    }
    for spot in free {
        let claimed = away.unless(spot, claim.at(spot, Which::Any).await)?.flatten();
        taken.extend(claimed.map(|fence| (spot, fence)));
    }
    taken.sort();
    let (mut fences, mut begun, mut closed) = (Vec::new(), Vec::new(), None);
    for (spot, fence) in taken {
        // Read again: what was begun until the fence was raised counts too.
        let Some(journal) = away.unless(spot, journal(kit, spot).await)? else { continue };
        let passed = journal.operations().into_iter().filter(|p| p.operation.id == newest.operation.id);
        for passed in passed {
            begun.extend(passed.begun);
            closed = closed.or(passed.verdict);
        }
        fences.push((step_id(spot, LOCK), LockFact { fence, taken: true }));
    }
    if fences.is_empty() {
        return away.nothing();
    }
    let unreached = away.0.into_iter().map(|(spot, problem)| (step_id(&spot, LOCK), problem)).collect();
    Ok(Some(Journaled { operation: newest.operation.clone(), plan, begun, fences, unreached, closed }))
}

/// The places that were out of reach, and why.
#[derive(Default)]
struct Away(Vec<(Spot, Problem)>);

impl Away {
    /// What came of a place; `None` if it is out of reach, which is kept.
    fn unless<T>(&mut self, spot: &Spot, came: Result<T, Problem>) -> Result<Option<T>, Problem> {
        match came {
            Ok(came) => Ok(Some(came)),
            Err(problem) if problem.code == Code::HostUnreachable => {
                self.0.push((spot.clone(), problem));
                Ok(None)
            }
            Err(problem) => Err(problem),
        }
    }

    /// Nothing was taken over: because nothing is open, or nobody knows.
    fn nothing(self) -> Result<Option<Journaled>, Problem> {
        self.0.into_iter().next().map_or(Ok(None), |(_, problem)| Err(problem))
    }
}

/// Where an operation is taken over.
#[derive(Clone, Copy, PartialEq)]
enum Which {
    /// Where it has the lock.
    Locked,
    /// Also where nobody has it.
    Any,
}

/// What is taken over, and by whom.
struct Claiming<'c> {
    kit: &'c Kit,
    newest: &'c Passed,
    plan: &'c Plan,
    owner: &'c str,
}

impl Claiming<'_> {
    /// Raises the fence of one place, and returns it; `None` where the lock is not there.
    async fn at(&self, spot: &Spot, which: Which) -> Result<Option<u64>, Problem> {
        let Self { kit, newest, plan, owner } = self;
        let operation = &newest.operation;
        let claim = Claim::operation(operation, owner, true);
        let line = json!({"kind": "taken_over", "operation": operation.id, "actor": owner});
        let line = without_brace(&line.to_string());
        let mut opened = String::new();
        let reached = plan.steps.iter().any(|step| step.place.as_ref() == Some(&spot.place));
        if reached && journal(kit, spot).await?.operations().iter().all(|p| p.operation.id != operation.id) {
            // The place hears of the operation for the first time, so its journal opens with it. The laptop that it was
            // taken from may come by later still, so that it was taken over is said here as well.
            opened = lock::opened(operation, owner, newest.release);
        }
        let stdin = format!(
            "{}\n{}\n{}\n{opened}\n{line}\n{}\n{}\n",
            spot.mark(),
            sign_of(operation),
            claim.rest,
            operation.plan.0,
            json_of(*plan)
        );
        let all = if which == Which::Any { "all=1\n" } else { "all=\n" };
        let text = [&prelude(spot), HOLDER, lock::CLAIM, all, include_str!("scripts/take_over.sh")].concat();
        let ran = kit.script(spot, text, stdin).await?;
        if ran.out().trim() == "free" {
            return Ok(None);
        }
        let fence = lock::answer(spot, &ran)?.lock.fence;
        kit.beats.start(spot, operation.id, fence, kit.host(spot).await?);
        Ok(Some(fence))
    }
}
