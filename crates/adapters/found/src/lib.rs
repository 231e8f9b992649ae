//! Which credentials a person has elsewhere, to be put into the keychain: AWS profiles and variables, the token of the
//! GitHub CLI, SSH keys in files and in the agent, `.env` files.
//!
//! What files and programs say is read by pure functions, a module each: text in, findings out. [`Around`] is what those
//! that read look at. Nothing is ever written, and no value stands in a problem or in what `Debug` shows. What is absent:
//! which of it is taken over.

mod around;
pub mod aws;
pub mod dotenv;
mod found;
mod git_hub;
mod ini;
mod program;
mod ssh;
mod ssh_agent;
#[cfg(all(test, unix))]
mod test_programs;

pub use around::Around;
pub use found::{Found, Mistake, Read};
pub use git_hub::git_hub;
pub use ssh::ssh;
