//! Measured scores in the place of the paper's estimates of 90, 80 and 85 %.

use serde::{Deserialize, Serialize};

use super::reproduction::ReproducedColumn;

/// The paper's own scores for privacy, utility and both: estimates, "approximate and subjective".
pub const PUBLISHED: [f64; 3] = [0.90, 0.80, 0.85];

/// How much each score counts in the overall one; only their proportions matter.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Weights {
    /// Of [`Scores::privacy`].
    pub privacy: f64,
    /// Of [`Scores::means`].
    pub means: f64,
    /// Of [`Scores::spreads`].
    pub spreads: f64,
}

impl Default for Weights {
    /// Privacy counts half and utility half, as in the paper's 85 %.
    fn default() -> Self {
        Self { privacy: 2.0, means: 1.0, spreads: 1.0 }
    }
}

/// Scores from 0 to 1, measured on one run of the hybrid algorithm.
///
/// The definitions are ours: the paper has none.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Scores {
    /// The share of cells that stay hidden from the best guess, in the column
    /// where they are hidden worst; see [`Recovery::hidden`](super::recovery::Recovery::hidden).
    pub privacy: f64,
    /// 1 − mean relative error of the means, an error above 1 being 1.
    pub means: f64,
    /// The same of the standard deviations.
    pub spreads: f64,
    /// The mean of the three by their weights.
    pub overall: f64,
}

impl Scores {
    /// The scores of a run. Weights that are negative, or all zero, count as none and as equal.
    #[must_use]
    pub fn of(columns: &[ReproducedColumn], weights: Weights) -> Self {
        let privacy = columns.iter().map(|column| column.recovery.hidden()).fold(1.0, f64::min);
        let means = agreement(columns.iter().map(|column| (column.before.mean, column.hybrid.mean)));
        let spreads = agreement(columns.iter().map(|column| (column.before.std, column.hybrid.std)));
        let scores = [privacy, means, spreads];
        let mut weights = [weights.privacy, weights.means, weights.spreads].map(|weight| weight.max(0.0));
        if weights.iter().sum::<f64>() <= 0.0 {
            weights = [1.0; 3];
        }
        let weighed: f64 = scores.iter().zip(weights).map(|(score, weight)| score * weight).sum();
        Self { privacy, means, spreads, overall: weighed / weights.iter().sum::<f64>() }
    }
}

/// 1 − mean of |noisy − exact|/|exact|, each at most 1.
fn agreement(pairs: impl ExactSizeIterator<Item = (f64, f64)>) -> f64 {
    let count = pairs.len().max(1) as f64;
    let error = |(exact, noisy): (f64, f64)| {
        if exact == noisy { 0.0 } else { ((noisy - exact) / exact).abs().min(1.0) }
    };
    1.0 - pairs.map(error).sum::<f64>() / count
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn agreement_is_bounded() {
        assert_eq!(agreement([(2.0, 2.0), (4.0, 3.0)].into_iter()), 0.875);
        assert_eq!(agreement([(1.0, 50.0), (0.0, 0.1), (0.0, 0.0)].into_iter()), 1.0 - 2.0 / 3.0);
        assert_eq!(agreement([].into_iter()), 1.0);
    }

    #[test]
    fn weights_are_proportions() {
        let overall = |privacy, means, spreads| Scores::of(&[], Weights { privacy, means, spreads }).overall;
        assert_eq!(overall(2.0, 1.0, 1.0), 1.0);
        assert_eq!(overall(0.0, 0.0, 0.0), 1.0);
        assert_eq!(overall(-1.0, 0.0, -1.0), 1.0);
    }
}
