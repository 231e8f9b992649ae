//! What tests of targets begin with: who the containers of one service are.

use slipway_domain::digest::Digest;

use crate::Identity;

/// The service `api` of release 7, from `registry.example.com`.
pub fn identity() -> Identity {
    Identity {
        repository: "registry.example.com/api".to_owned(),
        digest: Digest::of(b"api"),
        release: 7,
        version: "0.1.7".to_owned(),
        commit: "c0ffee".to_owned(),
        configuration: "c1".to_owned(),
        definition: "d1".to_owned(),
    }
}
