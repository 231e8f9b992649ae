//! How often and how long a registry that is busy is asked again.

use std::hash::{BuildHasher, RandomState};
use std::time::Duration;

use jiff::Timestamp;
use jiff::fmt::rfc2822;
use reqwest::StatusCode;
use reqwest::header::{HeaderMap, RETRY_AFTER};

/// How often and how long a registry is asked again that is busy, restarts, or drops the connection.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Patience {
    /// How often one request is sent at most.
    pub attempts: u32,
    /// The pause before the second attempt; it doubles with each further one.
    pub first_pause: Duration,
    /// The longest pause. A registry that asks for a longer one is not asked again.
    pub longest_pause: Duration,
    /// How long connecting may take.
    pub connect: Duration,
    /// How long a registry may stay silent.
    pub silence: Duration,
}

impl Default for Patience {
    fn default() -> Self {
        Self {
            attempts: 5,
            first_pause: Duration::from_millis(250),
            longest_pause: Duration::from_secs(30),
            connect: Duration::from_secs(10),
            silence: Duration::from_secs(60),
        }
    }
}

impl Patience {
    /// The pause after the attempt of that number (from 1), `None` when it was the last. `asked` is what
    /// the registry wants.
    pub(crate) fn pause(&self, attempt: u32, asked: Option<Duration>) -> Option<Duration> {
        if attempt >= self.attempts || asked.is_some_and(|asked| asked > self.longest_pause) {
            return None;
        }
        let doubled = self.first_pause.saturating_mul(1 << (attempt - 1).min(16));
        Some(asked.unwrap_or_else(|| spread(doubled.min(self.longest_pause))))
    }
}

/// Between half of the pause and all of it, so that many clients do not come back at the same moment.
fn spread(pause: Duration) -> Duration {
    let share = (RandomState::new().hash_one(0) % 1024) as u32;
    pause / 2 + pause / 2048 * share
}

/// Whether the same request may succeed a moment later.
pub(crate) fn passes(status: StatusCode) -> bool {
    matches!(status.as_u16(), 408 | 429 | 500 | 502 | 503 | 504)
}

/// How long the registry asks to wait: seconds or a date.
pub(crate) fn asked(headers: &HeaderMap, now: Timestamp) -> Option<Duration> {
    let text = headers.get(RETRY_AFTER)?.to_str().ok()?.trim();
    if let Ok(seconds) = text.parse() {
        return Some(Duration::from_secs(seconds));
    }
    let until = rfc2822::parse(text).ok()?.timestamp();
    Some(Duration::try_from(until.duration_since(now)).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_grow_up_to_a_limit_and_end() {
        let patience = Patience {
            attempts: 4,
            longest_pause: Duration::from_secs(2),
            first_pause: Duration::from_secs(1),
            ..Patience::default()
        };
        for (attempt, most) in [(1, 1), (2, 2), (3, 2)] {
            let pause = patience.pause(attempt, None).unwrap();
            let most = Duration::from_secs(most);
            assert!(pause >= most / 2 && pause <= most, "{attempt}: {pause:?}");
        }
        assert_eq!(patience.pause(4, None), None);
        assert_eq!(patience.pause(1, Some(Duration::ZERO)), Some(Duration::ZERO));
        assert_eq!(patience.pause(1, Some(Duration::from_secs(2))), Some(Duration::from_secs(2)));
        assert_eq!(patience.pause(1, Some(Duration::from_secs(3))), None);
    }

    #[test]
    fn reads_seconds_and_dates() {
        let now: Timestamp = "2026-01-01T00:00:00Z".parse().unwrap();
        let read = |text: &str| asked(&HeaderMap::from_iter([(RETRY_AFTER, text.parse().unwrap())]), now);
        assert_eq!(read("7"), Some(Duration::from_secs(7)));
        assert_eq!(read("Thu, 01 Jan 2026 00:00:09 GMT"), Some(Duration::from_secs(9)));
        assert_eq!(read("Wed, 31 Dec 2025 00:00:00 GMT"), Some(Duration::ZERO));
        assert_eq!(read("soon"), None);
    }
}
