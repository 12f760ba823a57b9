//! l-diversity, in its recursive form.

use super::proportion::compare;
use super::{Group, Merging, Model, ModelName};
use crate::table::Decimal;

/// In every group the most frequent sensitive value is not too frequent and
/// the rare ones are not too rare: with the counts in falling order,
/// r1 < c · (r_l + … + r_m).
///
/// # Guarantee
/// Who finds a person's group and rules out l - 2 of its values still sees the
/// most frequent of the others less than c times as often as the rest together.
///
/// # Assumptions
/// Missing counts as one value. A patient with several values counts once for each.
///
/// # Utility
/// Milder than entropy on tables where one value is very frequent: choose a larger `c`.
///
/// # Errors
/// A group with fewer than `l` values never satisfies it, whatever `c` is.
///
/// # Citation
/// Machanavajjhala, A. et al.: l-diversity: privacy beyond k-anonymity, TKDD
/// 1(1), 2007, definition 4.2 (recursive (c,l)-diversity).
#[derive(Clone, Copy, Debug)]
pub struct RecursiveLDiversity {
    /// The factor.
    pub c: Decimal,
    /// The place from which counts are summed; 1 is the most frequent value.
    pub l: u32,
    /// Which of the group's histograms is the sensitive column's.
    pub histogram: usize,
}

impl Model for RecursiveLDiversity {
    fn name(&self) -> ModelName {
        ModelName::RecursiveLDiversity
    }

    fn holds(&self, group: &Group) -> bool {
        let mut counts: Vec<u32> = group.histograms[self.histogram].iter().map(|&(_, count)| count).collect();
        counts.sort_unstable_by(|a, b| b.cmp(a));
        let most = counts.first().map_or(0, |&count| i128::from(count));
        let from_l = counts.iter().skip(self.l.saturating_sub(1) as usize).map(|&count| i128::from(count));
        // r1 / (r_l + … + r_m) < c
        compare(most, from_l.sum(), self.c).is_lt()
    }

    /// Machanavajjhala et al., section 4.
    fn merging(&self) -> Merging {
        Merging::KeptByAll
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_most_frequent_is_held_against_the_rest() {
        let holds = |c: Decimal, l: u32, counts: &[u32]| {
            let histogram = (1..).zip(counts.iter().copied()).collect();
            let group = Group { size: counts.iter().sum(), histograms: &[histogram] };
            RecursiveLDiversity { c, l, histogram: 0 }.holds(&group)
        };
        // r1 = 6, r2 + r3 = 4, r3 = 1
        assert!(holds(Decimal::new(16, 1), 2, &[3, 6, 1]));
        assert!(!holds(Decimal::new(15, 1), 2, &[3, 6, 1]), "less than, not at most");
        assert!(!holds(Decimal::whole(6), 3, &[3, 6, 1]) && holds(Decimal::whole(7), 3, &[3, 6, 1]));
        assert!(!holds(Decimal::whole(1000), 3, &[5, 5]), "two values are not three");
    }
}
