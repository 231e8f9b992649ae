//! Why a service is in its state: in a sentence, and in parts for a window that words it itself.

use slipway_api::window::board::Cause;
use slipway_domain::problem::Code;
use slipway_domain::world::Health;
use slipway_engine::ports::OperationRow;
use slipway_engine::status::ServiceStatus;

use super::cell::{About, versions};
use super::removed::removed_in;

/// Why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Why {
    /// The sentence.
    pub said: String,
    /// Its parts, where they are known.
    pub cause: Option<Cause>,
}

impl From<String> for Why {
    fn from(said: String) -> Self {
        Self { said, cause: None }
    }
}

/// Why an operation did not succeed, or waits, or was left open; with the code of that, where it is known.
pub(super) fn of_operation(row: &OperationRow, code: Option<Code>) -> Option<Why> {
    let said = row.problem.clone()?;
    Some(Why { said, cause: code.map(|code| Cause::Problem { code }) })
}

/// In which release it was taken away, of those that led to what runs here.
pub(super) fn removed(name: &str, about: &About<'_>) -> Option<Why> {
    let deployed = about.status.services.iter().filter_map(|service| service.deployed.as_ref());
    let running = deployed.map(|(number, _)| *number).max()?;
    let release = removed_in(name, running, about.releases)?;
    Some(Why { said: format!("removed in {release}"), cause: Some(Cause::Removed { release }) })
}

/// Which version was deployed, where another one runs: all that a cell has room for.
pub(super) fn ledger_says(service: &ServiceStatus, about: &About<'_>) -> Option<Why> {
    let (_, version) = service.deployed.as_ref()?;
    let running = versions(Some(service), about);
    let is_other = !running.is_empty() && !running.contains(version);
    is_other.then(|| Why {
        said: format!("the ledger says {version}"),
        cause: Some(Cause::Deployed { version: version.clone() }),
    })
}

/// What is the matter at the first place that is as bad as the service is.
pub(super) fn first_cause(service: &ServiceStatus) -> Option<Why> {
    let place = service.places.iter().find(|place| place.health == service.health)?;
    let name = &place.name;
    let said = match place.health {
        Health::Unhealthy => format!("{name} restarts it, or its check fails"),
        Health::Stopped => format!("{name} does not run it"),
        Health::Unknown => format!("{name} tells nothing of it"),
        Health::Starting | Health::Healthy => return None,
    };
    Some(Why { said, cause: Some(Cause::Place { place: name.clone(), health: place.health }) })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use jiff::Timestamp;
    use slipway_domain::operation::Verdict;
    use slipway_engine::status::PlaceStatus;

    use super::*;

    #[test]
    fn what_is_not_well_says_where() {
        let place = |name: &str, health| PlaceStatus {
            name: name.to_owned(),
            kind: "host".into(),
            digest: None,
            health,
        };
        let on = |health| {
            first_cause(&ServiceStatus {
                name: "api".into(),
                version: None,
                digest: None,
                release: None,
                commit: None,
                deployed: None,
                deployed_at: None,
                health,
                places: vec![place("host-1", Health::Healthy), place("host-2", health)],
                drift: Vec::new(),
                rollback_to: Vec::new(),
            })
        };
        let stopped = on(Health::Stopped).unwrap();
        assert_eq!(stopped.said, "host-2 does not run it");
        assert_eq!(stopped.cause, Some(Cause::Place { place: "host-2".into(), health: Health::Stopped }));
        assert_eq!(on(Health::Unknown).unwrap().said, "host-2 tells nothing of it");
        assert_eq!(on(Health::Healthy), None);
    }

    #[test]
    fn what_failed_says_by_which_code() {
        let row = |problem: Option<&str>| OperationRow {
            operation: slipway_fixtures::operation(),
            started_at: Timestamp::UNIX_EPOCH,
            ended_at: Some(Timestamp::UNIX_EPOCH),
            verdict: Some(Verdict::Failed),
            release: Some(9),
            problem: problem.map(str::to_owned),
        };
        let why = of_operation(&row(Some("api is not healthy")), Some(Code::VerifyFailed)).unwrap();
        assert_eq!(why.cause, Some(Cause::Problem { code: Code::VerifyFailed }));
        assert_eq!(of_operation(&row(Some("api is not healthy")), None).unwrap().cause, None);
        assert_eq!(of_operation(&row(None), None), None);
    }
}
