//! Coins of probability `a/b` and `exp(−a/b)`, thrown with integers alone.
//!
//! Canonne, Kamath, Steinke: The Discrete Gaussian for Differential Privacy
//! (2020), arXiv 2004.00010, Algorithm 1.

use super::bits::{BitsError, RandomBits};

/// True with probability exactly `min(a/b, 1)`.
///
/// A uniform real number is compared with a/b, binary digit by binary digit:
/// the first digit that differs decides, so two bits are drawn on average,
/// however large the terms are.
///
/// # Errors
/// When the source of bits fails.
pub fn ratio(a: u128, b: u128, source: &mut (impl RandomBits + ?Sized)) -> Result<bool, BitsError> {
    if a >= b {
        return Ok(true);
    }
    // Long division: the digit is whether 2·rest ≥ b, written without overflow.
    let mut rest = a;
    while rest > 0 {
        let digit = rest >= b - rest;
        rest = if digit { rest - (b - rest) } else { rest + rest };
        if digit != (source.bits(1)? == 1) {
            return Ok(digit);
        }
    }
    Ok(false)
}

/// True with probability exactly `exp(−a/b)`, for `b ≥ 1`.
///
/// # Errors
/// When the source of bits fails.
///
/// # Panics
/// When `b` is zero.
pub fn exp_minus(a: u128, b: u128, source: &mut (impl RandomBits + ?Sized)) -> Result<bool, BitsError> {
    // exp(−a/b) = exp(−1)^⌊a/b⌋ · exp(−(a mod b)/b)
    Ok(all(a / b, source, |source| exp_minus_chance(source, |_| Ok(true)))?
        && exp_minus_chance(source, |source| ratio(a % b, b, source))?)
}

/// True with probability exactly `exp(−p)`, where `coin` comes up heads with
/// probability p each time that it is thrown.
///
/// Coins of p, p/2, p/3, … are thrown until the first fails. The k-th throw is
/// reached with probability p^(k−1)/(k−1)!, so the first failure is at an odd k
/// with probability Σ (−p)^j/j! = exp(−p).
///
/// # Errors
/// When the source of bits fails.
pub fn exp_minus_chance<S: RandomBits + ?Sized>(
    source: &mut S,
    coin: impl Fn(&mut S) -> Result<bool, BitsError>,
) -> Result<bool, BitsError> {
    let mut k = 1;
    // p/k = p · 1/k: two coins, so that no product can overflow.
    while coin(source)? && ratio(1, k, source)? {
        k += 1;
    }
    Ok(k % 2 == 1)
}

/// True when `coin` comes up heads `times` times in a row: probability p^times.
///
/// # Errors
/// When the source of bits fails.
pub fn all<S: RandomBits + ?Sized>(
    times: u128,
    source: &mut S,
    coin: impl Fn(&mut S) -> Result<bool, BitsError>,
) -> Result<bool, BitsError> {
    for _ in 0..times {
        if !coin(source)? {
            return Ok(false);
        }
    }
    Ok(true)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dp::noise::bits::chosen::every_string;

    #[test]
    fn every_bit_string_gives_the_ratio() {
        for (a, b) in [(0, 1), (1, 2), (1, 3), (2, 3), (5, 7), (1, 1000), (3, 2), (u128::MAX / 3, u128::MAX)]
        {
            let (decided, undecided) = every_string(20, |source| ratio(a, b, source));
            let exact = (a as f64 / b as f64).min(1.0);
            let mass = decided.get(&true).copied().unwrap_or(0.0);
            assert!(undecided < 1e-5, "{a}/{b}: {undecided}");
            assert!(mass <= exact + 1e-12 && exact <= mass + undecided + 1e-12, "{a}/{b}: {mass} {exact}");
        }
    }

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
