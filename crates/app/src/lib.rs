//! The only place that puts adapters, targets, store and engine together.
//!
//! Programs ask for an opened [`slipway_engine::project::Project`] and get one whose ports are all real.
//! What is absent: anything that a front end shows.

mod clock;
mod configuration;
mod device;
mod directories;
mod executors;
pub mod init;
mod kill_switch;
mod open;
mod parts;
mod surroundings;
mod targets;

pub use clock::SystemClock;
pub use configuration::{Checkout, checkout};
pub use directories::data_directory;
pub use open::{Options, open};
