//! `lazaret utility`.

use std::path::Path;

use serde_json::{Value, json};

use super::{Problem, files};
use crate::utility::assess;

/// Compares a release with its original.
pub(super) fn utility(original: &Path, released: &Path, recipe: &Path) -> Result<Value, Problem> {
    let recipe = files::recipe(recipe)?;
    let (before, after) = (files::load(original, recipe.dialect)?, files::load(released, recipe.dialect)?);
    let fitted = recipe.fit(&before.table)?;
    let quasi: Vec<String> = recipe.quasi_identifiers().map(str::to_owned).collect();
    files::know_columns(released, &after.table, &quasi)?;
    Ok(json!(assess(fitted.table, &after.table, &recipe)))
}
