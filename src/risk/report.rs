//! All that is known of a table's risk, before or after a release.

use serde::{Deserialize, Serialize};

use super::{AddedColumn, ColumnSet, Journalist, Risk, added_columns, column_sets, prosecutor};
use crate::table::Table;

/// The attackers' chances, and what gives them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct RiskReport {
    /// Who knows that a person is in the table.
    pub prosecutor: Risk,
    /// Who knows only the population; there where its table was given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(target_arch = "wasm32", tsify(optional))]
    pub journalist: Option<Journalist>,
    /// The share of rows, 0 to 1, that someone names rightly who guesses a
    /// person for every row: among the population's where it was given, else among the table's.
    pub marketer: f64,
    /// Rows in small classes, by the size that they stay below.
    pub small_classes: Vec<SmallClasses>,
    /// Uniqueness as columns are added, the one that identifies most first.
    pub added_columns: Vec<AddedColumn>,
    /// What small sets of columns tell apart.
    pub column_sets: Vec<ColumnSet>,
}

/// Rows in classes below a size.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct SmallClasses {
    /// The size that the classes stay below.
    pub below: u32,
    /// Rows in them.
    pub rows: u64,
    /// The same over all rows, 0 to 1.
    pub share: f64,
}

/// Sizes below which classes are counted: no class is alone, and what is asked
/// of research files, of public files and of counts in health statistics.
const SIZES: [u32; 5] = [2, 3, 5, 11, 20];

/// Measures a table on some quasi-identifiers. Names that the table lacks are
/// passed over. `patients` has the number of each row's patient, from 0;
/// without it every row is a patient.
#[must_use]
pub fn report(
    table: &Table,
    patients: Option<&[u32]>,
    quasi_identifiers: &[&str],
    sensitive: &[&str],
    journalist: Option<Journalist>,
) -> RiskReport {
    let risk = prosecutor(table, patients, quasi_identifiers.iter().copied(), sensitive.iter().copied());
    let small = |below| {
        let rows = risk.sizes.iter().filter(|class| class.size < below).map(|class| class.rows).sum();
        SmallClasses { below, rows, share: rows as f64 / table.rows.max(1) as f64 }
    };
    RiskReport {
        marketer: journalist.as_ref().map_or(risk.prosecutor_mean, |journalist| journalist.journalist_mean),
        small_classes: SIZES.map(small).to_vec(),
        added_columns: added_columns(table, patients, quasi_identifiers),
        column_sets: column_sets(table, patients, quasi_identifiers),
        prosecutor: risk,
        journalist,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn agrees_with_arx_on_adult() {
        let path = |name| format!("{}/tests/data/{name}", env!("CARGO_MANIFEST_DIR"));
        let bytes = std::fs::read(path("adult/adult_30162_arx.csv")).unwrap();
        let mut loader = crate::table::Loader::new(bytes.len() as u64, None);
        loader.push(&bytes).unwrap();
        let table = loader.finish().unwrap().table;
        let golden: serde_json::Value =
            serde_json::from_slice(&std::fs::read(path("arx.json")).unwrap()).unwrap();
        let mut compared = 0;
        for case in golden["own_risk"].as_array().unwrap() {
            let config = &case["config"];
            if !config["k"].is_null() {
                continue;
            }
            let names: Vec<&str> =
                config["qis"].as_array().unwrap().iter().map(|name| name.as_str().unwrap()).collect();
            let found = report(&table, None, &names, &[], None);
            let risk = &found.prosecutor;
            let near = |found: f64, expected: &serde_json::Value| {
                assert!((found - expected.as_f64().unwrap()).abs() < 1e-12, "{names:?} {found} {expected}");
            };
            near(risk.classes as f64, &case["numClasses"]);
            near(risk.prosecutor_max, &case["sampleRisks"]["highestRisk"]);
            near(risk.prosecutor_mean, &case["sampleRisks"]["averageRisk"]);
            near(found.marketer, &case["sampleRisks"]["marketer"]);
            near(risk.unique_rows as f64, &case["numSampleUniques"]);
            // At risk above 0.2: classes below 5. Above 0.05: below 20.
            near(found.small_classes[2].share, &case["summary_th0.2"]["prosecutor"]["recordsAtRisk"]);
            near(found.small_classes[4].share, &case["summary_th0.05"]["prosecutor"]["recordsAtRisk"]);
            let sizes: Vec<u32> = risk.sizes.iter().flat_map(|size| [size.size, size.classes]).collect();
            assert_eq!(serde_json::json!(sizes), case["histogram"]);
            assert_eq!(found.added_columns.last().unwrap().unique_rows, risk.unique_rows);
            compared += 1;
        }
        assert!(compared >= 2, "{compared} tables compared");
    }
}
