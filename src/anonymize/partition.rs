//! Rows divided into groups, and how each group is published.

use super::{Axis, ColumnLoss, Ground, Recoding};
use crate::table::{Column, Dictionary, MISSING};

/// Disjoint groups of rows that together are all rows.
#[derive(Clone, Debug, Default)]
pub struct Partition {
    rows: Vec<u32>,
    /// Where each group ends in `rows`.
    ends: Vec<usize>,
}

impl Partition {
    /// A partition of these groups.
    #[must_use]
    pub fn new<'a>(groups: impl IntoIterator<Item = &'a [u32]>) -> Self {
        let mut made = Self::default();
        for group in groups {
            made.rows.extend_from_slice(group);
            made.ends.push(made.rows.len());
        }
        made
    }

    /// The groups, as row numbers.
    pub fn groups(&self) -> impl Iterator<Item = &[u32]> {
        let starts = std::iter::once(0).chain(self.ends.iter().copied());
        starts.zip(&self.ends).map(|(start, &end)| &self.rows[start..end])
    }

    /// Publishes for every group the region that it spans on every axis.
    #[must_use]
    pub fn publish(&self, ground: &Ground) -> Recoding {
        let mut recoding = Recoding::default();
        for axis in &ground.axes {
            let (column, ncp) = self.publish_axis(axis);
            recoding.losses.push(ColumnLoss { name: column.name.clone(), ncp });
            recoding.columns.push((axis.place, column));
        }
        recoding
    }

    fn publish_axis(&self, axis: &Axis) -> (Column, f64) {
        let rows = axis.levels.len();
        let mut dictionary = Dictionary::default();
        let (mut codes, mut lost, mut levels) = (vec![MISSING; rows], 0.0, Vec::new());
        for group in self.groups() {
            levels.clear();
            levels.extend(group.iter().map(|&row| axis.levels[row as usize]));
            levels.sort_unstable();
            levels.dedup();
            let region = axis.region(&levels);
            let code = dictionary.intern(&region.label).unwrap_or(MISSING);
            for &row in group {
                codes[row as usize] = code;
            }
            lost += region.ncp * group.len() as f64;
        }
        (Column { name: axis.name.clone(), codes, dictionary }, lost / rows.max(1) as f64)
    }
}
