//! The groups of one transformation, and how coarser ones are made of them.

use super::lattice::Step;
use super::tuple::{Field, Tuple};

/// The groups of one transformation: their tuples, how many rows each has, and
/// how often each watched value occurs in it.
#[derive(Clone, Debug)]
pub(super) struct Groups<T> {
    /// Tuple and rows of each group.
    pub(super) sizes: Vec<(T, u32)>,
    pub(super) values: Values,
}

/// The watched values of groups, one group behind the other.
#[derive(Clone, Debug, Default)]
pub(super) struct Values {
    /// Where each group's values end; empty where nothing is watched.
    ends: Vec<u32>,
    /// A value's number, and how many rows of the group have it.
    counts: Vec<(u32, u32)>,
}

/// Room for making groups, kept from one transformation to the next.
#[derive(Debug, Default)]
pub(super) struct Scratch {
    /// Open addressing: 1 + the number of a group, or 0.
    slots: Vec<u32>,
    /// The new group of each old one.
    pub(super) group_of: Vec<u32>,
    /// Old groups in the order of the new ones.
    members: Vec<u32>,
    /// The count of each value in the group at hand.
    tally: Vec<u32>,
}

impl<T: Tuple> Groups<T> {
    /// Merges groups that are alike after these steps, of which there are at
    /// most `most`; [`Scratch::group_of`] says which went where.
    pub(super) fn roll_up(
        &self,
        fields: &[Field],
        steps: &[Step<'_>],
        most: usize,
        scratch: &mut Scratch,
    ) -> Self {
        // Columns of which nothing is left need not be looked up one by one.
        let (last, steps): (Vec<Step<'_>>, Vec<Step<'_>>) = steps.iter().partition(|step| step.is_last());
        let kept = |mask: T, field: &Field| mask.with(*field, field.ones());
        let mask = fields.iter().fold(T::zero(fields.len()), kept);
        let mask = last.iter().fold(mask, |mask, step| mask.with(step.field, 0));
        let generalize = |tuple: &T| {
            let step = |tuple: T, step: &Step<'_>| {
                let label = step.to[tuple.label(step.field) as usize];
                tuple.with(step.field, label)
            };
            steps.iter().fold(tuple.masked(&mask), step)
        };
        let tuples = self.sizes.iter().map(|(tuple, rows)| (generalize(tuple), *rows));
        let sizes = scratch.merge(tuples, most.min(self.sizes.len()));
        let values = self.values.merge(sizes.len(), scratch);
        Self { sizes, values }
    }
}

impl Scratch {
    /// Adds up the rows of equal tuples, of which there are at most `most`.
    pub(super) fn merge<T: Tuple>(
        &mut self,
        tuples: impl Iterator<Item = (T, u32)>,
        most: usize,
    ) -> Vec<(T, u32)> {
        // At the most half of the slots are taken.
        let slots = (2 * most).next_power_of_two().max(2);
        let (shift, last) = (u64::BITS - slots.trailing_zeros(), slots - 1);
        self.slots.clear();
        self.slots.resize(slots, 0);
        self.group_of.clear();
        let mut merged: Vec<(T, u32)> = Vec::new();
        for (tuple, rows) in tuples {
            #[allow(clippy::cast_possible_truncation, reason = "fewer bits are left than slots have")]
            let mut slot = (tuple.hash() >> shift) as usize;
            let group = loop {
                match self.slots[slot] {
                    0 => {
                        merged.push((tuple, rows));
                        let group = u32::try_from(merged.len()).unwrap_or(u32::MAX);
                        self.slots[slot] = group;
                        break group - 1;
                    }
                    group if merged[group as usize - 1].0 == tuple => {
                        merged[group as usize - 1].1 += rows;
                        break group - 1;
                    }
                    _ => slot = (slot + 1) & last,
                }
            };
            self.group_of.push(group);
        }
        merged
    }
}

impl Values {
    /// Counts pairs of a group and a value, sorted by group; `pairs` may repeat.
    pub(super) fn count(groups: usize, pairs: &[(u32, u32)]) -> Self {
        let mut counted = Self::default();
        let mut pairs = pairs.chunk_by(|a, b| a == b).peekable();
        for group in 0..groups {
            while let Some(same) = pairs.next_if(|same| same[0].0 as usize == group) {
                counted.counts.push((same[0].1, u32::try_from(same.len()).unwrap_or(u32::MAX)));
            }
            counted.end();
        }
        counted
    }

    /// The values of a group, by their numbers.
    pub(super) fn of(&self, group: usize) -> &[(u32, u32)] {
        let Some(&end) = self.ends.get(group) else { return &[] };
        let start = if group == 0 { 0 } else { self.ends[group - 1] };
        &self.counts[start as usize..end as usize]
    }

    fn end(&mut self) {
        self.ends.push(u32::try_from(self.counts.len()).unwrap_or(u32::MAX));
    }

    /// Adds up the counts of merged groups.
    fn merge(&self, groups: usize, scratch: &mut Scratch) -> Self {
        let mut merged = Self::default();
        if self.ends.is_empty() {
            return merged;
        }
        let Scratch { group_of, members, tally, .. } = scratch;
        for range in by_group(group_of, groups, members) {
            let start = merged.counts.len();
            for &member in &members[range] {
                for &(value, rows) in self.of(member as usize) {
                    if tally.len() <= value as usize {
                        tally.resize(value as usize + 1, 0);
                    }
                    if tally[value as usize] == 0 {
                        merged.counts.push((value, 0));
                    }
                    tally[value as usize] += rows;
                }
            }
            let counts = &mut merged.counts[start..];
            counts.sort_unstable();
            for (value, rows) in counts {
                *rows = std::mem::take(&mut tally[*value as usize]);
            }
            merged.end();
        }
        merged
    }
}

/// Lists members in the order of their groups; where each group's are.
pub(super) fn by_group(
    group_of: &[u32],
    groups: usize,
    members: &mut Vec<u32>,
) -> impl Iterator<Item = std::ops::Range<usize>> + use<> {
    let mut starts = vec![0usize; groups + 1];
    for &group in group_of {
        starts[group as usize + 1] += 1;
    }
    for group in 0..groups {
        starts[group + 1] += starts[group];
    }
    let mut next = starts.clone();
    members.clear();
    members.resize(group_of.len(), 0);
    for (member, &group) in (0..).zip(group_of) {
        members[next[group as usize]] = member;
        next[group as usize] += 1;
    }
    (0..groups).map(move |group| starts[group]..starts[group + 1])
}
