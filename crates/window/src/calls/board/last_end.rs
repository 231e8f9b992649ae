//! The operation of an environment that ended last: of what it left nothing is known before it is seen.

use jiff::Timestamp;
use slipway_domain::problem::Problem;
use slipway_engine::project::Project;
use slipway_engine::status::ServiceStatus;

use crate::session::Session;

/// When it ended, and what it may have changed.
pub(crate) struct LastEnd {
    pub at: Timestamp,
    /// The services that it was about.
    pub services: Vec<String>,
}

/// The one of an environment, whatever came of it.
pub(crate) async fn last_end(
    session: &Session,
    project: &Project,
    environment: &str,
) -> Result<Option<LastEnd>, Problem> {
    let Some(row) = project.ledger.last_closed(project.name(), environment).await? else { return Ok(None) };
    let Some(at) = row.ended_at else { return Ok(None) };
    let about = session.made(project, row.operation.id).await?;
    let services = about.map(|about| about.versions.into_keys().collect()).unwrap_or_default();
    Ok(Some(LastEnd { at, services }))
}

/// When an operation last left a service as it is: what was seen before that says nothing of it.
pub(crate) fn left_at(service: &ServiceStatus, ended: Option<&LastEnd>) -> Option<Timestamp> {
    match ended {
        Some(ended) if ended.services.contains(&service.name) => Some(ended.at),
        _ => service.deployed_at,
    }
}
