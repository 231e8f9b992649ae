//! Freezes: windows in which nothing goes out.

use jiff::civil::Date;
use jiff::tz::{TimeZone, TimeZoneDatabase};
use jiff::{Timestamp, ToSpan};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A window in which nothing goes out: once, or every week.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
#[schemars(deny_unknown_fields)]
pub enum Freeze {
    /// From one moment to another.
    Once {
        /// The first moment of it, RFC 3339.
        #[schemars(with = "String", example = "2026-12-20T00:00:00Z")]
        from: Timestamp,
        /// The first moment after it, RFC 3339.
        #[schemars(with = "String", example = "2027-01-02T00:00:00Z")]
        until: Timestamp,
        /// Why.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<String>,
    },
    /// Every week on some days.
    Weekly {
        /// The days on which it begins.
        #[schemars(length(min = 1))]
        days: Vec<Weekday>,
        /// When it begins, `HH:MM`; midnight when missing.
        #[serde(default = "midnight")]
        #[schemars(regex(pattern = r"^([01]\d|2[0-3]):[0-5]\d$"))]
        from: String,
        /// When it ends, `HH:MM`; `24:00` when missing. A time at or before `from` is the next day's.
        #[serde(default = "end_of_day")]
        #[schemars(regex(pattern = r"^(([01]\d|2[0-3]):[0-5]\d|24:00)$"))]
        until: String,
        /// The time zone of the times, such as `Europe/Berlin`; UTC when missing.
        #[serde(default = "utc")]
        timezone: String,
        /// Why.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<String>,
    },
}

pub(crate) fn midnight() -> String {
    "00:00".to_owned()
}

pub(crate) fn end_of_day() -> String {
    "24:00".to_owned()
}

pub(crate) fn utc() -> String {
    "UTC".to_owned()
}

/// A day of the week.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "the names say it")]
pub enum Weekday {
    #[default]
    Mon,
    Tue,
    Wed,
    Thu,
    Fri,
    Sat,
    Sun,
}

/// The window that holds at some moment: why, and when it ends.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Frozen {
    /// The first moment after it.
    pub until: Timestamp,
    /// Why, when the file says so.
    pub reason: Option<String>,
}

/// How many windows that follow each other without a gap are looked through for the end of a freeze.
const MOST_IN_A_ROW: usize = 400;

/// The freeze that holds at `now`: the reason of the one that ends last, and the first moment that no
/// window covers, since Saturday's is often followed by Sunday's. A freeze without an end is said to end
/// some hundred windows later.
pub fn frozen(freezes: &[Freeze], now: Timestamp) -> Option<Frozen> {
    let mut frozen = one(freezes, now)?;
    for _ in 0..MOST_IN_A_ROW {
        match one(freezes, frozen.until) {
            Some(next) => frozen.until = next.until,
            None => break,
        }
    }
    Some(frozen)
}

fn one(freezes: &[Freeze], now: Timestamp) -> Option<Frozen> {
    freezes.iter().filter_map(|freeze| holding(freeze, now)).max_by_key(|frozen| frozen.until)
}

fn holding(freeze: &Freeze, now: Timestamp) -> Option<Frozen> {
    match freeze {
        Freeze::Once { from, until, reason } => {
            (*from <= now && now < *until).then(|| Frozen { until: *until, reason: reason.clone() })
        }
        Freeze::Weekly { .. } => weekly(freeze, now),
    }
}

/// The weekly window that holds: one that began today or yesterday. A time that a clock
/// change skips or repeats is read as jiff's "compatible" rule does, like calendars do.
fn weekly(freeze: &Freeze, now: Timestamp) -> Option<Frozen> {
    let Freeze::Weekly { days, from, until, timezone, reason } = freeze else {
        return None;
    };
    let zone = time_zone(timezone)?;
    let (from, until) = (minutes(from)?, minutes(until)?);
    let length_in_days = i64::from(until <= from);
    let today = now.to_zoned(zone.clone()).date();
    (0..=1).find_map(|back| {
        let day = today.checked_sub(back.days()).ok()?;
        let begins = moment(day, from, &zone)?;
        let last_day = day.checked_add(length_in_days.days()).ok()?;
        let ends = moment(last_day, until, &zone)?;
        let on_that_day = days.iter().any(|d| d.is(day.weekday()));
        (on_that_day && begins <= now && now < ends).then(|| Frozen { until: ends, reason: reason.clone() })
    })
}

/// The time zone of that name, from the database that is compiled in: every machine agrees.
pub(crate) fn time_zone(name: &str) -> Option<TimeZone> {
    match name {
        "UTC" => Some(TimeZone::UTC),
        _ => TimeZoneDatabase::bundled().get(name).ok(),
    }
}

/// `HH:MM` as minutes after midnight; `24:00` is 1440.
pub(crate) fn minutes(text: &str) -> Option<i64> {
    let (hours, minutes) = text.split_once(':')?;
    let two_digits = |s: &str| s.len() == 2 && s.bytes().all(|b| b.is_ascii_digit());
    if !two_digits(hours) || !two_digits(minutes) {
        return None;
    }
    let (hours, minutes) = (hours.parse::<i64>().ok()?, minutes.parse::<i64>().ok()?);
    let total = hours * 60 + minutes;
    (minutes < 60 && total <= 1440).then_some(total)
}

fn moment(day: Date, minutes: i64, zone: &TimeZone) -> Option<Timestamp> {
    let midnight = day.at(0, 0, 0, 0);
    let local = midnight.checked_add(minutes.minutes()).ok()?;
    Some(local.to_zoned(zone.clone()).ok()?.timestamp())
}

impl Weekday {
    /// All of them, from Monday.
    pub const ALL: [Weekday; 7] =
        [Weekday::Mon, Weekday::Tue, Weekday::Wed, Weekday::Thu, Weekday::Fri, Weekday::Sat, Weekday::Sun];

    /// As the file writes it.
    pub const fn name(self) -> &'static str {
        match self {
            Weekday::Mon => "mon",
            Weekday::Tue => "tue",
            Weekday::Wed => "wed",
            Weekday::Thu => "thu",
            Weekday::Fri => "fri",
            Weekday::Sat => "sat",
            Weekday::Sun => "sun",
        }
    }

    fn is(self, day: jiff::civil::Weekday) -> bool {
        day.to_monday_zero_offset() == self as i8
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    fn friday(until: &str) -> Vec<Freeze> {
        vec![Freeze::Weekly {
            days: vec![Weekday::Fri],
            from: "16:00".into(),
            until: until.into(),
            timezone: "Europe/Berlin".into(),
            reason: Some("weekend".into()),
        }]
    }

    #[test]
    fn once_holds_from_its_first_moment_to_its_last() {
        let freeze = [Freeze::Once {
            from: at("2026-12-20T00:00:00Z"),
            until: at("2027-01-02T00:00:00Z"),
            reason: None,
        }];
        assert_eq!(frozen(&freeze, at("2026-12-19T23:59:59Z")), None);
        assert!(frozen(&freeze, at("2026-12-20T00:00:00Z")).is_some());
        assert_eq!(frozen(&freeze, at("2027-01-02T00:00:00Z")), None);
    }

    #[test]
    fn a_weekly_one_follows_its_time_zone() {
        // 2026-07-03 and 2026-01-02 are Fridays; Berlin is at +2 in July and at +1 in January.
        let freeze = friday("24:00");
        assert_eq!(frozen(&freeze, at("2026-07-03T13:59:59Z")), None);
        let held = frozen(&freeze, at("2026-07-03T14:00:00Z")).unwrap();
        assert_eq!(held.until, at("2026-07-03T22:00:00Z"));
        assert_eq!(held.reason.as_deref(), Some("weekend"));
        assert_eq!(frozen(&freeze, at("2026-01-02T14:59:59Z")), None);
        assert!(frozen(&freeze, at("2026-01-02T15:00:00Z")).is_some());
        assert_eq!(frozen(&freeze, at("2026-07-04T14:00:00Z")), None);
    }

    #[test]
    fn windows_without_a_gap_are_one() {
        let days = |days: Vec<Weekday>| {
            [Freeze::Weekly { days, from: midnight(), until: end_of_day(), timezone: utc(), reason: None }]
        };
        let weekend = days(vec![Weekday::Sat, Weekday::Sun]);
        let held = frozen(&weekend, at("2026-07-04T12:00:00Z")).unwrap();
        assert_eq!(held.until, at("2026-07-06T00:00:00Z"));
        let always = days(Weekday::ALL.to_vec());
        assert!(frozen(&always, at("2026-07-04T12:00:00Z")).unwrap().until > at("2027-07-04T00:00:00Z"));
    }

    #[test]
    fn a_weekly_one_may_end_the_next_day() {
        let freeze = friday("06:00");
        let held = frozen(&freeze, at("2026-07-04T03:59:59Z")).unwrap();
        assert_eq!(held.until, at("2026-07-04T04:00:00Z"));
        assert_eq!(frozen(&freeze, at("2026-07-04T04:00:00Z")), None);
        assert_eq!(frozen(&freeze, at("2026-07-03T03:00:00Z")), None);
    }
}
