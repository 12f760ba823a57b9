//! δ-disclosure privacy.

use super::proportion::TOLERANCE;
use super::{Group, Model, ModelName, Reference};
use crate::table::Decimal;

/// In every group each sensitive value that occurs has a share near that of the
/// whole table: |log2(q/p)| < `delta`.
///
/// # Guarantee
/// Who finds a person's group becomes surer, or less sure, of any value that
/// occurs there by less than the factor 2^`delta`.
///
/// # Assumptions
/// The whole table's shares are public; they count rows that are left out
/// later. Shares are of patients. Missing counts as one value.
///
/// # Utility
/// Stricter than β-likeness: losses of values that occur are bounded too.
///
/// # Errors
/// Nothing is asked of values that do not occur in a group: the paper's
/// definition would have every value in every group. A logarithm within 10^-9
/// of `delta` is refused.
///
/// # Citation
/// Brickell, J.; Shmatikov, V.: The cost of privacy: destruction of data-mining
/// utility in anonymized data publishing, KDD 2008, definition 5.
#[derive(Clone, Debug)]
pub struct DeltaDisclosure {
    /// The bound on the logarithm to base 2.
    pub delta: Decimal,
    /// The whole table's values.
    pub reference: Reference,
    /// Which of the group's histograms is the sensitive column's.
    pub histogram: usize,
}

impl Model for DeltaDisclosure {
    fn name(&self) -> ModelName {
        ModelName::DeltaDisclosure
    }

    fn holds(&self, group: &Group) -> bool {
        let (n, all) = (f64::from(group.size), f64::from(self.reference.size));
        group.histograms[self.histogram].iter().all(|&(code, count)| {
            // q/p = (count / n) / (reference / all)
            let reference = f64::from(self.reference.counts[code as usize]);
            let ratio = f64::from(count) * all / (reference * n);
            ratio.log2().abs() < self.delta.to_f64() - TOLERANCE
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_doubled_share_is_one_bit() {
        let holds = |delta: Decimal, counts: &[(u32, u32)]| {
            let reference = Reference::new(&vec![(1, 25), (2, 75)], 3, 100);
            let size = counts.iter().map(|&(_, count)| count).sum();
            DeltaDisclosure { delta, reference, histogram: 0 }
                .holds(&Group { size, histograms: &[counts.to_vec()] })
        };
        assert!(!holds(Decimal::whole(1), &[(1, 3), (2, 3)]), "less than, not at most");
        assert!(holds(Decimal::new(11, 1), &[(1, 3), (2, 3)]));
        assert!(holds(Decimal::new(5, 1), &[(2, 3)]), "nothing is asked of what does not occur");
        assert!(!holds(Decimal::new(5, 1), &[(1, 1), (2, 9)]), "a share may not shrink either");
    }
}
