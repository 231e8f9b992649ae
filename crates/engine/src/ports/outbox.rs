//! The outbox: notices that are to be delivered, kept until they are.

use async_trait::async_trait;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use slipway_domain::config::Occasion;
use slipway_domain::ids::OperationId;
use slipway_domain::notification::Notice;
use slipway_domain::problem::Problem;
use uuid::Uuid;

/// A notice for one channel.
#[derive(Debug, Clone, PartialEq)]
pub struct Letter {
    /// UUIDv7.
    pub id: Uuid,
    /// The channel's name in slipway.yml.
    pub channel: String,
    /// What is told.
    pub notice: Notice,
    /// Whether quiet hours held it back.
    pub held: bool,
    /// From when on it is delivered.
    pub due: Timestamp,
    /// Whether its channel need not hear any more that the operation has begun. Said where it is put in.
    pub says_more: bool,
}

impl Letter {
    /// The operation that it is about.
    pub fn operation(&self) -> Option<OperationId> {
        self.notice.operation
    }

    /// What it is about.
    pub fn occasion(&self) -> Occasion {
        self.notice.occasion
    }
}

/// A channel that this program alone delivers to until the lease runs out, with what is due there, oldest first.
#[derive(Debug, Clone, PartialEq)]
pub struct Claimed {
    /// The channel's name.
    pub channel: String,
    /// What is due. At least one.
    pub letters: Vec<Letter>,
    /// What the channel answered to the first message about the operation of the first letter.
    pub thread: Option<Value>,
    /// How often in a row nothing arrived there.
    pub failures: u32,
    /// When the lease runs out.
    pub lease: Timestamp,
}

/// A notice that did not arrive.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outstanding {
    /// The channel's name.
    pub channel: String,
    /// What it says, in a line.
    pub title: String,
    /// When it was due.
    pub since: Timestamp,
    /// Why it did not arrive, as far as that is known.
    pub why: Option<String>,
    /// Whether nobody tries any more.
    pub given_up: bool,
}

/// The outbox on this device. Safe with several programs at once: of two that claim, one gets a channel.
#[async_trait]
pub trait Outbox: Send + Sync {
    /// Puts letters of a project in. What a channel was told, or is to be told, of an operation on the same occasion stays
    /// as it is; that it has begun is not told any more where a letter says more.
    async fn put(&self, project: &str, letters: &[Letter]) -> Result<(), Problem>;

    /// A channel with something due, for this program alone until `until`; `None` where nothing is due anywhere, or only
    /// where somebody else is at it or the channel wants to be left alone.
    async fn claim(
        &self,
        project: &str,
        now: Timestamp,
        until: Timestamp,
    ) -> Result<Option<Claimed>, Problem>;

    /// When something is due next, also where it is tried again or the channel is left alone until then; `None` where
    /// nothing waits.
    async fn next(&self, project: &str) -> Result<Option<Timestamp>, Problem>;

    /// The letters have arrived. The channel is left alone until `free`; `thread` is what later messages about the
    /// operation go by.
    async fn arrived(
        &self,
        project: &str,
        claimed: &Claimed,
        letters: &[Uuid],
        thread: Option<&Value>,
        free: Timestamp,
    ) -> Result<(), Problem>;

    /// The letters will never arrive; the channel is free for the next.
    async fn given_up(
        &self,
        project: &str,
        claimed: &Claimed,
        letters: &[Uuid],
        why: &str,
        free: Timestamp,
    ) -> Result<(), Problem>;

    /// Nothing arrived; the channel is left alone until `free`.
    async fn put_off(
        &self,
        project: &str,
        claimed: &Claimed,
        why: &str,
        free: Timestamp,
    ) -> Result<(), Problem>;

    /// Nothing was sent, and nothing was tried: the channel waits until `free`.
    async fn waits(&self, project: &str, claimed: &Claimed, free: Timestamp) -> Result<(), Problem>;

    /// Takes the turn of whatever has that key, of all projects together, and leaves it alone until `until`; where it is
    /// to be left alone still, until when.
    async fn take_turn(
        &self,
        robot: &str,
        now: Timestamp,
        until: Timestamp,
    ) -> Result<Option<Timestamp>, Problem>;

    /// Gives up what was due before `oldest` and has not arrived, and forgets what was settled before `forgotten`.
    async fn tidy(&self, project: &str, oldest: Timestamp, forgotten: Timestamp) -> Result<(), Problem>;

    /// What has not arrived, oldest first: what is tried again, and what was given up and not forgotten yet.
    async fn outstanding(&self, project: &str, now: Timestamp) -> Result<Vec<Outstanding>, Problem>;

    /// Up to which place of the ledger the project's operations were told; `None` before anything was.
    async fn told_up_to(&self, project: &str) -> Result<Option<u64>, Problem>;

    /// They are told up to that place from now on; never goes back.
    async fn tell_from(&self, project: &str, place: u64) -> Result<(), Problem>;
}
