//! What a service's containers find in their environment.

use std::collections::BTreeMap;

use slipway_domain::deployment::{Configuration, Setting};
use slipway_domain::problem::{Code, Problem};
use slipway_domain::secret::Secret;

use crate::identity::Identity;
use crate::spot::Spot;

/// Opened secrets by name.
pub type Opened = BTreeMap<String, Secret>;

/// A service's own variables with their values, and what every container is told of its release, which counts more.
pub fn variables_of(
    spot: &Spot,
    identity: &Identity,
    own: &Configuration,
    secrets: &Opened,
) -> Result<BTreeMap<String, String>, Problem> {
    let told = identity.variables(&spot.project, &spot.environment);
    let told: BTreeMap<_, _> = told.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
    let mut all = BTreeMap::new();
    for (name, setting) in own.iter().filter(|(name, _)| !told.contains_key(*name)) {
        all.insert(name.clone(), value_of(name, setting, secrets)?);
    }
    all.extend(told);
    Ok(all)
}

/// What a variable is set to.
pub fn value_of(name: &str, setting: &Setting, secrets: &Opened) -> Result<String, Problem> {
    let value = match setting {
        Setting::Plain(value) => value.clone(),
        Setting::Secret { secret } => match secrets.get(secret) {
            Some(value) => value.expose().to_owned(),
            None => {
                return Err(Problem::new(Code::SecretMissing, format!("the secret {secret} was not found")));
            }
        },
    };
    if value.contains('\0') {
        let text = format!("the value of {name} holds a zero byte, which no environment variable can");
        return Err(Problem::new(Code::ConfigurationInvalid, text)
            .hint("store it as text, for example in base64, and let the service read that"));
    }
    Ok(value)
}
