//! What `credentials list`, `test` and `import` say. No value of a credential is in any of them.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;
use slipway_domain::credential::{CredentialId, Kind, Known, Scope, Tested};
use slipway_domain::problem::Code;
use slipway_engine::ports::KeychainState;

/// What `credentials list` says.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[schemars(rename = "CredentialList")]
pub struct CredentialsDocument {
    /// Where their values lie.
    pub keychain: KeychainDocument,
    /// Those that apply to every project, and those of the project.
    pub credentials: Vec<CredentialDocument>,
}

/// The keychain; asked now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(rename = "ListedKeychain")]
pub struct KeychainDocument {
    /// What it is called: `the login keychain`, or the file that was chosen.
    pub name: String,
    /// What it can do.
    pub state: KeychainWord,
}

/// What a keychain can do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum KeychainWord {
    /// It can be read and written.
    Unlocked,
    /// A person has to unlock it.
    Locked,
    /// There is nothing that keychains are reached by.
    NoBus,
    /// No program keeps secrets here.
    NoService,
    /// The program that keeps secrets has no collection to keep them in.
    NoCollection,
    /// It was asked and does not answer.
    Silent,
}

impl From<KeychainState> for KeychainWord {
    fn from(state: KeychainState) -> Self {
        match state {
            KeychainState::Unlocked => Self::Unlocked,
            KeychainState::Locked => Self::Locked,
            KeychainState::NoBus => Self::NoBus,
            KeychainState::NoService => Self::NoService,
            KeychainState::NoCollection => Self::NoCollection,
            KeychainState::Silent => Self::Silent,
        }
    }
}

/// How narrow a scope is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(rename = "CredentialScope")]
pub enum ScopeWord {
    /// Every project on this laptop.
    Global,
    /// One project, in all its environments and where it is built.
    Project,
    /// One environment of a project.
    Environment,
}

impl From<&Scope> for ScopeWord {
    fn from(scope: &Scope) -> Self {
        match scope {
            Scope::Global => Self::Global,
            Scope::Project { .. } => Self::Project,
            Scope::Environment { .. } => Self::Environment,
        }
    }
}

/// A credential.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[schemars(rename = "ListedCredential")]
pub struct CredentialDocument {
    /// What it is kept under in the keychain.
    pub id: String,
    /// Its name.
    pub name: String,
    /// What it is.
    pub kind: Kind,
    /// How narrow the scope is in which it applies.
    pub scope: ScopeWord,
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
    /// When it was put there.
    pub added: String,
    /// When its value was replaced the last time.
    pub rotated: Option<String>,
    /// When an operation took it the last time.
    pub used: Option<String>,
    /// What in the project's `slipway.yml` uses it, in words.
    pub used_by: Vec<String>,
    /// What came of trying it the last time.
    pub tested: Option<TestedDocument>,
}

/// What came of trying a credential.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(rename = "ListedTest")]
pub struct TestedDocument {
    /// When.
    pub at: String,
    /// Whether it was accepted; null where it was only seen to be there.
    pub works: Option<bool>,
    /// What was seen, in a sentence.
    pub said: String,
}

impl From<&Tested> for TestedDocument {
    fn from(tested: &Tested) -> Self {
        Self { at: tested.at.to_string(), works: tested.works, said: tested.said.clone() }
    }
}

impl CredentialDocument {
    /// What is known of a credential, with what uses it.
    pub fn of(known: &Known, used_by: Vec<String>) -> Self {
        let Known { id, fields, shown, ask, added, rotated, used, tested, removed: _ } = known;
        Self {
            id: id.to_string(),
            name: id.name().to_owned(),
            kind: id.kind,
            scope: ScopeWord::from(&id.scope),
            project: id.scope.project().map(str::to_owned),
            environment: id.scope.environment().map(str::to_owned),
            fields: fields.clone(),
            shown: shown.clone(),
            ask: *ask,
            added: added.to_string(),
            rotated: rotated.map(|at| at.to_string()),
            used: used.map(|at| at.to_string()),
            used_by,
            tested: tested.as_ref().map(TestedDocument::from),
        }
    }
}

/// What `credentials test` says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(rename = "CredentialTests")]
pub struct TestDocument {
    /// What came of each.
    pub tested: Vec<TrialDocument>,
}

/// What came of trying one now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(rename = "CredentialTrial")]
pub struct TrialDocument {
    /// What it is kept under in the keychain.
    pub id: String,
    /// Its name.
    pub name: String,
    /// What it is.
    pub kind: Kind,
    /// Whether it was accepted; null where it was only seen to be there, or could not be tried.
    pub works: Option<bool>,
    /// What was seen, or why it could not be tried.
    pub said: String,
    /// The code of what kept it from being tried.
    pub code: Option<Code>,
}

impl TrialDocument {
    /// What was seen of a credential; `code` is that of what kept it from being tried.
    pub fn of(id: &CredentialId, works: Option<bool>, said: &str, code: Option<Code>) -> Self {
        let (name, kind) = (id.name().to_owned(), id.kind);
        Self { id: id.to_string(), name, kind, works, said: said.to_owned(), code }
    }
}

/// What `credentials import` says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(rename = "CredentialImport")]
pub struct ImportDocument {
    /// What was found.
    pub found: Vec<FoundDocument>,
    /// What could not be read, a sentence each.
    pub missed: Vec<String>,
}

/// A credential that was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(rename = "ImportedCredential")]
pub struct FoundDocument {
    /// The name that it gets.
    pub name: String,
    /// What it is.
    pub kind: Kind,
    /// Where it was found, such as `~/.aws/credentials, profile main`.
    pub from: String,
    /// What a person may compare, such as a fingerprint.
    pub shown: Option<String>,
    /// What came of it.
    pub state: FoundState,
}

/// What came of a credential that was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(rename = "ImportState")]
pub enum FoundState {
    /// It is in the keychain now.
    Imported,
    /// It could be imported; nothing was done.
    Found,
    /// There is one of that kind and name in that scope, which was left as it is.
    Known,
    /// Only its name is known: its value has to be set.
    Empty,
    /// It looks like a setting rather than a secret, and is taken only when it is named.
    Unlikely,
}
