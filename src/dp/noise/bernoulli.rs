//! Coins of probability `exp(−a/b)`, thrown with integers alone.
//!
//! Canonne, Kamath, Steinke: The Discrete Gaussian for Differential Privacy
//! (2020), arXiv 2004.00010, Algorithm 1.

use super::bits::{BitsError, RandomBits};
use super::uniform::below;

/// True with probability exactly `exp(−a/b)`, for `b ≥ 1`.
///
/// # Errors
/// When the source of bits fails.
///
/// # Panics
/// When `b` is zero.
pub fn exp_minus(a: u128, b: u128, source: &mut (impl RandomBits + ?Sized)) -> Result<bool, BitsError> {
    // exp(−a/b) = exp(−1)^⌊a/b⌋ · exp(−(a mod b)/b)
    for _ in 0..a / b {
        if !exp_minus_fraction(1, 1, source)? {
            return Ok(false);
        }
    }
    exp_minus_fraction(a % b, b, source)
}

/// True with probability `exp(−a/b)`, for `a ≤ b`.
///
/// Coins of `a/b`, `a/(2b)`, `a/(3b)`, … are thrown until the first fails. The
/// k-th throw is reached with probability (a/b)^(k−1)/(k−1)!, so the first
/// failure is at an odd k with probability Σ (−a/b)^j/j! = exp(−a/b).
fn exp_minus_fraction(a: u128, b: u128, source: &mut (impl RandomBits + ?Sized)) -> Result<bool, BitsError> {
    let mut k = 1;
    // a/(bk) = a/b · 1/k: two draws, so that no product can overflow.
    while below(b, source)? < a && below(k, source)? == 0 {
        k += 1;
    }
    Ok(k % 2 == 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dp::noise::bits::chosen::every_string;

    #[test]
    fn every_bit_string_gives_the_exponential() {
        for (a, b) in [(0, 1), (1, 1), (1, 2), (2, 3), (5, 7), (7, 8), (2, 1), (5, 2), (1, 1000)] {
            let (decided, undecided) = every_string(20, |source| exp_minus(a, b, source));
            let exact = (-(a as f64) / b as f64).exp();
            let mass = decided.get(&true).copied().unwrap_or(0.0);
            assert!(undecided < 0.03, "{a}/{b}: {undecided}");
            assert!(mass <= exact + 1e-12 && exact <= mass + undecided + 1e-12, "{a}/{b}: {mass} {exact}");
        }
    }

    #[test]
    fn a_failing_source_is_an_error() {
        struct Failing;
        impl RandomBits for Failing {
            fn bits(&mut self, _: u32) -> Result<u128, BitsError> {
                Err(BitsError)
            }
        }
        assert_eq!(exp_minus(1, 2, &mut Failing), Err(BitsError));
    }
}
