//! What the current policy means for containers on hosts, whichever target runs them.

use slipway_domain::config::Verify;
use slipway_domain::duration::Duration;
use slipway_domain::repository::Repository;

/// How long containers may take to become healthy when no check says more.
const HEALTHY_WITHIN: Duration = Duration::from_secs(60);

/// How long containers may take to become healthy: as long as the most patient check.
pub fn healthy_within(checks: &[Verify]) -> Duration {
    checks.iter().map(|check| check.within).max().unwrap_or(HEALTHY_WITHIN).max(HEALTHY_WITHIN)
}

/// The repository that hosts pull from: the environment's registry takes the place of the image's own.
pub(crate) fn pulled_from(registry: Option<&str>, repository: &str) -> String {
    let own = repository.parse::<Repository>().ok();
    let there = registry.zip(own).and_then(|(registry, own)| own.at_host(registry).ok());
    there.map_or_else(|| repository.to_owned(), |there| there.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_most_patient_check_counts_if_it_is_patient_at_all() {
        let check = |seconds| Verify { within: Duration::from_secs(seconds), ..Verify::default() };
        assert_eq!(healthy_within(&[]), HEALTHY_WITHIN);
        assert_eq!(healthy_within(&[check(5)]), HEALTHY_WITHIN);
        assert_eq!(healthy_within(&[check(5), check(90), check(70)]), Duration::from_secs(90));
    }

    #[test]
    fn the_environments_registry_takes_the_place_of_the_images_own() {
        let mirror = Some("10.0.0.1:5000");
        assert_eq!(pulled_from(mirror, "registry.example.com/team/api"), "10.0.0.1:5000/team/api");
        assert_eq!(pulled_from(mirror, "nginx"), "10.0.0.1:5000/library/nginx");
        assert_eq!(pulled_from(None, "nginx"), "nginx");
        assert_eq!(pulled_from(mirror, "no repository"), "no repository");
    }
}
