//! Who somebody is in AWS, as STS says it.

use std::collections::HashMap;
use std::sync::Arc;

use slipway_domain::iam::Policy;
use slipway_domain::problem::{Code, Problem};
use slipway_engine::ports::Identity;
use tokio::sync::{Mutex, OnceCell};

use crate::access::Access;
use crate::failure::Failure;
use crate::problems::{Asked, problem};

/// Who was asked about already, by the key's id and the region. Names do not tell them apart: a credential may be rotated to
/// another account's key, and one of a narrower scope may be called the same.
#[derive(Default)]
pub(crate) struct Identities {
    known: Mutex<HashMap<Caller, Arc<OnceCell<Identity>>>>,
}

/// A key's id, and the region in which it was asked.
type Caller = (String, String);

impl Identities {
    /// Who this is. Asked once for each key, which never becomes somebody else's; whoever asks for another one waits for
    /// nobody.
    pub async fn get(&self, access: &Access, policy: Option<&Policy>) -> Result<Identity, Problem> {
        let key = (access.key_id.clone(), access.region.clone());
        let asked = self.known.lock().await.entry(key).or_default().clone();
        let known = asked.get_or_try_init(|| identity(access, policy)).await?;
        let (from, credential) = (access.told.clone(), access.credential.clone());
        Ok(Identity { from, credential, ..known.clone() })
    }
}

/// Asks STS who this is. Nobody needs a permission for that.
pub(crate) async fn identity(access: &Access, policy: Option<&Policy>) -> Result<Identity, Problem> {
    let answer = aws_sdk_sts::Client::new(&access.config).get_caller_identity().send().await;
    let answer = answer.map_err(|error| {
        let asked = Asked {
            purpose: format!("say who {} is", access.told),
            action: "sts:GetCallerIdentity",
            region: &access.region,
            told: &access.told,
            profile: access.profile.as_deref(),
            policy,
        };
        problem(&asked, Failure::of(&error))
    })?;
    match (answer.account(), answer.arn()) {
        (Some(account), Some(arn)) => {
            let (account, name) = (account.to_owned(), arn.to_owned());
            let (from, credential) = (access.told.clone(), access.credential.clone());
            Ok(Identity { account, name, from, credential })
        }
        _ => Err(Problem::new(Code::RegistryFailed, format!("AWS does not say who {} is", access.told))
            .hint("check where AWS_ENDPOINT_URL leads, if it is set")),
    }
}
