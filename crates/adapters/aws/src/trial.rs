//! Trying a credential: who somebody is with it.

use slipway_domain::credential::Parts;
use slipway_domain::problem::Problem;
use slipway_engine::ports::Identity;

use crate::access::{self, Http, Means};
use crate::identity::identity;
use crate::settings::Settings;

/// Who somebody is with the credential of that name, its role assumed. Nothing is kept of it.
pub async fn identity_of(name: &str, parts: &Parts, settings: &Settings) -> Result<Identity, Problem> {
    let means = Means::Credential { name: name.to_owned(), parts: parts.clone() };
    let access = access::open(&means, None, settings, &Http::default()).await?;
    identity(&access, None).await
}
