//! Which release is meant.

use slipway_domain::problem::{Code, Problem};
use slipway_domain::release::Release;

use crate::project::Project;

/// How a person names a release.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Selection {
    /// What comes next for the environment.
    #[default]
    Next,
    /// By its number or a version: `12`, `#12`, `0.1.12`.
    Named(String),
}

/// How many releases are shown where the one that is named is not there.
const SHOWN: u32 = 5;

/// The release that a text names, among those known.
pub fn named(text: &str, releases: &[Release]) -> Result<Release, Problem> {
    if let Some(found) =
        number_in(text).and_then(|number| releases.iter().find(|release| release.number == number))
    {
        return Ok(found.clone());
    }
    let fits = |release: &&Release| release.services.values().any(|service| service.version == text);
    let found: Vec<&Release> = releases.iter().filter(fits).collect();
    match found.as_slice() {
        [one] => Ok((*one).clone()),
        [] => {
            let newest: Vec<String> = releases.iter().take(SHOWN as usize).map(title).collect();
            let message = format!("there is no release `{text}`");
            let problem = Problem::new(Code::ReleaseNotFound, message);
            Err(if newest.is_empty() {
                problem.hint("`slipway run` makes the first one")
            } else {
                problem.hint(format!("the newest are {}", newest.join(", ")))
            })
        }
        several => {
            let candidates: Vec<String> = several.iter().map(|release| title(release)).collect();
            let numbers: Vec<u64> = several.iter().map(|release| release.number).collect();
            let message =
                format!("`{text}` is a version of {} releases: {}", several.len(), candidates.join(", "));
            let problem = Problem::new(Code::ReleaseNotFound, message).hint("name one by its number");
            Err(problem.details(serde_json::json!({ "candidates": numbers })))
        }
    }
}

/// The number that a text may be: `12`, `#12`.
fn number_in(text: &str) -> Option<u64> {
    text.strip_prefix('#').unwrap_or(text).parse().ok()
}

/// A release in a few words: `#12 (api 0.1.12)`.
pub fn title(release: &Release) -> String {
    let services: Vec<String> =
        release.services.iter().map(|(name, service)| format!("{name} {}", service.version)).collect();
    format!("#{} ({})", release.number, services.join(", "))
}

impl Project {
    /// The release that is meant for an environment.
    pub async fn select(&self, selection: &Selection, environment: &str) -> Result<Release, Problem> {
        match selection {
            Selection::Named(text) => named(text, &self.candidates(text).await?),
            Selection::Next => {
                self.next_release(environment).await?.ok_or_else(|| self.nothing_next(environment))
            }
        }
    }

    /// What comes next for an environment: what `after` runs, else the newest of its branches.
    pub(crate) async fn next_release(&self, environment: &str) -> Result<Option<Release>, Problem> {
        let policy = self.environment(environment)?;
        if let Some(before) = &policy.after {
            return self.runs(before).await;
        }
        if policy.branch.is_empty() {
            return Ok(self.ledger.releases(self.name(), 1).await?.pop());
        }
        let mut newest: Option<Release> = None;
        for branch in &policy.branch {
            let other = self.ledger.newest_of(self.name(), branch).await?;
            newest = newest.into_iter().chain(other).max_by_key(|release| release.number);
        }
        Ok(newest)
    }

    /// The releases that a text may name; where it can name none, the newest.
    async fn candidates(&self, text: &str) -> Result<Vec<Release>, Problem> {
        if let Some(number) = number_in(text) {
            let made = self.ledger.release(self.name(), number).await?;
            let found = if made.is_some() { made } else { self.deployed(number).await? };
            if let Some(found) = found {
                return Ok(vec![found]);
            }
        }
        let found = self.ledger.releases_with(self.name(), text).await?;
        if found.is_empty() { self.ledger.releases(self.name(), SHOWN).await } else { Ok(found) }
    }

    /// A release that another laptop made and that is known because it was deployed.
    async fn deployed(&self, number: u64) -> Result<Option<Release>, Problem> {
        for environment in self.policy.environments.keys() {
            let deployments = self.ledger.deployments_of(self.name(), environment, number).await?;
            let parts = deployments.iter().flat_map(|(_, deployment)| deployment.parts());
            if let Some(part) = parts.into_iter().find(|part| part.release.number == number) {
                return Ok(Some(part.release.clone()));
            }
        }
        Ok(None)
    }

    /// The release of an environment's newest deployment that succeeded.
    pub async fn runs(&self, environment: &str) -> Result<Option<Release>, Problem> {
        let deployments = self.ledger.deployments(self.name(), environment, 1).await?;
        Ok(deployments.into_iter().next().map(|(_, deployment)| deployment.release))
    }

    fn nothing_next(&self, environment: &str) -> Problem {
        let policy = self.policy.environments.get(environment);
        let (message, hint) = match policy.and_then(|policy| policy.after.as_ref()) {
            Some(before) => (
                format!("nothing comes next for {environment}, because nothing was deployed to {before}"),
                format!("`slipway deploy {before}` first"),
            ),
            None => (
                format!("nothing comes next for {environment}: no release was made of its branch"),
                "`slipway run` makes one".to_owned(),
            ),
        };
        Problem::new(Code::ReleaseNotFound, message).hint(hint)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use slipway_domain::digest::Digest;
    use slipway_domain::release::Commit;

    fn release(number: u64, version: &str) -> Release {
        let commit = Commit::bare("a", "t", 0);
        let service = slipway_fixtures::service_release("r/api", version, Digest::of(b""));
        slipway_fixtures::release(number, commit, [("api".to_owned(), service)])
    }

    #[test]
    fn numbers_with_and_without_a_hash_and_unique_versions_name_a_release() {
        let releases = [release(2, "0.1.1"), release(1, "0.1.1"), release(3, "0.1.3")];
        for text in ["#2", "2"] {
            assert_eq!(named(text, &releases).expect("found").number, 2);
        }
        assert_eq!(named("0.1.3", &releases).expect("found").number, 3);
        let several = named("0.1.1", &releases).expect_err("two releases have it");
        assert_eq!(several.details["candidates"], serde_json::json!([2, 1]));
        assert_eq!(named("0.9", &releases).expect_err("unknown").code, Code::ReleaseNotFound);
    }
}
