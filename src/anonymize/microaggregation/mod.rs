//! Microaggregation: patients who are near each other publish their means.

mod mdav;
mod means;
mod merge;
mod space;

use serde::{Deserialize, Serialize};

use super::mondrian::Mondrian;
use super::{Ground, Method, Partition, Publish, Recoding, ShareError, outliers};
use means::Means;
use space::Space;

/// A block of at most this many rows is grouped as a whole: the time grows
/// with its square.
const BLOCK: usize = 2_000;

/// A larger block, that no cut could divide, is one group: its rows are alike,
/// or the policy refuses groups of thousands.
const WHOLE: usize = 4 * BLOCK;

/// The share of the progress that the division into blocks is told as.
const DIVISION: f64 = 0.1;

/// Multivariate microaggregation (MDAV), in steps.
///
/// Mondrian (relaxed) divides the rows into blocks of about two thousand. In a
/// block the row that is farthest from the centre takes the rows nearest to it
/// until they are of k patients, and so does the row farthest from that one;
/// this is repeated until fewer than 2k patients are left, who form the last
/// group. A group that the policy refuses is merged with the nearest. Distance
/// is Euclidean over the quasi-identifiers: a number or a date counts as a share
/// of its column's line, categories that differ are 1 apart.
///
/// A group publishes the mean of a number, rounded to as many decimals as the
/// column has. It publishes its interval instead, where the mean could tell a
/// value: of fewer than three patients, or where one value or one patient has
/// half of the rows or more. Dates, numbers with fixed intervals and numbers of
/// which some are missing are published as intervals, categories as sets.
///
/// # Guarantee
/// Every group satisfies the policy, if the whole table does: every block does,
/// and merging ends with the block at worst.
///
/// # Assumptions
/// Only the multiset of rows matters, never their order. Rows that are alike may
/// be published unlike. Who knows the values of all others in a group computes
/// the last one from the mean, as far as its decimals reach; k-anonymity says
/// nothing of such a reader.
///
/// # Utility
/// Groups of k to 2k - 1 patients, unless the policy asks for more. Numbers stay
/// numbers, their column's mean is kept up to rounding, its variance shrinks. The
/// loss (NCP) of a mean is that of the interval that its group spans, for so far
/// may a value be from it. Time is linear in the rows, by the blocks.
///
/// # Errors
/// None.
///
/// # Citation
/// Domingo-Ferrer, J.; Torra, V.: Ordinal, continuous and heterogeneous
/// k-anonymity through microaggregation, Data Mining and Knowledge Discovery 11,
/// 2005 (MDAV). Domingo-Ferrer, J.; Mateo-Sanz, J.: Practical data-oriented
/// microaggregation for statistical disclosure control, IEEE TKDE 14, 2002
/// (groups of k to 2k - 1).
#[derive(Debug)]
pub struct Microaggregation {
    k: usize,
    mondrian: Mondrian,
    space: Space,
    /// Blocks still to be grouped; none before Mondrian has found them.
    open: Option<Vec<Vec<u32>>>,
    done: Vec<Vec<u32>>,
    rows_done: usize,
}

/// Microaggregation leaves nothing to choose.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct MicroaggregationRule {}

impl Microaggregation {
    /// All rows, to be divided into groups of `k` patients or more.
    #[must_use]
    pub fn new(k: u32, ground: &Ground) -> Self {
        let mondrian = Mondrian::into_blocks(BLOCK, ground);
        let space = Space::new(&ground.axes);
        Self { k: k.max(1) as usize, mondrian, space, open: None, done: Vec::new(), rows_done: 0 }
    }
}

impl Method for Microaggregation {
    fn step(&mut self, ground: &Ground, budget: usize) -> f64 {
        let Some(open) = &mut self.open else {
            let divided = self.mondrian.step(ground, budget);
            if divided >= 1.0 {
                self.open = Some(self.mondrian.blocks());
            }
            return DIVISION * divided;
        };
        let mut looked_at = 0;
        while looked_at < budget
            && let Some(block) = open.pop()
        {
            self.rows_done += block.len();
            if block.len() > WHOLE {
                looked_at += block.len();
                self.done.push(block);
                continue;
            }
            // Every group looks at all rows that are still free.
            looked_at += block.len() * block.len() / self.k;
            let groups = mdav::groups(&block, self.k, &self.space, ground.policy.patients());
            self.done.extend(merge::until_allowed(groups, &self.space, &ground.policy));
        }
        if open.is_empty() {
            return 1.0;
        }
        DIVISION + (1.0 - DIVISION) * self.rows_done as f64 / f64::from(ground.rows)
    }

    fn finish(self: Box<Self>, ground: &Ground) -> Result<Recoding, ShareError> {
        let groups = Partition::new(self.done.iter().map(Vec::as_slice));
        // A mean loses as much as the interval: the same rows are outliers.
        let kept = outliers::leave_out(groups, ground, Publish::Sets);
        Ok(kept.publish_each(ground, |axis| {
            let means = Means::of(axis);
            move |group: &[u32], levels: &[u32]| {
                let mut region = axis.region(levels);
                let mean = means.as_ref().filter(|_| levels.len() > 1);
                if let Some(label) = mean.and_then(|means| means.text(group, ground.policy.patients())) {
                    region.label = label;
                }
                region
            }
        }))
    }
}
