//! A filter as people type it: `env:staging -state:failed author:"li wei"`, and words.

mod words;

use slipway_domain::operation::{Kind, Verdict};
use slipway_engine::ports::OperationRow;

use self::words::{Typed, typed};
use super::{Made, OpenNow};

/// What rows have to fit. All of it has to.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Filter {
    tests: Vec<(Wanted, Test)>,
    /// The words that no row can fit, as they were typed.
    pub not_understood: Vec<String>,
}

/// A row that is asked whether it fits, with what does not stand in it.
pub(super) struct Asked<'r> {
    pub project: &'r str,
    pub row: &'r OperationRow,
    /// How it stands while it is open.
    pub open: OpenNow,
    /// What it is about, where the filter asks of releases.
    pub release: Option<&'r Made>,
}

/// Whether what has it is wanted, or left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Wanted {
    In,
    Out,
}

#[derive(Debug, PartialEq, Eq)]
enum Test {
    Project(String),
    Environment(String),
    Service(String),
    Branch(String),
    State(State),
    Kind(Kind),
    Author(String),
    Release(u64),
    Word(String),
}

/// How an operation ended, or how it stands while it has not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    Open,
    Running,
    Waiting,
    Unknown,
    Ended(Verdict),
}

const KINDS: [Kind; 5] = [Kind::Run, Kind::Deploy, Kind::Promote, Kind::Rollback, Kind::Restart];
const STATES: [(&str, State); 8] = [
    ("open", State::Open),
    ("running", State::Running),
    ("waiting", State::Waiting),
    ("unknown", State::Unknown),
    ("succeeded", State::Ended(Verdict::Succeeded)),
    ("failed", State::Ended(Verdict::Failed)),
    ("rolled_back", State::Ended(Verdict::RolledBack)),
    ("cancelled", State::Ended(Verdict::Cancelled)),
];

impl Filter {
    /// Reads what was typed.
    pub fn of(text: &str) -> Self {
        let mut filter = Self::default();
        // A value that is not typed yet leaves nothing out.
        for word in typed(text).into_iter().filter(|word| !word.value.is_empty()) {
            match test(&word) {
                Some(test) => filter.tests.push((if word.not { Wanted::Out } else { Wanted::In }, test)),
                None => filter.not_understood.push(word.text),
            }
        }
        filter
    }

    /// Whether every row fits.
    pub fn is_empty(&self) -> bool {
        self.tests.is_empty() && self.not_understood.is_empty()
    }

    /// Whether rows are asked what their releases hold.
    pub fn asks_of_releases(&self) -> bool {
        self.tests.iter().any(|(_, test)| matches!(test, Test::Service(_) | Test::Branch(_)))
    }

    /// Whether open rows are asked how they stand.
    pub fn asks_of_states(&self) -> bool {
        self.tests.iter().any(|(_, test)| matches!(test, Test::State(_)))
    }

    /// Whether a row fits.
    pub fn fits(&self, asked: &Asked<'_>) -> bool {
        let fits = |(wanted, test): &(Wanted, Test)| test.fits(asked) == (*wanted == Wanted::In);
        self.not_understood.is_empty() && self.tests.iter().all(fits)
    }
}

fn test(word: &Typed) -> Option<Test> {
    let value = word.value.clone();
    let Some(key) = &word.key else { return Some(Test::Word(value)) };
    match key.as_str() {
        "project" => Some(Test::Project(value)),
        "env" => Some(Test::Environment(value)),
        "service" => Some(Test::Service(value)),
        "branch" => Some(Test::Branch(value)),
        "state" => STATES.into_iter().find(|(name, _)| *name == value).map(|(_, state)| Test::State(state)),
        "kind" => KINDS.into_iter().find(|kind| kind.as_str() == value).map(Test::Kind),
        "author" => Some(Test::Author(value)),
        "release" => value.trim_start_matches('#').parse().ok().map(Test::Release),
        _ => None,
    }
}

impl Test {
    fn fits(&self, asked: &Asked<'_>) -> bool {
        let Asked { project, row, release, .. } = asked;
        let operation = &row.operation;
        match self {
            Self::Project(text) => has(project, text),
            Self::Environment(text) => operation.environment.as_ref().is_some_and(|name| has(name, text)),
            Self::Service(text) => release.is_some_and(|one| one.versions.keys().any(|name| has(name, text))),
            Self::Branch(text) => {
                release.and_then(|one| one.commit.branch.as_ref()).is_some_and(|name| has(name, text))
            }
            Self::State(state) => state.fits(row.verdict, asked.open),
            Self::Kind(kind) => operation.kind == *kind,
            Self::Author(text) => has(&operation.actor, text),
            Self::Release(number) => row.release == Some(*number),
            Self::Word(text) => [Some(*project), Some(&operation.actor), operation.environment.as_deref()]
                .into_iter()
                .chain([operation.reason.as_deref(), row.problem.as_deref(), Some(operation.kind.as_str())])
                .flatten()
                .any(|said| has(said, text)),
        }
    }
}

impl State {
    fn fits(self, verdict: Option<Verdict>, open: OpenNow) -> bool {
        match (self, verdict) {
            (Self::Open, verdict) => verdict.is_none(),
            (Self::Ended(wanted), verdict) => verdict == Some(wanted),
            (Self::Running, None) => open.busy,
            (Self::Waiting, None) => !open.busy && open.waits,
            (Self::Unknown, None) => !open.busy && !open.waits,
            (Self::Waiting, Some(verdict)) => verdict == Verdict::Waiting,
            (Self::Unknown, Some(verdict)) => verdict == Verdict::Unknown,
            (Self::Running, Some(_)) => false,
        }
    }
}

/// Whether a text has a part, in whatever case. The part is in lower case already.
fn has(text: &str, part: &str) -> bool {
    text.to_lowercase().contains(part)
}

#[cfg(test)]
mod tests;
