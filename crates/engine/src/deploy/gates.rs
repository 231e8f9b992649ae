//! What stands before a deployment.

use slipway_domain::config::Environment;
use slipway_domain::deployment::Deployment;
use slipway_domain::release::Commit;

use crate::project::Project;
use crate::steps::gate::Gate;

/// The release has to be verified in the environment before.
pub(super) fn after(before: &str, policy: &Environment, deployment: &Deployment) -> Gate {
    let release = &deployment.release;
    let services = release.services.iter().filter(|(name, _)| deployment.services.contains(name));
    Gate::After {
        environment: before.to_owned(),
        release: release.number,
        digests: services.map(|(name, service)| (name.clone(), service.digest.clone())).collect(),
        soak: policy.soak.map_or(0, |soak| soak.to_std().as_secs()),
    }
}

impl Project {
    /// Others must be able to see the commit. It may have been pushed since its release was made; where this
    /// clone does not know it, what was known then counts.
    pub(super) async fn commit_gate(&self, commit: &Commit, warnings: &mut Vec<String>) -> Gate {
        let now = self.source.commit(&commit.sha).await;
        let pushed = now.map_or(commit.pushed, |now| now.pushed);
        if pushed.is_none() {
            warnings.push("the repository has no remote, so nobody else can see the commit".to_owned());
        }
        Gate::Commit { dirty: commit.dirty, pushed }
    }
}
