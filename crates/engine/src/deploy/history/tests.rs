use proptest::prelude::*;

use super::*;
use slipway_domain::digest::Digest;
use slipway_domain::release::Commit;

/// A deployment of these services of a release that has `api` and `web`.
pub fn of(number: u64, services: &[&str]) -> Deployment {
    let commit = Commit::bare(number.to_string(), "t", 0);
    let service = |name: &str| {
        let digest = Digest::of(format!("{name} {number}").as_bytes());
        let (version, repository) = (format!("0.1.{number}"), format!("r/{name}"));
        (name.to_owned(), slipway_fixtures::service_release(&repository, &version, digest))
    };
    let release = slipway_fixtures::release(number, commit, ["api", "web"].map(service));
    let services = services.iter().map(|name| (*name).to_owned()).collect();
    Deployment { services, ..slipway_fixtures::deployment("e", release) }
}

const BOTH: [&str; 2] = ["api", "web"];

fn history(oldest_first: &[(Kind, Deployment)]) -> History {
    History::of(oldest_first.iter().rev().cloned().collect(), true)
}

/// `api 2, web 1`, with a `!` where nothing else is to run.
fn told(deployment: Option<Deployment>) -> String {
    let Some(deployment) = deployment else { return "nothing".to_owned() };
    let number = |name: &String| {
        let release = deployment.part(name).map(|part| part.release.number).unwrap_or_default();
        format!("{name} {release}")
    };
    let all: Vec<String> = deployment.all_services().iter().map(number).collect();
    all.join(", ") + if deployment.is_whole() { "!" } else { "" }
}

/// All states from now on backwards, each as a rollback to it leaves it.
fn backwards(mut deployments: Vec<(Kind, Deployment)>) -> Vec<String> {
    let mut seen = vec![told(history(&deployments).now())];
    while let Some(before) = history(&deployments).before(None) {
        seen.push(told(Some(before.clone())));
        deployments.push((Kind::Rollback, before));
        assert_eq!(told(history(&deployments).now()), *seen.last().unwrap(), "a rollback brings it about");
        assert!(seen.len() < 20, "rolling back again and again never ends: {seen:?}");
    }
    seen
}

#[test]
fn rolling_back_twice_goes_further_back() {
    use Kind::{Deploy, Promote, Rollback};
    let all = |kind: Kind, number: u64| (kind, of(number, &BOTH));
    let three = vec![all(Deploy, 1), all(Deploy, 2), all(Promote, 3)];
    assert_eq!(backwards(three.clone()), ["api 3, web 3!", "api 2, web 2!", "api 1, web 1!"]);
    let back = [three.clone(), vec![all(Rollback, 2)]].concat();
    assert_eq!(backwards(back.clone()), ["api 2, web 2!", "api 1, web 1!"]);
    assert_eq!(backwards([three, vec![all(Rollback, 1)]].concat()), ["api 1, web 1!"]);
    let on = [back, vec![all(Deploy, 4)]].concat();
    assert_eq!(backwards(on), ["api 4, web 4!", "api 2, web 2!", "api 1, web 1!"]);
}

#[test]
fn deploying_an_older_release_again_is_a_deployment_and_no_way_back() {
    let all = |number: u64| (Kind::Deploy, of(number, &BOTH));
    let again = vec![all(1), all(2), all(1)];
    assert_eq!(backwards(again), ["api 1, web 1!", "api 2, web 2!", "api 1, web 1!"]);
    let twice = vec![all(2), all(1), all(1)];
    let back = history(&twice).before(None);
    assert_eq!(told(back.clone()), "api 1, web 1!", "the deployment before was the same");
    let again = [twice, vec![(Kind::Rollback, back.expect("a state"))]].concat();
    assert_eq!(told(history(&again).before(None)), "api 2, web 2!", "and once more goes further back");
}

#[test]
fn services_of_several_releases_come_back_as_they_were() {
    let mix = vec![
        (Kind::Deploy, of(1, &BOTH)),
        (Kind::Deploy, of(2, &["api"])),
        (Kind::Deploy, of(3, &BOTH)),
        (Kind::Deploy, of(4, &["web"])),
    ];
    let seen = ["api 3, web 4!", "api 3, web 3!", "api 2, web 1!", "api 1, web 1!"];
    assert_eq!(backwards(mix.clone()), seen);
    let history = history(&mix[..3]);
    let before = history.before(None).expect("a state");
    assert_eq!(before.release.number, 2, "what went out last names it");
    assert_eq!(before.others.len(), 1);
    assert_eq!(before.others[0].services, ["web"]);
    assert_eq!(told(history.named("2", None).expect("a release")), "api 2, web 1!");
    let one = |service: &str| history.named("2", Some(&[service.to_owned()])).expect("a release");
    assert_eq!(told(one("api")), "api 2");
    assert_eq!(told(one("web")), "nothing", "web of it never went out");
    assert_eq!(told(history.now_of(&["web".to_owned()])), "web 3");
}

#[test]
fn a_rollback_of_one_service_goes_back_with_that_one_alone() {
    let api = ["api".to_owned()];
    let mut done = vec![
        (Kind::Deploy, of(1, &BOTH)),
        (Kind::Deploy, of(2, &["api"])),
        (Kind::Deploy, of(2, &["web"])),
        (Kind::Deploy, of(3, &["api"])),
    ];
    let mut seen = Vec::new();
    while let Some(before) = history(&done).before(Some(&api)) {
        assert_eq!(told(Some(before.clone())), format!("api {}", before.release.number), "nothing else goes");
        done.push((Kind::Rollback, before));
        seen.push(told(history(&done).now()));
    }
    assert_eq!(seen, ["api 2, web 2!", "api 1, web 2!"]);
    assert_eq!(backwards(done), ["api 1, web 2!", "api 1, web 1!"], "what is left to go back from is web");
}

#[test]
fn services_that_went_out_one_by_one_are_one_release() {
    let done =
        vec![(Kind::Deploy, of(1, &BOTH)), (Kind::Deploy, of(2, &["api"])), (Kind::Deploy, of(2, &["web"]))];
    let now = history(&done).now().expect("a state");
    assert_eq!((now.others.len(), now.whole), (0, None), "nobody can tell it from one that went out whole");
    assert_eq!(backwards(done), ["api 2, web 2!", "api 2, web 1!", "api 1, web 1!"]);
}

#[test]
fn a_service_that_was_dropped_is_no_part_of_what_runs() {
    let mut without = of(2, &["api"]);
    without.release.services.remove("web");
    let done = vec![(Kind::Deploy, of(1, &BOTH)), (Kind::Deploy, without), (Kind::Deploy, of(3, &BOTH))];
    assert_eq!(backwards(done.clone()), ["api 3, web 3!", "api 2!", "api 1, web 1!"]);
    let web = ["web".to_owned()];
    assert_eq!(told(history(&done).before(Some(&web))), "web 1", "the one before that it ever was");
    assert_eq!(told(history(&done[..2]).now_of(&web)), "nothing");
}

#[test]
fn where_only_single_services_are_known_nothing_else_goes() {
    let done = vec![(Kind::Deploy, of(1, &["api"])), (Kind::Deploy, of(2, &["api"]))];
    assert_eq!(backwards(done), ["api 2", "api 1"]);
    assert!(History::default().now().is_none() && History::default().before(None).is_none());
}

/// What somebody does next in an environment.
#[derive(Debug, Clone)]
enum Doing {
    Deploy { release: u64, services: &'static [&'static str] },
    Back { times: usize, services: Option<&'static str> },
}

fn doing() -> impl Strategy<Value = Doing> {
    let services = prop_oneof![4 => Just(&BOTH[..]), 1 => Just(&BOTH[..1]), 1 => Just(&BOTH[1..])];
    let deploy = (1_u64..9, services).prop_map(|(release, services)| Doing::Deploy { release, services });
    let of = prop_oneof![3 => Just(None), 1 => Just(Some("api")), 1 => Just(Some("web"))];
    let back = (1_usize..5, of).prop_map(|(times, services)| Doing::Back { times, services });
    prop_oneof![3 => deploy, 2 => back]
}

/// All deployments that come of it, oldest first.
fn done(all: &[Doing]) -> Vec<(Kind, Deployment)> {
    let mut past = Vec::new();
    for one in all {
        match one {
            Doing::Deploy { release, services } => past.push((Kind::Deploy, of(*release, services))),
            Doing::Back { times, services } => {
                let services = services.map(|one| vec![one.to_owned()]);
                for _ in 0..*times {
                    let before = history(&past).before(services.as_deref());
                    past.extend(before.map(|before| (Kind::Rollback, before)));
                }
            }
        }
    }
    past
}

proptest! {
    #[test]
    fn what_a_part_of_the_past_says_is_what_all_of_it_says(
        all in prop::collection::vec(doing(), 1..24),
        sight in 1_usize..16,
    ) {
        let past = done(&all);
        let whole = history(&past);
        let seen: Vec<_> = past.iter().rev().take(sight).cloned().collect();
        let part = History::of(seen, sight >= past.len());
        // Which of several releases names a mixture may differ, what runs of them may not.
        if let Some(now) = part.now() {
            prop_assert_eq!(told(Some(now)), told(whole.now()));
        }
        for services in [None, Some(vec!["api".to_owned()]), Some(vec!["web".to_owned()])] {
            if part.now().is_some() && part.reaches_before(services.as_deref()) {
                let before = |history: &History| told(history.before(services.as_deref()));
                prop_assert_eq!(before(&part), before(&whole));
            }
        }
    }
}

#[test]
fn nobody_knows_what_was_before_a_deployment_over_another_laptops() {
    let told = |kind: Kind, number: u64, services: &[&str], over: &[&str]| Told {
        kind,
        deployment: of(number, services),
        over: over.iter().map(|name| (*name).to_owned()).collect(),
    };
    let lost = |oldest_first: &[Told], services: Option<&[&str]>| {
        let history = History::of(oldest_first.iter().rev().cloned().collect(), true);
        let services = services.map(|all| all.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>());
        history.lost(services.as_deref())
    };
    let over = [told(Kind::Deploy, 1, &BOTH, &[]), told(Kind::Deploy, 4, &BOTH, &["web"])];
    assert_eq!(lost(&over[..1], None), [""; 0]);
    assert_eq!(lost(&over, None), ["web"]);
    assert_eq!(lost(&over, Some(&["api"])), [""; 0], "api was from here all the time");
    assert_eq!(lost(&over, Some(&["web"])), ["web"]);
    let on = [&over[..], &[told(Kind::Deploy, 5, &["api"], &[])]].concat();
    assert_eq!(lost(&on, None), [""; 0], "what was before the newest one is known");
    assert_eq!(lost(&on, Some(&["web"])), ["web"], "it stayed");
    let back = [&on[..], &[told(Kind::Rollback, 4, &["api"], &[])]].concat();
    assert_eq!(lost(&back, None), ["web"], "and further back nothing is known again");
}
