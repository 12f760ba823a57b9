//! Mondrian: multidimensional partitioning by median cuts.

use serde::{Deserialize, Serialize};

use super::{Axis, Ground, Method, Partition, Recoding, ShareError};

/// Strict Mondrian, in steps: partitions the rows until no cut leaves both
/// sides a group that the policy lets stand.
///
/// Of a group's axes the widest (as a share of its whole line; the first of
/// equals) is cut at the median: rows up to the median go left, or, where that
/// is all of them, rows below it. If a side may not stand, the next widest axis
/// is tried; a group that no axis can cut is final.
///
/// # Guarantee
/// Every group satisfies the policy, if the whole table does.
///
/// # Assumptions
/// Only the multiset of rows matters, never their order: equal levels are
/// never separated.
///
/// # Utility
/// Groups of k to 2k - 1 rows where values are many; larger where they repeat.
///
/// # Errors
/// None here: [`Mondrian::new`] is called with a table that satisfies the policy.
///
/// # Citation
/// LeFevre, K.; DeWitt, D.; Ramakrishnan, R.: Mondrian multidimensional
/// k-anonymity, ICDE 2006, section 4 (strict partitioning).
#[derive(Clone, Debug)]
pub struct Mondrian {
    /// Row numbers; every group is a range of these.
    rows: Vec<u32>,
    open: Vec<(usize, usize)>,
    done: Vec<(usize, usize)>,
    rows_done: usize,
}

/// How Mondrian cuts and publishes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct MondrianRule {}

impl Mondrian {
    /// One group of all `rows` rows, still to be cut.
    #[must_use]
    pub fn new(_rule: MondrianRule, rows: u32) -> Self {
        let all = (0..rows).collect::<Vec<u32>>();
        Self { open: vec![(0, all.len())], rows: all, done: Vec::new(), rows_done: 0 }
    }
}

impl Method for Mondrian {
    fn step(&mut self, ground: &Ground, budget: usize) -> f64 {
        let mut looked_at = 0;
        while looked_at < budget
            && let Some((start, end)) = self.open.pop()
        {
            looked_at += end - start;
            if let Some(middle) = self.cut(ground, start, end) {
                self.open.extend([(middle, end), (start, middle)]);
            } else {
                self.rows_done += end - start;
                self.done.push((start, end));
            }
        }
        if self.open.is_empty() { 1.0 } else { self.rows_done as f64 / self.rows.len() as f64 }
    }

    fn finish(self: Box<Self>, ground: &Ground) -> Result<Recoding, ShareError> {
        let groups = self.done.iter().map(|&(start, end)| &self.rows[start..end]);
        Ok(Partition::new(groups).publish(ground))
    }
}

impl Mondrian {
    /// Orders the group's rows around an allowed cut and says where it is.
    fn cut(&mut self, ground: &Ground, start: usize, end: usize) -> Option<usize> {
        let rows = &mut self.rows[start..end];
        let mut widths: Vec<(f64, usize)> = ground
            .axes
            .iter()
            .enumerate()
            .filter_map(|(index, axis)| {
                let (lowest, highest) = range(axis, rows)?;
                (lowest < highest).then(|| (axis.width(lowest, highest), index))
            })
            .collect();
        // A stable sort keeps the first of equals first.
        widths.sort_by(|(a, _), (b, _)| b.total_cmp(a));
        widths.into_iter().find_map(|(_, index)| {
            let middle = split(&ground.axes[index], rows);
            let (left, right) = rows.split_at(middle);
            (ground.policy.allows(left) && ground.policy.allows(right)).then_some(start + middle)
        })
    }
}

fn range(axis: &Axis, rows: &[u32]) -> Option<(u32, u32)> {
    let mut levels = rows.iter().map(|&row| axis.levels[row as usize]);
    let first = levels.next()?;
    Some(levels.fold((first, first), |(low, high), level| (low.min(level), high.max(level))))
}

/// Moves the rows of the left side to the front; returns how many they are.
fn split(axis: &Axis, rows: &mut [u32]) -> usize {
    let level = |row: &u32| axis.levels[*row as usize];
    let middle = (rows.len() - 1) / 2;
    let median = level(rows.select_nth_unstable_by_key(middle, level).1);
    let left = partition(rows, |row| level(row) <= median);
    if left < rows.len() { left } else { partition(rows, |row| level(row) < median) }
}

/// Moves the rows that belong to the front; returns how many they are.
fn partition(rows: &mut [u32], belongs: impl Fn(&u32) -> bool) -> usize {
    let mut front = 0;
    for at in 0..rows.len() {
        if belongs(&rows[at]) {
            rows.swap(front, at);
            front += 1;
        }
    }
    front
}
