//! l-diversity, in its probabilistic form.

use super::proportion::compare;
use super::{Group, Merging, Model, ModelName, greatest};
use crate::table::Decimal;

/// In every group no sensitive value belongs to more than 1/l of the patients.
///
/// # Guarantee
/// Who finds a person's group guesses the sensitive value right with a chance
/// of 1/l at the most.
///
/// # Assumptions
/// All patients of a group are equally likely to be the person. Missing counts
/// as one value.
///
/// # Utility
/// Cannot be had where one value belongs to more than 1/l of the whole table.
///
/// # Errors
/// Who can rule values out guesses better: see [`super::RecursiveLDiversity`].
///
/// # Citation
/// Xiao, X.; Tao, Y.: Anatomy: simple and effective privacy preservation, VLDB
/// 2006, definition 2.
#[derive(Clone, Copy, Debug)]
pub struct ProbabilisticLDiversity {
    /// One over the greatest share; need not be whole.
    pub l: Decimal,
    /// Which of the group's histograms is the sensitive column's.
    pub histogram: usize,
}

impl Model for ProbabilisticLDiversity {
    fn name(&self) -> ModelName {
        ModelName::ProbabilisticLDiversity
    }

    fn holds(&self, group: &Group) -> bool {
        let most = greatest(&group.histograms[self.histogram]);
        // most / size ≤ 1/l, as size / most ≥ l
        compare(i128::from(group.size), i128::from(most), self.l).is_ge()
    }

    fn merging(&self) -> Merging {
        Merging::KeptByAll
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_value_is_likelier_than_one_in_l() {
        let holds = |l: Decimal, counts: &[u32]| {
            let histogram = (1..).zip(counts.iter().copied()).collect();
            let group = Group { size: counts.iter().sum(), histograms: &[histogram] };
            ProbabilisticLDiversity { l, histogram: 0 }.holds(&group)
        };
        assert!(holds(Decimal::whole(3), &[2, 2, 2]), "exactly one in three");
        assert!(!holds(Decimal::whole(3), &[3, 2, 2]));
        assert!(holds(Decimal::new(18, 1), &[5, 4]) && !holds(Decimal::new(181, 2), &[5, 4]));
    }
}
