//! Trying a login, with registries that want a password, a token, or nothing.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

use slipway_domain::credential::{CredentialId, Kind, Known, Parts, Scope};
use slipway_domain::problem::{Code, Problem};
use slipway_domain::secret::Secret;
use slipway_engine::ports::{Trial, Tried};
use slipway_registry::RegistryTrial;
use slipway_testkit::{Registry, RegistryOptions};
use support::{PASSWORD, settings};

fn started(tokens: bool, login: bool) -> Registry {
    let options = RegistryOptions::default();
    let login = options.login.clone().filter(|_| login);
    Registry::on_loopback(&RegistryOptions { tls: false, tokens, login }).unwrap()
}

async fn tried(registry: &str, user: &str, password: &str) -> Result<Tried, Problem> {
    let known = Known {
        id: CredentialId::new(Scope::Global, Kind::Registry, registry).unwrap(),
        fields: Default::default(),
        shown: None,
        ask: false,
        added: jiff::Timestamp::UNIX_EPOCH,
        rotated: None,
        used: None,
        tested: None,
        removed: false,
    };
    let given = [("user", user), ("password", password)];
    let given = given.map(|(name, value)| (name.to_owned(), Secret::new(value)));
    let parts = Parts::new(Kind::Registry, given).unwrap();
    RegistryTrial::new(settings()).attempt(&known, &parts).await
}

#[tokio::test]
async fn a_login_is_told_apart_from_another_whatever_the_registry_wants() {
    for tokens in [false, true] {
        let registry = started(tokens, true);
        let right = tried(registry.address(), registry.user(), registry.password()).await.unwrap();
        assert_eq!(right.works, Some(true), "{right:?}");
        assert!(right.said.contains(registry.user()), "{right:?}");
        let wrong = tried(registry.address(), registry.user(), PASSWORD).await.unwrap();
        assert_eq!(wrong.works, Some(false), "with tokens {tokens}: {wrong:?}");
        assert!(!format!("{right:?} {wrong:?}").contains(PASSWORD), "{wrong:?}");
    }
}

#[tokio::test]
async fn where_everybody_is_let_in_nothing_is_known_of_a_login() {
    let registry = started(false, false);
    let seen = tried(registry.address(), "ada", PASSWORD).await.unwrap();
    assert_eq!(seen.works, None, "{seen:?}");
}

#[tokio::test]
async fn a_registry_that_does_not_answer_says_nothing_of_a_login() {
    let address = {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        listener.local_addr().unwrap().to_string()
    };
    let unheard = tried(&address, "ada", PASSWORD).await.unwrap_err();
    assert_eq!(unheard.code, Code::RegistryUnreachable, "{unheard}");
    assert!(!format!("{unheard:?}").contains(PASSWORD), "{unheard:?}");
}
