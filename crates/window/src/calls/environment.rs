//! An environment's screen, and what is done there by hand.

mod ruled;

use std::sync::Arc;

use slipway_api::done::DoneDocument;
use slipway_api::status::EnvironmentDocument;
use slipway_api::window::board::{Band, Verb};
use slipway_api::window::environment::{
    CheckLine, EnvironmentArgs, EnvironmentPage, ExpectedImage, RestartArgs, Rule, RuleArgs, ServiceAtPlace,
    ServiceHere, TimelineRow, VariableName,
};
use slipway_api::window::plan::BegunDocument;
use slipway_api::window::topic::Topic;
use slipway_domain::config::{Config, Verify};
use slipway_domain::deployment::Deployment;
use slipway_domain::digest::Digest;
use slipway_domain::operation::{Kind, Verdict};
use slipway_domain::problem::{Code, Problem};
use slipway_domain::release::Release;
use slipway_domain::template::Template;
use slipway_engine::ports::Filter;
use slipway_engine::project::Project;
use slipway_engine::status::{EnvironmentStatus, PlaceStatus, ServiceStatus};
use tokio_util::sync::CancellationToken;

use super::actions::{action, confirmed, stands, unless};
use super::activity::{open_ones, rows_of};
use super::board::{band, last_end, left_at, under_way};
use crate::answer::{Answered, done, read};
use crate::operations::known_request;
use crate::session::Session;

/// How many releases are looked at to find the version that has a digest.
const RELEASES: u32 = 500;
/// How many operations the timeline goes back.
const TIMELINE: u32 = 100;

/// An environment.
pub(crate) async fn environment(session: &Session, args: EnvironmentArgs) -> Answered<EnvironmentPage> {
    let project = session.project(&args.project).await?;
    let name = args.environment.as_str();
    let band = band(session, &project, name).await?;
    let seen = session.inner.sights.of(project.name(), name);
    let status = project.status_of(name, &seen.world).await?;
    let ended = last_end(session, &project, name).await?;
    let is_since =
        |service: &ServiceStatus, place: &str| seen.is_since(place, left_at(service, ended.as_ref()));
    let running = project.history_of(name).await?.now();
    let policy = project.environment(name)?;
    let releases = project.ledger.releases(project.name(), RELEASES).await?;
    let (timeline, more) = timeline(session, &project, name, &band).await?;
    let topics = topics(&args, &band, &timeline);
    let page = EnvironmentPage {
        project: args.project,
        services: here(&project.policy, &status, running.as_ref(), &releases, is_since),
        unmanaged: EnvironmentDocument::from(&status).unmanaged,
        timeline,
        more,
        configuration: running.as_ref().map(variables).unwrap_or_default(),
        verification: policy.verify.iter().map(check).collect(),
        ruled: ruled::of(policy),
        places: project.target(name)?.places(),
        target: policy.target.kind().to_owned(),
        band,
    };
    read(page, topics)
}

fn topics(args: &EnvironmentArgs, band: &Band, timeline: &[TimelineRow]) -> Vec<Topic> {
    let (project, environment) = (args.project.clone(), args.environment.clone());
    let mut topics =
        vec![Topic::Repository { project: project.clone() }, Topic::Ledger { project: project.clone() }];
    topics.push(Topic::Sight { project, environment });
    topics.extend(under_way(band));
    topics.extend(open_ones(timeline.iter().map(|row| &row.row)));
    topics
}

/// Its services: what the ledger says beside what was seen. Only what was seen since an operation left a service as it is
/// can differ from that.
fn here(
    policy: &Config,
    status: &EnvironmentStatus,
    deployed: Option<&Deployment>,
    releases: &[Release],
    is_since: impl Fn(&ServiceStatus, &str) -> bool,
) -> Vec<ServiceHere> {
    let mut names: Vec<&String> = policy.services.keys().collect();
    for service in &status.services {
        if !names.contains(&&service.name) {
            names.push(&service.name);
        }
    }
    let one = |name: &String| {
        let seen = status.services.iter().find(|service| service.name == *name);
        let is_since = |place: &str| seen.is_some_and(|service| is_since(service, place));
        let expected = deployed.and_then(|deployment| deployment.service(name));
        let expected =
            expected.map(|one| ExpectedImage { version: one.version.clone(), digest: one.digest.clone() });
        let places = seen.map(|service| service.places.as_slice()).unwrap_or_default();
        let at = |place: &PlaceStatus| ServiceAtPlace {
            name: place.name.clone(),
            version: place.digest.as_ref().and_then(|digest| version(name, digest, releases)),
            digest: place.digest.clone(),
            health: place.health,
            differs: is_since(&place.name)
                && expected.as_ref().is_some_and(|one| place.digest.as_ref() != Some(&one.digest)),
        };
        let drift = seen.into_iter().flat_map(|service| &service.drift);
        let drift = drift.filter(|one| is_since(&one.place)).map(|one| one.said.clone()).collect();
        ServiceHere { name: name.clone(), places: places.iter().map(at).collect(), drift, expected }
    };
    names.into_iter().map(one).collect()
}

/// The version that people know a digest by.
fn version(service: &str, digest: &Digest, releases: &[Release]) -> Option<String> {
    let made = releases.iter().filter_map(|release| release.services.get(service));
    made.filter(|one| one.digest == *digest).map(|one| one.version.clone()).next()
}

/// What happened there, newest first, and whether more did.
async fn timeline(
    session: &Session,
    project: &Project,
    environment: &str,
    band: &Band,
) -> Result<(Vec<TimelineRow>, bool), Problem> {
    let wanted = Filter::newest_of(environment, TIMELINE + 1);
    let mut rows = project.ledger.operations(project.name(), wanted).await?;
    let more = rows.len() > TIMELINE as usize;
    rows.truncate(TIMELINE as usize);
    let deployments = project.ledger.deployments(project.name(), environment, TIMELINE).await?;
    let current = deployments.first().map(|(row, _)| row.operation.id);
    let now = deployments.first().map(|(_, deployment)| deployment.release.number);
    let blocked = band.actions.iter().find(|one| one.verb == Verb::Rollback).and_then(|one| one.blocked);
    let told = rows_of(session, project, &rows).await?;
    let one = |(row, told): (&slipway_engine::ports::OperationRow, _)| {
        let moved = matches!(row.operation.kind, Kind::Deploy | Kind::Promote | Kind::Rollback);
        let number = row
            .release
            .filter(|number| moved && row.verdict == Some(Verdict::Succeeded) && Some(*number) != now);
        let mut back = action(Verb::Rollback);
        back.release = number;
        TimelineRow {
            row: told,
            current: current == Some(row.operation.id),
            rollback: number.map(|_| unless(blocked, back)),
        }
    };
    Ok((rows.iter().zip(told).map(one).collect(), more))
}

/// The names of what is set; never a value.
fn variables(deployment: &Deployment) -> Vec<VariableName> {
    let of_part = |part: &Deployment| {
        let mut names = Vec::new();
        for service in &part.services {
            for (name, setting) in part.configuration.get(service).into_iter().flatten() {
                let secret = setting.secret().map(str::to_owned);
                names.push(VariableName { service: service.clone(), name: name.clone(), secret });
            }
        }
        names
    };
    let mut names: Vec<VariableName> = deployment.parts().flat_map(of_part).collect();
    names.sort_by(|one, other| (&one.service, &one.name).cmp(&(&other.service, &other.name)));
    names
}

fn check(verify: &Verify) -> CheckLine {
    CheckLine {
        service: verify.service.clone(),
        url: verify.url.as_str().to_owned(),
        contains: verify.contains.as_ref().map(Template::as_str).map(str::to_owned),
        within_seconds: verify.within.secs_up(),
        from: verify.from,
    }
}

/// Looks at it now.
pub(crate) async fn look(session: &Session, args: EnvironmentArgs) -> Answered<DoneDocument> {
    let project = session.project(&args.project).await?;
    let said = match session.look(&project, &args.environment).await? {
        true => "was looked at",
        false => "is being looked at",
    };
    done(DoneDocument { done: format!("{} {said}", args.environment) })
}

/// Takes over what a colleague left in the middle.
pub(crate) async fn take_over(session: &Session, args: EnvironmentArgs) -> Answered<DoneDocument> {
    let project = session.project(&args.project).await?;
    let _in_call = session.inner.operations.in_call();
    let taken = project.take_over(Some(&args.environment), CancellationToken::new()).await?;
    session.look_soon(&project, &args.environment);
    match taken {
        Some(result) => done(DoneDocument { done: stands(result.verdict) }),
        None => Err(Problem::new(Code::OperationNotFound, "nothing was left to take over there")),
    }
}

/// Restarts a service.
pub(crate) async fn restart(session: &Session, args: RestartArgs) -> Answered<BegunDocument> {
    let project = session.project(&args.project).await?;
    if let Some(begun) = known_request(&project, &args.key).await? {
        return done(begun);
    }
    let key = Some(args.key);
    let work = move |request| async move { project.restart(&args.environment, &args.service, request).await };
    done(session.begin(key, None, work).await?)
}

/// Sets or lifts a rule.
pub(crate) async fn set_rule(session: &Session, args: RuleArgs) -> Answered<DoneDocument> {
    let project = session.project(&args.project).await?;
    let name = args.environment.as_str();
    let said = match args.rule {
        Rule::Hold { reason } => project.hold(name, reason).await.map(|()| "is on hold"),
        Rule::Unhold => project.unhold(name).await.map(|()| "takes releases again"),
        Rule::Freeze { until, reason } => {
            let until = until.map(|text| text.parse()).transpose();
            let until = until.map_err(|_| Problem::new(Code::Usage, "the end of the freeze is no time"))?;
            project.freeze(name, until, reason).await.map(|()| "is frozen")
        }
        Rule::Unfreeze => project.unfreeze(name).await.map(|()| "is no longer frozen"),
        Rule::Lock { message } => locked(session, &project, name, project.lock(name, message).await),
        Rule::Unlock { force, confirm } => {
            // Another person's lock is not taken away by a slip.
            if force && project.environment(name)?.is_protected() {
                confirmed(name, confirm.as_deref())?;
            }
            locked(session, &project, name, project.unlock(name, force).await)
        }
    }?;
    done(DoneDocument { done: format!("{name} {said}") })
}

/// A lock lies at the places, so they are looked at again.
fn locked(
    session: &Session,
    project: &Arc<Project>,
    environment: &str,
    result: Result<(), Problem>,
) -> Result<&'static str, Problem> {
    session.look_soon(project, environment);
    result.map(|()| "has another lock now")
}

#[cfg(test)]
mod tests {
    use slipway_domain::config::VerifyFrom;

    use super::*;

    #[test]
    fn a_check_is_told_with_all_that_it_asks() {
        let plain = Verify { url: Template::literal("http://127.0.0.1:8080/healthz"), ..Verify::default() };
        let told = check(&plain);
        assert_eq!(told.url, "http://127.0.0.1:8080/healthz");
        assert_eq!((told.service, told.contains), (None, None));
        assert_eq!((told.within_seconds, told.from), (60, VerifyFrom::Host), "nothing is said");
        let version = Template::parse("${version}").expect("a template");
        let asked = Verify { contains: Some(version), from: VerifyFrom::Laptop, ..plain };
        let told = check(&asked);
        assert_eq!(told.contains.as_deref(), Some("${version}"), "as it is written");
        assert_eq!(told.from, VerifyFrom::Laptop);
    }
}
