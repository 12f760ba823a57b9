//! A quick way to a good transformation of a large lattice: from the top down.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::lattice::Heights;

/// Transformations that may be used, to be made finer one column at a time:
/// that which loses least first, so that the first way goes straight down, and
/// others begin where it could have turned.
///
/// # Citation
/// Prasser, F. et al.: Lightning: utility-driven anonymization of
/// high-dimensional data, Transactions on Data Privacy 9(2), 2016.
#[derive(Debug, Default)]
pub(super) struct Descent {
    open: BinaryHeap<Reverse<Usable>>,
}

#[derive(Debug)]
struct Usable {
    loss: f64,
    heights: Heights,
}

impl Descent {
    /// Adds a transformation that may be used.
    pub(super) fn add(&mut self, heights: Heights, loss: f64) {
        self.open.push(Reverse(Usable { loss, heights }));
    }

    /// Those right below the transformation that loses least; none where every way has ended.
    pub(super) fn next(&mut self) -> Option<Vec<Heights>> {
        let Reverse(Usable { heights, .. }) = self.open.pop()?;
        let lowered = |column: usize| {
            let mut below = heights.clone();
            below[column] = below[column].checked_sub(1)?;
            Some(below)
        };
        Some((0..heights.len()).filter_map(lowered).collect())
    }
}

impl Ord for Usable {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.loss.total_cmp(&other.loss).then_with(|| self.heights.cmp(&other.heights))
    }
}

impl PartialOrd for Usable {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Usable {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Usable {}
