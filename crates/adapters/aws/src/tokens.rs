//! The logins at registries: kept in memory only, and asked for anew well before they expire.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::{Duration, Instant, SystemTime};

use slipway_domain::problem::Problem;
use slipway_engine::ports::Login;
use tokio::sync::Mutex;

/// How long a login lives when its answer does not say it in a way that can be believed.
const USUAL_LIFE: Duration = Duration::from_secs(12 * 3600);

/// How long before its end a login is no longer handed out: a push that begins with it may take that long.
const RESERVE: Duration = Duration::from_secs(2 * 3600);

/// A login, and when it was given.
#[derive(Debug, Clone)]
pub(crate) struct Token {
    login: Login,
    given: Given,
    life: Duration,
}

/// A moment by both clocks of this laptop: one stands still while it sleeps, the other may be set.
#[derive(Debug, Clone, Copy)]
struct Given {
    steady: Instant,
    of_day: SystemTime,
}

impl Given {
    fn now() -> Self {
        Self { steady: Instant::now(), of_day: SystemTime::now() }
    }

    /// How long ago it was, by whichever clock says more; `None` where the clock was set back meanwhile.
    fn ago(self, now: Self) -> Option<Duration> {
        let of_day = now.of_day.duration_since(self.of_day).ok()?;
        Some(of_day.max(now.steady.saturating_duration_since(self.steady)))
    }
}

impl Token {
    /// A login that was given just now and expires at that time of AWS's clock, which this laptop's need not agree with.
    pub fn given_now(login: Login, expires: Option<SystemTime>) -> Self {
        let given = Given::now();
        Self { login, given, life: life(given.of_day, expires) }
    }

    fn is_fresh(&self, now: Given) -> bool {
        let reserve = RESERVE.min(self.life / 4);
        self.given.ago(now).is_some_and(|ago| ago + reserve < self.life)
    }
}

/// How long it lives: never longer than AWS ever gives one, and as long as that where a clock that is wrong makes nonsense of
/// the end.
fn life(now: SystemTime, expires: Option<SystemTime>) -> Duration {
    let told = expires.and_then(|end| end.duration_since(now).ok());
    told.filter(|life| !life.is_zero()).map_or(USUAL_LIFE, |life| life.min(USUAL_LIFE))
}

type Slot = Arc<Mutex<Option<Token>>>;

/// The logins at all registries, by their addresses.
#[derive(Default)]
pub(crate) struct Tokens {
    slots: Mutex<HashMap<String, Slot>>,
}

impl Tokens {
    /// The login at a registry: the kept one, unless it expires soon or is the one that was refused, else a new one. Whoever
    /// needs the same one waits for the one request.
    pub async fn get<F>(&self, registry: &str, refused: Option<&Login>, fetch: F) -> Result<Login, Problem>
    where
        F: Future<Output = Result<Token, Problem>>,
    {
        let slot = self.slots.lock().await.entry(registry.to_owned()).or_default().clone();
        let mut kept = slot.lock().await;
        let usable = |token: &&Token| {
            token.is_fresh(Given::now()) && !refused.is_some_and(|refused| refused.is(&token.login))
        };
        if let Some(token) = kept.as_ref().filter(usable) {
            return Ok(token.login.clone());
        }
        let token = fetch.await?;
        let login = token.login.clone();
        *kept = Some(token);
        Ok(login)
    }
}

#[cfg(test)]
mod tests {
    use slipway_domain::secret::Secret;

    use super::*;

    const HOUR: Duration = Duration::from_secs(3600);

    fn login(password: &str) -> Login {
        Login { user: "AWS".into(), password: Secret::new(password) }
    }

    fn token(expires_in: Option<Duration>) -> Token {
        Token::given_now(login("a"), expires_in.map(|life| SystemTime::now() + life))
    }

    fn later(token: &Token, steady: Duration, of_day: Duration) -> Given {
        Given { steady: token.given.steady + steady, of_day: token.given.of_day + of_day }
    }

    #[test]
    fn a_login_is_given_up_well_before_its_end() {
        let token = token(Some(12 * HOUR));
        assert!(token.is_fresh(later(&token, 9 * HOUR, 9 * HOUR)));
        assert!(!token.is_fresh(later(&token, 11 * HOUR, 11 * HOUR)));
        let short = self::token(Some(HOUR));
        assert!(short.is_fresh(later(&short, HOUR / 2, HOUR / 2)), "a quarter of its life is the reserve");
        assert!(!short.is_fresh(later(&short, HOUR / 5 * 4, HOUR / 5 * 4)));
    }

    #[test]
    fn a_laptop_that_slept_or_whose_clock_was_set_asks_again() {
        let token = token(Some(12 * HOUR));
        assert!(!token.is_fresh(later(&token, HOUR, 14 * HOUR)), "it slept");
        let back = Given { of_day: token.given.of_day - HOUR, ..later(&token, HOUR, HOUR) };
        assert!(!token.is_fresh(back), "the clock was set back");
        assert!(!token.is_fresh(later(&token, 11 * HOUR, Duration::ZERO)));
    }

    #[test]
    fn a_clock_that_is_wrong_neither_makes_a_login_immortal_nor_useless() {
        for (expires, life) in [
            (Some(12 * HOUR), 12),
            // The laptop is three hours behind AWS, or three ahead.
            (Some(15 * HOUR), 12),
            (Some(9 * HOUR), 9),
            (None, 12),
        ] {
            let now = SystemTime::now();
            assert_eq!(super::life(now, expires.map(|end| now + end)), life * HOUR);
        }
        let now = SystemTime::now();
        assert_eq!(super::life(now, Some(now - 24 * HOUR)), USUAL_LIFE, "it is years ahead");
    }

    #[tokio::test]
    async fn a_login_is_fetched_once_and_again_when_it_was_refused() {
        let tokens = Tokens::default();
        let fetch = |password: &'static str| async move { Ok(Token::given_now(login(password), None)) };
        let first = tokens.get("r", None, fetch("a")).await.unwrap();
        let second = tokens.get("r", None, fetch("b")).await.unwrap();
        assert!(first.is(&second));
        let third = tokens.get("r", Some(&first), fetch("c")).await.unwrap();
        assert_eq!(third.password.expose(), "c");
        let fourth = tokens.get("r", Some(&first), fetch("d")).await.unwrap();
        assert!(third.is(&fourth), "somebody else fetched the new one already");
        assert_eq!(tokens.get("other", None, fetch("e")).await.unwrap().password.expose(), "e");
    }
}
