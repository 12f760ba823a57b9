//! The best of several candidates, chosen with noise: permute-and-flip, and the
//! exponential mechanism.
//!
//! Scores are integers, and a higher one is better. They never leave: only the
//! place of the winner does.

use super::bernoulli::exp_minus;
use super::bits::{BitsError, RandomBits};
use super::uniform::below;
use crate::dp::loss::Epsilon;
use crate::dp::loss::parameter::NANO;

/// The most that one row moves any score.
///
/// Of both mechanisms the factor λ of a score in the exponent is ε/2Δ, or ε/Δ
/// when one row moves all scores in the same direction. For take neighbours
/// whose scores are sᵢ and sᵢ ≤ sᵢ′ ≤ sᵢ + Δ. Then
///
/// - the exponential mechanism's exp(λsᵢ) and the sum of them all both grow by a
///   factor of 1 to exp(λΔ) = exp(ε), and so their quotient moves by at most
///   that;
/// - permute-and-flip gives the candidate of the largest sᵢ + Xᵢ, with Xᵢ
///   exponential of rate λ (Ding et al. 2021, arXiv 2105.07260). Whatever the
///   other Xⱼ are, i wins if Xᵢ exceeds a threshold, which moves by at most Δ
///   between the tables, and so the probability by at most exp(λΔ).
///
/// Where scores may move apart, the quotient and the threshold move by 2Δ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ScoreSensitivity {
    /// One row may raise some scores and lower others, each by at most Δ.
    General(u64),
    /// One row raises no score or lowers none, each by at most Δ: counts do so.
    Monotonic(u64),
}

impl ScoreSensitivity {
    /// True with probability exp(−λ·gap).
    ///
    /// The product saturates where the probability is below exp(−2^33).
    fn survives(
        self,
        gap: u128,
        epsilon: Epsilon,
        source: &mut (impl RandomBits + ?Sized),
    ) -> Result<bool, BitsError> {
        // λ = ε/2Δ or ε/Δ, and ε = nano/10⁹. A score that never moves is as one that moves by 1.
        let span = match self {
            Self::General(delta) => 2 * u128::from(delta.max(1)),
            Self::Monotonic(delta) => u128::from(delta.max(1)),
        };
        exp_minus(gap.saturating_mul(u128::from(epsilon.nano())), span * u128::from(NANO), source)
    }
}

/// The place of a good candidate, by permute-and-flip.
///
/// The candidates are visited in random order; each is taken with probability
/// exp(−λ(best − score)), and the best always is. λ is that of the
/// [`ScoreSensitivity`].
///
/// # Guarantee
/// ε-differential privacy of the place, exactly: integers only.
///
/// # Assumptions
/// The number of candidates is public, the bits are uniform and independent, and
/// the time that a draw takes is not observed.
///
/// # Utility
/// The winner's score falls short of the best by at most as much as under the
/// [`exponential`] mechanism on average, and by as little as half of it. The gap
/// is below ln(n/α)/λ with probability 1 − α, for n candidates.
///
/// # Errors
/// When the source of bits fails. Of no candidates, the place is 0.
///
/// # Citation
/// McKenna, Sheldon 2020, arXiv 2010.12603.
pub fn permute_and_flip(
    scores: &[i128],
    sensitivity: ScoreSensitivity,
    epsilon: Epsilon,
    source: &mut (impl RandomBits + ?Sized),
) -> Result<usize, BitsError> {
    let best = scores.iter().max().copied().unwrap_or(0);
    let mut waiting: Vec<usize> = (0..scores.len()).collect();
    while waiting.len() > 1 {
        let next = waiting.swap_remove(place_below(waiting.len() as u128, source)?);
        if sensitivity.survives(best.abs_diff(scores[next]), epsilon, source)? {
            return Ok(next);
        }
    }
    // Whoever is left when all others were refused is the best.
    Ok(waiting.first().copied().unwrap_or(0))
}

/// The place of a good candidate, by the exponential mechanism: P ∝ exp(λ·score).
///
/// Candidates are drawn with replacement, and taken with probability
/// exp(−λ(best − score)).
///
/// # Guarantee
/// ε-differential privacy of the place, exactly. It is also ε-bounded range, and
/// therefore (ε²/8)-zero-concentrated, which [`permute_and_flip`] is not: to be
/// preferred where many selections are composed under ρ.
///
/// # Assumptions
/// As of [`permute_and_flip`].
///
/// # Utility
/// The gap to the best is below ln(n/α)/λ with probability 1 − α. At most n draws
/// are needed on average.
///
/// # Errors
/// When the source of bits fails. Of no candidates, the place is 0.
///
/// # Citation
/// McSherry, Talwar 2007; bounded range: Dong, Durfee, Rogers 2020, arXiv
/// 1909.13830; ε²/8: Cesar, Rogers 2021, arXiv 2004.07223, Lemma 3.
pub fn exponential(
    scores: &[i128],
    sensitivity: ScoreSensitivity,
    epsilon: Epsilon,
    source: &mut (impl RandomBits + ?Sized),
) -> Result<usize, BitsError> {
    if scores.is_empty() {
        return Ok(0);
    }
    let best = scores.iter().max().copied().unwrap_or(0);
    loop {
        let drawn = place_below(scores.len() as u128, source)?;
        if sensitivity.survives(best.abs_diff(scores[drawn]), epsilon, source)? {
            return Ok(drawn);
        }
    }
}

/// The exponential mechanism over candidates that stand for several each:
/// P ∝ weight·exp(λ·score). An interval of a grid weighs as much as it has points.
///
/// Its guarantee is that of [`exponential`] over all that the candidates stand
/// for, followed by forgetting which of them it was. Candidates without a weight
/// are never drawn, and missing weights are none. The fewer of the weights stand
/// by good scores, the longer a draw takes: Σ weight/Σ weight·exp(−λ·gap) tries.
///
/// # Errors
/// When the source of bits fails. Where nothing weighs, the place is 0.
pub fn weighted_exponential(
    scores: &[i128],
    weights: &[u64],
    sensitivity: ScoreSensitivity,
    epsilon: Epsilon,
    source: &mut (impl RandomBits + ?Sized),
) -> Result<usize, BitsError> {
    let mut total = 0;
    let ends: Vec<u128> = scores
        .iter()
        .zip(weights)
        .map(|(_, &weight)| {
            total += u128::from(weight);
            total
        })
        .collect();
    let weighing = scores.iter().zip(weights).filter(|&(_, &weight)| weight > 0);
    let Some(best) = weighing.map(|(&score, _)| score).max() else {
        return Ok(0);
    };
    loop {
        let point = below(total, source)?;
        let drawn = ends.partition_point(|&end| end <= point);
        if sensitivity.survives(best.abs_diff(scores[drawn]), epsilon, source)? {
            return Ok(drawn);
        }
    }
}

/// A place of `0..n`, each with probability 1/n.
fn place_below(n: u128, source: &mut (impl RandomBits + ?Sized)) -> Result<usize, BitsError> {
    Ok(usize::try_from(below(n, source)?).unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use super::ScoreSensitivity::{General, Monotonic};
    use super::*;
    use crate::dp::noise::bits::chosen::{SeededBits, every_string};

    fn epsilon(text: &str) -> Epsilon {
        text.parse().unwrap()
    }

    /// exp(λ(score − best)).
    fn chances(scores: &[i128], lambda: f64) -> Vec<f64> {
        let best = scores.iter().max().unwrap();
        scores.iter().map(|score| ((score - best) as f64 * lambda).exp()).collect()
    }

    /// The probabilities of permute-and-flip, over all orders of visit.
    fn flips(chances: &[f64], waiting: &mut Vec<usize>, reached: f64, places: &mut [f64]) {
        let share = reached / waiting.len() as f64;
        for at in 0..waiting.len() {
            let place = waiting.remove(at);
            places[place] += share * chances[place];
            if chances[place] < 1.0 && !waiting.is_empty() {
                flips(chances, waiting, share * (1.0 - chances[place]), places);
            }
            waiting.insert(at, place);
        }
    }

    fn permuted(scores: &[i128], lambda: f64) -> Vec<f64> {
        let mut places = vec![0.0; scores.len()];
        flips(&chances(scores, lambda), &mut (0..scores.len()).collect(), 1.0, &mut places);
        places
    }

    fn weighted(scores: &[i128], weights: &[u64], lambda: f64) -> Vec<f64> {
        let masses: Vec<f64> =
            chances(scores, lambda).iter().zip(weights).map(|(chance, &w)| chance * w as f64).collect();
        let total: f64 = masses.iter().sum();
        masses.iter().map(|mass| mass / total).collect()
    }

    #[test]
    fn every_bit_string_gives_each_place_its_share() {
        let (one, two) = (epsilon("1"), epsilon("2"));
        for (scores, sensitivity, epsilon, lambda) in [
            (vec![3, 5, 4], General(1), one, 0.5),
            (vec![-1, 1, 0], Monotonic(1), one, 1.0),
            (vec![7, 7, 4], General(3), two, 1.0 / 3.0),
            (vec![0, 9], Monotonic(5), two, 0.4),
        ] {
            let weights: Vec<u64> = (1..).take(scores.len()).collect();
            let same = vec![1; scores.len()];
            let fits = |name: &str,
                        (decided, undecided): (std::collections::BTreeMap<usize, f64>, f64),
                        exact: Vec<f64>| {
                assert!(undecided < 0.13, "{name} {scores:?}: {undecided}");
                for (place, exact) in exact.into_iter().enumerate() {
                    let mass = decided.get(&place).copied().unwrap_or(0.0);
                    let holds = mass <= exact + 1e-12 && exact <= mass + undecided + 1e-12;
                    assert!(holds, "{name} {scores:?}, {place}: {mass} {exact}");
                }
            };
            let flipped = every_string(20, |source| permute_and_flip(&scores, sensitivity, epsilon, source));
            fits("flip", flipped, permuted(&scores, lambda));
            let drawn = every_string(20, |source| exponential(&scores, sensitivity, epsilon, source));
            fits("exponential", drawn, weighted(&scores, &same, lambda));
            let heavy = every_string(20, |source| {
                weighted_exponential(&scores, &weights, sensitivity, epsilon, source)
            });
            fits("weighted", heavy, weighted(&scores, &weights, lambda));
        }
    }

    /// χ² of draws against exact shares, in standard deviations above its mean.
    fn chi_squared(exact: &[f64], draw: impl Fn(&mut SeededBits) -> Result<usize, BitsError>) -> f64 {
        let (draws, mut source, mut seen) = (200_000, SeededBits::new(3), vec![0.0; exact.len()]);
        for _ in 0..draws {
            seen[draw(&mut source).unwrap()] += 1.0;
        }
        let terms = seen.iter().zip(exact).map(|(seen, share)| (seen, share * f64::from(draws)));
        let statistic: f64 = terms.map(|(seen, expected)| (seen - expected).powi(2) / expected).sum();
        let freedom = exact.len() as f64 - 1.0;
        (statistic - freedom) / (2.0 * freedom).sqrt()
    }

    #[test]
    fn draws_fit_the_distribution_and_no_other() {
        let scores = [-40, 12, 0, 7, 19, 19];
        let weights = [9, 1, 5, 2, 1, 1];
        let (sensitivity, epsilon) = (General(5), epsilon("1"));
        for (lambda, right) in [(0.1, true), (0.103, false)] {
            let excesses = [
                chi_squared(&permuted(&scores, lambda), |s| {
                    permute_and_flip(&scores, sensitivity, epsilon, s)
                }),
                chi_squared(&weighted(&scores, &[1; 6], lambda), |s| {
                    exponential(&scores, sensitivity, epsilon, s)
                }),
                chi_squared(&weighted(&scores, &weights, lambda), |s| {
                    weighted_exponential(&scores, &weights, sensitivity, epsilon, s)
                }),
            ];
            assert!(excesses.iter().all(|excess| (excess.abs() < 5.0) == right), "{lambda}: {excesses:?}");
        }
    }

    #[test]
    fn the_widest_gaps_and_the_emptiest_lists_are_answered() {
        let mut source = SeededBits::new(1);
        let wide = [i128::MIN, i128::MAX, 0];
        let nothing = ScoreSensitivity::General(0);
        for sensitivity in [nothing, General(1), General(u64::MAX), Monotonic(u64::MAX)] {
            for epsilon in [epsilon("1e-9"), epsilon("1000")] {
                assert_eq!(permute_and_flip(&wide, sensitivity, epsilon, &mut source), Ok(1));
                assert_eq!(exponential(&wide, sensitivity, epsilon, &mut source), Ok(1));
                let weights = [9, 0, 1];
                assert_eq!(weighted_exponential(&wide, &weights, sensitivity, epsilon, &mut source), Ok(2));
            }
        }
        let one = epsilon("1");
        assert_eq!(permute_and_flip(&[], General(1), one, &mut source), Ok(0));
        assert_eq!(exponential(&[], General(1), one, &mut source), Ok(0));
        assert_eq!(weighted_exponential(&wide, &[], General(1), one, &mut source), Ok(0));
    }
}
