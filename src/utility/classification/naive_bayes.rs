//! Naive Bayes over categories.

use super::{Classifier, Samples};

/// Numbers are cut into this many bins with equally many training rows.
const BINS: usize = 10;

/// Added to every count, so that what was never seen is not impossible.
const SMOOTHING: f64 = 1.0;

/// Takes the columns as independent of each other once the class is known:
///
/// P(class | row) ∝ P(class) · Π over columns Σ over categories share · P(category | class), on the log scale.
///
/// A training cell that names several categories counts for each by its share.
/// Probabilities are smoothed by Laplace's rule: (count + 1) / (rows of the class + categories).
///
/// # Citation
/// Hastie, Tibshirani, Friedman: The Elements of Statistical Learning, 2009, section 6.6.3.
#[derive(Clone, Debug)]
pub struct NaiveBayes {
    /// ln P(class).
    priors: Vec<f64>,
    columns: Vec<Likelihood>,
}

#[derive(Clone, Debug)]
struct Likelihood {
    /// Upper ends of the bins of a number, but for the last bin's.
    edges: Vec<f64>,
    /// ln P(category | class), category by category, one entry a class.
    logs: Vec<f64>,
}

impl NaiveBayes {
    /// Counts the training rows.
    #[must_use]
    pub fn train(samples: &Samples) -> Self {
        let counts: Vec<f64> = samples.class_counts().into_iter().map(|count| count as f64).collect();
        let rows: f64 = counts.iter().sum();
        let classes = samples.classes;
        let columns = samples.predictors.iter().map(|predictor| {
            let edges = if predictor.numeric { quantiles(predictor) } else { Vec::new() };
            let categories = if predictor.numeric { edges.len() + 1 } else { predictor.width };
            let mut logs = vec![SMOOTHING; categories * classes];
            let points: Vec<&[f64]> = predictor.points().collect();
            for (&code, &label) in predictor.codes.iter().zip(&samples.labels) {
                for (category, share) in shares(points[code as usize], &edges, predictor.numeric) {
                    logs[category * classes + label as usize] += share;
                }
            }
            for (at, log) in logs.iter_mut().enumerate() {
                *log = (*log / (counts[at % classes] + SMOOTHING * categories as f64)).ln();
            }
            Likelihood { edges, logs }
        });
        Self { columns: columns.collect(), priors: counts.iter().map(|count| (count / rows).ln()).collect() }
    }
}

impl Classifier for NaiveBayes {
    fn probabilities(&self, samples: &Samples) -> Vec<f64> {
        let classes = samples.classes;
        let mut scores: Vec<f64> = self.priors.repeat(samples.rows());
        for (predictor, column) in samples.predictors.iter().zip(&self.columns) {
            let of_code = predictor.points().map(|point| {
                let mut logs = vec![0.0; classes];
                for (category, share) in shares(point, &column.edges, predictor.numeric) {
                    for (log, given) in logs.iter_mut().zip(&column.logs[category * classes..]) {
                        *log += share * given;
                    }
                }
                logs
            });
            let of_code: Vec<Vec<f64>> = of_code.collect();
            for (&code, scores) in predictor.codes.iter().zip(scores.chunks_exact_mut(classes)) {
                scores.iter_mut().zip(&of_code[code as usize]).for_each(|(score, log)| *score += log);
            }
        }
        scores.chunks_exact_mut(classes).for_each(super::softmax);
        scores
    }
}

/// The categories of a point with their shares; a number is wholly in one bin.
fn shares(point: &[f64], edges: &[f64], numeric: bool) -> Vec<(usize, f64)> {
    if numeric {
        return vec![(edges.partition_point(|&edge| edge < point[0]), 1.0)];
    }
    point.iter().copied().enumerate().filter(|&(_, share)| share > 0.0).collect()
}

/// The distinct quantiles 1/10, 2/10, … of a column of numbers; none is the greatest number.
fn quantiles(predictor: &super::Predictor) -> Vec<f64> {
    let mut numbers: Vec<f64> = (0..predictor.codes.len()).map(|row| predictor.point(row)[0]).collect();
    numbers.sort_unstable_by(f64::total_cmp);
    let mut edges: Vec<f64> = (1..BINS)
        .filter_map(|bin| numbers.get((numbers.len() * bin / BINS).saturating_sub(1)).copied())
        .collect();
    edges.dedup();
    edges.retain(|edge| numbers.last().is_some_and(|last| edge < last));
    edges
}
