//! Makes the plan of a run.

use std::collections::BTreeMap;

use slipway_domain::config::{BuildArg, Config, Job, Pipeline, Service};
use slipway_domain::digest::Digest;
use slipway_domain::ids::StepId;
use slipway_domain::plan::{Effect, FORMAT, Plan, Replay, Retry, Step, Subject, When};
use slipway_domain::problem::{Code, Problem};
use slipway_domain::release::{Commit, Draft, DraftService, ServiceRelease};
use slipway_domain::tag::Tag;
use slipway_domain::template::{Template, Variables};

use super::inputs;
use crate::deploy::{setting, step};
use crate::project::Project;
use crate::steps::{build, job, push, tag};

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
    /// All jobs; makes a release.
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
        let context = Context {
            project: self.name(),
            config: &config,
            commit: &commit,
            remote: self.source.remote().await?,
            number: self.next_number(&config, above).await?,
            platforms: if needs_platforms(&config) { self.platforms().await? } else { Vec::new() },
        };
        let services = self.draft_services(&context, request).await?;
        let releases = matches!(request.scope, Scope::All | Scope::Push);
        let steps = steps(&context, &services, &request.scope)?;
        let draft = Draft { number: context.number, commit: commit.clone(), services, releases };
        let plan = Plan {
            format: FORMAT,
            project: self.name().to_owned(),
            subject: Subject::Run(draft),
            basis: Vec::new(),
            steps,
        };
        Ok(RunPlan { plan, number: context.number })
    }

    /// Per service what it will be. One whose inputs did not change keeps version and digest.
    async fn draft_services(
        &self,
        context: &Context<'_>,
        request: &RunRequest,
    ) -> Result<BTreeMap<String, DraftService>, Problem> {
        let files = self.source.files(&context.commit.tree).await?;
        let releases = self.ledger.releases(self.name()).await?;
        let mut drafts = BTreeMap::new();
        for (name, service) in &context.config.services {
            let tree = &context.commit.tree;
            let platforms = context.platforms_of(service);
            let inputs = inputs::fingerprint_of(&*self.source, tree, &files, service, &platforms).await?;
            let repository = context.expand(&service.image, None)?;
            let builds_anyway = matches!(request.scope, Scope::Build(_));
            let same = |known: &&ServiceRelease| known.inputs == inputs && known.repository == repository;
            // An image of a working tree is marked with that; a commit does not take it over.
            let usable = releases.iter().filter(|release| context.commit.dirty || !release.commit.dirty);
            let known = usable.filter_map(|release| release.services.get(name)).find(same);
            let draft = match known {
                Some(known) if !builds_anyway && self.still_there(known).await? => {
                    let (version, digest) = (known.version.clone(), Some(known.digest.clone()));
                    DraftService { version, repository, inputs, digest, pushed_by: None }
                }
                _ if service.build.is_none() => self.pinned(name, service, context).await?,
                _ => {
                    let version = context.expand(&service.version, None)?;
                    let pushed_by = Some(format!("push/{name}"));
                    DraftService { version, repository, inputs, digest: None, pushed_by }
                }
            };
            drafts.insert(name.clone(), draft);
        }
        Ok(drafts)
    }

    async fn still_there(&self, known: &ServiceRelease) -> Result<bool, Problem> {
        let repository = self.registries.repository(&known.repository).await?;
        repository.exists(&known.digest).await
    }

    /// A service that Slipway does not build: what its version tag points to now.
    async fn pinned(
        &self,
        name: &str,
        service: &Service,
        context: &Context<'_>,
    ) -> Result<DraftService, Problem> {
        let repository = context.expand(&service.image, None)?;
        let version = context.expand(&service.version, None)?;
        let digest: Option<Digest> = self.registries.repository(&repository).await?.digest(&version).await?;
        let digest = digest.ok_or_else(|| {
            let message = format!("{name} is not built here, and the registry has no {repository}:{version}");
            Problem::new(Code::RegistryNotFound, message)
                .hint("push that image, or give the service a `build` entry")
        })?;
        let inputs = digest.hex()[..16].to_owned();
        Ok(DraftService { version, repository, inputs, digest: Some(digest), pushed_by: None })
    }
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
        Variables {
            version: version.map(str::to_owned),
            build_number: Some(self.number),
            git_tag: self.commit.git_tag.clone(),
            commit_time: Some(self.commit.time),
            sha: Some(self.commit.sha.clone()),
            branch: self.commit.branch.clone(),
        }
    }

    fn expand(&self, template: &Template, version: Option<&str>) -> Result<String, Problem> {
        template.expand(&self.variables(version)).map_err(|error| {
            let message = format!(
                "`{}` cannot be filled in for commit {}: {error}",
                template.as_str(),
                self.commit.short()
            );
            Problem::new(Code::ConfigurationInvalid, message)
        })
    }
}

fn steps(
    context: &Context<'_>,
    services: &BTreeMap<String, DraftService>,
    scope: &Scope,
) -> Result<Vec<Step>, Problem> {
    let jobs = wanted_jobs(context.config, scope)?;
    let mut steps = Vec::new();
    let mut ends: BTreeMap<&str, Vec<StepId>> = BTreeMap::new();
    let mut built: Vec<String> = Vec::new();
    for (name, job) in &jobs {
        let needs: Vec<StepId> =
            job.needs.iter().filter_map(|need| ends.get(need.as_str())).flatten().cloned().collect();
        let mut last = needs.clone();
        if !job.steps.is_empty() {
            steps.push(job_step(context, name, job, needs)?);
            last = vec![job::step_id(name)];
        }
        for service in &job.build {
            built.push(service.clone());
            let made = service_steps(context, service, services, last.clone(), job.push)?;
            ends.entry(name).or_default().extend(made.last().map(|step| step.id.clone()));
            steps.extend(made);
        }
        if ends.get(name.as_str()).is_none_or(Vec::is_empty) {
            ends.insert(name, last);
        }
    }
    let all: Vec<StepId> = steps.iter().map(|step| step.id.clone()).collect();
    for service in rest(context.config, scope, &built) {
        let push = !matches!(scope, Scope::Build(_));
        steps.extend(service_steps(context, &service, services, all.clone(), push)?);
    }
    if steps.iter().any(|step| step.effect.executor == job::NAME) {
        steps.push(clean_step(&steps));
    }
    Ok(steps)
}

/// The jobs in an order in which each comes after those that it needs.
fn wanted_jobs<'c>(config: &'c Config, scope: &Scope) -> Result<Vec<(&'c String, &'c Job)>, Problem> {
    let mut wanted: Vec<&str> = match scope {
        Scope::All => config.jobs.keys().map(String::as_str).collect(),
        Scope::Job(name) if config.jobs.contains_key(name) => vec![name],
        Scope::Job(name) => {
            let known: Vec<&str> = config.jobs.keys().map(String::as_str).collect();
            let problem = Problem::new(Code::Usage, format!("there is no job `{name}` in slipway.yml"));
            return Err(problem.hint(format!("there are {}", known.join(", "))));
        }
        Scope::Build(_) | Scope::Push => Vec::new(),
    };
    let mut order: Vec<(&String, &Job)> = Vec::new();
    while let Some(name) = wanted.pop() {
        let Some((name, job)) = config.jobs.get_key_value(name) else { continue };
        if order.iter().any(|(done, _)| *done == name) {
            continue;
        }
        let missing: Vec<&str> = job
            .needs
            .iter()
            .map(String::as_str)
            .filter(|need| !order.iter().any(|(done, _)| done == need))
            .collect();
        if missing.is_empty() {
            order.push((name, job));
        } else {
            wanted.push(name);
            wanted.extend(missing);
        }
    }
    Ok(order)
}

/// The services that no job builds.
fn rest(config: &Config, scope: &Scope, built: &[String]) -> Vec<String> {
    let unbuilt = config.services.keys().filter(|name| !built.contains(name)).cloned();
    match scope {
        Scope::All | Scope::Push => unbuilt.collect(),
        Scope::Job(_) => Vec::new(),
        Scope::Build(only) => unbuilt.filter(|name| only.is_empty() || only.contains(name)).collect(),
    }
}

fn job_step(context: &Context<'_>, name: &str, job: &Job, needs: Vec<StepId>) -> Result<Step, Problem> {
    let image = job.image.clone().ok_or_else(|| {
        Problem::new(
            Code::ConfigurationInvalid,
            format!("job `{name}` has steps and no image to run them in"),
        )
    })?;
    let mut unsupported = Vec::new();
    if !job.caches.is_empty() {
        unsupported.push("caches");
    }
    if !job.sidecars.is_empty() {
        unsupported.push("sidecars");
    }
    if !unsupported.is_empty() {
        let message =
            format!("job `{name}` uses {}, which this Slipway does not run", unsupported.join(" and "));
        return Err(Problem::new(Code::ConfigurationInvalid, message).hint("leave them out for now"));
    }
    let settings = |env: &slipway_domain::config::Env| {
        env.iter().map(|(key, value)| (key.clone(), setting(value))).collect()
    };
    let steps: Vec<job::StepArgs> = job
        .steps
        .iter()
        .map(|one| job::StepArgs {
            name: one.name.clone().unwrap_or_else(|| one.run.lines().next().unwrap_or_default().to_owned()),
            run: one.run.clone(),
            directory: one.working_directory.clone(),
            env: settings(&one.env),
            limit: one.timeout.map(|limit| limit.to_std().as_secs()),
        })
        .collect();
    let mut env: BTreeMap<_, _> = settings(&job.env);
    env.extend(identity(context));
    let secret = |setting: &slipway_domain::deployment::Setting| setting.secret().map(str::to_owned);
    let secrets =
        env.values().chain(steps.iter().flat_map(|one| one.env.values())).filter_map(secret).collect();
    let args = job::JobArgs {
        job: name.to_owned(),
        image,
        tree: context.commit.tree.clone(),
        env,
        steps,
        inputs: job.needs.clone(),
        artifacts: job.artifacts.clone(),
        secrets,
    };
    let effect = Effect::new(job::NAME, job::RUN, args);
    let limit = job.timeout.map(|limit| limit.to_std().as_secs());
    Ok(Step {
        replay: Replay::Keyed,
        limit,
        ..step(job::step_id(name), needs, &format!("run job {name}"), effect)
    })
}

/// What every container that Slipway starts for a release is told.
fn identity(context: &Context<'_>) -> BTreeMap<String, slipway_domain::deployment::Setting> {
    use slipway_domain::deployment::Setting::Plain;
    BTreeMap::from([
        ("SLIPWAY_PROJECT".to_owned(), Plain(context.project.to_owned())),
        ("SLIPWAY_RELEASE".to_owned(), Plain(context.number.to_string())),
        ("SLIPWAY_COMMIT".to_owned(), Plain(context.commit.sha.clone())),
    ])
}

fn service_steps(
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
        steps.push(built);
        if pushes {
            steps.push(push_step(name, draft, built_by));
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
    let effect = Effect::new(build::NAME, "image", image);
    let action = format!("build {name} {}", draft.version);
    Ok(Step { command: Some(command), ..step(format!("build/{name}").into(), needs, &action, effect) })
}

/// The labels of an image: those of the OCI image specification, and our own.
fn labels(context: &Context<'_>, name: &str, draft: &DraftService) -> BTreeMap<String, String> {
    let mut labels = BTreeMap::from([
        ("org.opencontainers.image.revision".to_owned(), context.commit.sha.clone()),
        ("org.opencontainers.image.version".to_owned(), draft.version.clone()),
        ("dev.slipway.project".to_owned(), context.project.to_owned()),
        ("dev.slipway.service".to_owned(), name.to_owned()),
        (tag::BUILD_NUMBER.to_owned(), context.number.to_string()),
        ("dev.slipway.commit-time".to_owned(), context.commit.time.to_string()),
    ]);
    if let Some(remote) = &context.remote {
        labels.insert("org.opencontainers.image.source".to_owned(), remote.clone());
    }
    if context.commit.dirty {
        labels.insert("dev.slipway.dirty".to_owned(), "true".to_owned());
    }
    labels
}

fn push_step(name: &str, draft: &DraftService, built_by: StepId) -> Step {
    let (repository, version) = (draft.repository.clone(), draft.version.clone());
    let command = format!("docker push {repository}:{version}");
    let args = push::PushArgs { service: name.to_owned(), repository, version, built_by: built_by.clone() };
    let effect = Effect::new(push::NAME, "image", args);
    let action = format!("push {name} {}", draft.version);
    Step { command: Some(command), ..step(format!("push/{name}").into(), vec![built_by], &action, effect) }
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
    let effect = Effect::new(tag::NAME, "move", args);
    // An earlier run may move it back between our moving it and our looking at it; then it is moved again.
    let retry = Retry { attempts: 3, wait: 1 };
    Step { retry, ..step(format!("tag/{name}").into(), needs, &action, effect) }
}

/// The tags besides the version's own. One whose variables this commit does not have, such as `${git_tag}` on
/// a commit without tag, is left out.
fn moving_tags(context: &Context<'_>, service: &Service, version: &str) -> Result<Vec<String>, Problem> {
    let variables = context.variables(Some(version));
    let lacks = |template: &&Template| template.variables().any(|variable| variables.get(variable).is_none());
    let mut tags = Vec::new();
    for template in service.tags.iter().filter(|template| !lacks(template)) {
        let tag = Tag::expand(template, &variables).map_err(|error| {
            Problem::new(Code::ConfigurationInvalid, format!("`{}`: {error}", template.as_str()))
        })?;
        if tag.as_str() != version && !tags.contains(&tag.as_str().to_owned()) {
            tags.push(tag.as_str().to_owned());
        }
    }
    Ok(tags)
}

fn clean_step(steps: &[Step]) -> Step {
    let jobs = steps.iter().filter(|step| step.effect.executor == job::NAME).map(|step| step.id.clone());
    let effect = Effect::new(job::NAME, job::CLEAN, ());
    Step {
        when: When::Always,
        ..step("clean".into(), jobs.collect(), "remove the jobs' containers and volumes", effect)
    }
}
