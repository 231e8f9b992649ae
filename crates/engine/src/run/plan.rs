//! Makes the plan of a run.

mod hosted;
mod images;
mod jobs;
mod order;
mod services;
#[cfg(test)]
mod tests;
mod workspace;

use std::collections::BTreeMap;

use slipway_domain::config::{Config, Pipeline, Service};
use slipway_domain::plan::{Plan, Step, Subject};
use slipway_domain::problem::{Code, Problem};
use slipway_domain::release::{Commit, Draft, DraftService};
use slipway_domain::tag::TagError;
use slipway_domain::template::{Template, TemplateError, Variable, Variables};

use crate::environments::known_service;
use crate::project::Project;
use crate::steps::job;

/// What someone wants to run.
#[derive(Debug, Clone, Default)]
pub struct RunRequest {
    /// A branch, tag or commit; the checked-out commit if `None`.
    pub revision: Option<String>,
    /// The working tree with its changes.
    pub dirty: bool,
    /// How much of it.
    pub scope: Scope,
}

/// How much of the pipeline is run.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Scope {
    /// All jobs; makes a release where each image that is built is pushed.
    #[default]
    All,
    /// One job and those that it needs; makes no release.
    Job(String),
    /// Builds images and leaves them on the laptop; makes no release.
    Build(Vec<String>),
    /// Builds and pushes without the jobs; makes a release.
    Push,
}

/// The plan of a run and its number.
pub struct RunPlan {
    /// The plan.
    pub plan: Plan,
    /// The build number.
    pub number: u64,
}

/// What every part of the planning looks at.
struct Context<'a> {
    project: &'a str,
    config: &'a Config,
    commit: &'a Commit,
    remote: Option<String>,
    number: u64,
    platforms: Vec<String>,
}

impl Project {
    /// Plans a run with a number above `above`.
    pub async fn plan_run(&self, request: &RunRequest, above: u64) -> Result<RunPlan, Problem> {
        let commit = match (request.dirty, &request.revision) {
            (true, _) => self.source.working_tree().await?,
            (false, revision) => self.source.commit(revision.as_deref().unwrap_or("HEAD")).await?,
        };
        let config = self.configuration_in(&commit.tree).await?;
        if let Pipeline::File(path) = &config.pipeline {
            let message =
                format!("the pipeline is `{path}`, and this Slipway runs only jobs written in slipway.yml");
            return Err(Problem::new(Code::ConfigurationInvalid, message)
                .hint("write `pipeline: slipway` and the jobs"));
        }
        if let Scope::Build(services) = &request.scope {
            services.iter().try_for_each(|service| known_service(&config, service))?;
        }
        let platforms =
            async { if needs_platforms(&config) { self.platforms().await } else { Ok(Vec::new()) } };
        // Who could not execute the plan is told before it is made.
        let (remote, number, platforms, _) = futures::try_join!(
            self.source.remote(),
            self.next_number(&config, above),
            platforms,
            self.author()
        )?;
        let context =
            Context { project: self.name(), config: &config, commit: &commit, remote, number, platforms };
        let services = self.draft_services(&context, request).await?;
        let steps = order::steps(&context, &services, &request.scope)?;
        self.check_accounts_of_push(&steps).await?;
        let steps = self.with_repositories(steps, &context).await?;
        let releases = releases(&request.scope, &services, &steps);
        if steps.iter().any(|step| step.effect.executor == job::NAME) {
            workspace::refuse_what_is_elsewhere(&*self.source, &commit.tree).await?;
        }
        let artifacts_of = jobs::leaving_artifacts(&config, &steps);
        let draft =
            Draft { number: context.number, commit: commit.clone(), services, releases, artifacts_of };
        let plan = Plan::new(self.name(), Subject::Run(draft), Vec::new(), steps);
        Ok(RunPlan { plan, number: context.number })
    }
}

/// Whether a release comes of a run: what goes out has to be in a registry, and a job need not push what it builds.
fn releases(scope: &Scope, services: &BTreeMap<String, DraftService>, steps: &[Step]) -> bool {
    let comes = |step: &String| steps.iter().any(|one| one.id.0 == *step);
    let pushed = |draft: &DraftService| draft.digest.is_some() || draft.pushed_by.as_ref().is_some_and(comes);
    matches!(scope, Scope::All | Scope::Push) && services.values().all(pushed)
}

fn needs_platforms(config: &Config) -> bool {
    config
        .services
        .values()
        .any(|service| service.build.as_ref().is_some_and(|build| build.platforms.is_empty()))
}

impl Context<'_> {
    fn platforms_of(&self, service: &Service) -> Vec<String> {
        let own = service.build.as_ref().map(|build| build.platforms.clone()).unwrap_or_default();
        if own.is_empty() { self.platforms.clone() } else { own }
    }

    fn variables(&self, version: Option<&str>) -> Variables {
        Variables::of(self.commit, self.number, version)
    }

    fn expand(&self, template: &Template, version: Option<&str>) -> Result<String, Problem> {
        template.expand(&self.variables(version)).map_err(|error| self.unfilled(template, &error.into()))
    }

    /// A service's version, which becomes a tag, so that names from git are normalised in it.
    fn version_of(&self, service: &Service) -> Result<String, Problem> {
        let tag = service.version_tag(&self.variables(None));
        tag.map(String::from).map_err(|error| self.unfilled(&service.version, &error))
    }

    fn unfilled(&self, template: &Template, error: &TagError) -> Problem {
        let (text, commit) = (template.as_str(), self.commit.short());
        let message = format!("`{text}` cannot be filled in for commit {commit}: {error}");
        let problem = Problem::new(Code::ConfigurationInvalid, message);
        match error {
            TagError::Template(TemplateError::NoValue(Variable::GitTag)) => {
                problem.hint("tag the commit with `git tag NAME`, then run again")
            }
            TagError::Template(TemplateError::NoValue(Variable::Branch)) => {
                problem.hint("check a branch out, or name one with --branch")
            }
            _ => problem,
        }
    }
}
