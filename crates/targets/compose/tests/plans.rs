//! What is planned for several hosts, without any of them.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[allow(unused)]
mod bench;

use std::sync::Arc;

use bench::origins::{Files, recipe};
use bench::support::{LocalHost, kit};
use serde_json::json;
use slipway_compose::ComposeTarget;
use slipway_domain::config::{self, Config, Environment, Rollout, Service, Target as Kind};
use slipway_domain::deployment::{Deployment, Setting};
use slipway_domain::digest::Digest;
use slipway_domain::plan::{Step, Subject, When};
use slipway_domain::problem::{Code, Problem};
use slipway_domain::release::Commit;
use slipway_domain::template::Template;
use slipway_domain::world::{Health, Place, Running, Seen, World};
use slipway_engine::ports::{Restore, Steps, Target, Want};

const TEXT: &str = "services:\n  api: {image: x}\n  db: {image: 'mysql:${MYSQL:-8}'}\n";

fn policy(hosts: &[&str]) -> Config {
    let target = config::ComposeTarget {
        hosts: hosts.iter().map(|host| host.parse().unwrap()).collect(),
        ..config::ComposeTarget::default()
    };
    let service = Service { image: Template::parse("r.example.com/api").unwrap(), ..Service::default() };
    let production = Environment { target: Kind::Compose(target), ..Environment::default() };
    Config {
        project: "recipes".to_owned(),
        services: [("api".to_owned(), service)].into_iter().collect(),
        environments: [("production".to_owned(), production)].into_iter().collect(),
        ..Config::default()
    }
}

fn change(policy: &mut Config) -> &mut Environment {
    policy.environments.get_mut("production").unwrap()
}

fn target(policy: &Config) -> ComposeTarget {
    let host = LocalHost::new(std::path::Path::new("/nowhere"), &["dash"], "unix:///nowhere");
    ComposeTarget::new(kit(Arc::new(host)), policy, "production")
}

async fn deployment(target: &ComposeTarget, number: u64) -> Deployment {
    let files = Files::of([("docker-compose.yml", TEXT)]);
    let commit = Commit::bare("c".repeat(40), "t", 0);
    let (version, digest) = (format!("0.1.{number}"), Digest::of(&number.to_be_bytes()));
    let service = slipway_fixtures::service_release("r.example.com/api", &version, digest);
    let release = slipway_fixtures::release(number, commit, [("api".to_owned(), service)]);
    let recipe = recipe(target, &files, &policy(&[])).await.unwrap();
    Deployment { recipe, ..slipway_fixtures::deployment("production", release) }
}

fn place(name: &str, seen: Result<Seen, Problem>) -> Place {
    Place { name: name.to_owned(), kind: "host".to_owned(), seen }
}

fn empty(names: &[&str]) -> World {
    World { places: names.iter().map(|name| place(name, Ok(Seen::default()))).collect() }
}

fn ids(steps: &[Step]) -> Vec<&str> {
    steps.iter().map(|step| step.id.0.as_str()).collect()
}

fn step<'s>(steps: &'s Steps, id: &str) -> &'s Step {
    steps.work.iter().find(|step| step.id.0 == id).unwrap_or_else(|| panic!("no step {id}"))
}

fn needs<'s>(steps: &'s Steps, id: &str) -> Vec<&'s str> {
    step(steps, id).needs.iter().map(|need| need.0.as_str()).collect()
}

fn check(deployment: &Deployment, steps: &Steps) {
    let steps = [steps.lock.clone(), steps.work.clone(), steps.close.clone()].concat();
    let subject = Subject::Deployment(deployment.clone());
    assert_eq!(slipway_fixtures::plan(subject, steps).fault(), None);
}

#[tokio::test]
async fn hosts_are_locked_in_sorted_order_and_go_in_batches() {
    let mut policy = policy(&["c", "a", "b"]);
    change(&mut policy).rollout = Some(Rollout { batch: 2, wait: Some("10s".parse().unwrap()) });
    let target = target(&policy);
    let want = Want { deployment: deployment(&target, 1).await, restore: Some(Restore::Nothing) };
    let steps = target.plan(&want, &empty(&["c", "a", "b"])).unwrap();
    check(&want.deployment, &steps);
    assert_eq!(ids(&steps.lock), ["a/lock", "b/lock", "c/lock"]);
    assert_eq!(steps.lock[2].needs, [steps.lock[1].id.clone()]);
    let expected = [
        "c/pull", "c/up", "c/health", "c/back", "a/pull", "a/up", "a/health", "a/back", "pause-1", "b/pull",
        "b/up", "b/health", "b/back",
    ];
    assert_eq!(ids(&steps.work), expected);
    assert_eq!(needs(&steps, "pause-1"), ["c/health", "a/health"]);
    assert_eq!(step(&steps, "pause-1").effect.args, json!({ "seconds": 10 }));
    assert_eq!(needs(&steps, "b/up"), ["b/pull", "pause-1"]);
    assert_eq!(needs(&steps, "b/pull"), ["b/lock"], "pulling does not wait for other hosts");
    assert_eq!(step(&steps, "c/back").when, When::Undo("c/up".into()));
    let images = step(&steps, "c/pull").effect.args["images"].clone();
    assert_eq!(images[0], "mysql:8", "a missing neighbour's image is pulled too");
    assert_eq!(ids(&steps.close), ["c/tidy", "a/tidy", "b/tidy", "c/unlock", "a/unlock", "b/unlock"]);
    let unlock: Vec<&str> = steps.close[4].needs.iter().map(|need| need.0.as_str()).collect();
    assert_eq!(unlock, ["a/lock", "a/tidy"], "tidied under the lock");
    assert_eq!(steps.close[1].effect.args["runs"], json!([want.deployment.release.services["api"].digest]));
}

#[test]
fn a_restart_is_told_as_a_person_would_type_it_there() {
    let older = Seen { more: json!({ "compose": "standalone" }), ..Seen::default() };
    let world = World { places: vec![place("a", Ok(Seen::default())), place("b", Ok(older))] };
    let mut policy = policy(&["a", "b"]);
    for (compose, service, called) in
        [(None, "api", "api"), (Some("recipes-api"), "api", "recipes-api"), (Some("recipes-api"), "db", "db")]
    {
        let own = policy.services.get_mut("api").unwrap();
        own.compose_service = compose.map(str::to_owned);
        let steps = target(&policy).restart(service, &world).unwrap();
        assert_eq!(ids(&steps.work), ["a/restart", "b/restart"]);
        for (step, program) in steps.work.iter().zip(["docker compose -p ", "docker-compose -p "]) {
            let command = step.command.as_deref().unwrap();
            let end = format!(" restart {called}");
            assert!(command.starts_with(program) && command.ends_with(&end), "{command}");
        }
    }
}

#[tokio::test]
async fn a_host_that_runs_it_already_is_only_looked_at() {
    let target = target(&policy(&["a"]));
    let want = Want { deployment: deployment(&target, 2).await, restore: None };
    let first = target.plan(&want, &empty(&["a"])).unwrap();
    let identity = &step(&first, "a/up").effect.args["services"]["api"]["identity"];
    let text = |name: &str| identity[name].as_str().map(str::to_owned);
    let running = Running {
        digest: text("digest").map(|digest| digest.parse().unwrap()),
        release: Some(1),
        version: text("version"),
        commit: text("commit"),
        configuration: text("configuration"),
        health: Health::Healthy,
        instance: None,
    };
    let mut seen = Seen {
        services: [("api".to_owned(), running)].into(),
        more: json!({"definitions": {"api": text("definition")}, "neighbours": {"db": "exited"}}),
        ..Seen::default()
    };
    let plan = |seen: &Seen| {
        let world = World { places: vec![place("a", Ok(seen.clone()))] };
        target.plan(&want, &world).unwrap()
    };
    let same = plan(&seen);
    assert_eq!(ids(&same.work), ["a/up", "a/health"]);
    assert_eq!(step(&same, "a/up").effect.args["services"], json!({}));
    assert_eq!(step(&same, "a/up").effect.args["keep"], json!(["api"]));
    assert_eq!(step(&same, "a/up").effect.args["start"], json!([]), "a stopped neighbour is left alone");
    assert_eq!(step(&same, "a/health").effect.args["services"]["api"]["release"], 1);
    seen.more["torn"] = json!(["api"]);
    assert_eq!(step(&plan(&seen), "a/up").action, "recreate api");
    seen.more["torn"] = json!([]);
    seen.services.get_mut("api").unwrap().configuration = Some("other".to_owned());
    assert_eq!(step(&plan(&seen), "a/up").action, "recreate api");
    let digest = text("digest").unwrap();
    seen.more["images"] = json!([format!("mirror.example.com/api@{digest}")]);
    assert_eq!(ids(&plan(&seen).work), ["a/pull", "a/up", "a/health"], "no engine finds it under this name");
    seen.more["images"] = json!([format!("r.example.com/api@{digest}")]);
    assert_eq!(ids(&plan(&seen).work), ["a/up", "a/health"], "the image is there");
}

#[tokio::test]
async fn another_registry_takes_the_images_place() {
    let mut policy = policy(&["a"]);
    change(&mut policy).registry = Some("mirror.example.com:5000".to_owned());
    let target = target(&policy);
    let want = Want { deployment: deployment(&target, 1).await, restore: None };
    let steps = target.plan(&want, &empty(&["a"])).unwrap();
    let images = step(&steps, "a/pull").effect.args["images"].to_string();
    let expected = format!("mirror.example.com:5000/api@{}", Digest::of(&1u64.to_be_bytes()));
    assert!(images.contains(&expected), "{images}");
}

#[tokio::test]
async fn an_unseen_host_and_an_unknown_service_stop_the_plan() {
    let mut policy = policy(&["a", "b"]);
    let one = target(&policy);
    let want = Want { deployment: deployment(&one, 1).await, restore: None };
    let unseen = Problem::new(Code::HostUnreachable, "b cannot be reached");
    let world = World { places: vec![place("a", Ok(Seen::default())), place("b", Err(unseen.clone()))] };
    assert_eq!(one.plan(&want, &world).unwrap_err(), unseen);
    policy.services[0].compose_service = Some("apii".to_owned());
    let files = Files::of([("docker-compose.yml", TEXT)]);
    let problem = recipe(&target(&policy), &files, &policy).await.unwrap_err();
    assert_eq!(problem.message, "docker-compose.yml has no service `apii` for api");
    assert_eq!(problem.hint.as_deref(), Some("set `compose_service` of api to one of: api, db"));
}

#[tokio::test]
async fn services_come_from_the_releases_own_configuration_and_checks_mean_what_goes_out() {
    let mut newer = policy(&["a"]);
    let web = Service { image: Template::parse("r.example.com/web").unwrap(), ..Service::default() };
    newer.services.insert("web".to_owned(), web);
    let check = |service: &str| config::Verify {
        url: Template::literal("http://localhost/version"),
        contains: Some(Template::parse("${version}").unwrap()),
        service: Some(service.to_owned()),
        ..config::Verify::default()
    };
    change(&mut newer).verify = vec![check("web"), check("api")];
    let one = target(&newer);
    let older = deployment(&one, 1).await;
    assert_eq!(older.recipe["services"], serde_json::json!({"api": "api"}), "web came later");
    let want = Want { deployment: older, restore: None };
    let steps = one.plan(&want, &empty(&["a"])).unwrap();
    let checks: Vec<&str> = ids(&steps.work).into_iter().filter(|id| id.contains("http")).collect();
    assert_eq!(checks, ["a/http-2"], "nobody can ask web for its version where it is not deployed");
}

/// `api` and `web` of a release that has both.
async fn two(target: &ComposeTarget, number: u64) -> Deployment {
    let mut deployment = deployment(target, number).await;
    let mut web = deployment.release.services["api"].clone();
    web.repository = "r.example.com/web".to_owned();
    web.digest = Digest::of(&[7, u8::try_from(number).unwrap()]);
    deployment.release.services.insert("web".to_owned(), web);
    deployment.services = vec!["api".to_owned(), "web".to_owned()];
    let text = format!("services:\n  api: {{labels: [r{number}]}}\n  web: {{labels: [r{number}]}}\n");
    deployment.recipe["text"] = json!(text);
    deployment
}

/// `api` of release 2 beside `web` of release 1.
async fn mix(target: &ComposeTarget) -> Deployment {
    let (mut newer, mut older) = (two(target, 2).await, two(target, 1).await);
    newer.services = vec!["api".to_owned()];
    older.services = vec!["web".to_owned()];
    Deployment { whole: Some(true), others: vec![older], ..newer }
}

#[tokio::test]
async fn services_of_several_releases_come_back_each_by_its_own_text() {
    let mut policy = policy(&["a"]);
    let check = config::Verify {
        url: Template::literal("http://localhost/version"),
        contains: Some(Template::parse("${version}").unwrap()),
        service: Some("web".to_owned()),
        ..config::Verify::default()
    };
    change(&mut policy).verify = vec![check];
    let target = target(&policy);
    let mix = mix(&target).await;
    let restore = Some(Restore::Deployment(Box::new(mix.clone())));
    let want = Want { deployment: two(&target, 3).await, restore };
    let steps = target.plan(&want, &empty(&["a"])).unwrap();
    self::check(&want.deployment, &steps);
    let expected = [
        "a/pull",
        "a/up",
        "a/health",
        "a/http-1",
        "a/back-pull",
        "a/back",
        "a/back-2",
        "a/back-health",
        "a/back-http-1",
    ];
    assert_eq!(ids(&steps.work), expected);
    let args = |id: &str| step(&steps, id).effect.args.clone();
    let names = |value: &serde_json::Value| value.as_object().unwrap().keys().cloned().collect::<Vec<_>>();
    assert_eq!(
        (names(&args("a/back")["services"]), &args("a/back")["number"]),
        (vec!["web".into()], &json!(1))
    );
    assert!(args("a/back")["recipe"]["text"].as_str().unwrap().contains("r1"), "by the text of its release");
    assert_eq!(names(&args("a/back-2")["services"]), ["api"]);
    assert!(args("a/back-2")["recipe"]["text"].as_str().unwrap().contains("r2"));
    assert_eq!(args("a/back-2")["keep"], json!(["web"]), "what came back before stays");
    assert_eq!(step(&steps, "a/back").action, "put web of release 1 back");
    assert_eq!(needs(&steps, "a/back-health"), ["a/back-2"]);
    assert_eq!(names(&args("a/back-health")["services"]), ["api", "web"]);
    assert_eq!(args("a/back-http-1")["contains"], "0.1.1", "web is asked for the version that it had");
    let undone = steps.work.iter().filter(|step| step.id.0.contains("back"));
    assert!(undone.clone().all(|step| step.when == When::Undo("a/up".into())), "all or nothing is undone");

    let back = Want { deployment: mix, restore: None };
    let steps = target.plan(&back, &empty(&["a"])).unwrap();
    assert_eq!(ids(&steps.work), ["a/pull", "a/up", "a/up-2", "a/health", "a/http-1"]);
    assert_eq!(needs(&steps, "a/health"), ["a/up-2"]);
}

#[tokio::test]
async fn without_a_rollout_no_host_waits_for_another() {
    let mut policy = policy(&["a", "b", "c"]);
    let all_at_once = target(&policy);
    let want = Want { deployment: deployment(&all_at_once, 1).await, restore: Some(Restore::Nothing) };
    let hosts = ["a", "b", "c"];
    let alone = |steps: &Steps, host: &str| {
        let own = steps.work.iter().filter(|step| step.place.as_deref() == Some(host));
        let needs: Vec<String> = own.flat_map(|step| step.needs.iter().map(|need| need.0.clone())).collect();
        assert!(!needs.is_empty(), "{host} has steps");
        needs.iter().all(|need| need.starts_with(&format!("{host}/")))
    };
    let steps = all_at_once.plan(&want, &empty(&hosts)).unwrap();
    for host in hosts {
        assert!(alone(&steps, host), "{host} waits for another one: {:?}", steps.work);
        assert_eq!(needs(&steps, &format!("{host}/up")), [format!("{host}/pull")]);
    }
    change(&mut policy).rollout = Some(Rollout { batch: 2, wait: None });
    let steps = target(&policy).plan(&want, &empty(&hosts)).unwrap();
    assert!(alone(&steps, "a") && alone(&steps, "b"), "two of one batch: {:?}", steps.work);
    assert_eq!(needs(&steps, "c/up"), ["c/pull", "a/health", "b/health"], "the next batch waits for both");
}

#[tokio::test]
async fn a_changed_definition_of_a_neighbour_is_told_and_not_applied() {
    let target = target(&policy(&["a", "b"]));
    let (before, mut after) = (deployment(&target, 1).await, deployment(&target, 2).await);
    let mut world = empty(&["a", "b"]);
    world.places[1].seen.as_mut().unwrap().more = json!({ "neighbours": { "db": "running" } });
    let mut told = |text: &str, configuration: &[(&str, &str)]| {
        after.recipe["text"] = json!(text);
        let plain = |(name, value): &(&str, &str)| ((*name).to_owned(), Setting::Plain((*value).to_owned()));
        after.configuration = [("api".to_owned(), configuration.iter().map(plain).collect())].into();
        target.warnings(Some(&before), &after, &world)
    };
    let warning = "the changed definition of db in docker-compose.yml is not applied: Slipway does not manage it, \
                   and it stays as it runs on b";
    assert_eq!(told(TEXT, &[]), Vec::<String>::new());
    assert_eq!(told(TEXT, &[("MYSQL", "9")]), [warning], "it would expand to another image");
    assert_eq!(told(&TEXT.replace("8}", "9}"), &[]), [warning]);
    assert_eq!(told(&TEXT.replace("-8}'", "-8}', command: [x]"), &[]), [warning]);
    let managed = TEXT.replace("api: {image: x}", "api: {image: x, command: [y]}");
    assert_eq!(told(&managed, &[]), Vec::<String>::new(), "what is managed is recreated");
    let more = format!("{TEXT}  cache: {{image: redis}}\n");
    assert_eq!(told(&more, &[]), Vec::<String>::new(), "a new one is started");
    assert_eq!(target.warnings(None, &after, &world), Vec::<String>::new());
    let steps = target.plan(&Want { deployment: after, restore: None }, &world).unwrap();
    assert_eq!(step(&steps, "b/up").effect.args["services"].as_object().unwrap().len(), 1, "only api");
}

#[tokio::test]
async fn a_recipe_in_a_newer_format_is_not_put_up_as_an_old_one() {
    let target = target(&policy(&["a"]));
    let mut deployment = deployment(&target, 1).await;
    deployment.recipe["format"] = json!(2);
    let want = Want { deployment, restore: None };
    assert_eq!(target.plan(&want, &empty(&["a"])).unwrap_err().code, Code::SlipwayTooOld);
}
