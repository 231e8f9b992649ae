//! Running the services that change, one after the other.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::json;
use slipway_domain::deployment::Setting;
use slipway_domain::entry::Report;
use slipway_domain::how_far::HowFar;
use slipway_domain::label;
use slipway_domain::problem::{Code, Problem};
use slipway_domain::progress::Observed;
use slipway_engine::ports::{ContainerEngine, ContainerSpec, ContainerState, Cx, FoundContainer};
use slipway_hosts::{Opened, Spot, digest_of, quote, selection, service_of};

use crate::names::foreign_names;
use crate::removal;
use crate::spec::spec;
use crate::swap::Swap;
use crate::wanted::Wanted;

/// The arguments of `run`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RunArgs {
    /// Where.
    pub spot: Spot,
    /// The services that are to run like this.
    pub services: BTreeMap<String, Wanted>,
    /// The services whose containers go.
    pub remove: Vec<String>,
}

impl RunArgs {
    /// Whether there is nothing to do.
    pub fn is_empty(&self) -> bool {
        self.services.is_empty() && self.remove.is_empty()
    }

    /// The names of the secrets that its containers get.
    pub fn secrets(&self) -> Vec<String> {
        let all = self.services.values().flat_map(|wanted| wanted.variables.values());
        all.filter_map(Setting::secret).map(str::to_owned).collect()
    }

    /// The containers' names with those under which the ones before are kept, each with its service.
    pub fn names(&self) -> Vec<(String, String)> {
        let both = |(service, wanted): (&String, &Wanted)| {
            [wanted.options.name.clone(), wanted.options.name_before()].map(|name| (service.clone(), name))
        };
        self.services.iter().flat_map(both).collect()
    }

    /// What the place does by script before the engine is spoken to: networks that are missing, and the
    /// project directory in full as the last line.
    pub fn preparation(&self) -> String {
        let Spot { project, environment, .. } = &self.spot;
        let labels = [(label::PROJECT, project), (label::ENVIRONMENT, environment)]
            .map(|(name, value)| format!("--label {}", quote(&format!("{name}={value}"))))
            .join(" ");
        let mut networks: Vec<&str> =
            self.services.values().filter_map(|wanted| wanted.options.own_network()).collect();
        networks.sort_unstable();
        networks.dedup();
        let create = |name: &str| {
            let name = quote(name);
            format!(
                "docker network inspect {name} >/dev/null 2>&1 || docker network create {labels} {name} >/dev/null || exit $?\n"
            )
        };
        let mut text: String = networks.into_iter().map(create).collect();
        text.push_str("printf '%s\\n' \"$D\"");
        text
    }

    /// What an engine is told of each service's container.
    pub fn specs(
        &self,
        directory: &str,
        secrets: &Opened,
    ) -> Result<BTreeMap<String, ContainerSpec>, Problem> {
        let one = |(service, wanted): (&String, &Wanted)| {
            Ok((service.clone(), spec(&self.spot, service, wanted, directory, secrets)?))
        };
        self.services.iter().map(one).collect()
    }
}

/// That a name is somebody else's, before anything is changed.
pub async fn check_names(args: &RunArgs, engine: &dyn ContainerEngine) -> Result<(), Problem> {
    let foreign = foreign_names(engine, &args.spot, &args.names()).await?;
    foreign.into_values().next().map_or(Ok(()), Err)
}

/// Removes what goes and runs what changes. The engine is a fenced one.
pub async fn run(
    args: &RunArgs,
    mut specs: BTreeMap<String, ContainerSpec>,
    engine: &dyn ContainerEngine,
    cx: &Cx,
) -> Result<(), Problem> {
    removal::remove(&args.spot, &args.remove, engine, cx).await?;
    let mut done: Vec<&str> = Vec::new();
    for (service, wanted) in &args.services {
        let Some(spec) = specs.remove(service) else { continue };
        cx.tell(HowFar::Container { name: spec.name.clone() });
        let swap = Swap { engine, spot: &args.spot, service, wanted, spec, cx };
        swap.bring_about().await.map_err(|problem| with_done(problem, &done))?;
        done.push(service);
    }
    Ok(())
}

/// Services that were changed before another one failed are told too.
fn with_done(problem: Problem, done: &[&str]) -> Problem {
    if done.is_empty() {
        return problem;
    }
    Problem { message: format!("{}; changed before that: {}", problem.message, done.join(", ")), ..problem }
}

/// Whether everything that is wanted is there. Health is another step's business: a container that was
/// started and has ended is there as far as this goes, unless the engine refused to do all that was asked of it.
pub async fn seen(
    args: &RunArgs,
    engine: &dyn ContainerEngine,
    report: Option<&Report>,
) -> Result<Observed, Problem> {
    let told = report.and_then(|report| report.problem.as_ref());
    let refused = told.is_some_and(|problem| !problem.code.is_lost_connection());
    let Spot { place, project, environment, .. } = &args.spot;
    let found = engine.containers(&selection(project, environment, None)).await?;
    let mut digests = serde_json::Map::new();
    let mut faults = Vec::new();
    for (service, wanted) in &args.services {
        let own = |c: &&FoundContainer| service_of(c, project, environment) == Some(service);
        let containers: Vec<&FoundContainer> = found.iter().filter(own).collect();
        let current = containers.iter().find(|c| c.name == wanted.options.name);
        let digest = current.and_then(|c| digest_of(c, &wanted.identity.repository));
        digests.insert(service.clone(), json!(digest));
        faults.extend(fault(service, wanted, current, &containers));
        let ended = current.filter(|current| refused && current.state.has_ended());
        faults.extend(ended.map(|current| format!("{} does not run", current.name)));
    }
    faults.extend(removal::left(&args.spot, &args.remove, engine).await?);
    if faults.is_empty() {
        return Ok(Observed::Done(json!({ "digests": digests })));
    }
    if found.is_empty() {
        return Ok(Observed::Absent);
    }
    let problem = Problem::new(Code::VerifyFailed, format!("on {place} {}", faults.join("; ")));
    Ok(Observed::Different { fact: json!({ "digests": digests }), problem, evidence: Vec::new() })
}

fn fault(
    service: &str,
    wanted: &Wanted,
    current: Option<&&FoundContainer>,
    containers: &[&FoundContainer],
) -> Option<String> {
    let Some(current) = current else {
        return Some(format!("{service} has no container {}", wanted.options.name));
    };
    if !wanted.identity.is(current) {
        return Some(format!("{} is not the container of {service} that is wanted", current.name));
    }
    if current.state == ContainerState::Created {
        return Some(format!("{} was created and not started", current.name));
    }
    let other = containers.iter().find(|other| other.id != current.id)?;
    Some(format!("{} is still there beside {}", other.name, current.name))
}
