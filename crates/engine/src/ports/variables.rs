//! The environment that Slipway was started in.

/// Its variables, for build arguments without a value.
pub trait Variables: Send + Sync {
    /// The variable of that name. One that holds a secret for Slipway is none.
    fn variable(&self, name: &str) -> Option<String>;
}
