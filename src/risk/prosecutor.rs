//! The prosecutor: knows that a person is in the table, and the person's
//! quasi-identifiers.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::privacy::Groups;
use crate::table::Table;

/// How many classes have a size.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct ClassSize {
    /// Patients in each of these classes.
    pub size: u32,
    /// How many classes have that many patients.
    pub classes: u32,
    /// Rows in all of them.
    pub rows: u64,
}

/// What the classes give away of a sensitive column.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct SensitiveRisk {
    /// The column.
    pub column: String,
    /// The least number of different values in a class.
    pub least_distinct: u32,
    /// Rows whose class holds one value only: who finds the class knows it.
    pub rows_homogeneous: u64,
}

/// The prosecutor's chances.
///
/// # Citation
/// El Emam, K.; Dankar, F.: Protecting privacy using k-anonymity, JAMIA 15(5),
/// 2008: the risk of a row is 1 / size of its class. Where patients have several
/// rows, the size of a class is the number of its patients: all rows of one of
/// them are a hit.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Risk {
    /// Rows of the table.
    pub rows: u64,
    /// Patients of the table; rows, where each row is a patient.
    pub patients: u64,
    /// Classes of rows with the same quasi-identifiers.
    pub classes: u64,
    /// Patients of the smallest class.
    pub smallest_class: u32,
    /// Rows of a patient who is alone in a class.
    pub unique_rows: u64,
    /// Chance to pick the right patient in the smallest class, 0 to 1.
    pub prosecutor_max: f64,
    /// The same, averaged over rows; classes / rows, where each row is a patient.
    pub prosecutor_mean: f64,
    /// Classes by size, ascending.
    pub sizes: Vec<ClassSize>,
    /// One for each sensitive column.
    pub sensitive: Vec<SensitiveRisk>,
}

/// Measures the prosecutor's chances on some quasi-identifiers. Names that the
/// table lacks are passed over. `patients` has the number of each row's patient,
/// from 0; without it every row is a patient.
#[must_use]
pub fn prosecutor<'a>(
    table: &Table,
    patients: Option<&[u32]>,
    quasi_identifiers: impl IntoIterator<Item = &'a str>,
    sensitive: impl IntoIterator<Item = &'a str>,
) -> Risk {
    let codes: Vec<&[u32]> =
        quasi_identifiers.into_iter().filter_map(|name| Some(&*table.column(name)?.codes)).collect();
    let groups = Groups::of(&codes, table.rows);
    let in_class = patients.map_or_else(|| groups.sizes.clone(), |patients| groups.distinct(patients));
    let mut by_size = BTreeMap::new();
    for (&size, &rows) in in_class.iter().zip(&groups.sizes) {
        let of_size = by_size.entry(size).or_insert(ClassSize { size, classes: 0, rows: 0 });
        of_size.classes += 1;
        of_size.rows += u64::from(rows);
    }
    let sizes: Vec<ClassSize> = by_size.into_values().collect();
    let smallest_class = sizes.first().map_or(0, |first| first.size);
    let sensitive = sensitive
        .into_iter()
        .filter_map(|name| Some(give_away(&groups, name, &table.column(name)?.codes)))
        .collect();
    Risk {
        rows: table.rows as u64,
        patients: patients.map_or(table.rows, |patients| Groups::of(&[patients], table.rows).sizes.len())
            as u64,
        classes: groups.sizes.len() as u64,
        smallest_class,
        unique_rows: sizes.first().filter(|first| first.size == 1).map_or(0, |first| first.rows),
        prosecutor_max: 1.0 / f64::from(smallest_class.max(1)),
        prosecutor_mean: mean(&sizes, table.rows),
        sizes,
        sensitive,
    }
}

/// Σ rows / size over the classes, divided by all rows; a class whose rows are
/// its patients adds 1 to the sum, exactly.
fn mean(sizes: &[ClassSize], rows: usize) -> f64 {
    let sum: f64 = sizes.iter().map(|of_size| of_size.rows as f64 / f64::from(of_size.size)).sum();
    sum / rows.max(1) as f64
}

fn give_away(groups: &Groups, column: &str, codes: &[u32]) -> SensitiveRisk {
    let distinct = groups.distinct(codes);
    let homogeneous = distinct.iter().zip(&groups.sizes).filter(|&(&distinct, _)| distinct == 1);
    SensitiveRisk {
        column: column.to_owned(),
        least_distinct: distinct.iter().copied().min().unwrap_or(0),
        rows_homogeneous: homogeneous.map(|(_, &size)| u64::from(size)).sum(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::Column;

    #[test]
    fn counts_classes_and_chances() {
        let table = Table {
            columns: vec![
                Column::from_texts("age", ["40", "40", "41", "40"]),
                Column::from_texts("sex", ["F", "F", "M", "M"]),
                Column::from_texts("illness", ["flu", "flu", "flu", "gout"]),
            ],
            rows: 4,
        };
        let risk = prosecutor(&table, None, ["age", "sex"], ["illness"]);
        assert_eq!((risk.rows, risk.classes, risk.smallest_class, risk.unique_rows), (4, 3, 1, 2));
        assert_eq!((risk.prosecutor_max, risk.prosecutor_mean), (1.0, 0.75));
        assert_eq!(risk.sizes[1], ClassSize { size: 2, classes: 1, rows: 2 });
        assert_eq!(risk.sensitive[0].rows_homogeneous, 4);
        let none = prosecutor(&table, None, [], []);
        assert_eq!((none.classes, none.smallest_class, none.unique_rows), (1, 4, 0));
    }

    #[test]
    fn several_rows_of_a_patient_hide_nobody() {
        let table = Table {
            columns: vec![Column::from_texts("age", ["40", "40", "40", "41", "41", "41", "41"])],
            rows: 7,
        };
        // Three rows of one patient; then patients with two, one and one rows.
        let risk = prosecutor(&table, Some(&[5, 5, 5, 5, 5, 3, 0]), ["age"], []);
        assert_eq!((risk.rows, risk.patients, risk.classes), (7, 3, 2));
        assert_eq!((risk.smallest_class, risk.unique_rows, risk.prosecutor_max), (1, 3, 1.0));
        assert_eq!(risk.sizes[0], ClassSize { size: 1, classes: 1, rows: 3 });
        assert_eq!(risk.sizes[1], ClassSize { size: 3, classes: 1, rows: 4 });
        assert!((risk.prosecutor_mean - (3.0 + 4.0 / 3.0) / 7.0).abs() < 1e-15);
    }
}
