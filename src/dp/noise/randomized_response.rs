//! Noise before collection: each patient's answer is changed at random.

use super::bernoulli::exp_minus;
use super::bits::{BitsError, RandomBits};
use super::uniform::below;
use crate::dp::loss::Epsilon;
use crate::dp::loss::parameter::NANO;

/// Randomized response over k categories: the truth with probability
/// e^ε/(e^ε + k − 1), each other category with probability 1/(e^ε + k − 1).
///
/// # Guarantee
/// ε-local differential privacy of each answer, exactly: whoever collects the
/// answers need not be trusted. A category is drawn uniformly and answered if it
/// is the truth, else with probability exp(−ε); otherwise the draw is repeated.
/// So the categories' weights are 1 and exp(−ε), without a float.
///
/// # Assumptions
/// One answer per patient; the bits are uniform and independent; the time that
/// an answer takes is not observed.
///
/// # Utility
/// [`shares`](Self::shares) is unbiased. Its standard error falls with √n, and
/// not with n as that of a central release does: the price of trusting nobody.
///
/// # Errors
/// Fewer than two categories are refused; an answer fails only when the source
/// of bits does. A truth that is no category is answered uniformly.
///
/// # Citation
/// Warner 1965; k categories: Kairouz, Bonawitz, Ramage 2016, arXiv 1602.07387.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RandomizedResponse {
    categories: usize,
    epsilon: Epsilon,
}

/// A share of all patients, estimated from randomized answers.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct EstimatedShare {
    /// Unbiased, and so now and then below 0 or above 1.
    pub share: f64,
    /// Standard deviation of the share over the randomization alone, not over
    /// how the patients were sampled.
    pub standard_error: f64,
}

impl RandomizedResponse {
    /// Answers among so many categories. `None` for fewer than two.
    #[must_use]
    pub fn new(categories: usize, epsilon: Epsilon) -> Option<Self> {
        (categories >= 2).then_some(Self { categories, epsilon })
    }

    /// The category to answer with, both counted from 0.
    ///
    /// # Errors
    /// When the source of bits fails.
    pub fn answer(self, truth: usize, source: &mut (impl RandomBits + ?Sized)) -> Result<usize, BitsError> {
        if truth >= self.categories {
            return self.draw(source);
        }
        loop {
            if let Some(answer) = self.attempt(truth, source)? {
                return Ok(answer);
            }
        }
    }

    /// The truth with probability 1/k, each other category with probability
    /// exp(−ε)/k, else `None`.
    fn attempt(
        self,
        truth: usize,
        source: &mut (impl RandomBits + ?Sized),
    ) -> Result<Option<usize>, BitsError> {
        let drawn = self.draw(source)?;
        let kept = drawn == truth || exp_minus(self.epsilon.nano().into(), NANO.into(), source)?;
        Ok(kept.then_some(drawn))
    }

    /// A category, uniformly.
    fn draw(self, source: &mut (impl RandomBits + ?Sized)) -> Result<usize, BitsError> {
        Ok(usize::try_from(below(self.categories as u128, source)?).unwrap_or(0))
    }

    /// The share of patients in each category, from how many answered with each.
    /// `None` unless there is a count for each category and an answer at all.
    #[must_use]
    pub fn shares(self, answers: &[u64]) -> Option<Vec<EstimatedShare>> {
        let n = answers.iter().map(|&count| count as f64).sum::<f64>();
        if answers.len() != self.categories || n == 0.0 {
            return None;
        }
        let (truth, other) = self.chances();
        let estimate = |&count: &u64| {
            // E[count]/n = share·p + (1 − share)·q
            let share = (count as f64 / n - other) / (truth - other);
            let held = share.clamp(0.0, 1.0);
            // Var(count) = n·share·p(1 − p) + n·(1 − share)·q(1 − q)
            let variance = held * truth * (1.0 - truth) + (1.0 - held) * other * (1.0 - other);
            EstimatedShare { share, standard_error: (variance / n).sqrt() / (truth - other) }
        };
        Some(answers.iter().map(estimate).collect())
    }

    /// Probability p of the truth, and q of each other category.
    fn chances(self) -> (f64, f64) {
        let lie = (-self.epsilon.to_f64()).exp();
        let sum = 1.0 + (self.categories as f64 - 1.0) * lie;
        (1.0 / sum, lie / sum)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dp::noise::bits::chosen::{SeededBits, every_string};

    fn response(categories: usize, epsilon: &str) -> RandomizedResponse {
        RandomizedResponse::new(categories, epsilon.parse().unwrap()).unwrap()
    }

    #[test]
    fn every_bit_string_gives_each_category_its_share() {
        for (categories, epsilon) in [(2, "1"), (2, "0.1"), (3, "2"), (5, "0.5"), (4, "1e-9")] {
            let response = response(categories, epsilon);
            let (k, lie) = (categories as f64, (-response.epsilon.to_f64()).exp());
            for truth in 0..categories {
                let (decided, undecided) = every_string(18, |source| response.attempt(truth, source));
                assert!(undecided < 0.01, "{categories}, {epsilon}: {undecided}");
                for answer in 0..categories {
                    let exact = if answer == truth { 1.0 / k } else { lie / k };
                    let mass = decided.get(&Some(answer)).copied().unwrap_or(0.0);
                    let holds = mass <= exact + 1e-12 && exact <= mass + undecided + 1e-12;
                    assert!(holds, "{categories}, {epsilon}, {truth} {answer}: {mass} {exact}");
                }
            }
            let (decided, undecided) = every_string(18, |source| response.answer(categories, source));
            assert!(decided.values().all(|&mass| mass <= 1.0 / k && 1.0 / k <= mass + undecided));
        }
    }

    #[test]
    fn the_shares_are_unbiased_and_their_error_is_the_one_stated() {
        let patients = [0, 0, 0, 0, 0, 0, 1, 1, 1, 2].repeat(20);
        for epsilon in ["0.5", "1", "3"] {
            let (response, mut source) = (response(3, epsilon), SeededBits::new(11));
            let (rounds, mut sums, mut squares, mut stated) = (1000, [0.0; 3], [0.0; 3], [0.0; 3]);
            for _ in 0..rounds {
                let mut counts = [0; 3];
                for &patient in &patients {
                    counts[response.answer(patient, &mut source).unwrap()] += 1;
                }
                for (category, estimate) in response.shares(&counts).unwrap().into_iter().enumerate() {
                    sums[category] += estimate.share;
                    squares[category] += estimate.share.powi(2);
                    stated[category] += estimate.standard_error.powi(2);
                }
            }
            for (category, share) in [0.6, 0.3, 0.1].into_iter().enumerate() {
                let mean = sums[category] / f64::from(rounds);
                let variance = squares[category] / f64::from(rounds) - mean * mean;
                let stated = stated[category] / f64::from(rounds);
                assert!(
                    (mean - share).abs() < 4.5 * (variance / f64::from(rounds)).sqrt(),
                    "{epsilon}: {mean}"
                );
                assert!((0.8..1.25).contains(&(variance / stated)), "{epsilon}: {variance} {stated}");
            }
        }
    }

    #[test]
    fn nothing_is_estimated_from_nothing() {
        let one: Epsilon = "1".parse().unwrap();
        assert_eq!(RandomizedResponse::new(1, one), None);
        assert_eq!(response(2, "1").shares(&[0, 0]), None);
        assert_eq!(response(2, "1").shares(&[3]), None);
    }
}
