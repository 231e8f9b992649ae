//! Soaking: whether a release ran long enough in the environment before.

use jiff::{SignedDuration, Timestamp};
use slipway_domain::deployment::Deployment;
use slipway_domain::gate_reason::GateReason;
use slipway_domain::moment::moment;
use slipway_domain::problem::{Code, Problem};

use super::Answer;
use super::pieces::Pieces;
use crate::ports::{Deployed, OperationRow};

/// How long a service of a release has run in an environment.
#[derive(Debug, PartialEq)]
pub struct Stay<'a> {
    /// The service.
    pub service: &'a str,
    /// When it was verified there.
    pub since: Timestamp,
    /// When something else had taken its place.
    pub until: Option<Timestamp>,
}

impl Stay<'_> {
    /// How long it was, once it is over, in whole seconds.
    fn was(&self) -> Option<SignedDuration> {
        Some(SignedDuration::from_secs(self.until?.duration_since(self.since).as_secs()))
    }
}

/// How long a service has run of which this deployment was the newest to verify it. `newest` are the environment's
/// deployments back to that one, newest first; what touched the service after it brought something else. So did what
/// `pieces` are left of.
pub fn stay<'a>(
    service: &'a str,
    verified: &OperationRow,
    newest: &[Deployed],
    pieces: &[Pieces],
) -> Option<Stay<'a>> {
    let since = verified.ended_at?;
    let later = newest.iter().take_while(|(row, _)| row.operation.id != verified.operation.id);
    let replaced = later.filter(|(_, other)| touches(other, service)).last();
    // An operation may have waited long before it did anything, so its end counts.
    let replaced = replaced.and_then(|(row, _)| row.ended_at);
    let own = pieces.iter().filter(|left| left.since > since && touches(&left.deployment, service));
    let until = own.map(|left| left.since).chain(replaced).min();
    Some(Stay { service, since, until })
}

fn touches(deployment: &Deployment, service: &str) -> bool {
    deployment.is_whole() || deployment.part(service).is_some()
}

/// What the gate says of a release with these stays in an environment.
pub fn soaked(environment: &str, release: u64, stays: &[Stay<'_>], soak: u64, now: Timestamp) -> Answer {
    let soak = SignedDuration::from_secs(i64::try_from(soak).unwrap_or(i64::MAX / 2));
    let over = stays.iter().filter_map(|stay| Some((stay.service, stay.was()?)));
    if let Some((service, was)) = over.filter(|(_, was)| *was < soak).min_by_key(|(_, was)| *was) {
        return Answer::Refused(too_short(environment, release, service, was, soak));
    }
    let until = stays.iter().map(|stay| stay.since).max().map(|since| since + soak);
    match until.filter(|until| now < *until) {
        None => Answer::Passed,
        Some(until) => {
            let reason = GateReason::Soaking { environment: environment.to_owned(), until };
            let until = moment(until);
            let message = format!("the release must run in {environment} until {until} before it goes on");
            let hint = "`slipway resume` after that goes on";
            Answer::Waiting(reason.in_parts(Problem::new(Code::GateRefused, message).hint(hint)))
        }
    }
}

fn too_short(
    environment: &str,
    release: u64,
    service: &str,
    was: SignedDuration,
    soak: SignedDuration,
) -> Problem {
    let message = format!(
        "{service} of release #{release} ran in {environment} for {was:#} of {soak:#}, then something else took its \
         place"
    );
    let hint = format!(
        "deploy it to {environment} again and let it run there; or use --hotfix with --reason to go around it"
    );
    let seconds = |span: SignedDuration| span.as_secs().unsigned_abs();
    let reason = GateReason::TooShort {
        environment: environment.to_owned(),
        release,
        service: service.to_owned(),
        ran: seconds(was),
        of: seconds(soak),
    };
    reason.in_parts(Problem::new(Code::GateRefused, message).hint(hint))
}

#[cfg(test)]
mod tests {
    use super::super::tests::{deployment, digest};
    use super::*;
    use slipway_domain::ids::OperationId;
    use slipway_domain::operation::{Operation, Verdict};
    use uuid::Uuid;

    const HOUR: SignedDuration = SignedDuration::from_hours(1);

    fn at(hour: i64) -> Timestamp {
        Timestamp::UNIX_EPOCH + HOUR * i32::try_from(hour).expect("an hour")
    }

    /// A deployment of these services of a release with `api` and `web`, which ended at that hour.
    fn deployed(release: u64, services: &[&str], hour: i64) -> Deployed {
        let operation = Operation {
            id: OperationId(Uuid::from_u128(u128::from(hour.unsigned_abs()))),
            environment: Some("staging".into()),
            ..slipway_fixtures::operation()
        };
        let row = OperationRow {
            operation,
            started_at: at(0),
            ended_at: Some(at(hour)),
            verdict: Some(Verdict::Succeeded),
            release: Some(release),
            problem: None,
        };
        (row, deployment(release, services, &digest()))
    }

    /// What is said at that hour of #5, which went out whole at hour 1 and has to run for a day.
    fn said(later: &[Deployed], hour: i64) -> String {
        said_beside(later, &[], hour)
    }

    fn said_beside(later: &[Deployed], pieces: &[Pieces], hour: i64) -> String {
        let own = deployed(5, &["api", "web"], 1);
        let newest: Vec<Deployed> = later.iter().cloned().chain([own.clone()]).collect();
        let stays: Vec<Stay<'_>> =
            ["api", "web"].into_iter().filter_map(|service| stay(service, &own.0, &newest, pieces)).collect();
        assert_eq!(stays.len(), 2);
        match soaked("staging", 5, &stays, 24 * 3600, at(hour)) {
            Answer::Passed => "passed".to_owned(),
            Answer::Waiting(problem) | Answer::Refused(problem) => problem.message,
        }
    }

    #[test]
    fn a_release_that_stays_soaks_until_its_time_is_over() {
        let waits = "the release must run in staging until 1970-01-02 01:00:00 UTC before it goes on";
        assert_eq!(said(&[], 24), waits);
        assert_eq!(said(&[], 25), "passed");
    }

    #[test]
    fn the_time_after_a_rollback_does_not_count() {
        let back = [deployed(4, &["api", "web"], 3)];
        let short = "api of release #5 ran in staging for 2h of 24h, then something else took its place";
        assert_eq!(said(&back, 4), short);
        assert_eq!(said(&back, 100), short);
        let later = [deployed(6, &["api", "web"], 90), deployed(4, &["api", "web"], 30)];
        assert_eq!(said(&later, 100), "passed", "it had run for more than a day by then");
        let twice = [deployed(6, &["api", "web"], 90), deployed(4, &["api", "web"], 3)];
        assert_eq!(said(&twice, 100), short, "the first that came after it ended its time");
    }

    #[test]
    fn what_a_failed_deployment_left_ends_the_time_as_well() {
        let left = |services: &[&str], hour| {
            let mut deployment = deployment(6, services, &digest());
            deployment.whole = Some(false);
            [Pieces { since: at(hour), deployment }]
        };
        let short = "web of release #5 ran in staging for 2h of 24h, then something else took its place";
        assert_eq!(said_beside(&[], &left(&["web"], 3), 100), short);
        assert_eq!(said_beside(&[deployed(6, &["api", "web"], 90)], &left(&["web"], 3), 100), short);
        assert_eq!(said_beside(&[], &left(&["worker"], 3), 100), "passed", "it touched neither");
        assert_eq!(said_beside(&[], &left(&["web"], 1), 100), "passed", "it was over when #5 went out");
    }

    #[test]
    fn only_what_touched_a_service_ends_its_time() {
        let web = [deployed(6, &["web"], 3)];
        assert_eq!(
            said(&web, 100),
            "web of release #5 ran in staging for 2h of 24h, then something else took its place"
        );
        let mut other = deployed(6, &["worker"], 3);
        other.1.whole = Some(false);
        assert_eq!(said(&[other.clone()], 100), "passed");
        other.1.whole = Some(true);
        assert!(said(&[other], 100).starts_with("api of"), "it took everything else away");
    }
}
