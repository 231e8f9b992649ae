//! The end of a run: what its jobs left on the laptop's engine goes.

use serde_json::json;
use slipway_domain::label;
use slipway_domain::operation::Verdict;
use slipway_domain::plan::Subject;
use slipway_domain::problem::Problem;
use slipway_domain::progress::Observed;

use super::JobExecutor;
use crate::ports::{Cx, Where};

impl JobExecutor {
    /// Whether anything of the run is left: done once there is nothing.
    pub(super) async fn leftovers(&self, cx: &Cx) -> Result<Observed, Problem> {
        let engine = self.engines.engine(&Where::Here).await?;
        let label = [format!("{}={}", label::OPERATION, cx.id())];
        let none = engine.containers(&label).await?.is_empty() && engine.volumes(&label).await?.is_empty();
        Ok(if none { Observed::Done(json!({})) } else { Observed::Absent })
    }

    /// Removes the containers and volumes of the run, and what its jobs left where no release needs it.
    pub(super) async fn clean(&self, cx: &Cx) -> Result<(), Problem> {
        if !makes_release(cx) {
            self.artifacts.discard(cx.id()).await?;
        }
        let engine = self.engines.engine(&Where::Here).await?;
        let label = [format!("{}={}", label::OPERATION, cx.id())];
        for container in engine.containers(&label).await? {
            engine.remove(&container.name).await?;
        }
        for volume in engine.volumes(&label).await? {
            engine.remove_volume(&volume).await?;
        }
        Ok(())
    }
}

/// Whether a release comes of the run, which then needs what its jobs left for as long as it may be deployed.
/// Asked at the end, when nothing forward is left to do.
fn makes_release(cx: &Cx) -> bool {
    let wanted = matches!(&cx.plan.subject, Subject::Run(draft) if draft.releases);
    wanted && cx.so_far == Verdict::Succeeded
}
