//! What `plan` says.

use jiff::Timestamp;
use schemars::JsonSchema;
use serde::Serialize;
use slipway_domain::credential::{Kind, Known};
use slipway_domain::digest::Digest;
use slipway_domain::plan::When;
use slipway_domain::sealed::SealedFile;
use slipway_engine::deploy::{Change, CommitChange, GateView, Prepared, ServiceChange, VariableChange};
use slipway_engine::ports::Identity;
use slipway_engine::steps::gate::Answer;

use crate::credentials::ScopeWord;

/// The document.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct PlanDocument {
    /// The plan's hash.
    pub hash: String,
    /// Where it goes.
    pub environment: String,
    /// The number of the release.
    pub release: u64,
    /// What happens to each service.
    pub services: Vec<ServiceDocument>,
    /// The commits in between: those that come, then those that go, each newest first.
    pub commits: Vec<CommitDocument>,
    /// The variables that differ; never their values.
    pub config: Vec<ConfigDocument>,
    /// The sealed files that its secrets come from, also for what it puts back should it fail; never their values.
    pub sealed: Vec<SealedDocument>,
    /// What is done, in order.
    pub actions: Vec<ActionDocument>,
    /// What the gates say now.
    pub gates: Vec<GateDocument>,
    /// With whose rights it would be carried out, where the environment is pinned to an account.
    pub account: Option<AccountDocument>,
    /// The credentials of this laptop's keychain that it would be carried out with. They are under no hash: laptops differ.
    pub credentials: Vec<UsedCredentialDocument>,
    /// What to look at before going on.
    pub warnings: Vec<String>,
    /// The number of the release that a rollback afterwards restores.
    pub rollback_to: Option<u64>,
}

/// A service.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[schemars(rename = "PlannedService")]
pub struct ServiceDocument {
    /// Its name.
    pub name: String,
    /// What happens to it.
    pub change: ChangeWord,
    /// What runs now.
    pub from: Option<ImageDocument>,
    /// What will run.
    pub to: Option<ImageDocument>,
}

/// What happens to a service.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ChangeWord {
    /// Another image or configuration.
    Changed,
    /// It did not run before.
    New,
    /// It runs no more.
    Removed,
    /// Nothing.
    Same,
}

/// An image of a service.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(rename = "PlannedImage")]
pub struct ImageDocument {
    /// Its version; null when the places do not say.
    pub version: Option<String>,
    /// Its digest; null when the places differ.
    pub digest: Option<Digest>,
}

/// A commit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct CommitDocument {
    /// The full object name.
    pub sha: String,
    /// The first line of its message.
    pub subject: String,
    /// Its author.
    pub author: String,
    /// Its time.
    pub time: String,
    /// What happens to it.
    pub change: CommitWord,
}

/// What happens to a commit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum CommitWord {
    /// It goes out.
    Added,
    /// It is in what runs now and not in what goes out.
    Removed,
}

/// A variable.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ConfigDocument {
    /// `SERVICE/NAME`.
    pub key: String,
    /// What happens to it.
    pub change: VariableWord,
}

/// What happens to a variable.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum VariableWord {
    /// It was not there before.
    Added,
    /// It has another value.
    Changed,
    /// It is there no more.
    Removed,
}

/// A sealed file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(rename = "PlannedSealedFile")]
pub struct SealedDocument {
    /// Its path in the repository.
    pub file: String,
    /// Its version: the digest of its content in the commit.
    pub version: Digest,
    /// The names of the secrets that are taken from it, whatever else on this laptop has one of that name.
    pub secrets: Vec<String>,
}

impl SealedDocument {
    /// The files of a plan, in the order in which they are asked.
    pub fn of(prepared: &Prepared) -> Vec<Self> {
        let mut left = prepared.deployment.secrets();
        let one = |file: &SealedFile| {
            let (secrets, others) = std::mem::take(&mut left).into_iter().partition(|name| file.has(name));
            left = others;
            Self { file: file.path.clone(), version: file.version.clone(), secrets }
        };
        prepared.plan.sealed.iter().map(one).collect()
    }
}

/// Something that is done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ActionDocument {
    /// The step's id.
    pub step: String,
    /// Where; null when it is done on the laptop.
    pub place: Option<String>,
    /// What, in a few words.
    pub action: String,
    /// The command as a person would type it.
    pub command: Option<String>,
    /// Under which circumstances it is done.
    pub when: WhenWord,
}

/// Under which circumstances something is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum WhenWord {
    /// What it needs has succeeded.
    Success,
    /// Something failed.
    Failure,
    /// What it takes back was begun, and something failed.
    Undo,
    /// At the end, however it ends.
    Always,
}

/// A gate.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct GateDocument {
    /// Its name.
    pub name: String,
    /// What it says now.
    pub state: GateState,
    /// Why.
    pub reason: Option<String>,
}

/// What a gate says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum GateState {
    /// It holds.
    Passed,
    /// It does not.
    Failed,
    /// Someone has to act first.
    Waiting,
}

/// With whose rights a plan would be carried out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(rename = "PlannedAccount")]
pub struct AccountDocument {
    /// The account.
    pub account: String,
    /// The full name in the account.
    pub name: String,
    /// Where the rights come from: the credential, the profile.
    pub from: String,
    /// The credential that they come from; null for what the person has set up for other tools.
    pub credential: Option<ActingCredential>,
}

/// A credential with whose rights something is done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ActingCredential {
    /// What it is.
    pub kind: Kind,
    /// Its name.
    pub name: String,
}

impl From<&Identity> for AccountDocument {
    fn from(identity: &Identity) -> Self {
        let Identity { account, name, from, credential } = identity.clone();
        let credential = credential.map(|(kind, name)| ActingCredential { kind, name });
        Self { account, name, from, credential }
    }
}

/// A credential that a plan would be carried out with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct UsedCredentialDocument {
    /// Its name.
    pub name: String,
    /// What it is.
    pub kind: Kind,
    /// How narrow the scope is in which it applies.
    pub scope: ScopeWord,
}

impl PlanDocument {
    /// The document of a prepared deployment.
    pub fn of(prepared: &Prepared) -> Self {
        let commits = prepared.commits.iter().map(|CommitChange { commit, removed }| CommitDocument {
            sha: commit.sha.clone(),
            subject: commit.subject.clone(),
            author: commit.author.clone(),
            time: time(commit.time),
            change: if *removed { CommitWord::Removed } else { CommitWord::Added },
        });
        let actions = prepared.plan.steps.iter().map(|step| ActionDocument {
            step: step.id.to_string(),
            place: step.place.clone(),
            action: step.action.clone(),
            command: step.command.clone(),
            when: WhenWord::from(&step.when),
        });
        let config = prepared.configuration.iter();
        Self {
            hash: prepared.hash.to_string(),
            environment: prepared.deployment.environment.clone(),
            release: prepared.deployment.release.number,
            services: prepared.services.iter().map(ServiceDocument::from).collect(),
            commits: commits.collect(),
            config: config
                .map(|one| ConfigDocument { key: one.key.clone(), change: one.change.into() })
                .collect(),
            sealed: SealedDocument::of(prepared),
            actions: actions.collect(),
            gates: prepared.gates.iter().map(GateDocument::from).collect(),
            account: prepared.account.as_ref().map(AccountDocument::from),
            credentials: prepared.credentials.iter().map(UsedCredentialDocument::from).collect(),
            warnings: prepared.warnings.iter().map(|warning| warning.said.clone()).collect(),
            rollback_to: prepared.rollback_to.as_ref().map(|release| release.number),
        }
    }
}

/// Unix seconds as RFC 3339 in UTC.
fn time(seconds: i64) -> String {
    Timestamp::from_second(seconds).map_or_else(|_| seconds.to_string(), |time| time.to_string())
}

impl From<&Known> for UsedCredentialDocument {
    fn from(known: &Known) -> Self {
        let id = &known.id;
        Self { name: id.name().to_owned(), kind: id.kind, scope: ScopeWord::from(&id.scope) }
    }
}

impl From<&When> for WhenWord {
    fn from(when: &When) -> Self {
        match when {
            When::Success => Self::Success,
            When::Failure => Self::Failure,
            When::Undo(_) | When::UndoUnfinished(_) => Self::Undo,
            When::Always => Self::Always,
        }
    }
}

impl From<VariableChange> for VariableWord {
    fn from(change: VariableChange) -> Self {
        match change {
            VariableChange::Added => Self::Added,
            VariableChange::Changed => Self::Changed,
            VariableChange::Removed => Self::Removed,
        }
    }
}

impl From<&ServiceChange> for ServiceDocument {
    fn from(service: &ServiceChange) -> Self {
        let change = match service.change {
            Change::Changed => ChangeWord::Changed,
            Change::New => ChangeWord::New,
            Change::Removed => ChangeWord::Removed,
            Change::Same => ChangeWord::Same,
        };
        let from = service.from.clone().map(|(version, digest)| ImageDocument { version, digest });
        let to = service.to.clone();
        let to = to.map(|(version, digest)| ImageDocument { version: Some(version), digest: Some(digest) });
        Self { name: service.name.clone(), change, from, to }
    }
}

impl From<&GateView> for GateDocument {
    fn from(gate: &GateView) -> Self {
        let (state, reason) = match &gate.answer {
            Answer::Passed => (GateState::Passed, None),
            Answer::Waiting(problem) => (GateState::Waiting, Some(problem.message.clone())),
            Answer::Refused(problem) => (GateState::Failed, Some(problem.message.clone())),
        };
        Self { name: gate.name.clone(), state, reason }
    }
}
