//! Mondrian: multidimensional partitioning by median cuts.

use crate::privacy::Model;

use super::Axis;

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
pub struct Mondrian<'a, M> {
    axes: &'a [&'a Axis],
    policy: M,
    state: Partition,
}

/// A partition in the making; apart from axes and policy, so that a run can be
/// laid aside between two steps.
#[derive(Clone, Debug, Default)]
pub struct Partition {
    /// Row numbers; every group is a range of these.
    rows: Vec<u32>,
    open: Vec<(usize, usize)>,
    done: Vec<(usize, usize)>,
    rows_done: usize,
}

impl Partition {
    /// One group of all `rows` rows, still to be cut.
    #[must_use]
    pub fn whole(rows: u32) -> Self {
        let all = (0..rows).collect::<Vec<u32>>();
        Self { open: vec![(0, all.len())], rows: all, ..Self::default() }
    }

    /// The share of rows whose group is final, 0 to 1.
    #[must_use]
    pub fn progress(&self) -> f64 {
        if self.open.is_empty() { 1.0 } else { self.rows_done as f64 / self.rows.len() as f64 }
    }

    /// The final groups, as row numbers.
    pub fn groups(&self) -> impl Iterator<Item = &[u32]> {
        self.done.iter().map(|&(start, end)| &self.rows[start..end])
    }
}

impl<'a, M: Model> Mondrian<'a, M> {
    /// Goes on with a partition.
    #[must_use]
    pub fn new(axes: &'a [&'a Axis], policy: M, state: Partition) -> Self {
        Self { axes, policy, state }
    }

    /// Works until about `budget` rows have been looked at.
    pub fn step(&mut self, budget: usize) {
        let mut looked_at = 0;
        while looked_at < budget
            && let Some((start, end)) = self.state.open.pop()
        {
            looked_at += end - start;
            if let Some(middle) = self.cut(start, end) {
                self.state.open.extend([(middle, end), (start, middle)]);
            } else {
                self.state.rows_done += end - start;
                self.state.done.push((start, end));
            }
        }
    }

    /// The partition as it stands.
    #[must_use]
    pub fn into_state(self) -> Partition {
        self.state
    }

    /// Orders the group's rows around an allowed cut and says where it is.
    fn cut(&mut self, start: usize, end: usize) -> Option<usize> {
        let rows = &mut self.state.rows[start..end];
        let mut widths: Vec<(f64, usize)> = self
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
            let middle = split(self.axes[index], rows);
            let (left, right) = rows.split_at(middle);
            (self.policy.holds(left) && self.policy.holds(right)).then_some(start + middle)
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
