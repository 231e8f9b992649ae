//! What the keychain holds and nothing is known of here: the data directory was lost, or another is used now.

use std::collections::BTreeSet;

use slipway_domain::credential::{CredentialId, Known, shown};
use slipway_domain::problem::Problem;

use super::Wallet;

impl Wallet {
    /// The credentials that the keychain holds and that are not known here. The keychain is asked.
    pub async fn strays(&self) -> Result<Vec<CredentialId>, Problem> {
        let known: BTreeSet<CredentialId> = self.known().await?.into_iter().map(|one| one.id).collect();
        let mut held = self.keychain.entries().await?;
        held.retain(|id| !known.contains(id));
        held.sort();
        Ok(held)
    }

    /// Takes one up: it is known from now on. Whether it asked before each use nobody remembers, so it does not.
    pub async fn take_up(&self, id: &CredentialId) -> Result<Option<Known>, Problem> {
        let Some(parts) = self.keychain.read(id).await? else { return Ok(None) };
        let known = Known {
            id: id.clone(),
            fields: parts.open(),
            shown: shown(&parts),
            ask: false,
            added: self.clock.now(),
            rotated: None,
            used: None,
            tested: None,
            removed: false,
        };
        self.note(&known).await?;
        Ok(Some(known))
    }
}
