//! (α,k)-anonymity: its second half.

use super::proportion::at_most;
use super::{Group, Merging, Model, ModelName, greatest};
use crate::table::Decimal;

/// In every group no sensitive value belongs to more than the share `alpha` of
/// the patients. With [`super::KAnonymity`], which every policy holds, it is (α,k)-anonymity.
///
/// # Guarantee
/// Who finds a person's group is right with a chance of `alpha` at the most
/// about any sensitive value.
///
/// # Assumptions
/// All values are sensitive (the general form of the model). All patients of a
/// group are equally likely to be the person. Missing counts as one value.
///
/// # Utility
/// As probabilistic l-diversity with l = 1/alpha.
///
/// # Errors
/// Cannot be had where one value's share of the whole table is larger.
///
/// # Citation
/// Wong, R. et al.: (α,k)-anonymity: an enhanced k-anonymity model for privacy
/// preserving data publishing, KDD 2006.
#[derive(Clone, Copy, Debug)]
pub struct AlphaK {
    /// The greatest share, 0 to 1.
    pub alpha: Decimal,
    /// Which of the group's histograms is the sensitive column's.
    pub histogram: usize,
}

impl Model for AlphaK {
    fn name(&self) -> ModelName {
        ModelName::AlphaK
    }

    fn holds(&self, group: &Group) -> bool {
        let most = greatest(&group.histograms[self.histogram]);
        at_most(i128::from(most), i128::from(group.size), self.alpha)
    }

    fn merging(&self) -> Merging {
        Merging::KeptByAll
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_are_of_patients() {
        // Two patients of four have illness 1, three have illness 2: one has both.
        let group = Group { size: 4, histograms: &[vec![(1, 2), (2, 3)]] };
        assert!(AlphaK { alpha: Decimal::new(75, 2), histogram: 0 }.holds(&group));
        assert!(!AlphaK { alpha: Decimal::new(74, 2), histogram: 0 }.holds(&group));
    }
}
