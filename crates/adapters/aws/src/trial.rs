//! Trying a credential: who somebody is with it.

use async_trait::async_trait;
use slipway_domain::credential::{Known, Parts};
use slipway_domain::problem::{Code, Problem};
use slipway_engine::ports::{Trial, Tried};

use crate::access::{self, Http, Means};
use crate::identity::identity;
use crate::settings::Settings;

/// Tries keys and profiles: AWS is asked who comes with them, a role assumed first. Nobody needs a permission for that.
#[derive(Debug, Clone, Default)]
pub struct AwsTrial {
    /// How AWS is asked.
    pub settings: Settings,
}

#[async_trait]
impl Trial for AwsTrial {
    async fn attempt(&self, known: &Known, parts: &Parts) -> Result<Tried, Problem> {
        let means = Means::Credential { name: known.id.name().to_owned(), parts: parts.clone() };
        let found = async {
            let access = access::open(&means, None, &self.settings, &Http::default()).await?;
            identity(&access, None).await
        };
        match found.await {
            Ok(identity) => {
                Ok(Tried::works(format!("it is {} of the account {}", identity.name, identity.account)))
            }
            Err(problem) if matches!(problem.code, Code::AccountUnusable | Code::AccountDenied) => {
                Ok(Tried::refused(problem.message))
            }
            Err(problem) => Err(problem),
        }
    }
}
