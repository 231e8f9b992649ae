//! The board: every project's environments as they were last seen, with what the ledger says now.

mod band;
mod cell;
mod last_end;
mod needs;
mod removed;
mod why;

use std::sync::Arc;

use slipway_api::error::ErrorDocument;
use slipway_api::window::board::{Band, BoardDocument, BoardProject, CellState, LastDone};
use slipway_api::window::call::Nothing;
use slipway_api::window::topic::Topic;
use slipway_domain::problem::Problem;
use slipway_engine::ports::Filter;
use slipway_engine::project::Project;

pub(crate) use self::band::band;
pub(crate) use self::last_end::{last_end, left_at};
use crate::answer::{Answered, read};
use crate::session::Session;

/// The board.
pub(crate) async fn board(session: &Session, _: Nothing) -> Answered<BoardDocument> {
    let (mut projects, mut topics, mut last) = (Vec::new(), vec![Topic::Projects], None);
    for (repository, project) in session.all_projects().await {
        let name = repository.project;
        topics.push(Topic::Repository { project: name.clone() });
        topics.push(Topic::Ledger { project: name.clone() });
        match project {
            Ok(project) => {
                let environments = project.policy.environments.keys();
                topics.extend(environments.map(|environment| Topic::Sight {
                    project: name.clone(),
                    environment: environment.clone(),
                }));
                let project_now = of_project(session, &project).await?;
                topics.extend(project_now.bands.iter().filter_map(under_way));
                projects.push(project_now);
                last = later(last, last_done(&project).await?);
            }
            Err(problem) => projects.push(unreadable(name, &problem)),
        }
    }
    let columns = columns(projects.iter().map(|project| project.bands.as_slice()));
    let needs = needs::of(&projects);
    read(BoardDocument { columns, projects, needs, last }, topics)
}

/// What the steps of an open operation do shows in its band.
pub(crate) fn under_way(band: &Band) -> Option<Topic> {
    let moving = band.moving.as_ref()?;
    Some(Topic::Operation { operation: moving.operation.clone() })
}

async fn of_project(session: &Session, project: &Arc<Project>) -> Result<BoardProject, Problem> {
    let mut bands = Vec::new();
    for environment in project.policy.environments.keys() {
        bands.push(band(session, project, environment).await?);
    }
    let mut services: Vec<String> = project.policy.services.keys().cloned().collect();
    for name in bands.iter().flat_map(|band| band.cells.keys()) {
        if !services.contains(name) {
            services.push(name.clone());
        }
    }
    let states = bands.iter().flat_map(|band| band.cells.values()).map(|cell| cell.state);
    let state = states.min().unwrap_or(CellState::NotDeployed);
    Ok(BoardProject { name: project.name().to_owned(), services, state, bands, problem: None })
}

fn unreadable(name: String, problem: &Problem) -> BoardProject {
    BoardProject {
        name,
        services: Vec::new(),
        state: CellState::Unknown,
        bands: Vec::new(),
        problem: Some(ErrorDocument::from(problem).error),
    }
}

/// Each environment's name once, so that every project's own order holds where the projects' orders allow it.
fn columns<'b>(projects: impl Iterator<Item = &'b [Band]>) -> Vec<String> {
    let mut columns: Vec<String> = Vec::new();
    for bands in projects {
        let mut after = 0;
        for band in bands {
            match columns.iter().position(|name| *name == band.environment) {
                Some(at) => after = at + 1,
                None => {
                    columns.insert(after, band.environment.clone());
                    after += 1;
                }
            }
        }
    }
    columns
}

async fn last_done(project: &Project) -> Result<Option<LastDone>, Problem> {
    let rows = project.ledger.operations(project.name(), Filter::newest(10)).await?;
    let closed = rows.into_iter().filter_map(|row| Some((row.ended_at?, row.verdict?, row)));
    let Some((at, verdict, row)) = closed.max_by_key(|(at, ..)| *at) else { return Ok(None) };
    let release = match row.release {
        Some(number) => project.ledger.release(project.name(), number).await?,
        None => None,
    };
    let services = release.into_iter().flat_map(|release| release.services);
    Ok(Some(LastDone {
        project: project.name().to_owned(),
        operation: row.operation.id.to_string(),
        kind: row.operation.kind,
        environment: row.operation.environment,
        versions: services.map(|(name, service)| (name, service.version)).collect(),
        verdict,
        at: at.to_string(),
    }))
}

/// Whichever was done later. Times are RFC 3339 in UTC and sort as texts.
fn later(one: Option<LastDone>, other: Option<LastDone>) -> Option<LastDone> {
    [one, other].into_iter().flatten().max_by(|one, other| one.at.cmp(&other.at))
}
