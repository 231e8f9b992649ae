//! What a rollback goes back to.

use slipway_domain::deployment::Deployment;
use slipway_domain::operation::{Kind, Verdict};
use slipway_domain::problem::{Code, Problem};

use super::changes;
use crate::project::Project;
use crate::select;

/// The deployments that a rollback can go back to, the one that runs now first.
///
/// Each deploy or promotion lies on top of the one before; a rollback takes away what lies above the
/// deployment that it restored, so that rolling back twice goes further back.
pub fn stack(newest_first: Vec<(Kind, Deployment)>) -> Vec<Deployment> {
    let mut stack: Vec<Deployment> = Vec::new();
    for (kind, deployment) in newest_first.into_iter().rev() {
        let restored = |other: &Deployment| only(other, &deployment.services) == deployment;
        match stack.iter().rposition(|other| kind == Kind::Rollback && restored(other)) {
            Some(at) => stack.truncate(at + 1),
            None => stack.push(deployment),
        }
    }
    stack.reverse();
    stack
}

/// A deployment for some of its services alone.
fn only(deployment: &Deployment, services: &[String]) -> Deployment {
    let mut part = deployment.clone();
    part.services.retain(|name| services.contains(name));
    part
}

/// What put each of these services where it stands, if one deployment did: that deployment, for them alone.
/// `None` when none of them was deployed; an error when several deployments did, one service each, since a
/// deployment moves one release.
pub fn standing(stack: &[Deployment], services: &[String]) -> Result<Option<Deployment>, Problem> {
    let by = |name: &String| stack.iter().position(|deployment| deployment.services.contains(name));
    let found: Vec<(&String, usize)> = services.iter().filter_map(|name| Some((name, by(name)?))).collect();
    let Some((_, first)) = found.first() else { return Ok(None) };
    if found.iter().all(|(_, at)| at == first) {
        return Ok(Some(only(&stack[*first], services)));
    }
    let each: Vec<String> =
        found.iter().map(|(name, at)| format!("{name} #{}", stack[*at].release.number)).collect();
    let message = format!("the services come from several releases: {}", each.join(", "));
    let hint = "roll back one at a time: --service NAME --to RELEASE";
    Err(Problem::new(Code::ReleaseNotFound, message).hint(hint))
}

/// What a rollback leaves as it is, as a warning: nobody keeps the values that secrets once had.
pub(super) fn not_restored(deployment: &Deployment) -> Option<String> {
    let secrets = deployment.secrets();
    let names = secrets.join(", ");
    (!secrets.is_empty()).then(|| format!("secrets keep the values that they have now: {names}"))
}

impl Project {
    /// What an environment runs now and ran before, as far as a rollback can go back to it.
    pub async fn rollback_stack(&self, environment: &str) -> Result<Vec<Deployment>, Problem> {
        let deployments = self.ledger.deployments(self.name(), environment).await?;
        Ok(stack(deployments.into_iter().map(|(row, deployment)| (row.operation.kind, deployment)).collect()))
    }

    /// The deployment that a rollback restores: the one before, or the newest of a named release.
    pub async fn restored(
        &self,
        environment: &str,
        to: Option<&str>,
        services: Option<&[String]>,
    ) -> Result<Deployment, Problem> {
        let stack = self.rollback_stack(environment).await?;
        let found = match to {
            None => match self.left_in_pieces(environment, &stack).await? {
                Some(whole) => {
                    Some(services.map_or_else(|| whole.clone(), |services| only(&whole, services)))
                }
                None => before(&stack, services)?,
            },
            Some(text) => named(&stack, text, services)?,
        };
        found.filter(|deployment| !deployment.services.is_empty()).ok_or_else(|| {
            let message = format!("{environment} has no deployment to go back to");
            Problem::new(Code::ReleaseNotFound, message).hint("`slipway history` shows what was deployed")
        })
    }

    /// The newest deployment that succeeded, if one after it did not and left something else running: that is
    /// what came before the pieces that are there now.
    async fn left_in_pieces(
        &self,
        environment: &str,
        stack: &[Deployment],
    ) -> Result<Option<Deployment>, Problem> {
        let Some(whole) = stack.first() else { return Ok(None) };
        let closed = self.ledger.last_closed(self.name(), environment).await?;
        let broken = [Verdict::Failed, Verdict::Cancelled, Verdict::Unknown];
        if !closed.and_then(|row| row.verdict).is_some_and(|verdict| broken.contains(&verdict)) {
            return Ok(None);
        }
        let world = self.target(environment)?.observe().await;
        let differs =
            changes::services(whole, &world).iter().any(|service| service.change != changes::Change::Same);
        Ok(differs.then(|| whole.clone()))
    }
}

/// What stood before the newest deployment of these services, or of all that the newest one changed.
fn before(stack: &[Deployment], services: Option<&[String]>) -> Result<Option<Deployment>, Problem> {
    let touches = |one: &Deployment| {
        services.is_none_or(|wanted| wanted.iter().any(|name| one.services.contains(name)))
    };
    let Some(newest) = stack.iter().position(touches) else { return Ok(None) };
    let older = &stack[newest + 1..];
    match services {
        Some(services) => standing(older, services),
        None => {
            let whole = stack[newest].services.len() == stack[newest].release.services.len();
            // A service that the newest release dropped comes back with the one before.
            let dropped = older.first().filter(|_| whole).map(|one| one.services.clone()).unwrap_or_default();
            let mut all = [stack[newest].services.clone(), dropped].concat();
            all.sort();
            all.dedup();
            standing(older, &all)
        }
    }
}

/// The newest deployment of a named release.
fn named(
    stack: &[Deployment],
    text: &str,
    services: Option<&[String]>,
) -> Result<Option<Deployment>, Problem> {
    let mut releases: Vec<_> = stack.iter().map(|deployment| deployment.release.clone()).collect();
    releases.sort_by_key(|release| std::cmp::Reverse(release.number));
    releases.dedup_by_key(|release| release.number);
    let wanted = select::named(text, &releases)?;
    let mut fits = stack.iter().filter(|deployment| deployment.release.number == wanted.number);
    let found = match services {
        None => fits.next().cloned(),
        Some(services) => {
            let holds = |one: &&Deployment| services.iter().all(|name| one.services.contains(name));
            fits.find(holds).map(|one| only(one, services))
        }
    };
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;
    use slipway_domain::release::{Commit, Release};

    fn deployment(number: u64) -> Deployment {
        let commit = Commit {
            sha: number.to_string(),
            tree: "t".into(),
            branch: None,
            git_tag: None,
            time: 0,
            dirty: false,
            pushed: None,
        };
        Deployment {
            environment: "e".into(),
            release: Release { number, commit, services: Default::default(), artifacts: vec![] },
            services: vec![],
            configuration: Default::default(),
            recipe: Default::default(),
        }
    }

    fn numbers(history: &[(Kind, u64)]) -> Vec<u64> {
        let newest_first = history.iter().rev().map(|(kind, number)| (*kind, deployment(*number))).collect();
        stack(newest_first).iter().map(|deployment| deployment.release.number).collect()
    }

    #[test]
    fn rolling_back_twice_goes_further_back() {
        use Kind::{Deploy, Promote, Rollback};
        assert_eq!(numbers(&[(Deploy, 1), (Deploy, 2), (Promote, 3)]), [3, 2, 1]);
        assert_eq!(numbers(&[(Deploy, 1), (Deploy, 2), (Deploy, 3), (Rollback, 2)]), [2, 1]);
        assert_eq!(numbers(&[(Deploy, 1), (Deploy, 2), (Deploy, 3), (Rollback, 2), (Rollback, 1)]), [1]);
        assert_eq!(numbers(&[(Deploy, 1), (Deploy, 2), (Rollback, 1), (Deploy, 3)]), [3, 1]);
    }

    fn of(number: u64, services: &[&str]) -> Deployment {
        let mut one = deployment(number);
        one.services = services.iter().map(|name| (*name).to_owned()).collect();
        one
    }

    #[test]
    fn a_rollback_of_one_service_takes_back_only_that_one() {
        let names = ["api".to_owned()];
        let history = vec![(Kind::Deploy, of(2, &["api"])), (Kind::Deploy, of(1, &["api", "web"]))];
        let newest_first = stack(history.clone());
        assert_eq!(before(&newest_first, None).expect("one release"), Some(of(1, &["api"])));
        let rolled_back = [vec![(Kind::Rollback, of(1, &["api"]))], history].concat();
        assert_eq!(
            stack(rolled_back),
            [of(1, &["api", "web"])],
            "nothing is left above the first deployment"
        );
        assert_eq!(standing(&newest_first, &names).expect("one release"), Some(of(2, &["api"])));
    }

    #[test]
    fn services_of_several_releases_are_not_taken_for_one() {
        let all = ["api".to_owned(), "web".to_owned()];
        let stack = [of(2, &["api"]), of(1, &["api", "web"])];
        let problem = standing(&stack, &all).expect_err("api is of 2 and web of 1");
        assert!(problem.message.contains("api #2, web #1"), "{problem}");
        assert_eq!(standing(&stack, &["other".to_owned()]).expect("nothing"), None);
    }

    #[test]
    fn deploying_an_older_release_again_is_a_deployment_and_no_way_back() {
        assert_eq!(numbers(&[(Kind::Deploy, 1), (Kind::Deploy, 2), (Kind::Deploy, 1)]), [1, 2, 1]);
    }
}
