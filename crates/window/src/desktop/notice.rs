//! Which desktop notification is told of what an operation came to, and where it leads.

use slipway_api::window::activity::ActivityRow;
use slipway_api::window::board::{Action, Verb};
use slipway_api::window::settings::Notifications;
use slipway_domain::operation::Kind;

use super::came::Came;
use super::language::Tongue;
use super::paths;
use super::problem_words;
use super::words::{Word, headline, joint};
use crate::showing::Showing;

/// A desktop notification.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// What happened, in a few words.
    pub title: String,
    /// Why, or what it was about; empty where there is nothing to add. Plain text.
    pub body: String,
    /// Where a click on it leads, as a path of the window.
    pub leads: Option<String>,
    /// Its buttons, most likely first.
    pub buttons: Vec<Lead>,
    /// It stays until somebody answers it: something did not go as it should, or waits.
    pub stays: bool,
}

/// Something to press, and where that leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lead {
    /// What is written on it.
    pub word: String,
    /// A path of the window.
    pub path: String,
}

/// What is known of an operation that ended or stands.
pub(super) struct Happened<'a> {
    /// What lists say of it.
    pub row: &'a ActivityRow,
    /// It asks whether what failed is taken back.
    pub asks: bool,
    /// What may be done now, most likely first.
    pub actions: &'a [Action],
}

/// What is told of it; `None` where nobody wants to be told, or sees it already.
pub(super) fn of(
    happened: &Happened<'_>,
    chosen: Notifications,
    showing: &Showing,
    tongue: Tongue,
) -> Option<Notice> {
    let row = happened.row;
    let came = Came::of(row, happened.asks);
    if !is_wanted(chosen, came) || is_seen(showing, row) {
        return None;
    }
    let leads = paths::operation(row.row.kind, &row.project, &row.row.operation);
    let first = Lead { word: word(came).said(tongue), path: leads.clone() };
    let back = back(row, happened.actions, tongue);
    Some(Notice {
        title: headline(row, came, tongue),
        body: body(row, came, tongue),
        buttons: [first].into_iter().chain(back).collect(),
        leads: Some(leads),
        stays: came != Came::Succeeded,
    })
}

/// What waits has not failed.
fn is_wanted(chosen: Notifications, came: Came) -> bool {
    match (chosen, came) {
        (Notifications::None, _) | (_, Came::Moving) => false,
        (Notifications::All, _) => true,
        (Notifications::Failures, Came::Succeeded | Came::Waits) => false,
        (Notifications::Failures, _) => true,
    }
}

/// Whoever looks at it needs no notification. A window behind others shows nothing to anybody.
fn is_seen(showing: &Showing, row: &ActivityRow) -> bool {
    let shows = |path: &String| paths::shows(path, &row.project, &row.row.operation);
    showing.in_front && showing.path.as_ref().is_some_and(shows)
}

fn word(came: Came) -> Word<'static> {
    match came {
        Came::Failed | Came::RolledBack => Word::Evidence,
        Came::Waits => Word::Review,
        Came::Asks => Word::Decide,
        Came::Unknown => Word::Resume,
        Came::Moving | Came::Succeeded | Came::Cancelled => Word::Show,
    }
}

/// The way back, where that may be gone. It leads to the plan; nothing is done by a notification itself.
pub(super) fn back(row: &ActivityRow, actions: &[Action], tongue: Tongue) -> Option<Lead> {
    let may = actions.iter().any(|action| action.verb == Verb::Rollback && action.blocked.is_none());
    let environment = row.row.environment.as_deref().filter(|_| may)?;
    let word = Word::RollBack(environment).said(tongue);
    Some(Lead { word, path: paths::roll_back(&row.project, environment) })
}

fn body(row: &ActivityRow, came: Came, tongue: Tongue) -> String {
    let versions = || {
        let one = |(service, version): (&String, &String)| format!("{service} {version}");
        row.versions.iter().map(one).collect::<Vec<_>>().join(joint(tongue))
    };
    let why = |said: &String| problem_words::told(said, row.problem_code, tongue);
    let told = match (came, row.row.kind) {
        (Came::Succeeded, Kind::Run) => Some(versions()),
        (Came::Succeeded, _) => row.subject.clone(),
        _ => row.row.problem.as_ref().map(why),
    };
    told.unwrap_or_default()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use slipway_domain::operation::Verdict;
    use slipway_domain::problem::Code;

    use super::*;
    use crate::calls::activity::OpenNow;
    use crate::calls::operation::actions;
    use crate::desktop::samples::{deployment, elsewhere, looking_at, run};

    fn told(row: &ActivityRow, asks: bool, chosen: Notifications, showing: &Showing) -> Option<Notice> {
        let now = OpenNow { asks, ..OpenNow::default() };
        of(&Happened { row, asks, actions: &actions(row, now) }, chosen, showing, Tongue::English)
    }

    fn all(row: &ActivityRow) -> Notice {
        told(row, false, Notifications::All, &elsewhere()).unwrap()
    }

    fn ended(verdict: Option<Verdict>) -> ActivityRow {
        let mut row = deployment();
        row.row.verdict = verdict;
        row.row.problem = Some("api did not become healthy on host-2".into());
        row
    }

    #[test]
    fn what_went_out_is_told_with_the_way_to_it_and_back() {
        let notice = all(&deployment());
        let id = &deployment().row.operation;
        assert_eq!(notice.title, "recipes: sandbox runs api 0.1.48");
        assert_eq!(notice.body, "Salt the soup");
        assert_eq!(notice.leads, Some(format!("/operations/recipes/{id}")));
        let buttons: Vec<&str> = notice.buttons.iter().map(|lead| lead.word.as_str()).collect();
        assert_eq!(buttons, ["Show it", "Roll back sandbox …"]);
        assert_eq!(notice.buttons[1].path, "/plan?project=recipes&kind=rollback&environment=sandbox");
        assert!(!notice.stays);
    }

    #[test]
    fn a_failure_says_why_and_stays() {
        let notice = all(&ended(Some(Verdict::Failed)));
        assert_eq!(notice.title, "recipes: api 0.1.48 failed in sandbox");
        assert_eq!(notice.body, "api did not become healthy on host-2");
        assert_eq!(notice.buttons[0].word, "See why");
        assert!(notice.stays);
        let taken_back = all(&ended(Some(Verdict::RolledBack)));
        assert_eq!(taken_back.title, "recipes: api 0.1.48 failed in sandbox and was taken back");
        assert_eq!(taken_back.buttons.len(), 1, "there is nothing more to take back");
    }

    #[test]
    fn a_failure_is_introduced_in_the_desktops_language() {
        let mut row = ended(Some(Verdict::Failed));
        row.problem_code = Some(Code::VerifyFailed);
        let happened = Happened { row: &row, asks: false, actions: &[] };
        let said = |tongue| of(&happened, Notifications::All, &elsewhere(), tongue).unwrap().body;
        assert_eq!(said(Tongue::Chinese), "新版本未能就绪：api did not become healthy on host-2");
        assert_eq!(said(Tongue::English), "api did not become healthy on host-2");
    }

    #[test]
    fn a_run_leads_to_its_page_and_says_what_it_made() {
        let notice = all(&run());
        assert_eq!(
            (notice.title.as_str(), notice.body.as_str()),
            ("recipes: Run #12 succeeded", "api 0.1.12")
        );
        assert_eq!(notice.leads, Some(format!("/runs/recipes/{}", run().row.operation)));
        assert_eq!(notice.buttons.len(), 1);
    }

    #[test]
    fn what_waits_asks_or_was_left_in_the_middle_is_told_and_what_is_under_way_is_not() {
        let mut row = ended(None);
        assert_eq!(all(&row).title, "recipes: What runs in sandbox is unknown");
        row.waits = true;
        assert_eq!(all(&row).buttons[0].word, "Review the plan");
        let asks = told(&row, true, Notifications::All, &elsewhere()).unwrap();
        assert_eq!(asks.title, "recipes: api 0.1.48 failed in sandbox. Take it back?");
        row.busy = true;
        assert_eq!(told(&row, true, Notifications::All, &elsewhere()), None);
    }

    #[test]
    fn nobody_is_told_what_the_window_shows_unless_it_lies_behind_others() {
        let row = deployment();
        let path = format!("/operations/recipes/{}", row.row.operation);
        let shown = looking_at(&path);
        assert_eq!(told(&row, false, Notifications::All, &shown), None);
        let behind = Showing { in_front: false, ..shown };
        assert!(told(&row, false, Notifications::All, &behind).is_some());
        assert!(told(&row, false, Notifications::All, &looking_at("/board")).is_some());
    }

    #[test]
    fn only_what_was_chosen_is_told() {
        let waits = ActivityRow { waits: true, ..ended(None) };
        for (row, failures) in [(deployment(), false), (waits, false), (ended(Some(Verdict::Failed)), true)] {
            assert_eq!(told(&row, false, Notifications::None, &elsewhere()), None);
            let told = told(&row, false, Notifications::Failures, &elsewhere());
            assert_eq!(told.is_some(), failures, "{:?}", row.row.verdict);
        }
    }
}
