//! Makes a repository that a registry does not have yet, where slipway.yml wants that.

use std::sync::Arc;

use async_trait::async_trait;
use serde::{Deserialize, Serialize};
use serde_json::json;
use slipway_domain::entry::Report;
use slipway_domain::ids::Key;
use slipway_domain::plan::Effect;
use slipway_domain::problem::Problem;
use slipway_domain::progress::Observed;

use super::{failed, knows};
use crate::ports::{Cx, Executor, Fence, ImageHost, NewRepository};

/// The executor's name.
pub const NAME: &str = "repository";
/// Makes one.
pub const CREATE: &str = "create";

/// What is made.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RepositoryArgs {
    /// Its full name, without tag.
    pub repository: String,
    /// Whether none of its tags is to move.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub fixed: bool,
}

/// Makes repositories.
pub struct RepositoryExecutor {
    /// Who makes them.
    pub host: Arc<dyn ImageHost>,
}

#[async_trait]
impl Executor for RepositoryExecutor {
    fn knows(&self, effect: &Effect) -> Result<(), Problem> {
        knows(effect, &[CREATE])
    }

    async fn observe(&self, effect: &Effect, _: &Key, _: &Cx, _: Option<&Report>) -> Observed {
        self.look(effect).await.unwrap_or_else(Observed::Unreachable)
    }

    async fn act(&self, effect: &Effect, _: &Key, _: Fence, cx: &Cx) -> Report {
        self.create(effect, cx).await.map_or_else(failed, |()| Report::default())
    }

    async fn stop(&self, _: &Effect, _: &Key, _: &Cx) {}
}

impl RepositoryExecutor {
    async fn look(&self, effect: &Effect) -> Result<Observed, Problem> {
        let args: RepositoryArgs = effect.read()?;
        let there = self.host.repository(&args.repository).await?.is_some();
        let done = || Observed::Done(json!({ "repository": args.repository }));
        Ok(if there { done() } else { Observed::Absent })
    }

    async fn create(&self, effect: &Effect, cx: &Cx) -> Result<(), Problem> {
        let args: RepositoryArgs = effect.read()?;
        let wanted = NewRepository { project: cx.plan.project.clone(), fixed: args.fixed };
        self.host.create(&args.repository, &wanted).await
    }
}
