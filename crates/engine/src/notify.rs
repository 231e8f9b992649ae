//! Telling the team: which notices an operation makes, and how they reach their channels.
//!
//! What is told is decided by [`due`], which is pure. It goes into the outbox first and out of it afterwards, by whichever
//! program runs then: a channel that is not reached neither fails nor delays what is done.

mod drift;
mod due;
mod hearing;
mod herald;
mod keys;
mod past;
mod post;
mod telling;
#[cfg(test)]
mod tests;

pub use due::due;
pub use hearing::{Heard, Hearing, News, Work, hear};
pub use herald::Herald;
pub use keys::Keys;
pub use post::WINDOW;
