//! Transformations in the order of the least that they can lose, one at a time.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::lattice::Heights;
use super::loss::Loss;

/// Yields every transformation once, by its least loss without suppression
/// (equal ones in a fixed order), and holds no more than three for each that it yielded.
///
/// The least loss adds up over columns. With columns in the order of their
/// first steps' costs, every transformation but the bottom follows from exactly
/// one that costs no more: its last generalized column was one lower, or stood
/// one step below in the order.
#[derive(Debug)]
pub(super) struct Candidates {
    open: BinaryHeap<Reverse<Candidate>>,
    /// For each column: its number, and the cost of each height.
    columns: Vec<(usize, Vec<f64>)>,
}

#[derive(Debug)]
struct Candidate {
    cost: f64,
    heights: Heights,
    /// The last generalized column in the order of `columns`.
    last: usize,
}

impl Candidates {
    pub(super) fn new(loss: &Loss, tops: &[u16]) -> Self {
        let costs = |column, top| (0..=usize::from(top)).map(|height| loss.addend(column, height)).collect();
        let mut columns: Vec<(usize, Vec<f64>)> =
            tops.iter().enumerate().map(|(column, &top)| (column, costs(column, top))).collect();
        columns.retain(|(_, costs)| costs.len() > 1);
        let first_step = |costs: &[f64]| costs[1] - costs[0];
        columns.sort_by(|(_, a), (_, b)| first_step(a).total_cmp(&first_step(b)));
        let bottom = columns.iter().fold(0.0, |sum, (_, costs)| sum + costs[0]);
        let mut open = BinaryHeap::new();
        open.push(Reverse(Candidate { cost: bottom, heights: vec![0; tops.len()].into(), last: usize::MAX }));
        Self { open, columns }
    }

    /// The next transformation.
    pub(super) fn next(&mut self) -> Option<Heights> {
        let Reverse(candidate) = self.open.pop()?;
        self.extend(&candidate);
        Some(candidate.heights)
    }

    fn extend(&mut self, from: &Candidate) {
        let next = from.last.wrapping_add(1);
        self.raise(from, None, next);
        if let Some(&(column, _)) = self.columns.get(from.last) {
            self.raise(from, None, from.last);
            if from.heights[column] == 1 {
                self.raise(from, Some(from.last), next);
            }
        }
    }

    /// Adds a candidate with one column lowered to 0, and another one step higher, if they exist.
    fn raise(&mut self, from: &Candidate, lowered: Option<usize>, raised: usize) {
        let Some((column, costs)) = self.columns.get(raised) else { return };
        let mut heights = from.heights.clone();
        let height = usize::from(heights[*column]);
        if height + 1 == costs.len() {
            return;
        }
        let mut cost = from.cost + costs[height + 1] - costs[height];
        heights[*column] += 1;
        if let Some((lowered, costs)) = lowered.and_then(|lowered| self.columns.get(lowered)) {
            heights[*lowered] = 0;
            cost += costs[0] - costs[1];
        }
        self.open.push(Reverse(Candidate { cost, heights, last: raised }));
    }
}

impl Ord for Candidate {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.cost.total_cmp(&other.cost).then_with(|| self.heights.cmp(&other.heights))
    }
}

impl PartialOrd for Candidate {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Candidate {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Candidate {}
