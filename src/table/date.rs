//! Dates as they stand in a cell, read to days since 1970-01-01.

use serde::{Deserialize, Serialize};
use time::{Date, Month};

/// Which of two numbers that may both be a month comes first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub enum DateOrder {
    /// `31/12/2020`
    #[default]
    DayFirst,
    /// `12/31/2020`
    MonthFirst,
}

const MONTHS: [&str; 12] =
    ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// Days since 1970-01-01 of a date in a cell; a time of day behind it is left out.
///
/// Reads `2020-12-31`, `2020/12/31`, `31.12.2020`, `31/12/2020` or
/// `12/31/2020` by `order`, `31 Dec 2020`, `31-Dec-20`, and `Dec-20` or
/// `2020-12` as the first of the month. Two-digit years up to 69 are after 2000.
#[must_use]
pub fn days(text: &str, order: DateOrder) -> Option<i32> {
    let text = text.split_once(['T', ' ']).filter(|(_, tail)| is_time(tail)).map_or(text, |(date, _)| date);
    let mut parts = text.split(['-', '/', '.', ' ']);
    let (a, b, c) = (parts.next()?, parts.next()?, parts.next());
    if parts.next().is_some() {
        return None;
    }
    let (year, month, day) = match c {
        None if a.len() == 4 => (year(a)?, number(b)?, 1),
        None => (year(b)?, month_name(a)?, 1),
        Some(c) if a.len() == 4 => (year(a)?, month_name(b).or_else(|| number(b))?, number(c)?),
        Some(c) => match month_name(b) {
            Some(month) => (year(c)?, month, number(a)?),
            None => match order {
                DateOrder::DayFirst => (year(c)?, number(b)?, number(a)?),
                DateOrder::MonthFirst => (year(c)?, number(a)?, number(b)?),
            },
        },
    };
    let month = Month::try_from(u8::try_from(month).ok()?).ok()?;
    let date = Date::from_calendar_date(year, month, u8::try_from(day).ok()?).ok()?;
    Some(date.to_julian_day() - EPOCH)
}

/// `1970-01-01` as a Julian day.
const EPOCH: i32 = 2_440_588;

/// The date of a number of days since 1970-01-01, as `2020-12-31`.
#[must_use]
pub fn spell(days: i32) -> String {
    match Date::from_julian_day(days.saturating_add(EPOCH)) {
        Ok(date) => format!("{:04}-{:02}-{:02}", date.year(), u8::from(date.month()), date.day()),
        Err(_) => String::new(),
    }
}

/// The calendar year of a number of days since 1970-01-01.
#[must_use]
pub fn year_of(days: i32) -> i32 {
    Date::from_julian_day(days.saturating_add(EPOCH)).map_or(0, Date::year)
}

/// The calendar month of a number of days since 1970-01-01, 1 to 12.
#[must_use]
pub fn month_of(days: i32) -> i32 {
    Date::from_julian_day(days.saturating_add(EPOCH)).map_or(1, |date| u8::from(date.month()).into())
}

fn is_time(tail: &str) -> bool {
    tail.contains(':')
        && tail.bytes().all(|b| {
            b.is_ascii_digit() || matches!(b, b':' | b'.' | b'Z' | b'+' | b'-' | b' ' | b'A' | b'P' | b'M')
        })
}

fn number(text: &str) -> Option<u32> {
    (matches!(text.len(), 1 | 2) && text.bytes().all(|b| b.is_ascii_digit())).then(|| text.parse().ok())?
}

fn year(text: &str) -> Option<i32> {
    if !text.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    match (text.len(), text.parse::<i32>().ok()?) {
        (4, year @ 1000..=2999) => Some(year),
        (2, year @ 0..=69) => Some(2000 + year),
        (2, year) => Some(1900 + year),
        _ => None,
    }
}

fn month_name(text: &str) -> Option<u32> {
    let name = text.to_ascii_lowercase();
    if name.len() < 3 || !name.bytes().all(|b| b.is_ascii_alphabetic()) {
        return None;
    }
    MONTHS.iter().zip(1..).find(|(month, _)| name.starts_with(**month)).map(|(_, number)| number)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, order: DateOrder) -> Option<String> {
        days(text, order).map(spell)
    }

    #[test]
    fn reads_the_spellings_of_hospital_files() {
        for text in [
            "2017-04-13",
            "2017/4/13",
            "13.04.2017",
            "13/4/17",
            "13 Apr 2017",
            "13-April-17",
            "2017-04-13T08:15:00Z",
            "13/04/2017 08:15",
        ] {
            assert_eq!(read(text, DateOrder::DayFirst).as_deref(), Some("2017-04-13"), "{text}");
        }
        assert_eq!(read("4/13/2017", DateOrder::MonthFirst).as_deref(), Some("2017-04-13"));
        assert_eq!(read("Apr-17", DateOrder::DayFirst).as_deref(), Some("2017-04-01"));
        assert_eq!(days("1970-01-01", DateOrder::DayFirst), Some(0));
        assert_eq!(days("1969-12-31", DateOrder::DayFirst), Some(-1));
    }

    #[test]
    fn refuses_what_is_no_date() {
        for text in [
            "",
            "9-9999",
            "4/13/2017",
            "31.02.2020",
            "12",
            "1.5",
            "hello",
            "2020-13-01",
            "999-52-7304",
            "a-b-c",
        ] {
            assert_eq!(days(text, DateOrder::DayFirst), None, "{text}");
        }
    }

    #[test]
    fn every_day_of_four_centuries_survives_spelling() {
        for day in -100_000..46_000 {
            assert_eq!(days(&spell(day), DateOrder::DayFirst), Some(day));
        }
    }
}
