//! Makes the plan of a deployment.

use std::collections::BTreeMap;

use serde_json::Value;
use slipway_domain::config::{Config, EnvValue, Environment, OnFailure};
use slipway_domain::deployment::{Configuration, Deployment, Setting};
use slipway_domain::operation::Kind;
use slipway_domain::plan::{FORMAT, Plan, PlanHash, Subject};
use slipway_domain::problem::{Code, Problem};
use slipway_domain::release::Release;
use slipway_domain::world::World;

use super::changes::{self, CommitChange, ConfigurationChange, ServiceChange};
use super::gates;
use super::rollback::{not_restored, standing};
use super::wrap::wrap;
use crate::ports::{Origins, Restore, Want};
use crate::project::Project;
use crate::select::Selection;
use crate::steps::basis::basis;
use crate::steps::gate::{Answer, Gate};

/// What someone wants to deploy.
#[derive(Debug, Clone)]
pub struct DeployRequest {
    /// `Deploy`, `Promote` or `Rollback`.
    pub kind: Kind,
    /// Where to.
    pub environment: String,
    /// Where from, for a promotion.
    pub from: Option<String>,
    /// Which release; for a rollback which deployment to go back to.
    pub release: Selection,
    /// Only these services.
    pub services: Option<Vec<String>>,
    /// Not verified in the environment before, and why it goes out all the same.
    pub hotfix: Option<String>,
}

/// A gate in a plan.
#[derive(Debug, Clone, PartialEq)]
pub struct GateView {
    /// Its name.
    pub name: String,
    /// What it says now.
    pub answer: Answer,
}

/// A plan, and what people want to know of it.
#[derive(Debug, Clone)]
pub struct Prepared {
    /// What kind of operation it will be.
    pub kind: Kind,
    /// The plan.
    pub plan: Plan,
    /// Its hash.
    pub hash: PlanHash,
    /// What goes out.
    pub deployment: Deployment,
    /// What happens to each service.
    pub services: Vec<ServiceChange>,
    /// The commits in between.
    pub commits: Vec<CommitChange>,
    /// Which variables differ.
    pub configuration: Vec<ConfigurationChange>,
    /// What the gates say now.
    pub gates: Vec<GateView>,
    /// What to look at before going on.
    pub warnings: Vec<String>,
    /// What a rollback afterwards would restore.
    pub rollback_to: Option<Release>,
}

impl Prepared {
    /// Why it cannot be executed now, if a gate refuses.
    pub fn refusal(&self) -> Option<Problem> {
        self.gates.iter().find_map(|gate| match &gate.answer {
            Answer::Refused(problem) => Some(problem.clone()),
            _ => None,
        })
    }
}

/// The most commits that a plan lists.
const COMMITS: u32 = 200;

impl Project {
    /// Observes the environment and plans what would happen.
    pub async fn prepare(&self, request: &DeployRequest) -> Result<Prepared, Problem> {
        let environment = request.environment.as_str();
        let policy = self.environment(environment)?.clone();
        let target = self.target(environment)?;
        let (deployment, world) = futures::join!(self.deployment(request), target.observe());
        let deployment = deployment?;
        if let Some(problem) = self.lacking(&deployment).await? {
            return Err(problem);
        }
        let basis = basis(&world)?;
        let stack = self.rollback_stack(environment).await?;
        let mut warnings = Vec::new();
        let restore = self.restore(&policy, &stack, &deployment, &world, &mut warnings).await?;
        let gates = self.gates_of(request, &policy, &deployment, &mut warnings).await?;
        let steps = target.plan(&Want { deployment: deployment.clone(), restore }, &world)?;
        let ask = policy.on_failure == OnFailure::Ask;
        let plan = Plan {
            format: FORMAT,
            project: self.name().to_owned(),
            subject: Subject::Deployment(deployment.clone()),
            basis,
            steps: wrap(environment, &gates, steps, ask),
        };
        let hash = plan.hash();
        let before = stack.first();
        warnings.extend(self.warn(before, &deployment, &world).await?);
        if request.kind == Kind::Rollback {
            warnings.extend(not_restored(&deployment));
        }
        Ok(Prepared {
            kind: request.kind,
            services: changes::services(&deployment, &world),
            configuration: changes::configuration(before, &deployment),
            commits: self.commits(before, &deployment).await,
            gates: self.ask_gates(&gates, &hash).await?,
            rollback_to: before.map(|before| before.release.clone()),
            plan,
            hash,
            deployment,
            warnings,
        })
    }

    async fn deployment(&self, request: &DeployRequest) -> Result<Deployment, Problem> {
        let environment = request.environment.as_str();
        if request.kind == Kind::Rollback {
            let to = match &request.release {
                Selection::Next => None,
                Selection::Named(text) => Some(text.as_str()),
            };
            return self.restored(environment, to, request.services.as_deref()).await;
        }
        let release = match (&request.release, &request.from) {
            (Selection::Next, Some(from)) => self.running_in(from).await?,
            (selection, _) => self.select(selection, environment).await?,
        };
        let services = chosen(&release, request.services.as_deref())?;
        let config = self.configuration_in(&release.commit.tree).await?;
        let configuration = configuration(&config, &self.policy, environment, &release);
        let recipe = self.recipe(environment, &config, &release).await?;
        Ok(Deployment { environment: environment.to_owned(), release, services, configuration, recipe })
    }

    /// What the target needs to put a release there.
    async fn recipe(&self, environment: &str, config: &Config, release: &Release) -> Result<Value, Problem> {
        let origins = Origins { source: &*self.source, artifacts: &*self.artifacts, config, release };
        match self.target(environment)?.recipe(&origins).await {
            Err(problem) => Err(self.told_where(problem, release).await?),
            made => made,
        }
    }

    async fn running_in(&self, from: &str) -> Result<Release, Problem> {
        self.environment(from)?;
        self.runs(from).await?.ok_or_else(|| {
            let message = format!("nothing was deployed to {from}, so there is nothing to promote");
            Problem::new(Code::ReleaseNotFound, message).hint(format!("`slipway deploy {from}` first"))
        })
    }

    /// What is put back on failure. Where this laptop's ledger cannot say what runs now, nothing is promised.
    async fn restore(
        &self,
        policy: &Environment,
        stack: &[Deployment],
        wanted: &Deployment,
        world: &World,
        warnings: &mut Vec<String>,
    ) -> Result<Option<Restore>, Problem> {
        if policy.on_failure == OnFailure::Stop {
            return Ok(None);
        }
        let seen = world.places.iter().filter_map(|place| place.seen.as_ref().ok());
        let running = seen.flat_map(|seen| seen.services.values()).any(|running| running.release.is_some());
        let whole = wanted.services.len() == wanted.release.services.len();
        let runs = stack.first().filter(|_| whole).map(|one| one.services.clone()).unwrap_or_default();
        let refused = match standing(stack, &[wanted.services.clone(), runs].concat()) {
            Ok(Some(before)) => match self.lacking(&before).await? {
                None => return Ok(Some(Restore::Deployment(Box::new(before)))),
                Some(problem) => format!("{}; it is not put back", problem.message),
            },
            Ok(None) if stack.is_empty() && running => {
                "what runs now was deployed from another laptop; this one cannot put it back".to_owned()
            }
            Ok(None) => return Ok(Some(Restore::Nothing)),
            Err(problem) => format!("{}; they are not put back", problem.message),
        };
        warnings.push(format!("{refused} if the deployment fails"));
        Ok(None)
    }

    async fn gates_of(
        &self,
        request: &DeployRequest,
        policy: &Environment,
        deployment: &Deployment,
        warnings: &mut Vec<String>,
    ) -> Result<Vec<Gate>, Problem> {
        let environment = request.environment.clone();
        if request.kind == Kind::Rollback {
            return Ok(Vec::new());
        }
        let mut gates = Vec::new();
        if policy.is_protected() {
            gates.push(self.commit_gate(&deployment.release.commit, warnings).await);
        }
        gates.push(Gate::Open { environment, freezes: policy.freeze.clone() });
        match (&policy.after, &request.hotfix) {
            (Some(before), None) => gates.push(gates::after(before, policy, deployment)),
            (Some(before), Some(why)) => {
                warnings.push(format!("goes out without having been verified in {before}: {why}"))
            }
            (None, _) => {}
        }
        if let Some(approvals) = &policy.approvals {
            let authors = if approvals.not_author { self.authors(deployment).await? } else { Vec::new() };
            gates.push(Gate::Approval { count: approvals.count, authors });
        }
        Ok(gates)
    }

    /// Everyone who wrote a commit that goes out. Who cannot be looked up cannot be ruled out, so that is an error.
    async fn authors(&self, deployment: &Deployment) -> Result<Vec<String>, Problem> {
        let before = self.rollback_stack(&deployment.environment).await?;
        let new = &deployment.release.commit.sha;
        let mut commits = match before.first() {
            Some(before) if before.release.commit.sha != *new => {
                self.source.between(&before.release.commit.sha, new, 10_000).await.map_err(unchecked)?
            }
            _ => Vec::new(),
        };
        let own = self.source.describe(std::slice::from_ref(new)).await.map_err(unchecked)?;
        let missing = || Problem::new(Code::CommitNotFound, format!("{new} is not in this clone"));
        commits.push(own.get(new).cloned().ok_or_else(missing).map_err(unchecked)?);
        let mut authors: Vec<String> = commits.into_iter().map(|commit| commit.author).collect();
        authors.sort();
        authors.dedup();
        Ok(authors)
    }

    async fn ask_gates(&self, gates: &[Gate], hash: &PlanHash) -> Result<Vec<GateView>, Problem> {
        let mut views = Vec::new();
        for gate in gates {
            let answer = self.gates.ask(gate, self.name(), hash).await?;
            views.push(GateView { name: gate.name().to_owned(), answer });
        }
        Ok(views)
    }

    /// The commits that a deployment brings and takes away. They are for reading only, so a commit that
    /// this clone does not have leaves the list empty.
    async fn commits(&self, before: Option<&Deployment>, after: &Deployment) -> Vec<CommitChange> {
        let Some(before) = before else { return Vec::new() };
        let (old, new) = (&before.release.commit.sha, &after.release.commit.sha);
        let (coming, going) =
            futures::join!(self.source.between(old, new, COMMITS), self.source.between(new, old, COMMITS));
        changes::commits(coming.unwrap_or_default(), going.unwrap_or_default())
    }

    async fn warn(
        &self,
        before: Option<&Deployment>,
        after: &Deployment,
        world: &World,
    ) -> Result<Vec<String>, Problem> {
        let mut warnings = Vec::new();
        if after.release.commit.dirty {
            warnings.push("the release was built from a working tree with changes".to_owned());
        }
        if let Some(before) = before {
            warnings.extend(self.migrations(&before.release, &after.release).await);
        }
        for place in &world.places {
            if let Ok(seen) = &place.seen
                && seen.disk_free.is_some_and(|free| free < 1 << 30)
            {
                let free = seen.disk_free.unwrap_or_default() >> 20;
                warnings.push(format!("{} has only {free} MB of disk left", place.name));
            }
        }
        warnings.extend(self.unfit_platforms(after, world).await);
        Ok(warnings)
    }

    /// Whether two releases differ in migration files. Trees that this clone does not have are said.
    async fn migrations(&self, before: &Release, after: &Release) -> Option<String> {
        if self.policy.migrations.is_empty() {
            return None;
        }
        let (old, new) =
            futures::join!(self.source.files(&before.commit.tree), self.source.files(&after.commit.tree));
        let (Ok(old), Ok(new)) = (old, new) else {
            return Some(
                "this clone lacks a commit, so it cannot be told whether migrations differ".to_owned(),
            );
        };
        let pick = |files: Vec<crate::ports::TreeFile>| -> BTreeMap<String, String> {
            let wanted = |path: &str| crate::run::inputs::matches_any(&self.policy.migrations, path);
            files.into_iter().filter(|file| wanted(&file.path)).map(|file| (file.path, file.object)).collect()
        };
        let (old, new) = (pick(old), pick(new));
        let mut differing: Vec<&String> =
            old.keys().chain(new.keys()).filter(|path| old.get(*path) != new.get(*path)).collect();
        differing.sort();
        differing.dedup();
        let first = differing.first()?;
        Some(format!(
            "{} migration files differ, {first} first; a rollback does not take a migration back",
            differing.len()
        ))
    }

    /// Places whose processor no variant of an image fits. A registry that does not answer is no warning: the
    /// pull will say so.
    async fn unfit_platforms(&self, after: &Deployment, world: &World) -> Vec<String> {
        let mut warnings = Vec::new();
        for (name, service) in after.release.services.iter().filter(|(name, _)| after.services.contains(name))
        {
            let Ok(repository) = self.registries.repository(&service.repository).await else { continue };
            let Ok(metadata) = repository.metadata(&service.digest).await else { continue };
            for place in &world.places {
                let platform = place.seen.as_ref().ok().and_then(|seen| seen.platform.clone());
                if let Some(platform) = platform.filter(|platform| !metadata.platforms.contains(platform)) {
                    let has = metadata.platforms.join(", ");
                    warnings
                        .push(format!("{} is {platform}, and the image of {name} is for {has}", place.name));
                }
            }
        }
        warnings
    }
}

/// A rule that cannot be checked refuses.
fn unchecked(problem: Problem) -> Problem {
    let message = format!("the authors of the commits cannot be looked up: {}", problem.message);
    Problem::new(Code::RuleUnchecked, message).hint("`git fetch` may bring the missing commits")
}

fn chosen(release: &Release, services: Option<&[String]>) -> Result<Vec<String>, Problem> {
    let all: Vec<String> = release.services.keys().cloned().collect();
    let Some(services) = services else { return Ok(all) };
    if let Some(unknown) = services.iter().find(|name| !all.contains(name)) {
        let message = format!("release #{} has no service `{unknown}`", release.number);
        return Err(Problem::new(Code::ServiceNotFound, message).hint(format!("it has {}", all.join(", "))));
    }
    Ok(services.to_vec())
}

/// What each service's containers get. It comes from the release's commit; an environment that the commit
/// does not know is taken from the current policy.
fn configuration(
    config: &Config,
    policy: &Config,
    environment: &str,
    release: &Release,
) -> BTreeMap<String, Configuration> {
    let governs = if config.environments.contains_key(environment) { config } else { policy };
    let of = |name: &String| {
        let env = governs.env_for(environment, name);
        env.iter().map(|(key, value)| (key.clone(), setting(value))).collect::<Configuration>()
    };
    release.services.keys().map(|name| (name.clone(), of(name))).collect()
}

/// A variable of slipway.yml as a deployment keeps it.
pub fn setting(value: &EnvValue) -> Setting {
    match value {
        EnvValue::Plain(text) => Setting::Plain(text.clone()),
        EnvValue::Secret { secret } => Setting::Secret { secret: secret.clone() },
    }
}
