//! What several tasks need besides the file and the recipe.

use std::path::PathBuf;

use clap::Args;

use super::{Problem, files, key};
use crate::anonymize::Supplies;

#[derive(Debug, Args)]
pub(super) struct SuppliesArgs {
    /// A file that `lazaret key` made, where the recipe has pseudonyms or moves dates
    #[arg(long)]
    pseudonym_key: Option<PathBuf>,
    /// A table of everybody who may be in the file, for k-map
    #[arg(long)]
    population: Option<PathBuf>,
}

impl SuppliesArgs {
    pub(super) fn read(&self) -> Result<Supplies, Problem> {
        let pseudonym_key = self.pseudonym_key.as_deref().map(key::read).transpose()?;
        let population = self.population.as_deref().map(|path| files::load(path, None)).transpose()?;
        Ok(Supplies { pseudonym_key, population: population.map(|loaded| loaded.table) })
    }
}
