use super::*;
use slipway_domain::digest::Digest;
use slipway_domain::release::Commit;
use slipway_domain::world::{Health, Place, Seen};

/// A deployment of a release whose api is `content`.
fn of(number: u64, content: &str) -> Deployment {
    let commit = Commit::bare(format!("c{number}"), "t", 0);
    let (version, digest) = (format!("0.1.{number}"), Digest::of(content.as_bytes()));
    let api = slipway_fixtures::service_release("r/api", &version, digest);
    let release = slipway_fixtures::release(number, commit, [("api".to_owned(), api)]);
    slipway_fixtures::deployment("e", release)
}

/// What runs once a deployment has gone out.
fn running(deployment: &Deployment) -> Running {
    let release = &deployment.release;
    Running {
        digest: Some(release.services["api"].digest.clone()),
        release: Some(release.number),
        version: None,
        commit: Some(release.commit.sha.clone()),
        configuration: Some(deployment.configuration_fingerprint("api")),
        health: Health::Healthy,
        instance: None,
    }
}

/// Whether `one` is suspected where the ledger's newest deployment is `now`.
fn suspected(now: Option<&Deployment>, one: Option<Running>) -> bool {
    let services = one.into_iter().map(|one| ("api".to_owned(), one)).collect();
    let seen = Seen { services, ..Seen::default() };
    let world = World { places: vec![Place { name: "a".into(), kind: "host".into(), seen: Ok(seen) }] };
    !suspects(now, &of(9, "nine"), &world).is_empty()
}

#[test]
fn what_the_ledger_deployed_last_is_known_and_what_a_person_did_by_hand_is_nobodys_deployment() {
    let now = of(1, "one");
    assert!(!suspected(Some(&now), Some(running(&now))));
    assert!(!suspected(Some(&now), None), "it was removed by hand");
    let exchanged = Running { digest: Some(Digest::of(b"by hand")), ..running(&now) };
    assert!(!suspected(Some(&now), Some(exchanged)), "its image was exchanged by hand");
    let bare = Running { release: None, commit: None, configuration: None, ..running(&now) };
    assert!(!suspected(Some(&now), Some(bare)), "it was started by hand");
}

#[test]
fn another_release_commit_or_configuration_is_suspected() {
    let now = of(1, "one");
    assert!(suspected(Some(&now), Some(running(&of(3, "three")))));
    assert!(suspected(None, Some(running(&now))), "nothing was ever deployed from here");
    let same_number = Running { commit: Some("c2".into()), ..running(&now) };
    assert!(suspected(Some(&now), Some(same_number)), "two laptops gave one number to two releases");
    let configured = Running { configuration: Some("other".into()), ..running(&now) };
    assert!(suspected(Some(&now), Some(configured)));
}

#[test]
fn what_stayed_as_an_earlier_release_put_it_there_has_the_content_that_is_wanted() {
    let (first, second) = (of(1, "one"), of(2, "one"));
    assert!(second.is_run_by("api", &running(&first)));
    assert!(!second.is_run_by("api", &running(&of(1, "another"))));
    let untold = Running { digest: None, ..running(&first) };
    assert!(!second.is_run_by("api", &untold), "a place that cannot tell does not confirm it");
}

#[test]
fn what_a_failed_deployment_left_is_explained_only_where_it_worked() {
    let left = Leftover { deployment: of(2, "two"), places: vec!["a".to_owned()] };
    let runs = running(&left.deployment);
    let at = |place| Suspect { place, service: "api", running: &runs };
    assert!(left.explains(&at("a")));
    assert!(!left.explains(&at("b")), "somebody else put it there");
    let refused = Leftover { places: Vec::new(), ..left };
    assert!(!refused.explains(&at("a")), "it was refused before it did anything");
}
