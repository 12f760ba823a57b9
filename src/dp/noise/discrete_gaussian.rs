//! Integer noise with the bell's shape: the discrete Gaussian distribution.

use super::bernoulli::{all, exp_minus, exp_minus_chance, ratio};
use super::bits::{BitsError, RandomBits};
use super::gcd;
use super::uniform::below;
use crate::dp::loss::parameter::NANO;

/// Largest numerator and denominator of σ², so that twice a term fits.
const LARGEST: u128 = 1 << 127;

/// The discrete Gaussian distribution: `P(x) ∝ exp(−x²/2σ²)` on the integers.
///
/// Added to every entry of an integer vector, it hides any one row. It pays
/// where a row moves many entries a little: the noise grows with the L2
/// distance, not the L1 distance.
///
/// # Guarantee
/// With σ² = Δ₂²/2ρ, where Δ₂ bounds the L2 distance between the vectors of two
/// neighbouring tables, the release is ρ-zero-concentrated differentially
/// private (Theorem 4). The sampler uses integers only, so its probabilities
/// are the ones on paper. For let b = max(⌊σ⌋, 1), β = b²/2σ² and |x| = qb + r
/// with 0 ≤ r < b; then
///
/// ```text
/// x²/2σ² = β(q + r/b)² = β·q + β·q(q−1) + 2q·β(r/b) + β(r/b)²
/// ```
///
/// and each term is a coin of its own: q is geometric with P(q) ∝ exp(−βq), r is
/// uniform, and a draw is kept with probability exp(−βq(q−1)), exp(−2qβr/b) and
/// exp(−β(r/b)²), which are powers of coins whose exponent is at most 1. Nothing
/// is ever squared that could overflow.
///
/// # Assumptions
/// The bits are uniform and independent, and the time that a draw takes is not
/// observed (Jin et al. 2022, arXiv 2112.05307).
///
/// # Utility
/// Unbiased; the variance is at most σ², and σ² to nine digits from σ = 1.1 on.
/// About two draws of q and r are needed, at any σ ≥ 1.
///
/// # Errors
/// A variance of zero or with terms above 2^127 is refused; a draw fails only
/// when the source of bits does.
///
/// # Citation
/// Canonne, Kamath, Steinke 2020, arXiv 2004.00010, Theorem 4 and, for the
/// distribution, Definition 1. The split into q and r is that of Karney 2016,
/// arXiv 1303.6257, Algorithm D.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DiscreteGaussian {
    /// b, the step between the blocks.
    step: u128,
    /// Numerator of β; β is at most 1/2 unless the step is 1.
    numerator: u128,
    /// Denominator of β.
    denominator: u128,
}

impl DiscreteGaussian {
    /// Noise of σ² = numerator/denominator. `None` when a term is zero or above
    /// 2^127.
    #[must_use]
    pub fn new(variance_numerator: u128, variance_denominator: u128) -> Option<Self> {
        let fits = |term: &u128| (1..LARGEST).contains(term);
        [variance_numerator, variance_denominator].iter().all(fits).then(|| {
            let common = gcd(variance_numerator, variance_denominator);
            let (n, d) = (variance_numerator / common, variance_denominator / common);
            let step = (n / d).isqrt().max(1);
            // b²·d ≤ n, for b ≤ σ, unless b = 1.
            Self { step, numerator: step * step * d, denominator: 2 * n }
        })
    }

    /// Noise that makes a vector of squared L2 sensitivity Δ₂²
    /// ρ-zero-concentrated differentially private: σ² = Δ₂²/2ρ, with ρ in
    /// billionths. `None` when either is zero.
    ///
    /// A Δ₂² above 2^98 is rounded up to a multiple of a power of 4, by less
    /// than one part in 2^95: a little more noise, never less.
    #[must_use]
    pub fn calibrated(squared_l2_sensitivity: u128, rho_nano: u64) -> Option<Self> {
        // Δ₂²/2ρ = Δ₂²·(10⁹/2) / (ρ·10⁹), a ratio of integers.
        let half = u128::from(NANO / 2);
        let most = (LARGEST - 1) / half;
        // 4^j times the variance is 2^j times the step, at the same β.
        let mut doublings = 0;
        while squared_l2_sensitivity.div_ceil(1 << (2 * doublings)) > most {
            doublings += 1;
        }
        let sensitivity = squared_l2_sensitivity.div_ceil(1 << (2 * doublings));
        let noise = Self::new(sensitivity * half, u128::from(rho_nano))?;
        Some(Self { step: noise.step << doublings, ..noise })
    }

    /// The standard deviation as a double, for accuracy statements only.
    #[must_use]
    pub fn standard_deviation(self) -> f64 {
        // σ² = b²/2β
        let variance = (self.step as f64).powi(2) / 2.0 * (self.denominator as f64 / self.numerator as f64);
        if variance > 4.0 {
            // The next term of Poisson's summation is below exp(−2π²σ²) = 10^−34.
            return variance.sqrt();
        }
        // E[x²] = Σ x²·exp(−x²/2σ²) / Σ exp(−x²/2σ²), of which 20σ is enough.
        let (mut squares, mut mass) = (0.0, 0.5);
        for square in (1..=40).map(|x| f64::from(x * x)) {
            let weight = (-square / (2.0 * variance)).exp();
            squares += square * weight;
            mass += weight;
        }
        (squares / mass).sqrt()
    }

    /// One draw.
    ///
    /// # Errors
    /// When the source of bits fails.
    pub fn sample(self, source: &mut (impl RandomBits + ?Sized)) -> Result<i128, BitsError> {
        loop {
            if let Some(x) = self.attempt(source)? {
                return Ok(x);
            }
        }
    }

    /// `Some(x)` with probability (1 − exp(−β))/2b · exp(−x²/2σ²), else `None`.
    fn attempt(self, source: &mut (impl RandomBits + ?Sized)) -> Result<Option<i128>, BitsError> {
        let mut q = 0u128;
        while self.exp_minus_beta(source)? {
            q += 1;
        }
        let r = below(self.step, source)?;
        let negative = source.bits(1)? == 1;
        // Zero has one sign only, or it would be twice as likely.
        if (negative && q == 0 && r == 0) || !self.keeps(q, r, source)? {
            return Ok(None);
        }
        let magnitude = q.saturating_mul(self.step).saturating_add(r);
        let magnitude = i128::try_from(magnitude).unwrap_or(i128::MAX);
        Ok(Some(if negative { -magnitude } else { magnitude }))
    }

    /// True with probability exp(−βq(q−1) − 2qβ(r/b) − β(r/b)²).
    fn keeps(self, q: u128, r: u128, source: &mut (impl RandomBits + ?Sized)) -> Result<bool, BitsError> {
        let Self { step, numerator, denominator } = self;
        let pairs = q.saturating_mul(q.saturating_sub(1));
        Ok(all(pairs, source, |source| self.exp_minus_beta(source))?
            // β(r/b) and β(r/b)² are several coins thrown at once.
            && all(q.saturating_mul(2), source, |source| {
                exp_minus_chance(source, |source| {
                    Ok(ratio(r, step, source)? && ratio(numerator, denominator, source)?)
                })
            })?
            && exp_minus_chance(source, |source| {
                Ok(ratio(r, step, source)?
                    && ratio(r, step, source)?
                    && ratio(numerator, denominator, source)?)
            })?)
    }

    fn exp_minus_beta(self, source: &mut (impl RandomBits + ?Sized)) -> Result<bool, BitsError> {
        exp_minus(self.numerator, self.denominator, source)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dp::noise::bits::chosen::{SeededBits, every_string};

    /// exp(−x²/2σ²) at the integers of −60..=60, which hold all mass for σ ≤ 5.
    fn probabilities(variance: f64) -> impl Fn(i128) -> f64 {
        let weight = move |x: i128| (-((x * x) as f64) / (2.0 * variance)).exp();
        let mass: f64 = (-60..=60).map(weight).sum();
        move |x| weight(x) / mass
    }

    #[test]
    fn every_bit_string_gives_the_distribution() {
        for (n, d) in [(1, 10), (1, 2), (1, 1), (3, 2), (4, 1), (5, 1), (19, 2), (25, 1)] {
            let noise = DiscreteGaussian::new(n, d).unwrap();
            let (decided, undecided) = every_string(20, |source| noise.attempt(source));
            assert!(undecided < 0.4, "{n}/{d}: {undecided}");
            let beta = noise.numerator as f64 / noise.denominator as f64;
            for x in -9..=9 {
                let weight = (-((x * x) as f64) / (2.0 * n as f64 / d as f64)).exp();
                let exact = -(-beta).exp_m1() / (2.0 * noise.step as f64) * weight;
                let mass = decided.get(&Some(x)).copied().unwrap_or(0.0);
                assert!(mass <= exact + 1e-12, "{n}/{d}, {x}: {mass} {exact}");
                assert!(exact <= mass + undecided + 1e-12, "{n}/{d}, {x}: {mass} {exact}");
                assert_eq!(mass, decided.get(&Some(-x)).copied().unwrap_or(0.0), "the sign is a fair coin");
            }
        }
    }

    /// χ² of draws against the integers' exact probabilities, in standard
    /// deviations above its mean; for σ ≤ 5.
    fn chi_squared(noise: DiscreteGaussian, variance: f64, draws: u32, seed: u64) -> f64 {
        let mut source = SeededBits::new(seed);
        let mut seen = std::collections::BTreeMap::<i128, f64>::new();
        for _ in 0..draws {
            *seen.entry(noise.sample(&mut source).unwrap()).or_insert(0.0) += 1.0;
        }
        let exact = probabilities(variance);
        let (mut statistic, mut freedom) = (0.0, -1.0f64);
        for x in -30..=30 {
            let expected = exact(x) * f64::from(draws);
            if expected >= 5.0 {
                statistic += (seen.get(&x).unwrap_or(&0.0) - expected).powi(2) / expected;
                freedom += 1.0;
            }
        }
        (statistic - freedom) / (2.0 * freedom).sqrt()
    }

    #[test]
    fn draws_fit_the_distribution() {
        for (seed, (n, d)) in (1..).zip([(1, 3), (1, 1), (7, 2), (25, 1)]) {
            let noise = DiscreteGaussian::new(n, d).unwrap();
            let excess = chi_squared(noise, n as f64 / d as f64, 300_000, seed);
            assert!(excess.abs() < 4.0, "{n}/{d}: {excess}");
        }
    }

    #[test]
    fn the_same_test_tells_a_wrong_variance() {
        for (n, d) in [(101, 100), (253, 10)] {
            let noise = DiscreteGaussian::new(n, d).unwrap();
            let claimed = (n as f64 / d as f64).floor();
            let excess = chi_squared(noise, claimed, 1_000_000, 5);
            assert!(excess > 4.0, "{n}/{d}: {excess}");
        }
    }

    #[test]
    fn giants_have_their_moments_and_never_overflow() {
        let ends = [1, 999_999_937, 1000 * NANO - 1, 1000 * NANO];
        for sensitivity in [1 << 80, (1 << 98) - 1, (1 << 100) - 1, 1 << 100, u128::MAX] {
            for rho in ends {
                let noise = DiscreteGaussian::calibrated(sensitivity, rho).unwrap();
                let sigma = (sensitivity as f64 / (2.0 * rho as f64 / 1e9)).sqrt();
                assert!((noise.standard_deviation() / sigma - 1.0).abs() < 1e-12, "{sensitivity} {rho}");
                let mut source = SeededBits::new(rho);
                let draws: Vec<f64> =
                    (0..4000).map(|_| noise.sample(&mut source).unwrap() as f64 / sigma).collect();
                let moment = |power| draws.iter().map(|z| z.powi(power)).sum::<f64>() / 4000.0;
                // 1, 2, and 96 are the variances of z, z² and z⁴; five standard errors.
                for (power, exact, variance) in [(1, 0.0, 1.0f64), (2, 1.0, 2.0), (4, 3.0, 96.0)] {
                    let error: f64 = moment(power) - exact;
                    assert!(error.abs() < 5.0 * (variance / 4000.0).sqrt(), "{sensitivity} {rho}: {power}");
                }
            }
        }
    }

    #[test]
    fn the_standard_deviation_is_that_of_the_draws() {
        for (n, d) in [(1, 20), (1, 2), (1, 1), (5, 1)] {
            let variance = n as f64 / d as f64;
            let exact = probabilities(variance);
            let squares: f64 = (-60..=60).map(|x: i128| (x * x) as f64 * exact(x)).sum();
            let claimed = DiscreteGaussian::new(n, d).unwrap().standard_deviation();
            assert!((claimed - squares.sqrt()).abs() < 1e-9, "{n}/{d}: {claimed}");
        }
    }

    #[test]
    fn variances_beyond_the_bounds_are_refused() {
        assert_eq!(DiscreteGaussian::new(0, 1), None);
        assert_eq!(DiscreteGaussian::new(1, 0), None);
        assert_eq!(DiscreteGaussian::new(1 << 127, 1), None);
        assert_eq!(DiscreteGaussian::new(1, 1 << 127), None);
        assert_eq!(DiscreteGaussian::calibrated(0, 1), None);
        assert_eq!(DiscreteGaussian::calibrated(1, 0), None);
        assert_eq!(DiscreteGaussian::new(20, 10), DiscreteGaussian::new(2, 1));
        assert_eq!(DiscreteGaussian::calibrated(9, 500_000_000), DiscreteGaussian::new(9, 1));
        // The smallest that is rounded; 4^j·n/d and n/d differ in the step alone.
        let (large, small) =
            (DiscreteGaussian::calibrated(1 << 100, 1), DiscreteGaussian::calibrated(1 << 98, 1));
        assert_eq!(large.map(|noise| noise.step), small.map(|noise| noise.step << 1));
    }
}
