//! The tables nearest to all noisy counts that agree with each other.

use super::model::{Model, NoisyColumn, NoisyPair, outwards};
use super::project::{onto_sum, onto_sums};
use super::rare::Merge;

impl Model {
    /// Fits the tables by least squares in three steps, each exact: the total of
    /// all rows, columns of that total, pairs with the sums of those columns.
    ///
    /// `variances` are those of an entry of a column and of a pair. Measurements
    /// of one number are averaged by their inverse variances: on a tree, tables
    /// of pairs tell more of a column only through their own sums.
    pub(super) fn fit(columns: &[NoisyColumn], pairs: &[NoisyPair], variances: [f64; 2]) -> Self {
        let merges: Vec<Merge> = columns.iter().map(|column| column.merge.clone()).collect();
        let total = total(columns, pairs, variances);
        let codes: Vec<Vec<f64>> = (0..columns.len())
            .map(|column| {
                let mut codes = codes(column, columns, pairs, variances);
                onto_sum(&mut codes, total);
                codes
            })
            .collect();
        let bins = columns.iter().zip(&codes).map(|(column, codes)| bins(column, codes)).collect();
        let tables = pairs.iter().map(|NoisyPair { pair: [a, b], counts }| {
            let mut table: Vec<f64> = counts.iter().map(|&count| count as f64).collect();
            onto_sums(&mut table, &codes[*a], &codes[*b]);
            table
        });
        let edges = outwards(columns.len(), pairs, tables.collect(), &merges);
        Self { total, bins, merges, codes, edges }
    }
}

fn sum(counts: &[i128]) -> f64 {
    counts.iter().map(|&count| count as f64).sum()
}

/// The number of rows, by the sums of all tables; never negative.
fn total(columns: &[NoisyColumn], pairs: &[NoisyPair], [of_column, of_pair]: [f64; 2]) -> f64 {
    let columns = columns.iter().map(|column| (&column.counts, of_column));
    let tables = columns.chain(pairs.iter().map(|pair| (&pair.counts, of_pair)));
    // The variance of a sum is that of an entry as often as there are entries.
    average(tables.map(|(counts, variance)| (sum(counts), counts.len() as f64 * variance))).max(0.0)
}

/// The rows of each code of a column, by its own counts and those of its pairs.
fn codes(
    at: usize,
    columns: &[NoisyColumn],
    pairs: &[NoisyPair],
    [of_column, of_pair]: [f64; 2],
) -> Vec<f64> {
    let NoisyColumn { counts, merge } = &columns[at];
    let own = merge.sums(counts.iter().map(|&count| count as f64));
    let merged = merge.sums(counts.iter().map(|_| 1.0));
    let mut measured: Vec<Vec<(f64, f64)>> =
        own.into_iter().zip(merged).map(|(sum, bins)| vec![(sum, bins * of_column)]).collect();
    for NoisyPair { pair: [a, b], counts } in pairs {
        let (width, other) = (columns[*b].merge.size, if *a == at { *b } else { *a });
        let variance = columns[other].merge.size as f64 * of_pair;
        for (code, measured) in measured.iter_mut().enumerate() {
            if *a == at {
                measured.push((sum(&counts[code * width..(code + 1) * width]), variance));
            } else if *b == at {
                let cells = counts[code..].iter().step_by(width);
                measured.push((cells.map(|&count| count as f64).sum(), variance));
            }
        }
    }
    measured.into_iter().map(average).collect()
}

/// The mean of measurements of one number, weighted by inverse variances.
fn average(measured: impl IntoIterator<Item = (f64, f64)>) -> f64 {
    let (mut sum, mut weights) = (0.0, 0.0);
    for (value, variance) in measured {
        let weight = 1.0 / variance.max(1e-12);
        sum += weight * value;
        weights += weight;
    }
    if weights > 0.0 { sum / weights } else { 0.0 }
}

/// The rows of each bin: those of its code, divided by the bins' own counts.
fn bins(column: &NoisyColumn, codes: &[f64]) -> Vec<f64> {
    let mut bins: Vec<f64> = column.counts.iter().map(|&count| count as f64).collect();
    for (code, &rows) in codes.iter().enumerate() {
        let of_code = || (0..bins.len()).filter(|&bin| column.merge.to[bin] as usize == code);
        let of_code: Vec<usize> = of_code().collect();
        let mut shares: Vec<f64> = of_code.iter().map(|&bin| bins[bin]).collect();
        onto_sum(&mut shares, rows);
        of_code.into_iter().zip(shares).for_each(|(bin, share)| bins[bin] = share);
    }
    bins
}
