//! How the window is set, and what it stands on.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::error::ErrorBody;

/// What a person chose.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct SettingsDocument {
    /// Light or dark.
    pub appearance: Appearance,
    /// The window's language.
    pub language: Language,
    /// How much room rows have.
    pub density: Density,
    /// When the desktop is told what came of an operation.
    pub notifications: Notifications,
    /// The Docker Engine's address; null to find it as the docker command does.
    pub docker: Option<String>,
}

/// Light or dark.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Appearance {
    /// As the desktop is.
    #[default]
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

/// A language.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub enum Language {
    /// As the desktop is.
    #[default]
    #[serde(rename = "system")]
    System,
    /// English.
    #[serde(rename = "en")]
    English,
    /// Simplified Chinese.
    #[serde(rename = "zh")]
    Chinese,
}

/// How much room rows have.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Density {
    /// Rows of 32 px.
    #[default]
    Ordinary,
    /// Rows of 28 px.
    Compact,
}

/// When the desktop is told.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Notifications {
    /// Of every operation that ends or waits.
    #[default]
    All,
    /// Only of those that did not succeed.
    Failures,
    /// Never.
    None,
}

/// The Docker Engine of this laptop as it was last seen.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct DockerDocument {
    /// Its address, where one was found.
    pub address: Option<String>,
    /// What said so.
    pub found_by: Option<DockerFoundBy>,
    /// The engine's version; null while it does not answer.
    pub version: Option<String>,
    /// The version of its API.
    pub api: Option<String>,
    /// Its platform, such as `linux/amd64`.
    pub platform: Option<String>,
    /// Why it does not answer.
    pub problem: Option<ErrorBody>,
    /// When it was looked at.
    pub at: String,
}

/// What said where the engine is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum DockerFoundBy {
    /// The settings.
    Chosen,
    /// An environment variable.
    Variable {
        /// Its name.
        name: String,
    },
    /// A docker context.
    Context {
        /// Its name.
        name: String,
    },
    /// It is where Docker's engine usually is.
    Usual,
    /// It is where the engine of a product usually is.
    Product {
        /// The product.
        name: String,
    },
    /// It is where an engine without root usually is.
    Rootless,
}

/// What this program is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct AboutDocument {
    /// Its version.
    pub version: String,
    /// The commit that it was built from; null when it is not known.
    pub commit: Option<String>,
    /// Where it keeps its data.
    pub data_directory: String,
    /// The size of the data, in bytes.
    pub data_bytes: u64,
    /// This laptop's name, as colleagues see it.
    pub device: String,
    /// Its licence.
    pub license: String,
}
