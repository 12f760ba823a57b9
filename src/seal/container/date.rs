//! The days that a grant names.

use serde::{Deserialize, Serialize};
use std::fmt;

/// A day, `YYYY-MM-DD`, UTC.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(type = "string"))]
#[serde(try_from = "String", into = "String")]
pub struct Day(String);

/// The first day that the clocks of computers know.
impl Default for Day {
    fn default() -> Self {
        Self("1970-01-01".to_owned())
    }
}

impl Day {
    /// Reads `YYYY-MM-DD`; `None` for what is no day of the calendar.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let digits = |range: std::ops::Range<usize>| {
            let part = text.get(range)?;
            part.bytes().all(|byte| byte.is_ascii_digit()).then(|| part.parse::<u16>().ok())?
        };
        if text.len() != 10 || text.get(4..5)? != "-" || text.get(7..8)? != "-" {
            return None;
        }
        let month = time::Month::try_from(u8::try_from(digits(5..7)?).ok()?).ok()?;
        let (year, day) = (i32::from(digits(0..4)?), u8::try_from(digits(8..10)?).ok()?);
        time::Date::from_calendar_date(year, month, day).ok()?;
        Some(Self(text.to_owned()))
    }

    /// The day of a moment, in seconds since 1970; the first one for what no calendar has.
    #[must_use]
    pub fn of_seconds(seconds: u64) -> Self {
        let moment =
            i64::try_from(seconds).ok().and_then(|it| time::OffsetDateTime::from_unix_timestamp(it).ok());
        moment.map_or_else(Self::default, |moment| Self(moment.date().to_string()))
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl TryFrom<String> for Day {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text).ok_or("no day of the calendar")
    }
}

impl From<Day> for String {
    fn from(day: Day) -> Self {
        day.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_of_the_calendar_and_in_order() {
        for text in ["2026-11-25", "2024-02-29", "0001-01-01"] {
            assert_eq!(Day::parse(text).unwrap().to_string(), text);
        }
        for text in [
            "2026-2-29",
            "2025-02-29",
            "2026-13-01",
            "2026-00-10",
            "20261125",
            "2026-11-25T",
            "+026-11-25",
            "é026-1-25",
        ] {
            assert_eq!(Day::parse(text), None, "{text}");
        }
        assert!(Day::parse("2026-11-25") < Day::parse("2026-12-01"));
        assert_eq!(Some(Day::of_seconds(1_795_607_999)), Day::parse("2026-11-25"));
    }
}
