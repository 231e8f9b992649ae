//! Targets: how an environment is reached.

use std::sync::Arc;

use async_trait::async_trait;
use jiff::Timestamp;
use serde_json::Value;
use slipway_domain::artifact::Artifact;
use slipway_domain::config::Config;
use slipway_domain::deployment::Deployment;
use slipway_domain::host_sign::HostSign;
use slipway_domain::ids::{OperationId, StepId};
use slipway_domain::operation::{Operation, Verdict};
use slipway_domain::plan::{LockFact, Plan, Step};
use slipway_domain::problem::Problem;
use slipway_domain::release::Release;
use slipway_domain::world::World;

use super::{Artifacts, LogStream, Source, Terminal, TerminalSize};

/// What should run in an environment.
#[derive(Debug, Clone)]
pub struct Want {
    /// What goes out, or comes back.
    pub deployment: Deployment,
    /// What is put back when it fails, per the environment's policy; `None` when nothing is.
    pub restore: Option<Restore>,
}

/// Where what a release brings comes from: its commit, and what the jobs of its run left.
pub struct Origins<'a> {
    /// The repository.
    pub source: &'a dyn Source,
    /// What jobs left, as far as it is here.
    pub artifacts: &'a dyn Artifacts,
    /// slipway.yml as it stands in the release's commit.
    pub config: &'a Config,
    /// The release.
    pub release: &'a Release,
}

/// The steps of a target, in three groups. The engine puts its gates before the first, a new look at the
/// basis between the first and the second, and a question before undo steps where the policy wants one.
/// `needs` name only steps of the same group or of groups before.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Steps {
    /// Take the locks, `PLACE/lock` each, in an order that is the same for everybody. What each leaves is a
    /// [`LockFact`].
    pub lock: Vec<Step>,
    /// Forward, failure and undo steps at the places.
    pub work: Vec<Step>,
    /// What happens at the end, whatever comes of the rest, once something was begun that it needs: journals are
    /// closed, locks given back.
    pub close: Vec<Step>,
}

/// What is put back on failure.
#[derive(Debug, Clone)]
pub enum Restore {
    /// The deployment that runs now.
    Deployment(Box<Deployment>),
    /// Nothing ran before: what was started is removed.
    Nothing,
}

/// Something found out about a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The place.
    pub place: String,
    /// What was looked at, such as `engine`, `account`, `disk`, `clock`.
    pub subject: String,
    /// Whether it is fine.
    pub ok: bool,
    /// What was found.
    pub text: String,
    /// What to do about it.
    pub fix: Option<String>,
    /// What was found, in parts; `None` where it is no more than a name and a version.
    pub sign: Option<HostSign>,
}

impl Finding {
    /// What was found of a subject, in the engine's sentences. What needs no fix is fine.
    pub fn of(place: &str, subject: &str, sign: HostSign) -> Self {
        let (text, fix) = (sign.to_string(), sign.fix());
        let (place, subject) = (place.to_owned(), subject.to_owned());
        Self { place, subject, ok: fix.is_none(), text, fix, sign: Some(sign) }
    }

    /// A name and a version, which is fine.
    pub fn version(place: &str, subject: &str, text: String) -> Self {
        let (place, subject) = (place.to_owned(), subject.to_owned());
        Self { place, subject, ok: true, text, fix: None, sign: None }
    }
}

/// One environment's target.
#[async_trait]
pub trait Target: Send + Sync {
    /// The names of its places, in order.
    fn places(&self) -> Vec<String>;

    /// What the target needs to put a release there: definitions, scripts, files. Goes into the plan and is what
    /// a rollback restores.
    async fn recipe(&self, of: &Origins<'_>) -> Result<Value, Problem>;

    /// The files of a recipe that are not in it and not in the commit, but were left by a job: their paths, and
    /// what they lie in. A recipe that this target cannot read has none.
    fn artifacts(&self, _recipe: &Value) -> Vec<(String, Artifact)> {
        Vec::new()
    }

    /// Looks at all places at once. A place that cannot be seen is told as such.
    async fn observe(&self) -> World;

    /// Looks again at what runs, as far as it makes the basis of a plan. Asked under the lock, so it is short.
    async fn running(&self) -> World {
        self.observe().await
    }

    /// The steps that bring the wanted deployment about: locks, actions, verification, undoing, unlocking.
    /// Pure.
    fn plan(&self, want: &Want, world: &World) -> Result<Steps, Problem>;

    /// What a deployment leaves as it is though a reader of the release might expect otherwise, in sentences. `before`
    /// is what was deployed last. Pure.
    fn warnings(&self, _before: Option<&Deployment>, _after: &Deployment, _world: &World) -> Vec<String> {
        Vec::new()
    }

    /// The steps that start a service's containers anew. Pure.
    fn restart(&self, service: &str, world: &World) -> Result<Steps, Problem>;

    /// What is fine and what keeps the places from taking a release.
    async fn doctor(&self) -> Vec<Finding>;

    /// The lines of a service's containers, also of those that have ended, each with its place.
    async fn logs(
        &self,
        service: &str,
        tail: Option<u32>,
        follow: bool,
    ) -> Result<Vec<(String, LogStream)>, Problem>;

    /// Runs a command in a service's container with the person's terminal: at `place`, or at the first one.
    async fn exec(
        &self,
        service: &str,
        place: Option<&str>,
        command: &[String],
        tty: bool,
    ) -> Result<i32, Problem>;

    /// Runs a command in a service's container at a place, the first one without a name, on a terminal of its own.
    async fn terminal(
        &self,
        service: &str,
        place: Option<&str>,
        command: &[String],
        size: TerminalSize,
    ) -> Result<Terminal, Problem>;

    /// Hangs up on what carries a terminal's mark, in each container of a service that runs at a place, the first one
    /// without a name.
    async fn hang_up(&self, service: &str, place: Option<&str>, mark: &str) -> Result<(), Problem>;

    /// Takes the lock by hand for a person.
    async fn lock(&self, owner: &str, message: &str) -> Result<(), Problem>;

    /// Gives the lock back; with `force` also one that another person holds.
    async fn unlock(&self, owner: &str, force: bool) -> Result<(), Problem>;

    /// What the places remember of operations that are over and went on there after the newest of `known`. An error
    /// where a place cannot be asked.
    async fn past(&self, known: &[OperationId]) -> Result<Past, Problem>;

    /// Takes over an operation whose laptop is gone: raises the fence at every place, ends what still runs
    /// there and returns what the places' journals know: the entries of the newest open operation. Places out of
    /// reach stay as they are and are told; done again, it takes what it can reach then. An error where no
    /// place can be reached, or where only one out of reach may hold an operation.
    async fn take_over(&self, owner: &str) -> Result<Option<Journaled>, Problem>;
}

/// An operation as the journals of the places tell it.
#[derive(Debug, Clone)]
pub struct Journaled {
    /// The operation, as it was opened.
    pub operation: Operation,
    /// Its plan.
    pub plan: Plan,
    /// The steps that were begun at a place, with their attempt.
    pub begun: Vec<(StepId, u32)>,
    /// The locking steps of the places that were taken over, and the fact that each leaves to the new holder.
    pub fences: Vec<(StepId, LockFact)>,
    /// The locking steps of places that were out of reach, and why: nothing is known of these places.
    pub unreached: Vec<(StepId, Problem)>,
    /// How it ended, where a place had been told so before its laptop was gone: only cleaning up was left of it.
    pub closed: Option<Verdict>,
}

/// Operations that are over, as the places remember them.
#[derive(Debug, Clone, Default)]
pub struct Past {
    /// In the order in which they went on there.
    pub ended: Vec<Ended>,
    /// What was there and cannot be told any more, in sentences.
    pub gaps: Vec<String>,
}

/// An operation that is over, as a place remembers it.
#[derive(Debug, Clone)]
pub struct Ended {
    /// The operation, as it was opened.
    pub operation: Operation,
    /// Its plan.
    pub plan: Plan,
    /// When it took the lock, by the place's clock.
    pub began: Timestamp,
    /// When it gave the lock back.
    pub ended: Timestamp,
    /// How; `Unknown` where nobody wrote that down.
    pub verdict: Verdict,
    /// The place that tells it.
    pub place: String,
}

/// The targets of a project.
pub trait Targets: Send + Sync {
    /// The target of an environment.
    fn target(&self, environment: &str) -> Result<Arc<dyn Target>, Problem>;
}
