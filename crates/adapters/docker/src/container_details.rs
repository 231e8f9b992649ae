//! What an engine's details of a container come to.

use bollard::models::{
    ContainerInspectResponse, ContainerState, ContainerStateStatusEnum, Health as Check, HealthStatusEnum,
};
use slipway_domain::world::Health;
use slipway_engine::ports::{ContainerState as Word, FoundContainer};

/// A container from its details and its image's repository digests.
pub(crate) fn found(details: ContainerInspectResponse, repo_digests: Vec<String>) -> FoundContainer {
    let config = details.config.unwrap_or_default();
    let state = details.state.unwrap_or_default();
    let status = state.status.unwrap_or(ContainerStateStatusEnum::EMPTY);
    FoundContainer {
        id: details.id.unwrap_or_default(),
        name: details.name.unwrap_or_default().trim_start_matches('/').to_owned(),
        image_id: details.image.unwrap_or_default(),
        image: config.image.unwrap_or_default(),
        repo_digests,
        labels: config.labels.unwrap_or_default().into_iter().collect(),
        state: state_of(status),
        exit_code: ended(status).then_some(state.exit_code).flatten(),
        health: health(&state),
        health_output: state.health.as_ref().and_then(newest_output),
        restarts: details.restart_count.unwrap_or_default(),
        env: config.env.unwrap_or_default(),
        started_at: state.started_at.filter(|at| !at.is_empty() && !at.starts_with("0001-")),
    }
}

fn state_of(status: ContainerStateStatusEnum) -> Word {
    use ContainerStateStatusEnum as S;
    match status {
        S::CREATED => Word::Created,
        S::RUNNING => Word::Running,
        S::RESTARTING => Word::Restarting,
        S::PAUSED => Word::Paused,
        S::STOPPING => Word::Stopping,
        S::EXITED => Word::Exited,
        S::DEAD => Word::Dead,
        S::REMOVING => Word::Removing,
        S::EMPTY => Word::Unknown,
    }
}

fn ended(status: ContainerStateStatusEnum) -> bool {
    use ContainerStateStatusEnum as S;
    matches!(status, S::EXITED | S::DEAD | S::REMOVING | S::RESTARTING)
}

fn health(state: &ContainerState) -> Health {
    use ContainerStateStatusEnum as S;
    match state.status.unwrap_or(S::EMPTY) {
        S::RUNNING | S::STOPPING => state.health.as_ref().map_or(Health::Healthy, checked),
        S::RESTARTING => Health::Unhealthy,
        S::CREATED | S::PAUSED | S::EXITED | S::DEAD | S::REMOVING => Health::Stopped,
        S::EMPTY => Health::Unknown,
    }
}

fn checked(check: &Check) -> Health {
    match check.status.unwrap_or(HealthStatusEnum::NONE) {
        HealthStatusEnum::NONE | HealthStatusEnum::EMPTY | HealthStatusEnum::HEALTHY => Health::Healthy,
        HealthStatusEnum::STARTING => Health::Starting,
        HealthStatusEnum::UNHEALTHY => Health::Unhealthy,
    }
}

fn newest_output(check: &Check) -> Option<String> {
    let output = check.log.as_ref()?.last()?.output.as_ref()?;
    Some(output.trim_end().to_owned()).filter(|output| !output.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn state(status: ContainerStateStatusEnum, check: Option<HealthStatusEnum>) -> ContainerState {
        let health = check.map(|status| Check { status: Some(status), ..Check::default() });
        ContainerState { status: Some(status), health, exit_code: Some(3), ..ContainerState::default() }
    }

    #[test]
    fn health_is_state_and_check_together() {
        use ContainerStateStatusEnum as S;
        let cases = [
            (S::RUNNING, None, Health::Healthy),
            (S::RUNNING, Some(HealthStatusEnum::NONE), Health::Healthy),
            (S::RUNNING, Some(HealthStatusEnum::STARTING), Health::Starting),
            (S::RUNNING, Some(HealthStatusEnum::UNHEALTHY), Health::Unhealthy),
            (S::RESTARTING, Some(HealthStatusEnum::HEALTHY), Health::Unhealthy),
            (S::EXITED, Some(HealthStatusEnum::HEALTHY), Health::Stopped),
            (S::CREATED, None, Health::Stopped),
            (S::EMPTY, None, Health::Unknown),
        ];
        for (status, check, wanted) in cases {
            assert_eq!(health(&state(status, check)), wanted, "{status} {check:?}");
        }
    }

    #[test]
    fn the_state_keeps_the_engines_word() {
        use ContainerStateStatusEnum as S;
        let all =
            [S::CREATED, S::RUNNING, S::RESTARTING, S::PAUSED, S::STOPPING, S::EXITED, S::DEAD, S::REMOVING];
        for status in all {
            assert_eq!(state_of(status).as_str(), status.to_string());
        }
        let up = all.into_iter().filter(|status| state_of(*status).is_up());
        assert_eq!(up.collect::<Vec<_>>(), [S::RUNNING, S::RESTARTING, S::PAUSED]);
        let ended = all.into_iter().filter(|status| state_of(*status).has_ended());
        assert_eq!(ended.collect::<Vec<_>>(), [S::EXITED, S::DEAD]);
    }

    #[test]
    fn only_what_ended_has_an_exit_code() {
        let exited = |status| {
            let details = ContainerInspectResponse { state: Some(state(status, None)), ..Default::default() };
            found(details, Vec::new()).exit_code
        };
        assert_eq!(exited(ContainerStateStatusEnum::EXITED), Some(3));
        assert_eq!(exited(ContainerStateStatusEnum::RUNNING), None);
    }
}
