//! What treated identifiers still give away, measured on the released table.

use std::collections::BTreeMap;

use super::Treatment;
use crate::anonymize::ShareWarning;
use crate::privacy::Groups;
use crate::recipe::Recipe;
use crate::table::{Kind, MISSING, Role, Table};

/// Warns of masked values that are one patient's alone, of pseudonyms that link
/// rows to a pattern of their own, and of dates beside which others were moved.
/// `patients` has the patient of each released row, where rows are not patients.
pub(in crate::anonymize) fn weigh(
    recipe: &Recipe,
    released: &Table,
    patients: Option<&[u32]>,
) -> Vec<ShareWarning> {
    let quasi: Vec<&[u32]> =
        recipe.quasi_identifiers().filter_map(|name| Some(&*released.column(name)?.codes)).collect();
    let classes = Groups::of(&quasi, released.rows).class_of;
    let mut warnings = Vec::new();
    for rule in &recipe.columns {
        let Some(column) = released.column(&rule.name) else { continue };
        let name = || column.name.clone();
        match rule.treatment {
            Some(Treatment::Mask(_)) => {
                let values = alone(&column.codes, patients);
                if values > 0 {
                    warnings.push(ShareWarning::MaskedAlone { column: name(), values });
                }
            }
            Some(Treatment::Pseudonym(_)) => {
                let patients = linkable(&column.codes, &classes, recipe.share.k);
                if patients > 0 {
                    warnings.push(ShareWarning::Linkable { column: name(), patients, k: recipe.share.k });
                }
            }
            Some(Treatment::ShiftDates(_)) => {}
            _ if rule.format.kind == Kind::Date && rule.role != Role::Identifier && shifts(recipe) => {
                warnings.push(ShareWarning::DateNotShifted { column: name() });
            }
            _ => {}
        }
    }
    warnings
}

fn shifts(recipe: &Recipe) -> bool {
    recipe.columns.iter().any(|rule| matches!(rule.treatment, Some(Treatment::ShiftDates(_))))
}

/// How many values only one patient has.
fn alone(codes: &[u32], patients: Option<&[u32]>) -> u64 {
    let values = Groups::of(&[codes], codes.len());
    let bearers = patients.map_or_else(|| values.sizes.clone(), |patients| values.distinct(patients));
    let mut is_missing = vec![false; bearers.len()];
    for (&value, &code) in values.class_of.iter().zip(codes) {
        is_missing[value as usize] = code == MISSING;
    }
    bearers.iter().zip(is_missing).filter(|&(&bearers, missing)| bearers == 1 && !missing).count() as u64
}

/// How many pseudonyms stand in rows whose groups, taken together, are those of
/// fewer than k pseudonyms.
fn linkable(pseudonyms: &[u32], classes: &[u32], k: u32) -> u64 {
    let mut pairs: Vec<(u32, u32)> = pseudonyms
        .iter()
        .copied()
        .zip(classes.iter().copied())
        .filter(|&(pseudonym, _)| pseudonym != MISSING)
        .collect();
    pairs.sort_unstable();
    let mut bearers: BTreeMap<Vec<u32>, u64> = BTreeMap::new();
    for rows in pairs.chunk_by(|a, b| a.0 == b.0) {
        *bearers.entry(rows.iter().map(|&(_, class)| class).collect()).or_insert(0) += 1;
    }
    bearers.into_values().filter(|&bearers| bearers < u64::from(k)).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_of_one_patient_are_counted() {
        // A missing value, one of two rows, one of one row.
        assert_eq!(alone(&[0, 5, 5, 7], None), 1);
        assert_eq!(alone(&[0, 5, 5, 7], Some(&[0, 1, 1, 2])), 2);
    }

    #[test]
    fn patterns_of_fewer_than_k_are_counted() {
        // Two patients with one visit in each class, one with two in class 0, a row without a name.
        let (pseudonyms, classes) = ([1, 1, 2, 2, 3, 3, 0], [0, 1, 1, 0, 0, 0, 1]);
        assert_eq!(linkable(&pseudonyms, &classes, 2), 1);
        assert_eq!(linkable(&pseudonyms, &classes, 3), 3);
        assert_eq!(linkable(&pseudonyms, &classes, 1), 0);
    }
}
