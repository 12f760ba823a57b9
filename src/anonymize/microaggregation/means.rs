//! What stands for the numbers of a group: their mean, where it is nobody's.

use std::collections::HashMap;
use std::hash::Hash;

use crate::anonymize::Axis;
use crate::anonymize::hierarchy::Place;
use crate::table::{Decimal, DecimalMark};

/// A mean of two tells either the other's value.
const LEAST_FOR_A_MEAN: usize = 3;

/// The numbers of an axis, ready to be averaged.
pub(super) struct Means<'a> {
    levels: &'a [u32],
    /// The number of each level in units of `10^-scale`; none where it is missing.
    units: Vec<Option<i128>>,
    /// The most decimals that a number of the column has.
    scale: u32,
    mark: DecimalMark,
}

impl<'a> Means<'a> {
    /// The numbers of an axis; none where its levels are dates, intervals or categories.
    pub(super) fn of(axis: &'a Axis) -> Option<Self> {
        let number = |place| match place {
            Place::Missing => Some(None),
            Place::Number(number) => Some(Some(number)),
            _ => None,
        };
        let leaves = axis.leaves().into_iter();
        let numbers: Vec<Option<Decimal>> = leaves.map(|leaf| number(leaf.place)).collect::<Option<_>>()?;
        let scale = numbers.iter().flatten().map(|number| number.scale()).max()?;
        let units =
            |number: Decimal| 10i128.pow(scale - number.scale()).checked_mul(i128::from(number.mantissa()));
        let units = numbers.into_iter().map(|number| units(number?)).collect();
        Some(Self { levels: &axis.levels, units, scale, mark: axis.mark() })
    }

    /// The mean of a group, spelled; none where it could tell a value.
    pub(super) fn text(&self, group: &[u32], patients: Option<&[u32]>) -> Option<String> {
        let level = |&row: &u32| self.levels[row as usize];
        let patient = |&row: &u32| patients.map_or(row, |patients| patients[row as usize]);
        let (_, most_alike) = distinct_and_most(group.iter().map(level));
        let (people, most_of_one) = distinct_and_most(group.iter().map(patient));
        let is_nobodys = people >= LEAST_FOR_A_MEAN && 2 * most_alike.max(most_of_one) < group.len();
        if is_nobodys { self.mean(group) } else { None }
    }

    /// `Σ x / n`, summed exactly, rounded to the nearest unit, halves away from
    /// zero; none where a value is missing or the sum cannot be counted.
    fn mean(&self, group: &[u32]) -> Option<String> {
        let rows = i128::try_from(group.len()).ok()?;
        let units = |&row: &u32| self.units[self.levels[row as usize] as usize];
        let sum = group.iter().try_fold(0i128, |sum, row| sum.checked_add(units(row)?))?;
        let mean = (sum.checked_mul(2)? + sum.signum() * rows) / (2 * rows);
        Some(Decimal::new(i64::try_from(mean).ok()?, self.scale).spell(self.mark))
    }
}

/// How many distinct values there are, and how often the most frequent occurs.
fn distinct_and_most<T: Eq + Hash>(values: impl Iterator<Item = T>) -> (usize, usize) {
    let mut counts: HashMap<T, usize> = HashMap::new();
    values.for_each(|value| *counts.entry(value).or_insert(0) += 1);
    (counts.len(), counts.into_values().max().unwrap_or(0))
}
