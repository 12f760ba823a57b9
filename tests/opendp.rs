//! Our samplers against those of `OpenDP`, draw for draw.
//!
//! Two samples of the same size are compared by χ² and by Kolmogorov and
//! Smirnov's test, each at a significance of 10⁻⁶. Every comparison is made with
//! a wrong parameter too, and must tell.
#![cfg(not(target_arch = "wasm32"))]

use std::collections::{BTreeMap, HashSet};

use lazaret::dp::noise::ScoreSensitivity::{General, Monotonic};
use lazaret::dp::noise::selection::{exponential, permute_and_flip};
use lazaret::dp::noise::{BitsError, DiscreteGaussian, DiscreteLaplace, RandomizedResponse};
use lazaret::dp::{Epsilon, SystemBits};
use opendp::domains::{AtomDomain, VectorDomain};
use opendp::measurements::{make_noisy_max, make_randomized_response};
use opendp::measures::{MaxDivergence, ZeroConcentratedDivergence};
use opendp::metrics::LInfDistance;
use opendp::traits::samplers::{sample_discrete_gaussian, sample_discrete_laplace};

const DRAWS: u32 = 30_000;
/// Upper quantile of the normal distribution at 10⁻⁶.
const NORMAL: f64 = 4.753;

/// For each value, how often each of two samples has it.
type Pairs = BTreeMap<i128, [f64; 2]>;

/// What our sampler and theirs give.
fn pairs(ours: impl Fn(&mut SystemBits) -> Result<i128, BitsError>, theirs: impl Fn() -> i128) -> Pairs {
    let (mut pairs, mut source) = (Pairs::new(), SystemBits::default());
    for _ in 0..DRAWS {
        pairs.entry(ours(&mut source).unwrap()).or_default()[0] += 1.0;
        pairs.entry(theirs()).or_default()[1] += 1.0;
    }
    pairs
}

/// χ² = Σ (a − b)²/(a + b) over cells of about a fortieth of all draws at least,
/// against its quantile by Wilson and Hilferty's approximation.
fn same_by_chi_squared(pairs: &Pairs) -> bool {
    let mut cells = vec![[0.0; 2]];
    for [a, b] in pairs.values() {
        let last = cells.last_mut().unwrap();
        *last = [last[0] + a, last[1] + b];
        if last[0] + last[1] > f64::from(DRAWS) / 20.0 {
            cells.push([0.0; 2]);
        }
    }
    cells.retain(|[a, b]| a + b > 20.0);
    let statistic: f64 = cells.iter().map(|[a, b]| (a - b).powi(2) / (a + b)).sum();
    let freedom = cells.len() as f64 - 1.0;
    let spread = 2.0 / (9.0 * freedom);
    statistic < freedom * (1.0 - spread + NORMAL * spread.sqrt()).powi(3)
}

/// The largest distance between the distribution functions, against the quantile
/// √(ln(2/α)/2)·√(2/n); on integers the test errs on the side of agreement.
fn same_by_kolmogorov_smirnov(pairs: &Pairs) -> bool {
    let n = f64::from(DRAWS);
    let (mut lead, mut distance) = (0.0f64, 0.0f64);
    for [a, b] in pairs.values() {
        lead += (a - b) / n;
        distance = distance.max(lead.abs());
    }
    distance < ((2e6f64).ln() / n).sqrt()
}

fn verdicts(pairs: &Pairs) -> [bool; 2] {
    [same_by_chi_squared(pairs), same_by_kolmogorov_smirnov(pairs)]
}

/// Scales t/s, which doubles hold exactly.
const SCALES: [(u128, u128); 4] = [(1, 2), (5, 2), (40, 1), (4001, 4)];

#[test]
fn discrete_laplace_is_theirs() {
    for (t, s) in SCALES {
        let theirs = || {
            let scale = (t as f64 / s as f64).try_into().unwrap();
            sample_discrete_laplace(scale).unwrap().try_into().unwrap()
        };
        let ours = |t, s| {
            let noise = DiscreteLaplace::new(t, s).unwrap();
            verdicts(&pairs(|source| noise.sample(source), theirs))
        };
        assert_eq!(ours(t, s), [true, true], "{t}/{s}");
        assert_eq!(ours(4 * t, 3 * s), [false, false], "{t}/{s}: a scale that is a third too large");
    }
}

#[test]
fn discrete_gaussian_is_theirs() {
    for (t, s) in SCALES {
        let theirs = || {
            let scale = (t as f64 / s as f64).try_into().unwrap();
            sample_discrete_gaussian(scale).unwrap().try_into().unwrap()
        };
        let ours = |t: u128, s: u128| {
            let noise = DiscreteGaussian::new(t * t, s * s).unwrap();
            verdicts(&pairs(|source| noise.sample(source), theirs))
        };
        assert_eq!(ours(t, s), [true, true], "{t}/{s}");
        assert_eq!(ours(4 * t, 3 * s), [false, false], "{t}/{s}: a scale that is a third too large");
    }
}

#[test]
fn selections_are_theirs() {
    let scores = [-9, 12, 3, 7, 19, 18, 0];
    let one: Epsilon = "1".parse().unwrap();
    let two: Epsilon = "1.4".parse().unwrap();
    // Their scale is 1/λ: 2Δ/ε, or Δ/ε for monotonic scores.
    let scale = 10.0;
    for (sensitivity, delta) in [(General(5), 5), (Monotonic(10), 10)] {
        let monotonic = matches!(sensitivity, Monotonic(_));
        let candidates = || VectorDomain::new(AtomDomain::<i64>::default());
        let flip =
            make_noisy_max(candidates(), LInfDistance::new(monotonic), MaxDivergence, scale, false).unwrap();
        let draw = make_noisy_max(
            candidates(),
            LInfDistance::new(monotonic),
            ZeroConcentratedDivergence,
            scale,
            false,
        )
        .unwrap();
        let (wide, narrow) = (scores.map(i128::from), scores.to_vec());
        for (epsilon, same) in [(one, [true; 2]), (two, [false; 2])] {
            let flips = pairs(
                |source| permute_and_flip(&wide, sensitivity, epsilon, source).map(|place| place as i128),
                || flip.invoke(&narrow).unwrap() as i128,
            );
            assert_eq!(verdicts(&flips), same, "permute and flip, {sensitivity:?}, {epsilon:?}");
            let draws = pairs(
                |source| exponential(&wide, sensitivity, epsilon, source).map(|place| place as i128),
                || draw.invoke(&narrow).unwrap() as i128,
            );
            assert_eq!(verdicts(&draws), same, "exponential, {sensitivity:?}, {epsilon:?}");
        }
        // The loss that they account for is the ε of ours.
        assert!((flip.map(&delta).unwrap() - 1.0).abs() < 1e-9);
        assert!((draw.map(&delta).unwrap() - 1.0 / 8.0).abs() < 1e-9);
    }
}

#[test]
fn randomized_response_is_theirs() {
    for categories in [2usize, 5] {
        for (text, wrong) in [("0.5", "0.8"), ("2", "3")] {
            let epsilon: Epsilon = text.parse().unwrap();
            let probability = 1.0 / (1.0 + (categories as f64 - 1.0) * (-epsilon.to_f64()).exp());
            let all: HashSet<usize> = (0..categories).collect();
            let their = make_randomized_response(all, probability).unwrap();
            assert!((their.map(&1).unwrap() - epsilon.to_f64()).abs() < 1e-9);
            let ours = |text: &str| {
                let response = RandomizedResponse::new(categories, text.parse().unwrap()).unwrap();
                verdicts(&pairs(
                    |source| response.answer(categories - 1, source).map(|place| place as i128),
                    || their.invoke(&(categories - 1)).unwrap() as i128,
                ))
            };
            assert_eq!(ours(text), [true, true], "{categories} categories, ε = {text}");
            assert_eq!(ours(wrong), [false, false], "{categories} categories, ε = {wrong} for {text}");
        }
    }
}
