//! A hierarchy for a column, chosen from the column itself.
//!
//! Borders and steps are round and public: only how coarse the first step is
//! depends on the data. The groups of small categories name the values that
//! occur, as any list of them would.

use super::{DateStep, Group, HierarchyRule, icd10};
use crate::recipe::ColumnRule;
use crate::table::roles::{self, Meaning};
use crate::table::{Column, Decimal, Kind};

/// So few numbers are codes, not a scale.
const CODES: usize = 4;

/// A category of at most so many values is put into named groups.
const SMALL: usize = 64;

/// A column whose values overwhelmingly look like something is that; the rest are typing errors.
const MOST: f64 = 0.7;

/// Days of a year, on average.
const YEAR: f64 = 365.25;

impl HierarchyRule {
    /// The hierarchy that a column suggests, for its values as its rule reads them.
    #[must_use]
    pub fn suggest(column: &Column, rule: &ColumnRule) -> Self {
        match (rule.format.kind, &rule.interval) {
            (Kind::Integer | Kind::Real | Kind::Date, Some(intervals)) => {
                let years = if rule.format.kind == Kind::Date { YEAR } else { 1.0 };
                match intervals.public_width() {
                    Some((origin, width)) => {
                        let widths = coarser(width, spread(column, rule) / years);
                        Self::Ranges { origin, widths, bottom: intervals.bottom, top: intervals.top }
                    }
                    None => Self::Suppression,
                }
            }
            (Kind::Integer | Kind::Real, None) if column.distinct() > CODES => numbers(column, rule),
            (Kind::Integer | Kind::Real, None) => Self::Suppression,
            (Kind::Date, None) => {
                let long = spread(column, rule) > 10.0 * YEAR;
                let steps = if long {
                    vec![DateStep::Month, DateStep::Year, DateStep::Decade]
                } else {
                    vec![DateStep::Month, DateStep::Quarter, DateStep::Year]
                };
                Self::Dates { steps }
            }
            (Kind::Category | Kind::Text, _) => words(column, rule),
        }
    }
}

/// The distance that the middle nine tenths of a column's distinct values span.
fn spread(column: &Column, rule: &ColumnRule) -> f64 {
    let mut positions: Vec<f64> = rule.format.positions(column).into_iter().flatten().collect();
    if positions.is_empty() {
        return 0.0;
    }
    let mut at = |twentieth: usize| {
        let place = (positions.len() * twentieth / 20).min(positions.len() - 1);
        *positions.select_nth_unstable_by(place, f64::total_cmp).1
    };
    at(19) - at(1)
}

/// Ranges from a round width that cuts the middle of the column into fifty at
/// the most; five years for ages.
fn numbers(column: &Column, rule: &ColumnRule) -> HierarchyRule {
    let spread = spread(column, rule);
    let whole = rule.format.kind == Kind::Integer;
    let (_, reason) = roles::guess(column, rule.format);
    let first = match reason.meaning() {
        Some(Meaning::Age) => Some(Decimal::whole(5)),
        _ => Decimal::rounds().find(|width| spread / width.to_f64() <= 50.0 && (!whole || width.is_whole())),
    };
    // A width of one leaves whole numbers as they are.
    let first =
        first.map(|width| if whole && width == Decimal::whole(1) { Decimal::whole(2) } else { width });
    first.map_or(HierarchyRule::Suppression, |width| {
        let mut widths = coarser(width, spread);
        widths.insert(0, width);
        HierarchyRule::Ranges { origin: Decimal::whole(0), widths, bottom: None, top: None }
    })
}

/// Widths above `width`, each twice or five times the one before so that they
/// stay round (5, 10, 20, 100), until one holds nearly all; at least one.
fn coarser(width: Decimal, spread: f64) -> Vec<Decimal> {
    let mut widths = Vec::new();
    let mut last = width;
    while widths.is_empty() || (last.to_f64() < spread && widths.len() < 6) {
        let twos = last.mantissa().to_string().trim_end_matches('0') == "2";
        match last.times(if twos { 5 } else { 2 }) {
            Some(next) => widths.push(next),
            None => break,
        }
        last = widths[widths.len() - 1];
    }
    widths
}

fn words(column: &Column, rule: &ColumnRule) -> HierarchyRule {
    let values = || column.dictionary.values().map(|(_, text)| text);
    let share = |looks: &dyn Fn(&str) -> bool| {
        values().filter(|text| looks(text)).count() as f64 / column.distinct().max(1) as f64
    };
    if share(&icd10::is_code) >= MOST {
        return HierarchyRule::Icd10;
    }
    let (_, reason) = roles::guess(column, rule.format);
    let postcode = reason.meaning() == Some(Meaning::Postcode);
    if postcode || (column.distinct() > SMALL && share(&looks_like_code) >= MOST) {
        return prefixes(values().map(|text| text.chars().count()).max().unwrap_or(0));
    }
    // A value must not read like the name of a group.
    let plain = !values().any(|text| text.contains(JOIN) || text.contains(UP_TO));
    if plain && (CODES..=SMALL).contains(&column.distinct()) {
        return tree(column, rule);
    }
    HierarchyRule::Suppression
}

/// A word of letters and digits, some of each or digits alone, as codes are.
fn looks_like_code(text: &str) -> bool {
    (3..=12).contains(&text.len())
        && text.bytes().any(|byte| byte.is_ascii_digit())
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b".-/".contains(&byte))
}

/// Three letters, two, one; for longer codes also five, and the four that a
/// British postcode names its district with.
fn prefixes(longest: usize) -> HierarchyRule {
    let length = u32::try_from(longest).unwrap_or(u32::MAX).min(64);
    let kept: &[u32] = match length {
        0 | 1 => return HierarchyRule::Suppression,
        2..=5 => &[3, 2, 1],
        6..=8 => &[4, 2, 1],
        _ => &[5, 3, 2, 1],
    };
    HierarchyRule::Prefixes { kept: kept.iter().copied().filter(|&kept| kept < length).collect(), length }
}

/// Groups of three neighbours in the column's order (else the alphabet's), and
/// groups of such groups. Borders are set so that groups have rows alike:
/// a frequent value stays alone the longest.
fn tree(column: &Column, rule: &ColumnRule) -> HierarchyRule {
    let counts = column.counts();
    let mut values: Vec<(&str, u64)> =
        column.dictionary.values().map(|(code, text)| (text, counts[code as usize])).collect();
    let listed = |text: &str| rule.order.iter().position(|listed| listed == text).unwrap_or(usize::MAX);
    values.sort_by_cached_key(|&(text, _)| (listed(text), text.to_owned()));
    let groups = split(&values).into_iter().map(group).collect();
    HierarchyRule::Tree { groups, other: "Other".to_owned() }
}

/// What stands between the values that a group's name lists.
const JOIN: &str = " | ";

/// What stands between the first and the last value of a group of many.
const UP_TO: &str = " … ";

/// At most so many groups stand in one.
const FAN_OUT: usize = 3;

fn group(values: &[(&str, u64)]) -> Group {
    let (inner, own) = if values.len() <= FAN_OUT {
        (Vec::new(), values.iter().map(|(text, _)| (*text).to_owned()).collect())
    } else {
        (split(values).into_iter().map(group).collect(), Vec::new())
    };
    Group { name: name(values), groups: inner, values: own }
}

fn name(values: &[(&str, u64)]) -> String {
    match values {
        [.., _, _, _, _] => format!("{}{UP_TO}{}", values[0].0, values[values.len() - 1].0),
        _ => values.iter().map(|(text, _)| *text).collect::<Vec<_>>().join(JOIN),
    }
}

/// Neighbours in three parts of about as many rows, none empty.
fn split<'a, 'b>(values: &'a [(&'b str, u64)]) -> Vec<&'a [(&'b str, u64)]> {
    let mut parts = Vec::new();
    let mut rest = values;
    for left in (1..=FAN_OUT.min(values.len())).rev() {
        let rows: u64 = rest.iter().map(|(_, rows)| rows).sum();
        let (mut taken, mut held) = (0, 0);
        while taken < rest.len() + 1 - left
            && (taken == 0 || left == 1 || 2 * held * left as u64 + rest[taken].1 * left as u64 <= 2 * rows)
        {
            held += rest[taken].1;
            taken += 1;
        }
        let (part, after) = rest.split_at(taken);
        parts.push(part);
        rest = after;
    }
    parts
}
