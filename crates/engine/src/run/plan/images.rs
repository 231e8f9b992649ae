//! The steps that build, push and tag images.

use std::collections::BTreeMap;

use slipway_domain::build_paths::BuildPaths;
use slipway_domain::config::{BuildArg, Service};
use slipway_domain::ids::StepId;
use slipway_domain::label;
use slipway_domain::plan::{Effect, Retry, Step};
use slipway_domain::problem::{Code, Problem};
use slipway_domain::release::DraftService;
use slipway_domain::tag::Tag;
use slipway_domain::template::{Template, Variable};

use super::Context;
use crate::steps::{build, leaks, push, tag};

/// The steps that bring a service's image about, each after the one before.
pub(super) fn service_steps(
    context: &Context<'_>,
    name: &str,
    services: &BTreeMap<String, DraftService>,
    needs: Vec<StepId>,
    pushes: bool,
) -> Result<Vec<Step>, Problem> {
    let (Some(service), Some(draft)) = (context.config.services.get(name), services.get(name)) else {
        return Err(Problem::new(
            Code::ServiceNotFound,
            format!("there is no service `{name}` in slipway.yml"),
        ));
    };
    let mut steps = Vec::new();
    if draft.digest.is_none() {
        let built = build_step(context, name, service, draft, needs.clone())?;
        let built_by = built.id.clone();
        let looked_through = leaks_step(context, name, service, draft, &built_by)?;
        let after = looked_through.id.clone();
        steps.extend([built, looked_through]);
        if pushes {
            steps.push(push_step(name, service, draft, built_by, after));
        }
    }
    let moving = moving_tags(context, service, &draft.version)?;
    if pushes && !moving.is_empty() {
        let after = steps.last().map_or(needs, |step| vec![step.id.clone()]);
        steps.push(tag_step(name, draft, moving, after));
    }
    Ok(steps)
}

fn build_step(
    context: &Context<'_>,
    name: &str,
    service: &Service,
    draft: &DraftService,
    needs: Vec<StepId>,
) -> Result<Step, Problem> {
    let build = service.build.clone().unwrap_or_default();
    let mut args = BTreeMap::new();
    let mut from_environment = Vec::new();
    for (key, value) in &build.args {
        match value {
            BuildArg::Value(template) => {
                args.insert(key.clone(), context.expand(template, Some(&draft.version))?);
            }
            BuildArg::FromEnvironment => from_environment.push(key.clone()),
        }
    }
    let image = build::BuildArgs {
        project: context.project.to_owned(),
        service: name.to_owned(),
        tree: context.commit.tree.clone(),
        context: build.context.clone(),
        dockerfile: build.dockerfile.clone(),
        target: build.target.clone(),
        args,
        from_environment,
        secrets: build.secrets.clone(),
        platforms: context.platforms_of(service),
        labels: labels(context, name, draft),
        repository: draft.repository.clone(),
        version: draft.version.clone(),
    };
    let command = format!(
        "docker build -t {}:{} -f {} {}",
        draft.repository, draft.version, build.dockerfile, build.context
    );
    let effect = Effect::new(build::NAME, build::IMAGE, image);
    let action = format!("build {name} {}", draft.version);
    Ok(Step { command: Some(command), ..Step::new(format!("build/{name}").into(), needs, &action, effect) })
}

/// The labels of an image: those of the OCI image specification, and our own.
fn labels(context: &Context<'_>, name: &str, draft: &DraftService) -> BTreeMap<String, String> {
    let mut labels = BTreeMap::from([
        (label::IMAGE_REVISION.to_owned(), context.commit.sha.clone()),
        (label::IMAGE_VERSION.to_owned(), draft.version.clone()),
        (label::PROJECT.to_owned(), context.project.to_owned()),
        (label::SERVICE.to_owned(), name.to_owned()),
        (label::BUILD_NUMBER.to_owned(), context.number.to_string()),
        (label::COMMIT_TIME.to_owned(), context.commit.time.to_string()),
    ]);
    if let Some(remote) = &context.remote {
        labels.insert(label::IMAGE_SOURCE.to_owned(), remote.clone());
    }
    if context.commit.dirty {
        labels.insert(label::DIRTY.to_owned(), "true".to_owned());
    }
    labels
}

/// Looks for secrets in what was built, before anybody else can have it.
fn leaks_step(
    context: &Context<'_>,
    name: &str,
    service: &Service,
    draft: &DraftService,
    built_by: &StepId,
) -> Result<Step, Problem> {
    let build = service.build.clone().unwrap_or_default();
    let args = leaks::LeaksArgs {
        service: name.to_owned(),
        tree: context.commit.tree.clone(),
        dockerfile: BuildPaths::of(&build.context, &build.dockerfile)?.dockerfile,
        built_by: built_by.clone(),
        accepted: context.config.accepted_leaks.clone(),
    };
    let effect = Effect::new(leaks::NAME, leaks::IMAGE, args);
    let action = format!("look for secrets in {name} {}", draft.version);
    Ok(Step::new(format!("leaks/{name}").into(), vec![built_by.clone()], &action, effect))
}

fn push_step(name: &str, service: &Service, draft: &DraftService, built_by: StepId, after: StepId) -> Step {
    let (repository, version) = (draft.repository.clone(), draft.version.clone());
    let command = format!("docker push {repository}:{version}");
    let fixed = service.version.variables().all(|variable| variable != Variable::BuildNumber);
    let args = push::PushArgs { service: name.to_owned(), repository, version, built_by, fixed };
    let effect = Effect::new(push::NAME, push::IMAGE, args);
    let action = format!("push {name} {}", draft.version);
    let id = format!("push/{name}").into();
    Step { command: Some(command), ..Step::new(id, vec![after], &action, effect) }
}

fn tag_step(name: &str, draft: &DraftService, tags: Vec<String>, needs: Vec<StepId>) -> Step {
    let action = format!("let {} point to {name} {}", tags.join(", "), draft.version);
    let args = tag::TagArgs {
        service: name.to_owned(),
        repository: draft.repository.clone(),
        tags,
        digest: draft.digest.clone(),
        pushed_by: draft.pushed_by.as_deref().map(StepId::from),
    };
    let effect = Effect::new(tag::NAME, tag::MOVE, args);
    // An earlier run may move it back between our moving it and our looking at it; then it is moved again.
    let retry = Retry { attempts: 3, wait: 1 };
    Step { retry, ..Step::new(format!("tag/{name}").into(), needs, &action, effect) }
}

/// The tags of a service that the next run gives to another image: neither the version nor the number is in them.
pub(super) fn tags_that_move(context: &Context<'_>, service: &Service) -> Result<Vec<String>, Problem> {
    let own = |variable: Variable| matches!(variable, Variable::Version | Variable::BuildNumber);
    let moves = |template: &&Template| !template.variables().any(own);
    let tags: Vec<Template> = service.tags.iter().filter(moves).cloned().collect();
    moving_tags(context, &Service { tags, ..Service::default() }, "")
}

/// The tags besides the version's own. One whose variables this commit does not have, such as `${git_tag}` on
/// a commit without tag, is left out.
fn moving_tags(context: &Context<'_>, service: &Service, version: &str) -> Result<Vec<String>, Problem> {
    let variables = context.variables(Some(version));
    let lacks = |template: &&Template| template.variables().any(|variable| variables.get(variable).is_none());
    let mut tags = Vec::new();
    for template in service.tags.iter().filter(|template| !lacks(template)) {
        let tag = Tag::expand(template, &variables).map_err(|error| context.unfilled(template, &error))?;
        if tag.as_str() != version && !tags.contains(&tag.as_str().to_owned()) {
            tags.push(tag.as_str().to_owned());
        }
    }
    Ok(tags)
}
