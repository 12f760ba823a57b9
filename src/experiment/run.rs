//! All runs of the experiment, on as many threads as the machine has.

use std::collections::HashMap;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use serde::Serialize;

use super::figures::{Accuracy, Figures, mean};
use super::release::Release;
use super::{Contender, Reading, Study};

/// The figures of every contender, and the group sizes that were asked for.
#[derive(Clone, Debug, Serialize)]
pub struct Results {
    /// The group sizes.
    pub k: Vec<u32>,
    /// Test rows and training rows that each study has in all its splits.
    pub studies: Vec<StudyRows>,
    /// One for every study, contender and k.
    pub figures: Vec<Figures>,
}

/// How much a study has to train and test on.
#[derive(Clone, Debug, Serialize)]
pub struct StudyRows {
    /// Its name.
    pub study: &'static str,
    /// Training rows of the first split.
    pub training: usize,
    /// Test rows of the first split.
    pub test: usize,
    /// How many splits there are.
    pub splits: usize,
}

/// One release of one split.
#[derive(Clone, Copy)]
struct Run {
    study: usize,
    contender: Contender,
    k: Option<u32>,
    split: usize,
}

/// What a run measured, with the accuracies of every reading; `None` where the contender refused.
type Outcome = Option<(Release, [Option<Vec<f64>>; 4])>;

/// Releases and tests everything. The result does not depend on the threads.
#[must_use]
pub fn run(studies: &[Study], k: &[u32], draws: u64) -> Results {
    let mut runs = Vec::new();
    for (study, of) in studies.iter().enumerate() {
        for contender in Contender::ALL {
            let sizes: Vec<Option<u32>> =
                if contender.has_k() { k.iter().map(|&k| Some(k)).collect() } else { vec![None] };
            for k in sizes {
                runs.extend((0..of.splits.len()).map(|split| Run { study, contender, k, split }));
            }
        }
    }
    let outcomes = in_parallel(runs.len(), |at| {
        let Run { study, contender, k, split } = runs[at];
        let (study, (training, test)) = (&studies[study], &studies[study].splits[split]);
        let release = Release::of(contender, study, training, k.unwrap_or(2)).ok()?;
        let learnt = Reading::ALL.map(|reading| reading.learn(study, training, &release, test, draws));
        // The table itself is no longer needed.
        Some((Release { table: crate::table::Table::default(), ..release }, learnt))
    });
    let mut figures = Vec::new();
    let mut start = 0;
    for together in runs.chunk_by(|a, b| (a.study, a.contender, a.k) == (b.study, b.contender, b.k)) {
        let end = start + together.len();
        figures.push(sum_up(studies, together[0], &outcomes[start..end]));
        start = end;
    }
    let rows = |study: &Study| StudyRows {
        study: study.name,
        training: study.splits.first().map_or(0, |(training, _)| training.rows),
        test: study.splits.first().map_or(0, |(_, test)| test.rows),
        splits: study.splits.len(),
    };
    Results { k: k.to_vec(), studies: studies.iter().map(rows).collect(), figures }
}

fn sum_up(studies: &[Study], run: Run, outcomes: &[Outcome]) -> Figures {
    let study = &studies[run.study];
    let done: Vec<_> = outcomes.iter().flatten().collect();
    let average =
        |of: fn(&Release) -> f64| mean(&done.iter().map(|(release, _)| of(release)).collect::<Vec<_>>());
    let accuracy = Reading::ALL.iter().enumerate().filter_map(|(at, &reading)| {
        let splits: Option<Vec<Vec<f64>>> = done.iter().map(|(_, learnt)| learnt[at].clone()).collect();
        splits.filter(|splits| !splits.is_empty()).map(|splits| Accuracy::of(reading, &splits))
    });
    let training = study.splits.first().map_or(1, |(training, _)| training.rows);
    Figures {
        study: study.name,
        contender: run.contender,
        k: run.k,
        refused: outcomes.len() - done.len(),
        accuracy: accuracy.collect(),
        ncp_value: average(|release| release.ncp_value),
        ncp_link: average(|release| release.ncp_link),
        greatest_link: done.iter().map(|(release, _)| release.greatest_link).fold(0.0, f64::max),
        smallest_group: done.iter().map(|(release, _)| release.smallest_group).min().unwrap_or(0),
        suppressed: average(|release| release.suppressed as f64) / training as f64,
    }
}

/// Does work number 0 to `n` - 1 and returns what came of it in that order.
pub(super) fn in_parallel<T: Send>(n: usize, work: impl Fn(usize) -> T + Sync) -> Vec<T> {
    let (next, done) = (AtomicUsize::new(0), Mutex::new(HashMap::new()));
    std::thread::scope(|scope| {
        for _ in 0..std::thread::available_parallelism().map_or(1, usize::from) {
            scope.spawn(|| {
                loop {
                    let at = next.fetch_add(1, Ordering::Relaxed);
                    if at >= n {
                        return;
                    }
                    let result = work(at);
                    if let Ok(mut done) = done.lock() {
                        done.insert(at, result);
                    }
                }
            });
        }
    });
    let mut done = done.into_inner().unwrap_or_default();
    (0..n).filter_map(|at| done.remove(&at)).collect()
}
