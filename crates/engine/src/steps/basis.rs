//! Looks, under the lock, whether what the plan rests on still holds.

use std::sync::Arc;

use async_trait::async_trait;
use serde::{Deserialize, Serialize};
use serde_json::json;
use slipway_domain::deployment::Deployment;
use slipway_domain::entry::Report;
use slipway_domain::ids::Key;
use slipway_domain::operation::{Kind, Operation};
use slipway_domain::plan::{Basis, Effect, Plan, Subject};
use slipway_domain::problem::{Code, Problem};
use slipway_domain::progress::Observed;
use slipway_domain::shell_word::quote;
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
    /// What goes there was not verified in the environment before, as a hotfix is not: who plans it again has to say so
    /// again.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub hotfix: bool,
}

impl BasisArgs {
    /// What goes there by the ordinary way.
    pub fn of(environment: &str) -> Self {
        Self { environment: environment.to_owned(), hotfix: false }
    }
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
                let problem = problem.hint(plan_again(&cx.operation, &cx.plan));
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

/// Whether a plan brings what was not verified in the environment before.
pub fn is_hotfix(plan: &Plan) -> bool {
    let looks = plan.steps.iter().filter(|step| step.effect.executor == NAME);
    looks.filter_map(|step| step.effect.read::<BasisArgs>().ok()).any(|args| args.hotfix)
}

/// How to get the plan of the same for the world as it is now.
fn plan_again(operation: &Operation, plan: &Plan) -> String {
    let Subject::Deployment(deployment) = &plan.subject else { return "do it again".to_owned() };
    let Deployment { environment, release, .. } = deployment;
    let verb = if operation.kind == Kind::Rollback { "rollback" } else { "deploy" };
    let mut again = format!("slipway {verb} {environment} --release {}", release.number);
    if !deployment.is_whole() {
        deployment.all_services().iter().for_each(|name| again += &format!(" --service {name}"));
    }
    if is_hotfix(plan) {
        again += " --hotfix";
    }
    if let Some(reason) = &operation.reason {
        again += &format!(" --reason {}", quote(reason));
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
    use slipway_domain::digest::Digest;
    use slipway_domain::plan::Step;
    use slipway_domain::release::Commit;
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
    fn the_same_is_planned_again_with_its_services_and_why_it_goes_around_the_environment_before() {
        let service = slipway_fixtures::service_release("r/api", "1", Digest::of(b"image"));
        let release = slipway_fixtures::release(7, Commit::bare("a", "t", 0), [("api".to_owned(), service)]);
        let alone = Deployment { whole: Some(false), ..slipway_fixtures::deployment("sandbox", release) };
        let subject = Subject::Deployment(alone);
        let plan = |hotfix| {
            let effect = Effect::new(NAME, UNCHANGED, BasisArgs { hotfix, ..BasisArgs::of("sandbox") });
            let look = Step::new("basis".into(), Vec::new(), "look", effect);
            slipway_fixtures::plan(subject.clone(), vec![look])
        };
        let operation = |reason: Option<&str>| Operation {
            reason: reason.map(str::to_owned),
            ..slipway_fixtures::operation_of(&plan(false))
        };
        let again = plan_again(&operation(None), &plan(false));
        assert!(again.contains("--release 7 --service api --dry-run`"), "{again}");
        let again = plan_again(&operation(Some("Login's broken")), &plan(true));
        let options = r"--service api --hotfix --reason 'Login'\''s broken' --dry-run`";
        assert!(again.contains(options), "{again}");
        assert!(is_hotfix(&plan(true)) && !is_hotfix(&plan(false)));
    }

    #[test]
    fn a_place_that_cannot_be_seen_is_no_change() {
        let mut away = world("a");
        away.places[0].seen = Err(Problem::new(Code::HostUnreachable, "away"));
        assert!(basis(&away).is_err());
        assert!(matches!(compare(&[], &away), Observed::Unreachable(_)));
    }
}
