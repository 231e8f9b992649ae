//! Looking at the files of ours in a project directory.

use std::collections::BTreeMap;

use slipway_domain::ids::OperationId;
use slipway_domain::problem::Problem;
use slipway_domain::world::Lock;

use crate::journal::{Line, What};
use crate::kit::Kit;
use crate::lock_file::{LockFile, check_mark};
use crate::place::bytes;
use crate::shell::prelude;
use crate::spot::Spot;

/// What stands in `DIR/.slipway`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct State {
    /// The highest fence so far, 0 if there was none.
    pub fence: u64,
    /// The lock, if there is one.
    pub lock: Option<LockFile>,
    /// Seconds since the lock's holder last showed a sign of life, where that is known.
    pub silent_for: Option<u64>,
    /// The name of the release directory that is in use.
    pub current: Option<String>,
    /// The operation that was closed here last, where [`crate::NEWEST`] was asked too.
    pub closed: Option<OperationId>,
    /// What else was asked in the same round trip, by its first word.
    pub more: BTreeMap<String, String>,
}

impl State {
    /// The lock as the world shows it.
    pub fn seen_lock(&self) -> Option<Lock> {
        self.lock.as_ref().map(|lock| lock.seen(self.silent_for))
    }

    /// The bytes that are free on a disk that was asked about in the same round trip, by the first word of the answer.
    pub fn bytes(&self, word: &str) -> Option<u64> {
        bytes(self.more.get(word)?)
    }
}

/// The script that looks; more lines `WORD VALUE` may follow it.
pub fn look_text(spot: &Spot) -> String {
    prelude(spot) + include_str!("scripts/look.sh")
}

/// Looks, and refuses what a newer Slipway or another project wrote.
pub async fn look(kit: &Kit, spot: &Spot) -> Result<State, Problem> {
    let ran = kit.script(spot, look_text(spot), String::new()).await?;
    state_of(spot, &ran.out())
}

/// Reads what the script printed.
pub fn state_of(spot: &Spot, printed: &str) -> Result<State, Problem> {
    let mut words: BTreeMap<String, String> = printed
        .lines()
        .filter_map(|line| line.split_once(' '))
        .map(|(word, value)| (word.to_owned(), value.to_owned()))
        .collect();
    let mut take = |word: &str| words.remove(word);
    let number = |text: Option<String>| text.and_then(|text| text.trim().parse::<u64>().ok());
    if let Some(mark) = take("mark") {
        check_mark(spot, &mark)?;
    }
    let lock = take("lock").map(|line| LockFile::read(spot, &line)).transpose()?;
    let (now, beat) = (number(take("now")), number(take("heartbeat")));
    Ok(State {
        fence: number(take("fence")).unwrap_or_default(),
        lock,
        silent_for: now.zip(beat).map(|(now, beat)| now.saturating_sub(beat)),
        current: take("current"),
        closed: take("closed").and_then(|line| closed_in(&line)),
        more: words,
    })
}

/// The operation that a line of the journal closes.
pub(crate) fn closed_in(line: &str) -> Option<OperationId> {
    match serde_json::from_str::<Line>(line).ok()?.what {
        What::Closed { operation, .. } => operation.parse().ok(),
        _ => None,
    }
}
