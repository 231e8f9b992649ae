//! The services of a deployment beside what runs at a place.

use std::collections::BTreeMap;

use serde_json::json;
use slipway_domain::digest::Digest;
use slipway_domain::plan::Expectation;
use slipway_domain::world::Seen;

use crate::identity::Identity;

/// What each of these services is once its deployment is out there: what runs as it is wanted stays, and calls itself
/// as it does now.
pub fn afterwards<'i>(
    seen: &Seen,
    wanted: impl IntoIterator<Item = (&'i String, &'i Identity)>,
) -> BTreeMap<String, Identity> {
    let own = |(service, identity): (&'i String, &'i Identity)| {
        let stays = identity.runs(seen, service);
        (service.clone(), if stays { identity.as_it_runs(seen, service) } else { identity.clone() })
    };
    wanted.into_iter().map(own).collect()
}

/// The services at a place that go with a deployment: after a whole one there is nothing but what it wants.
pub fn gone(seen: &Seen, whole: bool, is_wanted: impl Fn(&str) -> bool) -> Vec<String> {
    seen.services.keys().filter(|service| whole && !is_wanted(service)).cloned().collect()
}

/// The images that run at a place then: those of the services [`afterwards`], and of those that it leaves alone.
pub fn digests_afterwards(seen: &Seen, whole: bool, services: &BTreeMap<String, Identity>) -> Vec<Digest> {
    let alone = seen.services.iter().filter(|(service, _)| !whole && !services.contains_key(*service));
    let alone = alone.filter_map(|(_, running)| running.digest.clone());
    alone.chain(services.values().map(|identity| identity.digest.clone())).collect()
}

/// What a step leaves that puts these services there.
pub fn expected<'i>(wanted: impl IntoIterator<Item = (&'i String, &'i Identity)>) -> Expectation {
    let digests: BTreeMap<&String, &Digest> =
        wanted.into_iter().map(|(service, identity)| (service, &identity.digest)).collect();
    Expectation([("digests".to_owned(), json!(digests))].into())
}

/// The services that a deployment touched, as they were before; those that are new since then go.
pub fn as_before<'s, W>(
    touched: impl IntoIterator<Item = &'s String>,
    before: impl Fn(&str) -> Option<W>,
) -> (BTreeMap<String, W>, Vec<String>) {
    let (mut back, mut new) = (BTreeMap::new(), Vec::new());
    for service in touched {
        if let Some(wanted) = before(service) {
            back.insert(service.clone(), wanted);
        } else {
            new.push(service.clone());
        }
    }
    (back, new)
}

#[cfg(test)]
mod tests {
    use slipway_domain::world::Health;

    use super::*;
    use crate::identity::tests::seen;
    use crate::sample::identity as wanted;

    fn services(name: &str, identity: Identity) -> BTreeMap<String, Identity> {
        BTreeMap::from([(name.to_owned(), identity)])
    }

    #[test]
    fn what_runs_as_it_is_wanted_stays_as_it_calls_itself() {
        let older = Identity { release: 6, commit: "decaf".to_owned(), ..wanted() };
        let mut there = seen(&older);
        assert_eq!(afterwards(&there, &services("api", wanted())), services("api", older));
        there.services.get_mut("api").unwrap().health = Health::Stopped;
        let anew = afterwards(&there, &services("api", wanted()));
        assert_eq!(anew, services("api", wanted()), "what has ended is started anew");
    }

    #[test]
    fn a_whole_deployment_leaves_nothing_but_its_own() {
        let there = seen(&wanted());
        assert_eq!(gone(&there, true, |service| service == "web"), ["api"]);
        assert!(gone(&there, true, |service| service == "api").is_empty());
        assert!(gone(&there, false, |_| false).is_empty());
        let other = Digest::of(b"web");
        let web = services("web", Identity { digest: other.clone(), ..wanted() });
        assert_eq!(digests_afterwards(&there, true, &web), std::slice::from_ref(&other));
        assert_eq!(digests_afterwards(&there, false, &web), [wanted().digest, other]);
    }

    #[test]
    fn what_was_not_there_before_goes_again() {
        let touched = ["api", "new"].map(str::to_owned);
        let (back, new) = as_before(&touched, |service| (service == "api").then_some(7));
        assert_eq!((back, new), (BTreeMap::from([("api".to_owned(), 7)]), vec!["new".to_owned()]));
    }
}
