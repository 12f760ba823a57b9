//! Labels: tuples are covered by cells, the cheapest first.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::clusters::Cluster;
use super::span::Spans;
use super::tuples::Tuples;
use crate::privacy::Policy;

/// Clusters of a block, as many as may stand, and what is left over.
///
/// A cell has one label on each axis, and covers all tuples below them. Every
/// free tuple proposes the cell that grows from it; the one that loses least
/// takes all that it covers, until no more cells may stand.
pub(super) fn cover(block: &[u32], tuples: &Tuples, spans: &Spans, policy: &Policy) -> Vec<Cluster> {
    let mut free = block.to_vec();
    let mut made = Vec::new();
    // What a cell loses only grows as tuples are taken: an old loss is a lower bound.
    let lost = |(seed, (loss, _)): (u32, (f64, Vec<u32>))| Reverse((loss.to_bits(), seed));
    let propose =
        |seed: u32, free: &[u32]| Some((seed, Growth::new(seed, free, tuples, spans).grow(policy)?));
    let mut queue: BinaryHeap<_> = block.iter().filter_map(|&seed| propose(seed, &free)).map(lost).collect();
    while let Some(Reverse((_, seed))) = queue.pop() {
        if free.binary_search(&seed).is_err() {
            continue;
        }
        let Some((_, (loss, covered))) = propose(seed, &free) else { continue };
        if queue.peek().is_some_and(|&Reverse(next)| next < (loss.to_bits(), seed)) {
            queue.push(Reverse((loss.to_bits(), seed)));
            continue;
        }
        free.retain(|tuple| covered.binary_search(tuple).is_err());
        made.push(Cluster::of(&covered, tuples, spans));
    }
    made.extend(free.iter().map(|&tuple| Cluster::of(&[tuple], tuples, spans)));
    made
}

/// A cell that grows from a tuple.
struct Growth<'a> {
    tuples: &'a Tuples,
    free: &'a [u32],
    axes: usize,
    /// The height on each axis.
    heights: Vec<u16>,
    /// free × axes: the height at which the cell covers each free tuple.
    needs: Vec<u16>,
    /// For each axis the loss at each height.
    losses: Vec<Vec<f64>>,
}

impl<'a> Growth<'a> {
    fn new(seed: u32, free: &'a [u32], tuples: &'a Tuples, spans: &Spans) -> Self {
        let (axes, from) = (spans.axes(), tuples.levels(seed));
        let mut needs = Vec::with_capacity(free.len() * axes);
        for &tuple in free {
            spans.meets(from, tuples.levels(tuple), &mut needs);
        }
        Self { tuples, free, axes, heights: vec![0; axes], needs, losses: spans.losses(from) }
    }

    /// Raises heights until the covered tuples may stand; the loss of the cell
    /// and the tuples. None where not even all of the free tuples may.
    fn grow(mut self, policy: &Policy) -> Option<(f64, Vec<u32>)> {
        loop {
            let (covered, gains) = self.look();
            if policy.would_allow(&self.tuples.rows_of(&covered)) {
                let losses = self.losses.iter().zip(&self.heights);
                return Some((losses.map(|(loss, &height)| loss[height as usize]).sum(), covered));
            }
            if let Some((axis, height)) = self.best(&gains) {
                self.heights[axis] = height;
            } else {
                let nearest = self.nearest()?;
                self.raise_to(nearest);
            }
        }
    }

    /// The covered tuples; and for each axis how many rows each height would
    /// add, if this axis alone were raised to it.
    fn look(&self) -> (Vec<u32>, Vec<Vec<f64>>) {
        let mut covered = Vec::new();
        let mut gains: Vec<Vec<f64>> = self.losses.iter().map(|losses| vec![0.0; losses.len()]).collect();
        for (&tuple, needs) in self.free.iter().zip(self.needs.chunks(self.axes)) {
            let mut above =
                needs.iter().zip(&self.heights).enumerate().filter(|(_, (need, height))| need > height);
            match (above.next(), above.next()) {
                (None, _) => covered.push(tuple),
                (Some((axis, (&need, _))), None) => {
                    gains[axis][need as usize] += self.tuples.rows(tuple).len() as f64;
                }
                _ => {}
            }
        }
        (covered, gains)
    }

    /// The axis and height that cost least for each row that is gained.
    fn best(&self, gains: &[Vec<f64>]) -> Option<(usize, u16)> {
        let mut best = (f64::INFINITY, None);
        for (axis, gains) in gains.iter().enumerate() {
            let mut gained = 0.0;
            for (height, &gain) in (0..).zip(gains) {
                gained += gain;
                let cost = self.cost(axis, height) / gained;
                if gain > 0.0 && cost < best.0 {
                    best = (cost, Some((axis, height)));
                }
            }
        }
        best.1
    }

    /// What raising one axis adds to the loss; more than nothing, so that more rows are better.
    fn cost(&self, axis: usize, height: u16) -> f64 {
        let losses = &self.losses[axis];
        (losses[height as usize] - losses[self.heights[axis] as usize]).max(f64::MIN_POSITIVE)
    }

    /// The free tuple, not covered, that costs least for each of its rows.
    fn nearest(&self) -> Option<usize> {
        let mut nearest = (f64::INFINITY, None);
        for (at, needs) in self.needs.chunks(self.axes).enumerate() {
            let above = needs.iter().enumerate().filter(|&(axis, &need)| need > self.heights[axis]);
            let cost: f64 = above.map(|(axis, &need)| self.cost(axis, need)).sum();
            let cost = cost / self.tuples.rows(self.free[at]).len() as f64;
            if cost > 0.0 && cost < nearest.0 {
                nearest = (cost, Some(at));
            }
        }
        nearest.1
    }

    fn raise_to(&mut self, at: usize) {
        for (height, &need) in self.heights.iter_mut().zip(&self.needs[at * self.axes..][..self.axes]) {
            *height = need.max(*height);
        }
    }
}
