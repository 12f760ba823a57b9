//! Tuple partition: which rows form a bucket.

use std::collections::VecDeque;

use super::super::Ground;
use super::posterior::{Bucket, Posterior};
use super::strata::Strata;

/// How many quasi-identifiers are tried, the widest first, before a bucket is final.
const TRIES: usize = 3;

/// The buckets in the making. They wait in a queue, first in, first out, for
/// the check looks at all of them at once: the order is part of the result.
#[derive(Clone, Debug)]
pub(super) struct Buckets {
    /// Row numbers; every bucket is a range of these.
    rows: Vec<u32>,
    open: VecDeque<(usize, usize)>,
    done: Vec<(usize, usize)>,
    rows_done: usize,
    /// The level of each row on each axis, as far as it is published.
    levels: Vec<Vec<u32>>,
}

impl Buckets {
    /// One bucket of these rows, still to be split.
    pub(super) fn new(rows: Vec<u32>, levels: Vec<Vec<u32>>) -> Self {
        let all = (0, rows.len());
        let open = if rows.is_empty() { VecDeque::new() } else { VecDeque::from([all]) };
        Self { rows, open, done: Vec::new(), rows_done: 0, levels }
    }

    /// The buckets that are final.
    pub(super) fn groups(&self) -> impl Iterator<Item = &[u32]> {
        self.done.iter().map(|&(start, end)| &self.rows[start..end])
    }

    /// Splits until about `budget` rows have been looked at; says how far it is, 0 to 1.
    pub(super) fn step(
        &mut self,
        ground: &Ground,
        strata: Option<&Strata>,
        checks: &mut [Posterior],
        budget: usize,
    ) -> f64 {
        let mut looked_at = 0;
        while looked_at < budget
            && let Some((start, end)) = self.open.pop_front()
        {
            if let Some(middle) = self.split(ground, strata, checks, (start, end), &mut looked_at) {
                self.open.extend([(start, middle), (middle, end)]);
            } else {
                self.rows_done += end - start;
                self.done.push((start, end));
            }
        }
        if self.open.is_empty() { 1.0 } else { self.rows_done as f64 / self.rows.len() as f64 }
    }

    /// Orders a bucket's rows around an allowed cut and says where it is.
    fn split(
        &mut self,
        ground: &Ground,
        strata: Option<&Strata>,
        checks: &mut [Posterior],
        (start, end): (usize, usize),
        looked_at: &mut usize,
    ) -> Option<usize> {
        let rows = &mut self.rows[start..end];
        let mut widths: Vec<(f64, &[u32])> = ground
            .axes
            .iter()
            .zip(&self.levels)
            .filter_map(|(axis, levels)| {
                let (lowest, highest) = range(levels, rows)?;
                (lowest < highest).then(|| (axis.width(lowest, highest), &levels[..]))
            })
            .collect();
        // A stable sort keeps the first of equals first.
        widths.sort_by(|(a, _), (b, _)| b.total_cmp(a));
        widths.into_iter().take(TRIES).find_map(|(_, levels)| {
            let middle = median_cut(levels, rows);
            let (left, right) = rows.split_at(middle);
            *looked_at += rows.len();
            let may_stand =
                |rows: &[u32]| ground.policy.allows(rows) && strata.is_none_or(|strata| strata.allow(rows));
            if !may_stand(left) || !may_stand(right) {
                return None;
            }
            let bucket = |rows| Bucket { rows, fakes: &[] };
            let allowed = checks.iter_mut().all(|check| {
                let allowed = check.allows(bucket(rows), [bucket(left), bucket(right)]);
                *looked_at += check.looked_at();
                allowed
            });
            if allowed {
                checks.iter_mut().for_each(Posterior::replace);
            }
            allowed.then_some(start + middle)
        })
    }
}

fn range(levels: &[u32], rows: &[u32]) -> Option<(u32, u32)> {
    let mut levels = rows.iter().map(|&row| levels[row as usize]);
    let first = levels.next()?;
    Some(levels.fold((first, first), |(low, high), level| (low.min(level), high.max(level))))
}

/// Moves the rows up to the median to the front, or those below it where that
/// is all of them; returns how many they are.
fn median_cut(levels: &[u32], rows: &mut [u32]) -> usize {
    let level = |row: &u32| levels[*row as usize];
    let middle = (rows.len() - 1) / 2;
    let median = level(rows.select_nth_unstable_by_key(middle, level).1);
    let highest = rows.iter().map(level).max();
    let left = |row: &u32| level(row) < median || (highest > Some(median) && level(row) == median);
    rows.sort_unstable_by_key(|row| !left(row));
    rows.partition_point(left)
}
