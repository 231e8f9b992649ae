//! Credentials: what lies in the keychain, what uses it, and what is needed and lies nowhere yet.

use std::collections::BTreeMap;

use jiff::Timestamp;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use slipway_domain::credential::{CredentialId, Kind, Tested, UsedBy};

use crate::credentials::KeychainWord;
use crate::error::ErrorBody;

/// All credentials that are known here, and what `slipway.yml` of a project needs and is nowhere yet.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct CredentialsDocument {
    /// By where they apply, the widest first.
    pub bands: Vec<CredentialBand>,
    /// What there may be, with the parts that each consists of.
    pub kinds: Vec<KindDocument>,
    /// What one may be for.
    pub projects: Vec<CredentialProject>,
}

/// Those that apply in the same place.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct CredentialBand {
    /// The project; null for every project.
    pub project: Option<String>,
    /// The environment; null for all of them.
    pub environment: Option<String>,
    /// By kind and name.
    pub credentials: Vec<CredentialRow>,
}

/// A credential, or what is needed and is none yet. No value is in it.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct CredentialRow {
    /// What it is kept under.
    pub id: String,
    /// What it is.
    pub kind: Kind,
    /// Its name.
    pub name: String,
    /// The project that it is limited to.
    pub project: Option<String>,
    /// The environment that it is limited to.
    pub environment: Option<String>,
    /// Its parts that are not secret, by name.
    pub fields: BTreeMap<String, String>,
    /// What a person may compare and nobody can use, such as a key's fingerprint.
    pub shown: Option<String>,
    /// Whether each operation that uses it asks first.
    pub ask: bool,
    /// When it was put there; null for what has no value yet.
    pub added: Option<String>,
    /// When its value was replaced the last time.
    pub rotated: Option<String>,
    /// When an operation took it the last time.
    pub used: Option<String>,
    /// What uses it, as far as the projects of the window tell.
    pub used_by: Vec<CredentialUse>,
    /// What came of trying it.
    pub test: CredentialTest,
    /// Whether there is something to try it on.
    pub can_be_tested: bool,
}

/// What uses a credential.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(tag = "use", rename_all = "snake_case")]
pub enum CredentialUse {
    /// The build of a service.
    Build {
        /// The project.
        project: String,
        /// The service.
        service: String,
    },
    /// A job that has it as a variable, or whose image is pulled from there.
    Job {
        /// The project.
        project: String,
        /// The job.
        job: String,
    },
    /// A service while it runs.
    Service {
        /// The project.
        project: String,
        /// The environment.
        environment: String,
        /// The service.
        service: String,
    },
    /// A script that a release is brought with.
    Script {
        /// The project.
        project: String,
        /// The environment.
        environment: String,
    },
    /// Images are pushed there and pulled from there.
    Images {
        /// The project.
        project: String,
        /// The service.
        service: String,
    },
    /// An environment pulls from there instead.
    Pulls {
        /// The project.
        project: String,
        /// The environment.
        environment: String,
    },
    /// An environment belongs to the account that it is of.
    Account {
        /// The project.
        project: String,
        /// The environment.
        environment: String,
    },
    /// A host is reached with it.
    Host {
        /// The project.
        project: String,
        /// The environment.
        environment: String,
        /// The host.
        host: String,
    },
    /// The sealed file of an environment may be opened with it.
    Sealed {
        /// The project.
        project: String,
        /// The environment.
        environment: String,
    },
    /// What is left at the repository's remote is got with it.
    Repository {
        /// The project.
        project: String,
    },
    /// A channel of `notifications` is reached with it, or what goes there is signed with it.
    Notices {
        /// The project.
        project: String,
        /// The channel.
        channel: String,
    },
}

/// What came of trying a credential.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct CredentialTest {
    /// What is known.
    pub outcome: CredentialOutcome,
    /// When that was seen.
    pub at: Option<String>,
    /// What was seen, in a sentence.
    pub said: Option<String>,
}

/// What is known of a credential's use.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum CredentialOutcome {
    /// It was accepted.
    Works,
    /// It was refused.
    Refused,
    /// There is nothing to try it on, and it is there.
    Present,
    /// Nobody tried it yet.
    Untested,
    /// It is needed and has no value yet.
    Missing,
}

/// A kind of credential.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct KindDocument {
    /// Which.
    pub kind: Kind,
    /// Its parts, in the order in which they are asked for.
    pub fields: Vec<FieldDocument>,
    /// The part that may be read from a file; null where it is typed.
    pub file: Option<String>,
    /// Whether there is something to try one on.
    pub can_be_tested: bool,
}

/// A part of a credential.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct FieldDocument {
    /// What it is called.
    pub name: String,
    /// Whether it is never shown.
    pub secret: bool,
    /// Whether there is none without it.
    pub required: bool,
}

/// A project that a credential may be for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct CredentialProject {
    /// Its name.
    pub name: String,
    /// Its environments, in promotion order.
    pub environments: Vec<String>,
}

/// The keychain; asked now.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct KeychainDocument {
    /// What it can do.
    pub state: KeychainWord,
    /// What it is called: `the login keychain`, or the file that was chosen.
    pub name: String,
    /// The encrypted file that was chosen instead of a keychain.
    pub file: Option<String>,
    /// Why what was chosen instead of the system's keychain cannot be had.
    pub problem: Option<ErrorBody>,
    /// When it was asked.
    pub at: String,
}

/// A credential that is there.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CredentialArgs {
    /// What it is kept under.
    pub id: String,
}

/// A credential that may come to be.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CredentialWish {
    /// What it is.
    pub kind: Kind,
    /// Its name.
    pub name: String,
    /// The project that it is limited to.
    #[serde(default)]
    pub project: Option<String>,
    /// The environment that it is limited to.
    #[serde(default)]
    pub environment: Option<String>,
}

/// What is said of a credential that may come to be.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct CredentialWishDocument {
    /// Why there can be none of that name.
    pub problem: Option<ErrorBody>,
    /// There is one already: what it is kept under.
    pub known: Option<String>,
    /// The wider one that it is used instead of.
    pub instead_of: Option<CredentialName>,
}

/// A credential as people name it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct CredentialName {
    /// What it is kept under.
    pub id: String,
    /// What it is.
    pub kind: Kind,
    /// Its name.
    pub name: String,
    /// The project that it is limited to.
    pub project: Option<String>,
    /// The environment that it is limited to.
    pub environment: Option<String>,
}

/// What came of trying a credential now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct TriedDocument {
    /// What was seen.
    pub test: CredentialTest,
}

/// What came of trying all of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct TriedAllDocument {
    /// How many were accepted.
    pub works: u64,
    /// How many are there, and nothing tries them.
    pub untried: u64,
    /// Those that were not.
    pub refused: Vec<CredentialName>,
}

impl CredentialUse {
    /// What uses it in a project.
    pub fn of(project: &str, used: UsedBy) -> Self {
        let project = project.to_owned();
        match used {
            UsedBy::Build { service } => Self::Build { project, service },
            UsedBy::Job { job } => Self::Job { project, job },
            UsedBy::Service { environment, service } => Self::Service { project, environment, service },
            UsedBy::Script { environment } => Self::Script { project, environment },
            UsedBy::Images { service } => Self::Images { project, service },
            UsedBy::Pulls { environment } => Self::Pulls { project, environment },
            UsedBy::Account { environment } => Self::Account { project, environment },
            UsedBy::Host { environment, host } => Self::Host { project, environment, host },
            UsedBy::Sealed { environment } => Self::Sealed { project, environment },
            UsedBy::Repository => Self::Repository { project },
            UsedBy::Notices { channel } => Self::Notices { project, channel },
        }
    }
}

impl From<&CredentialId> for CredentialName {
    fn from(id: &CredentialId) -> Self {
        Self {
            id: id.to_string(),
            kind: id.kind,
            name: id.name().to_owned(),
            project: id.scope.project().map(str::to_owned),
            environment: id.scope.environment().map(str::to_owned),
        }
    }
}

impl CredentialTest {
    /// What came of trying one, if somebody did.
    pub fn of(tested: Option<&Tested>) -> Self {
        let outcome = match tested.map(|tested| tested.works) {
            None => CredentialOutcome::Untested,
            Some(None) => CredentialOutcome::Present,
            Some(Some(true)) => CredentialOutcome::Works,
            Some(Some(false)) => CredentialOutcome::Refused,
        };
        let at = tested.map(|tested| tested.at.to_string());
        Self { outcome, at, said: tested.map(|tested| tested.said.clone()) }
    }

    /// Of what was put there then and can be tried on nothing.
    pub fn kept(since: Timestamp) -> Self {
        Self { outcome: CredentialOutcome::Present, at: Some(since.to_string()), said: None }
    }

    /// Of what is needed and has no value yet.
    pub fn missing() -> Self {
        Self { outcome: CredentialOutcome::Missing, at: None, said: None }
    }
}
