//! How far noise can take an answer. Computed from scales and noisy numbers
//! only, so floating point is harmless here.

use super::noise::Noise;

/// Probability that an answer lies further from the exact one than stated.
const OUTSIDE: f64 = 0.05;

/// The 97.5th percentile of the standard normal distribution: a sum of many
/// small errors lies within so many standard deviations 95 % of the time.
pub(crate) const NORMAL_95: f64 = 1.959_963_984_540_054;

/// Least h with P(|Z| ≤ h) ≥ 95 % for a draw Z of the noise.
#[must_use]
pub fn half_width(noise: Noise) -> f64 {
    match noise {
        Noise::Laplace(noise) => {
            // P(|Z| > h) = 2q^(h+1)/(1+q) ≤ 5 %, with q = exp(−1/scale)
            let q = (-1.0 / noise.scale()).exp();
            (noise.scale() * (2.0 / (OUTSIDE * (1.0 + q))).ln() - 1.0).ceil().max(0.0)
        }
        Noise::Gaussian(noise) => {
            let deviation = noise.standard_deviation();
            if deviation > 50.0 {
                // Its tail is no heavier than that of a normal number, rounded.
                return (NORMAL_95 * deviation + 0.5).floor();
            }
            // The masses exp(−x²/2σ²) from the middle on, until they are 95 % of all.
            let mass = |x: f64| (-x * x / (2.0 * deviation * deviation)).exp();
            let side = |most: f64| (1..).map(f64::from).take_while(move |x| *x <= most).map(mass);
            let all = 1.0 + 2.0 * side(12.0 * deviation + 2.0).sum::<f64>();
            let (mut h, mut inside) = (0.0, 1.0);
            while inside < (1.0 - OUTSIDE) * all {
                h += 1.0;
                inside += 2.0 * mass(h);
            }
            h
        }
    }
}

/// A half-width that holds Σ cᵢ·Zᵢ, for independent draws Zᵢ of the noise, with
/// at least 95 % probability.
///
/// A single Laplace draw lies within ln 20/√2 = 2.12 standard deviations 95 % of
/// the time, a sum of many within 1.96; every sum lies between.
#[must_use]
pub fn combined_half_width(coefficients: &[f64], noise: Noise) -> f64 {
    let deviations = match noise {
        Noise::Laplace(_) => (1.0 / OUTSIDE).ln() / std::f64::consts::SQRT_2,
        Noise::Gaussian(_) => NORMAL_95,
    };
    let norm = coefficients.iter().map(|c| c * c).sum::<f64>().sqrt();
    let coarsest = coefficients.iter().fold(0.0f64, |coarsest, c| coarsest.max(c.abs()));
    // Half a lattice step, for noise so small that it is seldom anything but 0.
    deviations * norm * noise.standard_deviation() + coarsest / 2.0
}

/// Least w with P(|(1−p)·Z₁ − p·Z₂| > w) ≤ 5 %, for two draws of the noise and
/// p from 0 to 1.
///
/// For continuous Laplace noise of scales c₁ = (1−p)·scale, c₂ = p·scale the
/// characteristic function of the sum splits into partial fractions,
///
/// ```text
/// 1/((1+c₁²s²)(1+c₂²s²)) = [c₁²/(1+c₁²s²) − c₂²/(1+c₂²s²)]/(c₁² − c₂²)
/// ```
///
/// each that of a Laplace distribution, so that
///
/// ```text
/// P(|S| > w) = [c₁²·exp(−w/c₁) − c₂²·exp(−w/c₂)]/(c₁² − c₂²)
///            = (1 + w/(2c))·exp(−w/c)   where c₁ = c₂ = c
/// ```
///
/// Discrete noise is no further from zero than continuous noise rounded to
/// integers, which adds at most (1−p)/2 + p/2 = 1/2.
fn weighted_half_width(p: f64, noise: Noise) -> f64 {
    let scale = match noise {
        Noise::Laplace(noise) => noise.scale(),
        Noise::Gaussian(_) => return combined_half_width(&[1.0 - p, p], noise),
    };
    let (c1, c2) = ((1.0 - p) * scale, p * scale);
    let tail = |w: f64| {
        let exp = |c: f64| if c > 0.0 { (-w / c).exp() } else { 0.0 };
        if (c1 - c2).abs() < 1e-6 * scale {
            let c = scale / 2.0;
            (1.0 + w / (2.0 * c)) * exp(c)
        } else {
            (c1 * c1 * exp(c1) - c2 * c2 * exp(c2)) / (c1 * c1 - c2 * c2)
        }
    };
    // The tail falls from 1; at p = 0, its widest, it is exp(−w/scale).
    let (mut inside, mut outside) = (0.0, scale * (1.0 / OUTSIDE).ln());
    for _ in 0..60 {
        let middle = (inside + outside) / 2.0;
        if tail(middle) > OUTSIDE { inside = middle } else { outside = middle }
    }
    outside + 0.5
}

/// A share a/(a+b) told from noisy a and b.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Share {
    /// From 0 to 1; a half where the noise left nothing to divide.
    pub share: f64,
    /// Half-width that holds the exact share with at least 95 % probability; at
    /// most 1.
    pub error_95: f64,
}

impl Share {
    /// The share of the first of two noisy sums in both.
    ///
    /// With â = a + Z₁, b̂ = b + Z₂, N̂ = â + b̂ and the exact share p the
    /// identity â − p·N̂ = (1−p)·Z₁ − p·Z₂ holds, N̂ being known. So with 95 %
    /// probability |â/N̂ − p| ≤ w(p)/N̂, w being the weighted half-width. It is
    /// largest at p = 0 and 1 and falls towards 1/2: a first interval with w(0)
    /// therefore bounds w(p) by its values at the ends of that interval.
    #[must_use]
    pub fn of(noisy: &[i128], noise: Noise) -> Self {
        let (a, b) = match *noisy {
            [a, b, ..] => (a as f64, b as f64),
            _ => (0.0, 0.0),
        };
        let total = a + b;
        if total <= 0.0 {
            let share = if a > 0.0 {
                1.0
            } else if b > 0.0 {
                0.0
            } else {
                0.5
            };
            return Self { share, error_95: 1.0 };
        }
        let width = |p: f64| weighted_half_width(p.clamp(0.0, 1.0), noise) / total;
        let (share, first) = (a / total, width(0.0));
        let error_95 = width(share - first).max(width(share + first)).min(1.0);
        Self { share: share.clamp(0.0, 1.0), error_95 }
    }
}

/// The error of a share at its widest, where each of about `rows` rows adds
/// `steps` to one sum or the other; at most 1.
#[must_use]
pub fn worst_share_error(rows: u64, steps: u64, noise: Noise) -> f64 {
    // w(0)/N, with N ≈ rows·steps
    (weighted_half_width(0.0, noise) / (rows as f64 * steps as f64)).min(1.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dp::noise::bits::chosen::SeededBits;
    use crate::dp::noise::{DiscreteGaussian, DiscreteLaplace};

    fn noise(t: u128, s: u128) -> Noise {
        Noise::Laplace(DiscreteLaplace::new(t, s).unwrap())
    }

    #[test]
    fn half_widths_are_the_least_that_hold() {
        for (t, s) in [(1, 10), (1, 2), (1, 1), (3, 1), (10, 1), (1000, 7), (110_000, 1)] {
            let q = (-(s as f64) / t as f64).exp();
            // Summed, not solved: P(|Z| ≤ h) = Σ P(x).
            let (mut h, mut inside) = (0u32, (1.0 - q) / (1.0 + q));
            while inside < 0.95 {
                h += 1;
                inside += 2.0 * (1.0 - q) / (1.0 + q) * q.powi(h.cast_signed());
            }
            assert_eq!(half_width(noise(t, s)), f64::from(h), "{t}/{s}");
        }
    }

    #[test]
    fn half_widths_of_gaussian_noise_hold() {
        let mut source = SeededBits::new(5);
        for (variance, draws) in [(1, 40_000), (30, 20_000), (10_000, 20_000)] {
            let noise = Noise::Gaussian(DiscreteGaussian::new(variance, 3).unwrap());
            let h = half_width(noise);
            let inside = (0..draws).filter(|_| noise.sample(&mut source).unwrap().abs() as f64 <= h).count();
            // Four standard errors of a share of 0.95.
            assert!(inside as f64 / f64::from(draws) > 0.95 - 0.0062, "{variance}: {h}, {inside}");
            assert!(h <= 2.0 * noise.standard_deviation() + 1.0);
        }
    }

    #[test]
    fn weighted_half_widths_hold_what_they_say() {
        let draws = 100_000;
        for (seed, (t, s)) in [(1, 4), (1, 1), (2, 1), (30, 1)].into_iter().enumerate() {
            let mut source = SeededBits::new(seed as u64);
            let pairs: Vec<_> = (0..draws)
                .map(|_| [(); 2].map(|()| noise(t, s).sample(&mut source).unwrap() as f64))
                .collect();
            for p in [0.0, 0.05, 0.3, 0.5, 0.8, 1.0] {
                let w = weighted_half_width(p, noise(t, s));
                let inside = pairs.iter().filter(|[z1, z2]| ((1.0 - p) * z1 - p * z2).abs() <= w).count();
                // Four standard errors of a share of 0.95.
                assert!(inside as f64 / draws as f64 > 0.95 - 0.0028, "{t}/{s}, {p}: {inside}");
                // And not much more, where the lattice is fine.
                assert!(t < 30 || (inside as f64 / draws as f64) < 0.957, "{t}/{s}, {p}: {inside}");
            }
        }
    }

    #[test]
    fn weighted_half_widths_are_least_in_the_middle() {
        let widths: Vec<_> =
            (0..=1000).map(|p| weighted_half_width(f64::from(p) / 1000.0, noise(10, 1))).collect();
        for p in 0..500 {
            assert!(widths[p] >= widths[p + 1] - 1e-6, "{p}");
            assert!((widths[p] - widths[1000 - p]).abs() < 1e-6, "{p}");
        }
    }

    #[test]
    fn shares_are_covered() {
        for (seed, (a, b)) in [(0, 40), (3, 30), (200, 200), (0, 4)].into_iter().enumerate() {
            let (noise, mut source) = (noise(2, 1), SeededBits::new(40 + seed as u64));
            let exact = a as f64 / (a + b) as f64;
            let rounds = 20_000;
            let covered = (0..rounds)
                .filter(|_| {
                    let noisy = [a, b].map(|sum: i128| sum + noise.sample(&mut source).unwrap());
                    let Share { share, error_95 } = Share::of(&noisy, noise);
                    (share - exact).abs() <= error_95
                })
                .count();
            assert!(covered as f64 / f64::from(rounds) > 0.95 - 0.0062, "{a}, {b}: {covered}");
        }
    }

    #[test]
    fn nothing_to_divide_is_no_failure() {
        for noisy in [[0, 0], [-5, 5], [-5, -9], [7, -7], [i128::MIN, i128::MAX]] {
            let Share { share, error_95 } = Share::of(&noisy, noise(1, 1));
            assert!((0.0..=1.0).contains(&share) && error_95 == 1.0, "{noisy:?}");
        }
        assert_eq!(worst_share_error(0, 1, noise(1, 1)), 1.0);
    }
}
