//! Trying a private key: what lets us in is that key, and no other one of the user's.

use std::path::Path;

use jiff::Timestamp;
use slipway_domain::credential::{CredentialId, Kind, Known, Parts, Scope};
use slipway_domain::secret::Secret;
use slipway_engine::ports::{Trial, Tried};
use slipway_ssh::{HostOf, SshTrial};

use crate::server;
use crate::sshd::Sshd;

/// Tries the key in a file on the server.
async fn tried(server: &Sshd, file: &Path, scope: Scope) -> Tried {
    let known = Known {
        id: CredentialId::new(scope, Kind::SshKey, "deploy").unwrap(),
        fields: Default::default(),
        shown: None,
        ask: false,
        added: Timestamp::UNIX_EPOCH,
        rotated: None,
        used: None,
        tested: None,
        removed: false,
    };
    let key = Secret::new(std::fs::read_to_string(file).unwrap());
    let parts = Parts::new(Kind::SshKey, [("private_key".to_owned(), key)]).unwrap();
    let hosts = vec![HostOf { environment: "sandbox".into(), host: "box".parse().unwrap() }];
    SshTrial::new(server.settings(), hosts).attempt(&known, &parts).await.unwrap()
}

#[tokio::test]
async fn a_key_works_where_it_lets_us_in_and_another_one_of_the_user_is_not_taken_for_it() {
    let server = server!();
    let own = server.folder.path().join("user");
    let works = tried(&server, &own, Scope::Global).await;
    assert_eq!((works.works, works.said.as_str()), (Some(true), "logged in on box"));
    // The user's own key still opens the server, as their configuration says.
    let stranger = server.folder.path().join("stranger");
    let refused = tried(&server, &stranger, Scope::Global).await;
    assert_eq!((refused.works, refused.said.as_str()), (Some(false), "refused by box"));
}

#[tokio::test]
async fn a_key_for_an_environment_without_hosts_is_only_seen_to_be_there() {
    let server = server!();
    let scope = Scope::Environment { project: "recipes".into(), environment: "production".into() };
    let there = tried(&server, &server.folder.path().join("user"), scope).await;
    assert_eq!(there.works, None);
    assert_eq!(server.logins(), 0);
}
