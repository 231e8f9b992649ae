//! What commands say that do one small thing, such as `hold` or `approve`.

use schemars::JsonSchema;
use serde::Serialize;

/// The document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct DoneDocument {
    /// What was done, in a sentence.
    pub done: String,
}
