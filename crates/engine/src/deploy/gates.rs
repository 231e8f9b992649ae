//! What stands before a deployment.

use slipway_domain::caution::Caution;
use slipway_domain::config::Environment;
use slipway_domain::deployment::Deployment;
use slipway_domain::duration::Duration;
use slipway_domain::operation::Kind;
use slipway_domain::plan::PlanHash;
use slipway_domain::problem::{Code, Problem};
use slipway_domain::release::Commit;

use super::prepared::{DeployRequest, GateView};
use super::warning::Warning;
use crate::project::Project;
use crate::steps::gate::Gate;

/// The release has to be verified in the environment before.
fn after(before: &str, policy: &Environment, deployment: &Deployment) -> Gate {
    let release = &deployment.release;
    let services = release.services.iter().filter(|(name, _)| deployment.services.contains(name));
    Gate::After {
        environment: before.to_owned(),
        release: release.number,
        digests: services.map(|(name, service)| (name.clone(), service.digest.clone())).collect(),
        soak: policy.soak.map_or(0, Duration::secs_up),
    }
}

impl Project {
    /// The gates of a request.
    pub(super) async fn gates_of(
        &self,
        request: &DeployRequest,
        policy: &Environment,
        deployment: &Deployment,
        warnings: &mut Vec<Warning>,
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
            (Some(before), None) => gates.push(after(before, policy, deployment)),
            (Some(before), Some(why)) => {
                let parts = Caution::Hotfix { environment: before.clone(), reason: why.clone() };
                let said = format!("goes out without having been verified in {before}: {why}");
                warnings.push(Warning::of(parts, said));
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
        let before = self.history_of(&deployment.environment).await?.now();
        let new = &deployment.release.commit.sha;
        let mut commits = match before {
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

    /// What gates say now.
    pub(super) async fn ask_gates(&self, gates: &[Gate], hash: &PlanHash) -> Result<Vec<GateView>, Problem> {
        let mut views = Vec::new();
        for gate in gates {
            let answer = self.gates.ask(gate, self.name(), hash).await?;
            views.push(GateView { name: gate.name().to_owned(), answer });
        }
        Ok(views)
    }

    /// Others must be able to see the commit. It may have been pushed since its release was made; where this
    /// clone does not know it, what was known then counts.
    async fn commit_gate(&self, commit: &Commit, warnings: &mut Vec<Warning>) -> Gate {
        let now = self.source.commit(&commit.sha).await;
        let pushed = now.map_or(commit.pushed, |now| now.pushed);
        if pushed.is_none() {
            let said = "the repository has no remote, so nobody else can see the commit";
            warnings.push(Warning::of(Caution::NoRemote, said));
        }
        Gate::Commit { dirty: commit.dirty, pushed }
    }
}

/// A rule that cannot be checked refuses.
fn unchecked(problem: Problem) -> Problem {
    let message = format!("the authors of the commits cannot be looked up: {}", problem.message);
    Problem::new(Code::RuleUnchecked, message).hint("`git fetch` may bring the missing commits")
}
