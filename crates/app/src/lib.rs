//! The only place that puts adapters, targets, store and engine together.
//!
//! Programs ask for an opened [`slipway_engine::project::Project`] and get one whose ports are all real.
//! What is absent: anything that a front end shows.

mod clock;
mod configuration;
mod device;
mod directories;
pub mod downloads;
mod engine_here;
mod executors;
pub mod init;
mod kept;
mod kill_switch;
mod open;
mod parts;
mod redacted;
pub mod repository;
mod surroundings;
mod targets;

pub use configuration::{Checkout, checkout, draft};
pub use device::name as device_name;
pub use directories::data_directory;
pub use engine_here::{EngineHere, engine_here};
pub use kept::Kept;
pub use open::{Options, open, open_draft, open_in};
pub use redacted::{redacted, redacted_json, redacted_problem, redacting};
