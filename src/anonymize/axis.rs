//! A quasi-identifier as a line of levels, on which a method cuts.

use std::collections::{BTreeMap, HashMap};

use super::ShareError;
use super::fixed_intervals::{Cuts, People, comma};
use super::hierarchy::{Hierarchy, HierarchyCsvError, HierarchyError, HierarchyRule, Leaf, Place};
use crate::recipe::ColumnRule;
use crate::table::{Column, DecimalMark, Kind, MISSING, date};
use crate::utility::ncp;

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
    /// Fixed intervals: level `missing + i` is the i-th that occurs.
    Intervals(Cuts),
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
    /// A set that is published by listing it has at most this many values; a
    /// larger one is published as "first … last" in the column's order.
    pub(super) const LISTED: usize = 8;

    /// Lays out a column as its rule says, where every row is a patient. A cell
    /// that does not read as the rule's kind counts as missing.
    #[must_use]
    pub fn new(place: usize, column: &Column, rule: &ColumnRule) -> Self {
        Self::of_people(place, column, rule, People::default())
    }

    /// As [`Axis::new`], where intervals must hide people.
    #[must_use]
    pub fn of_people(place: usize, column: &Column, rule: &ColumnRule, people: People<'_>) -> Self {
        let values = column.dictionary.values();
        match (&rule.interval, rule.format.kind.is_numeric()) {
            (Some(intervals), true) => {
                let cuts = intervals.lay(column, rule.format, people);
                let positions = (0..cuts.len()).map(|at| cuts.begin(at)).collect();
                Self::build(place, column, positions, Line::Intervals(cuts.clone()), |code| {
                    cuts.of_code(code)
                })
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

    /// The levels as the leaves of a hierarchy.
    #[must_use]
    pub fn leaves(&self) -> Vec<Leaf> {
        let missing = usize::from(self.missing);
        let place = |level: usize, text: &str| match &self.line {
            _ if level < missing => Place::Missing,
            Line::Intervals(cuts) => {
                let (lower, upper) = cuts.borders(level - missing).unwrap_or_default();
                // Ranges do not hold their upper border, so none holds this leaf.
                let upper = upper.filter(|_| !cuts.is_closed(level - missing));
                Place::Between { lower, upper }
            }
            Line::Values(_, rule) if rule.format.kind == Kind::Date => {
                date::days(text, rule.format.date_order).map_or(Place::Word, Place::Day)
            }
            Line::Values(_, rule) => rule.format.decimal(text).map_or(Place::Word, Place::Number),
            Line::Categories(_) => Place::Word,
        };
        let texts = self.texts().into_iter().enumerate();
        texts.map(|(level, text)| Leaf { place: place(level, &text), text }).collect()
    }

    /// How numbers are spelled on this axis.
    #[must_use]
    pub fn mark(&self) -> DecimalMark {
        match &self.line {
            Line::Intervals(cuts) => cuts.mark(),
            Line::Values(_, rule) => rule.format.decimal_mark,
            Line::Categories(_) => DecimalMark::Point,
        }
    }

    /// Whether level 0 stands for the missing value.
    #[must_use]
    pub fn has_missing(&self) -> bool {
        self.missing
    }

    /// Whether the levels are categories, of which a group publishes a set.
    #[must_use]
    pub fn is_set(&self) -> bool {
        matches!(self.line, Line::Categories(_))
    }

    /// Where each level begins and ends on the line, for the length of an interval.
    pub(super) fn edges(&self) -> (Vec<f64>, Vec<f64>) {
        let upper = match &self.line {
            Line::Intervals(cuts) => {
                let missing = self.positions[..usize::from(self.missing)].iter().copied();
                missing.chain((0..cuts.len()).map(|at| cuts.end(at))).collect()
            }
            _ => self.positions.clone(),
        };
        (self.positions.clone(), upper)
    }

    /// How the levels grow coarser; there once [`Axis::raise`] has been called.
    #[must_use]
    pub fn hierarchy(&self) -> Option<&Hierarchy> {
        self.hierarchy.as_ref()
    }

    /// Builds the hierarchy over the levels.
    ///
    /// # Errors
    /// A [`ShareError`] of the hierarchy's, where the rule does not fit the column.
    pub fn raise(&mut self, rule: &HierarchyRule) -> Result<(), ShareError> {
        let built = rule.build(&self.leaves(), self.mark());
        self.hierarchy = Some(built.map_err(|error| self.refused(error))?);
        Ok(())
    }

    /// The same error with rows in place of leaves, and the column's name.
    pub(super) fn refused(&self, error: HierarchyError) -> ShareError {
        let column = self.name.clone();
        let row_of = |leaf: usize| {
            self.levels.iter().position(|&level| level as usize == leaf).unwrap_or(0) as u64 + 1
        };
        match error {
            HierarchyError::Lacks { leaf, leaves } => {
                ShareError::HierarchyLacks { column, values: leaves as u64, first_row: row_of(leaf) }
            }
            HierarchyError::CutsIntervals { leaf, leaves } => ShareError::HierarchyCutsIntervals {
                column,
                intervals: leaves as u64,
                first_row: row_of(leaf),
            },
            HierarchyError::Table(HierarchyCsvError::NotNested { line, first }) => {
                ShareError::HierarchyNotNested { column, line, first }
            }
            HierarchyError::Table(error) => ShareError::HierarchyBroken { column, line: error.line() },
            HierarchyError::Unsuited => ShareError::HierarchyUnsuited { column },
        }
    }

    /// The levels that occur in these rows, ascending, each once.
    pub fn occurring(&self, rows: &[u32], levels: &mut Vec<u32>) {
        levels.clear();
        levels.extend(rows.iter().map(|&row| self.levels[row as usize]));
        levels.sort_unstable();
        levels.dedup();
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
            Line::Intervals(cuts) => {
                let (first, last) = (place(first), place(last));
                let alone = first == last;
                let label = if alone { cuts.text(first).to_owned() } else { cuts.label(first, last) };
                // Length of the published interval over the length of the line,
                // which is the union of all intervals that occur.
                let length = |a, b| cuts.end(b) - cuts.begin(a);
                Region { label, ncp: ncp::of_interval(length(first, last), length(0, cuts.len() - 1)) }
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
                let listed = values.len() <= Self::LISTED;
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

    /// What rows with these levels publish, where nothing but labels of the
    /// hierarchy may be: the lowest label above them all.
    ///
    /// Without a hierarchy as [`Axis::region`].
    #[must_use]
    pub fn label(&self, levels: &[u32]) -> Region {
        let (Some(hierarchy), Some(&first)) = (&self.hierarchy, levels.first()) else {
            return self.region(levels);
        };
        let label = levels.iter().fold(0, |height, &level| hierarchy.meet((first, height), (level, 0)));
        let label = hierarchy.label(label, first);
        let alone = levels.iter().map(|&level| self.ncp_alone(level));
        Region { label: label.text.clone(), ncp: alone.fold(hierarchy.ncp(label), f64::max) }
    }

    /// Normalized certainty penalty of a level by itself: a value stands untouched,
    /// and a fixed interval has lost what it hides before any group is formed.
    #[must_use]
    pub fn ncp_alone(&self, level: u32) -> f64 {
        if matches!(self.line, Line::Intervals { .. }) { self.region(&[level]).ncp } else { 0.0 }
    }
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
