//! Makes the plan of a deployment.

use slipway_domain::config::{Environment, OnFailure};
use slipway_domain::deployment::Deployment;
use slipway_domain::operation::Kind;
use slipway_domain::plan::{Plan, Subject};
use slipway_domain::problem::Problem;
use slipway_domain::sealed::SealedFile;
use slipway_domain::world::World;

use super::history::History;
use super::prepared::{DeployRequest, Prepared};
use super::rollback::not_restored;
use super::sight::Sight;
use super::steps_around::wrap;
use super::wanted::Wanted;
use super::warning::Warning;
use super::{changes, foreign};
use crate::ports::{Restore, Want};
use crate::project::Project;
use crate::select::Selection;
use crate::steps::basis::{BasisArgs, basis};

impl Project {
    /// Observes the environment and plans what would happen. Refused when that is not the plan that was asked for.
    pub async fn prepare(&self, request: &DeployRequest) -> Result<Prepared, Problem> {
        let environment = request.environment.as_str();
        let policy = self.environment(environment)?.clone();
        let account = self.check_account(Some(environment)).await?;
        let target = self.target(environment)?;
        let sight = Sight::of(&*target);
        let (wanted, world, unknown) = self.look(request, &sight).await?;
        let mut warnings: Vec<Warning> = unknown.into_iter().map(Warning::from).collect();
        let Wanted { deployment, images, history, gone, commits } = wanted;
        let basis = basis(world)?;
        let foreign = self.foreign(request.kind, &history, &deployment, world).await?;
        if request.kind == Kind::Rollback && request.release == Selection::Next && !foreign.is_empty() {
            return Err(foreign::unknown_before(environment, &foreign));
        }
        warnings.extend(foreign::warning(&foreign));
        warnings.extend(gone);
        let restore = self.restore(&policy, &history, &foreign, &mut warnings).await?;
        let gates = self.gates_of(request, &policy, &deployment, &mut warnings).await?;
        let sealed = sealed_files(&deployment, restore.as_ref());
        let steps = target.plan(&Want { deployment: deployment.clone(), restore }, world)?;
        let rests = BasisArgs { hotfix: request.is_hotfix(&policy), ..BasisArgs::of(environment) };
        let steps = wrap(rests, &gates, steps, policy.on_failure);
        let plan = Plan::new(self.name(), Subject::Deployment(deployment.clone()), basis, steps);
        let plan = plan.with_sealed(sealed);
        let hash = plan.hash();
        request.is_for(&hash)?;
        let before = history.now();
        let before = before.as_ref();
        warnings.extend(target.warnings(before, &deployment, world).into_iter().map(Warning::from));
        warnings.extend(self.warn(before, &deployment, world, &images).await);
        if request.kind == Kind::Rollback {
            warnings.extend(not_restored(&deployment));
        }
        let (credentials, unset) = self.credentials_of(&plan).await?;
        warnings.extend(unset);
        Ok(Prepared {
            kind: request.kind,
            services: changes::services(&deployment, world),
            configuration: changes::configuration(before, &deployment),
            commits,
            gates: self.ask_gates(&gates, &hash).await?,
            typed: self.typed(request, &deployment, &sight).await?,
            rollback_to: before.filter(|_| foreign.is_empty()).map(Deployment::as_release),
            foreign,
            plan,
            hash,
            deployment,
            account,
            credentials,
            warnings,
        })
    }

    /// What is wanted, what is seen at the places, and what is not known of other laptops' deeds. What is asked
    /// elsewhere is asked while the places are looked at.
    async fn look<'s>(
        &self,
        request: &DeployRequest,
        sight: &'s Sight<'_>,
    ) -> Result<(Wanted, &'s World, Vec<String>), Problem> {
        let environment = request.environment.as_str();
        let known = self.closed_last(environment).await?;
        let asked = async { (self.catch_up_before(request).await, self.wanted(request, sight).await) };
        let (world, (mut unknown, wanted)) = futures::join!(sight.world(), asked);
        unknown.extend(self.catch_up_after(environment, world).await?);
        // What other laptops did since this one last asked is rare enough to begin again for it.
        let moved = self.closed_last(environment).await? != known;
        let wanted = if moved { self.wanted(request, sight).await } else { wanted };
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

    /// What is put back on failure. Where this laptop cannot put back what runs now, nothing is promised.
    async fn restore(
        &self,
        policy: &Environment,
        history: &History,
        foreign: &[String],
        warnings: &mut Vec<Warning>,
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
        warnings.push(format!("{refused} if the deployment fails").into());
        Ok(None)
    }
}

/// The sealed files that secrets come from: those of what goes out before those of what is put back if it fails.
fn sealed_files(deployment: &Deployment, restore: Option<&Restore>) -> Vec<SealedFile> {
    let mut files = deployment.sealed_files();
    if let Some(Restore::Deployment(back)) = restore {
        files
            .extend(back.sealed_files().into_iter().filter(|file| !deployment.sealed_files().contains(file)));
    }
    files
}
