//! `lazaret reproduce`.

mod accuracy;
mod hybrid;
mod synthetic;

use std::collections::HashMap;
use std::io::Read;
use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};
use flate2::read::GzDecoder;
use serde_json::{Value, json};

use super::{Problem, files};
use crate::experiment::{self, Study};
use crate::table::{Loader, Table};

#[derive(Debug, Subcommand)]
pub(super) enum Reproduce {
    /// Test whether slicing teaches classifiers more, and loses less, than other methods
    Slicing(Slicing),
    /// Make the first paper's table anew: AES, then noise on every cell, and what that protects
    Hybrid(hybrid::Hybrid),
    /// Measure the errors of noisy answers beside those of other libraries
    Accuracy(accuracy::Accuracy),
    /// Measure what made-up patients have in common with real ones
    Synthetic(synthetic::Synthetic),
}

#[derive(Debug, Args)]
pub(super) struct Slicing {
    /// The 297 complete rows of UCI Heart Disease (Cleveland), as CSV or gzip of it
    #[arg(long)]
    heart: Option<PathBuf>,
    /// UCI Adult with a column `split` of `train` and `test`, as CSV or gzip of it
    #[arg(long)]
    adult: Option<PathBuf>,
    /// Group sizes, separated by commas
    #[arg(long, value_delimiter = ',', default_values_t = [5, 10, 25, 50])]
    k: Vec<u32>,
    /// How often the folds of Heart are drawn
    #[arg(long, default_value_t = 8)]
    repetitions: u64,
    /// How often the order inside buckets is drawn anew
    #[arg(long, default_value_t = 3)]
    draws: u64,
    /// Two folds of Heart, and orders drawn once: a look at what comes out, not a result
    #[arg(long)]
    quick: bool,
    /// Where a page of the results goes
    #[arg(long)]
    markdown: Option<PathBuf>,
}

impl Reproduce {
    pub(super) fn run(self) -> Result<Value, Problem> {
        match self {
            Self::Slicing(slicing) => slicing.run(),
            Self::Hybrid(hybrid) => hybrid.run(),
            Self::Accuracy(accuracy) => accuracy.run(),
            Self::Synthetic(synthetic) => synthetic.run(),
        }
    }
}

impl Slicing {
    fn run(self) -> Result<Value, Problem> {
        let (repetitions, draws) = if self.quick { (1, 1) } else { (self.repetitions, self.draws) };
        let mut studies = Vec::new();
        if let Some(path) = &self.heart {
            let mut heart = Study::heart(&load(path)?, repetitions)?;
            heart.splits.truncate(if self.quick { 2 } else { usize::MAX });
            studies.push(heart);
        }
        if let Some(path) = &self.adult {
            studies.push(Study::adult(&load(path)?, &HashMap::new())?);
        }
        if studies.is_empty() {
            return Err(Problem::Usage(
                "Name a file to work on: --heart FILE, --adult FILE, or both.".to_owned(),
            ));
        }
        let results = experiment::run(&studies, &self.k, draws);
        let verdicts = experiment::verdicts(&results);
        if let Some(path) = &self.markdown {
            let page = experiment::page(&results, &verdicts);
            files::write(path, Path::new(""), |write| write(page.as_bytes()))?;
        }
        Ok(json!({ "results": results, "verdicts": verdicts }))
    }
}

/// Reads a table, unpacked if need be.
fn load(path: &Path) -> Result<Table, Problem> {
    let mut bytes = Vec::new();
    files::open(path)?.read_to_end(&mut bytes).map_err(|error| Problem::io(path, &error))?;
    if bytes.starts_with(&[0x1f, 0x8b]) {
        let mut unpacked = Vec::new();
        GzDecoder::new(&*bytes).read_to_end(&mut unpacked).map_err(|error| Problem::io(path, &error))?;
        bytes = unpacked;
    }
    let mut loader = Loader::new(bytes.len() as u64, None);
    loader.push(&bytes)?;
    Ok(loader.finish()?.table)
}
