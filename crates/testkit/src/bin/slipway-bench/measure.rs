//! Two sides measured in turn, and what comes out of it.

use std::time::Duration;

use slipway_testkit::Result;

/// One comparison.
#[derive(Debug)]
pub(crate) struct Row {
    /// What was measured.
    pub(crate) what: String,
    /// What stands on our side, as one would type it.
    pub(crate) ours: String,
    /// What it is compared with, as one would type it.
    pub(crate) peer: String,
    /// The ratio that is wanted at the most; none for a figure that only explains another.
    pub(crate) goal: Option<f64>,
    /// How long each side took.
    pub(crate) times: Times,
    /// What else was counted.
    pub(crate) counted: Option<String>,
}

/// How long each side took, round by round.
#[derive(Debug, Default, Clone)]
pub(crate) struct Times {
    pub(crate) ours: Vec<Duration>,
    pub(crate) peer: Vec<Duration>,
}

impl Row {
    /// Our median as a part of the peer's.
    pub(crate) fn ratio(&self) -> f64 {
        median(&self.times.ours).as_secs_f64() / median(&self.times.peer).as_secs_f64()
    }

    /// Whether the goal is reached, if there is one.
    pub(crate) fn reached(&self) -> bool {
        self.goal.is_none_or(|goal| self.ratio() <= goal)
    }
}

/// Measures both sides in turn, and which comes first changes from round to round. The first round warms
/// caches up and does not count.
pub(crate) fn in_turn(
    rounds: usize,
    mut ours: impl FnMut(usize) -> Result<Duration>,
    mut peer: impl FnMut(usize) -> Result<Duration>,
) -> Result<Times> {
    let mut times = Times::default();
    for round in 0..=rounds {
        let (own, other) = if round % 2 == 0 {
            let own = ours(round)?;
            (own, peer(round)?)
        } else {
            let other = peer(round)?;
            (ours(round)?, other)
        };
        if round > 0 {
            times.ours.push(own);
            times.peer.push(other);
        }
    }
    Ok(times)
}

/// The middle one, the lower of two.
pub(crate) fn median(times: &[Duration]) -> Duration {
    let mut sorted = times.to_vec();
    sorted.sort();
    sorted.get(sorted.len().saturating_sub(1) / 2).copied().unwrap_or_default()
}

/// The shortest and the longest.
pub(crate) fn spread(times: &[Duration]) -> (Duration, Duration) {
    let least = times.iter().min().copied().unwrap_or_default();
    (least, times.iter().max().copied().unwrap_or_default())
}
