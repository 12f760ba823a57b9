//! All runs of the experiment.

use serde::Serialize;

use super::marginals::total_variation;
use super::{Contender, Study};
use crate::dp::synthetic::Records;
use crate::dp::{AnswerError, Epsilon};
use crate::experiment::run::in_parallel;
use crate::recipe::Fitted;
use crate::table::Table;
use crate::utility::classification::{ClassifierKind, Encoding, Samples, accuracy};

/// The figures of all studies.
#[derive(Clone, Debug, Serialize)]
pub struct Results {
    /// What each study is.
    pub studies: Vec<StudyRows>,
    /// One for every study, ε and contender.
    pub figures: Vec<Figures>,
}

/// What a study has, and what can be learnt of its real rows.
#[derive(Clone, Debug, Serialize)]
pub struct StudyRows {
    /// Its name.
    pub study: &'static str,
    /// Rows that patients are made up from.
    pub training: usize,
    /// Rows to test on.
    pub test: usize,
    /// Columns.
    pub columns: usize,
    /// The column whose value is told.
    pub target: &'static str,
    /// The mean distance of the untouched rows from the others, over all sets of
    /// one, two and three columns: what no table of patients can be blamed for.
    pub total_variation: [f64; 3],
    /// The mean accuracy of five classifiers that learnt of the real rows, where any did.
    pub accuracy: Option<f64>,
    /// The accuracy of always saying the most frequent class.
    pub majority: Option<f64>,
}

/// What a contender made, on average over its draws.
#[derive(Clone, Debug, Serialize)]
pub struct Figures {
    /// Name of the study.
    pub study: &'static str,
    /// The loss.
    pub epsilon: Epsilon,
    /// Who made up the patients.
    pub contender: Contender,
    /// The mean total variation distance from the rows that patients were made up
    /// from, over all sets of one, two and three columns.
    pub total_variation: [f64; 3],
    /// The mean accuracy of five classifiers that learnt of the made-up patients, where any did.
    pub accuracy: Option<f64>,
    /// How often patients were made up.
    pub draws: u64,
}

/// The seed of forests; it is the same for all contenders.
const SEED: u64 = 1;

/// Makes up patients `draws` times for every ε, and measures them; `learns` tells
/// whether classifiers learn of them. The same draws give the same figures.
///
/// # Errors
/// [`AnswerError`] for a loss that cannot be divided.
pub fn run(
    studies: &[Study],
    epsilons: &[Epsilon],
    draws: u64,
    learns: bool,
) -> Result<Results, AnswerError> {
    let mut results = Results { studies: Vec::new(), figures: Vec::new() };
    for study in studies {
        let records = study.records(&study.training)?;
        let learner = if learns { Learner::new(study) } else { None };
        let rows = StudyRows {
            study: study.name,
            training: study.training.rows,
            test: study.test.rows,
            columns: records.sizes().len(),
            target: study.target,
            total_variation: distances(&records, &study.records(&study.test)?),
            accuracy: learner.as_ref().map(|learner| learner.learn(&study.training)),
            majority: learner.as_ref().map(Learner::majority),
        };
        results.studies.push(rows);
        let runs = epsilons.iter().flat_map(|&epsilon| Contender::ALL.map(|contender| (epsilon, contender)));
        for (epsilon, contender) in runs {
            let drawn = in_parallel(draws.try_into().unwrap_or(usize::MAX), |draw| {
                let made = contender.make(study, &records, epsilon.into(), draw as u64)?;
                let accuracy = learner.as_ref().map(|learner| learner.learn(&made));
                Ok((distances(&records, &study.records(&made)?), accuracy))
            });
            let drawn = drawn.into_iter().collect::<Result<Vec<_>, AnswerError>>()?;
            let (total_variation, accuracy): (Vec<[f64; 3]>, Vec<Option<f64>>) = drawn.into_iter().unzip();
            results.figures.push(Figures {
                study: study.name,
                epsilon,
                contender,
                total_variation: [0, 1, 2].map(|at| mean(total_variation.iter().map(|of| of[at]))),
                accuracy: accuracy.into_iter().collect::<Option<Vec<f64>>>().map(mean),
                draws,
            });
        }
    }
    Ok(results)
}

fn mean(numbers: impl IntoIterator<Item = f64>) -> f64 {
    let (sum, count) =
        numbers.into_iter().fold((0.0, 0.0), |(sum, count), number| (sum + number, count + 1.0));
    sum / count
}

fn distances(a: &Records, b: &Records) -> [f64; 3] {
    [1, 2, 3].map(|ways| total_variation(a, b, ways))
}

/// Learns of a table, and is tested on the rows that nobody touched.
struct Learner {
    encoding: Encoding,
    test: Samples,
}

impl Learner {
    /// `None` where the target has one class.
    fn new(study: &Study) -> Option<Self> {
        let fitted = Fitted { table: &study.training, recipe: &study.recipe };
        let encoding = Encoding::new(fitted, study.target).ok()?;
        let test = encoding.samples(&study.test).ok()?;
        Some(Self { encoding, test })
    }

    /// The mean accuracy of all classifiers; 0 where there is nothing to learn of.
    fn learn(&self, table: &Table) -> f64 {
        let samples = self.encoding.samples(table).ok().filter(|samples| samples.rows() > 0);
        let Some(samples) = samples else { return 0.0 };
        let kinds = ClassifierKind::ALL;
        let accuracy = |kind: ClassifierKind| {
            accuracy(&kind.train(&samples, SEED).probabilities(&self.test), &self.test)
        };
        kinds.into_iter().map(accuracy).sum::<f64>() / kinds.len() as f64
    }

    fn majority(&self) -> f64 {
        let counts = self.test.class_counts();
        counts.iter().max().copied().unwrap_or(0) as f64 / self.test.rows().max(1) as f64
    }
}
