//! AWS: with whose rights something is done there, and what its image registries know besides images.
//!
//! [`Aws`] implements the engine's ports `ImageHost` and `Accounts` for registries of ECR and accounts of AWS, [`AwsTrial`]
//! tries keys and profiles.
//!
//! Who acts is chosen in `choice`: the credential that slipway.yml names, else the narrowest one that applies, else what
//! the person has set up for AWS's own tools (variables and profiles, which are read and never written). `access` opens
//! it and assumes its role, `sessions` keeps what was opened in memory until shortly before it expires, `tokens` the
//! logins at registries. `registry` asks ECR, `identity` asks STS, `failure` and `problems` say what went wrong, with the
//! permission that is missing.
//!
//! What is absent: the transfer of images, which is the registry's own protocol (`slipway-registry`), and anything that
//! writes a login down.

mod access;
mod accounts;
mod choice;
mod failure;
mod host;
mod identity;
mod problems;
mod registry;
mod sessions;
mod settings;
mod tokens;
mod trial;

use std::sync::Arc;

use slipway_domain::config::Config;
use slipway_domain::secret::Secret;
use slipway_engine::credentials::Wallet;
use slipway_engine::ports::Confirmation;

pub use settings::{Patience, Settings};
pub use trial::AwsTrial;

use access::Http;
use identity::Identities;
use sessions::Sessions;
use tokens::Tokens;

/// AWS, as one project uses it. Lives as long as the program: it keeps what was opened and the logins at registries.
pub struct Aws {
    policy: Config,
    settings: Settings,
    wallet: Wallet,
    person: Arc<dyn Confirmation>,
    remember: fn(&Secret),
    http: Http,
    sessions: Sessions,
    tokens: Tokens,
    identities: Identities,
}

impl Aws {
    /// For a project with this policy and the credentials of this laptop. `person` is asked about those that are used only
    /// after a yes; `remember` takes a value out of text from now on: what AWS gives for a time is in no keychain.
    pub fn new(
        policy: &Config,
        settings: Settings,
        wallet: Wallet,
        person: Arc<dyn Confirmation>,
        remember: fn(&Secret),
    ) -> Arc<Self> {
        Arc::new(Self {
            policy: policy.clone(),
            settings,
            wallet,
            person,
            remember,
            http: Http::default(),
            sessions: Sessions::default(),
            tokens: Tokens::default(),
            identities: Identities::default(),
        })
    }
}
