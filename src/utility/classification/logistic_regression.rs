//! Logistic regression for any number of classes.

use super::minimize::minimize;
use super::{Classifier, Samples};

/// Weighs the coordinates of a row for each class and turns the sums into
/// probabilities: P(class | x) ∝ exp(w_class · x + b_class).
///
/// The weights minimize Σ over rows −ln P(their class) + ½ Σ w², the intercepts
/// b being free: ridge regularization of strength 1, as is the custom.
///
/// # Citation
/// Hastie, Tibshirani, Friedman: The Elements of Statistical Learning, 2009, section 4.4.
#[derive(Clone, Debug)]
pub struct LogisticRegression {
    /// Coordinate by coordinate, one entry a class; the intercepts last.
    weights: Vec<f64>,
}

/// Rounds of the minimization; it mostly converges long before.
const ROUNDS: usize = 200;

impl LogisticRegression {
    /// Fits the weights.
    #[must_use]
    pub fn train(samples: &Samples) -> Self {
        let coordinates: usize = samples.predictors.iter().map(|predictor| predictor.width).sum();
        let mut weights = vec![0.0; (coordinates + 1) * samples.classes];
        minimize(&mut weights, ROUNDS, |weights, gradient| loss(samples, weights, gradient));
        Self { weights }
    }
}

impl Classifier for LogisticRegression {
    fn probabilities(&self, samples: &Samples) -> Vec<f64> {
        let mut scores = score(samples, &self.weights);
        scores.chunks_exact_mut(samples.classes).for_each(super::softmax);
        scores
    }
}

/// w_class · x + b_class for every row and class.
///
/// Every code's part is computed once: rows only add up.
fn score(samples: &Samples, weights: &[f64]) -> Vec<f64> {
    let classes = samples.classes;
    let mut scores = weights[weights.len() - classes..].repeat(samples.rows());
    let mut first = 0;
    for predictor in &samples.predictors {
        let mut of_code = vec![0.0; predictor.points().len() * classes];
        for (sums, point) in of_code.chunks_exact_mut(classes).zip(predictor.points()) {
            for (at, &coordinate) in point.iter().enumerate().filter(|(_, x)| **x != 0.0) {
                let of_coordinate = &weights[(first + at) * classes..][..classes];
                sums.iter_mut().zip(of_coordinate).for_each(|(sum, weight)| *sum += coordinate * weight);
            }
        }
        for (&code, scores) in predictor.codes.iter().zip(scores.chunks_exact_mut(classes)) {
            let part = &of_code[code as usize * classes..][..classes];
            scores.iter_mut().zip(part).for_each(|(score, part)| *score += part);
        }
        first += predictor.width;
    }
    scores
}

/// What is minimized, and its gradient.
fn loss(samples: &Samples, weights: &[f64], gradient: &mut [f64]) -> f64 {
    let classes = samples.classes;
    let (penalized, _) = weights.split_at(weights.len() - classes);
    let mut loss = 0.5 * penalized.iter().map(|weight| weight * weight).sum::<f64>();
    let mut residuals = score(samples, weights);
    for (residual, &label) in residuals.chunks_exact_mut(classes).zip(&samples.labels) {
        super::softmax(residual);
        loss -= residual[label as usize].max(f64::MIN_POSITIVE).ln();
        residual[label as usize] -= 1.0;
    }
    gradient[..penalized.len()].copy_from_slice(penalized);
    gradient[penalized.len()..].fill(0.0);
    for residual in residuals.chunks_exact(classes) {
        gradient[penalized.len()..].iter_mut().zip(residual).for_each(|(sum, part)| *sum += part);
    }
    let mut first = 0;
    for predictor in &samples.predictors {
        let mut of_code = vec![0.0; predictor.points().len() * classes];
        for (&code, residual) in predictor.codes.iter().zip(residuals.chunks_exact(classes)) {
            let sums = &mut of_code[code as usize * classes..][..classes];
            sums.iter_mut().zip(residual).for_each(|(sum, part)| *sum += part);
        }
        for (sums, point) in of_code.chunks_exact(classes).zip(predictor.points()) {
            for (at, &coordinate) in point.iter().enumerate().filter(|(_, x)| **x != 0.0) {
                let of_coordinate = &mut gradient[(first + at) * classes..][..classes];
                of_coordinate.iter_mut().zip(sums).for_each(|(sum, part)| *sum += coordinate * part);
            }
        }
        first += predictor.width;
    }
    loss
}
