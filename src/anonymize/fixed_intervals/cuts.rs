//! Intervals laid over a column: which one holds each value, and what stands for it.

use std::collections::{BTreeMap, HashMap};

use super::{Interval, Intervals, Representative, Ruler};
use crate::table::{Column, Decimal, DecimalMark, Format};

/// Whose the rows are, and how many people must stand behind a published mean.
#[derive(Clone, Copy, Debug, Default)]
pub struct People<'a> {
    /// The least number of people in a group.
    pub k: u32,
    /// The patient of each row; without it every row is a patient.
    pub patients: Option<&'a [u32]>,
}

/// A mean of two tells either the other's value.
const LEAST_FOR_A_MEAN: u64 = 3;

/// Intervals laid over a column.
#[derive(Clone, Debug)]
pub struct Cuts {
    ruler: Option<Ruler>,
    mark: DecimalMark,
    /// The intervals that occur, ascending and disjoint, by their first and
    /// last part: they differ where intervals were merged.
    runs: Vec<(Interval, Interval)>,
    /// The place in `runs` of each code.
    of_code: Vec<Option<u32>>,
    /// What stands for each of `runs`.
    texts: Vec<String>,
}

/// The rows of one interval.
#[derive(Clone, Debug, Default)]
struct Members {
    /// Numbers, each with the rows that hold it.
    numbers: Vec<(Decimal, u64)>,
    rows: u64,
    /// The rows of each patient; empty where every row is a patient.
    patients: HashMap<u32, u64>,
}

impl Members {
    fn join(&mut self, other: Self) {
        self.numbers.extend(other.numbers);
        self.rows += other.rows;
        for (patient, rows) in other.patients {
            *self.patients.entry(patient).or_insert(0) += rows;
        }
    }

    fn people(&self) -> u64 {
        if self.patients.is_empty() { self.rows } else { self.patients.len() as u64 }
    }

    /// The most rows that one person has.
    fn most_rows(&self) -> u64 {
        self.patients.values().copied().max().unwrap_or(1)
    }

    /// `Σ x / n`, summed exactly; `None` where the sum cannot be counted.
    fn mean(&self) -> Option<f64> {
        let scale = self.numbers.iter().map(|(number, _)| number.scale()).max()?;
        let sum = self.numbers.iter().try_fold(0i128, |sum, (number, rows)| {
            let units = i128::from(number.mantissa()).checked_mul(10i128.pow(scale - number.scale()))?;
            sum.checked_add(units.checked_mul(i128::from(*rows))?)
        })?;
        Some(sum as f64 / (self.rows as f64 * 10f64.powi(scale.cast_signed())))
    }
}

impl Intervals {
    /// Lays the intervals over a column; where they cannot cut, no value has one.
    #[must_use]
    pub fn lay(&self, column: &Column, format: Format, people: People<'_>) -> Cuts {
        let mut numbers = vec![None; column.dictionary.len()];
        for (code, text) in column.dictionary.values() {
            numbers[code as usize] = Self::number(text, format);
        }
        let ruler = self.ruler(numbers.iter().copied().flatten(), format.kind);
        let ruler = ruler.filter(|_| self.are_sound(format.kind));
        let interval_of: Vec<Option<Interval>> =
            numbers.iter().map(|number| ruler.as_ref()?.interval((*number)?)).collect();

        let mut members: BTreeMap<Interval, Members> = BTreeMap::new();
        let counts = column.counts();
        for ((interval, number), rows) in interval_of.iter().zip(&numbers).zip(counts) {
            if let Some((interval, number)) = interval.zip(*number) {
                let held = members.entry(interval).or_default();
                held.numbers.push((number, rows));
                held.rows += rows;
            }
        }
        for (&code, &patient) in column.codes.iter().zip(people.patients.unwrap_or_default()) {
            if let Some(interval) = interval_of[code as usize] {
                *members.entry(interval).or_default().patients.entry(patient).or_insert(0) += 1;
            }
        }
        let merged = self.merge(members);

        let runs: Vec<_> = merged.iter().map(|(run, _)| *run).collect();
        let run_of = |interval: Interval| runs.partition_point(|&(_, last)| last < interval);
        let of_code = interval_of.iter().map(|interval| u32::try_from(run_of((*interval)?)).ok()).collect();
        let mut cuts = Cuts { ruler, mark: format.decimal_mark, runs, of_code, texts: Vec::new() };
        cuts.texts = (merged.iter().enumerate())
            .map(|(run, (_, members))| self.representative(&cuts, run, members, people.k))
            .collect();
        cuts
    }

    /// Merges from the left while a run has fewer people than asked for.
    fn merge(&self, members: BTreeMap<Interval, Members>) -> Vec<((Interval, Interval), Members)> {
        let enough = |members: &Members| members.people() >= u64::from(self.merge_below.unwrap_or(0));
        let mut merged: Vec<((Interval, Interval), Members)> = Vec::new();
        for (interval, members) in members {
            match merged.last_mut().filter(|(_, before)| !enough(before)) {
                Some(((_, last), before)) => {
                    *last = interval;
                    before.join(members);
                }
                None => merged.push(((interval, interval), members)),
            }
        }
        // The remainder joins its left neighbour.
        if merged.len() > 1
            && let Some(((_, last), members)) = merged.pop_if(|(_, members)| !enough(members))
            && let Some(((_, before), joined)) = merged.last_mut()
        {
            *before = last;
            joined.join(members);
        }
        merged
    }

    fn representative(&self, cuts: &Cuts, run: usize, members: &Members, k: u32) -> String {
        let label = || cuts.label(run, run);
        let spell = |number: f64| match cuts.mark {
            DecimalMark::Point => number.to_string(),
            DecimalMark::Comma => number.to_string().replace('.', ","),
        };
        if self.publish == Representative::Mean {
            let needed = LEAST_FOR_A_MEAN.max(k.into()).max(self.merge_below.unwrap_or(0).into());
            if members.people() >= needed && 2 * members.most_rows() < members.rows {
                return members.mean().map_or_else(label, spell);
            }
        }
        let middle = || {
            let (lower, upper) = cuts.borders(run)?;
            Some((lower?.to_f64() + upper?.to_f64()) / 2.0)
        };
        if self.publish == Representative::Label { label() } else { middle().map_or_else(label, spell) }
    }
}

impl Cuts {
    /// How many intervals occur.
    #[must_use]
    pub fn len(&self) -> usize {
        self.runs.len()
    }

    /// Whether no row holds a number.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.runs.is_empty()
    }

    /// The interval of a code, counted among those that occur; `None` where
    /// the cell is missing or does not read.
    #[must_use]
    pub fn of_code(&self, code: u32) -> Option<usize> {
        self.of_code[code as usize].map(|run| run as usize)
    }

    /// What is published for the values of an interval by itself.
    #[must_use]
    pub fn text(&self, at: usize) -> &str {
        &self.texts[at]
    }

    /// The published name of two intervals and all between them.
    #[must_use]
    pub fn label(&self, first: usize, last: usize) -> String {
        let (first, last) = (self.runs[first].0, self.runs[last].1);
        self.ruler.map_or_else(String::new, |ruler| ruler.label(first, last, self.mark))
    }

    /// The borders of an interval; none where it is open.
    #[must_use]
    pub fn borders(&self, at: usize) -> Option<(Option<Decimal>, Option<Decimal>)> {
        let ((first, last), ruler) = (self.runs[at], self.ruler?);
        Some((ruler.lower(first), ruler.upper(last)))
    }

    /// Whether an interval holds its upper border too.
    #[must_use]
    pub fn is_closed(&self, at: usize) -> bool {
        self.ruler.is_some_and(|ruler| ruler.is_closed(self.runs[at].1))
    }

    /// How numbers are spelled.
    #[must_use]
    pub fn mark(&self) -> DecimalMark {
        self.mark
    }

    /// Where an interval begins, for measuring.
    #[must_use]
    pub fn begin(&self, at: usize) -> f64 {
        self.ruler.map_or(0.0, |ruler| ruler.begin(self.runs[at].0))
    }

    /// Where an interval ends, for measuring.
    #[must_use]
    pub fn end(&self, at: usize) -> f64 {
        self.ruler.map_or(0.0, |ruler| ruler.end(self.runs[at].1))
    }
}
