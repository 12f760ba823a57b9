//! Accuracy first: from an error to what it costs.

use super::answer;
use super::error::AnswerError;
use super::loss::parameter::from_nano;
use super::loss::{Epsilon, Loss, Rho};
use super::question::{Asked, Question};
use crate::table::Decimal;

/// Losses are tried to three digits: 100 to 999 in each of these decades, in
/// billionths, and ten.
const DECADES: u32 = 8;
/// Tries in a decade.
const A_DECADE: u32 = 900;

/// The smallest loss, to three digits, that is expected to keep the 95 % error of
/// a question's number within a target.
///
/// `like` tells the measure: ε, ρ, or ε with its δ. `statistic` is the place of
/// the number among those that [`expected`](super::expected) tells of.
///
/// # Guarantee
/// Of the declarations alone: the data is not looked at and nothing is spent.
///
/// # Assumptions
/// About `approximate_rows` rows take part, at most `rows_per_patient` of one
/// patient.
///
/// # Utility
/// The error is the one to expect at worst, so the answer is often better.
///
/// # Errors
/// A target that is not positive, or that not even ε or ρ = 10 keeps; a number that
/// the question does not have; what [`expected`](super::expected) refuses.
pub fn loss_for(
    question: &Question,
    statistic: usize,
    target: Decimal,
    approximate_rows: u64,
    rows_per_patient: u64,
    like: Loss,
) -> Result<Loss, AnswerError> {
    if target <= Decimal::whole(0) {
        return Err(AnswerError::TargetNotPositive { target });
    }
    let error = |at: u32| {
        let loss = nth(at, like).ok_or(AnswerError::NoiseTooWide)?;
        let asked = Asked { question: question.clone(), among: None, loss };
        let numbers = answer::expected(&asked, approximate_rows, rows_per_patient)?;
        let number = numbers.get(statistic).ok_or(AnswerError::NoSuchNumber { position: statistic + 1 })?;
        Ok::<_, AnswerError>(number.error_95)
    };
    let (mut fails, mut keeps) = (0, DECADES * A_DECADE);
    let least = error(keeps)?;
    if least > target.to_f64() {
        // Three digits are enough for a sentence.
        let error = format!("{least:.2e}").parse().unwrap_or(target);
        return Err(AnswerError::TargetOutOfReach { target, at_most: from_nano(nano(keeps)), error });
    }
    // Where the loss is too small for the noise to be drawn, the target is missed.
    let kept = |at| error(at).is_ok_and(|error| error <= target.to_f64());
    if kept(fails) {
        return nth(fails, like).ok_or(AnswerError::NoiseTooWide);
    }
    while keeps - fails > 1 {
        let middle = fails.midpoint(keeps);
        if kept(middle) { keeps = middle } else { fails = middle }
    }
    nth(keeps, like).ok_or(AnswerError::NoiseTooWide)
}

/// The losses of three digits, in billionths, in order.
const fn nano(at: u32) -> u64 {
    (100 + at % A_DECADE) as u64 * 10u64.pow(at / A_DECADE)
}

fn nth(at: u32, like: Loss) -> Option<Loss> {
    match like {
        Loss::Pure { .. } => Epsilon::from_nano(nano(at)).map(Loss::from),
        Loss::Concentrated { .. } => Rho::from_nano(nano(at)).map(Loss::from),
        Loss::Approximate { delta, .. } => {
            Epsilon::from_nano(nano(at)).map(|epsilon| Loss::Approximate { epsilon, delta })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn solve(
        question: &str,
        statistic: usize,
        target: &str,
        rows: u64,
        like: &str,
    ) -> Result<Loss, AnswerError> {
        let question = serde_json::from_str(question).unwrap();
        loss_for(&question, statistic, target.parse().unwrap(), rows, 1, serde_json::from_str(like).unwrap())
    }

    const SMOKING: &str = r#"{"question":"prevalence","column":"SMOKING","category":"1"}"#;
    const AGE: &str = r#"{"question":"moments","column":"AGE","lower":0,"upper":110,"step":1}"#;
    const EPSILON: &str = r#"{"epsilon":1}"#;

    #[test]
    fn half_a_point_costs_what_the_formula_says() {
        // ln(20)/(nε) + 1/2n ≤ 0.005 for ε ≥ 0.0383
        let loss = solve(SMOKING, 0, "0.005", 15_757, EPSILON).unwrap();
        assert_eq!(loss, serde_json::from_str(r#"{"epsilon":0.0383}"#).unwrap());
    }

    #[test]
    fn the_loss_is_the_least_of_three_digits() {
        for (question, statistic, target) in
            [(SMOKING, 0, "0.005"), (SMOKING, 0, "0.3"), (AGE, 0, "10"), (AGE, 1, "0.5"), (AGE, 3, "1")]
        {
            for like in [EPSILON, r#"{"rho":1}"#, r#"{"epsilon":1,"delta":1e-6}"#] {
                let loss = solve(question, statistic, target, 15_757, like).unwrap();
                let error = |loss| {
                    let asked =
                        Asked { question: serde_json::from_str(question).unwrap(), among: None, loss };
                    answer::expected(&asked, 15_757, 1).unwrap()[statistic].error_95
                };
                let at = (0..=7200).find(|&at| nth(at, loss) == Some(loss)).unwrap();
                let target: f64 = target.parse().unwrap();
                assert!(error(loss) <= target, "{loss:?}");
                assert!(at == 0 || error(nth(at - 1, loss).unwrap()) > target, "{loss:?}");
            }
        }
    }

    #[test]
    fn what_cannot_be_had_is_refused() {
        let refused = solve(SMOKING, 0, "0.001", 100, EPSILON).unwrap_err();
        assert!(matches!(refused, AnswerError::TargetOutOfReach { .. }), "{refused:?}");
        for target in ["0", "-1"] {
            assert!(matches!(
                solve(SMOKING, 0, target, 100, EPSILON),
                Err(AnswerError::TargetNotPositive { .. })
            ));
        }
        assert_eq!(solve(SMOKING, 1, "0.1", 100, EPSILON), Err(AnswerError::NoSuchNumber { position: 2 }));
        // Everything is within reach where every error will do.
        let loss = solve(SMOKING, 0, "1", 100, EPSILON).unwrap();
        assert_eq!(loss, serde_json::from_str(r#"{"epsilon":1e-7}"#).unwrap());
    }
}
