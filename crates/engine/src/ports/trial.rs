//! Trying a credential: whether it is accepted where it is for.

use std::collections::BTreeMap;
use std::sync::Arc;

use async_trait::async_trait;
use slipway_domain::credential::{Kind, Known, Parts};
use slipway_domain::problem::Problem;

/// What came of trying a credential.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tried {
    /// Whether it was accepted; `None` where there was nothing to try it on and it was only seen to be there.
    pub works: Option<bool>,
    /// What was seen, in a sentence without any value.
    pub said: String,
}

impl Tried {
    /// It was accepted.
    pub fn works(said: impl Into<String>) -> Self {
        Self { works: Some(true), said: said.into() }
    }

    /// It was refused.
    pub fn refused(said: impl Into<String>) -> Self {
        Self { works: Some(false), said: said.into() }
    }

    /// It was only seen to be there.
    pub fn there(said: impl Into<String>) -> Self {
        Self { works: None, said: said.into() }
    }
}

/// Knows how to try credentials of one kind.
#[async_trait]
pub trait Trial: Send + Sync {
    /// Tries one. Who cannot be asked whether it is good is a problem and tells nothing of the credential.
    async fn attempt(&self, known: &Known, parts: &Parts) -> Result<Tried, Problem>;
}

/// Those who know how, by the kind that they try. What has no entry can only be seen to be there.
pub type Trials = BTreeMap<Kind, Arc<dyn Trial>>;
