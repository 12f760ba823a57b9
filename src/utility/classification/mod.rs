//! What can still be learnt from a release: classifiers trained on it, tested on
//! rows that nobody touched, beside the same classifiers trained on the original.
//!
//! # Guarantee
//! The same tables and the same seed give the same figures, whatever the order of rows.
//!
//! # Assumptions
//! Test rows come from where the file's rows come from, and were not in it.
//! What whoever receives the release knows besides it are the columns' categories and ends.
//!
//! # Utility
//! Accuracy is the share of test rows whose class is told rightly; whoever
//! always says the most frequent class reaches the baseline.
//!
//! # Errors
//! As [`ClassificationError`] says.
//!
//! # Citation
//! The measure of LeFevre, DeWitt, Ramakrishnan: Workload-aware anonymization,
//! KDD 2006. The classifiers are our own: of the kept crates, linfa needs
//! `ndarray`, and smartcore 0.7 sorts at every node (on 30,000 rows of 79
//! coordinates 24 s for a tree and two minutes for a forest; these take a
//! second) and its naive Bayes counts whole values only, not shares of a set.

mod binned;
mod compare;
mod decision_tree;
mod encode;
mod hold_out;
mod logistic_regression;
mod minimize;
mod naive_bayes;
mod nearest_neighbours;
mod random_forest;
mod samples;
mod split;
#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};

pub use compare::{Classification, Comparison, Score, compare};
pub use decision_tree::DecisionTree;
pub use encode::Encoding;
pub use hold_out::{HoldOut, HoldOutError, Settings, hold_out};
pub use logistic_regression::LogisticRegression;
pub use naive_bayes::NaiveBayes;
pub use nearest_neighbours::NearestNeighbours;
pub use random_forest::RandomForest;
pub use samples::{Predictor, Samples, UNKNOWN};
pub use split::{select, stratified_folds};

/// Why nothing can be classified.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case", rename_all_fields = "snake_case")]
#[non_exhaustive]
#[allow(missing_docs)]
pub enum ClassificationError {
    #[error("no column {column:?}")]
    TargetMissing { column: String },
    #[error("{column:?} has {classes} classes, not 2 to {limit}")]
    Classes { column: String, classes: u64, limit: u64 },
    #[error("{readable} of {rows} released cells of {column:?} name a class")]
    TargetCoarse { column: String, readable: u64, rows: u64 },
    #[error("no row to test on")]
    NothingToTest,
}

/// The classifiers, in the order in which they are reported.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub enum ClassifierKind {
    /// [`DecisionTree`]
    DecisionTree,
    /// [`NaiveBayes`]
    NaiveBayes,
    /// [`LogisticRegression`]
    LogisticRegression,
    /// [`NearestNeighbours`]
    NearestNeighbours,
    /// [`RandomForest`]
    RandomForest,
}

/// A classifier that has been trained.
pub trait Classifier {
    /// The probability of every class for every row: `rows` x `classes`, row by row.
    ///
    /// The columns must be those of the training samples.
    fn probabilities(&self, samples: &Samples) -> Vec<f64>;
}

impl ClassifierKind {
    /// All of them.
    pub const ALL: [Self; 5] = [
        Self::DecisionTree,
        Self::NaiveBayes,
        Self::LogisticRegression,
        Self::NearestNeighbours,
        Self::RandomForest,
    ];

    /// Trains one on samples that have a row at least, and only known classes.
    #[must_use]
    pub fn train(self, samples: &Samples, seed: u64) -> Box<dyn Classifier> {
        match self {
            Self::DecisionTree => Box::new(DecisionTree::train(samples)),
            Self::NaiveBayes => Box::new(NaiveBayes::train(samples)),
            Self::LogisticRegression => Box::new(LogisticRegression::train(samples)),
            Self::NearestNeighbours => Box::new(NearestNeighbours::train(samples)),
            Self::RandomForest => Box::new(RandomForest::train(samples, seed)),
        }
    }
}

/// The share of rows whose most probable class (the first of equals) is theirs.
#[must_use]
pub fn accuracy(probabilities: &[f64], samples: &Samples) -> f64 {
    let right = probabilities.chunks_exact(samples.classes).zip(&samples.labels).filter(|(given, label)| {
        let best = (0..).zip(*given).reduce(|best, next| if next.1 > best.1 { next } else { best });
        best.is_some_and(|(class, _): (u32, _)| class == **label)
    });
    right.count() as f64 / samples.rows().max(1) as f64
}

/// Scores on the log scale to probabilities that sum to 1.
fn softmax(scores: &mut [f64]) {
    let greatest = scores.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    scores.iter_mut().for_each(|score| *score = (*score - greatest).exp());
    let sum: f64 = scores.iter().sum();
    scores.iter_mut().for_each(|score| *score /= sum);
}
