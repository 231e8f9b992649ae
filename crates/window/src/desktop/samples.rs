//! Operations as lists show them, for the tests of what the desktop tells.

use std::collections::BTreeMap;

use slipway_api::history::HistoryRow;
use slipway_api::window::activity::ActivityRow;
use slipway_domain::operation::{Kind, Verdict};

use crate::showing::Showing;

/// A deployment to sandbox that succeeded.
pub(super) fn deployment() -> ActivityRow {
    row(Kind::Deploy, Some("sandbox"), ("0.1.48", 48))
}

/// A run that succeeded.
pub(super) fn run() -> ActivityRow {
    ActivityRow { number: Some(12), ..row(Kind::Run, None, ("0.1.12", 12)) }
}

/// A window in front that shows something else.
pub(super) fn elsewhere() -> Showing {
    looking_at("/board")
}

/// A window in front that shows that.
pub(super) fn looking_at(path: &str) -> Showing {
    Showing { path: Some(path.to_owned()), in_front: true }
}

fn row(kind: Kind, environment: Option<&str>, (version, release): (&str, u64)) -> ActivityRow {
    let row = HistoryRow {
        operation: format!("01990000-0000-7000-8000-0000000000{release}"),
        kind,
        environment: environment.map(str::to_owned),
        release: Some(release),
        verdict: Some(Verdict::Succeeded),
        actor: "Ann <ann@example.com>".to_owned(),
        origin: "laptop".to_owned(),
        reason: None,
        started_at: "2026-03-01T08:00:00Z".to_owned(),
        ended_at: Some("2026-03-01T08:01:12Z".to_owned()),
        plan: "0".repeat(64),
        parent: None,
        problem: None,
    };
    ActivityRow {
        project: "recipes".to_owned(),
        row,
        problem_code: None,
        number: None,
        versions: BTreeMap::from([("api".to_owned(), version.to_owned())]),
        before: BTreeMap::new(),
        commit: Some("a".repeat(40)),
        subject: Some("Salt the soup".to_owned()),
        branch: Some("main".to_owned()),
        busy: false,
        waits: false,
        millis: 72_000,
    }
}
