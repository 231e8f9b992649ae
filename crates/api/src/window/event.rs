//! What the window hears without asking.

use schemars::JsonSchema;
use serde::Serialize;
use slipway_domain::how_far::HowFar;

use super::topic::Topic;

/// Something that just happened.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum Event {
    /// What was answered of these topics is no longer right.
    Changed {
        /// The topics.
        topics: Vec<Topic>,
    },
    /// A step says how far it is. Replaced by the next one.
    Told {
        /// Of which operation.
        operation: String,
        /// Which step.
        step: String,
        /// In the engine's few words.
        text: String,
        /// In parts.
        far: HowFar,
    },
    /// An operation's log has so many lines now.
    Logged {
        /// Which operation.
        operation: String,
        /// How many lines.
        total: u64,
    },
    /// What an open stream has to say.
    Stream {
        /// Its number.
        stream: u64,
        /// What.
        output: StreamOutput,
    },
    /// Something happened that was not heard: whatever was answered before may no longer be right.
    Lost,
    /// The window is to show something: a notification or a link was clicked.
    Show {
        /// Where, as a path of the window, such as `/operations/recipes/0199…`.
        path: String,
    },
    /// The window is to be closed, or the program to end, while it executes something: the window asks.
    Closing {
        /// What is executed, by id; without those that have none yet.
        operations: Vec<String>,
        /// The program is to end, which leaves that in the middle. Otherwise it goes on without the window.
        ends: bool,
    },
}

/// What an open stream has to say.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[serde(tag = "output", rename_all = "snake_case")]
pub enum StreamOutput {
    /// Lines of containers.
    Lines {
        /// The lines, each with its place.
        lines: Vec<crate::log::LogLineDocument>,
    },
    /// What a terminal prints.
    Text {
        /// Bytes as base64, since they may end in the middle of a character.
        base64: String,
    },
    /// It has ended.
    Ended {
        /// The exit code of a shell.
        code: Option<i64>,
        /// Why, if it is not as it should be.
        problem: Option<crate::error::ErrorBody>,
    },
}
