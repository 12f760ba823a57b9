//! Asking the same question again and again, with and without a ledger.

use serde::Serialize;

use super::law::Law;
use super::releases::draw;
use super::source::LessonBits;
use super::ward::Ward;
use crate::dp::noise::BitsError;
use crate::dp::{Budget, Epsilon};

/// Patients on the ward.
const PATIENTS: usize = 80;

/// What stands between the asker and the answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ledger {
    /// Nothing: every question draws new noise.
    None,
    /// The same question gets the answer that it got before.
    Remembers,
    /// Every answer is paid from a budget, which refuses when it is spent.
    Refuses,
}

/// The average of the answers as more and more are asked for.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct AveragingLesson {
    /// The true count.
    pub truth: i32,
    /// The average so far, at some numbers of answers.
    pub averages: Vec<Average>,
    /// Answers given before the ledger refused, or all.
    pub answered: u32,
    /// All ε that the answers cost together; the one ε where the answer was remembered.
    pub spent: f64,
}

/// After some answers.
#[derive(Clone, Copy, Debug, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Average {
    /// Answers averaged.
    pub answers: u32,
    /// Their average.
    pub average: f64,
    /// The standard error on paper: that of one answer over √k.
    pub error: f64,
}

/// Asks `times` times at ε each, with a budget of `total` where the ledger refuses.
///
/// # Errors
/// When the source of bits fails.
pub fn averaging(
    epsilon: Epsilon,
    times: u32,
    ledger: Ledger,
    total: Epsilon,
    bits: &mut LessonBits,
) -> Result<AveragingLesson, BitsError> {
    let truth = Ward::of(PATIENTS).ill().cast_signed();
    let deviation = Law::of_scale(1.0 / epsilon.to_f64()).deviation();
    let mut budget = Budget::new(total.into());
    let first = truth + draw(epsilon, bits)?;
    let average = |answers: u32, sum: f64| {
        let independent = if ledger == Ledger::Remembers { 1 } else { answers };
        let error = deviation / f64::from(independent).sqrt();
        Average { answers, average: sum / f64::from(answers), error }
    };
    let (mut sum, mut answered, mut averages) = (0.0, 0, Vec::new());
    while answered < times {
        if ledger == Ledger::Refuses && budget.spend(epsilon.into(), None).is_err() {
            break;
        }
        let again = answered > 0 && ledger != Ledger::Remembers;
        sum += f64::from(if again { truth + draw(epsilon, bits)? } else { first });
        answered += 1;
        if is_drawn(answered) {
            averages.push(average(answered, sum));
        }
    }
    if answered > 0 && !is_drawn(answered) {
        averages.push(average(answered, sum));
    }
    let paid = if ledger == Ledger::Remembers { answered.min(1) } else { answered };
    Ok(AveragingLesson { truth, averages, answered, spent: f64::from(paid) * epsilon.to_f64() })
}

/// The first answers one by one, then ever fewer: the scale is a logarithm.
fn is_drawn(answers: u32) -> bool {
    answers < 20 || answers.is_multiple_of(10u32.pow(answers.ilog10()) / 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ask(ledger: Ledger, times: u32, seed: u32) -> AveragingLesson {
        let epsilon = "0.1".parse().unwrap();
        averaging(epsilon, times, ledger, Epsilon::ONE, &mut LessonBits::new(Some(seed))).unwrap()
    }

    /// Root mean square distance of the last average from the truth.
    fn error(ledger: Ledger, times: u32) -> f64 {
        let square = |seed| {
            let run = ask(ledger, times, seed);
            (run.averages.last().unwrap().average - f64::from(run.truth)).powi(2)
        };
        ((0..200).map(square).sum::<f64>() / 200.0).sqrt()
    }

    #[test]
    fn the_average_creeps_to_the_truth_as_one_over_root_k() {
        let one = Law::of_scale(10.0).deviation();
        // An error of 200 runs is known to 5 %, or 8 % where the tails are long.
        for times in [1, 16, 100] {
            let expected = one / f64::from(times).sqrt();
            assert!((error(Ledger::None, times) / expected - 1.0).abs() < 0.25, "{times}");
        }
        assert!((ask(Ledger::None, 100, 1).averages.last().unwrap().error - one / 10.0).abs() < 1e-12);
    }

    #[test]
    fn a_remembered_answer_stays_as_wrong_as_it_was() {
        let run = ask(Ledger::Remembers, 1000, 1);
        assert!(run.averages.iter().all(|one| (one.average - run.averages[0].average).abs() < 1e-9));
        assert!((run.spent - 0.1).abs() < 1e-12 && run.answered == 1000);
    }

    #[test]
    fn a_spent_budget_refuses() {
        let run = ask(Ledger::Refuses, 1000, 1);
        assert_eq!((run.answered, run.averages.len()), (10, 10));
        assert!((run.spent - 1.0).abs() < 1e-12);
        let (epsilon, total) = ("0.07".parse().unwrap(), "5".parse().unwrap());
        let run = averaging(epsilon, 1000, Ledger::Refuses, total, &mut LessonBits::new(Some(1))).unwrap();
        assert_eq!((run.answered, run.averages.last().unwrap().answers), (71, 71));
    }
}
