//! `lazaret optimum`.

use std::path::{Path, PathBuf};
use std::time::Instant;

use clap::Args;
use serde_json::{Map, Value, json};

use super::words::say;
use super::{Problem, files};
use crate::Failure;
use crate::anonymize::full_domain::FullDomainRule;
use crate::anonymize::hierarchy::{HierarchyCsvError, HierarchyRule, read_csv};
use crate::anonymize::{Audit, MethodRule, Sharing, Supplies};
use crate::privacy::ModelRule;
use crate::recipe::{ColumnRule, Recipe, Share};
use crate::table::{Decimal, DecimalMark, Format, Kind, Role};

#[derive(Debug, Args)]
pub(super) struct Optimum {
    file: PathBuf,
    /// Columns that others may know, separated by commas
    #[arg(long, required = true, value_delimiter = ',')]
    quasi: Vec<String>,
    /// A folder with a file NAME.csv or …_NAME.csv for each of them, in ARX's form
    #[arg(long)]
    hierarchies: PathBuf,
    /// The least number of rows in a group
    #[arg(long, default_value_t = 5)]
    k: u32,
    /// The share of rows that may be left out, 0 to 1
    #[arg(long, default_value = "0", value_parser = decimal)]
    suppression: Decimal,
    /// The column that nobody should learn
    #[arg(long)]
    sensitive: Option<String>,
    /// The least number of different sensitive values in a group
    #[arg(long, requires = "sensitive")]
    l: Option<u32>,
    /// The greatest distance of a group's sensitive values from the table's, 0 to 1
    #[arg(long, requires = "sensitive", value_parser = decimal)]
    t: Option<Decimal>,
    /// The most transformations that are tried
    #[arg(long)]
    checks: Option<u64>,
}

fn decimal(text: &str) -> Result<Decimal, String> {
    let share = |number: &Decimal| (0.0..=1.0).contains(&number.to_f64());
    let number = Decimal::parse(text, DecimalMark::Point).filter(share);
    number.ok_or_else(|| "not a number from 0 to 1".to_owned())
}

impl Optimum {
    pub(super) fn find(self) -> Result<Value, Problem> {
        let loaded = files::load(&self.file, None)?;
        let named = self.quasi.iter().chain(&self.sensitive);
        files::know_columns(&self.file, &loaded.table, named)?;
        let mut recipe = Recipe::starting(&ColumnRule::guess_all(&loaded.table), loaded.dialect);
        for rule in &mut recipe.columns {
            self.set(rule)?;
        }
        recipe.share = self.share();
        let fitted = recipe.fit(&loaded.table)?;
        let started = Instant::now();
        let mut sharing = Sharing::start(fitted, &Supplies::default())?;
        while sharing.step(usize::MAX) < 1.0 {}
        // The search alone: not the reading of the file, nor the measuring of the result.
        let seconds = started.elapsed().as_secs_f64();
        let shared = sharing.finish(fitted)?;
        let Some(Audit::FullDomain(audit)) = shared.report.audit else {
            return Err(Problem::Failed("The method did not tell of its run.".to_owned()));
        };
        let levels: Map<String, Value> =
            audit.levels.iter().map(|level| (level.name.clone(), level.height.into())).collect();
        Ok(json!({
            "levels": levels,
            "loss": audit.loss,
            "gap": audit.gap,
            "suppressed_rows": shared.report.suppressed,
            "nodes": audit.nodes,
            "checked": audit.checked,
            "seconds": seconds,
        }))
    }

    /// Columns are read as they are written: a hierarchy says what is near what.
    fn set(&self, rule: &mut ColumnRule) -> Result<(), Problem> {
        let known = self.quasi.contains(&rule.name);
        rule.role = match &self.sensitive {
            _ if known => Role::QuasiIdentifier,
            Some(sensitive) if *sensitive == rule.name => Role::Sensitive,
            _ => Role::Identifier,
        };
        rule.format = Format::plain(Kind::Category);
        (rule.treatment, rule.interval) = (None, None);
        rule.hierarchy = if known { Some(hierarchy(&self.hierarchies, &rule.name)?) } else { None };
        Ok(())
    }

    fn share(&self) -> Share {
        let diverse = self.l.map(|l| ModelRule::DistinctLDiversity { column: None, l });
        let close = self.t.map(|t| ModelRule::TCloseness {
            column: None,
            t,
            distance: crate::privacy::Distance::Equal,
        });
        Share {
            k: self.k,
            models: diverse.into_iter().chain(close).collect(),
            method: MethodRule::FullDomain(FullDomainRule {
                checks: self.checks,
                ..FullDomainRule::default()
            }),
            suppression: self.suppression,
            sample: None,
        }
    }
}

/// The hierarchy that a folder has for a column: NAME.csv, else the first file …_NAME.csv.
fn hierarchy(folder: &Path, name: &str) -> Result<HierarchyRule, Problem> {
    let (whole, end) = (format!("{name}.csv"), format!("_{name}.csv"));
    let entries = std::fs::read_dir(folder).map_err(|error| Problem::usage(folder, &error))?;
    let mut names: Vec<String> =
        entries.filter_map(|entry| entry.ok()?.file_name().into_string().ok()).collect();
    names.sort_unstable();
    let found = names.iter().find(|file| **file == whole).or(names.iter().find(|file| file.ends_with(&end)));
    let Some(found) = found else {
        return Err(Problem::Usage(format!(
            "{} has no hierarchy for “{name}”: neither {whole} nor a file that ends in {end}.",
            folder.display()
        )));
    };
    let path = folder.join(found);
    let bytes = std::fs::read(&path).map_err(|error| Problem::usage(&path, &error))?;
    match read_csv(&bytes) {
        Ok(lines) => Ok(HierarchyRule::Table { lines }),
        Err(error) => {
            Err(Problem::Failed(format!("{}: {}", path.display(), say(HierarchyCsvError::SECTION, &error))))
        }
    }
}
