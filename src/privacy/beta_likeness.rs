//! β-likeness.

use super::proportion::{TOLERANCE, at_most};
use super::{Group, Merging, Model, ModelName, Reference};
use crate::table::Decimal;

/// In no group a sensitive value's share exceeds its share p of the whole table
/// by more than `beta` times p; in the enhanced form also not by more than -ln(p) times p.
///
/// # Guarantee
/// Who finds a person's group becomes surer of any value, relative to what
/// everybody knows, by the factor 1 + `beta` at the most: rare values, often
/// the delicate ones, gain no more than frequent ones.
///
/// # Assumptions
/// The whole table's shares are public; they count rows that are left out
/// later. Shares are of patients. Missing counts as one value.
///
/// # Utility
/// Only gains are bounded: a group may lack a value altogether.
///
/// # Errors
/// A value of one patient in a thousand makes groups of 1000 / (1 + `beta`) or more.
///
/// # Citation
/// Cao, J.; Karras, P.: Publishing microdata with a robust privacy guarantee,
/// PVLDB 5(11), 2012, definitions 2 (basic) and 3 (enhanced).
#[derive(Clone, Debug)]
pub struct BetaLikeness {
    /// The greatest relative gain.
    pub beta: Decimal,
    /// Whether the gain is also held below -ln(p).
    pub enhanced: bool,
    /// The whole table's values.
    pub reference: Reference,
    /// Which of the group's histograms is the sensitive column's.
    pub histogram: usize,
}

impl Model for BetaLikeness {
    fn name(&self) -> ModelName {
        ModelName::BetaLikeness
    }

    fn holds(&self, group: &Group) -> bool {
        let (n, all) = (i128::from(group.size), i128::from(self.reference.size));
        group.histograms[self.histogram].iter().all(|&(code, count)| {
            // (q - p) / p with q = count / n and p = reference / all
            let reference = i128::from(self.reference.counts[code as usize]);
            let (gain, unit) = (i128::from(count) * all - reference * n, reference * n);
            let below_entropy = || {
                let surprise = (all as f64 / reference as f64).ln();
                gain as f64 / unit as f64 <= surprise + TOLERANCE
            };
            at_most(gain, unit, self.beta) && (!self.enhanced || below_entropy())
        })
    }

    fn merging(&self) -> Merging {
        Merging::KeptByAll
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_gains_are_bounded() {
        let holds = |beta: Decimal, enhanced: bool, counts: &[(u32, u32)]| {
            // Shares 1/10 and 9/10.
            let reference = Reference::new(&vec![(1, 10), (2, 90)], 3, 100);
            let size = counts.iter().map(|&(_, count)| count).sum();
            BetaLikeness { beta, enhanced, reference, histogram: 0 }
                .holds(&Group { size, histograms: &[counts.to_vec()] })
        };
        assert!(holds(Decimal::whole(1), false, &[(1, 1), (2, 4)]), "1/5 is 1 above 1/10");
        assert!(!holds(Decimal::new(99, 2), false, &[(1, 1), (2, 4)]));
        assert!(holds(Decimal::new(2, 1), false, &[(2, 5)]), "1 is 1/9 above 9/10");
        // -ln(9/10) = 0.105…
        assert!(!holds(Decimal::new(2, 1), true, &[(2, 5)]));
    }
}
