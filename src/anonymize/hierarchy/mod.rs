//! Generalization hierarchies: how a column's values grow coarser, step by step.
//!
//! One file per kind of hierarchy; [`HierarchyRule`] names them, and
//! [`HierarchyRule::suggest`] chooses one from the column itself.

mod arx_csv;
mod dates;
mod grow;
mod icd10;
mod leaf;
mod prefixes;
mod preview;
mod ranges;
mod rule;
mod suggest;
mod table;
#[cfg(test)]
mod tests;
mod tree;

pub use arx_csv::{HierarchyCsvError, read_csv, write_csv};
pub use dates::DateStep;
pub use leaf::{Leaf, Place};
pub use preview::{HeightPreview, HierarchyPreview, LabelPreview, export, preview};
pub use rule::{HierarchyError, HierarchyRule};
pub use tree::Group;

/// What is published where nothing of a value is told.
pub(crate) const ANYTHING: &str = "*";

/// A hierarchy over the leaves of one [`super::Axis`], which are its levels.
///
/// At height 0 every leaf stands for itself; at the greatest height all have
/// one label. Leaves below one label stay below one label at every greater height.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hierarchy {
    heights: Vec<Height>,
    /// Leaves of the whole hierarchy, those that no row holds among them.
    leaves: u32,
}

/// One step of generalization.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Height {
    /// The label of each leaf, as an index into `labels`.
    pub of_leaf: Vec<u32>,
    /// The labels of this height, in order of first appearance by leaf.
    pub labels: Vec<Label>,
}

/// What is published in place of the leaves below it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// The published text.
    pub text: String,
    /// How many leaves it covers, those that no row holds among them.
    pub leaves: u32,
}

impl Hierarchy {
    /// A hierarchy of these heights, the leaves' own first.
    ///
    /// `leaves` is the number of leaves of the whole hierarchy.
    #[must_use]
    pub fn new(heights: Vec<Height>, leaves: u32) -> Self {
        Self { heights, leaves }
    }

    /// The greatest height; 0 where nothing can be generalized.
    #[must_use]
    pub fn top(&self) -> usize {
        self.heights.len().saturating_sub(1)
    }

    /// One step of generalization.
    ///
    /// # Panics
    /// Above [`Hierarchy::top`].
    #[must_use]
    pub fn height(&self, height: usize) -> &Height {
        &self.heights[height]
    }

    /// All leaves of the hierarchy, those that no row holds among them.
    #[must_use]
    pub fn leaves(&self) -> u32 {
        self.leaves
    }

    /// The label of a leaf at a height.
    #[must_use]
    pub fn label(&self, height: usize, leaf: u32) -> &Label {
        let height = &self.heights[height];
        &height.labels[height.of_leaf[leaf as usize] as usize]
    }

    /// The lowest height at which two labels, each given by a leaf below it and
    /// its height, are one.
    #[must_use]
    pub fn meet(&self, (one, one_height): (u32, usize), (other, other_height): (u32, usize)) -> usize {
        let of_leaf = |height: usize, leaf: u32| self.heights[height].of_leaf[leaf as usize];
        let lowest = one_height.max(other_height);
        (lowest..self.top()).find(|&h| of_leaf(h, one) == of_leaf(h, other)).unwrap_or(self.top())
    }

    /// Normalized certainty penalty of a label: 0 for one leaf, else its share of all leaves.
    #[must_use]
    pub fn ncp(&self, label: &Label) -> f64 {
        crate::utility::ncp::of_set(label.leaves as usize, self.leaves as usize)
    }
}
