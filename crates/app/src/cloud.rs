//! Whoever runs registries and accounts, as far as this Slipway was built to know them.

use std::sync::Arc;

use slipway_domain::config::Config;
use slipway_engine::credentials::Wallet;
use slipway_engine::ports::{Accounts, Confirmation, ImageHost};

/// Who runs registries, and whose accounts things are done in.
pub(crate) struct Cloud {
    pub host: Arc<dyn ImageHost>,
    pub accounts: Arc<dyn Accounts>,
}

impl Cloud {
    /// For a policy, with the credentials of this laptop; `person` is asked about those that are used only after a yes.
    #[cfg(feature = "aws")]
    pub fn of(policy: &Config, wallet: Wallet, person: Arc<dyn Confirmation>) -> Self {
        let settings = slipway_aws::Settings::default();
        let aws = slipway_aws::Aws::new(policy, settings, wallet, person, slipway_credentials::remember);
        Self { host: aws.clone(), accounts: aws }
    }

    /// Nobody: this Slipway was built without any.
    #[cfg(not(feature = "aws"))]
    pub fn of(_: &Config, _: Wallet, _: Arc<dyn Confirmation>) -> Self {
        use slipway_engine::ports::{NoAccounts, NoImageHost};
        Self { host: Arc::new(NoImageHost), accounts: Arc::new(NoAccounts) }
    }
}
