//! What was measured of one method with one k.

use serde::Serialize;

use super::{Contender, Reading};
use crate::utility::classification::ClassifierKind;

/// How well classifiers do, over all splits.
#[derive(Clone, Debug, Serialize)]
pub struct Accuracy {
    /// How the release was read.
    pub reading: Reading,
    /// The mean over classifiers and splits.
    pub mean: f64,
    /// The standard error of that mean over splits; none for one split.
    pub standard_error: Option<f64>,
    /// The mean of each classifier over splits.
    pub classifiers: Vec<(ClassifierKind, f64)>,
    /// The mean over classifiers of each split.
    #[serde(skip)]
    pub splits: Vec<f64>,
}

impl Accuracy {
    /// Sums up splits, each with the accuracy of every classifier.
    #[must_use]
    pub fn of(reading: Reading, splits: &[Vec<f64>]) -> Self {
        let means: Vec<f64> = splits.iter().map(|scores| mean(scores)).collect();
        let of_classifier = |at: usize| mean(&splits.iter().map(|scores| scores[at]).collect::<Vec<_>>());
        let classifiers = ClassifierKind::ALL.iter().enumerate();
        Self {
            reading,
            mean: mean(&means),
            standard_error: standard_error(&means),
            classifiers: classifiers.map(|(at, &kind)| (kind, of_classifier(at))).collect(),
            splits: means,
        }
    }
}

/// What one method with one k costs, protects and is worth.
#[derive(Clone, Debug, Serialize)]
pub struct Figures {
    /// The file.
    pub study: &'static str,
    /// The method.
    pub contender: Contender,
    /// The group size that was asked for, where the method has one.
    pub k: Option<u32>,
    /// Splits on which the method could not give what was asked.
    pub refused: usize,
    /// What is learnt from the release, for every reading of it; empty where it was always refused.
    pub accuracy: Vec<Accuracy>,
    /// Precision of the published values that is lost, 0 to 1, averaged over splits.
    pub ncp_value: f64,
    /// What is known of one quasi-identifier by who knows another, 0 (all) to 1 (nothing).
    pub ncp_link: f64,
    /// The greatest probability with which a sensitive value can be linked to a person, over all splits.
    pub greatest_link: f64,
    /// The fewest rows of a group, or of a bucket, over all splits.
    pub smallest_group: u64,
    /// Share of the rows that was left out.
    pub suppressed: f64,
}

impl Figures {
    /// What is learnt by one reading.
    #[must_use]
    pub fn by(&self, reading: Reading) -> Option<&Accuracy> {
        self.accuracy.iter().find(|accuracy| accuracy.reading == reading)
    }
}

pub(super) fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len().max(1) as f64
}

/// The standard deviation over the root of the number; none below two values.
pub(super) fn standard_error(values: &[f64]) -> Option<f64> {
    let (mean, n) = (mean(values), values.len() as f64);
    let squares: f64 = values.iter().map(|value| (value - mean) * (value - mean)).sum();
    (values.len() > 1).then(|| (squares / (n - 1.0) / n).sqrt())
}
