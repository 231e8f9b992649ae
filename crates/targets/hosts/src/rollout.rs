//! How a deployment goes over several places: in batches, each verified before the next begins.

use serde_json::json;
use slipway_domain::config::Rollout;
use slipway_domain::ids::StepId;
use slipway_domain::plan::{Effect, Step};
use slipway_engine::steps::wait;

use crate::spot::Spot;

/// Seconds that a pause's step may take beyond the pause.
const SLACK: u64 = 60;

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
    let seconds = wait.secs_up();
    let id = StepId(format!("pause-{}", number - 1));
    let action = format!("wait {wait} before the next hosts");
    let effect = Effect::new(wait::NAME, wait::PAUSE, json!({ "seconds": seconds }));
    // A pause may be longer than what a step without a limit gets.
    let pause = Step { limit: Some(seconds + SLACK), ..Step::new(id, verified, &action, effect) };
    let needs = vec![pause.id.clone()];
    (Some(pause), needs)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn rollout(batch: u32, wait: Option<&str>) -> Rollout {
        Rollout { batch, wait: wait.map(|text| text.parse().unwrap()) }
    }

    fn verified() -> Vec<StepId> {
        vec!["host-1/health".into()]
    }

    #[test]
    fn spots_go_in_batches_and_all_at_once_without() {
        let spots = ["a", "b", "c"].map(|host| Spot::new(&host.parse().unwrap(), "recipes", "mine", None));
        let sizes = |rollout: Option<&Rollout>| {
            batches(&spots, rollout).iter().map(|batch| batch.len()).collect::<Vec<_>>()
        };
        assert_eq!(sizes(None), [3]);
        assert_eq!(sizes(Some(&rollout(2, None))), [2, 1]);
        assert_eq!(sizes(Some(&rollout(0, None))), [1, 1, 1]);
        assert!(batches(&[], None).is_empty());
    }

    #[test]
    fn a_pause_lasts_as_long_as_was_said() {
        let rollout = rollout(1, Some("48h"));
        let (pause, needs) = gate(2, Some(&rollout), verified());
        let pause = pause.unwrap();
        assert_eq!((pause.needs, needs), (verified(), vec![pause.id]));
        assert_eq!(pause.effect.args, json!({ "seconds": 48 * 3600 }));
        assert_eq!(pause.limit, Some(48 * 3600 + SLACK), "its own limit does not end it");
        assert_eq!(pause.action, "wait 2d before the next hosts");
    }

    #[test]
    fn where_nothing_is_to_be_waited_for_there_is_no_pause() {
        for none in [None, Some(&rollout(1, None)), Some(&rollout(1, Some("0s")))] {
            assert_eq!(gate(2, none, verified()), (None, verified()));
        }
        assert_eq!(gate(1, Some(&rollout(1, Some("1s"))), Vec::new()), (None, Vec::new()));
    }
}
