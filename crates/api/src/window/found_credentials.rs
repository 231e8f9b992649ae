//! Credentials that people have elsewhere, and putting them into the keychain. No value is in any of it.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use slipway_domain::credential::Kind;

use super::credentials::CredentialName;
use crate::error::ErrorBody;

/// What people have elsewhere and could be put into the keychain.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct FoundCredentialsDocument {
    /// By where they were found.
    pub found: Vec<FoundCredential>,
    /// What could not be read.
    pub missed: Vec<ErrorBody>,
}

/// A credential that was found. No value is in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct FoundCredential {
    /// What it is named by when it is put into the keychain.
    pub key: String,
    /// What it is.
    pub kind: Kind,
    /// The name that it would get.
    pub name: String,
    /// Where it was found, such as `~/.aws/credentials, profile main`.
    pub from: String,
    /// What a person may compare.
    pub shown: Option<String>,
    /// There is one of that kind and name for every project already.
    pub known: bool,
    /// It has a name and no value: that is still to be set.
    pub empty: bool,
    /// The parts that a person has to fill in afterwards, such as a key's passphrase.
    pub lacks: Vec<String>,
    /// Whether it is proposed: it looks like a secret, is whole, and is not there yet.
    pub proposed: bool,
}

/// Which credentials this laptop has, by their names alone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct LaptopCredentialsDocument {
    /// By where they lie; only where there are some.
    pub found: Vec<LaptopCredentials>,
}

/// The credentials of one source.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct LaptopCredentials {
    /// Where they lie.
    pub source: LaptopSource,
    /// What they are called.
    pub names: Vec<String>,
}

/// Where credentials lie on a laptop.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum LaptopSource {
    /// docker's logins.
    Docker,
    /// The GitHub CLI.
    Github,
    /// Profiles and variables of AWS.
    Aws,
    /// SSH keys, in files and in the agent.
    Ssh,
    /// Variables that hold secrets for Slipway.
    Variables,
}

/// What the keychain holds and nothing is known of here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct HeldCredentialsDocument {
    /// Each by its name and where it applies; none while the keychain cannot be asked without a person.
    pub held: Vec<CredentialName>,
}

/// What was found is to be put into the keychain.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ImportCredentialsArgs {
    /// What is meant of what was found.
    pub keys: Vec<String>,
    /// What is meant of what the keychain holds already. It applies where it did before.
    #[serde(default)]
    pub held: Vec<String>,
    /// The project that they are limited to.
    #[serde(default)]
    pub project: Option<String>,
    /// The environment that they are limited to.
    #[serde(default)]
    pub environment: Option<String>,
}

/// What was put into the keychain.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct ImportedCredentialsDocument {
    /// Those that are there now.
    pub put: Vec<CredentialName>,
    /// Why others are not.
    pub problems: Vec<ErrorBody>,
}
