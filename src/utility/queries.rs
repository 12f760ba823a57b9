//! Random counting queries: how wrong a release answers "how many rows have
//! this and this and this in these ranges?".

use rand::rngs::Xoshiro256PlusPlus;
use rand::{RngExt, SeedableRng};
use serde::{Deserialize, Serialize};

use super::pair::Pair;

/// How wrong the answers were.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct QueryError {
    /// How many queries were asked.
    pub queries: u32,
    /// The relative error that half of them stay below.
    pub median: f64,
    /// The relative error on average.
    pub mean: f64,
}

/// Columns that a query ranges over, where there are as many.
const COLUMNS: usize = 3;

/// A query's relative error is taken of this share of the rows at least, so
/// that a query of hardly any row does not decide the mean.
const SANITY_BOUND: f64 = 0.001;

/// Asks `queries` random queries of the original and of the release, the same
/// ones for the same columns and seed.
///
/// A query takes three columns and on each a random range between two of its
/// values in their order. A released set or interval counts with the share of its
/// values that lies in the range, as if rows were spread evenly over it. The error is
///
/// `|released − true| / max(true, 0.001 n)`
///
/// # Citation
/// LeFevre, K. et al.: Workload-aware anonymization, KDD 2006; Xiao, X.; Tao, Y.:
/// Anatomy, VLDB 2006, section 6 (error of counting queries; sanity bound).
#[must_use]
pub(super) fn random_queries(pairs: &[Pair], rows: usize, queries: u32, seed: u64) -> QueryError {
    let mut rng = Xoshiro256PlusPlus::seed_from_u64(seed);
    let mut errors: Vec<f64> = Vec::new();
    for _ in 0..queries {
        let mut columns: Vec<usize> = (0..pairs.len()).collect();
        let ranges: Vec<Range> = (0..COLUMNS.min(pairs.len()))
            .map(|_| {
                let pair = &pairs[columns.swap_remove(rng.random_range(0..columns.len()))];
                let (a, b) = (rng.random_range(0..pair.ranks), rng.random_range(0..pair.ranks));
                Range { pair, low: a.min(b), high: a.max(b) }
            })
            .collect();
        if let Some(range) = ranges.first() {
            let original = count(range.pair.original.len(), ranges.iter().map(Range::original));
            let released = count(range.pair.released.len(), ranges.iter().map(Range::released));
            errors.push((released - original).abs() / original.max(SANITY_BOUND * rows as f64));
        }
    }
    errors.sort_unstable_by(f64::total_cmp);
    QueryError {
        queries,
        median: errors.get(errors.len() / 2).copied().unwrap_or(0.0),
        mean: errors.iter().sum::<f64>() / errors.len().max(1) as f64,
    }
}

/// A range of ranks on one column.
struct Range<'a> {
    pair: &'a Pair<'a>,
    low: u32,
    high: u32,
}

impl Range<'_> {
    /// The codes of the original rows, and whether (1 or 0) each code lies in the range.
    fn original(&self) -> (&[u32], Vec<f64>) {
        let within = |rank: &u32| f64::from(u8::from((self.low..=self.high).contains(rank)));
        (self.pair.original, self.pair.rank_of_code.iter().map(within).collect())
    }

    /// The codes of the released rows, and which share of each code's values lies in the range.
    fn released(&self) -> (&[u32], Vec<f64>) {
        let share = |values: &Vec<(u32, f64)>| {
            values
                .iter()
                .filter(|(rank, _)| (self.low..=self.high).contains(rank))
                .map(|(_, share)| share)
                .sum()
        };
        (self.pair.released, self.pair.spread.iter().map(share).collect())
    }
}

/// `Σ_rows Π_columns share`
fn count<'a>(rows: usize, columns: impl Iterator<Item = (&'a [u32], Vec<f64>)>) -> f64 {
    let columns: Vec<(&[u32], Vec<f64>)> = columns.collect();
    let share =
        |row: usize| columns.iter().map(|(codes, shares)| shares[codes[row] as usize]).product::<f64>();
    (0..rows).map(share).sum()
}
