//! Since when a service is gone that other environments still run.

use slipway_domain::release::Release;

/// In which release a service was taken away, as far as the releases up to the one that runs tell. They are the
/// newest first; those of other branches say nothing of this one.
pub(super) fn removed_in(name: &str, running: u64, releases: &[Release]) -> Option<String> {
    let here = releases.iter().find(|release| release.number == running)?;
    let same = |release: &&Release| release.commit.branch == here.commit.branch;
    let mut later = None;
    for release in releases.iter().filter(|release| release.number <= running).filter(same) {
        if release.services.contains_key(name) {
            return later.map(called);
        }
        later = Some(release);
    }
    None
}

/// The version that all of its services have, or else its number.
fn called(release: &Release) -> String {
    let mut versions = release.services.values().map(|service| &service.version);
    let first = versions.next();
    match first.filter(|first| versions.all(|version| version == *first)) {
        Some(version) => version.clone(),
        None => format!("#{}", release.number),
    }
}

#[cfg(test)]
mod tests {
    use slipway_domain::digest::Digest;
    use slipway_domain::release::Commit;

    use super::*;

    fn release(number: u64, branch: &str, services: &[(&str, &str)]) -> Release {
        let service = |(name, version): &(&str, &str)| {
            let made = slipway_fixtures::service_release("recipes", version, Digest::of(version.as_bytes()));
            ((*name).to_owned(), made)
        };
        let commit = Commit { branch: Some(branch.to_owned()), ..Commit::bare("a1b2c3d", "4f7a1c9", 0) };
        slipway_fixtures::release(number, commit, services.iter().map(service))
    }

    #[test]
    fn the_release_after_the_last_that_had_it_took_it_away() {
        let releases = [
            release(5, "develop", &[("api", "0.1.5"), ("worker", "0.1.5")]),
            release(4, "develop", &[("api", "0.1.4")]),
            release(3, "spike", &[("api", "0.1.3"), ("worker", "0.1.3")]),
            release(2, "develop", &[("api", "0.1.2"), ("web", "0.3.0")]),
            release(1, "develop", &[("api", "0.1.1"), ("worker", "0.1.1")]),
        ];
        assert_eq!(removed_in("worker", 4, &releases).as_deref(), Some("#2"), "its services differ");
        assert_eq!(removed_in("worker", 5, &releases), None, "it is there");
        assert_eq!(removed_in("web", 4, &releases).as_deref(), Some("0.1.4"));
        assert_eq!(removed_in("thumbs", 4, &releases), None, "it was never there");
        assert_eq!(removed_in("worker", 9, &releases), None, "nobody knows what runs");
    }
}
