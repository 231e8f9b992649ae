//! A line of `logs`, which prints JSON Lines.

use schemars::JsonSchema;
use serde::Serialize;
use slipway_engine::ports::LogLine;

/// The document of a line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct LogLineDocument {
    /// When it was written.
    pub at: Option<String>,
    /// The step that logged it; null for a container's line.
    pub step: Option<String>,
    /// The place of the container; null for a step's line.
    pub place: Option<String>,
    /// `stdout` or `stderr`.
    pub stream: Stream,
    /// The text without its end, redacted.
    pub text: String,
}

/// Where a line was written to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Stream {
    /// Standard output.
    Stdout,
    /// Standard error.
    Stderr,
}

impl LogLineDocument {
    /// The document of a line, which comes from a container at `place` if there is one.
    pub fn of(line: &LogLine, place: Option<&str>) -> Self {
        Self {
            at: line.at.map(|at| at.to_string()),
            step: line.step.as_ref().map(ToString::to_string),
            place: place.map(str::to_owned),
            stream: if line.error { Stream::Stderr } else { Stream::Stdout },
            text: line.text.clone(),
        }
    }
}
