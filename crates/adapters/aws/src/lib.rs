//! AWS: with whose rights something is done there, and what its image registries know besides images.
//!
//! [`Aws`] implements the engine's ports `ImageHost` and `Accounts` for registries of ECR and accounts of AWS.
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
use slipway_engine::credentials::Wallet;

pub use settings::{Patience, Settings};
pub use trial::identity_of;

use access::Http;
use identity::Identities;
use sessions::Sessions;
use tokens::Tokens;

/// AWS, as one project uses it. Lives as long as the program: it keeps what was opened and the logins at registries.
pub struct Aws {
    policy: Config,
    settings: Settings,
    wallet: Option<Wallet>,
    http: Http,
    sessions: Sessions,
    tokens: Tokens,
    identities: Identities,
}

impl Aws {
    /// For a project with this policy. Without a wallet only what the person has set up for AWS's own tools is used.
    pub fn new(policy: &Config, settings: Settings, wallet: Option<Wallet>) -> Arc<Self> {
        Arc::new(Self {
            policy: policy.clone(),
            settings,
            wallet,
            http: Http::default(),
            sessions: Sessions::default(),
            tokens: Tokens::default(),
            identities: Identities::default(),
        })
    }
}
