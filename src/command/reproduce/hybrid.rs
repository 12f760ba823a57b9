//! `lazaret reproduce hybrid`.

use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::time::Instant;

use clap::Args;
use serde_json::{Value, json};

use super::{Problem, files, load};
use crate::dp::Epsilon;
use crate::hybrid::checks::checks;
use crate::hybrid::column::{PAPER_COLUMNS, numeric_columns};
use crate::hybrid::trial::{self, Overhead, Trial};
use crate::hybrid::{self, HybridError, HybridSettings, Weights};

/// Seeds that the noisy means are checked with.
const SEEDS: u64 = 200;
/// How often each stage is timed.
const REPETITIONS: usize = 5;

#[derive(Debug, Args)]
pub(in crate::command) struct Hybrid {
    /// A table of made-up or public patients, as CSV or gzip of it: exact numbers of it are printed
    #[arg(long)]
    file: PathBuf,
    /// The noise on every cell has the scale 1/ε
    #[arg(long, default_value = "1")]
    epsilon: String,
    /// Of the noise alone; the noise after encryption takes the next
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// How much privacy, means and standard deviations count in the overall score
    #[arg(long, value_delimiter = ',', default_values_t = [2.0, 1.0, 1.0])]
    weights: Vec<f64>,
    /// Rows to measure overheads at, separated by commas
    #[arg(long, value_delimiter = ',', default_values_t = trial::ROWS)]
    rows: Vec<usize>,
    /// Where a page of the results goes
    #[arg(long)]
    markdown: Option<PathBuf>,
}

impl Hybrid {
    pub(super) fn run(self) -> Result<Value, Problem> {
        let [privacy, means, spreads] = self.weights[..] else {
            return Err(Problem::Usage("Give three weights: --weights PRIVACY,MEANS,DEVIATIONS.".to_owned()));
        };
        let epsilon: Epsilon = self.epsilon.parse()?;
        let table = load(&self.file)?;
        let settings = HybridSettings {
            epsilon,
            seed: self.seed,
            hybrid_seed: self.seed.wrapping_add(1),
            rows: None,
            weights: Weights { privacy, means, spreads },
        };
        let reproduction = hybrid::reproduce(&table, &settings)?;
        let same_seed = hybrid::reproduce(&table, &HybridSettings { hybrid_seed: self.seed, ..settings })?;
        let checks = checks(&numeric_columns(&table, PAPER_COLUMNS), &same_seed, SEEDS)?;
        let overheads: Vec<Overhead> =
            self.rows.iter().map(|&rows| measure(rows)).collect::<Result<_, _>>()?;
        if let Some(path) = &self.markdown {
            let page = hybrid::page(&reproduction, &checks, &overheads);
            files::write(path, Path::new(""), |write| write(page.as_bytes()))?;
        }
        Ok(json!({ "reproduction": reproduction, "checks": checks, "overheads": overheads }))
    }
}

/// The least time of each stage: what else the machine does only adds to it.
fn measure(rows: usize) -> Result<Overhead, HybridError> {
    let mut least = measure_once(rows)?;
    for _ in 1..REPETITIONS {
        let again = measure_once(rows)?;
        least.statistics = least.statistics.min(again.statistics);
        least.encryption = least.encryption.min(again.encryption);
        least.decryption = least.decryption.min(again.decryption);
        least.noise = least.noise.min(again.noise);
    }
    Ok(least)
}

fn measure_once(rows: usize) -> Result<Overhead, HybridError> {
    let mut trial = Trial::new(rows)?;
    let statistics = seconds(|| {
        black_box(trial.summarize());
    });
    let (mut encrypted, mut decrypted) = (Ok(()), Ok(()));
    let encryption = seconds(|| encrypted = trial.encrypt());
    let decryption = seconds(|| decrypted = trial.decrypt());
    encrypted.and(decrypted)?;
    let noise = seconds(|| trial.add_noise());
    Ok(Overhead { rows, statistics, encryption, decryption, noise })
}

fn seconds(stage: impl FnOnce()) -> f64 {
    let start = Instant::now();
    stage();
    start.elapsed().as_secs_f64()
}
