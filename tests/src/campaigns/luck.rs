//! Everything that a round leaves to chance.

use std::time::Duration;

/// A small generator of its own for each round, so that a round can be played again without those before it.
pub struct Luck {
    /// The round's number, from 1.
    pub round: u64,
    drawn: fastrand::Rng,
}

impl Luck {
    /// That of a campaign's round.
    pub fn of(campaign: &str, seed: u64, round: u64) -> Self {
        let name = campaign.bytes().fold(0_u64, |sum, byte| sum.wrapping_mul(31).wrapping_add(byte.into()));
        let mixed = (seed ^ name).wrapping_mul(0x9e37_79b9_7f4a_7c15).wrapping_add(round);
        Self { round, drawn: fastrand::Rng::with_seed(mixed) }
    }

    /// A moment of something that takes so long, a little after its end included.
    pub fn moment(&mut self, span: Duration) -> Duration {
        span.mul_f64(self.drawn.f64() * 1.05)
    }

    /// One of several.
    pub fn one_of<'a, T>(&mut self, several: &'a [T]) -> &'a T {
        &several[self.drawn.usize(..several.len())]
    }

    /// Yes in so many of a hundred cases.
    pub fn chance(&mut self, percent: u8) -> bool {
        self.drawn.u8(..100) < percent
    }
}
