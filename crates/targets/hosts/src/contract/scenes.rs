//! The scenes, in an order in which each begins where the one before ended.

use std::collections::BTreeMap;

use slipway_domain::deployment::Deployment;
use slipway_domain::ids::{Key, StepId};
use slipway_domain::operation::Verdict;
use slipway_domain::plan::{Effect, LockFact};
use slipway_domain::problem::Code;
use slipway_domain::world::Health;
use slipway_engine::ports::{Fence, Restore, Steps, Target, Want};

use super::drive::cx;
use super::{Bench, Driven, Shows, Which, drive, drive_until};

/// Plays all scenes on a bench whose places run nothing of the project yet but an unmanaged neighbour, or
/// will start one with the first release.
pub async fn all(bench: &dyn Bench) {
    a_first_release_runs_everywhere(bench).await;
    let neighbours = neighbours(bench).await;
    the_same_release_again_touches_nothing(bench).await;
    a_failing_release_is_taken_back(bench).await;
    another_release_changes_only_what_changed(bench).await;
    a_foreign_lock_is_respected(bench).await;
    a_taken_over_operation_can_do_no_more(bench, Which::First).await;
    // The same where it has nothing to change.
    a_taken_over_operation_can_do_no_more(bench, Which::Second).await;
    a_removed_service_goes(bench).await;
    a_place_out_of_reach_is_told(bench).await;
    assert_eq!(self::neighbours(bench).await, neighbours, "a neighbour was touched");
}

async fn neighbours(bench: &dyn Bench) -> Vec<Option<String>> {
    let mut ids = Vec::new();
    for place in bench.target().places() {
        let id = bench.neighbour(&place).await;
        assert!(id.as_ref().is_some_and(|id| !id.is_empty()), "the bench shows no neighbour at {place}");
        ids.push(id);
    }
    ids
}

/// What runs everywhere for a service.
async fn digests(bench: &dyn Bench, service: &str) -> Vec<Option<String>> {
    let mut digests = Vec::new();
    for place in bench.target().places() {
        digests.push(bench.digest(&place, service).await);
    }
    digests
}

async fn steps(target: &dyn Target, deployment: &Deployment, restore: Option<Restore>) -> Steps {
    let want = Want { deployment: deployment.clone(), restore };
    let world = target.observe().await;
    target.plan(&want, &world).unwrap()
}

async fn deploy(bench: &dyn Bench, which: Which, restore: Option<Restore>) -> (Deployment, Driven) {
    let deployment = bench.deployment(which).await;
    let steps = steps(&*bench.target(), &deployment, restore).await;
    let driven = drive(bench, &deployment, steps).await;
    (deployment, driven)
}

fn assert_verdict(driven: &Driven, verdict: Verdict) {
    assert_eq!(driven.verdict, Some(verdict), "{:?}\n{}", driven.problem, driven.evidence());
}

/// That every place itself tells of these images.
async fn assert_digests(bench: &dyn Bench, deployment: &Deployment) {
    for (service, release) in &deployment.release.services {
        let wanted = Some(release.digest.to_string());
        assert!(digests(bench, service).await.iter().all(|seen| *seen == wanted), "{service} is another");
    }
}

/// The same, that the target sees it so, and that nobody holds a place.
async fn assert_runs(bench: &dyn Bench, deployment: &Deployment) {
    assert_digests(bench, deployment).await;
    for place in bench.target().observe().await.places {
        let seen = place.seen.unwrap();
        assert_eq!(seen.lock, None, "{} is still locked", place.name);
        for (service, release) in &deployment.release.services {
            let running = &seen.services[service];
            let (digest, health) = match bench.shows() {
                Shows::Containers => (Some(&release.digest), Health::Healthy),
                Shows::Receipts => (None, Health::Unknown),
            };
            assert_eq!(running.digest.as_ref(), digest, "{service} is seen as another");
            assert_eq!(running.health, health);
            assert_eq!(running.version.as_deref(), Some(release.version.as_str()));
            let configuration = deployment.configuration_fingerprint(service);
            assert_eq!(running.configuration.as_deref(), Some(configuration.as_str()));
        }
    }
}

async fn a_first_release_runs_everywhere(bench: &dyn Bench) {
    let (deployment, driven) = deploy(bench, Which::First, Some(Restore::Nothing)).await;
    assert_verdict(&driven, Verdict::Succeeded);
    assert_runs(bench, &deployment).await;
}

/// The containers of a world, by place and service.
async fn instances(target: &dyn Target) -> BTreeMap<(String, String), Option<String>> {
    let places = target.observe().await.places.into_iter();
    let of = |place: slipway_domain::world::Place| {
        let name = place.name;
        place
            .seen
            .unwrap()
            .services
            .into_iter()
            .map(move |(service, running)| ((name.clone(), service), running.instance))
    };
    places.flat_map(of).collect()
}

async fn the_same_release_again_touches_nothing(bench: &dyn Bench) {
    let before = instances(&*bench.target()).await;
    let (deployment, driven) = deploy(bench, Which::First, None).await;
    assert_verdict(&driven, Verdict::Succeeded);
    assert_eq!(instances(&*bench.target()).await, before, "a container was replaced by its equal");
    assert_runs(bench, &deployment).await;
}

async fn a_failing_release_is_taken_back(bench: &dyn Bench) {
    let first = bench.deployment(Which::First).await;
    let (_, driven) = deploy(bench, Which::Failing, Some(Restore::Deployment(Box::new(first.clone())))).await;
    assert_verdict(&driven, Verdict::RolledBack);
    let problem = driven.problem.as_ref().unwrap();
    assert_eq!(problem.code, Code::VerifyFailed, "{problem:?}");
    let shown = match bench.shows() {
        Shows::Containers => "last lines: ",
        Shows::Receipts => "last answer: ",
    };
    assert!(driven.evidence().contains(shown), "nothing shows why: {}", driven.evidence());
    assert_runs(bench, &first).await;
}

async fn another_release_changes_only_what_changed(bench: &dyn Bench) {
    let before = instances(&*bench.target()).await;
    let (deployment, driven) = deploy(bench, Which::Second, None).await;
    assert_verdict(&driven, Verdict::Succeeded);
    assert_runs(bench, &deployment).await;
    for (at, instance) in instances(&*bench.target()).await {
        let stays = at.1 == "web" && bench.shows() == Shows::Containers;
        assert_eq!(before[&at] == instance, stays, "{at:?}");
    }
}

async fn a_foreign_lock_is_respected(bench: &dyn Bench) {
    let target = bench.target();
    target.lock("bob", "maintenance").await.unwrap();
    let before = instances(&*target).await;
    let (_, driven) = deploy(bench, Which::First, None).await;
    assert_verdict(&driven, Verdict::Cancelled);
    let problem = driven.problem.unwrap();
    assert_eq!(problem.code, Code::LockHeld);
    assert!(
        problem.message.contains("bob") && problem.message.contains("maintenance"),
        "{}",
        problem.message
    );
    assert_eq!(target.unlock("ann", false).await.unwrap_err().code, Code::LockHeld);
    assert_eq!(instances(&*target).await, before);
    target.unlock("bob", false).await.unwrap();
}

async fn a_taken_over_operation_can_do_no_more(bench: &dyn Bench, which: Which) {
    let target = bench.target();
    let second = bench.deployment(Which::Second).await;
    let wanted = bench.deployment(which).await;
    let plan = steps(&*target, &wanted, None).await;
    let locks = plan.lock.iter().map(|step| step.id.clone()).collect::<Vec<StepId>>();
    let left = drive_until(bench, &wanted, plan, "ann@laptop", &|step| !locks.contains(step)).await;
    assert_eq!(left.verdict, None);
    let known = target.take_over("bob@other").await.unwrap().expect("an open operation");
    assert_eq!((known.operation.id, known.plan.hash()), (left.operation.id, left.plan.hash()));
    assert_eq!(known.fences.len(), locks.len());

    let act = left.plan.steps.iter().find(|step| step.effect.executor != "hosts").unwrap();
    let facts = slipway_domain::progress::Progress::of(&left.plan, &left.entries).facts();
    let fence = facts.values().find_map(LockFact::of).map(|fact| fact.fence);
    let acting: Vec<_> = left.plan.steps.iter().filter(|step| step.place == act.place).collect();
    let mut refused = Vec::new();
    for step in acting.iter().filter(|step| !matches!(step.effect.executor.as_str(), "hosts" | "verify")) {
        let executor = &bench.executors()[&step.effect.executor];
        let key = Key::of(left.operation.id, &step.id, 1);
        let cx = cx(bench, &left, &step.id);
        let report = executor.act(&step.effect, &key, Fence(fence), &cx).await;
        refused.push(report.problem.map(|problem| problem.code));
    }
    assert!(
        refused.iter().all(|code| *code == Some(Code::TakenOver)),
        "an old fence still opens: {refused:?}"
    );
    for step in acting {
        a_newer_verb_is_refused(bench, &left, &step.id, Fence(fence)).await;
    }
    assert_digests(bench, &second).await;
    target.unlock("bob", true).await.unwrap();
}

/// What only a newer version knows how to do is not taken for something else.
async fn a_newer_verb_is_refused(bench: &dyn Bench, left: &Driven, step: &StepId, fence: Fence) {
    let effect = &left.plan.step(step).unwrap().effect;
    let executor = &bench.executors()[&effect.executor];
    assert_eq!(executor.knows(effect), Ok(()), "{step}");
    let (key, cx) = (Key::of(left.operation.id, step, 1), cx(bench, left, step));
    for newer in [
        Effect { verb: "later".to_owned(), ..effect.clone() },
        Effect { version: effect.version + 1, ..effect.clone() },
    ] {
        let report = executor.act(&newer, &key, fence, &cx).await;
        let told =
            [report.problem, executor.knows(&newer).err()].map(|told| told.map(|problem| problem.code));
        assert_eq!(told, [Some(Code::PlanNewer); 2], "{step}");
    }
}

async fn a_removed_service_goes(bench: &dyn Bench) {
    let (deployment, driven) = deploy(bench, Which::WithoutWeb, None).await;
    assert_verdict(&driven, Verdict::Succeeded);
    assert_runs(bench, &deployment).await;
    assert!(digests(bench, "web").await.iter().all(Option::is_none), "web is still there");
    assert!(
        instances(&*bench.target()).await.keys().all(|(_, service)| service != "web"),
        "web is still seen"
    );
}

async fn a_place_out_of_reach_is_told(bench: &dyn Bench) {
    let target = bench.target();
    let deployment = bench.deployment(Which::First).await;
    let plan = steps(&*target, &deployment, None).await;
    let place = target.places().pop().unwrap();
    bench.cut(&place, true).await;
    let world = target.observe().await;
    let seen = world.places.iter().find(|seen| seen.name == place).unwrap();
    assert_eq!(seen.seen.as_ref().unwrap_err().code, Code::HostUnreachable);
    let want = Want { deployment: deployment.clone(), restore: None };
    assert_eq!(target.plan(&want, &world).unwrap_err().code, Code::HostUnreachable);
    let driven = drive(bench, &deployment, plan).await;
    // A host that is not even connected to hears of nothing, so it is known that nothing was done.
    assert_verdict(&driven, Verdict::Failed);
    let begun: Vec<&StepId> = driven.entries.iter().filter_map(|entry| entry.step.as_ref()).collect();
    let locks = |step: &&StepId| step.0.ends_with("/lock") || step.0.ends_with("/unlock");
    assert!(begun.iter().all(locks), "more than the lock was tried: {begun:?}");
    assert_eq!(driven.problem.unwrap().code, Code::HostUnreachable);
    bench.cut(&place, false).await;
    target.unlock("ann", true).await.unwrap();
}
