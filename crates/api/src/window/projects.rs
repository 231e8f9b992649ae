//! The projects that the window shows.

use schemars::JsonSchema;
use serde::Serialize;

use crate::error::ErrorBody;

/// All of them, in the order in which they were added.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct ProjectsDocument {
    /// The projects.
    pub projects: Vec<ProjectDocument>,
}

/// A repository with a `slipway.yml`.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct ProjectDocument {
    /// Its name, under which everything else names it.
    pub name: String,
    /// Where it lies.
    pub folder: String,
    /// Its services, in the file's order.
    pub services: Vec<String>,
    /// Its environments, in promotion order.
    pub environments: Vec<String>,
    /// Why it cannot be used now; services and environments are empty then.
    pub problem: Option<ErrorBody>,
}
