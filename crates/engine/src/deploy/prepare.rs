//! Makes the plan of a deployment.

use std::collections::BTreeMap;

use serde_json::Value;
use slipway_domain::config::{Config, Environment, OnFailure};
use slipway_domain::deployment::{Configuration, Deployment};
use slipway_domain::operation::Kind;
use slipway_domain::plan::{FORMAT, Plan, PlanHash, Subject};
use slipway_domain::problem::{Code, Problem};
use slipway_domain::release::Release;
use slipway_domain::world::World;

use super::changes::{self, CommitChange, ConfigurationChange, ServiceChange};
use super::foreign;
use super::history::History;
use super::rollback::not_restored;
use super::warnings::Images;
use super::wrap::wrap;
use crate::ports::{Origins, Restore, Target, Want};
use crate::project::Project;
use crate::select::Selection;
use crate::steps::basis::basis;
use crate::steps::gate::Answer;

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
    /// Only if this is the plan: its hash, or leading digits of it.
    pub plan: Option<String>,
}

impl DeployRequest {
    /// Refuses another plan than the one that was asked for.
    fn is_for(&self, hash: &PlanHash) -> Result<(), Problem> {
        match &self.plan {
            Some(wanted) if !hash.matches(wanted) => {
                let message = format!("what would happen now is plan {} and not {wanted}", hash.short());
                let details = serde_json::json!({ "hash": hash });
                Err(Problem::new(Code::PlanOutOfDate, message).details(details))
            }
            _ => Ok(()),
        }
    }
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
    /// The services that another laptop deployed.
    pub foreign: Vec<String>,
    /// The name that a person has to type first: of a protected environment, unless it goes back to the deployment before.
    pub typed: Option<String>,
    /// What a rollback afterwards would restore; `None` where nothing ran, or nobody here knows what runs.
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

/// What goes out, and what is known before the places have answered.
struct Wanted {
    deployment: Deployment,
    /// What registries say of its images.
    images: Images,
    history: History,
    /// Why what comes back, now or in a rollback afterwards, may not be there any more.
    gone: Vec<String>,
    commits: Vec<CommitChange>,
}

/// The most commits that a plan lists.
const COMMITS: u32 = 200;

impl Project {
    /// Observes the environment and plans what would happen. Refused when that is not the plan that was asked for.
    pub async fn prepare(&self, request: &DeployRequest) -> Result<Prepared, Problem> {
        let environment = request.environment.as_str();
        let policy = self.environment(environment)?.clone();
        let target = self.target(environment)?;
        let (wanted, world, mut warnings) = self.look(request, &*target).await?;
        let Wanted { deployment, images, history, gone, commits } = wanted;
        let basis = basis(&world)?;
        let foreign = self.foreign(request.kind, &history, &deployment, &world).await?;
        if request.kind == Kind::Rollback && request.release == Selection::Next && !foreign.is_empty() {
            return Err(foreign::unknown_before(environment, &foreign));
        }
        warnings.extend(foreign::warning(&foreign));
        warnings.extend(gone);
        let restore = self.restore(&policy, &history, &foreign, &mut warnings).await?;
        let gates = self.gates_of(request, &policy, &deployment, &mut warnings).await?;
        let steps = target.plan(&Want { deployment: deployment.clone(), restore }, &world)?;
        let plan = Plan {
            format: FORMAT,
            project: self.name().to_owned(),
            subject: Subject::Deployment(deployment.clone()),
            basis,
            steps: wrap(environment, &gates, steps, policy.on_failure),
        };
        let hash = plan.hash();
        request.is_for(&hash)?;
        let before = history.now();
        let before = before.as_ref();
        warnings.extend(target.warnings(before, &deployment, &world));
        warnings.extend(self.warn(before, &deployment, &world, &images).await);
        if request.kind == Kind::Rollback {
            warnings.extend(not_restored(&deployment));
        }
        Ok(Prepared {
            kind: request.kind,
            services: changes::services(&deployment, &world),
            configuration: changes::configuration(before, &deployment),
            commits,
            gates: self.ask_gates(&gates, &hash).await?,
            typed: self.typed(request, &deployment).await?,
            rollback_to: before.filter(|_| foreign.is_empty()).map(Deployment::as_release),
            foreign,
            plan,
            hash,
            deployment,
            warnings,
        })
    }

    /// What is wanted, what is seen at the places, and what is not known of other laptops' deeds. What is asked
    /// elsewhere is asked while the places are looked at.
    async fn look(
        &self,
        request: &DeployRequest,
        target: &dyn Target,
    ) -> Result<(Wanted, World, Vec<String>), Problem> {
        let environment = request.environment.as_str();
        let known = self.closed_last(environment).await?;
        let asked = async { (self.catch_up_before(request).await, self.wanted(request).await) };
        let ((mut unknown, wanted), world) = futures::join!(asked, target.observe());
        unknown.extend(self.catch_up_after(environment, &world).await?);
        // What other laptops did since this one last asked is rare enough to begin again for it.
        let moved = self.closed_last(environment).await? != known;
        let wanted = if moved { self.wanted(request).await } else { wanted };
        Ok((wanted?, world, unknown))
    }

    /// Learns what other laptops did in the environments that a request looks back to besides its own. Returns what
    /// is not known of them.
    async fn catch_up_before(&self, request: &DeployRequest) -> Vec<String> {
        let policy = self.policy.environments.get(&request.environment);
        let after = policy.and_then(|policy| policy.after.as_ref());
        let mut before: Vec<&String> = match request.kind {
            Kind::Rollback => Vec::new(),
            _ => request.from.iter().chain(after).collect(),
        };
        before.retain(|name| **name != request.environment && self.policy.environments.contains_key(*name));
        before.dedup();
        let asked = before.into_iter().map(|name| async move {
            self.catch_up(name).await.unwrap_or_else(|problem| {
                let why = problem.message;
                vec![format!(
                    "what other laptops did in {name} is not known here since it cannot be asked: {why}"
                )]
            })
        });
        futures::future::join_all(asked).await.concat()
    }

    /// What can be said of a request before the places have answered.
    async fn wanted(&self, request: &DeployRequest) -> Result<Wanted, Problem> {
        // Who could not execute the plan is told before it is made.
        let (deployment, history, _) = futures::try_join!(
            self.deployment(request),
            self.history_of(&request.environment),
            self.author()
        )?;
        if let Some(problem) = self.lacking(&deployment).await? {
            return Err(problem);
        }
        let before = history.now();
        let now = async {
            // What runs now is asked about too; the answers are kept and used once the places have said what runs.
            if let Some(now) = &before {
                self.images_of(now).await;
            }
        };
        // For a rollback it matters whether it can be carried out, else whether it can be taken back.
        let back = if request.kind == Kind::Rollback { Some(&deployment) } else { before.as_ref() };
        let gone = async {
            match back {
                Some(back) => self.gone(back).await,
                None => Vec::new(),
            }
        };
        let commits = self.commits(before.as_ref(), &deployment);
        let (images, (), gone, commits) = futures::join!(self.images_of(&deployment), now, gone, commits);
        Ok(Wanted { deployment, images, history, gone, commits })
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
        let environment = environment.to_owned();
        let mut deployment = Deployment {
            environment,
            release,
            services,
            configuration,
            recipe,
            whole: None,
            others: Vec::new(),
        };
        // Asked for by name, a service goes out alone, also where the release has no other.
        deployment.whole = (request.services.is_some() && deployment.is_whole()).then_some(false);
        Ok(deployment)
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

    /// What is put back on failure. Where this laptop cannot put back what runs now, nothing is promised.
    async fn restore(
        &self,
        policy: &Environment,
        history: &History,
        foreign: &[String],
        warnings: &mut Vec<String>,
    ) -> Result<Option<Restore>, Problem> {
        if !foreign.is_empty() {
            return Ok(None);
        }
        let refused = match history.now() {
            // What is left of a first release shows why it does not run.
            None if policy.on_failure == OnFailure::Stop => return Ok(None),
            None => return Ok(Some(Restore::Nothing)),
            Some(now) => match self.lacking(&now).await? {
                None => return Ok(Some(Restore::Deployment(Box::new(now)))),
                Some(problem) => format!("{}; it is not put back", problem.message),
            },
        };
        warnings.push(format!("{refused} if the deployment fails"));
        Ok(None)
    }

    /// The commits that a deployment brings and takes away. They are for reading only, so a commit that
    /// this clone does not have leaves the list empty.
    pub(super) async fn commits(&self, before: Option<&Deployment>, after: &Deployment) -> Vec<CommitChange> {
        let Some(before) = before else { return Vec::new() };
        let (old, new) = (&before.release.commit.sha, &after.release.commit.sha);
        let (coming, going) =
            futures::join!(self.source.between(old, new, COMMITS), self.source.between(new, old, COMMITS));
        changes::commits(coming.unwrap_or_default(), going.unwrap_or_default())
    }
}

fn chosen(release: &Release, services: Option<&[String]>) -> Result<Vec<String>, Problem> {
    let all: Vec<String> = release.services.keys().cloned().collect();
    let Some(services) = services else { return Ok(all) };
    if let Some(unknown) = services.iter().find(|name| !all.contains(name)) {
        let message = format!("release #{} has no service `{unknown}`", release.number);
        return Err(Problem::new(Code::ServiceNotFound, message).hint(format!("it has {}", all.join(", "))));
    }
    let mut services = services.to_vec();
    services.sort();
    services.dedup();
    Ok(services)
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
        env.iter().map(|(key, value)| (key.clone(), value.into())).collect::<Configuration>()
    };
    release.services.keys().map(|name| (name.clone(), of(name))).collect()
}
