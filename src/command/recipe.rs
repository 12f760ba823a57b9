//! `lazaret recipe`.

use std::path::Path;
use std::time::{SystemTime, UNIX_EPOCH};

use clap::ValueEnum;
use serde_json::{Value, json};

use super::words::say;
use super::{Problem, files};
use crate::recipe::{ColumnRule, Recipe, SafeHarbor};
use crate::table::date;

/// A rule of law that a recipe is made to follow.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum Preset {
    /// HIPAA's Safe Harbor, 45 CFR 164.514(b)(2)
    SafeHarbor,
}

pub(super) fn recipe(file: &Path, preset: Option<Preset>, report: Option<&Path>) -> Result<Value, Problem> {
    let loaded = files::load(file, None)?;
    let starting = Recipe::starting(&ColumnRule::guess_all(&loaded.table), loaded.dialect);
    let Some(Preset::SafeHarbor) = preset else { return Ok(json!(starting)) };
    let SafeHarbor { recipe, columns, kinds, caveats } = starting.safe_harbor(&loaded.table, this_year());
    columns.iter().for_each(|column| eprintln!("{}", say("safe-harbor-column", column)));
    caveats.iter().for_each(|caveat| eprintln!("{}", say("safe-harbor-caveat", caveat)));
    if let Some(report) = report {
        let answer = json!({ "columns": columns, "kinds": kinds, "caveats": caveats });
        files::write(report, file, |write| write(format!("{answer:#}\n").as_bytes()))?;
    }
    Ok(json!(recipe))
}

fn this_year() -> i32 {
    let seconds = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
    date::year_of(i32::try_from(seconds / 86_400).unwrap_or(0))
}
