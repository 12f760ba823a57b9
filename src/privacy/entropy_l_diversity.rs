//! l-diversity, in its entropy form.

use super::proportion::TOLERANCE;
use super::{Group, Merging, Model, ModelName};
use crate::table::Decimal;

/// In every group the sensitive values are at least as evenly spread as `l`
/// equally frequent values are.
///
/// # Guarantee
/// The entropy of a group's values is at least ln(l): who finds a person's
/// group is on average as uncertain of the value as among `l` equal chances.
///
/// # Assumptions
/// Missing counts as one value. A patient with several values counts once for
/// each. Differences of entropy below 10^-9 count for nothing.
///
/// # Utility
/// Cannot be had where the whole table's entropy is below ln(l): one frequent
/// value is enough.
///
/// # Errors
/// It speaks of the average: a value may still be likelier than 1/l
/// ([`super::ProbabilisticLDiversity`]).
///
/// # Citation
/// Machanavajjhala, A. et al.: l-diversity: privacy beyond k-anonymity, TKDD
/// 1(1), 2007, definition 4.1 (entropy l-diversity).
#[derive(Clone, Copy, Debug)]
pub struct EntropyLDiversity {
    /// e to the least entropy; need not be whole.
    pub l: Decimal,
    /// Which of the group's histograms is the sensitive column's.
    pub histogram: usize,
}

impl Model for EntropyLDiversity {
    fn name(&self) -> ModelName {
        ModelName::EntropyLDiversity
    }

    fn holds(&self, group: &Group) -> bool {
        let counts = || group.histograms[self.histogram].iter().map(|&(_, count)| f64::from(count));
        let n: f64 = counts().sum();
        // -Σ count/n · ln(count/n) = ln(n) - 1/n · Σ count · ln(count)
        let entropy = n.ln() - counts().map(|count| count * count.ln()).sum::<f64>() / n;
        entropy >= self.l.to_f64().ln() - TOLERANCE
    }

    /// Entropy is concave in the shares.
    fn merging(&self) -> Merging {
        Merging::KeptByAll
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_values_are_as_diverse_as_they_are_many() {
        let holds = |l: Decimal, counts: &[u32]| {
            let histogram = (1..).zip(counts.iter().copied()).collect();
            let group = Group { size: counts.iter().sum(), histograms: &[histogram] };
            EntropyLDiversity { l, histogram: 0 }.holds(&group)
        };
        assert!(holds(Decimal::whole(3), &[7, 7, 7]));
        assert!(!holds(Decimal::new(301, 2), &[7, 7, 7]));
        assert!(!holds(Decimal::whole(3), &[7, 7, 6]));
        // exp(H(3/4, 1/4)) = 1.7547…
        assert!(holds(Decimal::new(1754, 3), &[3, 1]) && !holds(Decimal::new(1755, 3), &[3, 1]));
    }
}
