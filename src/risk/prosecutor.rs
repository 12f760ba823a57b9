//! The prosecutor: knows that a person is in the table, and the person's
//! quasi-identifiers.

use serde::{Deserialize, Serialize};

use crate::privacy::Groups;
use crate::table::Table;

/// How many classes have a size.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct ClassSize {
    /// Rows in each of these classes.
    pub size: u32,
    /// How many classes have that many rows.
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
/// 2008: the risk of a row is 1 / size of its class.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Risk {
    /// Rows of the table.
    pub rows: u64,
    /// Classes of rows with the same quasi-identifiers.
    pub classes: u64,
    /// Rows of the smallest class.
    pub smallest_class: u32,
    /// Rows that are alone in their class.
    pub unique_rows: u64,
    /// Chance to pick the right row in the smallest class, 0 to 1.
    pub prosecutor_max: f64,
    /// The same, averaged over rows: classes / rows.
    pub prosecutor_mean: f64,
    /// Classes by size, ascending.
    pub sizes: Vec<ClassSize>,
    /// One for each sensitive column.
    pub sensitive: Vec<SensitiveRisk>,
}

/// Measures the prosecutor's chances on some quasi-identifiers. Names that the
/// table lacks are passed over.
#[must_use]
pub fn prosecutor<'a>(
    table: &Table,
    quasi_identifiers: impl IntoIterator<Item = &'a str>,
    sensitive: impl IntoIterator<Item = &'a str>,
) -> Risk {
    let codes: Vec<&[u32]> =
        quasi_identifiers.into_iter().filter_map(|name| Some(&*table.column(name)?.codes)).collect();
    let groups = Groups::of(&codes, table.rows);
    let mut by_size = std::collections::BTreeMap::new();
    for &size in &groups.sizes {
        *by_size.entry(size).or_insert(0u32) += 1;
    }
    let sizes: Vec<ClassSize> = by_size
        .into_iter()
        .map(|(size, classes)| ClassSize { size, classes, rows: u64::from(size) * u64::from(classes) })
        .collect();
    let smallest_class = sizes.first().map_or(0, |first| first.size);
    let sensitive = sensitive
        .into_iter()
        .filter_map(|name| Some(give_away(&groups, name, &table.column(name)?.codes)))
        .collect();
    Risk {
        rows: table.rows as u64,
        classes: groups.sizes.len() as u64,
        smallest_class,
        unique_rows: sizes.first().filter(|first| first.size == 1).map_or(0, |first| first.rows),
        prosecutor_max: 1.0 / f64::from(smallest_class.max(1)),
        prosecutor_mean: groups.sizes.len() as f64 / table.rows.max(1) as f64,
        sizes,
        sensitive,
    }
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
        let risk = prosecutor(&table, ["age", "sex"], ["illness"]);
        assert_eq!((risk.rows, risk.classes, risk.smallest_class, risk.unique_rows), (4, 3, 1, 2));
        assert_eq!((risk.prosecutor_max, risk.prosecutor_mean), (1.0, 0.75));
        assert_eq!(risk.sizes[1], ClassSize { size: 2, classes: 1, rows: 2 });
        assert_eq!(risk.sensitive[0].rows_homogeneous, 4);
        let none = prosecutor(&table, [], []);
        assert_eq!((none.classes, none.smallest_class, none.unique_rows), (1, 4, 0));
    }
}
