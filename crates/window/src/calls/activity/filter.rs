//! A filter as people type it: `env:staging state:failed author:li`, and words.

use slipway_domain::operation::{Kind, Verdict};
use slipway_engine::ports::OperationRow;

/// What rows have to fit. All of it has to.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Filter {
    tests: Vec<Test>,
    /// The words that no row can fit, as they were typed.
    pub not_understood: Vec<String>,
}

#[derive(Debug, PartialEq, Eq)]
enum Test {
    Project(String),
    Environment(String),
    State(State),
    Kind(Kind),
    Author(String),
    Release(u64),
    Word(String),
}

/// A verdict, or that there is none yet.
#[derive(Debug, PartialEq, Eq)]
enum State {
    Open,
    Ended(Verdict),
}

const KINDS: [Kind; 5] = [Kind::Run, Kind::Deploy, Kind::Promote, Kind::Rollback, Kind::Restart];
const VERDICTS: [Verdict; 6] = [
    Verdict::Succeeded,
    Verdict::Failed,
    Verdict::RolledBack,
    Verdict::Cancelled,
    Verdict::Waiting,
    Verdict::Unknown,
];

impl Filter {
    /// Reads what was typed.
    pub fn of(text: &str) -> Self {
        let mut filter = Self::default();
        for word in text.split_whitespace() {
            match test(&word.to_lowercase()) {
                Some(test) => filter.tests.push(test),
                None => filter.not_understood.push(word.to_owned()),
            }
        }
        filter
    }

    /// Whether a row of that project fits.
    pub fn fits(&self, project: &str, row: &OperationRow) -> bool {
        self.not_understood.is_empty() && self.tests.iter().all(|test| test.fits(project, row))
    }
}

fn test(word: &str) -> Option<Test> {
    let Some((name, value)) = word.split_once(':') else { return Some(Test::Word(word.to_owned())) };
    let text = value.to_owned();
    match name {
        "project" => Some(Test::Project(text)),
        "env" => Some(Test::Environment(text)),
        "state" if value == "open" => Some(Test::State(State::Open)),
        "state" => VERDICTS
            .into_iter()
            .find(|verdict| verdict.as_str() == value)
            .map(|verdict| Test::State(State::Ended(verdict))),
        "kind" => KINDS.into_iter().find(|kind| kind.as_str() == value).map(Test::Kind),
        "author" => Some(Test::Author(text)),
        "release" => value.trim_start_matches('#').parse().ok().map(Test::Release),
        _ => None,
    }
}

impl Test {
    fn fits(&self, project: &str, row: &OperationRow) -> bool {
        let operation = &row.operation;
        match self {
            Self::Project(text) => has(project, text),
            Self::Environment(text) => operation.environment.as_ref().is_some_and(|name| has(name, text)),
            Self::State(State::Open) => row.verdict.is_none(),
            Self::State(State::Ended(verdict)) => row.verdict == Some(*verdict),
            Self::Kind(kind) => operation.kind == *kind,
            Self::Author(text) => has(&operation.actor, text),
            Self::Release(number) => row.release == Some(*number),
            Self::Word(text) => [Some(project), Some(&operation.actor), operation.environment.as_deref()]
                .into_iter()
                .chain([operation.reason.as_deref(), row.problem.as_deref(), Some(operation.kind.as_str())])
                .flatten()
                .any(|said| has(said, text)),
        }
    }
}

/// Whether a text has a part, in whatever case. The part is in lower case already.
fn has(text: &str, part: &str) -> bool {
    text.to_lowercase().contains(part)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_typed_is_understood_or_said_to_be_not() {
        let filter = Filter::of("env:Staging state:rolled_back  kind:deploy release:#12 li");
        let wanted = [
            Test::Environment("staging".into()),
            Test::State(State::Ended(Verdict::RolledBack)),
            Test::Kind(Kind::Deploy),
            Test::Release(12),
            Test::Word("li".into()),
        ];
        assert_eq!(filter.tests, wanted);
        assert_eq!(Filter::of("state:fine colour:red x").not_understood, ["state:fine", "colour:red"]);
        assert_eq!(Filter::of("state:open").tests, [Test::State(State::Open)]);
    }
}
