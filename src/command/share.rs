//! `lazaret protect`.

use std::path::Path;

use serde_json::{Value, json};

use super::words::say;
use super::{Problem, files};
use crate::anonymize::{Sharing, Supplies};
use crate::table::csv::CsvWriter;

pub(super) fn share(
    file: &Path,
    recipe: &Path,
    out: &Path,
    report: Option<&Path>,
    supplies: &Supplies,
) -> Result<Value, Problem> {
    let recipe = files::recipe(recipe)?;
    let loaded = files::load(file, recipe.dialect)?;
    loaded.notices.iter().for_each(|notice| eprintln!("{}", say("notice", notice)));
    let fitted = recipe.fit(&loaded.table)?;
    let shared = Sharing::start(fitted, supplies)?.finish(fitted)?;
    shared.report.warnings.iter().for_each(|warning| eprintln!("{}", say("warning", warning)));
    files::write(out, file, |write| {
        CsvWriter::new(&shared.table, loaded.dialect).try_for_each(|piece| write(&piece))
    })?;
    let answer = json!(shared.report);
    if let Some(report) = report {
        let text = format!("{answer:#}\n");
        files::write(report, file, |write| write(text.as_bytes()))?;
    }
    Ok(answer)
}
