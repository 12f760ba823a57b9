//! l-diversity, in its distinct form.

use super::{Group, Merging, Model, ModelName};

/// Every group has at least `l` different values in the sensitive column.
///
/// # Guarantee
/// Who finds a person's group cannot tell the sensitive value for certain, as
/// long as fewer than `l` - 1 of the group's values can be ruled out.
///
/// # Assumptions
/// Missing counts as one value.
///
/// # Utility
/// Groups grow until they are diverse; a rare `l` merges many.
///
/// # Errors
/// One value may still be far likelier than the others: distinct l-diversity
/// bounds what is possible, not what is probable.
///
/// # Citation
/// Machanavajjhala, A. et al.: l-diversity: privacy beyond k-anonymity, TKDD
/// 1(1), 2007, section 4 (distinct l-diversity).
#[derive(Clone, Copy, Debug)]
pub struct DistinctLDiversity {
    /// The least number of different values.
    pub l: u32,
    /// Which of the group's histograms is the sensitive column's.
    pub histogram: usize,
}

impl Model for DistinctLDiversity {
    fn name(&self) -> ModelName {
        ModelName::DistinctLDiversity
    }

    fn holds(&self, group: &Group) -> bool {
        group.histograms[self.histogram].len() >= self.l as usize
    }

    fn merging(&self) -> Merging {
        Merging::KeptByOne
    }
}
