#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use serde_json::json;
use slipway_domain::config::{self, Config, Environment, Service};
use slipway_domain::deployment::{Deployment, Setting};
use slipway_domain::digest::Digest;
use slipway_domain::plan::When;
use slipway_domain::problem::{Code, Problem};
use slipway_domain::release::Commit;
use slipway_domain::template::Template;
use slipway_domain::world::{Health, Place, Running};
use slipway_engine::ports::Restore;

use super::*;

fn settings() -> Settings {
    let service = |name: &str| {
        let image = Template::parse(&format!("registry.example.com/{name}")).unwrap();
        (name.to_owned(), Service { image, ..Service::default() })
    };
    let api = config::ContainerOptions {
        ports: vec!["8080:80".parse().unwrap()],
        ..config::ContainerOptions::default()
    };
    let target = config::DockerTarget {
        host: Some("deploy@10.0.0.5".parse().unwrap()),
        services: [("api".to_owned(), api)].into_iter().collect(),
        ..config::DockerTarget::default()
    };
    let mine = Environment { target: config::Target::Docker(target), ..Environment::default() };
    let config = Config {
        project: "recipes".to_owned(),
        services: [service("api"), service("web")].into_iter().collect(),
        environments: [("mine".to_owned(), mine)].into_iter().collect(),
        ..Config::default()
    };
    Settings::of(&config, "mine")
}

fn deployment(number: u64, services: &[&str]) -> Deployment {
    let service = |name: &&str| {
        let (version, repository) = (format!("0.1.{number}"), format!("registry.example.com/{name}"));
        let digest = Digest::of(format!("{name}-{number}").as_bytes());
        ((*name).to_owned(), slipway_fixtures::service_release(&repository, &version, digest))
    };
    let variables = [("GREETING".to_owned(), Setting::Plain("unseen-value".to_owned()))];
    let configuration = services.iter().map(|name| ((*name).to_owned(), variables.clone().into()));
    let commit = Commit::bare("c0ffee", "tree", 0);
    let release = slipway_fixtures::release(number, commit, services.iter().map(service));
    Deployment {
        services: services.iter().map(|name| (*name).to_owned()).collect(),
        configuration: configuration.collect(),
        recipe: json!(settings().recipe()),
        ..slipway_fixtures::deployment("mine", release)
    }
}

/// What there is after a deployment.
fn after(deployment: &Deployment) -> World {
    let wanted = desired(&settings(), deployment).unwrap();
    let running = |wanted: &Wanted| Running {
        digest: Some(wanted.identity.digest.clone()),
        release: Some(wanted.identity.release),
        version: Some(wanted.identity.version.clone()),
        commit: Some(wanted.identity.commit.clone()),
        configuration: Some(wanted.identity.configuration.clone()),
        health: Health::Healthy,
        instance: None,
    };
    let definitions: BTreeMap<_, _> =
        wanted.iter().map(|(name, wanted)| (name, &wanted.identity.definition)).collect();
    let images: Vec<_> = wanted.values().map(|wanted| wanted.identity.reference()).collect();
    let seen = Seen {
        services: wanted.iter().map(|(name, wanted)| (name.clone(), running(wanted))).collect(),
        more: json!({ "definitions": definitions, "images": images }),
        ..Seen::default()
    };
    world(seen)
}

fn world(seen: Seen) -> World {
    let name = settings().spot().place;
    World { places: vec![Place { name, kind: "host".to_owned(), seen: Ok(seen) }] }
}

fn plan(deployment: &Deployment, restore: Option<Restore>, world: &World) -> Vec<Step> {
    deploy(&settings(), &Want { deployment: deployment.clone(), restore }, world).unwrap().work
}

fn step<'s>(steps: &'s [Step], verb: &str) -> &'s Step {
    let id = step_id(&settings().spot(), verb);
    steps.iter().find(|step| step.id == id).unwrap_or_else(|| panic!("no step {id}"))
}

fn verbs(steps: &[Step]) -> Vec<&str> {
    steps.iter().filter_map(|step| step.id.0.rsplit('/').next()).collect()
}

fn args(step: &Step) -> RunArgs {
    step.effect.read().unwrap()
}

#[test]
fn a_first_release_is_pulled_run_and_looked_at() {
    let first = deployment(1, &["api", "web"]);
    let steps = plan(&first, Some(Restore::Nothing), &world(Seen::default()));
    assert_eq!(verbs(&steps), ["pull", "run", "health", "back"]);
    let run = step(&steps, "run");
    assert_eq!(run.action, "run api, web");
    assert_eq!(run.needs, [step_id(&settings().spot(), "pull")]);
    assert_eq!(run.expect.0["digests"]["api"], json!(Digest::of(b"api-1")));
    let command = run.command.as_deref().unwrap();
    assert!(command.contains("--name recipes-mine-api --restart unless-stopped -p 8080:80"), "{command}");
    assert!(!command.contains("unseen-value"), "{command}");
    let back = step(&steps, "back");
    assert_eq!(back.when, When::Undo(run.id.clone()));
    assert_eq!(
        (back.effect.verb.as_str(), &back.effect.args["services"]),
        ("remove", &json!(["api", "web"]))
    );
}

#[test]
fn what_runs_already_stays() {
    let first = deployment(1, &["api", "web"]);
    let mut again = first.clone();
    again.release.number = 2;
    let steps = plan(&again, None, &after(&first));
    assert_eq!(verbs(&steps), ["run", "health"]);
    assert!(args(step(&steps, "run")).is_empty());
    assert_eq!(step(&steps, "run").action, "all services stay");
    // Its containers still call themselves those of the first release.
    assert_eq!(step(&steps, "health").effect.args["services"]["api"]["release"], 1);
}

#[test]
fn the_same_image_under_a_new_version_is_run_anew_since_it_is_told_its_version() {
    let first = deployment(1, &["api", "web"]);
    let mut again = first.clone();
    again.release.number = 2;
    again.release.services.get_mut("api").unwrap().version = "0.1.2".to_owned();
    let steps = plan(&again, None, &after(&first));
    assert_eq!(verbs(&steps), ["run", "health"], "the image is there");
    let run = args(step(&steps, "run"));
    assert_eq!(run.services.keys().collect::<Vec<_>>(), ["api"]);
    assert_eq!(run.services["api"].identity.version, "0.1.2");
}

#[test]
fn a_container_that_ended_is_run_anew_and_looked_for_as_such() {
    let first = deployment(1, &["api", "web"]);
    let mut again = first.clone();
    again.release.number = 2;
    let mut world = after(&first);
    let seen = world.places[0].seen.as_mut().unwrap();
    seen.services.get_mut("api").unwrap().health = Health::Stopped;
    let steps = plan(&again, None, &world);
    assert_eq!(args(step(&steps, "run")).services["api"].identity.release, 2);
    assert_eq!(step(&steps, "health").effect.args["services"]["api"]["release"], 2);
    assert_eq!(step(&steps, "health").effect.args["services"]["web"]["release"], 1);
}

#[test]
fn other_options_alone_make_another_container() {
    let first = deployment(1, &["api", "web"]);
    let mut other = first.clone();
    other.recipe["services"]["web"]["restart"] = json!("no");
    let steps = plan(&other, None, &after(&first));
    assert_eq!(args(step(&steps, "run")).services.keys().collect::<Vec<_>>(), ["web"]);
    assert!(!verbs(&steps).contains(&"pull"));
}

#[test]
fn what_the_release_lost_goes_and_comes_back() {
    let first = deployment(1, &["api", "web"]);
    let second = deployment(2, &["api"]);
    let steps = plan(&second, Some(Restore::Deployment(Box::new(first.clone()))), &after(&first));
    assert_eq!(verbs(&steps), ["pull", "run", "health", "back", "back-health"]);
    let run = args(step(&steps, "run"));
    assert_eq!((run.services.len(), run.remove), (1, vec!["web".to_owned()]));
    let back = args(step(&steps, "back"));
    assert_eq!(back.services["api"].identity.digest, Digest::of(b"api-1"));
    assert_eq!((back.services.len(), back.remove.len()), (2, 0));
}

#[test]
fn only_what_was_asked_for_is_touched() {
    let first = deployment(1, &["api", "web"]);
    let mut second = deployment(2, &["api", "web"]);
    second.services = vec!["web".to_owned()];
    let steps = plan(&second, Some(Restore::Deployment(Box::new(first.clone()))), &after(&first));
    for verb in ["run", "back"] {
        let args = args(step(&steps, verb));
        assert_eq!(args.services.keys().collect::<Vec<_>>(), ["web"], "{verb}");
        assert!(args.remove.is_empty(), "{verb}");
    }
}

#[test]
fn services_of_several_releases_come_back_in_one_go() {
    let mut older = deployment(1, &["api", "web"]);
    older.services = vec!["web".to_owned()];
    let mut mix = deployment(2, &["api", "web", "new"]);
    mix.services = vec!["api".to_owned()];
    (mix.others, mix.whole) = (vec![older], Some(true));
    let third = deployment(3, &["api", "web", "new"]);
    let steps = plan(&third, Some(Restore::Deployment(Box::new(mix.clone()))), &after(&mix));
    let back = args(step(&steps, "back"));
    let numbers = back.services.iter().map(|(name, wanted)| (name.as_str(), wanted.identity.release));
    assert_eq!(numbers.collect::<Vec<_>>(), [("api", 2), ("web", 1)]);
    assert_eq!(back.remove, ["new"], "it did not run before, though release 2 has it");
    assert_eq!(step(&steps, "back").action, "put api of release 2, web of release 1 back");
    let run = args(step(&plan(&mix, None, &after(&third)), "run"));
    assert_eq!((run.services.len(), run.remove), (2, vec!["new".to_owned()]));
}

#[test]
fn a_foreign_name_is_refused_only_for_what_was_asked_for() {
    let problem = Problem::new(Code::MarkContradicts, "somebody else has it");
    let world = world(Seen { more: json!({ FOREIGN: { "web": problem } }), ..Seen::default() });
    let mut want = Want { deployment: deployment(1, &["api", "web"]), restore: None };
    assert_eq!(deploy(&settings(), &want, &world).unwrap_err().code, Code::MarkContradicts);
    want.deployment.services = vec!["api".to_owned()];
    assert!(deploy(&settings(), &want, &world).is_ok());
}

#[test]
fn a_recipe_in_a_newer_format_is_not_run_as_an_old_one() {
    let mut want = Want { deployment: deployment(1, &["api"]), restore: None };
    want.deployment.recipe["format"] = json!(2);
    let told = deploy(&settings(), &want, &world(Seen::default())).unwrap_err();
    assert_eq!(told.code, Code::SlipwayTooOld);
}

#[test]
fn a_place_that_cannot_be_seen_cannot_be_planned_for() {
    let mut world = world(Seen::default());
    world.places[0].seen = Err(Problem::new(Code::HostUnreachable, "no answer"));
    let want = Want { deployment: deployment(1, &["api"]), restore: None };
    assert_eq!(deploy(&settings(), &want, &world).unwrap_err().code, Code::HostUnreachable);
}
