//! The end of a run: what its jobs left on the laptop's engine goes.

use serde_json::json;
use slipway_domain::entry::Report;
use slipway_domain::ids::StepId;
use slipway_domain::label;
use slipway_domain::operation::Verdict;
use slipway_domain::plan::{Plan, Subject};
use slipway_domain::problem::Problem;
use slipway_domain::progress::Observed;

use super::{JobExecutor, names_of};
use crate::ports::{Cx, Facts, Where};

impl JobExecutor {
    /// Whether anything of the run is left: done once there is nothing. What could not be discarded is left too.
    pub(super) async fn leftovers(&self, cx: &Cx, report: Option<&Report>) -> Result<Observed, Problem> {
        let engine = self.engines.engine(&Where::Here).await?;
        let none = engine.containers(&[label_of(cx)]).await?.is_empty()
            && engine.volumes(&names_of(cx.id())).await?.is_empty();
        let all = report.is_none_or(|report| report.problem.is_none());
        Ok(if none && all { Observed::Done(json!({})) } else { Observed::Absent })
    }

    /// Removes the containers and volumes of the run, and what its jobs left where no release needs it.
    pub(super) async fn clean(&self, cx: &Cx) -> Result<(), Problem> {
        // Each is done whatever comes of the other: containers hold secrets in their environment.
        let discarded = if cx.so_far == Verdict::Succeeded && makes_release(&cx.plan, &cx.facts) {
            Ok(())
        } else {
            self.artifacts.discard(cx.id()).await
        };
        self.empty_engine(cx).await.and(discarded)
    }

    async fn empty_engine(&self, cx: &Cx) -> Result<(), Problem> {
        let engine = self.engines.engine(&Where::Here).await?;
        for container in engine.containers(&[label_of(cx)]).await? {
            engine.remove(&container.name).await?;
        }
        for volume in engine.volumes(&names_of(cx.id())).await? {
            engine.remove_volume(&volume).await?;
        }
        Ok(())
    }
}

fn label_of(cx: &Cx) -> String {
    format!("{}={}", label::OPERATION, cx.id())
}

/// Whether a release comes of a run that succeeds, which then needs what its jobs left for as long as it may be
/// deployed. Asked at the end, when nothing forward is left to do.
fn makes_release(plan: &Plan, facts: &Facts) -> bool {
    match &plan.subject {
        Subject::Run(draft) => draft.release(|step| facts.get(&StepId::from(step))).is_some(),
        Subject::Deployment(_) | Subject::Upkeep { .. } => false,
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use slipway_domain::digest::Digest;
    use slipway_domain::release::{Commit, Draft, DraftService};

    use super::*;

    #[test]
    fn what_the_jobs_left_is_needed_by_a_release_alone() {
        let api = DraftService {
            version: "0.1.5".into(),
            repository: "r/api".into(),
            inputs: "f".into(),
            digest: None,
            pushed_by: Some("push/api".into()),
        };
        let draft = |releases| Draft {
            number: 5,
            commit: Commit::bare("a", "b", 0),
            services: BTreeMap::from([("api".to_owned(), api.clone())]),
            releases,
            artifacts_of: Vec::new(),
        };
        let made = |subject: Subject, facts: &Facts| {
            makes_release(&slipway_fixtures::plan(subject, Vec::new()), facts)
        };
        let pushed = json!({ "digest": Digest::of(b"image").to_string() });
        let pushed = Facts::from([("push/api".into(), pushed)]);
        assert!(made(Subject::Run(draft(true)), &pushed));
        assert!(!made(Subject::Run(draft(true)), &Facts::new()), "the image was not pushed");
        assert!(!made(Subject::Run(draft(false)), &pushed), "none was wanted");
    }
}
