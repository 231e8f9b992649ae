//! What registries and hosts are asked with before there is a configuration that names them.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use slipway_credentials::{Credentials, Variables};
use slipway_engine::ports::NobodyToAsk;
use slipway_ssh::PrivateKeys;

use crate::Kept;
use crate::cloud::Cloud;
use crate::configuration::checkout;
use crate::logins::Logins;

/// The logins and keys of this laptop, in the order in which every command takes them.
pub(super) struct Own {
    secrets: Arc<Credentials>,
    /// What registries are shown.
    pub logins: Arc<Logins>,
}

impl Own {
    /// Those of the project, where a `slipway.yml` says already which one it is, and those that apply everywhere. What asks
    /// before each use is not used only to propose something.
    pub async fn of(kept: &Kept, folder: &Path) -> Self {
        unlocked(kept).await;
        let policy = checkout(folder).await.ok().map(|checkout| checkout.config);
        let project = policy.as_ref().map(|policy| policy.project.clone());
        // Nobody has chosen these registries: only a login that is meant for one of them is shown there.
        let variables = Variables::of_process().without_login_for_any();
        let nobody = Arc::new(NobodyToAsk);
        let secrets = Credentials::new(variables);
        let secrets = secrets.with_keychain(kept.wallet(), project.as_deref(), nobody.clone());
        let secrets = Arc::new(secrets);
        let cloud = Cloud::of(&policy.unwrap_or_default(), kept.wallet(), nobody);
        Self { logins: Arc::new(Logins::new(secrets.clone(), cloud.host)), secrets }
    }

    /// The keys that hosts are offered.
    pub fn keys(&self) -> PrivateKeys {
        PrivateKeys::new(self.secrets.clone(), BTreeMap::new())
    }
}

/// A person unlocks the keychain before the time counts that others have to answer. Whoever has no credentials needs none.
async fn unlocked(kept: &Kept) {
    let wallet = kept.wallet();
    if wallet.known().await.is_ok_and(|known| !known.is_empty()) {
        // What keeps it locked is said again where something is opened.
        let _ = wallet.keychain.entries().await;
    }
}
