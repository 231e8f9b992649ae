//! Plain containers on real engines, over SSH and on this machine.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod bench;

use std::sync::Arc;

use bench::{Machine, Stage, TOKEN, files_with};
use futures::StreamExt;
use slipway_domain::config::ContainerOptions;
use slipway_domain::deployment::{Deployment, Setting};
use slipway_domain::ids::{Key, StepId};
use slipway_domain::operation::Verdict;
use slipway_domain::plan::Step;
use slipway_domain::problem::Code;
use slipway_domain::progress::{Observed, Progress};
use slipway_engine::ports::{Cx, Executor, Fence, Restore, Want};
use slipway_hosts::contract::{self, Bench, Driven};
use slipway_testkit::{root_or_explain, watch_secrets};

fn assert_verdict(driven: &Driven, verdict: Verdict) {
    assert_eq!(driven.verdict, Some(verdict), "{:?}\n{}", driven.problem, driven.evidence());
}

#[tokio::test(flavor = "multi_thread")]
async fn keeps_the_contract() {
    if !root_or_explain("the docker target on a host") {
        return;
    }
    contract::all(&Stage::on_host()).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn values_arrive_and_failures_bring_the_old_container_back() {
    if !root_or_explain("the docker target's failures on a host") {
        return;
    }
    let mut stage = Stage::on_host();
    let first = values_arrive_byte_for_byte(&stage).await;
    another_value_alone_changes_one_container(&stage, &first).await;
    only_the_service_that_was_asked_for_changes(&stage).await;
    a_container_that_cannot_start_gives_way_to_the_old_one(&mut stage).await;
    a_container_that_ended_and_cannot_start_again_stays(&stage).await;
    a_name_of_somebody_else_is_refused(&mut stage).await;
    another_name_and_network_replace_the_container(&mut stage).await;
}

const TRICKY: &str = "$ ${X} $$ # ' \" \\ \\n\nsecond line: {a: b}\t值 🍲 ";

async fn values_arrive_byte_for_byte(stage: &Stage) -> Deployment {
    let mut first = stage.release(1, "api", &[("TRICKY", TRICKY)], true).await;
    let secret = Setting::Secret { secret: "TOKEN".to_owned() };
    first.configuration.get_mut("api").unwrap().insert("TOKEN".to_owned(), secret);
    let watch = watch_secrets(TOKEN);
    assert_verdict(&stage.deploy(&first, Some(Restore::Nothing)).await, Verdict::Succeeded);
    let (seen, _) = watch.end();
    assert!(seen.iter().all(|seen| !seen.in_arguments), "{seen:?}");
    let variable = |name: &str| stage.variable("recipes-mine-api", name);
    assert_eq!(variable("TRICKY").as_deref(), Some(TRICKY));
    assert_eq!(variable("TOKEN").as_deref(), Some(TOKEN));
    for (name, value) in [
        ("PROJECT", "recipes"),
        ("ENVIRONMENT", "mine"),
        ("RELEASE", "1"),
        ("VERSION", "0.1.1"),
        ("COMMIT", "0000000000000000000000000000000000000001"),
    ] {
        assert_eq!(variable(&format!("SLIPWAY_{name}")).as_deref(), Some(value));
    }
    assert!(!files_with(&stage.machine.home(), "recipes").is_empty());
    assert_eq!(files_with(&stage.machine.home(), "s3cr3t"), "");
    let format = "{{index .Labels \"dev.slipway.project\"}}";
    assert_eq!(stage.docker(&["network", "inspect", "-f", format, "backend"]), "recipes");
    let reached = ["exec", "recipes-mine-web", "wget", "-q", "-O", "-", "http://api:8080/version"];
    assert_eq!(stage.docker(&reached), "0.1.1");
    stage.docker(&["exec", "recipes-mine-api", "sh", "-c", "echo kept >/data/file"]);
    first
}

/// What the step needs that puts `before` back; it is opened before the lock is taken.
async fn secrets_of_the_way_back(stage: &Stage, after: &Deployment, before: &Deployment) -> Vec<String> {
    let restore = Some(Restore::Deployment(Box::new(before.clone())));
    let want = Want { deployment: after.clone(), restore };
    let steps = stage.target().plan(&want, &stage.target().observe().await).unwrap();
    let back = steps.work.iter().find(|step| step.id.0.ends_with("/back")).unwrap();
    stage.executors()["container"].secrets(&back.effect)
}

async fn another_value_alone_changes_one_container(stage: &Stage, first: &Deployment) {
    let before = [stage.id("recipes-mine-api"), stage.id("recipes-mine-web")];
    let second = stage.release(2, "api", &[("TRICKY", "plain")], true).await;
    assert_eq!(
        (second.secrets(), secrets_of_the_way_back(stage, &second, first).await),
        (vec![], vec!["TOKEN".to_owned()])
    );
    assert_verdict(&stage.deploy(&second, None).await, Verdict::Succeeded);
    assert_eq!(stage.variable("recipes-mine-api", "TRICKY").as_deref(), Some("plain"));
    assert_ne!(stage.id("recipes-mine-api"), before[0]);
    assert_eq!(stage.id("recipes-mine-web"), before[1]);
    assert_eq!(stage.docker(&["exec", "recipes-mine-api", "cat", "/data/file"]), "kept");
    assert_eq!(stage.names(), ["neighbour", "recipes-mine-api", "recipes-mine-web"]);
}

async fn only_the_service_that_was_asked_for_changes(stage: &Stage) {
    let before = [stage.id("recipes-mine-api"), stage.id("recipes-mine-web")];
    let mut third = stage.release(3, "api-2", &[], true).await;
    let other = Setting::Plain("changed".to_owned());
    third.configuration.get_mut("web").unwrap().insert("GREETING".to_owned(), other);
    third.services = vec!["web".to_owned()];
    let target = stage.target();
    let want = Want { deployment: third.clone(), restore: None };
    let steps = target.plan(&want, &target.observe().await).unwrap();
    // The check of the service that stays as it is would want another version.
    let steps = slipway_engine::ports::Steps {
        work: steps.work.into_iter().filter(|step| !step.id.0.contains("/http-")).collect(),
        ..steps
    };
    assert_verdict(&contract::drive(stage, &third, steps).await, Verdict::Succeeded);
    assert_eq!(stage.id("recipes-mine-api"), before[0]);
    assert_ne!(stage.id("recipes-mine-web"), before[1]);
    assert_eq!(stage.variable("recipes-mine-web", "GREETING").as_deref(), Some("changed"));
}

async fn a_container_that_cannot_start_gives_way_to_the_old_one(stage: &mut Stage) {
    let image = slipway_testkit::BASE_IMAGE;
    stage.docker(&["run", "-d", "--name", "holder", "-p", "9090:9090", image, "sleep", "100000"]);
    let before = stage.release(2, "api", &[("TRICKY", "plain")], true).await;
    let (api, web) = (stage.id("recipes-mine-api"), stage.id("recipes-mine-web"));
    stage.target_of_policy().services["api"].ports.push("9090:9090".parse().unwrap());
    let mut failing = stage.release(4, "api-2", &[], true).await;
    failing.services = vec!["api".to_owned()];
    // With nothing to take back, the step itself leaves things as they were.
    let driven = stage.deploy(&failing, None).await;
    assert_verdict(&driven, Verdict::Failed);
    let problem = driven.problem.unwrap();
    assert!(problem.message.contains("port is already allocated"), "{problem:?}");
    assert!(problem.message.ends_with("the one before runs again"), "{problem:?}");
    assert_eq!(problem.code, Code::HostCommandFailed);
    assert_eq!(stage.docker(&["inspect", "-f", "{{.State.Running}}", "recipes-mine-api"]), "true");
    assert_eq!((stage.id("recipes-mine-api"), stage.id("recipes-mine-web")), (api.clone(), web.clone()));
    assert_eq!(stage.names(), ["holder", "neighbour", "recipes-mine-api", "recipes-mine-web"]);
    // Taken back, it is the same container still.
    let driven = stage.deploy(&failing, Some(Restore::Deployment(Box::new(before)))).await;
    assert_verdict(&driven, Verdict::RolledBack);
    assert_eq!((stage.id("recipes-mine-api"), stage.id("recipes-mine-web")), (api, web));
    stage.docker(&["rm", "-f", "holder"]);
    stage.target_of_policy().services["api"].ports.pop();
}

async fn a_container_that_ended_and_cannot_start_again_stays(stage: &Stage) {
    let api = stage.id("recipes-mine-api");
    stage.docker(&["stop", "-t", "1", "recipes-mine-api"]);
    let image = slipway_testkit::BASE_IMAGE;
    stage.docker(&["run", "-d", "--name", "holder", "-p", "8080:8080", image, "sleep", "100000"]);
    let mut same = stage.release(2, "api", &[("TRICKY", "plain")], true).await;
    same.services = vec!["api".to_owned()];
    let driven = stage.deploy(&same, None).await;
    assert_verdict(&driven, Verdict::Failed);
    let problem = driven.problem.unwrap();
    assert!(problem.message.contains("port is already allocated"), "{problem:?}");
    assert!(problem.message.ends_with("it is there still, and does not run, as before"), "{problem:?}");
    assert_eq!(stage.id("recipes-mine-api"), api);
    stage.docker(&["rm", "-f", "holder"]);
    assert_verdict(&stage.deploy(&same, None).await, Verdict::Succeeded);
    assert_eq!(stage.id("recipes-mine-api"), api, "it was started and not made anew");
}

async fn a_name_of_somebody_else_is_refused(stage: &mut Stage) {
    let first = stage.release(5, "api", &[], true).await;
    stage.target_of_policy().services["api"].name = Some("neighbour".to_owned());
    stage.target_of_policy().services.insert("web".to_owned(), named("neighbour"));
    let foreign = stage.target().observe().await.places.remove(0).seen.unwrap().more["foreign"].clone();
    let of = foreign.as_object().unwrap().keys();
    assert_eq!(of.collect::<Vec<_>>(), ["api", "web"], "each is told, since either may be asked for alone");
    stage.target_of_policy().services.shift_remove("web");
    let other = stage.release(5, "api", &[], true).await;
    let target = stage.target();
    let want = Want { deployment: other.clone(), restore: None };
    let world = target.observe().await;
    let told = target.plan(&want, &world).unwrap_err();
    assert_eq!(told.code, Code::MarkContradicts);
    assert!(told.message.contains("neighbour") && told.hint.unwrap().contains("docker rename"));
    // The same when the plan did not know yet.
    let mut blind = world.clone();
    blind.places[0].seen.as_mut().unwrap().more["foreign"] = serde_json::Value::Null;
    let (neighbour, names) = (stage.id("neighbour"), stage.names());
    let steps = target.plan(&want, &blind).unwrap();
    let driven = contract::drive(stage, &other, steps).await;
    assert_verdict(&driven, Verdict::Cancelled);
    assert_eq!(driven.problem.unwrap().code, Code::MarkContradicts);
    assert_eq!((stage.id("neighbour"), stage.names()), (neighbour, names));
    stage.target_of_policy().services["api"].name = None;
    assert_verdict(&stage.deploy(&first, None).await, Verdict::Succeeded);
}

fn named(name: &str) -> ContainerOptions {
    ContainerOptions { name: Some(name.to_owned()), ..ContainerOptions::default() }
}

async fn another_name_and_network_replace_the_container(stage: &mut Stage) {
    let api = stage.id("recipes-mine-api");
    let own = ContainerOptions { network: Some("host".to_owned()), ..named("shop") };
    // The sample of the other service has the port, which the two would share now.
    stage.target_of_policy().services["api"].ports = vec!["8081:8080".parse().unwrap()];
    stage.target_of_policy().services.insert("web".to_owned(), own);
    let verify = &mut stage.policy.environments.get_mut("mine").unwrap().verify[0];
    verify.url = slipway_domain::template::Template::parse("http://localhost:8081/version").unwrap();
    let deployment = stage.release(6, "api", &[], true).await;
    assert_verdict(&stage.deploy(&deployment, None).await, Verdict::Succeeded);
    assert_eq!(stage.names(), ["neighbour", "recipes-mine-api", "shop"]);
    assert_ne!(stage.id("recipes-mine-api"), api);
    assert_eq!(stage.docker(&["inspect", "-f", "{{.HostConfig.NetworkMode}}", "shop"]), "host");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_killed_act_comes_to_the_same_when_it_is_done_again() {
    if !root_or_explain("killed acts of the docker target on a host") {
        return;
    }
    let stage = Stage::on_host();
    let first = stage.release(1, "api", &[], true).await;
    assert_verdict(&stage.deploy(&first, None).await, Verdict::Succeeded);
    for (calls, image) in ["api-2", "api", "api-2", "api", "api-2", "api"].into_iter().enumerate() {
        let act = Act::begin(&stage, image, calls, Restore::Nothing).await;
        let killed = act.kill("h1/run").await;
        assert_eq!(killed, calls < 5, "a swap takes five calls that change something");
        act.again("h1/run").await;
        assert_eq!(act.digest().await, stage.images[image].to_string(), "after {calls} calls");
        act.end().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_killed_act_is_taken_back() {
    if !root_or_explain("killed acts of the docker target on a host") {
        return;
    }
    let stage = Stage::on_host();
    let first = stage.release(1, "api", &[], true).await;
    assert_verdict(&stage.deploy(&first, None).await, Verdict::Succeeded);
    for calls in 0..5 {
        let id = stage.id("recipes-mine-api");
        let act = Act::begin(&stage, "api-2", calls, Restore::Deployment(Box::new(first.clone()))).await;
        assert!(act.kill("h1/run").await);
        let journaled = stage.target().take_over("bob@other").await.unwrap().unwrap();
        assert!(journaled.begun.iter().any(|(step, _)| step.0 == "h1/run"), "{:?}", journaled.begun);
        let act = Act { fence: Some(journaled.fences[0].1.fence), ..act };
        act.again("h1/back").await;
        assert_eq!(act.digest().await, stage.images["api"].to_string(), "after {calls} calls");
        assert_eq!(stage.id("recipes-mine-api"), id, "the old container is kept until the new one runs");
        act.end().await;
    }
}

/// A deployment that has come to its `run`.
struct Act<'s> {
    stage: &'s Stage,
    driven: Arc<Driven>,
    fence: Option<u64>,
    /// After so many changing calls nothing gets through to the engine any more.
    calls: usize,
}

impl<'s> Act<'s> {
    async fn begin(stage: &'s Stage, image: &'static str, calls: usize, restore: Restore) -> Self {
        let deployment = stage.release(10 + calls as u64, image, &[], true).await;
        let target = stage.target();
        let want = Want { deployment: deployment.clone(), restore: Some(restore) };
        let steps = target.plan(&want, &target.observe().await).unwrap();
        let leave = |step: &StepId| step.0 == "h1/run";
        let driven = contract::drive_until(stage, &deployment, steps, "ann@laptop", &leave).await;
        assert_eq!(driven.verdict, None, "{:?}", driven.problem);
        let facts = Progress::of(&driven.plan, &driven.entries).facts();
        let fence = facts.values().find_map(|fact| fact.get("fence")?.as_u64());
        Self { stage, driven: Arc::new(driven), fence, calls }
    }

    fn step(&self, id: &str) -> (Step, Arc<dyn Executor>, Key, Cx) {
        let step = self.driven.plan.step(&StepId::from(id)).unwrap().clone();
        let executor = self.stage.executors()[&step.effect.executor].clone();
        let key = Key::of(self.driven.operation.id, &step.id, 1);
        let cx = Cx {
            operation: Arc::new(self.driven.operation.clone()),
            plan: Arc::new(self.driven.plan.clone()),
            step: step.id.clone(),
            facts: Arc::default(),
            so_far: Verdict::Succeeded,
            secrets: Arc::default(),
            log: Arc::new(|_| ()),
            tell: Arc::new(|_| ()),
        };
        (step, executor, key, cx)
    }

    /// Acts until it is killed; whether it was.
    async fn kill(&self, id: &str) -> bool {
        let (step, executor, key, cx) = self.step(id);
        self.stage.engines.allow(Some(self.calls));
        let report = executor.act(&step.effect, &key, Fence(self.fence), &cx).await;
        self.stage.engines.allow(None);
        report.problem.is_some()
    }

    /// Looks, acts where that is needed, and looks again.
    async fn again(&self, id: &str) {
        let (step, executor, key, cx) = self.step(id);
        if !matches!(executor.observe(&step.effect, &key, &cx, None).await, Observed::Done(_)) {
            let report = executor.act(&step.effect, &key, Fence(self.fence), &cx).await;
            assert_eq!(report.problem, None, "after {} calls", self.calls);
        }
        let seen = executor.observe(&step.effect, &key, &cx, None).await;
        let Observed::Done(fact) = seen else { panic!("after {} calls: {seen:?}", self.calls) };
        assert_eq!(step.expect.unmet(&fact), None);
        assert_eq!(self.stage.names(), ["neighbour", "recipes-mine-api", "recipes-mine-web"]);
        let running = ["inspect", "-f", "{{.State.Running}}", "recipes-mine-api"];
        assert_eq!(self.stage.docker(&running), "true", "after {} calls", self.calls);
    }

    async fn digest(&self) -> String {
        self.stage.digest("h1", "api").await.unwrap()
    }

    async fn end(&self) {
        self.stage.target().unlock("ann", true).await.unwrap();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn this_machine_is_a_place_like_any_other() {
    if !root_or_explain("the docker target on this machine") {
        return;
    }
    let stage = Stage::here();
    let target = stage.target();
    assert_eq!(target.places(), ["this machine"]);
    let first = stage.release(1, "api", &[], true).await;
    assert_verdict(&stage.deploy(&first, Some(Restore::Nothing)).await, Verdict::Succeeded);
    let (api, web) = (stage.id("recipes-mine-api"), stage.id("recipes-mine-web"));
    assert_verdict(&stage.deploy(&first, None).await, Verdict::Succeeded);
    assert_eq!((stage.id("recipes-mine-api"), stage.id("recipes-mine-web")), (api.clone(), web));

    let started = ["inspect", "-f", "{{.State.StartedAt}}", "recipes-mine-api"];
    let since = stage.docker(&started);
    let steps = target.restart("api", &target.observe().await).unwrap();
    assert_verdict(&contract::drive(&stage, &first, steps).await, Verdict::Succeeded);
    assert_ne!(stage.docker(&started), since);
    assert_eq!(stage.id("recipes-mine-api"), api);

    let mut lines = target.logs("api", None, false).await.unwrap();
    let texts: Vec<String> = lines.remove(0).1.map(|line| line.unwrap().text).collect().await;
    assert_eq!(texts, ["serving 0.1.1", "serving 0.1.1"]);
    assert_eq!(target.logs("nothing", None, false).await.err().unwrap().code, Code::ServiceNotFound);
    let findings = target.doctor().await;
    assert!(findings.iter().any(|found| found.subject == "docker" && found.ok), "{findings:?}");

    // A first release that fails leaves nothing behind.
    stage.docker(&["rm", "-f", "recipes-mine-api", "recipes-mine-web"]);
    let failing = stage.deployment(contract::Which::Failing).await;
    let driven = stage.deploy(&failing, Some(Restore::Nothing)).await;
    assert_verdict(&driven, Verdict::RolledBack);
    assert_eq!(stage.names(), ["neighbour"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_machine_without_the_docker_program_says_so() {
    if !root_or_explain("the docker target without the docker program") {
        return;
    }
    let stage = Stage::here();
    let Machine::Here(_, home) = &stage.machine else { panic!("another machine") };
    let target = stage.target_without_docker(home.path());
    let world = target.observe().await;
    let problem = world.places[0].seen.as_ref().unwrap_err();
    assert_eq!(problem.code, Code::ProgramMissing, "{problem:?}");
    assert!(problem.message.contains("no `docker` program on this machine"), "{problem:?}");
}
