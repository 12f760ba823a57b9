//! Homogeneity: a class whose rows all share one sensitive value.

use serde::{Deserialize, Serialize};

use super::{classes, histograms, rows_where};
use crate::table::Table;

/// What classes with one sensitive value give away.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Homogeneity {
    /// The sensitive column.
    pub column: String,
    /// Rows of the table.
    pub rows: u64,
    /// Rows whose class holds one value only.
    pub disclosed: u64,
    /// How many such classes there are.
    pub classes: u64,
}

/// Finds a person's class by the quasi-identifiers, and reads the sensitive
/// value off it where the class has only one. No row needs to be singled out.
///
/// # Guarantee
/// Every disclosed row is disclosed for certain, whatever its class's size.
///
/// # Assumptions
/// The attacker knows the person's quasi-identifiers and that the person is in
/// the table. A missing value counts as a value: that nothing was recorded is known too.
///
/// # Utility
/// Shows what k-anonymity alone leaves open; distinct l-diversity of 2 closes it.
///
/// # Errors
/// None: where the table lacks the column, nothing is disclosed.
///
/// # Citation
/// Machanavajjhala, A. et al.: l-diversity, TKDD 1(1), 2007, section 2.1.
#[must_use]
pub fn homogeneity(table: &Table, quasi_identifiers: &[&str], sensitive: &str) -> Homogeneity {
    let mut found =
        Homogeneity { column: sensitive.to_owned(), rows: table.rows as u64, disclosed: 0, classes: 0 };
    if let Some(column) = table.column(sensitive) {
        let groups = classes(table, quasi_identifiers.iter().copied());
        let histograms = histograms(&groups, column);
        found.disclosed = rows_where(&groups, |class| histograms[class].len() == 1);
        found.classes = histograms.iter().filter(|histogram| histogram.len() == 1).count() as u64;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::super::tests::ward;
    use super::*;

    #[test]
    fn a_class_with_one_value_tells_it() {
        let found = homogeneity(&ward(), &["age"], "illness");
        assert_eq!((found.disclosed, found.classes, found.rows), (4, 1, 8));
        assert_eq!(homogeneity(&ward(), &["age"], "cost").disclosed, 0);
        assert_eq!(homogeneity(&ward(), &[], "illness").disclosed, 0);
        assert_eq!(homogeneity(&ward(), &["age"], "shoe size").disclosed, 0);
    }
}
