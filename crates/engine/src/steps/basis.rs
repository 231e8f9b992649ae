//! Looks, under the lock, whether what the plan rests on still holds.

use std::sync::Arc;

use async_trait::async_trait;
use serde::{Deserialize, Serialize};
use serde_json::json;
use slipway_domain::deployment::Deployment;
use slipway_domain::entry::Report;
use slipway_domain::ids::Key;
use slipway_domain::operation::Kind;
use slipway_domain::plan::{Basis, Effect, Subject};
use slipway_domain::problem::{Code, Problem};
use slipway_domain::progress::Observed;
use slipway_domain::world::World;

use super::knows;
use crate::ports::{Cx, Executor, Fence, Targets};

/// The executor's name.
pub const NAME: &str = "basis";
/// Sees that it is as it was when the plan was made.
pub const UNCHANGED: &str = "unchanged";

/// Which environment is looked at.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct BasisArgs {
    /// The environment.
    pub environment: String,
}

/// Looks at the basis.
pub struct BasisExecutor {
    /// Targets by environment.
    pub targets: Arc<dyn Targets>,
}

#[async_trait]
impl Executor for BasisExecutor {
    fn knows(&self, effect: &Effect) -> Result<(), Problem> {
        knows(effect, &[UNCHANGED])
    }

    async fn observe(&self, effect: &Effect, _: &Key, cx: &Cx, _: Option<&Report>) -> Observed {
        let args: BasisArgs = match effect.read() {
            Ok(args) => args,
            Err(problem) => return Observed::Unreachable(problem),
        };
        let world = match self.targets.target(&args.environment) {
            Ok(target) => target.running().await,
            Err(problem) => return Observed::Unreachable(problem),
        };
        match compare(&cx.plan.basis, &world) {
            Observed::Different { fact, problem, evidence } => {
                let problem = problem.hint(plan_again(cx.operation.kind, &cx.plan.subject));
                Observed::Different { fact, problem, evidence }
            }
            observed => observed,
        }
    }

    /// There is nothing to do: looking is all.
    async fn act(&self, _: &Effect, _: &Key, _: Fence, _: &Cx) -> Report {
        Report::default()
    }

    async fn stop(&self, _: &Effect, _: &Key, _: &Cx) {}
}

/// The basis of a plan: every place with the fingerprint of what runs there.
/// An error when a place cannot be seen, because then nothing can be planned.
pub fn basis(world: &World) -> Result<Vec<Basis>, Problem> {
    let of = |place: &slipway_domain::world::Place| match &place.seen {
        Ok(_) => {
            Ok(Basis { resource: place.name.clone(), fingerprint: place.fingerprint().unwrap_or_default() })
        }
        Err(problem) => Err(problem.clone()),
    };
    world.places.iter().map(of).collect()
}

/// How to get the plan of the same for the world as it is now.
fn plan_again(kind: Kind, subject: &Subject) -> String {
    let Subject::Deployment(deployment) = subject else { return "do it again".to_owned() };
    let Deployment { environment, release, .. } = deployment;
    let verb = if kind == Kind::Rollback { "rollback" } else { "deploy" };
    let mut again = format!("slipway {verb} {environment} --release {}", release.number);
    if !deployment.is_whole() {
        deployment.all_services().iter().for_each(|name| again += &format!(" --service {name}"));
    }
    format!(
        "`{again} --dry-run` shows the new plan with its hash; the same without `--dry-run` carries it out"
    )
}

fn compare(planned: &[Basis], world: &World) -> Observed {
    let now = match basis(world) {
        Ok(now) => now,
        Err(problem) => return Observed::Unreachable(problem),
    };
    let is_new = |one: &&Basis| planned.iter().all(|basis| basis.resource != one.resource);
    let changed = planned.iter().filter(|basis| !now.contains(basis)).chain(now.iter().filter(is_new));
    let moved: Vec<&str> = changed.map(|basis| basis.resource.as_str()).collect();
    if moved.is_empty() {
        return Observed::Done(json!({}));
    }
    let message = format!("what runs on {} has changed since the plan was made", moved.join(", "));
    let problem = Problem::new(Code::PlanOutOfDate, message);
    Observed::Different { fact: json!({ "moved": moved }), problem, evidence: Vec::new() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use slipway_domain::world::{Place, Seen};

    fn world(name: &str) -> World {
        World { places: vec![Place { name: name.into(), kind: "host".into(), seen: Ok(Seen::default()) }] }
    }

    #[test]
    fn the_same_world_holds_and_another_does_not() {
        let planned = basis(&world("a")).expect("seen");
        assert_eq!(compare(&planned, &world("a")), Observed::Done(json!({})));
        assert_eq!(told(&planned, &world("b")), "what runs on a, b has changed since the plan was made");
    }

    #[test]
    fn a_place_that_came_after_the_plan_is_named() {
        let planned = basis(&world("a")).expect("seen");
        let both = World { places: [world("a").places, world("b").places].concat() };
        assert_eq!(told(&planned, &both), "what runs on b has changed since the plan was made");
    }

    /// How a world is said to differ.
    fn told(planned: &[Basis], world: &World) -> String {
        match compare(planned, world) {
            Observed::Different { problem, .. } => problem.message,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_place_that_cannot_be_seen_is_no_change() {
        let mut away = world("a");
        away.places[0].seen = Err(Problem::new(Code::HostUnreachable, "away"));
        assert!(basis(&away).is_err());
        assert!(matches!(compare(&[], &away), Observed::Unreachable(_)));
    }
}
