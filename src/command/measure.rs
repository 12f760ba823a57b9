//! `lazaret measure`.

use std::path::Path;

use serde_json::{Value, json};

use super::{Problem, files};
use crate::privacy::measure::{Observed, Patients, measure as of_table};
use crate::privacy::patients;
use crate::table::{Column, Format};

pub(super) fn measure(
    file: &Path,
    quasi: &[String],
    sensitive: &[String],
    patient: Option<&String>,
) -> Result<Value, Problem> {
    let table = files::load(file, None)?.table;
    files::know_columns(file, &table, quasi.iter().chain(sensitive).chain(patient))?;
    let patients = patient.and_then(|name| table.column(name)).map(patients);
    let patients = Patients { measured: patients.as_deref(), whole: patients.as_deref() };
    let observed = |name: &String| {
        let column = table.column(name)?;
        Some(Observed { order: numbers_in_order(column), ..Observed::plain(column) })
    };
    let columns: Vec<Observed> = sensitive.iter().filter_map(observed).collect();
    Ok(json!(of_table(&table, quasi.iter().map(String::as_str), patients, &columns)))
}

/// The codes that occur in the order of their numbers; none where a cell is no number.
fn numbers_in_order(column: &Column) -> Option<Vec<u32>> {
    let format = Format::guess(column);
    if !format.kind.is_numeric() || column.counts().first() != Some(&0) {
        return None;
    }
    let numbers: Option<Vec<(f64, u32)>> =
        column.dictionary.values().map(|(code, text)| Some((format.position(text)?, code))).collect();
    let mut numbers = numbers?;
    numbers.sort_by(|a, b| a.0.total_cmp(&b.0));
    Some(numbers.into_iter().map(|(_, code)| code).collect())
}
