//! Skewness: a class in which a value is much likelier than in the table.

use serde::{Deserialize, Serialize};

use super::{classes, histograms, percent};
use crate::table::Table;

/// How much likelier a class makes a sensitive value.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Skewness {
    /// The sensitive column.
    pub column: String,
    /// Rows of the table.
    pub rows: u64,
    /// Rows whose own value is at least twice as frequent in their class as in the table.
    pub doubled: u64,
    /// The greatest factor by which a class makes a value likelier.
    pub greatest_factor: f64,
    /// The greatest difference of a value's share in a class and in the table, 0 to 1.
    pub greatest_difference: f64,
    /// The same in whole percent points.
    pub greatest_points: u32,
}

/// Compares, for every class and value, the share in the class with the share
/// in the table: what finding the class teaches.
///
/// With q the share of a value in the class and p in the table, the factor is
/// `q / p` and the difference `q − p`.
///
/// # Guarantee
/// No value of any class gains more than the stated factor and difference.
///
/// # Assumptions
/// The attacker knew the table's distribution before, and knows the person's quasi-identifiers.
///
/// # Utility
/// t-closeness bounds the differences, β-likeness the factors.
///
/// # Errors
/// None: where the table lacks the column, nothing is gained.
///
/// # Citation
/// Li, N.; Li, T.; Venkatasubramanian, S.: t-closeness, ICDE 2007, section 3.1
/// (skewness attack); Cao, J.; Karras, P.: β-likeness, VLDB 2012.
#[must_use]
pub fn skewness(table: &Table, quasi_identifiers: &[&str], sensitive: &str) -> Skewness {
    let (mut doubled, mut greatest_factor, mut greatest_difference) = (0, 1.0f64, 0.0f64);
    if let Some(column) = table.column(sensitive) {
        let groups = classes(table, quasi_identifiers.iter().copied());
        let counts = column.counts();
        for (histogram, &size) in histograms(&groups, column).iter().zip(&groups.sizes) {
            for &(code, count) in histogram {
                let q = f64::from(count) / f64::from(size);
                let p = counts[code as usize] as f64 / table.rows as f64;
                greatest_factor = greatest_factor.max(q / p);
                greatest_difference = greatest_difference.max(q - p);
                doubled += if q >= 2.0 * p { u64::from(count) } else { 0 };
            }
        }
    }
    Skewness {
        column: sensitive.to_owned(),
        rows: table.rows as u64,
        doubled,
        greatest_factor,
        greatest_difference,
        greatest_points: percent(greatest_difference),
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::ward;
    use super::*;

    #[test]
    fn a_class_makes_values_likelier() {
        let found = skewness(&ward(), &["age"], "illness");
        // Flu: 5/8 → 1; gout: 2/8 → 2/4; asthma: 1/8 → 1/4.
        assert_eq!((found.greatest_factor, found.greatest_difference), (2.0, 0.375));
        assert_eq!((found.doubled, found.greatest_points), (3, 38));
        let none = skewness(&ward(), &[], "illness");
        assert_eq!((none.doubled, none.greatest_factor, none.greatest_difference), (0, 1.0, 0.0));
    }
}
