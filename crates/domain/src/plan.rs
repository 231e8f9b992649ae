//! What an operation would do, as data with a hash.
//!
//! A plan holds content only: commits, digests, configuration, actions. Nothing in it is local to one
//! laptop or one moment, so that two laptops that would do the same get the same hash.

mod lock;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use serde::de::{DeserializeOwned, IntoDeserializer};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::deployment::Deployment;
use crate::digest::{Digest, hex};
use crate::ids::StepId;
use crate::problem::{Code, Problem};
use crate::release::Draft;
use crate::sealed::SealedFile;

pub use lock::{LOCK, LockFact};

/// The newest format that this version writes and reads.
pub const FORMAT: u32 = 2;
/// The format of plans whose secrets come from the laptop alone. Older versions read it.
const PLAIN_FORMAT: u32 = 1;

/// Where an effect's arguments name what may be quoted.
const QUOTES: &str = "quotes";

/// A plan: steps in a dependency graph, and what they rest on.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Plan {
    /// The oldest format that has all that is in it, [`FORMAT`] at most.
    pub format: u32,
    /// The project's name.
    pub project: String,
    /// What the plan is about.
    pub subject: Subject,
    /// What was observed and must still hold when the steps begin.
    #[serde(default)]
    pub basis: Vec<Basis>,
    /// The sealed files that its secrets come from, also those of what it puts back: the first that has a secret counts.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sealed: Vec<SealedFile>,
    /// The steps, each after the ones it needs.
    pub steps: Vec<Step>,
}

/// What a plan is about. The runner never looks at it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[allow(clippy::large_enum_variant)]
pub enum Subject {
    /// A pipeline run, which makes a release.
    Run(Draft),
    /// A release that goes to an environment.
    Deployment(Deployment),
    /// Something done to an environment that changes no release, such as a restart.
    Upkeep {
        /// The environment.
        environment: String,
        /// What is done, in a few words.
        what: String,
    },
}

impl Subject {
    /// The environment that the plan changes.
    pub fn environment(&self) -> Option<&str> {
        match self {
            Self::Run(_) => None,
            Self::Deployment(deployment) => Some(&deployment.environment),
            Self::Upkeep { environment, .. } => Some(environment),
        }
    }

    /// The build number of the release that it makes or brings.
    pub fn number(&self) -> Option<u64> {
        match self {
            Self::Run(draft) => Some(draft.number),
            Self::Deployment(deployment) => Some(deployment.release.number),
            Self::Upkeep { .. } => None,
        }
    }
}

/// Something observed that the plan rests on: a place and a fingerprint of what runs there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Basis {
    /// What was looked at, such as a place's name.
    pub resource: String,
    /// Equal fingerprints mean equal content.
    pub fingerprint: String,
}

/// One thing to do and how to tell that it was done.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Step {
    /// Unique in the plan.
    pub id: StepId,
    /// The steps that come before.
    #[serde(default)]
    pub needs: Vec<StepId>,
    /// Under which circumstances it runs.
    #[serde(default)]
    pub when: When,
    /// The place it acts on.
    pub place: Option<String>,
    /// A short phrase for people, such as "pull the images".
    pub action: String,
    /// The command as a person would type it, where there is one.
    pub command: Option<String>,
    /// What is done.
    pub effect: Effect,
    /// What must be observed afterwards.
    #[serde(default)]
    pub expect: Expectation,
    /// What may be done when it is not known whether it was done.
    pub replay: Replay,
    /// How long one attempt may take, in seconds.
    pub limit: Option<u64>,
    /// How often it is tried.
    #[serde(default)]
    pub retry: Retry,
}

/// When a step runs.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum When {
    /// As long as nothing failed: a forward step.
    #[default]
    Success,
    /// Once the forward steps have settled and one of them failed.
    Failure,
    /// Like `Failure`, if the named step was intended: what takes it back.
    Undo(StepId),
    /// Like `Undo`, unless all forward steps of the same place succeeded: what is whole stays.
    UndoUnfinished(StepId),
    /// At the end in any case, if one of the steps it needs was begun.
    Always,
}

impl When {
    /// The step that is taken back.
    pub fn undone(&self) -> Option<&StepId> {
        match self {
            Self::Undo(step) | Self::UndoUnfinished(step) => Some(step),
            Self::Success | Self::Failure | Self::Always => None,
        }
    }

    /// Whether it belongs to what is done once an operation fails.
    pub fn is_recovery(&self) -> bool {
        *self == Self::Failure || self.undone().is_some()
    }
}

/// What a step does: opaque to the engine. It names secrets and never holds them.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Effect {
    /// The executor that knows how.
    pub executor: String,
    /// What it is asked to do.
    pub verb: String,
    /// The version of the arguments' form.
    pub version: u32,
    /// The arguments.
    pub args: Value,
}

impl Effect {
    /// The newest form of arguments that this version writes and reads.
    pub const VERSION: u32 = 1;

    /// An effect with typed arguments.
    pub fn new(executor: &str, verb: &str, args: impl Serialize) -> Self {
        let args = serde_json::to_value(args).unwrap_or_default();
        Self { executor: executor.to_owned(), verb: verb.to_owned(), version: Self::VERSION, args }
    }

    /// What it is asked to do, as the executor's own type.
    pub fn verb<V: DeserializeOwned>(&self) -> Result<V, Problem> {
        self.known()?;
        let verb: serde::de::value::StrDeserializer<'_, serde::de::value::Error> =
            self.verb.as_str().into_deserializer();
        V::deserialize(verb).map_err(|_| self.unknown())
    }

    /// That its arguments have a form that this version knows.
    pub fn known(&self) -> Result<(), Problem> {
        if self.version <= Self::VERSION { Ok(()) } else { Err(self.unknown()) }
    }

    /// That nobody here knows how to do it.
    pub fn unknown(&self) -> Problem {
        let Self { executor, verb, version, .. } = self;
        let message = format!(
            "the plan was made by a newer Slipway: this one does not know `{executor} {verb}` in form {version}"
        );
        Problem::new(Code::PlanNewer, message)
    }

    /// The names of secrets that stand in its arguments under `secrets`.
    pub fn secrets(&self) -> Vec<String> {
        self.listed("secrets")
    }

    fn listed(&self, name: &str) -> Vec<String> {
        let listed = self.args.get(name).and_then(Value::as_array);
        listed.into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect()
    }

    /// The same, of which what is said may quote the secrets of these names.
    pub fn quoting(mut self, names: &BTreeSet<String>) -> Self {
        if let Some(args) = self.args.as_object_mut().filter(|_| !names.is_empty()) {
            args.insert(QUOTES.to_owned(), names.iter().map(String::as_str).collect());
        }
        self
    }

    /// The names of secrets that it does without, but that what is said of it may quote.
    pub fn quotes(&self) -> Vec<String> {
        self.listed(QUOTES)
    }

    /// The arguments as the executor's own type.
    pub fn read<T: DeserializeOwned>(&self) -> Result<T, Problem> {
        self.known()?;
        T::deserialize(&self.args).map_err(|error| {
            let message =
                format!("the arguments of `{} {}` cannot be read: {error}", self.executor, self.verb);
            Problem::new(Code::Internal, message)
                .hint("the plan was made by another version of Slipway: plan again")
        })
    }
}

/// The facts that an observation must show for the step to have succeeded. No facts: being done is enough.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Expectation(pub BTreeMap<String, Value>);

impl Expectation {
    /// The first expected fact that `fact` does not show, with what it shows instead.
    pub fn unmet<'a>(&'a self, fact: &'a Value) -> Option<(&'a str, &'a Value, Option<&'a Value>)> {
        self.0.iter().find_map(|(name, expected)| {
            let seen = fact.get(name);
            (seen != Some(expected)).then_some((name.as_str(), expected, seen))
        })
    }
}

/// What may be done about a step whose intent is open after a crash.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Replay {
    /// Repeat freely: doing it twice gives the same.
    Converge,
    /// The target remembers our key, so that absent means not done.
    Keyed,
    /// There is a receipt on the place; without an exit in it nothing is known.
    Once,
}

/// How often a step is tried.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Retry {
    /// At least 1.
    pub attempts: u32,
    /// Seconds between attempts.
    pub wait: u64,
}

impl Default for Retry {
    fn default() -> Self {
        Self { attempts: 1, wait: 0 }
    }
}

/// The SHA-256 of a plan's canonical JSON (RFC 8785), as 64 hexadecimal digits.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct PlanHash(pub String);

impl PlanHash {
    /// The first twelve digits, for people.
    pub fn short(&self) -> &str {
        self.0.get(..12).unwrap_or(&self.0)
    }

    /// Whether `text` names this plan: the whole hash or at least eight leading digits of it.
    pub fn matches(&self, text: &str) -> bool {
        text.len() >= 8 && self.0.starts_with(text)
    }
}

impl fmt::Display for PlanHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Step {
    /// A forward step of no place that may be repeated freely. Who makes it sets what is different about it.
    pub fn new(id: StepId, needs: Vec<StepId>, action: &str, effect: Effect) -> Self {
        Self {
            id,
            needs,
            when: When::Success,
            place: None,
            action: action.to_owned(),
            command: None,
            effect,
            expect: Expectation::default(),
            replay: Replay::Converge,
            limit: None,
            retry: Retry::default(),
        }
    }
}

impl Plan {
    /// A plan whose secrets come from the laptop alone.
    pub fn new(project: &str, subject: Subject, basis: Vec<Basis>, steps: Vec<Step>) -> Self {
        let project = project.to_owned();
        Self { format: PLAIN_FORMAT, project, subject, basis, sealed: Vec::new(), steps }
    }

    /// The same plan with secrets from these sealed files, the first that has one before the others.
    pub fn with_sealed(self, files: Vec<SealedFile>) -> Self {
        let format = if files.is_empty() { self.format } else { FORMAT };
        Self { format, sealed: files, ..self }
    }

    /// The hash of this plan.
    pub fn hash(&self) -> PlanHash {
        PlanHash(Digest::of(&canonical(self)).hex().to_owned())
    }

    /// The step of that id.
    pub fn step(&self, id: &StepId) -> Option<&Step> {
        self.steps.iter().find(|step| &step.id == id)
    }

    /// Why this is no plan: a step that is there twice, needs an unknown step or, over others, itself.
    pub fn fault(&self) -> Option<String> {
        let mut seen: Vec<&StepId> = Vec::new();
        for step in &self.steps {
            if seen.contains(&&step.id) {
                return Some(format!("step `{}` is there twice", step.id));
            }
            if let Some(missing) =
                step.needs.iter().chain(step.when.undone()).find(|need| !seen.contains(need))
            {
                return Some(format!("step `{}` needs `{missing}`, which does not come before it", step.id));
            }
            seen.push(&step.id);
        }
        None
    }
}

/// A value as canonical JSON (RFC 8785). What is serialised here holds no floating-point numbers and no
/// maps with keys other than strings, which is all that could fail.
pub fn canonical<T: Serialize>(value: &T) -> Vec<u8> {
    serde_json_canonicalizer::to_vec(value).unwrap_or_default()
}

/// A fingerprint of any content: the first 16 hexadecimal digits of the SHA-256 of its canonical JSON.
pub fn fingerprint<T: Serialize>(value: &T) -> String {
    use sha2::Digest as _;
    hex(&sha2::Sha256::digest(canonical(value)))[..16].to_owned()
}
