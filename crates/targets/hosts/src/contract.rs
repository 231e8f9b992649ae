//! What every target must pass, whatever it runs releases on. For tests: a breach panics with what was seen.
//!
//! A test gives a [`Bench`]: a target with its executors on real places, releases to deploy, and a look at
//! the places that does not go through the target.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
#![allow(clippy::disallowed_methods, clippy::disallowed_types, reason = "drives real places in tests")]

mod drive;
mod scenes;

use std::collections::BTreeMap;
use std::sync::Arc;

use async_trait::async_trait;
use slipway_domain::deployment::Deployment;
use slipway_domain::secret::Secret;
use slipway_engine::ports::{Executor, Target};

pub use drive::{Driven, drive, drive_until};
pub use scenes::all;

/// The releases of a bench.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Which {
    /// The first: becomes healthy, with the services `api` and `web`.
    First,
    /// Another image for `api`, `web` as before.
    Second,
    /// As the second, but `api` never becomes healthy.
    Failing,
    /// As the second, without `web`.
    WithoutWeb,
}

/// What a target can tell of what it put out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shows {
    /// The containers that run: their images, health and last lines, and which of them were replaced.
    Containers,
    /// That a program of the release ended well at the place. What it started is not seen, so that neither
    /// image nor health are known, and every release is put out as a whole.
    Receipts,
}

/// A target on real places, under test.
#[async_trait]
pub trait Bench: Send + Sync {
    /// The target.
    fn target(&self) -> Arc<dyn Target>;

    /// Its executors, with "hosts" and "verify".
    fn executors(&self) -> &BTreeMap<String, Arc<dyn Executor>>;

    /// What the target can tell.
    fn shows(&self) -> Shows {
        Shows::Containers
    }

    /// The secrets that can be opened. A step gets those that the executors of its plan name.
    fn secrets(&self) -> BTreeMap<String, Secret> {
        BTreeMap::new()
    }

    /// A release in the environment, with the target's recipe. Of several calls the same comes.
    async fn deployment(&self, which: Which) -> Deployment;

    /// What runs for a service at a place, as the place itself tells: the repository digest.
    async fn digest(&self, place: &str, service: &str) -> Option<String>;

    /// The id of a container at the place that the target does not manage.
    async fn neighbour(&self, place: &str) -> Option<String>;

    /// Makes a place unreachable, or reachable again.
    async fn cut(&self, place: &str, cut: bool);
}
