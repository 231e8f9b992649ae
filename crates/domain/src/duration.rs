//! Lengths of time as people write them in `slipway.yml`: `500ms`, `60s`, `10m`, `1h30m`, `2d`.

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Serialize};

/// The units, longest first, in milliseconds.
const UNITS: [(&str, u64); 5] = [("d", 86_400_000), ("h", 3_600_000), ("m", 60_000), ("s", 1_000), ("ms", 1)];

/// A length of time, exact to the millisecond. Shown and stored as `1h30m`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Duration {
    milliseconds: u64,
}

/// Why a text is no length of time.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DurationError {
    /// Nothing was written.
    #[error("a length of time is missing")]
    Empty,
    /// A bare number; seconds and minutes are both likely, so none is assumed.
    #[error("`{0}` has no unit")]
    NoUnit(String),
    /// A unit other than ms, s, m, h, d.
    #[error("`{0}` is not a unit of time")]
    UnknownUnit(String),
    /// Units stand twice or the shorter one first.
    #[error("the units stand in the wrong order or twice")]
    Order,
    /// Anything else.
    #[error("`{0}` is not a length of time")]
    Malformed(String),
    /// More than fits.
    #[error("`{0}` is too long")]
    TooLong(String),
}

impl Duration {
    /// A number of whole seconds.
    pub const fn from_secs(seconds: u64) -> Self {
        Self { milliseconds: seconds.saturating_mul(1_000) }
    }

    /// A number of milliseconds.
    pub const fn from_millis(milliseconds: u64) -> Self {
        Self { milliseconds }
    }

    /// The whole length in milliseconds.
    pub const fn as_millis(self) -> u64 {
        self.milliseconds
    }

    /// Whether it lasts no time at all.
    pub const fn is_zero(self) -> bool {
        self.milliseconds == 0
    }

    /// In whole seconds; a part of one is a whole one, so that no length becomes none.
    pub const fn secs_up(self) -> u64 {
        self.milliseconds.div_ceil(1_000)
    }

    /// The same length as the standard library's type.
    pub const fn to_std(self) -> std::time::Duration {
        std::time::Duration::from_millis(self.milliseconds)
    }
}

impl From<Duration> for std::time::Duration {
    fn from(value: Duration) -> Self {
        value.to_std()
    }
}

impl FromStr for Duration {
    type Err = DurationError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let mut rest = text.trim();
        if rest.is_empty() {
            return Err(DurationError::Empty);
        }
        let mut total = 0u64;
        let mut longest_allowed = 0usize;
        while !rest.is_empty() {
            let (number, after) = split_while(rest, |c| c.is_ascii_digit());
            let (unit, next) = split_while(after, |c| c.is_alphabetic());
            let (index, milliseconds) = part(text, number, unit)?;
            if index < longest_allowed {
                return Err(DurationError::Order);
            }
            longest_allowed = index + 1;
            total = total.checked_add(milliseconds).ok_or_else(|| DurationError::TooLong(text.to_owned()))?;
            rest = next;
        }
        Ok(Self::from_millis(total))
    }
}

/// Reads one `10m`: the unit's place in [`UNITS`] and the milliseconds.
fn part(whole: &str, number: &str, unit: &str) -> Result<(usize, u64), DurationError> {
    if number.is_empty() {
        return Err(DurationError::Malformed(whole.to_owned()));
    }
    if unit.is_empty() {
        return Err(match whole.bytes().all(|b| b.is_ascii_digit()) {
            true => DurationError::NoUnit(whole.to_owned()),
            false => DurationError::Malformed(whole.to_owned()),
        });
    }
    let index = UNITS
        .iter()
        .position(|(name, _)| *name == unit)
        .ok_or_else(|| DurationError::UnknownUnit(unit.to_owned()))?;
    number
        .parse::<u64>()
        .ok()
        .and_then(|n| n.checked_mul(UNITS[index].1))
        .map(|milliseconds| (index, milliseconds))
        .ok_or_else(|| DurationError::TooLong(whole.to_owned()))
}

fn split_while(text: &str, keep: impl Fn(char) -> bool) -> (&str, &str) {
    text.split_at(text.find(|c| !keep(c)).unwrap_or(text.len()))
}

impl fmt::Display for Duration {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_zero() {
            return f.write_str("0s");
        }
        let mut rest = self.milliseconds;
        for (unit, size) in UNITS {
            if rest >= size {
                write!(f, "{}{unit}", rest / size)?;
                rest %= size;
            }
        }
        Ok(())
    }
}

impl TryFrom<String> for Duration {
    type Error = DurationError;
    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<Duration> for String {
    fn from(value: Duration) -> Self {
        value.to_string()
    }
}

impl JsonSchema for Duration {
    fn schema_name() -> Cow<'static, str> {
        "Duration".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": "string",
            "description": "A length of time: `500ms`, `60s`, `10m`, `1h30m`, `2d`.",
            "pattern": r"^(?=\d)(\d+d)?(\d+h)?(\d+m)?(\d+s)?(\d+ms)?$",
            "examples": ["60s", "10m", "1h30m"],
        })
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn millis(text: &str) -> Result<u64, DurationError> {
        text.parse::<Duration>().map(Duration::as_millis)
    }

    #[test]
    fn reads_every_unit() {
        assert_eq!(millis("500ms"), Ok(500));
        assert_eq!(millis("60s"), Ok(60_000));
        assert_eq!(millis("10m"), Ok(600_000));
        assert_eq!(millis("1h30m"), Ok(5_400_000));
        assert_eq!(millis("2d"), Ok(172_800_000));
        assert_eq!(millis("0s"), Ok(0));
    }

    #[test]
    fn no_length_becomes_none_in_seconds() {
        for (text, seconds) in [("0s", 0), ("1ms", 1), ("500ms", 1), ("1s", 1), ("1s500ms", 2), ("2m", 120)] {
            assert_eq!(text.parse::<Duration>().unwrap().secs_up(), seconds, "{text}");
        }
    }

    #[test]
    fn says_why_a_text_is_none() {
        assert_eq!(millis("60"), Err(DurationError::NoUnit("60".into())));
        assert_eq!(millis("10min"), Err(DurationError::UnknownUnit("min".into())));
        assert_eq!(millis("30m1h"), Err(DurationError::Order));
        assert_eq!(millis("1m1m"), Err(DurationError::Order));
        assert_eq!(millis("-5s"), Err(DurationError::Malformed("-5s".into())));
        assert_eq!(millis("1.5h"), Err(DurationError::Malformed("1.5h".into())));
        assert_eq!(millis(""), Err(DurationError::Empty));
        assert!(matches!(millis("99999999999999999999d"), Err(DurationError::TooLong(_))));
    }

    #[test]
    fn shows_what_it_reads() {
        for text in ["500ms", "1m", "1h30m", "2d", "1s500ms", "0s"] {
            assert_eq!(text.parse::<Duration>().unwrap().to_string(), text);
        }
        assert_eq!("90s".parse::<Duration>().unwrap().to_string(), "1m30s");
    }
}
