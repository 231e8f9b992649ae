//! The private keys among the credentials that a host is reached with.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use slipway_domain::credential::Known;
use slipway_domain::problem::Problem;
use slipway_engine::ports::Keys;

use crate::agent::KeyCredential;

/// The private keys that are credentials. Which of them a host is offered depends on the environments that it is in.
#[derive(Clone)]
pub struct PrivateKeys {
    keys: Arc<dyn Keys>,
    environments: Arc<BTreeMap<String, Vec<String>>>,
}

impl PrivateKeys {
    /// With the environments of each host, by its address as it is connected to.
    pub fn new(keys: Arc<dyn Keys>, environments: BTreeMap<String, Vec<String>>) -> Self {
        Self { keys, environments: Arc::new(environments) }
    }

    /// Those that apply to a host, opened. The narrower ones come first, since a host lets nobody try many.
    pub(crate) async fn open(&self, host: &str) -> Result<Vec<KeyCredential>, Problem> {
        let environments = self.environments.get(host).map(Vec::as_slice).unwrap_or_default();
        let wanted: Vec<Option<&str>> = match environments {
            [] => vec![None],
            environments => environments.iter().map(|name| Some(name.as_str())).collect(),
        };
        let mut applying: Vec<Known> = Vec::new();
        for environment in wanted {
            applying.extend(self.keys.ssh_keys(environment).await?);
        }
        applying.sort_by(|a, b| narrowness(b).cmp(&narrowness(a)).then(a.id.cmp(&b.id)));
        applying.dedup_by(|a, b| a.id == b.id);
        let mut opened = Vec::new();
        for known in applying {
            let parts = self.keys.open_key(&known).await?;
            opened.push((known, parts));
        }
        Ok(opened)
    }
}

/// How narrow the scope of a credential is.
fn narrowness(known: &Known) -> u8 {
    let scope = &known.id.scope;
    u8::from(scope.project().is_some()) + u8::from(scope.environment().is_some())
}

impl fmt::Debug for PrivateKeys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PrivateKeys")
    }
}
