//! Mondrian: multidimensional partitioning by median cuts.

use serde::{Deserialize, Serialize};

use super::content_order::content_order;
use super::{Axis, Ground, Method, Partition, Publish, Recoding, ShareError};

/// Mondrian, in steps: partitions the rows until no cut leaves both sides a
/// group that the policy lets stand.
///
/// Of a group's axes the widest (as a share of its whole line; the first of
/// equals) is cut at the median. Strict: rows up to the median go left, or,
/// where that is all of them, rows below it; rows that are equal there stay
/// together. Relaxed: the lower half of the rows goes left, and rows that are
/// equal there are divided by what else they say. If a side may not stand, the
/// next widest axis is tried; a group that no axis can cut is final.
///
/// # Guarantee
/// Every group satisfies the policy, if the whole table does.
///
/// # Assumptions
/// Only the multiset of rows matters, never their order: rows are divided by
/// their content alone ([`content_order`] where they are equal on an axis).
///
/// # Utility
/// Strict: groups of k to 2k - 1 rows where values are many; larger where they
/// repeat. Relaxed: smaller groups, but rows that are alike may be published
/// unlike, and regions may overlap.
///
/// # Errors
/// None.
///
/// # Citation
/// LeFevre, K.; DeWitt, D.; Ramakrishnan, R.: Mondrian multidimensional
/// k-anonymity, ICDE 2006, sections 3 and 4.
#[derive(Clone, Debug)]
pub struct Mondrian {
    rule: MondrianRule,
    /// Groups of at most this many rows are not cut.
    fine: usize,
    /// Row numbers; every group is a range of these.
    rows: Vec<u32>,
    /// The place of each row in the order of content; empty where it is not asked for.
    rank: Vec<u32>,
    open: Vec<(usize, usize)>,
    done: Vec<(usize, usize)>,
    rows_done: usize,
}

/// How Mondrian cuts and publishes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct MondrianRule {
    /// Whether rows that are equal on an axis may come to different sides of a cut.
    #[serde(default)]
    pub relaxed: bool,
    /// What a group's cells become.
    #[serde(default)]
    pub publish: Publish,
}

impl Mondrian {
    /// One group of all rows, still to be cut.
    #[must_use]
    pub fn new(rule: MondrianRule, ground: &Ground) -> Self {
        let rows = (0..ground.rows).collect::<Vec<u32>>();
        let mut rank = Vec::new();
        if rule.relaxed {
            rank.resize(rows.len(), 0);
            (0..).zip(content_order(ground)).for_each(|(place, row)| rank[row as usize] = place);
        }
        Self { rule, fine: 0, open: vec![(0, rows.len())], rows, rank, done: Vec::new(), rows_done: 0 }
    }

    /// As [`Mondrian::new`], relaxed, but groups of at most this many rows are not cut.
    pub(super) fn into_blocks(fine: usize, ground: &Ground) -> Self {
        let rule = MondrianRule { relaxed: true, publish: Publish::Sets };
        Self { fine, ..Self::new(rule, ground) }
    }

    /// The groups, once [`Method::step`] has said 1, each in the order of content.
    pub(super) fn blocks(&self) -> Vec<Vec<u32>> {
        let mut blocks: Vec<Vec<u32>> = self.groups().map(<[u32]>::to_vec).collect();
        for block in &mut blocks {
            block.sort_unstable_by_key(|&row| self.rank.get(row as usize));
        }
        blocks
    }

    fn groups(&self) -> impl Iterator<Item = &[u32]> {
        self.done.iter().map(|&(start, end)| &self.rows[start..end])
    }
}

impl Method for Mondrian {
    fn step(&mut self, ground: &Ground, budget: usize) -> f64 {
        let mut looked_at = 0;
        while looked_at < budget
            && let Some((start, end)) = self.open.pop()
        {
            looked_at += end - start;
            if end - start > self.fine
                && let Some(middle) = self.cut(ground, start, end)
            {
                self.open.extend([(middle, end), (start, middle)]);
            } else {
                self.rows_done += end - start;
                self.done.push((start, end));
            }
        }
        if self.open.is_empty() { 1.0 } else { self.rows_done as f64 / self.rows.len() as f64 }
    }

    fn finish(self: Box<Self>, ground: &Ground) -> Result<Recoding, ShareError> {
        Ok(Partition::new(self.groups()).publish(ground, self.rule.publish))
    }
}

impl Mondrian {
    /// Orders the group's rows around an allowed cut and says where it is.
    fn cut(&mut self, ground: &Ground, start: usize, end: usize) -> Option<usize> {
        let rows = &mut self.rows[start..end];
        let mut widths: Vec<(f64, &Axis)> = ground
            .axes
            .iter()
            .filter_map(|axis| {
                let (lowest, highest) = range(axis, rows)?;
                (lowest < highest).then(|| (axis.width(lowest, highest), axis))
            })
            .collect();
        // A stable sort keeps the first of equals first.
        widths.sort_by(|(a, _), (b, _)| b.total_cmp(a));
        widths.into_iter().find_map(|(_, axis)| {
            let middle = if self.rule.relaxed { halve(axis, &self.rank, rows) } else { split(axis, rows) };
            let (left, right) = rows.split_at(middle);
            (ground.policy.allows(left) && ground.policy.allows(right)).then_some(start + middle)
        })
    }
}

/// Moves the lower half of the rows to the front; returns how many they are.
fn halve(axis: &Axis, rank: &[u32], rows: &mut [u32]) -> usize {
    let middle = rows.len() / 2;
    let key = |row: &u32| (axis.levels[*row as usize], rank[*row as usize]);
    rows.select_nth_unstable_by_key(middle, key);
    middle
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
