//! Names of containers that others have.

use std::collections::BTreeMap;

use slipway_domain::label;
use slipway_domain::problem::{Code, Problem};
use slipway_engine::ports::{ContainerEngine, FoundContainer};
use slipway_hosts::{Spot, service_of};

/// Why a container may not be replaced by the one of a service of ours; `None` when it may.
pub fn foreign(spot: &Spot, service: &str, found: &FoundContainer) -> Option<Problem> {
    let Spot { place, project, environment, .. } = spot;
    if service_of(found, project, environment) == Some(service) {
        return None;
    }
    let label = |name: &str| found.labels.get(name).map_or("?", String::as_str);
    let whose = match found.labels.contains_key(label::PROJECT) {
        true => format!(
            "belongs to project {}, environment {}, service {}",
            label(label::PROJECT),
            label(label::ENVIRONMENT),
            label(label::SERVICE)
        ),
        false => format!("was not started by Slipway (its image is {})", found.image),
    };
    let name = &found.name;
    let text = format!("{place} has a container {name} already, and that one {whose}");
    let hint = format!(
        "on {place}, rename it with `docker rename {name} OTHER` or remove it with `docker rm -f {name}`; or give {service} another `name` in slipway.yml"
    );
    Some(Problem::new(Code::MarkContradicts, text).hint(hint))
}

/// Those of these names that a container of somebody else has: per service the first one.
pub async fn foreign_names(
    engine: &dyn ContainerEngine,
    spot: &Spot,
    names: &[(String, String)],
) -> Result<BTreeMap<String, Problem>, Problem> {
    let mut all = BTreeMap::new();
    for (service, name) in names {
        // An engine also takes the beginning of an id for a name.
        let found = engine.container(name).await?.filter(|found| &found.name == name);
        if let Some(problem) = found.as_ref().and_then(|found| foreign(spot, service, found)) {
            all.entry(service.clone()).or_insert(problem);
        }
    }
    Ok(all)
}
