//! What an answer was made of, and what an event says has changed.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A part of what Slipway knows.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "topic", rename_all = "snake_case")]
pub enum Topic {
    /// Which projects there are.
    Projects,
    /// How the window is set.
    Settings,
    /// The Docker Engine of this laptop.
    Docker,
    /// The credentials that are known here.
    Credentials,
    /// What the keychain can do.
    Keychain,
    /// What is asked while something is executed.
    Questions,
    /// What channels could not be told.
    Notifications,
    /// Everything that the ledger holds of a project.
    Ledger {
        /// The project.
        project: String,
    },
    /// An environment as it was seen.
    Sight {
        /// The project.
        project: String,
        /// The environment.
        environment: String,
    },
    /// The entries of an operation.
    Operation {
        /// The operation.
        operation: String,
    },
    /// What the registry has of a service.
    Images {
        /// The project.
        project: String,
        /// The service.
        service: String,
    },
    /// The commits, branches and files of a project.
    Repository {
        /// The project.
        project: String,
    },
}
