//! The lattice of transformations, and the steps between their labels.

use super::tuple::Field;
use crate::anonymize::hierarchy::Hierarchy;

/// A transformation: to which height each quasi-identifier is generalized.
pub(super) type Heights = Box<[u16]>;

/// Whether the second transformation generalizes every column at least as far as the first.
pub(super) fn is_below(finer: &[u16], coarser: &[u16]) -> bool {
    finer.iter().zip(coarser).all(|(finer, coarser)| finer <= coarser)
}

/// Every transformation of a table's quasi-identifiers; none is kept.
#[derive(Debug)]
pub(super) struct Lattice {
    /// The greatest height of each column.
    pub(super) tops: Heights,
    /// Where each column's label lies in a tuple.
    pub(super) fields: Vec<Field>,
    /// How many bits a tuple has.
    pub(super) bits: u32,
    /// For each column and height: how many labels there are.
    labels: Vec<Vec<u32>>,
    /// For each column, height, and greater height: the greater one's label above each label.
    steps: Vec<Vec<Vec<Vec<u32>>>>,
}

/// What has to be done to one field of a tuple.
#[derive(Clone, Copy, Debug)]
pub(super) struct Step<'a> {
    pub(super) field: Field,
    /// The new label, by the old one.
    pub(super) to: &'a [u32],
}

impl Step<'_> {
    /// Whether nothing is left of the column.
    pub(super) fn is_last(&self) -> bool {
        self.to.iter().all(|&label| label == 0)
    }
}

impl Lattice {
    /// The lattice over the hierarchies of a table's quasi-identifiers.
    pub(super) fn new(hierarchies: &[&Hierarchy]) -> Self {
        let height = |height: usize| u16::try_from(height).unwrap_or(u16::MAX);
        let tops: Heights = hierarchies.iter().map(|hierarchy| height(hierarchy.top())).collect();
        let steps = |hierarchy: &&Hierarchy| {
            let above = |from: usize| (from + 1..=hierarchy.top()).map(move |to| step(hierarchy, from, to));
            (0..=hierarchy.top()).map(|from| above(from).collect()).collect()
        };
        let steps = hierarchies.iter().map(steps).collect();
        let count = |labels: usize| u32::try_from(labels).unwrap_or(u32::MAX);
        let labels: Vec<Vec<u32>> = hierarchies
            .iter()
            .map(|hierarchy| {
                (0..=hierarchy.top()).map(|at| count(hierarchy.height(at).labels.len())).collect()
            })
            .collect();
        let (fields, bits) = Field::layout(labels.iter().map(|heights| heights[0]));
        Self { tops, fields, bits, labels, steps }
    }

    /// How many transformations there are; 2^53 where there are more.
    pub(super) fn nodes(&self) -> u64 {
        let nodes = |nodes: u64, &top: &u16| nodes.saturating_mul(u64::from(top) + 1);
        self.tops.iter().fold(1, nodes).min(1 << 53)
    }

    /// More groups than a transformation can have.
    pub(super) fn most_groups(&self, heights: &[u16]) -> usize {
        let labels = self.labels.iter().zip(heights).map(|(labels, &height)| labels[usize::from(height)]);
        labels.fold(1, |groups: usize, labels| groups.saturating_mul(labels as usize))
    }

    /// What has to be done to a tuple of one transformation to make it one of a coarser one.
    pub(super) fn steps(&self, from: &[u16], to: &[u16]) -> Vec<Step<'_>> {
        let columns = self.steps.iter().zip(&self.fields).zip(from.iter().zip(to));
        columns
            .filter(|(_, (from, to))| from < to)
            .map(|((steps, &field), (&from, &to))| Step {
                field,
                to: &steps[usize::from(from)][usize::from(to - from) - 1],
            })
            .collect()
    }
}

/// The label at the greater height above each label at the lower one.
fn step(hierarchy: &Hierarchy, from: usize, to: usize) -> Vec<u32> {
    let (from, to) = (hierarchy.height(from), hierarchy.height(to));
    let mut above = vec![u32::MAX; from.labels.len()];
    for (&label, &coarser) in from.of_leaf.iter().zip(&to.of_leaf) {
        above[label as usize] = coarser;
    }
    above
}
