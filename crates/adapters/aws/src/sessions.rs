//! Whoever acts, opened once per program and region: kept in memory until it ends.

use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use slipway_domain::credential::{Known, Parts};
use slipway_domain::problem::Problem;
use slipway_domain::secret::Secret;
use slipway_engine::credentials::Wallet;
use slipway_engine::ports::{Confirmation, Use};
use tokio::sync::Mutex;

use crate::access::{self, Access, Http, Means};
use crate::settings::Settings;

/// What sessions are opened with.
pub(crate) struct Opening<'a> {
    /// The credentials of this laptop.
    pub wallet: &'a Wallet,
    /// Who is asked about those that are used only after a yes.
    pub person: &'a Arc<dyn Confirmation>,
    /// How AWS is asked.
    pub settings: &'a Settings,
    /// The client.
    pub http: &'a Http,
    /// Takes a value out of text from now on.
    pub remember: fn(&Secret),
}

/// With what somebody acts: the credential, when it was put there, and for one that asks each time the round in which it was
/// allowed.
type With = (Option<String>, String, Option<u64>);

/// What was opened in one place, and is held by whoever opens it.
type Slot = Arc<Mutex<Option<Access>>>;

/// What was opened.
#[derive(Default)]
pub(crate) struct Sessions {
    /// By what they were opened with and where.
    all: Mutex<HashMap<(With, Option<String>), Slot>>,
    /// The credentials: each is taken out of the keychain once.
    opened: Mutex<HashMap<With, Parts>>,
    /// Whoever asks holds it, so that one question is open at a time. Who need not ask waits for nobody's answer.
    asking: Mutex<()>,
    round: AtomicU64,
}

impl Sessions {
    /// Somebody who can act with a credential, or with what the person has set up for AWS's own tools. Whoever needs the same
    /// waits for the one opening.
    pub async fn access(
        &self,
        chosen: Option<&Known>,
        region: Option<&str>,
        opening: &Opening<'_>,
    ) -> Result<Access, Problem> {
        let with = self.means(chosen);
        let slot = self.slot((with.clone(), region.map(str::to_owned))).await;
        let mut kept = slot.lock().await;
        if let Some(access) = kept.as_ref().filter(|access| access.is_fresh()) {
            return Ok(access.clone());
        }
        let means = match chosen {
            Some(known) => {
                let parts = self.parts(known, with, opening).await?;
                Means::Credential { name: known.id.name().to_owned(), parts }
            }
            None => Means::Own,
        };
        let access = access::open(&means, region, opening.settings, opening.http).await?;
        access.secrets.iter().for_each(opening.remember);
        *kept = Some(access.clone());
        Ok(access)
    }

    async fn slot(&self, key: (With, Option<String>)) -> Slot {
        let mut all = self.all.lock().await;
        let round = self.round.load(Ordering::Acquire);
        all.retain(|((_, _, asked), _), _| asked.is_none_or(|asked| asked == round));
        all.entry(key).or_default().clone()
    }

    /// By what something is kept that came of a credential.
    pub fn means(&self, chosen: Option<&Known>) -> With {
        let Some(known) = chosen else { return (None, String::new(), None) };
        let put_there = known.rotated.unwrap_or(known.added).to_string();
        let round = known.ask.then(|| self.round.load(Ordering::Acquire));
        (Some(known.id.to_string()), put_there, round)
    }

    async fn parts(&self, known: &Known, with: With, opening: &Opening<'_>) -> Result<Parts, Problem> {
        if let Some(parts) = self.open_parts(&with).await {
            return Ok(parts);
        }
        let _turn = if known.ask { Some(self.asking.lock().await) } else { None };
        // Somebody else may have asked meanwhile.
        if let Some(parts) = self.open_parts(&with).await {
            return Ok(parts);
        }
        if known.ask {
            let what = Use { credentials: vec![known.clone()], operation: None };
            if !opening.person.confirm(&what).await? {
                return Err(what.declined());
            }
        }
        let parts = opening.wallet.open(known).await?;
        self.opened.lock().await.insert(with, parts.clone());
        Ok(parts)
    }

    async fn open_parts(&self, with: &With) -> Option<Parts> {
        let mut opened = self.opened.lock().await;
        let round = self.round.load(Ordering::Acquire);
        opened.retain(|(_, _, asked), _| asked.is_none_or(|asked| asked == round));
        opened.get(with).cloned()
    }

    /// Forgets who was opened: they were refused, and may have been renewed. What was taken out of the keychain stays.
    pub async fn forget(&self) {
        self.all.lock().await.clear();
    }

    /// Whoever wants to be asked each time is asked again.
    pub fn let_go(&self) {
        self.round.fetch_add(1, Ordering::AcqRel);
    }
}
