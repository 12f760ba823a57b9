//! How the privacy loss is divided, and how much noise that makes.

use crate::dp::loss::{Epsilon, Loss, Rho};
use crate::dp::noise::{Noise, Sensitivity};

/// Twentieths of the loss that columns, choices and pairs have. The best of a
/// few tries on Adult and on made-up hospital stays, both public; MST has thirds.
const TWENTIETHS: [u64; 3] = [9, 2, 9];

/// The noise of every step.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Plan {
    /// On every count of a column.
    pub columns: Noise,
    /// On every count of a pair.
    pub pairs: Noise,
    /// Of each choice of a pair.
    pub choice: Epsilon,
    /// Whether choices add up by ρ, not by ε.
    pub concentrated: bool,
    /// The most rows of one patient: the most that a patient moves any score.
    pub rows_per_patient: u64,
}

impl Plan {
    /// The plan for a table of so many columns. `None` where the noise would be too
    /// wide to draw, or a part of the loss rounds to nothing.
    ///
    /// One row moves one entry of each column's counts by 1, so those of all c
    /// columns together by c in the L1 norm and by √c in the L2 norm; likewise the
    /// c − 1 pairs, whatever pairs they are; and the score of each choice by 1
    /// (see [`distance`](super::tree::distance)).
    pub fn new(loss: Loss, columns: usize, rows_per_patient: u64) -> Option<Self> {
        let [of_columns, of_choices, of_pairs] = TWENTIETHS;
        let pairs = columns.saturating_sub(1).max(1) as u64;
        let noise = |tables, part| Noise::calibrated(one_entry_each(tables), part, rows_per_patient);
        Some(Self {
            columns: noise(columns as u64, share(loss, of_columns, 20)?)?,
            pairs: noise(pairs, share(loss, of_pairs, 20)?)?,
            choice: share(loss, of_choices, 20 * pairs)?.selection_epsilon()?,
            concentrated: loss.rho().is_some(),
            rows_per_patient,
        })
    }
}

impl Plan {
    /// The most that one patient moves the counts of all columns: in the L2 norm
    /// where noise is Gaussian, else in the L1 norm.
    pub fn sensitivity(&self, columns: usize) -> f64 {
        let of_a_row = if self.concentrated { (columns as f64).sqrt() } else { columns as f64 };
        of_a_row * self.rows_per_patient as f64
    }
}

/// How far one row moves so many tables of counts.
pub(crate) fn one_entry_each(tables: u64) -> Sensitivity {
    Sensitivity { l1: tables, squared_l2: u128::from(tables) }
}

/// The `part/whole` of a loss, rounded down to billionths: of ρ where the loss
/// can be kept by ρ, else of ε. `None` where nothing is left.
fn share(loss: Loss, part: u64, whole: u64) -> Option<Loss> {
    let of = |nano: u64| u64::try_from(u128::from(nano) * u128::from(part) / u128::from(whole)).ok();
    match (loss, loss.rho()) {
        (Loss::Pure { epsilon }, _) => Epsilon::from_nano(of(epsilon.nano())?).map(Loss::from),
        (_, rho) => Rho::from_nano(of(rho?.nano())?).map(Loss::from),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn loss(json: &str) -> Loss {
        serde_json::from_str(json).unwrap()
    }

    #[test]
    fn the_parts_sum_to_no_more_than_the_loss() {
        let plan = Plan::new(loss(r#"{"epsilon":1}"#), 5, 3).unwrap();
        // Five columns and three rows a patient: Δ = 15, over 9/20 of ε; likewise four pairs.
        for (noise, scale) in [(plan.columns, 15.0 / 0.45), (plan.pairs, 12.0 / 0.45)] {
            assert!((noise.scale() / scale - 1.0).abs() < 1e-12, "{noise:?}");
        }
        assert_eq!(plan.choice.nano(), 25_000_000);
        assert!(!plan.concentrated);
        let plan = Plan::new(loss(r#"{"rho":0.5}"#), 5, 3).unwrap();
        // σ² = Δ²/2ρ, with Δ² = 5·3² and 4·3².
        let deviations = [45.0f64, 36.0].map(|squared| (squared / (2.0 * 0.225)).sqrt());
        for (noise, deviation) in [plan.columns, plan.pairs].into_iter().zip(deviations) {
            assert!((noise.scale() / deviation - 1.0).abs() < 1e-9, "{noise:?}");
        }
        // Four choices, each of ε²/8 (Cesar, Rogers 2021), have a tenth of ρ.
        let spent = 4.0 * plan.choice.to_f64().powi(2) / 8.0;
        assert!(spent <= 0.05 && spent > 0.04999, "{spent}");
        assert!(plan.concentrated);
    }

    #[test]
    fn a_loss_too_small_to_be_divided_is_refused() {
        assert_eq!(Plan::new(loss(r#"{"epsilon":0.000000001}"#), 2, 1), None);
        assert_eq!(Plan::new(loss(r#"{"epsilon":1}"#), 2, u64::MAX), None);
        for columns in [1, 2, 64] {
            assert!(Plan::new(loss(r#"{"epsilon":1,"delta":1e-6}"#), columns, 1).is_some());
        }
    }
}
