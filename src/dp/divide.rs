//! A total privacy loss, divided over several questions.

use serde::{Deserialize, Serialize};

use super::answer;
use super::error::AnswerError;
use super::loss::parameter::from_atto;
use super::loss::{Epsilon, Loss, Rho};
use super::question::{Asked, Question};

/// A question and how much its accuracy matters.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Weighted {
    /// The question.
    pub question: Question,
    /// Above 0; twice the weight makes a squared error count twice.
    pub weight: f64,
}

/// Divides a total over questions so that their errors are small together.
///
/// The relative error of question i is its expected error divided by the range
/// of its answer. It falls as cᵢ/εᵢ for Laplace noise and a choice, and as
/// cᵢ/√ρᵢ for Gaussian noise of ρᵢ. Minimised is the weighted sum of squares; by
/// Lagrange, with the losses adding up to the total,
///
/// ```text
/// Σ wᵢ·(cᵢ/εᵢ)²  is least where  wᵢ·cᵢ²/εᵢ³ is the same for all:  εᵢ ∝ (wᵢ·cᵢ²)^(1/3)
/// Σ wᵢ·cᵢ²/ρᵢ    is least where  wᵢ·cᵢ²/ρᵢ² is the same for all:  ρᵢ ∝ (wᵢ·cᵢ²)^(1/2)
/// ```
///
/// A δ is divided evenly. cᵢ is measured at even shares; of a question with several
/// numbers, the median of their relative errors counts.
///
/// # Guarantee
/// The parts add up to the total exactly, of a δ to no more than the total. They
/// depend on the declarations alone.
///
/// # Assumptions
/// About `approximate_rows` rows. Questions about disjoint parts of the patients
/// are not told apart: divide a total over each part's questions.
///
/// # Utility
/// Against even shares the sum of squares never grows. Questions of equal relative
/// error and weight get equal shares: counts, means and prevalences do.
///
/// # Errors
/// A weight that is not positive; what [`expected`](super::expected) refuses;
/// [`AnswerError::NoiseTooWide`] for a total that is too small to be divided.
///
/// # Citation
/// A closed form of the allocation by Lagrange multipliers, as in optimal
/// stratified sampling: Neyman 1934.
pub fn divide(
    total: Loss,
    questions: &[Weighted],
    approximate_rows: u64,
    rows_per_patient: u64,
) -> Result<Vec<Loss>, AnswerError> {
    let k = questions.len() as u64;
    let units = units(total);
    if units < k {
        return Err(AnswerError::NoiseTooWide);
    }
    let root = if matches!(total, Loss::Concentrated { .. }) { 1.0 / 2.0 } else { 1.0 / 3.0 };
    let mut shares = Vec::new();
    for (at, Weighted { question, weight }) in questions.iter().enumerate() {
        if !(weight.is_finite() && *weight > 0.0) {
            return Err(AnswerError::WeightNotPositive { position: at + 1 });
        }
        let asked = Asked { question: question.clone(), among: None, loss: part(total, units / k, k)? };
        let error = relative_error(&asked, approximate_rows, rows_per_patient)?;
        shares.push((weight * error * error).powf(root));
    }
    apportion(units, &shares).into_iter().map(|units| part(total, units, k)).collect()
}

/// The median of the relative errors of a question's numbers.
fn relative_error(asked: &Asked, rows: u64, rows_per_patient: u64) -> Result<f64, AnswerError> {
    let expected = answer::expected(asked, rows.max(1), rows_per_patient)?;
    let mut errors: Vec<_> = expected.iter().map(|number| number.error_95 / number.range).collect();
    errors.sort_by(f64::total_cmp);
    let median = errors.get(errors.len().saturating_sub(1) / 2).copied().unwrap_or(1.0);
    // Beyond its range an answer cannot err, and no error is none to divide by.
    Ok(median.clamp(1e-12, 1.0))
}

/// ε or ρ in billionths.
fn units(loss: Loss) -> u64 {
    match loss {
        Loss::Pure { epsilon } | Loss::Approximate { epsilon, .. } => epsilon.nano(),
        Loss::Concentrated { rho } => rho.nano(),
    }
}

/// A part of a total: so many billionths of ε or ρ, and a k-th of its δ.
fn part(total: Loss, nano: u64, k: u64) -> Result<Loss, AnswerError> {
    let part = match total {
        Loss::Pure { .. } => Epsilon::from_nano(nano).map(Loss::from),
        Loss::Concentrated { .. } => Rho::from_nano(nano).map(Loss::from),
        Loss::Approximate { delta, .. } => Epsilon::from_nano(nano).and_then(|epsilon| {
            let delta = from_atto(delta.atto() / k).try_into().ok()?;
            Some(Loss::Approximate { epsilon, delta })
        }),
    };
    part.ok_or(AnswerError::NoiseTooWide)
}

/// Whole units in proportion to the shares, at least one each, that add up to the
/// total. What rounding down leaves goes to the first ones.
fn apportion(total: u64, shares: &[f64]) -> Vec<u64> {
    let (sum, spare) = (shares.iter().sum::<f64>(), total - shares.len() as u64);
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    let part = |share: &f64| (share / sum * spare as f64).floor() as u64;
    let mut left = spare;
    let mut parts: Vec<_> = shares
        .iter()
        .map(|share| {
            let part = part(share).min(left);
            left -= part;
            part + 1
        })
        .collect();
    // Rounding down loses less than one unit each.
    while left > 0 && !parts.is_empty() {
        for part in parts.iter_mut().take(usize::try_from(left).unwrap_or(usize::MAX)) {
            *part += 1;
            left -= 1;
        }
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn weighted(json: &str, weight: f64) -> Weighted {
        Weighted { question: serde_json::from_str(json).unwrap(), weight }
    }

    fn loss(json: &str) -> Loss {
        serde_json::from_str(json).unwrap()
    }

    const COUNT: &str = r#"{"question":"count"}"#;
    const MEAN: &str = r#"{"question":"mean","column":"a","lower":0,"upper":110}"#;
    const BINS: &str = r#"{"question":"histogram","column":"a","bins":{"edges":[0,1,2,3,4,5,6,7,8]}}"#;

    fn parts(total: &str, questions: &[Weighted]) -> Vec<u64> {
        divide(loss(total), questions, 1_000_000, 1).unwrap().into_iter().map(units).collect()
    }

    #[test]
    fn an_eight_times_larger_relative_error_gets_four_times_the_epsilon() {
        let questions = [weighted(COUNT, 1.0), weighted(BINS, 1.0)];
        let is_near = |total: &str, questions: &[Weighted], expected: [u64; 2]| {
            let parts = parts(total, questions);
            assert_eq!(parts.iter().sum::<u64>(), expected.iter().sum::<u64>());
            assert!(parts[0].abs_diff(expected[0]) < 5, "{parts:?}");
        };
        // 8^(2/3) = 4
        is_near(r#"{"epsilon":0.0005}"#, &questions, [100_000, 400_000]);
        // 64^(1/2) = 8
        is_near(r#"{"rho":0.000009}"#, &questions, [1000, 8000]);
        let heavier = [weighted(COUNT, 64.0), weighted(BINS, 1.0)];
        is_near(r#"{"epsilon":0.0005}"#, &heavier, [250_000, 250_000]);
    }

    #[test]
    fn no_other_division_is_better() {
        let questions = [weighted(COUNT, 1.0), weighted(MEAN, 3.0), weighted(BINS, 1.0)];
        let total = loss(r#"{"epsilon":0.001}"#);
        let cost = |parts: &[u64]| {
            let errors = questions.iter().zip(parts).map(|(weighted, &nano)| {
                let loss = Epsilon::from_nano(nano).unwrap().into();
                let asked = Asked { question: weighted.question.clone(), among: None, loss };
                weighted.weight * relative_error(&asked, 1_000_000, 1).unwrap().powi(2)
            });
            errors.sum::<f64>()
        };
        let best = parts(r#"{"epsilon":0.001}"#, &questions);
        assert_eq!(best.iter().sum::<u64>(), units(total));
        for (from, to) in [(0, 1), (1, 0), (0, 2), (2, 0), (1, 2), (2, 1)] {
            let mut other = best.clone();
            other[from] -= 20_000;
            other[to] += 20_000;
            assert!(cost(&other) > cost(&best), "{from} {to}");
        }
    }

    #[test]
    fn what_cannot_be_divided_is_refused() {
        let refused =
            |weight, total| divide(loss(total), &[weighted(COUNT, 1.0), weighted(COUNT, weight)], 100, 1);
        for weight in [0.0, -1.0, f64::NAN, f64::INFINITY] {
            let error = refused(weight, r#"{"epsilon":1}"#);
            assert_eq!(error, Err(AnswerError::WeightNotPositive { position: 2 }));
        }
        assert_eq!(refused(1.0, r#"{"epsilon":1e-9}"#), Err(AnswerError::NoiseTooWide));
        assert_eq!(refused(1.0, r#"{"epsilon":1,"delta":1e-18}"#), Err(AnswerError::NoiseTooWide));
        assert_eq!(divide(loss(r#"{"epsilon":1}"#), &[], 100, 1), Ok(vec![]));
        assert!(refused(1.0, r#"{"epsilon":1,"delta":1e-6}"#).is_ok());
    }

    proptest! {
        #[test]
        fn parts_add_up_to_the_total(total in 20u64..1_000_000_000_000, shares in prop::collection::vec(1e-12..1e6f64, 1..20)) {
            let parts = apportion(total, &shares);
            prop_assert_eq!(parts.iter().sum::<u64>(), total);
            prop_assert!(parts.iter().all(|&part| part >= 1));
        }
    }
}
