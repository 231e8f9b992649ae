//! The board: services against environments, across projects.
//!
//! A band is a project in an environment, a cell a service in an environment. What needs a person is decided here:
//! `needs` of a band or cell, and once more as a list for the line above.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;
use slipway_domain::operation::Kind;
use slipway_domain::problem::Code;
use slipway_domain::world::Health;

use crate::error::ErrorBody;
use crate::status::{FreezeDocument, HoldDocument, LockDocument};

/// The board.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct BoardDocument {
    /// The names of environments, in promotion order, each once.
    pub columns: Vec<String>,
    /// The projects.
    pub projects: Vec<BoardProject>,
    /// What needs a person, the most pressing first.
    pub needs: Vec<Need>,
    /// What was done last, anywhere.
    pub last: Option<LastDone>,
}

/// A project on the board.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct BoardProject {
    /// Its name.
    pub name: String,
    /// Its services, in the file's order, then those that only run.
    pub services: Vec<String>,
    /// The worst of its cells.
    pub state: CellState,
    /// A band per environment, in promotion order.
    pub bands: Vec<Band>,
    /// Why it cannot be read; it has no bands then.
    pub problem: Option<ErrorBody>,
}

/// A project in an environment.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Band {
    /// The environment.
    pub environment: String,
    /// The branches that it takes.
    pub branches: Vec<String>,
    /// The environment that comes before.
    pub after: Option<String>,
    /// It takes releases by itself.
    pub automatic: bool,
    /// How many people have to approve.
    pub approvals: u64,
    /// Its name has to be typed.
    pub protected: bool,
    /// The environment's state in a word.
    pub state: crate::status::State,
    /// What it says needs a person.
    pub needs: bool,
    /// The operation that is open there, and how far it is.
    pub moving: Option<Moving>,
    /// Who holds it.
    pub lock: Option<LockDocument>,
    /// The freeze.
    pub freeze: Option<FreezeDocument>,
    /// The hold.
    pub hold: Option<HoldDocument>,
    /// The places that could not be seen.
    pub unreachable: Vec<SilentPlace>,
    /// What may be done with all of its services at once, most likely first.
    pub actions: Vec<Action>,
    /// A cell per service that was or is to be there.
    pub cells: BTreeMap<String, Cell>,
    /// How old what is said here is.
    pub sight: Sight,
}

/// A place that could not be seen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct SilentPlace {
    /// The place.
    pub name: String,
    /// The code of why.
    pub code: Code,
    /// Why.
    pub reason: String,
}

/// When an environment was looked at.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Sight {
    /// When; null when it never was.
    pub at: Option<String>,
    /// It is being looked at now.
    pub looking: bool,
    /// What is shown is from before: the last look failed, or was too long ago.
    pub stale: bool,
    /// Why the last look failed.
    pub problem: Option<ErrorBody>,
}

/// A service in an environment.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Cell {
    /// Its state.
    pub state: CellState,
    /// It needs a person.
    pub needs: bool,
    /// What runs; two where the places differ, none where nothing does.
    pub versions: Vec<String>,
    /// What an open or failed operation brings or tried to bring; null with `removing` where it takes it away.
    pub to: Option<String>,
    /// It is taken away.
    pub removing: bool,
    /// The commit of what runs.
    pub commit: Option<String>,
    /// Since when, as far as this laptop knows.
    pub since: Option<String>,
    /// Why it is in that state: the first cause, in a sentence.
    pub why: Option<String>,
    /// The parts of that, where they are known, for a window that words it itself.
    pub cause: Option<Cause>,
    /// Places where it is as it should be, of how many.
    pub places: (u64, u64),
    /// How many versions are newer in the environment before.
    pub newer: u64,
    /// The newest of them.
    pub newest: Option<String>,
    /// What may be done with this service alone, most likely first.
    pub actions: Vec<Action>,
}

/// Why a service is in its state.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum Cause {
    /// Its last deployment did not succeed.
    Problem {
        /// The code of why.
        code: Code,
    },
    /// It was taken away.
    Removed {
        /// The version of the release that did so, or its number.
        release: String,
    },
    /// Another version was deployed than the one that runs.
    Deployed {
        /// The version that was deployed.
        version: String,
    },
    /// It is not well at a place.
    Place {
        /// The place.
        place: String,
        /// How it is there.
        health: Health,
    },
}

/// A service's state in an environment: the first that applies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum CellState {
    /// Its last deployment failed.
    Failed,
    /// Nobody can tell.
    Unknown,
    /// It runs, and is not healthy.
    Unhealthy,
    /// It is not what the ledger says.
    Differs,
    /// It waits for someone.
    Waiting,
    /// It is being deployed.
    Deploying,
    /// It has just started.
    Starting,
    /// It runs as it should.
    Healthy,
    /// It is not there.
    NotDeployed,
}

/// An operation that is open.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Moving {
    /// Its id.
    pub operation: String,
    /// What it is.
    pub kind: Kind,
    /// Who began it.
    pub actor: String,
    /// When.
    pub since: String,
    /// It is executed now, here or in another program.
    pub busy: bool,
    /// It waits for a person.
    pub waits: bool,
    /// The release that it brings.
    pub release: Option<u64>,
    /// The services that it touches.
    pub services: Vec<String>,
    /// What it is doing.
    pub step: Option<StepNow>,
    /// How many of its steps are done.
    pub done: u64,
    /// How many it has.
    pub steps: u64,
    /// The places that are done.
    pub places_done: u64,
    /// The places that it goes to.
    pub places: u64,
    /// How long it will probably take still.
    pub left: Option<TimeLeft>,
}

/// What an operation is doing.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct StepNow {
    /// The step.
    pub step: String,
    /// Where; null on the laptop.
    pub place: Option<String>,
    /// What, in a few words.
    pub action: String,
}

/// How long something will probably take still, from what the same took before.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, JsonSchema)]
pub struct TimeLeft {
    /// Seconds from when the document was made.
    pub seconds: u64,
    /// How many earlier operations say so.
    pub of: u64,
}

/// Something that needs a person.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Need {
    /// The project.
    pub project: String,
    /// The environment.
    pub environment: String,
    /// The service; null when it is about all of them.
    pub service: Option<String>,
    /// What it is.
    pub state: NeedState,
    /// The version that it is about.
    pub version: Option<String>,
    /// The operation that it is about.
    pub operation: Option<String>,
}

/// Why something needs a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum NeedState {
    /// It failed.
    Failed,
    /// An operation was left in the middle.
    Unknown,
    /// It runs, and is not healthy.
    Unhealthy,
    /// It waits for someone.
    Waiting,
    /// It is not what the ledger says.
    Differs,
    /// Its lock has no living owner.
    StaleLock,
    /// Its places do not answer.
    Unreachable,
}

/// What may be done, with all that is needed to ask for its plan.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Action {
    /// What.
    pub verb: Verb,
    /// The release that it is about.
    pub release: Option<u64>,
    /// The version that people know it by.
    pub version: Option<String>,
    /// Where from, for a promotion.
    pub from: Option<String>,
    /// Only this service; all if null.
    pub service: Option<String>,
    /// The operation that it is about.
    pub operation: Option<String>,
    /// Why it cannot be done now; null when it can.
    pub blocked: Option<Blocked>,
}

/// Something that may be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Verb {
    /// Bring what runs in the environment before.
    Promote,
    /// Bring a release that runs nowhere before.
    Deploy,
    /// Go back to the deployment before.
    Rollback,
    /// Look at the plan that waits, and approve or deny it.
    Review,
    /// Carry on what was left in the middle.
    Resume,
    /// Take over what a colleague left in the middle.
    TakeOver,
    /// Stop what is under way.
    Cancel,
    /// See why it failed.
    Evidence,
    /// Lift the hold.
    Unhold,
    /// Lift the freeze.
    Unfreeze,
    /// Give the lock back.
    Unlock,
    /// Look at it again.
    Look,
    /// Compare what runs with what the ledger says.
    Compare,
    /// Do the same again.
    Again,
}

/// Why something cannot be done now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Blocked {
    /// The environment is on hold.
    Held,
    /// It is frozen.
    Frozen,
    /// Somebody holds its lock.
    Locked,
    /// Something is under way there.
    Busy,
    /// Something was left in the middle there.
    Open,
    /// Its places do not answer.
    Unreachable,
    /// The image is no longer in the registry.
    ImageGone,
}

/// What was done last.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct LastDone {
    /// The project.
    pub project: String,
    /// The operation.
    pub operation: String,
    /// What it was.
    pub kind: Kind,
    /// Where.
    pub environment: Option<String>,
    /// The versions that it brought.
    pub versions: BTreeMap<String, String>,
    /// How it ended.
    pub verdict: slipway_domain::operation::Verdict,
    /// When.
    pub at: String,
}
