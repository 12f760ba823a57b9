//! Distinct rows: what is alike on all axes is looked at once.

use crate::anonymize::Ground;

/// The distinct combinations of levels, in ascending order, with their rows.
#[derive(Debug)]
pub(super) struct Tuples {
    axes: usize,
    /// tuples × axes.
    levels: Vec<u32>,
    rows: Vec<u32>,
    /// Where each tuple's rows end.
    ends: Vec<u32>,
}

impl Tuples {
    pub(super) fn of(ground: &Ground) -> Self {
        let key = |row: u32| ground.axes.iter().map(move |axis| axis.levels[row as usize]);
        let mut rows: Vec<u32> = (0..ground.rows).collect();
        rows.sort_unstable_by(|&a, &b| key(a).cmp(key(b)));
        let (mut levels, mut ends) = (Vec::new(), Vec::new());
        for alike in rows.chunk_by(|&a, &b| key(a).eq(key(b))) {
            levels.extend(key(alike[0]));
            ends.push(ends.last().unwrap_or(&0) + u32::try_from(alike.len()).unwrap_or(u32::MAX));
        }
        Self { axes: ground.axes.len(), levels, rows, ends }
    }

    /// How many there are; tuples are numbered from 0.
    pub(super) fn count(&self) -> u32 {
        u32::try_from(self.ends.len()).unwrap_or(u32::MAX)
    }

    /// The level on each axis.
    pub(super) fn levels(&self, tuple: u32) -> &[u32] {
        &self.levels[tuple as usize * self.axes..][..self.axes]
    }

    /// The rows that are this tuple.
    pub(super) fn rows(&self, tuple: u32) -> &[u32] {
        let tuple = tuple as usize;
        let start = if tuple == 0 { 0 } else { self.ends[tuple - 1] };
        &self.rows[start as usize..self.ends[tuple] as usize]
    }

    /// The rows of several tuples.
    pub(super) fn rows_of(&self, tuples: &[u32]) -> Vec<u32> {
        tuples.iter().flat_map(|&tuple| self.rows(tuple)).copied().collect()
    }
}
