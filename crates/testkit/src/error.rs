//! What goes wrong when a real thing is started.

use std::fmt;

/// A sentence about what could not be started or done, with the output of the program asked.
#[derive(Debug)]
pub struct TestkitError(String);

/// The result of starting or asking a real thing.
pub type Result<T> = std::result::Result<T, TestkitError>;

impl TestkitError {
    /// An error that says `message`.
    pub fn new(message: impl Into<String>) -> Self {
        Self(message.into())
    }
}

impl fmt::Display for TestkitError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for TestkitError {}

/// Adds what was being done to an I/O error.
pub(crate) trait Doing<T> {
    fn doing(self, what: impl FnOnce() -> String) -> Result<T>;
}

impl<T, E: fmt::Display> Doing<T> for std::result::Result<T, E> {
    fn doing(self, what: impl FnOnce() -> String) -> Result<T> {
        self.map_err(|error| TestkitError(format!("{}: {error}", what())))
    }
}
