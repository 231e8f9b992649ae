//! The icon in the tray: how everything stands, what was done last, and where that leads.

use slipway_api::window::activity::ActivityRow;
use slipway_api::window::board::BoardDocument;

use super::came::Came;
use super::language::Tongue;
use super::notice::{Lead, back};
use super::paths;
use super::words::{Word, headline, overall};
use crate::calls::activity::OpenNow;
use crate::calls::operation::actions;

/// How many operations are listed.
const LISTED: usize = 5;

/// What the icon shows and what its menu holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tray {
    /// How everything stands: the icon's mark.
    pub state: TrayState,
    /// The same in words.
    pub said: String,
    /// What is under way and what was done last, newest first.
    pub entries: Vec<TrayEntry>,
    /// The word that opens the window.
    pub open: String,
    /// The word that ends the program.
    pub quit: String,
}

/// How everything stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TrayState {
    /// Nothing needs anybody.
    Quiet,
    /// Something is under way.
    Moving,
    /// Something needs a person.
    Needs,
}

/// An operation in the menu.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TrayEntry {
    /// What came of it.
    pub said: String,
    /// Where it leads; never empty.
    pub leads: Vec<Lead>,
}

/// The tray by what the board shows and by operations, newest first.
pub(super) fn of(board: &BoardDocument, rows: &[ActivityRow], tongue: Tongue) -> Tray {
    let (needs, under_way) = (board.needs.len(), rows.iter().filter(|row| row.busy).count());
    let state = match (needs, under_way) {
        (0, 0) => TrayState::Quiet,
        (0, _) => TrayState::Moving,
        _ => TrayState::Needs,
    };
    let listed = rows.iter().enumerate().take(LISTED);
    Tray {
        state,
        said: overall(needs, under_way, !board.projects.is_empty(), tongue),
        entries: listed.map(|(at, row)| entry(row, &rows[..at], tongue)).collect(),
        open: Word::Open.said(tongue),
        quit: Word::Quit.said(tongue),
    }
}

fn entry(row: &ActivityRow, newer: &[ActivityRow], tongue: Tongue) -> TrayEntry {
    let show = Lead {
        word: Word::Show.said(tongue),
        path: paths::operation(row.row.kind, &row.project, &row.row.operation),
    };
    let same = |other: &ActivityRow| {
        (&other.project, &other.row.environment) == (&row.project, &row.row.environment)
    };
    // Back from what runs now, not from what came and went before.
    let newest = !newer.iter().any(same);
    let back = back(row, &actions(row, OpenNow::default()), tongue).filter(|_| newest);
    TrayEntry {
        said: headline(row, Came::of(row, false), tongue),
        leads: [show].into_iter().chain(back).collect(),
    }
}

#[cfg(test)]
mod tests {
    use slipway_api::window::board::{BoardProject, CellState, Need, NeedState};
    use slipway_domain::operation::Verdict;

    use super::*;
    use crate::desktop::samples::{deployment, run};

    fn board(needs: usize) -> BoardDocument {
        let project = BoardProject {
            name: "recipes".into(),
            services: Vec::new(),
            state: CellState::Healthy,
            bands: Vec::new(),
            problem: None,
        };
        let need = Need {
            project: "recipes".into(),
            environment: "sandbox".into(),
            service: None,
            state: NeedState::Failed,
            version: None,
            operation: None,
        };
        BoardDocument { columns: Vec::new(), projects: vec![project], needs: vec![need; needs], last: None }
    }

    fn busy() -> ActivityRow {
        let mut row = deployment();
        (row.busy, row.row.verdict) = (true, None);
        row
    }

    #[test]
    fn what_needs_a_person_comes_before_what_is_under_way() {
        let state = |needs, rows: &[ActivityRow]| of(&board(needs), rows, Tongue::English).state;
        assert_eq!(state(0, &[run()]), TrayState::Quiet);
        assert_eq!(state(0, &[busy()]), TrayState::Moving);
        assert_eq!(state(2, &[busy()]), TrayState::Needs);
        assert_eq!(of(&board(2), &[busy()], Tongue::English).said, "2 need you, 1 under way");
    }

    #[test]
    fn an_environment_goes_back_from_its_newest_deployment_only() {
        let tray = of(&board(0), &[deployment(), run(), deployment()], Tongue::English);
        let leads: Vec<usize> = tray.entries.iter().map(|entry| entry.leads.len()).collect();
        assert_eq!(leads, [2, 1, 1]);
        assert_eq!(tray.entries[0].said, "recipes: sandbox runs api 0.1.48");
        assert_eq!(tray.entries[0].leads[1].word, "Roll back sandbox …");
        assert_eq!(tray.entries[1].leads[0].path, format!("/runs/recipes/{}", run().row.operation));
    }

    #[test]
    fn what_failed_is_said_and_no_more_than_five_are_listed() {
        let mut failed = deployment();
        failed.row.verdict = Some(Verdict::Failed);
        let tray = of(&board(1), &vec![failed; 9], Tongue::Chinese);
        assert_eq!(tray.entries.len(), LISTED);
        assert_eq!(tray.entries[0].said, "recipes：api 0.1.48 在 sandbox 中失败");
        assert_eq!((tray.open.as_str(), tray.quit.as_str()), ("打开 Slipway", "退出 Slipway"));
    }
}
