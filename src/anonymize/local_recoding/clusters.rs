//! Sets and intervals: clusters grow one tuple after another, the nearest first.

use super::span::{Span, Spans};
use super::tuples::Tuples;
use crate::privacy::Policy;

/// Tuples that are published alike.
#[derive(Clone, Debug)]
pub(super) struct Cluster {
    pub(super) tuples: Vec<u32>,
    spans: Vec<Span>,
    rows: f64,
    /// NCP of one row, summed over the axes.
    loss: f64,
}

impl Cluster {
    /// A cluster of these tuples, at least one.
    pub(super) fn of(of: &[u32], tuples: &Tuples, measure: &Spans) -> Self {
        let mut spans: Vec<Span> = measure.of_levels(tuples.levels(of[0])).collect();
        for &tuple in &of[1..] {
            let other: Vec<Span> = measure.of_levels(tuples.levels(tuple)).collect();
            measure.join(&mut spans, &other);
        }
        let rows = of.iter().map(|&tuple| tuples.rows(tuple).len()).sum::<usize>() as f64;
        Self { tuples: of.to_vec(), loss: measure.loss(&spans), spans, rows }
    }

    /// NCP summed over rows and axes.
    pub(super) fn loss(&self) -> f64 {
        self.rows * self.loss
    }

    /// What joining another adds to the total loss; infinity where that is no less than `least`.
    fn added(&self, other: &Self, measure: &Spans, least: f64) -> f64 {
        let (rows, before) = (self.rows + other.rows, self.loss() + other.loss());
        rows * measure.loss_joined(&self.spans, &other.spans, (least + before) / rows) - before
    }

    /// Joins another.
    pub(super) fn join(&mut self, other: Self, measure: &Spans) {
        measure.join(&mut self.spans, &other.spans);
        self.loss = measure.loss(&self.spans);
        self.rows += other.rows;
        self.tuples.extend(other.tuples);
    }

    /// Of the others the first to which joining this adds least, if that is less than `least`.
    pub(super) fn nearest<'a>(
        &self,
        others: impl IntoIterator<Item = &'a Self>,
        measure: &Spans,
        mut least: f64,
    ) -> Option<usize> {
        let mut nearest = None;
        for (at, other) in others.into_iter().enumerate() {
            let added = self.added(other, measure, least);
            if added < least {
                (least, nearest) = (added, Some(at));
            }
        }
        nearest
    }

    /// Whether the policy lets it stand.
    pub(super) fn stands(&self, tuples: &Tuples, policy: &Policy) -> bool {
        policy.would_allow(&tuples.rows_of(&self.tuples))
    }
}

/// Clusters of a block, as many as may stand, and what is left over.
///
/// The tuple that is farthest from the last cluster begins one, and takes the
/// nearest free tuple until it may stand (Byun et al.: Efficient k-anonymization
/// using clustering techniques, DASFAA 2007).
pub(super) fn gather(block: &[u32], tuples: &Tuples, measure: &Spans, policy: &Policy) -> Vec<Cluster> {
    let mut free: Vec<Cluster> = block.iter().map(|&tuple| Cluster::of(&[tuple], tuples, measure)).collect();
    let mut made: Vec<Cluster> = Vec::new();
    while !free.is_empty() {
        let distance = |to: &Cluster| match made.last() {
            Some(last) => measure.loss_joined(&last.spans, &to.spans, f64::INFINITY),
            None => 0.0,
        };
        let distances = free.iter().map(distance).enumerate();
        let farthest = distances.max_by(|(_, a), (_, b)| a.total_cmp(b)).map_or(0, |(at, _)| at);
        let mut cluster = free.swap_remove(farthest);
        while !cluster.stands(tuples, policy)
            && let Some(nearest) = cluster.nearest(&free, measure, f64::INFINITY)
        {
            cluster.join(free.swap_remove(nearest), measure);
        }
        made.push(cluster);
    }
    made
}

/// Joins every cluster that may not stand to its nearest, until all may or one is left.
pub(super) fn mend(
    clusters: Vec<Cluster>,
    tuples: &Tuples,
    measure: &Spans,
    policy: &Policy,
) -> Vec<Cluster> {
    let (mut standing, mut failing): (Vec<Cluster>, Vec<Cluster>) =
        clusters.into_iter().partition(|cluster| cluster.stands(tuples, policy));
    while let Some(cluster) = failing.pop() {
        if let Some(nearest) = cluster.nearest(&standing, measure, f64::INFINITY) {
            standing[nearest].join(cluster, measure);
            if !standing[nearest].stands(tuples, policy) {
                failing.push(standing.swap_remove(nearest));
            }
        } else if let Some(nearest) = cluster.nearest(&failing, measure, f64::INFINITY) {
            failing[nearest].join(cluster, measure);
            if failing[nearest].stands(tuples, policy) {
                standing.push(failing.swap_remove(nearest));
            }
        } else {
            standing.push(cluster);
        }
    }
    standing
}
