//! What slipway.yml rules for an environment.

use slipway_api::window::environment::{FreezeWindow, RuledHere};
use slipway_domain::config::{Environment, Freeze};
use slipway_domain::duration::Duration;

/// What it rules beside what the board says.
pub(super) fn of(policy: &Environment) -> RuledHere {
    let rollout = policy.rollout.as_ref();
    RuledHere {
        on_failure: policy.on_failure,
        batch: rollout.map(|rollout| rollout.batch),
        wait_seconds: rollout.and_then(|rollout| rollout.wait).map(Duration::secs_up),
        soak_seconds: policy.soak.map(Duration::secs_up),
        not_author: policy.approvals.as_ref().is_some_and(|approvals| approvals.not_author),
        freezes: policy.freeze.iter().map(window).collect(),
    }
}

fn window(freeze: &Freeze) -> FreezeWindow {
    match freeze.clone() {
        Freeze::Once { from, until, reason } => {
            FreezeWindow::Never { from: from.to_string(), until: until.to_string(), reason }
        }
        Freeze::Weekly { days, from, until, timezone, reason } => {
            FreezeWindow::Weekly { days, from, until, timezone, reason }
        }
    }
}

#[cfg(test)]
mod tests {
    use slipway_domain::config::{Approvals, OnFailure, Rollout, Weekday};

    use super::*;

    #[test]
    fn nothing_is_ruled_where_the_file_says_nothing() {
        let told = of(&Environment::default());
        assert_eq!(told.on_failure, OnFailure::Stop);
        assert_eq!((told.batch, told.wait_seconds, told.soak_seconds), (None, None, None));
        assert!(!told.not_author && told.freezes.is_empty());
    }

    #[test]
    fn all_that_is_ruled_is_told() {
        let long = |text: &str| text.parse::<Duration>().ok();
        let freeze = Freeze::Weekly {
            days: vec![Weekday::Fri],
            from: "12:00".into(),
            until: "24:00".into(),
            timezone: "Europe/Berlin".into(),
            reason: Some("nobody is there".into()),
        };
        let told = of(&Environment {
            on_failure: OnFailure::Rollback,
            rollout: Some(Rollout { batch: 2, wait: long("30s") }),
            soak: long("1h"),
            approvals: Some(Approvals { count: 1, not_author: true }),
            freeze: vec![freeze],
            ..Environment::default()
        });
        assert_eq!(told.on_failure, OnFailure::Rollback);
        assert_eq!((told.batch, told.wait_seconds, told.soak_seconds), (Some(2), Some(30), Some(3600)));
        assert!(told.not_author);
        assert_eq!(
            told.freezes,
            [FreezeWindow::Weekly {
                days: vec![Weekday::Fri],
                from: "12:00".into(),
                until: "24:00".into(),
                timezone: "Europe/Berlin".into(),
                reason: Some("nobody is there".into()),
            }]
        );
    }
}
