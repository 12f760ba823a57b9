//! Rows divided into groups, and how each group is published.

use serde::{Deserialize, Serialize};

use super::{Axis, ColumnLoss, Ground, Recoding, Region, outliers};
use crate::table::{Column, Dictionary, MISSING};

/// What a group's cells become.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub enum Publish {
    /// The values of the group: an interval of numbers, a set of categories.
    /// Tells most, in texts that differ from group to group.
    #[default]
    Sets,
    /// The lowest label of the column's hierarchy above all of the group's values.
    Labels,
}

impl Publish {
    /// What a group with these levels (ascending, distinct, at least one) publishes.
    #[must_use]
    pub fn region(self, axis: &Axis, levels: &[u32]) -> Region {
        match self {
            Self::Sets => axis.region(levels),
            Self::Labels => axis.label(levels),
        }
    }
}

/// Disjoint groups of rows, and rows that belong to none.
#[derive(Clone, Debug, Default)]
pub struct Partition {
    rows: Vec<u32>,
    /// Where each group ends in `rows`.
    ends: Vec<usize>,
    /// Rows that are left out.
    suppressed: Vec<u32>,
}

impl Partition {
    /// A partition of these groups, none of them empty.
    #[must_use]
    pub fn new<'a>(groups: impl IntoIterator<Item = &'a [u32]>) -> Self {
        let mut made = Self::default();
        for group in groups {
            made.rows.extend_from_slice(group);
            made.ends.push(made.rows.len());
        }
        made
    }

    /// The same groups, with these rows, in none of them, left out.
    #[must_use]
    pub(super) fn without(mut self, mut suppressed: Vec<u32>) -> Self {
        suppressed.sort_unstable();
        self.suppressed = suppressed;
        self
    }

    /// The groups, as row numbers.
    pub fn groups(&self) -> impl Iterator<Item = &[u32]> {
        let starts = std::iter::once(0).chain(self.ends.iter().copied());
        starts.zip(&self.ends).map(|(start, &end)| &self.rows[start..end])
    }

    /// Publishes every group, once the rows that cost the others most have been
    /// left out as far as the ground lets them.
    #[must_use]
    pub fn publish(self, ground: &Ground, publish: Publish) -> Recoding {
        let kept = outliers::leave_out(self, ground, publish);
        kept.publish_each(ground, |axis| move |_: &[u32], levels: &[u32]| publish.region(axis, levels))
    }

    /// Publishes of every group, on each axis, what is told of its rows and
    /// their levels (ascending, distinct); no more rows are left out.
    pub(super) fn publish_each<'a, F: Fn(&[u32], &[u32]) -> Region>(
        self,
        ground: &'a Ground,
        region_on: impl Fn(&'a Axis) -> F,
    ) -> Recoding {
        let mut recoding = Recoding::default();
        for axis in &ground.axes {
            let (column, ncp) = self.publish_axis(axis, region_on(axis));
            recoding.losses.push(ColumnLoss { name: column.name.clone(), ncp });
            recoding.columns.push((axis.place, column));
        }
        recoding.suppressed = self.suppressed;
        recoding
    }

    fn publish_axis(&self, axis: &Axis, region: impl Fn(&[u32], &[u32]) -> Region) -> (Column, f64) {
        let rows = axis.levels.len();
        let mut dictionary = Dictionary::default();
        // Nothing of a row that is left out is known.
        let (mut codes, mut lost) = (vec![MISSING; rows], self.suppressed.len() as f64);
        let mut levels = Vec::new();
        for group in self.groups() {
            axis.occurring(group, &mut levels);
            let region = region(group, &levels);
            let code = dictionary.intern(&region.label).unwrap_or(MISSING);
            for &row in group {
                codes[row as usize] = code;
            }
            lost += region.ncp * group.len() as f64;
        }
        (Column { name: axis.name.clone(), codes, dictionary }, lost / rows.max(1) as f64)
    }
}
