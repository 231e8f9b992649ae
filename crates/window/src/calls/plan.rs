//! The plan drawer: plans, carrying them out, answering them; and runs.

use std::sync::Arc;

use jiff::Timestamp;
use slipway_api::done::DoneDocument;
use slipway_api::error::ErrorDocument;
use slipway_api::plan::PlanDocument;
use slipway_api::window::caution::cautions;
use slipway_api::window::gate::reasons;
use slipway_api::window::plan::{
    AnswerArgs, BegunDocument, CarryOutArgs, PlacePlan, PlanArgs, PlanPage, RestoredService, Restores,
    RunArgs,
};
use slipway_api::window::topic::Topic;
use slipway_domain::deployment::Setting;
use slipway_domain::plan::PlanHash;
use slipway_domain::problem::Problem;
use slipway_engine::deploy::{DeployRequest, Prepared};
use slipway_engine::operations::Open;
use slipway_engine::project::Project;
use slipway_engine::run::{RunRequest, Scope};
use slipway_engine::select::Selection;
use slipway_engine::steps::gate::Answer;

use super::actions::{confirmed, time_left};
use super::operation::go_on;
use crate::answer::{Answered, done, read};
use crate::operations::known_request;
use crate::session::Session;

/// What would happen.
pub(crate) async fn plan(session: &Session, args: PlanArgs) -> Answered<PlanPage> {
    let project = session.project(&args.project).await?;
    let prepared = project.prepare(&request(&args, None)).await?;
    let page = page(session, &project, &prepared).await?;
    let (project, environment) = (args.project, args.environment);
    read(page, [Topic::Ledger { project: project.clone() }, Topic::Sight { project, environment }])
}

fn request(args: &PlanArgs, hash: Option<String>) -> DeployRequest {
    DeployRequest {
        kind: args.kind.into(),
        environment: args.environment.clone(),
        from: args.from.clone(),
        release: args.release.map_or(Selection::Next, |number| Selection::Named(number.to_string())),
        services: (!args.services.is_empty()).then(|| args.services.clone()),
        hotfix: args.hotfix.clone(),
        plan: hash,
    }
}

async fn page(session: &Session, project: &Project, prepared: &Prepared) -> Result<PlanPage, Problem> {
    let environment = &prepared.deployment.environment;
    let target = project.target(environment)?;
    let seen = session.inner.sights.of(project.name(), environment);
    Ok(PlanPage {
        places: target.places().into_iter().map(|name| place(name, &seen.silent)).collect(),
        gates_why: reasons(&prepared.gates),
        cautions: cautions(&prepared.warnings),
        confirm: prepared.typed.clone(),
        refused: prepared.refusal().map(|problem| ErrorDocument::from(&problem).error),
        waits: prepared.gates.iter().any(|gate| matches!(gate.answer, Answer::Waiting(_))),
        restores: restores(project, environment, prepared).await?,
        takes: time_left(project, Some(environment), prepared.kind, Timestamp::now()).await?,
        plan: PlanDocument::of(prepared),
    })
}

/// A place, with why it did not answer if it did not.
fn place(name: String, silent: &[(String, Problem)]) -> PlacePlan {
    let why = silent.iter().find(|(silent, _)| *silent == name).map(|(_, why)| why);
    PlacePlan { problem: why.map(|why| why.message.clone()), problem_code: why.map(|why| why.code), name }
}

/// What a rollback afterwards restores: what runs now.
async fn restores(
    project: &Project,
    environment: &str,
    prepared: &Prepared,
) -> Result<Option<Restores>, Problem> {
    let Some(release) = &prepared.rollback_to else { return Ok(None) };
    let Some(now) = project.history_of(environment).await?.now() else { return Ok(None) };
    let services = now.all_services().into_iter().filter_map(|name| {
        let service = now.service(&name)?;
        let (version, digest) = (service.version.clone(), service.digest.clone());
        Some(RestoredService { name, version, digest, available: None })
    });
    let plain =
        now.parts().flat_map(|part| part.configuration.values()).flat_map(|settings| settings.values());
    Ok(Some(Restores {
        release: release.number,
        services: services.collect(),
        variables: plain.filter(|setting| matches!(setting, Setting::Plain(_))).count() as u64,
        secrets: now.secrets(),
    }))
}

/// Carries out exactly the plan that was seen.
pub(crate) async fn carry_out(session: &Session, args: CarryOutArgs) -> Answered<BegunDocument> {
    let project = session.project(&args.plan.project).await?;
    if let Some(begun) = known_request(&project, &args.key).await? {
        return done(begun);
    }
    let prepared = project.prepare(&request(&args.plan, Some(args.hash))).await?;
    if let Some(name) = &prepared.typed {
        confirmed(name, args.confirm.as_deref())?;
    }
    let work = move |request| async move { project.deploy(prepared, request).await };
    done(session.begin(Some(args.key), args.reason, work).await?)
}

/// Begins a run.
pub(crate) async fn run(session: &Session, args: RunArgs) -> Answered<BegunDocument> {
    let project = session.project(&args.project).await?;
    let wanted = RunRequest { revision: args.revision, dirty: args.dirty, scope: Scope::All };
    let work = move |request| async move { project.run(&wanted, request).await };
    done(session.begin(Some(args.key), None, work).await?)
}

/// Approves or denies a plan.
pub(crate) async fn answer_plan(session: &Session, args: AnswerArgs) -> Answered<DoneDocument> {
    let project = session.project(&args.project).await?;
    if args.approve {
        let hash = project.approve(&args.hash, args.reason).await?;
        return done(DoneDocument { done: format!("plan {} is approved", hash.short()) });
    }
    let hash = project.deny(&args.hash, args.reason).await?;
    end_denied(session, &project, &hash).await?;
    done(DoneDocument { done: format!("plan {} is denied", hash.short()) })
}

/// What waited for the approval of a plan that was denied has nothing to wait for: it ends. One that asked whether it is
/// taken back has its answer, and is carried on by whoever sees to it.
async fn end_denied(session: &Session, project: &Arc<Project>, plan: &PlanHash) -> Result<(), Problem> {
    for Open { row, busy, waits, asks, .. } in project.open_operations(None).await? {
        if row.operation.plan == *plan && waits && !asks && !busy {
            // How it ends stands in the ledger: that it was denied is no failure of the answer.
            let _ = go_on(session, project.clone(), row.operation.id).await;
        }
    }
    Ok(())
}
