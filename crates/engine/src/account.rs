//! Environments that are pinned to an account: nothing is done there with the rights of another.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::json;
use slipway_domain::plan::Step;
use slipway_domain::problem::{Code, Problem};
use slipway_domain::repository::{host_of, registry_at};

use crate::ports::Identity;
use crate::project::Project;
use crate::steps::{push, tag};

impl Project {
    /// Who acts in an environment that is pinned to an account. Refuses where that is somebody of another one. Asked before
    /// anything is looked at there or touched.
    pub(crate) async fn check_account(&self, environment: Option<&str>) -> Result<Option<Identity>, Problem> {
        let Some(name) = environment else { return Ok(None) };
        let Some(wanted) = self.policy.environments.get(name).and_then(|one| one.account()) else {
            return Ok(None);
        };
        let identity = self.accounts.of_environment(name).await?;
        if identity.account == wanted {
            return Ok(Some(identity));
        }
        let message = format!(
            "{name} belongs to the account {wanted}, and {} is {} of the account {}",
            identity.from, identity.name, identity.account
        );
        Err(wrong(message, &[wanted], &identity))
    }

    /// Refuses to push to registries that environments pull from which are pinned to accounts, with the rights of none of
    /// those.
    pub(crate) async fn check_accounts_of_push(&self, steps: &[Step]) -> Result<(), Problem> {
        let pinned = self.pinned_by_registry();
        for registry in registries(steps) {
            let Some(accounts) = pinned.get(&registry) else { continue };
            let Some(identity) = self.accounts.of_registry(&registry).await? else { continue };
            let wanted: Vec<&str> = accounts.keys().copied().collect();
            if wanted.contains(&identity.account.as_str()) {
                continue;
            }
            let environments: Vec<&str> = accounts.values().flatten().copied().collect();
            let message = format!(
                "{registry} is what {} pull from, of the account {}, and {} is {} of the account {}",
                environments.join(", "),
                wanted.join(" or "),
                identity.from,
                identity.name,
                identity.account
            );
            return Err(wrong(message, &wanted, &identity));
        }
        Ok(())
    }

    /// Which accounts environments are pinned to, by the registries that they pull from; with the environments.
    fn pinned_by_registry(&self) -> BTreeMap<String, BTreeMap<&str, Vec<&str>>> {
        let mut pinned: BTreeMap<String, BTreeMap<&str, Vec<&str>>> = BTreeMap::new();
        for (name, environment) in &self.policy.environments {
            let Some(account) = environment.account() else { continue };
            for registry in self.policy.registries_for(name) {
                let registry = registry_at(&registry).unwrap_or(registry);
                pinned.entry(registry).or_default().entry(account).or_default().push(name);
            }
        }
        pinned
    }
}

/// The registries that steps write to.
fn registries(steps: &[Step]) -> BTreeSet<String> {
    let writes = steps.iter().filter(|step| [push::NAME, tag::NAME].contains(&step.effect.executor.as_str()));
    let repositories = writes.filter_map(|step| step.effect.args.get("repository")?.as_str());
    repositories.filter_map(|repository| registry_at(host_of(repository))).collect()
}

fn wrong(message: String, wanted: &[&str], identity: &Identity) -> Problem {
    let details = json!({ "wanted": wanted, "account": identity.account, "identity": identity.name });
    Problem::new(Code::WrongAccount, message).details(details)
}

#[cfg(test)]
mod tests {
    use slipway_domain::plan::Effect;

    use super::*;

    #[test]
    fn the_registries_are_those_that_are_written_to_under_their_one_name() {
        let step = |id: &str, executor: &str, repository: &str| {
            let effect = Effect::new(executor, "do", json!({ "repository": repository }));
            Step::new(id.into(), Vec::new(), id, effect)
        };
        let steps = [
            step("build/api", "build", "build.example.com/api"),
            step("push/api", push::NAME, "R.example.com/api"),
            step("tag/api", tag::NAME, "r.example.com/api"),
            step("push/web", push::NAME, "team/web"),
        ];
        assert_eq!(registries(&steps).into_iter().collect::<Vec<_>>(), ["docker.io", "r.example.com"]);
    }

    #[test]
    fn a_refusal_tells_both_accounts_to_machines() {
        let identity = Identity {
            account: "2".into(),
            name: "ann".into(),
            from: "the key team".into(),
            credential: None,
        };
        let problem = wrong("words".into(), &["1"], &identity);
        assert_eq!(problem.code, Code::WrongAccount);
        assert_eq!(problem.details, json!({ "wanted": ["1"], "account": "2", "identity": "ann" }));
    }
}
