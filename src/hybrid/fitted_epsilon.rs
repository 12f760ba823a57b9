//! Which ε the paper's numbers speak of, for it states none.

use serde::{Deserialize, Serialize};

/// The ε that fits the differences of two noisy means, with an interval.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct FittedEpsilon {
    /// The maximum likelihood estimate.
    pub most_likely: f64,
    /// The lower end of the 95 % interval.
    pub low: f64,
    /// The upper end.
    pub high: f64,
}

/// The ε of per-cell Laplace noise under which two means over `rows` rows move
/// by these differences.
///
/// A mean of n Laplace numbers of scale 1/ε is close to normal with variance
/// 2/(nε²), so ε²·n·(d₁² + d₂²)/2 is chi-squared with two degrees of freedom,
/// whose quantiles are −2·ln(1 − α).
#[must_use]
pub fn fit_epsilon(differences: [f64; 2], rows: usize) -> FittedEpsilon {
    let squares: f64 = differences.iter().map(|difference| difference * difference).sum();
    let at = |chi_squared: f64| (chi_squared * 2.0 / (rows as f64 * squares)).sqrt();
    FittedEpsilon { most_likely: at(2.0), low: at(-2.0 * 0.975f64.ln()), high: at(-2.0 * 0.025f64.ln()) }
}

#[cfg(test)]
mod tests {
    use super::super::cell_noise::CellNoise;
    use super::*;
    use crate::dp::Epsilon;

    #[test]
    fn the_papers_two_differences_fit_a_twelfth() {
        let fitted = fit_epsilon([-0.01506, 0.19221], 15_757);
        assert!((fitted.most_likely - 0.083).abs() < 5e-4, "{fitted:?}");
        assert!((fitted.low - 0.013).abs() < 5e-4 && (fitted.high - 0.159).abs() < 5e-4, "{fitted:?}");
    }

    #[test]
    fn the_interval_holds_the_epsilon_it_was_drawn_with() {
        let (epsilon, rows): (Epsilon, _) = ("0.5".parse().unwrap(), 100);
        let mut noise = CellNoise::new(epsilon, 17);
        let mut mean = || (0..rows).map(|_| noise.draw()).sum::<f64>() / rows as f64;
        let held = (0..2000)
            .filter(|_| {
                let fitted = fit_epsilon([mean(), mean()], rows);
                (fitted.low..=fitted.high).contains(&epsilon.to_f64())
            })
            .count();
        // Four standard errors of a share of 0.95.
        assert!((held as f64 / 2000.0 - 0.95).abs() < 0.0195, "{held}");
    }
}
