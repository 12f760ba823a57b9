//! A greedy baseline in the manner of Datafly.

use crate::anonymize::hierarchy::{Hierarchy, HierarchyRule};
use crate::anonymize::{Axis, ShareError};
use crate::privacy::Groups;
use crate::recipe::{ColumnRule, Fitted};
use crate::table::{Column, Dictionary, MISSING, Table};

/// The share of rows that may be left out: one in fifty.
const SUPPRESSED: usize = 50;

/// What [`datafly`] releases.
#[derive(Clone, Debug)]
pub struct Released {
    /// The rows that are kept.
    pub table: Table,
    /// Rows left out.
    pub suppressed: usize,
    /// Loss averaged over all rows and quasi-identifiers; a row that is left out loses all.
    pub ncp: f64,
}

/// Generalizes the quasi-identifier with most distinct values (the first of
/// equals) by one step of its hierarchy, again and again, until at most one row
/// in fifty is in a group of fewer than `k`; these rows are left out.
///
/// # Guarantee
/// Every group of the rows that are kept has `k` rows, if there are so many.
///
/// # Assumptions
/// Every row is a person.
///
/// # Utility
/// One height for each column, found without looking at the loss: a baseline,
/// not a method to use.
///
/// # Errors
/// [`ShareError`] where a hierarchy lacks values.
///
/// # Citation
/// Sweeney, L.: Achieving k-anonymity privacy protection using generalization
/// and suppression, IJUFKS 10(5), 2002, section 5.
pub fn datafly(fitted: Fitted<'_>, k: u32) -> Result<Released, ShareError> {
    let Fitted { table, recipe } = fitted;
    let mut axes = Vec::new();
    for (place, column) in table.columns.iter().enumerate() {
        if let Some(rule) = recipe.rule(&column.name).filter(|rule| rule.role.is_quasi_identifier()) {
            axes.push((place, raised(place, column, rule)?));
        }
    }
    let mut heights = vec![0; axes.len()];
    loop {
        let labels: Vec<Vec<u32>> =
            axes.iter().zip(&heights).map(|((_, axis), &height)| labels(axis, height)).collect();
        let codes: Vec<&[u32]> = labels.iter().map(Vec::as_slice).collect();
        let groups = Groups::of(&codes, table.rows);
        let small = |row: &usize| groups.sizes[groups.class_of[*row] as usize] < k;
        let left_out = (0..table.rows).filter(small).count();
        let next = (0..axes.len())
            .filter(|&at| heights[at] < top(&axes[at].1))
            .max_by_key(|&at| (distinct(&labels[at]), std::cmp::Reverse(at)));
        match next {
            Some(at) if left_out * SUPPRESSED > table.rows => heights[at] += 1,
            _ => {
                let kept: Vec<usize> = (0..table.rows).filter(|row| !small(row)).collect();
                return Ok(release(table, &axes, &heights, &kept));
            }
        }
    }
}

fn raised(place: usize, column: &Column, rule: &ColumnRule) -> Result<Axis, ShareError> {
    let mut axis = Axis::new(place, column, rule);
    let suggested = || HierarchyRule::suggest(column, rule);
    axis.raise(&rule.hierarchy.clone().unwrap_or_else(suggested))?;
    Ok(axis)
}

fn top(axis: &Axis) -> usize {
    axis.hierarchy().map_or(0, Hierarchy::top)
}

/// The label of each row at a height.
fn labels(axis: &Axis, height: usize) -> Vec<u32> {
    let of_leaf = axis.hierarchy().map(|hierarchy| &hierarchy.height(height).of_leaf);
    axis.levels.iter().map(|&level| of_leaf.map_or(level, |of_leaf| of_leaf[level as usize])).collect()
}

fn distinct(labels: &[u32]) -> usize {
    labels.iter().collect::<std::collections::HashSet<_>>().len()
}

fn release(table: &Table, axes: &[(usize, Axis)], heights: &[usize], kept: &[usize]) -> Released {
    let suppressed = table.rows - kept.len();
    let mut lost = 0.0;
    let mut columns: Vec<Column> = table
        .columns
        .iter()
        .map(|column| Column::from_texts(&column.name, kept.iter().map(|&row| column.text(row))))
        .collect();
    for ((place, axis), &height) in axes.iter().zip(heights) {
        let mut dictionary = Dictionary::default();
        let Some(hierarchy) = axis.hierarchy() else { continue };
        let label = |row: &usize| hierarchy.label(height, axis.levels[*row]);
        lost += kept.iter().map(|row| hierarchy.ncp(label(row))).sum::<f64>() + suppressed as f64;
        let codes = kept.iter().map(|row| dictionary.intern(&label(row).text).unwrap_or(MISSING)).collect();
        columns[*place] = Column { name: axis.name.clone(), codes, dictionary };
    }
    let ncp = lost / (table.rows * axes.len()).max(1) as f64;
    Released { table: Table { columns, rows: kept.len() }, suppressed, ncp }
}
