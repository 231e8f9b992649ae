//! The only place that puts adapters, targets, store and engine together.
//!
//! Programs ask for an opened [`slipway_engine::project::Project`] and get one whose ports are all real.
//! What is absent: anything that a front end shows.

mod clock;
mod cloud;
mod configuration;
mod device;
mod directories;
pub mod downloads;
mod engine_here;
mod executors;
mod found;
mod git_tokens;
mod guard;
pub mod init;
mod kept;
mod keychain;
mod kill_switch;
mod logins;
mod open;
mod parts;
mod private_key;
mod redacted;
mod redacted_keychain;
pub mod repository;
pub mod sealed;
mod surroundings;
mod targets;
mod team;
mod trials;

pub use configuration::{Checkout, checkout, draft};
pub use device::name as device_name;
pub use directories::data_directory;
pub use engine_here::{EngineHere, engine_here};
pub use found::{
    FoundCredential, FoundCredentials, LaptopSource, OnLaptop, SOURCES, found_credentials, on_laptop,
};
pub use guard::guard_secrets;
pub use kept::Kept;
pub use keychain::{keychain_file, keychain_refusal, settle_keychain};
pub use open::{Options, open, open_draft, open_in};
pub use private_key::{KeyFacts, key_facts};
pub use redacted::{redacted, redacted_json, redacted_problem, redacting, redactor};
pub use slipway_credentials::remember;
pub use slipway_docker::FoundBy;
pub use slipway_ssh::askpass::answer as askpass_answer;
pub use trials::trials;
