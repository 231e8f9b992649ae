//! Labels on containers: which are whose.

use slipway_domain::digest::Digest;
use slipway_domain::label;
use slipway_engine::ports::FoundContainer;

/// Filters for the containers of an environment, or of one of its services.
pub fn selection(project: &str, environment: &str, service: Option<&str>) -> Vec<String> {
    let mut labels =
        vec![format!("{}={project}", label::PROJECT), format!("{}={environment}", label::ENVIRONMENT)];
    labels.extend(service.map(|service| format!("{}={service}", label::SERVICE)));
    labels
}

/// The service that a container belongs to, if it is of that project and environment.
pub fn service_of<'c>(container: &'c FoundContainer, project: &str, environment: &str) -> Option<&'c str> {
    let label = |name: &str| container.labels.get(name).map(String::as_str);
    let ours = label(label::PROJECT) == Some(project) && label(label::ENVIRONMENT) == Some(environment);
    if ours { label(label::SERVICE) } else { None }
}

/// The repository digest that a container runs: the one it was asked for by, else what its image is known by.
pub fn digest_of(container: &FoundContainer, repository: &str) -> Option<Digest> {
    let asked = container.image.split_once('@').and_then(|(_, digest)| digest.parse().ok());
    asked.or_else(|| container.digest(repository))
}
