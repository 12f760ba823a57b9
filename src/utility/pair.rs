//! A column before and after: what both tables say of it, on one line of ranks.

use crate::published::Coverage;
use crate::recipe::ColumnRule;
use crate::table::{Column, MISSING};

/// One column of the original and of the release.
#[derive(Clone, Debug)]
pub(super) struct Pair<'a> {
    /// The heading.
    pub(super) name: &'a str,
    /// The code of each original row,
    pub(super) original: &'a [u32],
    /// and the rank of each of these codes; 0 is the missing value.
    pub(super) rank_of_code: Vec<u32>,
    /// The code of each released row,
    pub(super) released: &'a [u32],
    /// and how each of these codes is spread over ranks: (rank, share), evenly.
    pub(super) spread: Vec<Vec<(u32, f64)>>,
    /// Normalized certainty penalty of each released code.
    ncp: Vec<f64>,
    /// How many ranks there are.
    pub(super) ranks: u32,
    /// Where each rank lies on the line, ascending: numbers for numbers, places
    /// for ordered categories; none where values have no order.
    pub(super) positions: Option<Vec<f64>>,
    /// The class of each rank for φ², and how many there are.
    pub(super) classes: (Vec<u32>, usize),
}

impl<'a> Pair<'a> {
    /// Lays the released column over the original one.
    pub(super) fn new(original: &'a Column, released: &'a Column, rule: &'a ColumnRule) -> Self {
        let coverage = Coverage::new(released, original, rule);
        let codes = || (0..original.dictionary.len()).filter_map(|code| u32::try_from(code).ok());
        let rank_of_code: Vec<u32> = codes().map(|code| coverage.rank(code)).collect();
        let positions = rule.format.positions(original);
        let ranks = u32::try_from(coverage.ranks()).unwrap_or(u32::MAX);
        let mut line: Vec<f64> = (0..ranks).map(f64::from).collect();
        let classes = super::correlation::Classes::of(original, rule);
        let mut class_of_rank = vec![0; ranks as usize];
        for code in codes() {
            let rank = rank_of_code[code as usize] as usize;
            class_of_rank[rank] = classes.of_code[code as usize];
            if let Some(position) = positions[code as usize] {
                line[rank] = position;
            }
        }
        if rule.format.kind.is_numeric() {
            // A missing value has no place of its own: it lies beside the lowest.
            line[MISSING as usize] = line.get(1).copied().unwrap_or(0.0);
        }
        let ordered = rule.format.kind.is_numeric() || !rule.order.is_empty();
        // That a value may be missing is only said where one is.
        let possible = u32::from(!original.codes.iter().any(|&code| coverage.rank(code) == MISSING));
        let released_codes = (0..released.dictionary.len()).filter_map(|code| u32::try_from(code).ok());
        let (spread, ncp) = released_codes
            .map(|code| {
                let cover = coverage.cover(code);
                let ranks: Vec<u32> = cover.ranks().filter(|&rank| rank >= possible).collect();
                let share = 1.0 / ranks.len().max(1) as f64;
                (ranks.into_iter().map(|rank| (rank, share)).collect(), cover.ncp)
            })
            .unzip();
        Self {
            name: &rule.name,
            original: &original.codes,
            rank_of_code,
            released: &released.codes,
            spread,
            ncp,
            ranks,
            positions: ordered.then_some(line),
            classes: (class_of_rank, classes.count),
        }
    }

    /// Normalized certainty penalty, averaged over released rows.
    pub(super) fn mean_ncp(&self) -> f64 {
        let lost: f64 = self.released.iter().map(|&code| self.ncp[code as usize]).sum();
        lost / self.released.len().max(1) as f64
    }

    /// The shares of the ranks among the original rows.
    pub(super) fn original_shares(&self) -> Vec<f64> {
        let certain = |&rank: &u32| vec![(rank, 1.0)];
        let spread: Vec<_> = self.rank_of_code.iter().map(certain).collect();
        shares(self.original, &spread, self.ranks)
    }

    /// The shares of the ranks among the released rows, their sets spread evenly.
    pub(super) fn released_shares(&self) -> Vec<f64> {
        shares(self.released, &self.spread, self.ranks)
    }

    /// How each released code is spread over the classes for φ²: (class, share).
    pub(super) fn class_spread(&self) -> Vec<Vec<(u32, f64)>> {
        let of_code = |spread: &Vec<(u32, f64)>| {
            let mut classes: Vec<(u32, f64)> =
                spread.iter().map(|&(rank, share)| (self.classes.0[rank as usize], share)).collect();
            classes.sort_unstable_by_key(|(class, _)| *class);
            classes.dedup_by(|next, kept| {
                let same = next.0 == kept.0;
                kept.1 += if same { next.1 } else { 0.0 };
                same
            });
            classes
        };
        self.spread.iter().map(of_code).collect()
    }
}

/// The shares of the ranks among rows with these codes, each spread over ranks.
fn shares(rows: &[u32], spread: &[Vec<(u32, f64)>], ranks: u32) -> Vec<f64> {
    let mut counts = vec![0u64; spread.len()];
    for &code in rows {
        counts[code as usize] += 1;
    }
    let mut shares = vec![0.0; ranks as usize];
    for (spread, count) in spread.iter().zip(counts) {
        for &(rank, share) in spread {
            shares[rank as usize] += share * count as f64;
        }
    }
    shares.iter_mut().for_each(|share| *share /= rows.len() as f64);
    shares
}
