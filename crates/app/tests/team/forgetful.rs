//! An outbox that once cannot put down that something arrived, and channels whose answers take a while.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration;

use async_trait::async_trait;
use jiff::Timestamp;
use serde_json::Value;
use slipway_domain::config::Channel;
use slipway_domain::problem::{Code, Problem};
use slipway_engine::ports::{Claimed, Delivery, Letter, Notifier, Outbox, Outstanding, Undelivered};
use uuid::Uuid;

/// Cannot put down once that something arrived at the channel `quick`.
pub struct Forgetful {
    inner: Arc<dyn Outbox>,
    has_forgotten: AtomicBool,
}

impl Forgetful {
    pub fn new(inner: Arc<dyn Outbox>) -> Self {
        Self { inner, has_forgotten: AtomicBool::new(false) }
    }
}

#[async_trait]
impl Outbox for Forgetful {
    async fn put(&self, project: &str, letters: &[Letter]) -> Result<(), Problem> {
        self.inner.put(project, letters).await
    }

    async fn claim(
        &self,
        project: &str,
        now: Timestamp,
        until: Timestamp,
    ) -> Result<Option<Claimed>, Problem> {
        self.inner.claim(project, now, until).await
    }

    async fn next(&self, project: &str) -> Result<Option<Timestamp>, Problem> {
        self.inner.next(project).await
    }

    async fn arrived(
        &self,
        project: &str,
        claimed: &Claimed,
        letters: &[Uuid],
        thread: Option<&Value>,
        free: Timestamp,
    ) -> Result<(), Problem> {
        if claimed.channel == "quick" && !self.has_forgotten.swap(true, Ordering::SeqCst) {
            return Err(Problem::new(Code::Internal, "the disk is full"));
        }
        self.inner.arrived(project, claimed, letters, thread, free).await
    }

    async fn given_up(
        &self,
        project: &str,
        claimed: &Claimed,
        letters: &[Uuid],
        why: &str,
        free: Timestamp,
    ) -> Result<(), Problem> {
        self.inner.given_up(project, claimed, letters, why, free).await
    }

    async fn put_off(
        &self,
        project: &str,
        claimed: &Claimed,
        why: &str,
        free: Timestamp,
    ) -> Result<(), Problem> {
        self.inner.put_off(project, claimed, why, free).await
    }

    async fn waits(&self, project: &str, claimed: &Claimed, free: Timestamp) -> Result<(), Problem> {
        self.inner.waits(project, claimed, free).await
    }

    async fn take_turn(
        &self,
        robot: &str,
        now: Timestamp,
        until: Timestamp,
    ) -> Result<Option<Timestamp>, Problem> {
        self.inner.take_turn(robot, now, until).await
    }

    async fn tidy(&self, project: &str, oldest: Timestamp, forgotten: Timestamp) -> Result<(), Problem> {
        self.inner.tidy(project, oldest, forgotten).await
    }

    async fn outstanding(&self, project: &str, now: Timestamp) -> Result<Vec<Outstanding>, Problem> {
        self.inner.outstanding(project, now).await
    }

    async fn told_up_to(&self, project: &str) -> Result<Option<u64>, Problem> {
        self.inner.told_up_to(project).await
    }

    async fn tell_from(&self, project: &str, place: u64) -> Result<(), Problem> {
        self.inner.tell_from(project, place).await
    }
}

/// Takes every message at once, and answers a while later where the address ends with `late`.
#[derive(Default)]
pub struct Late {
    quick: AtomicUsize,
    late: AtomicUsize,
}

impl Late {
    /// How many messages were taken at the one address and at the other.
    pub fn taken(&self) -> (usize, usize) {
        (self.quick.load(Ordering::SeqCst), self.late.load(Ordering::SeqCst))
    }
}

#[async_trait]
impl Notifier for Late {
    async fn deliver(&self, delivery: Delivery<'_>) -> Result<Value, Undelivered> {
        if matches!(delivery.channel, Channel::Webhook(hook) if hook.url.ends_with("late")) {
            self.late.fetch_add(1, Ordering::SeqCst);
            tokio::time::sleep(Duration::from_millis(500)).await;
        } else {
            self.quick.fetch_add(1, Ordering::SeqCst);
        }
        Ok(Value::Null)
    }
}
