//! Bounds on a mean: what cutting off costs, against what noise costs.

use serde::Serialize;

use super::law::Law;
use super::ward::Ward;
use crate::dp::Epsilon;

/// The longest stay of the ward, in days, and the highest bound.
const LONGEST: u32 = 120;

/// The mean stay at every upper bound.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct ClippingLesson {
    /// Days that each patient stayed.
    pub stays: Vec<u32>,
    /// Their mean.
    pub mean: f64,
    /// The errors at each bound, from 1 day on.
    pub curve: Vec<Clipped>,
    /// The bound at which the total is least.
    pub best: u32,
}

/// Errors of the mean when stays above a bound count as the bound, in days.
#[derive(Clone, Copy, Debug, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Clipped {
    /// The bound, in days.
    pub bound: u32,
    /// By how much the mean is too low without any noise.
    pub bias: f64,
    /// The standard deviation of the noise.
    pub noise: f64,
    /// Both together: √(bias² + noise²).
    pub total: f64,
    /// Patients whose stay is cut off.
    pub cut: u32,
}

/// The mean stay of `patients`, a number that is known, at ε.
#[must_use]
pub fn clipping(epsilon: Epsilon, patients: usize) -> ClippingLesson {
    let stays = Ward::of(patients.max(1)).stays;
    let n = stays.len() as f64;
    let mean = |bound: u32| stays.iter().map(|&days| f64::from(days.min(bound))).sum::<f64>() / n;
    let at = |bound: u32| {
        let bias = mean(LONGEST) - mean(bound);
        // A patient more changes the sum by at most the bound.
        let noise = Law::of_scale(f64::from(bound) / epsilon.to_f64()).deviation() / n;
        let cut = stays.iter().map(|&days| u32::from(days > bound)).sum();
        Clipped { bound, bias, noise, total: bias.hypot(noise), cut }
    };
    let curve: Vec<Clipped> = (1..=LONGEST).map(at).collect();
    let best = curve.iter().min_by(|one, other| one.total.total_cmp(&other.total)).map_or(1, |one| one.bound);
    ClippingLesson { mean: mean(LONGEST), stays, curve, best }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_high_bound_costs_noise_and_a_low_one_bias() {
        let ClippingLesson { curve, best, .. } = clipping("0.5".parse().unwrap(), 200);
        assert!(curve.is_sorted_by(|low, high| low.bias >= high.bias && low.noise <= high.noise));
        let (first, last) = (curve[0], curve[119]);
        assert!(last.bias.abs() < 1e-12 && last.cut == 0 && first.cut > 100);
        assert!((10..100).contains(&best), "{best}");
        // √2·B/(ε·n), less a little, for the noise is discrete.
        let continuous = 2f64.sqrt() * 120.0 / 0.5 / 200.0;
        assert!((last.noise / continuous - 1.0).abs() < 1e-3, "{}", last.noise);
    }

    #[test]
    fn more_patients_bear_a_higher_bound() {
        let best = |patients| clipping("0.5".parse().unwrap(), patients).best;
        assert!(best(50) < best(5000));
    }
}
