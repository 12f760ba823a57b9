//! From a file and its recipe to the ground that a method works on.

use std::borrow::Cow;

use super::fixed_intervals::People;
use super::hierarchy::HierarchyRule;
use super::release::unchanged;
use super::verify::Verification;
use super::{Axis, Ground, MethodRule, ShareError, Supplies, identifiers, policy};
use crate::recipe::{ColumnRule, Fitted};
use crate::table::{Column, Role, Table};

/// Checks that the policy can be met, lays out the quasi-identifiers, and makes
/// the policy ready. Beside the ground, the table as it is once identifiers are treated,
/// and what the release will be measured against.
pub(super) fn ground<'a>(
    fitted: Fitted<'a>,
    supplies: &Supplies,
) -> Result<(Ground, Cow<'a, Table>, Verification), ShareError> {
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
    // From here on nobody sees the cells as they were read.
    let treated = identifiers::treat(fitted, supplies)?;
    let fitted = Fitted { table: &treated, recipe };
    let people = People { k, patients: patients.as_deref() };
    let (mut axes, mut others) = (Vec::new(), Vec::new());
    for (at, column) in treated.columns.iter().enumerate() {
        let Some(rule) = recipe.rule(&column.name).filter(|rule| rule.is_released()) else { continue };
        if rule.role.is_quasi_identifier() {
            axes.push(match share.method {
                // The value or nothing, whatever the column's own hierarchy is.
                MethodRule::CellSuppression(_) => {
                    raised(at, column, rule, people, &HierarchyRule::Suppression)?
                }
                _ => axis(at, column, rule, people)?,
            });
        } else if rule.role == Role::Identifier {
            others.push((at, column.clone()));
        } else {
            others.push((at, unchanged(column, rule, people)));
        }
    }
    if axes.is_empty() && others.is_empty() {
        return Err(ShareError::NothingToRelease);
    }
    let policy = policy::compile(fitted, people, supplies)?;
    let verification = Verification::new(fitted, people, supplies)?;
    // The loader holds at most 2^32 - 1 rows.
    let rows = u32::try_from(rows).unwrap_or(u32::MAX);
    Ok((Ground { rows, axes, others, policy, suppression: share.suppression }, treated, verification))
}

/// A column laid out with its hierarchy: the recipe's, else the one that the column suggests.
pub(super) fn axis(
    at: usize,
    column: &Column,
    rule: &ColumnRule,
    people: People<'_>,
) -> Result<Axis, ShareError> {
    match &rule.hierarchy {
        Some(hierarchy) => raised(at, column, rule, people, hierarchy),
        None => raised(at, column, rule, people, &HierarchyRule::suggest(column, rule)),
    }
}

fn raised(
    at: usize,
    column: &Column,
    rule: &ColumnRule,
    people: People<'_>,
    hierarchy: &HierarchyRule,
) -> Result<Axis, ShareError> {
    let mut axis = Axis::of_people(at, column, rule, people);
    axis.raise(hierarchy)?;
    Ok(axis)
}
