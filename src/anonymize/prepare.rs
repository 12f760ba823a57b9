//! From a file and its recipe to the ground that a method works on.

use super::hierarchy::HierarchyRule;
use super::release::unchanged;
use super::{Axis, Ground, ShareError};
use crate::privacy::{DistinctLDiversity, KAnonymity, ModelRule, Policy, Watched};
use crate::recipe::Fitted;
use crate::table::Role;

/// Checks that the policy can be met, lays out the quasi-identifiers, and makes
/// the policy ready.
pub(super) fn ground(fitted: Fitted<'_>) -> Result<Ground, ShareError> {
    let Fitted { table, recipe } = fitted;
    let share = &recipe.share;
    let (k, rows) = (share.k, table.rows as u64);
    if k < 2 {
        return Err(ShareError::KTooSmall { k });
    }
    if u64::from(k) > rows {
        return Err(ShareError::KAboveRows { k, rows });
    }
    let patients = fitted.patients();
    if let Some(last) = patients.iter().flatten().max().filter(|&&last| last + 1 < k) {
        return Err(ShareError::KAbovePatients { k, patients: u64::from(*last) + 1, rows });
    }
    let mut policy = Policy::new(patients).and(KAnonymity { k });
    let (mut axes, mut others, mut watched) = (Vec::new(), Vec::new(), Vec::new());
    for (at, column) in table.columns.iter().enumerate() {
        let Some(rule) = recipe.rule(&column.name) else { continue };
        if rule.role.is_quasi_identifier() {
            let mut axis = Axis::new(at, column, rule);
            axis.raise(rule.hierarchy.as_ref().unwrap_or(&HierarchyRule::Suppression))?;
            if rule.role == Role::SemiSensitive {
                watched.push((column.name.as_str(), column.codes.clone(), column.dictionary.len()));
            }
            axes.push(axis);
        } else if rule.role != Role::Identifier {
            let released = unchanged(column, rule);
            if rule.role == Role::Sensitive {
                watched.push((column.name.as_str(), released.codes.clone(), released.dictionary.len()));
            }
            others.push((at, released));
        }
    }
    if axes.is_empty() && others.is_empty() {
        return Err(ShareError::NothingToRelease);
    }
    for model in &share.models {
        let ModelRule::DistinctLDiversity { column, l } = model else { continue };
        let l = *l;
        if l < 2 {
            return Err(ShareError::LTooSmall { l });
        }
        let mut asked = false;
        for (name, codes, values) in &watched {
            if column.as_ref().is_none_or(|column| column == name) {
                asked = true;
                refuse_uniform(name, codes, l)?;
                let histogram = policy.watch(Watched { codes: codes.clone(), values: *values });
                policy = policy.and(DistinctLDiversity { l, histogram });
            }
        }
        if !asked {
            return Err(ShareError::NothingSensitive { l });
        }
    }
    // The loader holds at most 2^32 - 1 rows.
    let rows = u32::try_from(rows).unwrap_or(u32::MAX);
    Ok(Ground { rows, axes, others, policy, suppression: share.suppression })
}

/// A sensitive column must have as many values as every group is to have.
fn refuse_uniform(name: &str, codes: &[u32], l: u32) -> Result<(), ShareError> {
    let distinct = codes.iter().collect::<std::collections::HashSet<_>>().len();
    let distinct = u32::try_from(distinct).unwrap_or(u32::MAX);
    if distinct < l {
        return Err(ShareError::LAboveDistinct { column: name.to_owned(), l, distinct });
    }
    Ok(())
}
