//! How much a transformation loses, and how much it must lose at the least.
//!
//! # Citation
//! Prasser, F. et al.: Flexible data anonymization using ARX, Software: Practice
//! and Experience 50, 2020 (the loss metric with its generalization/suppression
//! factor); the values of its implementation, version 3.9.2.

use serde::{Deserialize, Serialize};

use crate::anonymize::Axis;
use crate::anonymize::hierarchy::Hierarchy;

/// How the losses of all quasi-identifiers become one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub enum Aggregate {
    /// The n-th root of the product of (1 + loss), less 1.
    #[default]
    GeometricMean,
    /// The sum over n.
    ArithmeticMean,
}

/// The loss of every transformation of one table. All sums are of whole
/// numbers, so that they do not depend on the order of rows.
#[derive(Debug)]
pub(super) struct Loss {
    rows: u64,
    aggregate: Aggregate,
    /// What a generalized row's share of leaves costs.
    generalized: f64,
    /// What a suppressed row costs of all that is not in its label.
    suppressed: f64,
    columns: Vec<ColumnLosses>,
}

#[derive(Debug)]
struct ColumnLosses {
    /// Leaves of the whole hierarchy.
    leaves: u32,
    heights: Vec<HeightLosses>,
}

#[derive(Debug)]
struct HeightLosses {
    /// How many leaves each label covers.
    covers: Vec<u32>,
    /// The same, summed over all rows.
    sum: u64,
    /// The numbers of leaves that labels cover, greatest first, and how many rows have such a label.
    rows: Vec<(u32, u64)>,
}

impl Loss {
    /// Prepares the loss; `factor` is ARX's generalization/suppression factor, 0 to 1.
    pub(super) fn new(aggregate: Aggregate, factor: f64, axes: &[Axis], hierarchies: &[&Hierarchy]) -> Self {
        let rows = axes.first().map_or(0, |axis| axis.levels.len()) as u64;
        let columns =
            axes.iter().zip(hierarchies).map(|(axis, hierarchy)| ColumnLosses::new(axis, hierarchy));
        // s = 2f and g = 1 up to f = 1/2; s = 1 and g = 1 - 2(f - 1/2) above.
        let (suppressed, generalized) =
            if factor < 0.5 { (2.0 * factor, 1.0) } else { (1.0, 1.0 - 2.0 * (factor - 0.5)) };
        Self { rows, aggregate, generalized, suppressed, columns: columns.collect() }
    }

    /// How many leaves each label of a column covers at a height.
    pub(super) fn covers(&self, column: usize, height: u16) -> &[u32] {
        &self.columns[column].heights[usize::from(height)].covers
    }

    /// The loss of a transformation that suppresses so many rows, whose labels
    /// cover so many leaves in each column.
    pub(super) fn of(&self, heights: &[u16], suppressed: u32, covered: &[u64]) -> f64 {
        self.aggregate(heights, |column, height| {
            let (column, covered) = (&self.columns[column], covered[column]);
            self.column(column.leaves, column.heights[height].sum - covered, u64::from(suppressed), covered)
        })
    }

    /// What a transformation loses at the least if it suppresses at least so
    /// many rows: as if it were those that are generalized most in each column.
    pub(super) fn at_least(&self, heights: &[u16], suppressed: u32) -> f64 {
        self.aggregate(heights, |column, height| self.column_at_least(column, height, suppressed))
    }

    /// The least loss of a column alone on a scale on which columns add up.
    pub(super) fn addend(&self, column: usize, height: usize) -> f64 {
        let loss = self.column_at_least(column, height, 0);
        match self.aggregate {
            Aggregate::GeometricMean => loss.ln_1p(),
            Aggregate::ArithmeticMean => loss,
        }
    }

    fn column_at_least(&self, column: usize, height: usize, suppressed: u32) -> f64 {
        let column = &self.columns[column];
        let covered = column.heights[height].most_covered(u64::from(suppressed));
        self.column(column.leaves, column.heights[height].sum - covered, u64::from(suppressed), covered)
    }

    /// total = g·kept/leaves + covered/leaves + s·(suppressed - covered/leaves),
    /// moved and scaled from its range [g·rows/leaves, rows] to [0, 1].
    fn column(&self, leaves: u32, kept: u64, suppressed: u64, covered: u64) -> f64 {
        let share = |covered: u64| covered as f64 / f64::from(leaves);
        let (rows, covered) = (self.rows as f64, share(covered));
        let lost = covered + self.suppressed * (suppressed as f64 - covered);
        let least = self.generalized * share(self.rows);
        if rows <= least {
            return 0.0;
        }
        let loss = (self.generalized * share(kept) + lost - least) / (rows - least);
        // To ten decimals, downwards, as the reference does.
        (loss.max(0.0) * 1e10).floor() / 1e10
    }

    fn aggregate(&self, heights: &[u16], loss: impl Fn(usize, usize) -> f64) -> f64 {
        let losses = heights.iter().enumerate().map(|(column, &height)| loss(column, usize::from(height)));
        let columns = heights.len().max(1) as f64;
        match self.aggregate {
            Aggregate::GeometricMean => {
                losses.fold(1.0, |product, x| product * (1.0 + x)).powf(1.0 / columns) - 1.0
            }
            Aggregate::ArithmeticMean => losses.fold(0.0, |sum, x| sum + x) / columns,
        }
    }
}

impl ColumnLosses {
    fn new(axis: &Axis, hierarchy: &Hierarchy) -> Self {
        let mut rows_of_leaf = vec![0u64; axis.len()];
        for &leaf in &axis.levels {
            rows_of_leaf[leaf as usize] += 1;
        }
        let height = |at| {
            let height = hierarchy.height(at);
            let covers: Vec<u32> = height.labels.iter().map(|label| label.leaves).collect();
            let mut rows = std::collections::BTreeMap::new();
            for (&label, &count) in height.of_leaf.iter().zip(&rows_of_leaf) {
                *rows.entry(covers[label as usize]).or_insert(0) += count;
            }
            let sum = rows.iter().map(|(&covers, count)| u64::from(covers) * count).sum();
            HeightLosses { covers, sum, rows: rows.into_iter().rev().collect() }
        };
        Self { leaves: hierarchy.leaves(), heights: (0..=hierarchy.top()).map(height).collect() }
    }
}

impl HeightLosses {
    /// The most leaves that so many rows can cover together.
    fn most_covered(&self, mut rows: u64) -> u64 {
        let mut covered = 0;
        for &(covers, count) in &self.rows {
            let taken = rows.min(count);
            covered += u64::from(covers) * taken;
            rows -= taken;
        }
        covered
    }
}
