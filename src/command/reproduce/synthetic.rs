//! `lazaret reproduce synthetic`.

use std::path::{Path, PathBuf};

use clap::Args;
use serde_json::Value;

use super::load;
use crate::command::{Problem, files};
use crate::dp::Epsilon;
use crate::experiment::synthetic::{Study, page, run};

#[derive(Debug, Args)]
pub(in crate::command) struct Synthetic {
    /// UCI Adult with a column `split` of `train` and `test`, as CSV or gzip of it
    #[arg(long)]
    adult: Option<PathBuf>,
    /// The made-up hospital stays, as CSV or gzip of it
    #[arg(long)]
    stays: Option<PathBuf>,
    /// Privacy losses, separated by commas
    #[arg(long, value_delimiter = ',', default_values = ["0.1", "0.3", "1", "3", "10"])]
    epsilon: Vec<Epsilon>,
    /// How often patients are made up anew
    #[arg(long, default_value_t = 3)]
    draws: u64,
    /// Counts alone, no classifiers
    #[arg(long)]
    quick: bool,
    /// Where a page of the results goes
    #[arg(long)]
    markdown: Option<PathBuf>,
}

impl Synthetic {
    pub(super) fn run(self) -> Result<Value, Problem> {
        let mut studies = Vec::new();
        if let Some(path) = &self.adult {
            studies.push(Study::adult(&load(path)?)?);
        }
        if let Some(path) = &self.stays {
            studies.push(Study::stays(&load(path)?)?);
        }
        if studies.is_empty() {
            let usage = "Name a file to work on: --adult FILE, --stays FILE, or both.";
            return Err(Problem::Usage(usage.to_owned()));
        }
        let results = run(&studies, &self.epsilon, self.draws.max(1), !self.quick)?;
        if let Some(path) = &self.markdown {
            files::write(path, Path::new(""), |write| write(page(&results).as_bytes()))?;
        }
        Ok(serde_json::to_value(results).unwrap_or_default())
    }
}
