//! How a deployment goes over several places: in batches, each verified before the next begins.

use serde_json::json;
use slipway_domain::config::Rollout;
use slipway_domain::ids::StepId;
use slipway_domain::plan::{Effect, Expectation, Replay, Retry, Step, When};
use slipway_hosts::Spot;

/// The spots in batches; one batch of all without a rollout.
pub fn batches<'s>(spots: &'s [Spot], rollout: Option<&Rollout>) -> Vec<&'s [Spot]> {
    let size = rollout.map_or(spots.len(), |rollout| rollout.batch as usize).max(1);
    spots.chunks(size).collect()
}

/// What lets the batch with that number (from 1) begin: the steps that verify the one before, with a pause
/// after them where the rollout wants one.
pub fn gate(number: usize, rollout: Option<&Rollout>, verified: Vec<StepId>) -> (Option<Step>, Vec<StepId>) {
    let wait = rollout.and_then(|rollout| rollout.wait).filter(|wait| !wait.is_zero());
    let (Some(wait), false) = (wait, verified.is_empty()) else { return (None, verified) };
    let seconds = wait.as_millis().div_ceil(1000);
    let step = Step {
        id: StepId(format!("pause-{}", number - 1)),
        needs: verified,
        when: When::Success,
        place: None,
        action: format!("wait {wait}"),
        command: None,
        effect: Effect {
            executor: "wait".to_owned(),
            verb: "pause".to_owned(),
            version: 1,
            args: json!({ "seconds": seconds }),
        },
        expect: Expectation::default(),
        replay: Replay::Converge,
        limit: None,
        retry: Retry::default(),
    };
    let needs = vec![step.id.clone()];
    (Some(step), needs)
}
