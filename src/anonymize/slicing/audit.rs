//! What a sliced table protects, measured on the table itself.

use serde::{Deserialize, Serialize};

use super::super::ShareError;
use super::publish::Sliced;
use crate::privacy::Groups;
use crate::recipe::{ColumnRule, Fitted};
use crate::risk::{self, Linked, SlicedTable};
use crate::table::{Decimal, Table};
use crate::utility;

/// What can be linked to a person of one sensitive heading.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct LinkedSecret {
    /// The heading.
    pub column: String,
    /// What was asked: one over the greatest probability.
    #[cfg_attr(target_arch = "wasm32", tsify(type = "number"))]
    pub l: Decimal,
    /// The greatest probability max p(t, s) of any value for any row, 0 to 1.
    pub greatest: f64,
    /// The greatest distance of what can be linked to a row from the whole
    /// table (total variation), 0 to 1.
    pub distance: f64,
    /// Buckets that match a row, on average.
    pub matching_buckets: f64,
}

/// What slicing did, and what it protects.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct SlicingAudit {
    /// The heading under which rows have the number of their bucket.
    pub bucket: String,
    /// The columns, by the headings that stayed together.
    pub columns: Vec<Vec<String>>,
    /// How many buckets there are.
    pub buckets: u64,
    /// Rows of the smallest.
    pub smallest_bucket: u64,
    /// Rows of the largest.
    pub largest_bucket: u64,
    /// The fewest rows that share a value of a column.
    pub smallest_region: u64,
    /// The fewest rows of a bucket that share a target, where one was kept.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(target_arch = "wasm32", tsify(optional))]
    pub smallest_stratum: Option<u64>,
    /// One for each sensitive heading.
    pub secrets: Vec<LinkedSecret>,
    /// Different combinations of quasi-identifiers that can be joined in a
    /// bucket and belong to nobody; left out where there are too many to count.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(target_arch = "wasm32", tsify(optional))]
    pub fake_tuples: Option<u64>,
    /// Made-up rows among those released.
    pub made_up: u64,
    /// What is known of one column by who knows another, 0 (all) to 1 (nothing):
    /// NCP of the values in a bucket, averaged over rows and quasi-identifiers.
    pub ncp_link: f64,
}

/// Less than this above a limit is the rounding of doubles.
const TOLERANCE: f64 = 1e-8;

impl SlicingAudit {
    /// Measures a released table by code that shares nothing with the method.
    ///
    /// # Errors
    /// [`ShareError::SlicingFailed`] where the table does not keep what was asked.
    pub(in super::super) fn measure(
        Fitted { table: original, recipe }: Fitted<'_>,
        table: &Table,
        sliced: &Sliced,
    ) -> Result<Self, ShareError> {
        let view = SlicedTable {
            released: table,
            own: &sliced.own,
            bucket: &sliced.bucket.name,
            columns: &sliced.columns,
        };
        let failed = |column: &str| Err(ShareError::SlicingFailed { column: column.to_owned() });
        let shape = risk::slices(&view);
        if shape.lost_cells > 0 || shape.smallest_region < u64::from(sliced.k) {
            return failed(&sliced.bucket.name);
        }
        let smallest_stratum = sliced.kept_target.as_ref().map(|target| {
            let strata = pairs(table, &sliced.bucket.name, target);
            u64::from(strata.sizes.iter().copied().min().unwrap_or(0))
        });
        if smallest_stratum.is_some_and(|smallest| smallest < u64::from(recipe.share.k)) {
            return failed(&sliced.bucket.name);
        }
        let mut secrets = Vec::new();
        for (column, l) in &sliced.limits {
            let (column, l) = (column.clone(), *l);
            let mut linked = risk::linked(&view, &column);
            if sliced.kept_target.is_some() {
                // Whatever is made of the target, no mixture of buckets tells more than one of them.
                linked.greatest = linked.greatest.max(greatest_share(table, &sliced.bucket.name, &column));
            }
            let far = sliced.t.is_some_and(|t| linked.distance > t.to_f64() + TOLERANCE);
            if linked.greatest > 1.0 / l.to_f64() + TOLERANCE || far {
                return failed(&column);
            }
            let Linked { greatest, distance, matching_buckets } = linked;
            secrets.push(LinkedSecret { column, l, greatest, distance, matching_buckets });
        }
        let known: Vec<&ColumnRule> =
            recipe.columns.iter().filter(|rule| rule.role.is_quasi_identifier()).collect();
        let links = utility::ncp_link(original, table, &sliced.bucket.name, &known);
        Ok(Self {
            bucket: sliced.bucket.name.clone(),
            columns: sliced.columns.iter().map(|headings| headings.all().cloned().collect()).collect(),
            buckets: shape.buckets,
            smallest_bucket: shape.smallest_bucket,
            largest_bucket: shape.largest_bucket,
            smallest_region: shape.smallest_region,
            smallest_stratum,
            secrets,
            fake_tuples: shape.fake_tuples,
            made_up: u64::from(sliced.fakes),
            ncp_link: links.iter().map(|loss| loss.ncp).sum::<f64>() / links.len().max(1) as f64,
        })
    }
}

/// Rows that are alike in two columns.
fn pairs(table: &Table, bucket: &str, heading: &str) -> Groups {
    let codes = [bucket, heading].map(|name| table.column(name).map_or(&[][..], |column| &*column.codes));
    Groups::of(&codes, table.rows)
}

/// The greatest share that a value of a heading has in a bucket.
fn greatest_share(table: &Table, bucket: &str, heading: &str) -> f64 {
    let (of_value, of_bucket) = (pairs(table, bucket, heading), pairs(table, bucket, bucket));
    let share = |row: usize| {
        let size = |groups: &Groups| f64::from(groups.sizes[groups.class_of[row] as usize]);
        size(&of_value) / size(&of_bucket)
    };
    (0..table.rows).map(share).fold(0.0, f64::max)
}
