//! t-closeness.

use super::proportion::at_most;
use super::{EarthMover, Group, Merging, Model, ModelName, Reference};
use crate::table::Decimal;

/// In every group the sensitive values are distributed as in the whole table,
/// up to an earth mover's distance of `t`.
///
/// # Guarantee
/// Who finds a person's group learns of the sensitive column little more than
/// what everybody can know of the whole table.
///
/// # Assumptions
/// The whole table's distribution is public; it counts rows that are left out
/// later. Missing counts as one value. A patient with several values counts once for each.
///
/// # Utility
/// The hardest of the models on small groups: five patients cannot be
/// distributed as a thousand are. A distance that knows the order or the
/// branches of the values is milder than the equal one.
///
/// # Errors
/// A rare value's share may still be multiplied: t bounds differences, not
/// ratios ([`super::BetaLikeness`]).
///
/// # Citation
/// Li, N.; Li, T.; Venkatasubramanian, S.: t-closeness: privacy beyond
/// k-anonymity and l-diversity, ICDE 2007.
#[derive(Clone, Debug)]
pub struct TCloseness {
    /// The greatest distance, 0 to 1.
    pub t: Decimal,
    /// How far values are from each other.
    pub ground: EarthMover,
    /// The whole table's values.
    pub reference: Reference,
    /// Which of the group's histograms is the sensitive column's.
    pub histogram: usize,
}

impl Model for TCloseness {
    fn name(&self) -> ModelName {
        ModelName::TCloseness
    }

    fn holds(&self, group: &Group) -> bool {
        let (part, whole) = self.ground.distance(&group.histograms[self.histogram], &self.reference);
        at_most(part, whole, self.t)
    }

    /// The distance is convex in the group's shares.
    fn merging(&self) -> Merging {
        Merging::KeptByAll
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_group_is_held_against_the_whole_table() {
        let close = |t: Decimal, counts: &[(u32, u32)]| {
            let reference = Reference::new(&vec![(1, 5), (2, 5)], 3, 10);
            let model = TCloseness { t, ground: EarthMover::Equal, reference, histogram: 0 };
            let size = counts.iter().map(|&(_, count)| count).sum();
            model.holds(&Group { size, histograms: &[counts.to_vec()] })
        };
        assert!(close(Decimal::whole(0), &[(1, 3), (2, 3)]));
        assert!(close(Decimal::new(3, 1), &[(1, 4), (2, 1)]), "exactly t");
        assert!(!close(Decimal::new(29, 2), &[(1, 4), (2, 1)]));
    }
}
