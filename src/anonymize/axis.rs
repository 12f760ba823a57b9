//! A quasi-identifier as a line of levels, on which a method cuts.

use std::collections::{BTreeMap, HashMap};

use super::ShareError;
use super::fixed_intervals::{Interval, Intervals, comma};
use super::hierarchy::{Hierarchy, HierarchyRule};
use crate::recipe::ColumnRule;
use crate::table::{Column, Decimal, MISSING, date};
use crate::utility::ncp;

/// A set that is published by listing it has at most this many values; a
/// larger one is published as "first … last" in the column's order.
const LISTED: usize = 8;

/// The levels of one quasi-identifier, in order, and what they stand for.
///
/// Level 0 is the missing value where the column has one. Every code of the
/// column maps to one level.
#[derive(Clone, Debug)]
pub struct Axis {
    /// The heading of the column.
    pub name: String,
    /// Its place in the file.
    pub place: usize,
    /// The level of each row.
    pub levels: Vec<u32>,
    /// Where each level lies on the line, for the width of a range.
    positions: Vec<f64>,
    missing: bool,
    line: Line,
    hierarchy: Option<Hierarchy>,
}

#[derive(Clone, Debug)]
enum Line {
    /// Fixed intervals: level `missing + i` is `intervals[i]`.
    Intervals { cuts: Intervals, rule: ColumnRule, at: Vec<Interval> },
    /// Each number for itself, spelled.
    Values(Vec<String>, ColumnRule),
    /// Categories in their order.
    Categories(Vec<String>),
}

/// What a group of rows spans on an axis, ready to be published.
#[derive(Clone, Debug, PartialEq)]
pub struct Region {
    /// The published text.
    pub label: String,
    /// Normalized certainty penalty, 0 (untouched) to 1 (nothing known).
    pub ncp: f64,
}

impl Axis {
    /// Lays out a column as its rule says. A cell that does not read as the
    /// rule's kind counts as missing.
    #[must_use]
    pub fn new(place: usize, column: &Column, rule: &ColumnRule) -> Self {
        let values = column.dictionary.values();
        match (&rule.interval, rule.format.kind.is_numeric()) {
            (Some(cuts), true) => {
                let of_code: HashMap<u32, Interval> = values
                    .filter_map(|(code, text)| Some((code, cuts.interval(text, rule.format)?)))
                    .collect();
                let mut at: Vec<Interval> = of_code.values().copied().collect();
                at.sort_unstable();
                at.dedup();
                let positions = at.iter().map(|&interval| position(cuts, interval)).collect();
                let line = Line::Intervals { cuts: *cuts, rule: rule.clone(), at: at.clone() };
                Self::build(place, column, positions, line, |code| at.binary_search(of_code.get(&code)?).ok())
            }
            (None, true) => {
                let of_code = rule.format.positions(column);
                let mut numbers = BTreeMap::new();
                for (code, text) in values {
                    if let Some(position) = of_code[code as usize] {
                        // Two spellings of one number are one level.
                        numbers.entry(ordered(position)).or_insert_with(|| (position, spelled(text, rule)));
                    }
                }
                let (keys, spelled): (Vec<_>, Vec<_>) = numbers.into_iter().unzip();
                let (positions, texts) = spelled.into_iter().unzip();
                let line = Line::Values(texts, rule.clone());
                Self::build(place, column, positions, line, |code| {
                    keys.binary_search(&ordered(of_code[code as usize]?)).ok()
                })
            }
            (_, false) => {
                let mut texts: Vec<String> = values.map(|(_, text)| text.to_owned()).collect();
                let listed_at =
                    |text: &String| rule.order.iter().position(|listed| listed == text).unwrap_or(usize::MAX);
                texts.sort_by_cached_key(|text| (listed_at(text), text.clone()));
                let at: HashMap<&str, usize> =
                    texts.iter().enumerate().map(|(i, text)| (text.as_str(), i)).collect();
                let level_of: Vec<Option<usize>> = (0..column.dictionary.len())
                    .map(|code| at.get(column.dictionary.text(u32::try_from(code).ok()?)).copied())
                    .collect();
                let positions = (0..texts.len()).map(|i| i as f64).collect();
                Self::build(place, column, positions, Line::Categories(texts), |code| level_of[code as usize])
            }
        }
    }

    fn build(
        place: usize,
        column: &Column,
        mut positions: Vec<f64>,
        line: Line,
        level: impl Fn(u32) -> Option<usize>,
    ) -> Self {
        let of_code: Vec<Option<usize>> = (0..column.dictionary.len())
            .map(|code| u32::try_from(code).ok().filter(|&code| code != MISSING).and_then(&level))
            .collect();
        let missing = column.codes.iter().any(|&code| of_code[code as usize].is_none());
        if missing {
            // Next to the lowest value: a missing cell is alike only to a missing cell.
            positions.insert(0, positions.first().copied().unwrap_or(0.0));
        }
        let levels = column
            .codes
            .iter()
            .map(|&code| of_code[code as usize].map_or(0, |level| level_number(level + usize::from(missing))))
            .collect();
        Self { name: column.name.clone(), place, levels, positions, missing, line, hierarchy: None }
    }

    /// How many levels there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.positions.len()
    }

    /// Whether no row has a level.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.positions.is_empty()
    }

    /// The text of each level by itself; empty for the missing one.
    #[must_use]
    pub fn texts(&self) -> Vec<String> {
        (0..level_number(self.len())).map(|level| self.region(&[level]).label).collect()
    }

    /// How the levels grow coarser; there once [`Axis::raise`] has been called.
    #[must_use]
    pub fn hierarchy(&self) -> Option<&Hierarchy> {
        self.hierarchy.as_ref()
    }

    /// Builds the hierarchy over the levels.
    ///
    /// # Errors
    /// [`ShareError::HierarchyLacks`] where a written hierarchy lacks values that the column has.
    pub fn raise(&mut self, rule: &HierarchyRule) -> Result<(), ShareError> {
        let lacks = |(leaf, values): (usize, usize)| {
            let row = self.levels.iter().position(|&level| level as usize == leaf).unwrap_or(0);
            let (values, first_row) = (values as u64, row as u64 + 1);
            ShareError::HierarchyLacks { column: self.name.clone(), values, first_row }
        };
        self.hierarchy = Some(rule.build(&self.texts()).map_err(lacks)?);
        Ok(())
    }

    /// The width of a range of levels, as a share of the whole line.
    #[must_use]
    pub fn width(&self, lowest: u32, highest: u32) -> f64 {
        let whole = self.positions.last().unwrap_or(&0.0) - self.positions.first().unwrap_or(&0.0);
        let range = self.positions[highest as usize] - self.positions[lowest as usize];
        // A missing level has no place of its own on the line, but does differ.
        let differs = if lowest < highest { f64::MIN_POSITIVE } else { 0.0 };
        if whole > 0.0 { (range / whole).max(differs) } else { differs }
    }

    /// What rows with these levels (ascending, distinct, at least one) publish.
    #[must_use]
    pub fn region(&self, levels: &[u32]) -> Region {
        let has_missing = self.missing && levels.first() == Some(&0);
        let values = if has_missing { &levels[1..] } else { levels };
        let (Some(&first), Some(&last)) = (values.first(), values.last()) else {
            return Region { label: String::new(), ncp: 0.0 };
        };
        let place = |level: u32| level as usize - usize::from(self.missing);
        let mut region = match &self.line {
            Line::Intervals { cuts, rule, at } => {
                let (first, last) = (at[place(first)], at[place(last)]);
                let label = cuts.label(first, last, rule.format.decimal_mark);
                Region { label, ncp: self.interval_ncp(cuts, at, first, last) }
            }
            Line::Values(texts, _) if first == last => {
                Region { label: texts[place(first)].clone(), ncp: 0.0 }
            }
            Line::Values(texts, rule) => {
                let comma = comma(rule.format.decimal_mark);
                let label = format!("[{}{comma}{}]", texts[place(first)], texts[place(last)]);
                Region { label, ncp: self.width(first, last) }
            }
            Line::Categories(texts) => {
                let listed = values.len() <= LISTED;
                let stands_for = if listed { values.len() } else { (last - first + 1) as usize };
                let ncp = ncp::of_set(stands_for, texts.len());
                let label = if listed {
                    values.iter().map(|&level| texts[place(level)].as_str()).collect::<Vec<_>>().join(" | ")
                } else {
                    format!("{} … {}", texts[place(first)], texts[place(last)])
                };
                Region { label, ncp }
            }
        };
        if has_missing {
            // Not even whether there is a value is known any more.
            region = Region { label: format!("{} or missing", region.label), ncp: 1.0 };
        }
        region
    }

    /// Length of the published interval over the length of the line, which is
    /// the union of all intervals that occur.
    fn interval_ncp(&self, cuts: &Intervals, at: &[Interval], first: Interval, last: Interval) -> f64 {
        let (Some(&lowest), Some(&highest)) = (at.first(), at.last()) else { return 0.0 };
        let length = |a, b| edge(cuts, b, true) - edge(cuts, a, false);
        ncp::of_interval(length(first, last), length(lowest, highest))
    }
}

/// A border for measuring; an open end is taken one width beyond its code.
fn edge(cuts: &Intervals, interval: Interval, upper: bool) -> f64 {
    let width = cuts.width.to_f64();
    let number = |border: Option<Decimal>| border.map_or(0.0, Decimal::to_f64);
    match (interval, upper) {
        (Interval::Bottom, false) => number(cuts.bottom) - width,
        (Interval::Top, true) => number(cuts.top) + width,
        (_, true) => number(cuts.upper(interval)),
        (_, false) => number(cuts.lower(interval)),
    }
}

fn position(cuts: &Intervals, interval: Interval) -> f64 {
    edge(cuts, interval, false)
}

fn spelled(text: &str, rule: &ColumnRule) -> String {
    match date::days(text, rule.format.date_order).filter(|_| rule.format.kind == crate::table::Kind::Date) {
        Some(days) => date::spell(days),
        None => rule
            .format
            .decimal(text)
            .map_or_else(String::new, |number| number.spell(rule.format.decimal_mark)),
    }
}

/// The bits of a double in an order that sorts as the numbers do.
fn ordered(number: f64) -> u64 {
    let bits = (number + 0.0).to_bits();
    if bits >> 63 == 0 { bits | 1 << 63 } else { !bits }
}

fn level_number(level: usize) -> u32 {
    u32::try_from(level).unwrap_or(u32::MAX)
}
