//! The answers that two neighbouring wards can give, and how far they differ.

use serde::Serialize;

use super::law::Law;
use super::ward::Ward;
use crate::dp::Epsilon;

/// Patients on the ward with Ms X.
const PATIENTS: usize = 80;
/// Answers shown to each side of the true counts.
const REACH: i32 = 15;

/// Every answer to “how many have diabetes?” near the truth, with its
/// probability on two wards that differ by one patient.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct NoiseLesson {
    /// The true count without Ms X; with her it is one more.
    pub count: i32,
    /// One for each answer, in order.
    pub answers: Vec<AnswerOdds>,
}

/// The probability of one answer on both wards.
#[derive(Clone, Copy, Debug, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct AnswerOdds {
    /// The noisy count.
    pub answer: i32,
    /// Its probability when Ms X is not on the ward.
    pub without: f64,
    /// Its probability when she is.
    pub with: f64,
    /// ln(with/without), which ε promises to keep between −ε and ε.
    pub log_ratio: f64,
}

/// The exact probabilities at ε: discrete Laplace noise of scale 1/ε around
/// each true count, for one patient changes a count by one.
#[must_use]
pub fn noise(epsilon: Epsilon) -> NoiseLesson {
    let law = Law::of_scale(1.0 / epsilon.to_f64());
    let with = Ward::of(PATIENTS).ill().cast_signed();
    let count = with - 1;
    let odds = |answer: i32| AnswerOdds {
        answer,
        without: law.probability(answer - count),
        with: law.probability(answer - with),
        // ln(q^|a−n−1| / q^|a−n|) = ε (|a−n| − |a−n−1|)
        log_ratio: epsilon.to_f64() * f64::from((answer - count).abs() - (answer - with).abs()),
    };
    NoiseLesson { count, answers: (count - REACH..=with + REACH).map(odds).collect() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_answer_leaves_the_band_and_some_touch_it() {
        for text in ["0.05", "0.5", "1", "3"] {
            let epsilon: Epsilon = text.parse().unwrap();
            let bound = epsilon.to_f64();
            for AnswerOdds { answer, without, with, log_ratio } in noise(epsilon).answers {
                assert!((log_ratio.abs() - bound).abs() < 1e-12, "{text}, {answer}: {log_ratio}");
                assert!(((with / without).ln() - log_ratio).abs() < 1e-9, "{text}, {answer}");
            }
        }
    }

    #[test]
    fn nearly_all_answers_are_shown() {
        let answers = noise(Epsilon::ONE).answers;
        let shown: f64 = answers.iter().map(|one| one.without).sum();
        assert!((0.999_999..=1.0).contains(&shown), "{shown}");
    }
}
