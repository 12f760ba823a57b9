//! `lazaret hierarchy`.

use std::path::PathBuf;

use clap::Args;
use serde_json::{Value, json};

use super::{Problem, files};
use crate::anonymize::hierarchy::{self, HierarchyRule, read_csv};
use crate::recipe::ColumnRule;

#[derive(Debug, Args)]
pub(super) struct Hierarchy {
    file: PathBuf,
    /// The column whose values grow coarser
    #[arg(long)]
    column: String,
    /// A hierarchy in ARX's form to try, instead of the one that the column suggests
    #[arg(long)]
    import: Option<PathBuf>,
    /// Where the hierarchy goes, in ARX's form
    #[arg(long)]
    out: Option<PathBuf>,
}

impl Hierarchy {
    /// Shows how the column grows coarser, and writes its hierarchy.
    pub(super) fn show(&self) -> Result<Value, Problem> {
        let table = files::load(&self.file, None)?.table;
        let Some(column) = table.column(&self.column) else {
            return Err(Problem::Usage(format!(
                "{} has no column “{}”. `lazaret inspect` lists the columns.",
                self.file.display(),
                self.column
            )));
        };
        // Grown from the values as they stand, not from intervals.
        let mut rule = ColumnRule { interval: None, ..ColumnRule::guess(column).0 };
        if let Some(path) = &self.import {
            let mut bytes = Vec::new();
            files::read_pieces(path, |piece| {
                bytes.extend_from_slice(piece);
                Ok(())
            })?;
            rule.hierarchy = Some(HierarchyRule::Table { lines: read_csv(&bytes)? });
        }
        let preview = hierarchy::preview(column, &rule)?;
        if let Some(out) = &self.out {
            let csv = hierarchy::export(column, &rule)?;
            files::write(out, &self.file, |write| write(&csv))?;
        }
        Ok(json!(preview))
    }
}
