//! Where the values of credentials lie: [`SystemKeychain`], the one of the operating system, or [`EncryptedFile`], which
//! a person chose for a machine without one.
//!
//! A keychain is a program of its own that may be locked, missing or stuck. Whatever it does, a question ends within five
//! seconds and says in which state the keychain is; only a person who is asked to unlock it may take longer. Questions are
//! asked by a thread of its own that nobody waits for when the program ends.
//!
//! What is absent: which credentials are known, and which one applies.

mod chosen;
mod chunks;
mod clerk;
mod entries;
mod file;
mod kept;
mod key;
mod problems;
mod refused;
mod system;

pub use chosen::{Choice, Chosen, KEY_VARIABLE};
pub use file::EncryptedFile;
pub use key::Key;
pub use refused::Refused;
pub use system::{SystemKeychain, Unlocking};
