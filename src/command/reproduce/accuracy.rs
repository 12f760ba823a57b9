//! `lazaret reproduce accuracy`.

use std::fs;
use std::path::{Path, PathBuf};

use clap::Args;
use serde_json::{Value, json};

use super::{Problem, files, load};
use crate::comparison::{self, Peers};
use crate::dp::AnswerError;

/// Where the peers' column is in the table.
const COLUMN: &str = "AGE";

#[derive(Debug, Args)]
pub(in crate::command) struct Accuracy {
    /// The table that the peers were measured on
    #[arg(long)]
    table: PathBuf,
    /// The peers' figures, as JSON
    #[arg(long)]
    peers: PathBuf,
    /// How many releases are drawn for each figure
    #[arg(long, default_value_t = 2000)]
    releases: usize,
    /// Where a page of the results goes
    #[arg(long)]
    markdown: Option<PathBuf>,
}

impl Accuracy {
    pub(super) fn run(self) -> Result<Value, Problem> {
        let table = load(&self.table)?;
        let column = table.column(COLUMN).ok_or(AnswerError::NoColumn { column: COLUMN.to_owned() })?;
        let json = fs::read_to_string(&self.peers).map_err(|error| Problem::io(&self.peers, &error))?;
        let peers = Peers::parse(&json).map_err(|error| Problem::Usage(error.to_string()))?;
        let rows = comparison::compare(&peers, column, self.releases)?;
        if let Some(path) = &self.markdown {
            let page = comparison::page(&rows, &peers.about, self.releases);
            files::write(path, Path::new(""), |write| write(page.as_bytes()))?;
        }
        Ok(json!({ "comparisons": rows }))
    }
}
