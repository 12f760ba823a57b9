//! `lazaret risk`.

use std::path::PathBuf;

use clap::Args;
use serde_json::{Value, json};

use super::{Problem, files};
use crate::privacy::patients;
use crate::recipe::ColumnRule;
use crate::risk::{self, population::Sizes};
use crate::table::Table;

#[derive(Debug, Args)]
pub(super) struct RiskTask {
    file: PathBuf,
    /// Columns that others may know, separated by commas
    #[arg(long, required = true, value_delimiter = ',')]
    quasi: Vec<String>,
    /// Columns that nobody should learn
    #[arg(long, value_delimiter = ',')]
    sensitive: Vec<String>,
    /// The column that tells which rows are one patient's
    #[arg(long)]
    patient: Option<String>,
    /// A table of the whole population that the file was drawn from
    #[arg(long)]
    population: Option<PathBuf>,
    /// The share of the population that is in the file, above 0 and below 1, to estimate who is unique in it
    #[arg(long, value_parser = share_of_population)]
    sampled: Option<f64>,
}

impl RiskTask {
    /// The prosecutor's numbers, and beside them those of all others.
    pub(super) fn run(self) -> Result<Value, Problem> {
        let table = files::load(&self.file, None)?.table;
        files::know_columns(
            &self.file,
            &table,
            self.quasi.iter().chain(&self.sensitive).chain(&self.patient),
        )?;
        let patients = self.patient.as_ref().and_then(|name| table.column(name)).map(patients);
        let journalist = match &self.population {
            Some(path) => {
                let population = files::load(path, None)?.table;
                files::know_columns(path, &population, &self.quasi)?;
                let rules = guess_rules(&population, &self.quasi);
                Some(risk::journalist(&table, &population, &rules.iter().collect::<Vec<_>>()))
            }
            None => None,
        };
        let (quasi, sensitive) = (names(&self.quasi), names(&self.sensitive));
        let report = risk::report(&table, patients.as_deref(), &quasi, &sensitive, journalist);
        let (mut answer, mut others) = (json!(report.prosecutor), json!(report));
        if let (Some(answer), Some(others)) = (answer.as_object_mut(), others.as_object_mut()) {
            others.remove("prosecutor");
            answer.append(others);
            if let Some(sampled) = self.sampled {
                let sizes = Sizes::of(&table, quasi.iter().copied(), patients.as_deref());
                let estimates = json!({
                    "dankar": sizes.dankar(sampled),
                    "pitman": sizes.pitman(sampled),
                    "zayatz": sizes.zayatz(sampled),
                });
                answer.insert("population_uniqueness".into(), estimates);
            }
        }
        Ok(answer)
    }
}

fn share_of_population(text: &str) -> Result<f64, String> {
    let share = text.parse::<f64>().ok().filter(|&share| 0.0 < share && share < 1.0);
    share.ok_or_else(|| "a number above 0 and below 1".into())
}

/// How the columns of a file read, as they suggest themselves; numbers are taken as they stand.
pub(super) fn guess_rules(table: &Table, names: &[String]) -> Vec<ColumnRule> {
    let guess =
        |name: &String| Some(ColumnRule { interval: None, ..ColumnRule::guess(table.column(name)?).0 });
    names.iter().filter_map(guess).collect()
}

pub(super) fn names(names: &[String]) -> Vec<&str> {
    names.iter().map(String::as_str).collect()
}
