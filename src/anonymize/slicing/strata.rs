//! Buckets in which values change places only among rows of one target.

use super::limit::Limit;

/// The target of each row, and what a bucket must be like so that its rows may
/// be kept apart by it.
///
/// Whoever receives the table knows of each bucket which values of a column
/// belong to which target: they are those of k rows or more. What is made of a
/// person's target does not help to link a secret, for secrets change places in
/// the whole bucket, and each keeps its bound in every bucket by itself, so in
/// any mixture of buckets.
#[derive(Clone, Debug)]
pub(super) struct Strata {
    /// The target of each row.
    pub(super) of_row: Vec<u32>,
    /// The least number of rows of a bucket that have a target, if any has it.
    pub(super) k: u32,
    /// The value of each secret in each row, and its bound.
    pub(super) secrets: Vec<(Vec<u32>, Limit)>,
    /// For each slice whether it holds a secret, and so changes places in the whole bucket.
    pub(super) whole: Vec<bool>,
}

impl Strata {
    /// Whether these rows may form a bucket.
    pub(super) fn allow(&self, rows: &[u32]) -> bool {
        self.of(rows).iter().all(|stratum| stratum.len() >= self.k as usize)
            && self.secrets.iter().all(|(levels, limit)| {
                let mut weights = vec![0.0; limit.table.len()];
                rows.iter().for_each(|&row| weights[levels[row as usize] as usize] += 1.0);
                limit.holds(&weights)
            })
    }

    /// The rows of a bucket that exchange what they have in a slice.
    pub(super) fn exchanging(&self, slice: usize, bucket: &[u32]) -> Vec<Vec<u32>> {
        if self.whole[slice] { vec![bucket.to_vec()] } else { self.of(bucket) }
    }

    /// The rows of each target.
    fn of(&self, rows: &[u32]) -> Vec<Vec<u32>> {
        let target = |row: &u32| self.of_row[*row as usize];
        let mut sorted = rows.to_vec();
        sorted.sort_by_key(target);
        sorted.chunk_by(|a, b| target(a) == target(b)).map(<[u32]>::to_vec).collect()
    }
}
