//! What a release cannot promise, said in its report.

use serde::{Deserialize, Serialize};

use crate::recipe::Fitted;
use crate::risk::Risk;
use crate::table::{Kind, Role};

/// What the reader of a report should weigh before handing the table over.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case", rename_all_fields = "snake_case")]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[allow(missing_docs)]
pub enum ShareWarning {
    /// No column counts as known to an attacker, so k protects nothing.
    NoQuasiIdentifiers,
    /// A column is released as it is, though most rows have a value of their own.
    NearlyUnique { column: String, distinct: u64 },
    /// A quasi-identifier has nearly as many values as the file has rows: little of it is left in groups.
    OneValuePerRow { column: String, distinct: u64 },
    /// Free text is released.
    FreeText { column: String },
    /// In some groups all rows share one sensitive value.
    Homogeneous { column: String, rows: u64 },
    /// Intervals are laid from a column's least or to its greatest value, and so tell it.
    ExtremesTold { column: String },
    /// Cells that did not read as their column's kind were left blank.
    Misfits { column: String, cells: u64 },
    /// Masked values that belong to one patient alone.
    MaskedAlone { column: String, values: u64 },
    /// Patients whose rows, linked by a pseudonym, are in groups that fewer than k patients share.
    Linkable { column: String, patients: u64, k: u32 },
    /// Dates are released as they are, while others of the same rows are moved.
    DateNotShifted { column: String },
}

/// Of fewer values a small file has one for each row without telling anything.
const MANY: u64 = 100;

pub(super) fn weigh(Fitted { table, recipe }: Fitted<'_>, after: &Risk) -> Vec<ShareWarning> {
    let mut warnings = Vec::new();
    if recipe.quasi_identifiers().next().is_none() {
        warnings.push(ShareWarning::NoQuasiIdentifiers);
    }
    for rule in recipe.columns.iter().filter(|rule| rule.role != Role::Identifier) {
        let Some(column) = table.column(&rule.name) else { continue };
        let (name, cells) = (column.name.clone(), rule.format.misfits(column));
        let as_it_is = !rule.role.is_quasi_identifier() && rule.interval.is_none();
        let distinct = column.distinct() as u64;
        if as_it_is && rule.format.kind == Kind::Text {
            warnings.push(ShareWarning::FreeText { column: name.clone() });
        } else if as_it_is && distinct * 2 > table.rows as u64 {
            warnings.push(ShareWarning::NearlyUnique { column: name.clone(), distinct });
        }
        if rule.role.is_quasi_identifier() && distinct * 10 >= table.rows as u64 * 9 && distinct >= MANY {
            warnings.push(ShareWarning::OneValuePerRow { column: name.clone(), distinct });
        }
        if rule.interval.is_some_and(|intervals| intervals.tell_extremes()) {
            warnings.push(ShareWarning::ExtremesTold { column: name.clone() });
        }
        if cells > 0 {
            warnings.push(ShareWarning::Misfits { column: name, cells });
        }
    }
    // A column with one value for all tells nothing of a group.
    let varies = |name: &str| table.column(name).is_some_and(|column| column.distinct() > 1);
    let homogeneous = after.sensitive.iter().filter(|risk| risk.rows_homogeneous > 0 && varies(&risk.column));
    warnings.extend(
        homogeneous.map(|risk| ShareWarning::Homogeneous {
            column: risk.column.clone(),
            rows: risk.rows_homogeneous,
        }),
    );
    warnings
}
