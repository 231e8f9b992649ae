//! Tokens: kept per repository and action until they expire, and fetched by one request at a time.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use slipway_domain::problem::Problem;
use slipway_domain::secret::Secret;
use tokio::time::Instant;

use crate::authorization::Scope;
use crate::wire::TokenAnswer;

/// How long a token lives when its server does not say (the token specification's own value).
const USUAL_LIFE: Duration = Duration::from_secs(60);

/// A token and when it is no longer used.
#[derive(Clone)]
pub(crate) struct Token {
    secret: Secret,
    until: Instant,
}

impl Token {
    /// The token in an answer received now, `None` when there is none. It is given up a little early,
    /// so that it does not expire on its way.
    pub fn received(answer: TokenAnswer) -> Option<Self> {
        let secret = answer.token.or(answer.access_token).filter(|token| !token.is_empty())?;
        let life = answer.expires_in.map_or(USUAL_LIFE, Duration::from_secs).min(Duration::from_secs(86_400));
        let early = (life / 10).min(Duration::from_secs(10));
        Some(Self { secret: Secret::new(secret), until: Instant::now() + (life - early) })
    }
}

type Slot = Arc<tokio::sync::Mutex<Option<Token>>>;

/// The tokens of one registry.
#[derive(Default)]
pub(crate) struct Tokens {
    slots: Mutex<HashMap<Scope, Slot>>,
}

impl Tokens {
    /// The token for `scope`: the kept one, unless it expired or is `refused`, else a new one. Whoever
    /// needs the same token waits for the one request instead of sending another.
    pub async fn get<F>(&self, scope: &Scope, refused: Option<&Secret>, fetch: F) -> Result<Secret, Problem>
    where
        F: Future<Output = Result<Token, Problem>>,
    {
        let slot = self.slot(scope);
        let mut kept = slot.lock().await;
        let usable = |token: &&Token| {
            let refused = refused.is_some_and(|refused| refused.expose() == token.secret.expose());
            !refused && token.until > Instant::now()
        };
        if let Some(token) = kept.as_ref().filter(usable) {
            return Ok(token.secret.clone());
        }
        let token = fetch.await?;
        let secret = token.secret.clone();
        *kept = Some(token);
        Ok(secret)
    }

    /// Forgets all of them: they came of a login that is no longer used.
    pub fn forget(&self) {
        self.slots.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }

    fn slot(&self, scope: &Scope) -> Slot {
        let mut slots = self.slots.lock().unwrap_or_else(PoisonError::into_inner);
        slots.entry(scope.clone()).or_default().clone()
    }
}
