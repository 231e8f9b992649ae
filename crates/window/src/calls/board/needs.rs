//! What needs a person, as one list above the board.

use slipway_api::window::board::{Band, BoardProject, Cell, CellState, Need, NeedState};

/// All of it, the most pressing first.
pub(super) fn of(projects: &[BoardProject]) -> Vec<Need> {
    let mut needs: Vec<Need> = projects
        .iter()
        .flat_map(|project| project.bands.iter().flat_map(|band| of_band(&project.name, band)))
        .collect();
    needs.sort_by_key(|need| need.state);
    needs
}

fn of_band(project: &str, band: &Band) -> Vec<Need> {
    let mut needs: Vec<Need> = Vec::new();
    let mut say = |state, service: Option<&str>, version, operation| {
        let same =
            |need: &Need| need.state == state && need.operation.is_some() && need.operation == operation;
        // What one operation did to several services is said once.
        match needs.iter_mut().find(|need| same(need)) {
            Some(known) => known.service = None,
            None => needs.push(Need {
                project: project.to_owned(),
                environment: band.environment.clone(),
                service: service.map(str::to_owned),
                state,
                version,
                operation,
            }),
        }
    };
    for (service, cell) in &band.cells {
        if let Some(state) = state(cell) {
            let version = cell.to.clone().or_else(|| cell.versions.first().cloned());
            let operation = cell.actions.iter().find_map(|action| action.operation.clone());
            say(state, Some(service), version, operation);
        }
    }
    if band.lock.as_ref().is_some_and(|lock| lock.stale) && band.moving.is_none() {
        say(NeedState::StaleLock, None, None, None);
    }
    if !band.unreachable.is_empty() {
        say(NeedState::Unreachable, None, None, None);
    }
    needs
}

fn state(cell: &Cell) -> Option<NeedState> {
    match cell.state {
        CellState::Failed => Some(NeedState::Failed),
        CellState::Unknown => Some(NeedState::Unknown),
        CellState::Unhealthy => Some(NeedState::Unhealthy),
        CellState::Differs => Some(NeedState::Differs),
        CellState::Waiting => Some(NeedState::Waiting),
        CellState::Deploying | CellState::Starting | CellState::Healthy | CellState::NotDeployed => None,
    }
}
