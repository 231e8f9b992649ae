//! What goes out: the deployment that a request stands for, and what is known of it before the places have answered.

use std::collections::BTreeMap;

use serde_json::Value;
use slipway_domain::config::Config;
use slipway_domain::deployment::{Configuration, Deployment};
use slipway_domain::operation::Kind;
use slipway_domain::problem::{Code, Problem};
use slipway_domain::release::Release;
use slipway_domain::sealed::SealedFile;

use super::changes::{self, CommitChange};
use super::history::History;
use super::prepared::DeployRequest;
use super::sight::Sight;
use super::warning::Warning;
use super::warnings::Images;
use crate::ports::Origins;
use crate::project::Project;
use crate::sealed::sealed_file;
use crate::select::Selection;

/// What goes out, and what is known before the places have answered.
pub(super) struct Wanted {
    pub deployment: Deployment,
    /// What registries say of its images.
    pub images: Images,
    pub history: History,
    /// Why what comes back, now or in a rollback afterwards, may not be there any more.
    pub gone: Vec<Warning>,
    pub commits: Vec<CommitChange>,
}

/// The most commits that a plan lists.
const COMMITS: u32 = 200;

impl Project {
    /// What can be said of a request before the places have answered.
    pub(super) async fn wanted(&self, request: &DeployRequest, sight: &Sight<'_>) -> Result<Wanted, Problem> {
        // Who could not execute the plan is told before it is made.
        let (deployment, history, _) = futures::try_join!(
            self.deployment(request, sight),
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

    async fn deployment(&self, request: &DeployRequest, sight: &Sight<'_>) -> Result<Deployment, Problem> {
        let environment = request.environment.as_str();
        if request.kind == Kind::Rollback {
            let to = match &request.release {
                Selection::Next => None,
                Selection::Named(text) => Some(text.as_str()),
            };
            return self.restored(environment, to, request.services.as_deref(), sight).await;
        }
        let release = match (&request.release, &request.from) {
            (Selection::Next, Some(from)) => self.running_in(from).await?,
            (selection, _) => self.select(selection, environment).await?,
        };
        let services = chosen(&release, request.services.as_deref())?;
        let config = self.configuration_in(&release.commit.tree).await?;
        let governs = governs(&config, &self.policy, environment);
        let configuration = configuration(governs, environment, &release);
        let sealed = self.sealed(governs, environment, &release).await?;
        let recipe = self.recipe(environment, &config, &release).await?;
        let environment = environment.to_owned();
        let mut deployment = Deployment {
            environment,
            release,
            services,
            configuration,
            recipe,
            sealed,
            whole: None,
            others: Vec::new(),
        };
        // Asked for by name, a service goes out alone, also where the release has no other.
        deployment.whole = (request.services.is_some() && deployment.is_whole()).then_some(false);
        Ok(deployment)
    }

    /// The sealed file that an environment's secrets come from, as the release's commit has it.
    async fn sealed(
        &self,
        governs: &Config,
        environment: &str,
        release: &Release,
    ) -> Result<Option<SealedFile>, Problem> {
        let path = governs.environments.get(environment).and_then(|one| one.sealed.as_ref());
        let Some(path) = path else { return Ok(None) };
        let of = (self.name(), environment);
        sealed_file(&*self.source, &release.commit.tree, path, of).await.map(Some)
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

/// What says what each service's containers get: the file of the release's commit; for an environment that the commit
/// does not know, the current policy.
fn governs<'c>(config: &'c Config, policy: &'c Config, environment: &str) -> &'c Config {
    if config.environments.contains_key(environment) { config } else { policy }
}

/// What each service's containers get.
fn configuration(governs: &Config, environment: &str, release: &Release) -> BTreeMap<String, Configuration> {
    let of = |name: &String| {
        let env = governs.env_for(environment, name);
        env.iter().map(|(key, value)| (key.clone(), value.into())).collect::<Configuration>()
    };
    release.services.keys().map(|name| (name.clone(), of(name))).collect()
}
