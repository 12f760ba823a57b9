//! One transformation tried: its groups are formed, and the policy judges them.

use super::groups::{Groups, Scratch, Values, by_group};
use super::lattice::{Heights, Lattice};
use super::loss::Loss;
use super::store::Store;
use super::tuple::Tuple;
use crate::anonymize::{Axis, Ground};
use crate::privacy::{Group, Histogram, Merging, Policy};

/// What came of a transformation.
#[derive(Clone, Copy, Debug)]
pub(super) struct Check {
    /// Rows that no coarsening less than this one keeps: every transformation
    /// below suppresses at least as many.
    pub(super) lasting: u32,
    /// What it loses; infinite where it may not be used or is not below the given loss.
    pub(super) loss: f64,
}

/// Tries transformations of one table.
pub(super) trait Checker: std::fmt::Debug {
    /// Tries one; its loss need not be told unless it is at most `enough`.
    fn check(&mut self, on: &On<'_>, heights: &[u16], enough: f64) -> Check;

    /// The rows that it suppresses, ascending. The policy notes what refused their groups.
    fn suppressed(&mut self, on: &On<'_>, heights: &[u16]) -> Vec<u32>;

    /// How many groups there are to begin with.
    fn tuples(&self) -> usize;
}

/// What transformations are tried on.
#[derive(Clone, Copy, Debug)]
pub(super) struct On<'a> {
    pub(super) ground: &'a Ground,
    pub(super) lattice: &'a Lattice,
    pub(super) loss: &'a Loss,
}

/// A checker for a table, whose tuples are packed as tightly as they fit.
pub(super) fn checker(ground: &Ground, lattice: &Lattice) -> Box<dyn Checker> {
    match lattice.bits {
        ..=32 => Box::new(Tuples::<u32>::new(ground, lattice)),
        33..=64 => Box::new(Tuples::<u64>::new(ground, lattice)),
        65..=128 => Box::new(Tuples::<u128>::new(ground, lattice)),
        _ => Box::new(Tuples::<Box<[u32]>>::new(ground, lattice)),
    }
}

/// Distinct rows, and what has been made of them.
#[derive(Debug)]
struct Tuples<T> {
    tuple_of_row: Vec<u32>,
    store: Store<T>,
    scratch: Scratch,
    histograms: Vec<Histogram>,
    /// For groups of which only the size is known, what the policy said of each size.
    verdicts: Vec<Option<Verdict>>,
    refused: Vec<u32>,
}

#[derive(Clone, Copy, Debug)]
struct Verdict {
    stands: bool,
    /// Whether it would stand but for models that merging may break.
    lasts: bool,
}

/// Sizes of groups for which the verdict is remembered.
const REMEMBERED: usize = 1 << 12;

impl<T: Tuple> Tuples<T> {
    fn new(ground: &Ground, lattice: &Lattice) -> Self {
        let columns = ground.axes.len();
        let labels = |axis: &'_ Axis| axis.hierarchy().map(|hierarchy| hierarchy.height(0).of_leaf.clone());
        let labels: Vec<Vec<u32>> = ground.axes.iter().filter_map(labels).collect();
        let tuple = |row: usize| {
            let fields = lattice.fields.iter().zip(ground.axes.iter().zip(&labels));
            fields.fold(T::zero(columns), |tuple, (&field, (axis, labels))| {
                tuple.with(field, labels[axis.levels[row] as usize])
            })
        };
        let mut scratch = Scratch::default();
        let rows = ground.rows as usize;
        let sizes = scratch.merge((0..rows).map(|row| (tuple(row), 1)), rows);
        let tuple_of_row = std::mem::take(&mut scratch.group_of);
        // A policy that counts patients is asked with rows.
        let watched = if ground.policy.patients().is_some() { &[] } else { ground.policy.watched() };
        let values = if watched.is_empty() {
            Values::default()
        } else {
            let mut pairs = Vec::new();
            let mut first = 0;
            for column in watched {
                let pair = |(&tuple, &code): (&u32, &u32)| (tuple, first + code);
                pairs.extend(tuple_of_row.iter().zip(&column.codes).map(pair));
                first += u32::try_from(column.values).unwrap_or(u32::MAX);
            }
            pairs.sort_unstable();
            Values::count(sizes.len(), &pairs)
        };
        let bottom: Heights = vec![0; columns].into();
        let histograms = vec![Vec::new(); watched.len()];
        Self {
            tuple_of_row,
            store: Store::new(bottom, Groups { sizes, values }),
            scratch,
            histograms,
            verdicts: vec![None; REMEMBERED],
            refused: Vec::new(),
        }
    }

    /// Fills `refused`; the rows that `Check::lasting` tells.
    fn judge(&mut self, on: &On<'_>, groups: &Groups<T>) -> u32 {
        self.refused.clear();
        let policy = &on.ground.policy;
        let lasting = if policy.patients().is_some() {
            self.judge_rows(policy, groups.sizes.len())
        } else {
            self.judge_counts(policy, groups)
        };
        // Without suppression a whole policy that merging keeps is as good as a lasting one.
        let whole = policy.merging() == Merging::KeptByAll && policy.patients().is_none();
        let fails = whole && on.ground.suppression_limit() == 0 && !self.refused.is_empty();
        lasting.max(u32::from(fails))
    }

    fn judge_counts(&mut self, policy: &Policy, groups: &Groups<T>) -> u32 {
        let mut lasting = 0;
        for (number, &(_, size)) in (0..).zip(&groups.sizes) {
            let verdict = if self.histograms.is_empty() {
                self.judge_size(policy, size)
            } else {
                split(policy, groups.values.of(number as usize), &mut self.histograms);
                verdict(policy, &Group { size, histograms: &self.histograms })
            };
            if !verdict.stands {
                self.refused.push(number);
            }
            if !verdict.lasts {
                lasting += size;
            }
        }
        lasting
    }

    fn judge_size(&mut self, policy: &Policy, size: u32) -> Verdict {
        let ask = || verdict(policy, &Group { size, histograms: &[] });
        match self.verdicts.get_mut(size as usize) {
            Some(known) => *known.get_or_insert_with(ask),
            None => ask(),
        }
    }

    /// Judges groups of rows, of which several may be one patient's.
    fn judge_rows(&mut self, policy: &Policy, groups: usize) -> u32 {
        let mut rows = Vec::new();
        let mut lasting = 0;
        for (number, range) in (0..).zip(by_group(&self.group_of_rows(), groups, &mut rows)) {
            let size = u32::try_from(range.len()).unwrap_or(u32::MAX);
            let verdict = policy.count(&rows[range], |group| verdict(policy, group));
            if !verdict.stands {
                self.refused.push(number);
            }
            if !verdict.lasts {
                lasting += size;
            }
        }
        lasting
    }

    /// The group of each row, of the groups that were made last.
    fn group_of_rows(&self) -> Vec<u32> {
        self.tuple_of_row.iter().map(|&tuple| self.scratch.group_of[tuple as usize]).collect()
    }

    /// How many leaves the labels of refused groups cover in each column, over their rows.
    fn covered(&self, on: &On<'_>, heights: &[u16], groups: &Groups<T>) -> Vec<u64> {
        let column = |(column, &field): (usize, &super::tuple::Field)| {
            let covers = on.loss.covers(column, heights[column]);
            let covered = |&group: &u32| {
                let (tuple, rows) = &groups.sizes[group as usize];
                u64::from(covers[tuple.label(field) as usize]) * u64::from(*rows)
            };
            self.refused.iter().map(covered).sum()
        };
        on.lattice.fields.iter().enumerate().map(column).collect()
    }
}

impl<T: Tuple> Checker for Tuples<T> {
    fn check(&mut self, on: &On<'_>, heights: &[u16], enough: f64) -> Check {
        let (from, source) = if on.ground.policy.patients().is_some() {
            (vec![0; heights.len()].into(), std::rc::Rc::clone(self.store.bottom()))
        } else {
            self.store.nearest(heights)
        };
        let steps = on.lattice.steps(&from, heights);
        let groups =
            source.roll_up(&on.lattice.fields, &steps, on.lattice.most_groups(heights), &mut self.scratch);
        let lasting = self.judge(on, &groups);
        let suppressed = self.refused.iter().map(|&group| groups.sizes[group as usize].1).sum();
        let allowed = suppressed <= on.ground.suppression_limit() && suppressed < on.ground.rows;
        let loss = if allowed && on.loss.at_least(heights, suppressed) <= enough {
            on.loss.of(heights, suppressed, &self.covered(on, heights, &groups))
        } else {
            f64::INFINITY
        };
        self.store.keep(heights, groups, source.sizes.len());
        Check { lasting, loss }
    }

    fn suppressed(&mut self, on: &On<'_>, heights: &[u16]) -> Vec<u32> {
        let steps = on.lattice.steps(&vec![0; heights.len()], heights);
        let bottom = std::rc::Rc::clone(self.store.bottom());
        let groups =
            bottom.roll_up(&on.lattice.fields, &steps, on.lattice.most_groups(heights), &mut self.scratch);
        let mut rows = Vec::new();
        let ranges = by_group(&self.group_of_rows(), groups.sizes.len(), &mut rows);
        let refused = ranges.filter(|range| !on.ground.policy.allows(&rows[range.clone()]));
        let mut suppressed: Vec<u32> = refused.flat_map(|range| rows[range].iter().copied()).collect();
        suppressed.sort_unstable();
        suppressed
    }

    fn tuples(&self) -> usize {
        self.store.bottom().sizes.len()
    }
}

fn verdict(policy: &Policy, group: &Group) -> Verdict {
    let stands = policy.holds(group);
    Verdict { stands, lasts: stands || policy.judges_lasting(group) }
}

/// Divides a group's values among the histograms of the watched columns.
fn split(policy: &Policy, mut values: &[(u32, u32)], histograms: &mut [Histogram]) {
    let mut first = 0;
    for (histogram, column) in histograms.iter_mut().zip(policy.watched()) {
        let end = first + u32::try_from(column.values).unwrap_or(u32::MAX);
        let (own, others) = values.split_at(values.partition_point(|&(value, _)| value < end));
        histogram.clear();
        histogram.extend(own.iter().map(|&(value, rows)| (value - first, rows)));
        (values, first) = (others, end);
    }
}
