//! What can be printed beside a release: who is protected, how far, and by whose record.

use serde::{Deserialize, Serialize};

use super::{Head, Ledger, LedgerError};
use crate::dp::loss::epsilon_of_rho;
use crate::dp::{BudgetState, Delta, Loss, Release};
use crate::table::Decimal;

/// The certificate of one release. It holds nothing that a table could be tested
/// with, and may be published along with the release.
///
/// # Guarantee
/// Whoever has the ledger can find the record by number and hash, and so see
/// that the certificate is of it.
///
/// # Assumptions
/// A certificate alone proves nothing: it is a copy of what the ledger says.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Certificate {
    /// Id of the ledger.
    pub ledger: String,
    /// Number of the entry in it, from 1.
    pub entry: u64,
    /// When the question was paid.
    pub asked: String,
    /// When the answer was recorded.
    pub answered: String,
    /// The release: question, bounds, mechanism, sensitivity, scale, unit of
    /// privacy, answer and errors.
    pub release: Release,
    /// What was spent and left when it was paid.
    pub budget: BudgetState,
    /// What the loss of this release means.
    pub odds: Odds,
    /// What the loss of all releases together means, were the whole budget spent.
    pub total_odds: Odds,
    /// The record that holds the answer.
    pub record: Head,
    /// Fingerprint of the key that signed the record.
    pub writer: String,
    /// The version of the program that drew the noise.
    pub software: String,
}

impl Ledger {
    /// The certificate of an entry.
    ///
    /// # Errors
    /// [`LedgerError::NoAnswer`].
    pub fn certificate(&self, entry: u64) -> Result<Certificate, LedgerError> {
        let answered = self.entries().iter().find(|known| known.number == entry);
        let Some((known, answer)) = answered.and_then(|known| Some((known, known.answer.clone()?))) else {
            return Err(LedgerError::NoAnswer { entry });
        };
        Ok(Certificate {
            ledger: self.id().to_string(),
            entry,
            asked: known.time.clone(),
            answered: answer.time,
            budget: known.budget,
            odds: Odds::of(known.asked.loss),
            total_odds: Odds::of(self.total()),
            release: answer.release,
            record: answer.head,
            writer: answer.writer,
            software: answer.software,
        })
    }
}

/// What a loss means: how far it can move the odds of anything that somebody
/// suspects of one patient.
///
/// Odds grow by e^ε at most, so that a suspicion of probability p grows to
/// p·e^ε/(p·e^ε + 1 − p) at most, whatever else is known (Kasiviswanathan, Smith
/// 2014, arXiv 0803.3946). Numbers are rounded up.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case", rename_all_fields = "snake_case")]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub enum Odds {
    /// Always.
    Pure {
        /// The most that odds are multiplied by.
        factor: f64,
        /// What a suspicion of 5 in 100 grows to at most, in 100.
        at_most: f64,
    },
    /// But with a probability.
    Approximate {
        /// The most that odds are multiplied by.
        factor: f64,
        /// What a suspicion of 5 in 100 grows to at most, in 100.
        at_most: f64,
        /// The probability that this fails.
        delta: f64,
    },
    /// But with a probability, which a loss in ρ leaves to choose.
    Concentrated {
        /// The most that odds are multiplied by.
        factor: f64,
        /// What a suspicion of 5 in 100 grows to at most, in 100.
        at_most: f64,
        /// The probability that this fails, chosen here.
        delta: f64,
    },
}

/// The suspicion that the odds are told of.
const PRIOR: f64 = 0.05;

impl Odds {
    /// What a loss means. For ρ it is told at δ = 10^−6.
    #[must_use]
    pub fn of(loss: Loss) -> Self {
        match loss {
            Loss::Pure { epsilon } => {
                let (factor, at_most) = odds(epsilon.to_f64());
                Self::Pure { factor, at_most }
            }
            Loss::Approximate { epsilon, delta } => {
                let (factor, at_most) = odds(epsilon.to_f64());
                Self::Approximate { factor, at_most, delta: delta.to_f64() }
            }
            Loss::Concentrated { rho } => {
                let Ok(delta) = Delta::try_from(Decimal::new(1, 6)) else {
                    return Self::Concentrated { factor: f64::MAX, at_most: 100.0, delta: 1.0 };
                };
                let (factor, at_most) = odds(epsilon_of_rho(rho.to_f64(), delta));
                Self::Concentrated { factor, at_most, delta: delta.to_f64() }
            }
        }
    }
}

/// e^ε, and what the suspicion grows to in 100; ε so large that nothing is hidden
/// gives finite numbers too.
fn odds(epsilon: f64) -> (f64, f64) {
    let factor = epsilon.min(700.0).exp();
    let at_most = 100.0 * PRIOR * factor / (PRIOR * factor + 1.0 - PRIOR);
    (round_up(factor, 100.0), round_up(at_most, 10.0))
}

fn round_up(value: f64, parts: f64) -> f64 {
    (value * parts).ceil() / parts
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(json: &str) -> Odds {
        Odds::of(serde_json::from_str(json).unwrap())
    }

    #[test]
    fn odds_are_those_of_the_definition() {
        // e = 2.71828; 0.05·e/(0.05·e + 0.95) = 0.12515.
        assert_eq!(of(r#"{"epsilon":1}"#), Odds::Pure { factor: 2.72, at_most: 12.6 });
        let Odds::Approximate { factor, delta, .. } = of(r#"{"epsilon":1,"delta":1e-6}"#) else { panic!() };
        assert_eq!((factor, delta), (2.72, 1e-6));
        // 0.5 + 2·√(0.5·ln 10⁶) = 5.757; e^5.757 = 316.3.
        let Odds::Concentrated { factor, .. } = of(r#"{"rho":0.5}"#) else { panic!() };
        assert!((316.0..317.0).contains(&factor), "{factor}");
        assert!(
            matches!(of(r#"{"epsilon":1000}"#), Odds::Pure { factor, at_most: 100.0 } if factor.is_finite())
        );
    }
}
