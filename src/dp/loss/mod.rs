//! What a release may cost its patients, and how costs add up.

mod budget;
pub(crate) mod parameter;

use serde::{Deserialize, Serialize};

pub use budget::{Budget, BudgetError, BudgetState};
pub use parameter::{Delta, Epsilon, ParameterError, Rho};

use parameter::NANO;

/// A bound on the privacy loss, of one release or of all releases together.
///
/// In JSON its parameters alone: `{"epsilon": 1}`, `{"rho": 0.1}`,
/// `{"epsilon": 1, "delta": 1e-6}`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(untagged)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub enum Loss {
    /// ε-differential privacy, but with probability δ.
    Approximate {
        /// Bound on the log-ratio of probabilities.
        #[cfg_attr(target_arch = "wasm32", tsify(type = "number"))]
        epsilon: Epsilon,
        /// Probability that the bound fails.
        #[cfg_attr(target_arch = "wasm32", tsify(type = "number"))]
        delta: Delta,
    },
    /// ε-differential privacy.
    Pure {
        /// Bound on the log-ratio of probabilities.
        #[cfg_attr(target_arch = "wasm32", tsify(type = "number"))]
        epsilon: Epsilon,
    },
    /// ρ-zero-concentrated differential privacy.
    Concentrated {
        /// Bound on the Rényi divergence of every order, per unit of order.
        #[cfg_attr(target_arch = "wasm32", tsify(type = "number"))]
        rho: Rho,
    },
}

impl From<Epsilon> for Loss {
    fn from(epsilon: Epsilon) -> Self {
        Self::Pure { epsilon }
    }
}

impl From<Rho> for Loss {
    fn from(rho: Rho) -> Self {
        Self::Concentrated { rho }
    }
}

impl Loss {
    /// The ε that a mechanism of pure differential privacy may use: ε itself, or
    /// √(8ρ) for the exponential mechanism, whose range of log-ratios is bounded
    /// (Cesar, Rogers 2021, arXiv 2004.07223, Lemma 3.2), rounded down.
    #[must_use]
    pub fn selection_epsilon(self) -> Option<Epsilon> {
        match self {
            Self::Pure { epsilon } | Self::Approximate { epsilon, .. } => Some(epsilon),
            Self::Concentrated { rho } => {
                // (ε·10⁹)² = 8·ρ·10⁹·10⁹
                let squared = 8 * u128::from(rho.nano()) * u128::from(NANO);
                Epsilon::from_nano(u64::try_from(squared.isqrt()).ok()?)
            }
        }
    }

    /// The ρ that a mechanism of concentrated differential privacy may use; `None`
    /// where only pure ε is promised. For (ε, δ) the largest ρ with
    /// ρ + 2√(ρ·ln(1/δ)) ≤ ε (Bun, Steinke 2016, Proposition 1.3).
    #[must_use]
    pub fn rho(self) -> Option<Rho> {
        match self {
            Self::Pure { .. } => None,
            Self::Concentrated { rho } => Some(rho),
            Self::Approximate { epsilon, delta } => {
                // √ρ = √(ln(1/δ) + ε) − √ln(1/δ); rounded down, with a margin for the double's own rounding.
                let logarithm = -delta.to_f64().ln();
                let root = epsilon.to_f64() / ((logarithm + epsilon.to_f64()).sqrt() + logarithm.sqrt());
                #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
                let nano = (root * root * (1.0 - 1e-9) * NANO as f64).floor() as u64;
                Rho::from_nano(nano)
            }
        }
    }
}

/// The ε that holds but with probability δ for releases of ρ together:
/// ρ + 2√(ρ·ln(1/δ)) (Bun, Steinke 2016, Proposition 1.3).
#[must_use]
pub fn epsilon_of_rho(rho: f64, delta: Delta) -> f64 {
    rho + 2.0 * (rho * -delta.to_f64().ln()).sqrt()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_holds_the_parameters_alone() {
        for json in [r#"{"epsilon":0.5,"delta":0.000001}"#, r#"{"epsilon":0.5}"#, r#"{"rho":0.1}"#] {
            let loss: Loss = serde_json::from_str(json).unwrap();
            let again = serde_json::to_string(&loss).unwrap();
            assert_eq!(serde_json::from_str::<Loss>(&again).unwrap(), loss);
        }
        for json in [r#"{"epsilon":0}"#, r#"{"delta":0.1}"#, "{}", r#"{"rho":-1}"#] {
            assert!(serde_json::from_str::<Loss>(json).is_err(), "{json}");
        }
    }

    #[test]
    fn conversions_are_never_generous() {
        for epsilon in ["0.001", "0.1", "1", "10"] {
            for delta in ["1e-12", "1e-6", "0.001"] {
                let (epsilon, delta): (Epsilon, Delta) = (epsilon.parse().unwrap(), delta.parse().unwrap());
                let rho = Loss::Approximate { epsilon, delta }.rho().unwrap();
                let back = epsilon_of_rho(rho.to_f64(), delta);
                assert!(back <= epsilon.to_f64() && back > 0.99 * epsilon.to_f64(), "{back}");
            }
        }
        let rho: Rho = "0.125".parse().unwrap();
        assert_eq!(Loss::from(rho).selection_epsilon(), Some(Epsilon::ONE));
        assert_eq!(Loss::from(Epsilon::ONE).rho(), None);
    }
}
