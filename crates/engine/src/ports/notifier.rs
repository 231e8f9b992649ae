//! Channels that notices go out through.

use std::time::Duration;

use async_trait::async_trait;
use serde_json::Value;
use slipway_domain::config::Channel;
use slipway_domain::notification::Rendered;
use slipway_domain::secret::Secret;

/// A message on its way.
#[derive(Debug)]
pub struct Delivery<'a> {
    /// Where it goes.
    pub channel: &'a Channel,
    /// What opens the way there: a bot's token, or the address of a webhook or a robot. None where it takes none.
    pub credential: Option<Secret>,
    /// What messages are signed with.
    pub sign: Option<Secret>,
    /// What is said.
    pub message: &'a Rendered,
    /// What the channel answered to the first message about the same operation, where it answers something that later
    /// messages go by.
    pub thread: Option<&'a Value>,
}

/// Why a message did not arrive. No secret and no address that is one stands in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Undelivered {
    /// It may arrive later: the channel is not reached, is busy, or does not let us in, which a person can mend.
    Later {
        /// Why, in a sentence.
        why: String,
        /// How long the channel wants to be left alone.
        after: Option<Duration>,
    },
    /// It will never be taken.
    Never {
        /// Why, in a sentence.
        why: String,
    },
}

impl Undelivered {
    /// Why, in a sentence.
    pub fn why(&self) -> &str {
        match self {
            Self::Later { why, .. } | Self::Never { why } => why,
        }
    }
}

/// Sends messages. A call ends within fifteen seconds, whatever the channel does.
#[async_trait]
pub trait Notifier: Send + Sync {
    /// Sends one, and gives back what later messages about the same operation go by; null where there is nothing.
    async fn deliver(&self, delivery: Delivery<'_>) -> Result<Value, Undelivered>;
}
