//! A hierarchy as its reader first meets it, and as a file.

use serde::{Deserialize, Serialize};

use super::{HierarchyRule, write_csv};
use crate::anonymize::{Axis, ShareError};
use crate::recipe::ColumnRule;
use crate::table::Column;

/// How a column's values grow coarser.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct HierarchyPreview {
    /// The rule's hierarchy, else the one that the column suggests.
    pub rule: HierarchyRule,
    /// From the values themselves to the one label for all.
    pub heights: Vec<HeightPreview>,
}

/// One step of generalization.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct HeightPreview {
    /// How many labels there are.
    pub labels: u64,
    /// The first of them, in the order of the column's values.
    pub examples: Vec<LabelPreview>,
}

/// A label and how much it covers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct LabelPreview {
    /// The published text; empty for the missing value.
    pub text: String,
    /// The rows that would show it.
    pub rows: u64,
    /// The values below it, those that no row holds among them.
    pub values: u32,
}

/// Labels of one height that are shown.
const SHOWN: usize = 12;

/// How a column grows coarser by its rule, or by the hierarchy that it suggests.
///
/// # Errors
/// A [`ShareError`] of the hierarchy's, where the rule does not fit the column.
pub fn preview(column: &Column, rule: &ColumnRule) -> Result<HierarchyPreview, ShareError> {
    let chosen = chosen(column, rule);
    let mut axis = Axis::new(0, column, rule);
    axis.raise(&chosen)?;
    let mut rows_of_leaf = vec![0u64; axis.len()];
    for &level in &axis.levels {
        rows_of_leaf[level as usize] += 1;
    }
    let Some(hierarchy) = axis.hierarchy() else {
        return Ok(HierarchyPreview { rule: chosen, heights: Vec::new() });
    };
    let heights = (0..=hierarchy.top()).map(|height| {
        let height = hierarchy.height(height);
        let mut rows = vec![0; height.labels.len()];
        for (&label, &of_leaf) in height.of_leaf.iter().zip(&rows_of_leaf) {
            rows[label as usize] += of_leaf;
        }
        let shown = height.labels.iter().zip(rows).take(SHOWN);
        let examples = shown
            .map(|(label, rows)| LabelPreview { text: label.text.clone(), rows, values: label.leaves })
            .collect();
        HeightPreview { labels: height.labels.len() as u64, examples }
    });
    Ok(HierarchyPreview { rule: chosen, heights: heights.collect() })
}

/// The hierarchy of a column in ARX's form, with the values that only the rule names.
///
/// # Errors
/// A [`ShareError`] of the hierarchy's, where the rule does not fit the column.
pub fn export(column: &Column, rule: &ColumnRule) -> Result<Vec<u8>, ShareError> {
    let axis = Axis::new(0, column, rule);
    let whole = chosen(column, rule).build_whole(&axis.leaves(), axis.mark());
    Ok(write_csv(&whole.map_err(|error| axis.refused(error))?))
}

fn chosen(column: &Column, rule: &ColumnRule) -> HierarchyRule {
    rule.hierarchy.clone().unwrap_or_else(|| HierarchyRule::suggest(column, rule))
}
