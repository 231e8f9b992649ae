//! Credentials of the keychain among the other sources: which one is used, how often it is opened, what it takes when the
//! keychain is locked, and who is asked.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::Ordering;

use async_trait::async_trait;
use slipway_credentials::Credentials;
use slipway_domain::credential::{Kind, Known, Parts, Scope};
use slipway_domain::ids::OperationId;
use slipway_domain::problem::{Code, Problem};
use slipway_engine::credentials::Wallet;
use slipway_engine::ports::{Confirmation, Keys, Need, Origin, Secrets, Trial, Trials, Tried, Use};
use support::{Drawer, Person, add, locked, scope, variables, wallet};
use uuid::Uuid;

const REGISTRY: &str = "registry.example.com:5000";

async fn value(credentials: &Credentials, environment: Option<&str>) -> Option<String> {
    Some(credentials.secret("TOKEN", environment).await.unwrap()?.expose().to_owned())
}

fn operation(number: u128) -> OperationId {
    OperationId(Uuid::from_u128(number))
}

fn token() -> Vec<Need> {
    vec![Need::Secret("TOKEN".to_owned())]
}

#[tokio::test]
async fn the_narrowest_wins_and_all_of_them_go_before_variables() {
    let (drawer, person) = (Arc::new(Drawer::default()), Arc::new(Person::default()));
    let wallet = wallet(&drawer);
    let credentials = Credentials::new(variables(&[("SLIPWAY_SECRET_TOKEN", "variable")])).with_keychain(
        wallet.clone(),
        Some("recipes"),
        person,
    );
    assert_eq!(value(&credentials, Some("production")).await.as_deref(), Some("variable"));
    assert_eq!(drawer.reads.load(Ordering::SeqCst), 0, "a keychain is not asked for what nobody put there");
    for (at, environment) in [
        (Scope::Global, None),
        (scope("recipes", None), None),
        (scope("recipes", Some("production")), Some("production")),
    ] {
        let told = at.to_string();
        add(&wallet, at, Kind::Plain, "TOKEN", &[("value", told.as_str())], false).await;
        assert_eq!(value(&credentials, environment).await, Some(told));
    }
    assert_eq!(value(&credentials, Some("sandbox")).await.as_deref(), Some("project recipes"));
    let elsewhere =
        Credentials::new(variables(&[])).with_keychain(wallet, Some("other"), Arc::new(Person::default()));
    assert_eq!(value(&elsewhere, Some("production")).await.as_deref(), Some("every project"));
}

#[tokio::test]
async fn a_registrys_credential_is_a_login_by_any_of_its_names() {
    let drawer = Arc::new(Drawer::default());
    let wallet = wallet(&drawer);
    let parts = [("user", "ann"), ("password", "hunter22")];
    add(&wallet, Scope::Global, Kind::Registry, "index.docker.io", &parts, false).await;
    let set = [("SLIPWAY_REGISTRY_USER", "any"), ("SLIPWAY_REGISTRY_PASSWORD", "any-password")];
    let credentials =
        Credentials::new(variables(&set)).with_keychain(wallet, None, Arc::new(Person::default()));
    let login = credentials.login("docker.io", None).await.unwrap().unwrap();
    assert_eq!((login.user.as_str(), login.password.expose()), ("ann", "hunter22"));
    let other = credentials.login(REGISTRY, None).await.unwrap().unwrap();
    assert_eq!(other.user, "any", "another registry's login comes from where it came before");
    assert_eq!(credentials.redact("hunter22"), "***");
    assert!(!format!("{credentials:?}").contains("hunter22"));
}

#[tokio::test]
async fn what_is_known_and_cannot_be_opened_is_never_taken_from_elsewhere() {
    let drawer = Arc::new(Drawer::default());
    let wallet = wallet(&drawer);
    add(&wallet, Scope::Global, Kind::Plain, "TOKEN", &[("value", "v")], false).await;
    let parts = [("user", "ann"), ("password", "hunter22")];
    add(&wallet, Scope::Global, Kind::Registry, REGISTRY, &parts, false).await;
    let set = [
        ("SLIPWAY_SECRET_TOKEN", "variable"),
        ("SLIPWAY_SECRET_OTHER", "other"),
        ("SLIPWAY_REGISTRY_USER", "any"),
        ("SLIPWAY_REGISTRY_PASSWORD", "any-password"),
    ];
    let credentials =
        Credentials::new(variables(&set)).with_keychain(wallet, Some("recipes"), Arc::new(Person::default()));
    drawer.lock(locked());
    assert_eq!(credentials.secret("TOKEN", None).await.unwrap_err().code, Code::KeychainLocked);
    assert_eq!(credentials.login(REGISTRY, None).await.unwrap_err().code, Code::KeychainLocked);
    let other = credentials.secret("OTHER", None).await.unwrap().unwrap();
    assert_eq!(other.expose(), "other", "nothing of it is in the keychain");
    drawer.unlock();
    drawer.empty();
    let gone = credentials.secret("TOKEN", None).await.unwrap_err();
    assert_eq!(gone.code, Code::CredentialGone, "it was put there, so it was set: {gone}");
}

#[tokio::test]
async fn it_is_opened_once_until_it_is_replaced_or_the_operation_has_ended() {
    let drawer = Arc::new(Drawer::default());
    let wallet = wallet(&drawer);
    let known = add(&wallet, Scope::Global, Kind::Plain, "TOKEN", &[("value", "old")], false).await;
    let credentials =
        Credentials::new(variables(&[])).with_keychain(wallet.clone(), None, Arc::new(Person::default()));
    credentials.admit(operation(1), &token(), None).await.unwrap();
    let (first, second) = futures::join!(value(&credentials, None), value(&credentials, None));
    assert_eq!((first.as_deref(), second.as_deref()), (Some("old"), Some("old")));
    assert_eq!(drawer.reads.load(Ordering::SeqCst), 1);
    wallet.rotate(known, &support::parts(Kind::Plain, &[("value", "new")]), None).await.unwrap();
    assert_eq!(value(&credentials, None).await.as_deref(), Some("new"));
    assert_eq!(drawer.reads.load(Ordering::SeqCst), 2);
    credentials.let_go(operation(1));
    value(&credentials, None).await;
    assert_eq!(drawer.reads.load(Ordering::SeqCst), 3, "nothing stays open that nobody needs");
    let used = wallet.known().await.unwrap()[0].used;
    assert!(used.is_some(), "it is noted that it was used");
}

/// Is slow enough for a person to replace the credential while it is tried.
struct Slow(Wallet);

#[async_trait]
impl Trial for Slow {
    async fn attempt(&self, known: &Known, _: &Parts) -> Result<Tried, Problem> {
        assert_eq!(known.shown, None, "it is tried as it is by now");
        let asking = Known { ask: true, ..known.clone() };
        let parts = support::parts(Kind::Plain, &[("value", "new")]);
        self.0.rotate(asking, &parts, Some("the new one".to_owned())).await?;
        Ok(Tried::works("the old one"))
    }
}

#[tokio::test]
async fn what_is_noted_of_one_that_was_replaced_meanwhile_takes_nothing_back() {
    let drawer = Arc::new(Drawer::default());
    let wallet = wallet(&drawer);
    let first = add(&wallet, Scope::Global, Kind::Plain, "TOKEN", &[("value", "old")], false).await;
    let trials: Trials = BTreeMap::from([(Kind::Plain, Arc::new(Slow(wallet.clone())) as Arc<dyn Trial>)]);
    wallet.test(&first, &trials).await.unwrap();
    wallet.open(&first).await.unwrap();
    let known = wallet.known().await.unwrap().remove(0);
    assert!(known.ask && known.rotated.is_some(), "whoever replaced it is asked before each use: {known:?}");
    assert_eq!(known.shown.as_deref(), Some("the new one"));
    assert_eq!((&known.tested, known.used), (&None, None), "that was of the value before");
    wallet.open(&known).await.unwrap();
    let asking = wallet.known().await.unwrap().remove(0);
    assert!(asking.used.is_some() && asking.ask);
    wallet.remove(asking.clone()).await.unwrap();
    assert!(wallet.open(&asking).await.is_err());
    assert!(wallet.known().await.unwrap().is_empty(), "what was removed does not come back");
}

#[tokio::test]
async fn a_person_is_asked_once_for_an_operation_about_all_that_want_it() {
    let (drawer, person) = (Arc::new(Drawer::default()), Arc::new(Person::default()));
    let wallet = wallet(&drawer);
    add(&wallet, Scope::Global, Kind::Plain, "TOKEN", &[("value", "v")], true).await;
    add(&wallet, Scope::Global, Kind::Plain, "OTHER", &[("value", "v")], true).await;
    add(&wallet, Scope::Global, Kind::Plain, "QUIET", &[("value", "v")], false).await;
    let credentials = Credentials::new(variables(&[])).with_keychain(wallet, None, person.clone());
    let needs: Vec<Need> = ["TOKEN", "OTHER", "QUIET"].map(|name| Need::Secret(name.to_owned())).into();
    for _ in 0..2 {
        credentials.admit(operation(1), &needs, None).await.unwrap();
        value(&credentials, None).await.unwrap();
    }
    assert_eq!(person.asked(), ["TOKEN (every project), OTHER (every project)"]);
    credentials.admit(operation(2), &needs, None).await.unwrap();
    assert_eq!(person.asked().len(), 2, "each operation asks");
    credentials.let_go(operation(1));
    value(&credentials, None).await.unwrap();
    assert_eq!(person.asked().len(), 2, "the second operation is still at it");
    credentials.let_go(operation(2));
    value(&credentials, None).await.unwrap();
    assert_eq!(person.asked()[2], "TOKEN (every project)", "without an operation it is asked by itself");
}

#[tokio::test]
async fn after_a_no_nothing_is_opened() {
    let (drawer, person) = (Arc::new(Drawer::default()), Arc::new(Person::declining()));
    let wallet = wallet(&drawer);
    add(&wallet, Scope::Global, Kind::Plain, "TOKEN", &[("value", "v")], true).await;
    let credentials = Credentials::new(variables(&[])).with_keychain(wallet, None, person);
    let refused = credentials.admit(operation(1), &token(), None).await.unwrap_err();
    assert_eq!(refused.code, Code::CredentialDeclined);
    assert_eq!(credentials.secret("TOKEN", None).await.unwrap_err().code, Code::CredentialDeclined);
    assert_eq!(drawer.reads.load(Ordering::SeqCst), 0);
}

#[tokio::test]
async fn where_something_would_come_from_is_told_without_opening_it() {
    let drawer = Arc::new(Drawer::default());
    let wallet = wallet(&drawer);
    let known = add(&wallet, Scope::Global, Kind::Plain, "TOKEN", &[("value", "v")], true).await;
    let credentials = Credentials::new(variables(&[("SLIPWAY_SECRET_OTHER", "v")])).with_keychain(
        wallet,
        None,
        Arc::new(Person::declining()),
    );
    drawer.lock(locked());
    let origin = async |need: Need| credentials.origin(&need, Some("production")).await.unwrap();
    assert_eq!(origin(Need::Secret("TOKEN".into())).await, Origin::Credential(Box::new(known)));
    assert_eq!(origin(Need::Secret("OTHER".into())).await, Origin::Elsewhere);
    assert_eq!(origin(Need::Secret("MISSING".into())).await, Origin::Nowhere);
    assert_eq!(origin(Need::Login(REGISTRY.into())).await, Origin::Elsewhere);
}

#[tokio::test]
async fn an_answer_that_was_given_for_no_operation_holds_for_a_while_and_nothing_stays_open() {
    for person in [Person::default(), Person::declining()] {
        let (drawer, person) = (Arc::new(Drawer::default()), Arc::new(person));
        let wallet = wallet(&drawer);
        add(&wallet, Scope::Global, Kind::Plain, "TOKEN", &[("value", "v")], true).await;
        let credentials = Credentials::new(variables(&[])).with_keychain(wallet, None, person.clone());
        let first = credentials.secret("TOKEN", None).await.map(|secret| secret.is_some());
        let second = credentials.secret("TOKEN", None).await.map(|secret| secret.is_some());
        assert_eq!(first, second);
        assert_eq!(person.asked().len(), 1, "whoever only looks asks once");
        let reads = if first.is_ok() { 2 } else { 0 };
        assert_eq!(drawer.reads.load(Ordering::SeqCst), reads, "no operation needs it, so it is not kept");
    }
}

/// Is asked and says nothing.
struct Absent;

#[async_trait]
impl Confirmation for Absent {
    async fn confirm(&self, _: &Use) -> Result<bool, Problem> {
        std::future::pending().await
    }
}

#[tokio::test]
async fn an_open_question_keeps_nobody_waiting_who_need_not_ask() {
    let drawer = Arc::new(Drawer::default());
    let wallet = wallet(&drawer);
    add(&wallet, Scope::Global, Kind::Plain, "TOKEN", &[("value", "v")], false).await;
    add(&wallet, Scope::Global, Kind::Plain, "GUARDED", &[("value", "v")], true).await;
    let credentials = Credentials::new(variables(&[])).with_keychain(wallet, None, Arc::new(Absent));
    let asked = credentials.secret("GUARDED", None);
    let other = async {
        credentials.admit(operation(1), &token(), None).await.unwrap();
        value(&credentials, None).await
    };
    tokio::select! {
        biased;
        _ = asked => panic!("nobody has answered"),
        other = other => assert_eq!(other.as_deref(), Some("v")),
    }
}

#[tokio::test]
async fn ssh_keys_that_ask_are_asked_about_before_an_operation_and_not_while_it_goes_on() {
    let (drawer, person) = (Arc::new(Drawer::default()), Arc::new(Person::default()));
    let wallet = wallet(&drawer);
    let known =
        add(&wallet, Scope::Global, Kind::SshKey, "deploy", &[("private_key", "no key at all")], true).await;
    let credentials = Credentials::new(variables(&[]))
        .with_keychain(wallet, Some("recipes"), person.clone())
        .reaching([("production".to_owned(), ["production".to_owned()].into())].into());
    assert_eq!(credentials.offered_keys("production").await.unwrap(), std::slice::from_ref(&known));
    assert!(credentials.offered_keys("sandbox").await.unwrap().is_empty(), "it has no hosts");
    for environment in [None, Some("sandbox")] {
        credentials.admit(operation(1), &[], environment).await.unwrap();
    }
    assert_eq!(person.asked().len(), 0, "no host of theirs is reached with it");
    credentials.admit(operation(2), &[], Some("production")).await.unwrap();
    for _ in 0..2 {
        credentials.open_key(&known).await.unwrap();
    }
    assert_eq!(person.asked().len(), 1, "a connection that breaks is made anew without a question");
    credentials.let_go(operation(2));
    credentials.open_key(&known).await.unwrap();
    assert_eq!(person.asked().len(), 2);
    credentials.admit(operation(3), &[], Some("production")).await.unwrap();
    assert_eq!(person.asked().len(), 2, "to look at the host it was allowed a moment ago");
}
