//! Whoever acts, opened once per program and region: kept in memory until it ends.

use std::collections::HashMap;

use slipway_domain::credential::Parts;
use slipway_domain::problem::Problem;
use slipway_engine::credentials::Wallet;
use tokio::sync::Mutex;

use crate::access::{self, Access, Http, Means};
use crate::choice::choose;
use crate::settings::Settings;

/// For whom and where something is done.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Who<'a> {
    /// The credential that slipway.yml names.
    pub named: Option<&'a str>,
    /// The environment that it is done for.
    pub environment: Option<&'a str>,
    /// The region, where it is known.
    pub region: Option<&'a str>,
}

/// What was opened.
#[derive(Default)]
pub(crate) struct Sessions {
    /// By what they were opened with and where.
    all: Mutex<HashMap<(Option<String>, Option<String>), Access>>,
    /// The credentials, by what they are kept under: each is taken out of the keychain once.
    opened: Mutex<HashMap<String, Parts>>,
}

impl Sessions {
    /// Somebody who can act. Whoever needs the same waits for the one opening.
    pub async fn access(
        &self,
        project: &str,
        who: &Who<'_>,
        wallet: Option<&Wallet>,
        settings: &Settings,
        http: &Http,
    ) -> Result<Access, Problem> {
        let mut all = self.all.lock().await;
        let known = match wallet {
            Some(wallet) => wallet.known().await?,
            None => Vec::new(),
        };
        let chosen = choose(&known, who.named, project, who.environment)?;
        let key = (chosen.as_ref().map(|one| one.id.to_string()), who.region.map(str::to_owned));
        if let Some(access) = all.get(&key).filter(|access| access.is_fresh()) {
            return Ok(access.clone());
        }
        let means = match (chosen, wallet) {
            (Some(known), Some(wallet)) => {
                let name = known.id.name().to_owned();
                let kept = known.id.to_string();
                let mut opened = self.opened.lock().await;
                let parts = match opened.get(&kept) {
                    Some(parts) => parts.clone(),
                    None => wallet.open(&known).await?,
                };
                opened.insert(kept, parts.clone());
                Means::Credential { name, parts }
            }
            _ => Means::Own,
        };
        let access = access::open(&means, who.region, settings, http).await?;
        all.insert(key, access.clone());
        Ok(access)
    }

    /// Forgets what was opened: it was refused, and may have been renewed.
    pub async fn forget(&self) {
        self.all.lock().await.clear();
        self.opened.lock().await.clear();
    }
}
