//! The ledger: what was intended and what came of it, for good.

use async_trait::async_trait;
use jiff::Timestamp;
use slipway_domain::deployment::Deployment;
use slipway_domain::entry::Entry;
use slipway_domain::ids::{OperationId, StepId};
use slipway_domain::operation::{Operation, Verdict};
use slipway_domain::plan::PlanHash;
use slipway_domain::problem::Problem;
use slipway_domain::release::{Release, ServiceRelease};
use uuid::Uuid;

/// Entries that [`Ledger::changes`] tells at most at once.
pub const MOST_CHANGES: u32 = 1_000;

/// An operation as the lists show it. Derived from entries.
#[derive(Debug, Clone, PartialEq)]
pub struct OperationRow {
    /// Who set out to do what.
    pub operation: Operation,
    /// When.
    pub started_at: Timestamp,
    /// When it was closed.
    pub ended_at: Option<Timestamp>,
    /// How; `None` while it is open.
    pub verdict: Option<Verdict>,
    /// The build number it makes or deploys.
    pub release: Option<u64>,
    /// Why it did not succeed, in a sentence.
    pub problem: Option<String>,
}

/// A deployment that succeeded in full, with its operation.
pub type Deployed = (OperationRow, Deployment);

/// What an image is made of, to find one that was made of the same.
#[derive(Debug, Clone, Copy)]
pub struct Ingredients<'a> {
    /// The service.
    pub service: &'a str,
    /// Where the image is, without tag.
    pub repository: &'a str,
    /// The fingerprint of everything that goes into it.
    pub inputs: &'a str,
    /// Whether an image of a working tree with changes will do.
    pub dirty: bool,
}

/// Which operations are wanted.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// Of this environment.
    pub environment: Option<String>,
    /// Only those that are not closed.
    pub open: bool,
    /// At most so many; the newest first.
    pub limit: Option<u32>,
}

impl Filter {
    /// Those that are not closed, of all environments or of one.
    pub fn open_in(environment: Option<&str>) -> Self {
        Self { environment: environment.map(str::to_owned), open: true, limit: None }
    }

    /// At most so many, whatever they are about.
    pub fn newest(limit: u32) -> Self {
        Self { environment: None, open: false, limit: Some(limit) }
    }

    /// At most so many of an environment.
    pub fn newest_of(environment: &str, limit: u32) -> Self {
        Self { environment: Some(environment.to_owned()), open: false, limit: Some(limit) }
    }
}

/// An entry as far as it tells who has to look again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Changed {
    /// Of which project.
    pub project: String,
    /// About which environment, if about one.
    pub environment: Option<String>,
    /// Of which operation, if of one.
    pub operation: Option<OperationId>,
    /// What kind of entry it is, as [`slipway_domain::entry::Body::kind`] says it.
    pub kind: String,
}

/// What was added to the ledger.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Changes {
    /// Where the next question goes on: the place of the last of these entries, or that of the question where
    /// there are none.
    pub newest: u64,
    /// The entries in order.
    pub entries: Vec<Changed>,
}

/// The ledger on this device. Safe with several programs at once.
#[async_trait]
pub trait Ledger: Send + Sync {
    /// Adds entries, all or none. An `Opened` whose build number another run of the project has, and a
    /// second intent or outcome of one attempt, are refused with `Code::OperationBusy`. So is an `Opened` whose
    /// request key the project knows; `details.operation` is then the operation that has the number or the key.
    async fn append(&self, entries: Vec<Entry>) -> Result<(), Problem>;

    /// The entries of an operation in order; those after `after`, if given.
    async fn entries(&self, operation: OperationId, after: Option<Uuid>) -> Result<Vec<Entry>, Problem>;

    /// Operations of a project, newest first.
    async fn operations(&self, project: &str, filter: Filter) -> Result<Vec<OperationRow>, Problem>;

    /// One operation, by its id or at least eight leading digits of it.
    async fn operation(&self, id: &str) -> Result<Option<OperationRow>, Problem>;

    /// The operation of a project that was opened for the request with this key.
    async fn requested(&self, project: &str, key: &str) -> Result<Option<OperationId>, Problem>;

    /// The operation of an environment that was closed last, whatever came of it.
    async fn last_closed(&self, project: &str, environment: &str) -> Result<Option<OperationRow>, Problem>;

    /// The highest build number of the project, 0 if there is none.
    async fn highest_number(&self, project: &str) -> Result<u64, Problem>;

    /// The run that has this build number.
    async fn run_of(&self, project: &str, number: u64) -> Result<Option<OperationRow>, Problem>;

    /// How a step of that name came out in the runs of a project with a higher build number than this one: the entries
    /// that say so, in no order.
    async fn outcomes_after(&self, project: &str, number: u64, step: &StepId) -> Result<Vec<Entry>, Problem>;

    /// At most so many releases of a project, newest first.
    async fn releases(&self, project: &str, limit: u32) -> Result<Vec<Release>, Problem>;

    /// The release of that number.
    async fn release(&self, project: &str, number: u64) -> Result<Option<Release>, Problem>;

    /// The releases of which a service has that version, newest first.
    async fn releases_with(&self, project: &str, version: &str) -> Result<Vec<Release>, Problem>;

    /// The newest release of a branch.
    async fn newest_of(&self, project: &str, branch: &str) -> Result<Option<Release>, Problem>;

    /// A service as the newest release has it that made it of the same.
    async fn made_of(
        &self,
        project: &str,
        wanted: Ingredients<'_>,
    ) -> Result<Option<ServiceRelease>, Problem>;

    /// At most so many deployments of an environment that succeeded in full, newest first.
    async fn deployments(
        &self,
        project: &str,
        environment: &str,
        limit: u32,
    ) -> Result<Vec<Deployed>, Problem>;

    /// Those that brought this release or a part of it, newest first.
    async fn deployments_of(
        &self,
        project: &str,
        environment: &str,
        release: u64,
    ) -> Result<Vec<Deployed>, Problem>;

    /// The entries about an environment that belong to no operation (holds, freezes, locks by hand), in order.
    async fn rules(&self, project: &str, environment: &str) -> Result<Vec<Entry>, Problem>;

    /// The approvals and denials of a plan, in order.
    async fn approvals(&self, plan: &PlanHash) -> Result<Vec<Entry>, Problem>;

    /// The place of the newest entry, 0 if there is none: to ask for [`Ledger::changes`] from now on.
    async fn newest(&self) -> Result<u64, Problem>;

    /// What any program added after that place, whatever the project; at most [`MOST_CHANGES`] entries, the
    /// oldest first. Cheap enough to be asked many times a second.
    async fn changes(&self, after: u64) -> Result<Changes, Problem>;
}
