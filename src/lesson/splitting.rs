//! One budget over many questions: what each answer is then worth.

use serde::Serialize;

use super::law::Law;
use crate::dp::{Delta, Epsilon, Loss};

/// Questions up to which the curves are drawn.
const MOST: u32 = 200;

/// The error of each of m counts that together cost ε.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct SplittingLesson {
    /// For m = 1, 2, … 200.
    pub curve: Vec<Split>,
    /// The ρ that costs as much as ε, but with probability δ.
    pub rho: f64,
}

/// Standard deviations of one answer of m.
#[derive(Clone, Copy, Debug, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Split {
    /// Questions asked.
    pub questions: u32,
    /// ε/m for each, with discrete Laplace noise: grows as m.
    pub pure: f64,
    /// ρ/m for each, with Gaussian noise: grows as √m.
    pub concentrated: f64,
    /// Bins of one histogram, where each patient is in one bin only: all of ε for each.
    pub disjoint: f64,
}

/// Splits ε evenly; δ is the probability with which the Gaussian's ε may fail.
#[must_use]
pub fn splitting(epsilon: Epsilon, delta: Delta) -> SplittingLesson {
    let rho = Loss::Approximate { epsilon, delta }.rho().map_or(0.0, |rho| rho.to_f64());
    let split = |questions: u32| {
        let m = f64::from(questions);
        Split {
            questions,
            pure: Law::of_scale(m / epsilon.to_f64()).deviation(),
            // σ² = Δ₂²/2ρ, and a patient in all m counts moves them by Δ₂² = m.
            concentrated: (m / (2.0 * rho)).sqrt(),
            disjoint: Law::of_scale(1.0 / epsilon.to_f64()).deviation(),
        }
    };
    SplittingLesson { curve: (1..=MOST).map(split).collect(), rho }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pure_errors_grow_as_m_and_concentrated_ones_as_its_root() {
        let SplittingLesson { curve, rho } = splitting("1".parse().unwrap(), "1e-6".parse().unwrap());
        let [ten, forty, all] = [curve[9], curve[39], curve[199]];
        assert!((forty.pure / ten.pure - 4.0).abs() < 0.01);
        assert!((forty.concentrated / ten.concentrated - 2.0).abs() < 1e-9);
        assert!((ten.disjoint - all.disjoint).abs() < 1e-12);
        // ε = ρ + 2√(ρ ln 1/δ)
        assert!((rho + 2.0 * (rho * 1e6f64.ln()).sqrt() - 1.0).abs() < 1e-4, "{rho}");
        // One question is better served by ε, many by ρ.
        assert!(curve[0].pure < curve[0].concentrated && all.pure > 3.0 * all.concentrated);
    }
}
