//! Local recoding: rows that are near each other are published alike, each
//! group with labels of its own.

mod cells;
mod clusters;
mod divide;
mod moves;
mod span;
mod tuples;

use serde::{Deserialize, Serialize};

use super::{Ground, Method, Partition, Publish, Recoding, ShareError};
use cells::cover;
use clusters::{Cluster, gather, mend};
use divide::divide;
use moves::move_tuples;
use span::Spans;
use tuples::Tuples;

/// A block of at most this many distinct rows is joined as a whole: the time
/// grows with its square, and the loss falls little beyond.
const BLOCK: usize = 512;

/// Local recoding, in steps.
///
/// Down: the rows are divided along the branches of the columns' hierarchies,
/// where that saves most loss, into blocks of a few hundred distinct rows. Up:
/// in a block they form clusters. For labels every row proposes the cell, one
/// label a column, that grows from it until it may stand, each time by the
/// label that costs least for each row gained; the cheapest cell takes all that
/// it covers. For sets a cluster takes the nearest row until it may stand.
/// What is left over joins the nearest cluster, and at last single rows move to
/// where they lose less. A cluster publishes, column by column, the lowest
/// label above all its rows (or their interval or set).
///
/// # Guarantee
/// Every group satisfies the policy, if the whole table does: a block is only
/// divided into blocks that do, and joining ends with the block itself at worst.
///
/// # Assumptions
/// Labels differ from group to group. Who knows the method and a person's row
/// learns a little from a coarse label beside fine ones: fewer than k rows had
/// the fine one there. This is the minimality attack (Wong et al., VLDB 2007);
/// k-anonymity itself is not touched by it, l-diversity can be weakened. Rows
/// that are alike are never separated, and only the multiset of rows matters.
///
/// # Utility
/// Far less loss than one height for a whole column, at the price of columns of
/// mixed labels. Time is linear in the rows.
///
/// # Errors
/// None.
///
/// # Citation
/// Xu, J. et al.: Utility-based anonymization using local recoding, KDD 2006.
/// Fung, B.; Wang, K.; Yu, P.: Top-down specialization for information and
/// privacy preservation, ICDE 2005 (division along the hierarchies). Byun, J. et
/// al.: Efficient k-anonymization using clustering techniques, DASFAA 2007 (sets).
#[derive(Debug)]
pub struct LocalRecoding {
    rule: LocalRecodingRule,
    tuples: Tuples,
    spans: Spans,
    /// Blocks that may still be divided, as tuples.
    open: Vec<Vec<u32>>,
    done: Vec<Cluster>,
    tuples_done: usize,
}

/// How local recoding publishes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct LocalRecodingRule {
    /// What a group's cells become.
    #[serde(default = "labels")]
    pub publish: Publish,
}

fn labels() -> Publish {
    Publish::Labels
}

impl Default for LocalRecodingRule {
    fn default() -> Self {
        Self { publish: labels() }
    }
}

impl LocalRecoding {
    /// One block of all rows, still to be divided.
    #[must_use]
    pub fn new(rule: LocalRecodingRule, ground: &Ground) -> Self {
        let tuples = Tuples::of(ground);
        let spans = Spans::new(&ground.axes, rule.publish);
        let open = vec![(0..tuples.count()).collect()];
        Self { rule, tuples, spans, open, done: Vec::new(), tuples_done: 0 }
    }

    /// The clusters of a block.
    fn cluster(&self, block: &[u32], ground: &Ground) -> Vec<Cluster> {
        let (tuples, spans, policy) = (&self.tuples, &self.spans, &ground.policy);
        let clusters = match self.rule.publish {
            Publish::Labels => cover(block, tuples, spans, policy),
            Publish::Sets => gather(block, tuples, spans, policy),
        };
        let mut clusters = mend(clusters, tuples, spans, policy);
        move_tuples(&mut clusters, tuples, spans, policy);
        clusters
    }
}

impl Method for LocalRecoding {
    fn step(&mut self, ground: &Ground, budget: usize) -> f64 {
        let mut looked_at = 0;
        while looked_at < budget
            && let Some(block) = self.open.pop()
        {
            looked_at += block.len();
            if block.len() > BLOCK
                && let Some(parts) = divide(&block, &self.tuples, ground)
            {
                self.open.extend(parts);
                continue;
            }
            // Every pair is looked at.
            looked_at += block.len() * block.len();
            self.tuples_done += block.len();
            self.done.extend(self.cluster(&block, ground));
        }
        if self.open.is_empty() { 1.0 } else { self.tuples_done as f64 / f64::from(self.tuples.count()) }
    }

    fn finish(self: Box<Self>, ground: &Ground) -> Result<Recoding, ShareError> {
        let groups: Vec<Vec<u32>> =
            self.done.iter().map(|cluster| self.tuples.rows_of(&cluster.tuples)).collect();
        Ok(Partition::new(groups.iter().map(Vec::as_slice)).publish(ground, self.rule.publish))
    }
}
