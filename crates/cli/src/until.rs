//! Ends as people write them: a length of time, a day, a local time or a full time stamp.

use std::str::FromStr;

use jiff::civil::DateTime;
use jiff::{SignedDuration, Timestamp, Zoned};
use slipway_domain::duration::Duration;
use slipway_domain::problem::{Code, Problem};

/// An end that someone wrote, before it is known from when and in which time zone it counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Until {
    /// So long from now.
    In(Duration),
    /// When local clocks show this; a day alone means its beginning.
    Local(DateTime),
    /// A moment.
    At(Timestamp),
}

impl FromStr for Until {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let at = || text.parse().map(Self::At).ok();
        let local = || text.parse().map(Self::Local).ok();
        let length = || text.parse().map(Self::In).ok();
        at().or_else(local).or_else(length).ok_or_else(|| {
            "write 36h, 2026-12-27, 2026-12-27T08:00 (local time) or 2026-12-27T08:00:00Z".to_owned()
        })
    }
}

impl Until {
    /// The moment that is meant when it is said at `now`, which has to be later.
    pub fn after(self, now: &Zoned) -> Result<Timestamp, Problem> {
        let meant = match self {
            Self::In(length) => {
                let millis = i64::try_from(length.as_millis()).unwrap_or(i64::MAX);
                now.timestamp().checked_add(SignedDuration::from_millis(millis)).ok()
            }
            Self::Local(time) => time.to_zoned(now.time_zone().clone()).ok().map(|zoned| zoned.timestamp()),
            Self::At(moment) => Some(moment),
        };
        match meant {
            Some(moment) if moment > now.timestamp() => Ok(moment),
            Some(moment) => Err(bad(&format!("{moment} is over"))),
            None => Err(bad("that is no time of the calendar")),
        }
    }
}

fn bad(message: &str) -> Problem {
    Problem::new(Code::Usage, message).hint("give an end that is still to come")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<String, String> {
        let now: Zoned = "2026-11-21T10:00:00+01:00[Europe/Berlin]".parse().expect("a time");
        let until: Until = text.parse()?;
        until.after(&now).map(|moment| moment.to_string()).map_err(|problem| problem.message)
    }

    #[test]
    fn ends_are_read_as_people_mean_them() {
        for (text, meant) in [
            ("36h", "2026-11-22T21:00:00Z"),
            ("1d12h", "2026-11-22T21:00:00Z"),
            ("2026-12-27", "2026-12-26T23:00:00Z"),
            ("2026-12-27T08:00", "2026-12-27T07:00:00Z"),
            ("2026-12-27T08:00:00Z", "2026-12-27T08:00:00Z"),
            ("2026-12-27T08:00:00+09:00", "2026-12-26T23:00:00Z"),
        ] {
            assert_eq!(read(text).as_deref(), Ok(meant), "{text}");
        }
    }

    #[test]
    fn what_is_no_end_is_refused() {
        for text in ["", "soon", "36", "2026-13-01", "2026-11-20", "0s", "2026-11-21T08:00:00Z"] {
            assert!(read(text).is_err(), "{text}");
        }
    }
}
