//! Every classifier twice: trained on the original, trained on the release.

use serde::{Deserialize, Serialize};

use super::{ClassificationError, ClassifierKind, Encoding, Samples, accuracy};
use crate::recipe::Fitted;
use crate::table::Table;

/// How well one classifier does.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Score {
    /// Which one.
    pub classifier: ClassifierKind,
    /// Share of test rows told rightly after training on the original, 0 to 1.
    pub original: f64,
    /// The same after training on the release.
    pub released: f64,
}

/// What a release is worth to someone who learns from it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Classification {
    /// The column whose value is told from the others.
    pub target: String,
    /// Every classifier's accuracy.
    pub scores: Vec<Score>,
    /// The mean accuracy after training on the original.
    pub original: f64,
    /// The mean accuracy after training on the release.
    pub released: f64,
    /// The accuracy of always saying the most frequent class of the original.
    pub majority: f64,
    /// Rows that were tested.
    pub test_rows: u64,
}

/// A comparison in steps, one classifier each.
#[derive(Debug)]
pub struct Comparison {
    target: String,
    original: Samples,
    released: Samples,
    test: Samples,
    seed: u64,
    scores: Vec<Score>,
}

impl Comparison {
    /// Encodes the tables: the original file with its recipe, its release, and
    /// test rows with the original's columns.
    ///
    /// # Errors
    /// As [`ClassificationError`] says.
    pub fn start(
        original: Fitted<'_>,
        released: &Table,
        test: &Table,
        target: &str,
        seed: u64,
    ) -> Result<Self, ClassificationError> {
        let encoding = Encoding::new(original, target)?;
        let test = encoding.samples(test)?;
        if test.rows() == 0 {
            return Err(ClassificationError::NothingToTest);
        }
        let samples = encoding.samples(released)?;
        let readable: u64 = samples.class_counts().iter().sum();
        let rows = samples.rows() as u64;
        if readable < rows || rows == 0 {
            return Err(ClassificationError::TargetCoarse { column: target.to_owned(), readable, rows });
        }
        let original = encoding.samples(original.table)?;
        let (target, released) = (target.to_owned(), samples);
        Ok(Self { target, original, released, test, seed, scores: Vec::new() })
    }

    /// Trains and tests the next classifier; says how far the comparison is, 0 to 1.
    pub fn step(&mut self) -> f64 {
        if let Some(&classifier) = ClassifierKind::ALL.get(self.scores.len()) {
            let test = |training| {
                accuracy(&classifier.train(training, self.seed).probabilities(&self.test), &self.test)
            };
            let (original, released) = (test(&self.original), test(&self.released));
            self.scores.push(Score { classifier, original, released });
        }
        self.scores.len() as f64 / ClassifierKind::ALL.len() as f64
    }

    /// The result, when [`Comparison::step`] has said 1; steps that are left are made first.
    #[must_use]
    pub fn finish(mut self) -> Classification {
        while self.step() < 1.0 {}
        let mean = |of: fn(&Score) -> f64| self.scores.iter().map(of).sum::<f64>() / self.scores.len() as f64;
        let most_frequent: Vec<f64> =
            self.original.class_counts().iter().map(|&count| count as f64).collect();
        Classification {
            original: mean(|score| score.original),
            released: mean(|score| score.released),
            majority: accuracy(&most_frequent.repeat(self.test.rows()), &self.test),
            test_rows: self.test.rows() as u64,
            target: self.target,
            scores: self.scores,
        }
    }
}

/// Trains on the original and on the release, and tests on rows that were in neither.
///
/// # Errors
/// As [`ClassificationError`] says.
pub fn compare(
    original: Fitted<'_>,
    released: &Table,
    test: &Table,
    target: &str,
    seed: u64,
) -> Result<Classification, ClassificationError> {
    Ok(Comparison::start(original, released, test, target, seed)?.finish())
}
