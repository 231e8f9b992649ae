//! The steps that verify.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use slipway_domain::config::Verify;
use slipway_domain::deployment::Deployment;
use slipway_domain::duration::Duration;
use slipway_domain::ids::StepId;
use slipway_domain::plan::{Effect, Step};
use slipway_domain::problem::{Code, Problem};
use slipway_domain::template::{Template, Variables};

use super::EXECUTOR;
use crate::identity::Identity;
use crate::policy::healthy_within;
use crate::spot::Spot;
use crate::steps::place_step;

/// How long a step may take beyond what its check is given, in seconds.
const SLACK: u64 = 60;

/// A step that sees to it that the services' containers run, healthy and unchanging, as wanted.
pub fn health_step(
    spot: &Spot,
    verb: &str,
    services: &BTreeMap<String, Identity>,
    within: Duration,
    needs: Vec<StepId>,
) -> Step {
    let args = json!({ "spot": spot, "services": services, "within": within.secs_up() });
    let mut step =
        place_step(spot, verb, "watch the containers become healthy", effect("health", args), needs);
    step.limit = Some(within.secs_up() + SLACK);
    step
}

/// A step per HTTP check of what a deployment brings, `PLACE/http-N` from 1. Checks that mean a service which it
/// leaves alone are left out.
pub fn http_steps(
    spot: &Spot,
    checks: &[Verify],
    deployment: &Deployment,
    needs: &[StepId],
) -> Result<Vec<Step>, Problem> {
    let filled = |check: &Verify| {
        let variables = release_variables(deployment, check.service.as_deref());
        Filled::of(check, &variables).map_err(|(template, why)| {
            let text = format!("`verify` cannot be filled in: {why} in `{template}`");
            Problem::new(Code::ConfigurationInvalid, text)
                .hint("with several services, say with `service:` which one `${version}` means")
        })
    };
    let step = |(number, check): (usize, &Verify)| {
        Ok(filled(check)?.step(spot, check, &format!("http-{number}"), None, needs))
    };
    meant(checks, &deployment.all_services()).into_iter().map(step).collect()
}

/// The steps that see to it that what a deployment brings is well: `PLACE/health`, where these services are to run
/// then, and its checks. Beside them those after which it is; `needs` where there are none.
pub fn verify_steps(
    spot: &Spot,
    deployment: &Deployment,
    services: &BTreeMap<String, Identity>,
    checks: &[Verify],
    needs: Vec<StepId>,
) -> Result<(Vec<Step>, Vec<StepId>), Problem> {
    let (mut steps, mut verified) = (Vec::new(), needs);
    if !services.is_empty() {
        let health = health_step(spot, "health", services, healthy_within(checks), verified);
        verified = vec![health.id.clone()];
        steps.push(health);
    }
    let http = http_steps(spot, checks, deployment, &verified)?;
    if !http.is_empty() {
        verified = http.iter().map(|step| step.id.clone()).collect();
    }
    steps.extend(http);
    Ok((steps, verified))
}

/// The steps that see to it that what was put back of a deployment is well: `PLACE/back-health`, then its checks.
/// None where nothing was put back.
pub fn back_steps(
    spot: &Spot,
    before: &Deployment,
    services: &BTreeMap<String, Identity>,
    checks: &[Verify],
    needs: Vec<StepId>,
) -> Vec<Step> {
    if services.is_empty() {
        return Vec::new();
    }
    let mut health = health_step(spot, "back-health", services, healthy_within(checks), needs);
    let names: Vec<String> = services.keys().cloned().collect();
    let (steps, left_out) = back_http_steps(spot, checks, before, &names, &[health.id.clone()]);
    health.action.push_str(&left_out);
    [vec![health], steps].concat()
}

/// A step per HTTP check of what is put back of a deployment, `PLACE/back-http-N`: these services of it. A check
/// that cannot be filled in for it, such as one for a git tag that its commit did not have, is left out; words
/// about that for the action of the step before come beside the steps.
pub fn back_http_steps(
    spot: &Spot,
    checks: &[Verify],
    before: &Deployment,
    services: &[String],
    needs: &[StepId],
) -> (Vec<Step>, String) {
    let version = |name: &String| Some(format!("{name} {}", before.service(name)?.version));
    let back = services.iter().filter_map(version).collect::<Vec<_>>().join(", ");
    let (mut steps, mut left_out) = (Vec::new(), String::new());
    let checks = if back.is_empty() { Vec::new() } else { meant(checks, services) };
    for (number, check) in checks {
        match Filled::of(check, &release_variables(before, check.service.as_deref())) {
            Ok(filled) => {
                steps.push(filled.step(spot, check, &format!("back-http-{number}"), Some(&back), needs))
            }
            Err((template, why)) => {
                left_out.push_str(&format!(" (without its check {number}: {why} in `{template}`)"));
            }
        }
    }
    (steps, left_out)
}

/// The checks that do not mean another service than these, with their numbers from 1.
fn meant<'c>(checks: &'c [Verify], services: &[String]) -> Vec<(usize, &'c Verify)> {
    let meant = |check: &Verify| check.service.as_ref().is_none_or(|service| services.contains(service));
    (1..).zip(checks).filter(|(_, check)| meant(check)).collect()
}

/// What templates stand for in a deployment: for a service of it, or for the only one.
pub fn release_variables(deployment: &Deployment, service: Option<&str>) -> Variables {
    let part = service.and_then(|name| deployment.part(name)).unwrap_or(deployment);
    let all = deployment.as_release().services;
    let only = || if all.len() == 1 { all.values().next() } else { None };
    let named = service.map_or_else(only, |name| part.release.services.get(name));
    let version = named.map(|service| service.version.as_str());
    Variables::of(&part.release.commit, part.release.number, version)
}

/// A check for one release.
struct Filled {
    url: String,
    contains: Option<String>,
}

impl Filled {
    /// Fills a check in, or says which of its templates cannot be, and why.
    fn of(check: &Verify, variables: &Variables) -> Result<Self, (String, String)> {
        let fill = |template: &Template| {
            template.expand(variables).map_err(|error| (template.as_str().to_owned(), error.to_string()))
        };
        Ok(Self { url: fill(&check.url)?, contains: check.contains.as_ref().map(fill).transpose()? })
    }

    fn step(self, spot: &Spot, check: &Verify, verb: &str, back: Option<&str>, needs: &[StepId]) -> Step {
        let Self { url, contains } = self;
        let action = match &contains {
            Some(text) => format!("see that {url} answers {text}"),
            None => format!("see that {url} answers"),
        };
        let mut args = json!({
            "spot": spot, "url": url, "contains": contains, "from": check.from,
            "within": check.within.secs_up(),
        });
        if let Some(ca) = &check.ca {
            args["ca"] = json!(ca);
        }
        if let Some(back) = back {
            args["back"] = json!(back);
        }
        let mut step = place_step(spot, verb, &action, effect("http", args), needs.to_vec());
        step.limit = Some(check.within.secs_up() + SLACK);
        step
    }
}

fn effect(verb: &str, args: Value) -> Effect {
    Effect::new(EXECUTOR, verb, args)
}
