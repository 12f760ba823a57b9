//! What an attacker may come to believe of a person's sensitive value.

use crate::privacy::{Distance, Group, Model, ModelName};

/// What a difference of doubles may be without meaning anything.
const TOLERANCE: f64 = 1e-9;

/// A bound on a distribution of one sensitive column's values.
#[derive(Clone, Debug)]
pub(super) struct Limit {
    /// One over the greatest probability of a value.
    pub(super) l: f64,
    /// The greatest distance from the whole table's distribution, and how it is measured.
    pub(super) t: Option<(f64, Distance)>,
    /// The share of each value in the whole table.
    pub(super) table: Vec<f64>,
}

impl Limit {
    /// Whether values with these weights, of any sum, stay within the bound.
    pub(super) fn holds(&self, weights: &[f64]) -> bool {
        let (sum, greatest) = weights.iter().fold((0.0, 0.0f64), |(sum, max), &w| (sum + w, max.max(w)));
        // p(t, s) ≤ 1 / l
        greatest <= sum * (1.0 / self.l + TOLERANCE)
            && self.t.is_none_or(|(t, distance)| self.distance(weights, sum, distance) <= t + TOLERANCE)
    }

    fn distance(&self, weights: &[f64], sum: f64, distance: Distance) -> f64 {
        let differences = weights.iter().zip(&self.table).map(|(weight, share)| weight / sum - share);
        match distance {
            // 1/(m - 1) · Σ_i |Σ_{j ≤ i} (p_j - q_j)|
            Distance::Ordered => {
                let mut carried = 0.0;
                let work: f64 = differences
                    .map(|difference| {
                        carried += difference;
                        f64::abs(carried)
                    })
                    .sum();
                work / (weights.len().max(2) - 1) as f64
            }
            // 1/2 · Σ |p - q|
            Distance::Equal | Distance::Hierarchical => differences.map(f64::abs).sum::<f64>() / 2.0,
        }
    }
}

/// The bound on the rows that share one value of a sensitive column.
#[derive(Debug)]
pub(super) struct Within {
    pub(super) limit: Limit,
    /// Which of the group's histograms is the sensitive heading's.
    pub(super) histogram: usize,
}

impl Model for Within {
    fn name(&self) -> ModelName {
        ModelName::ProbabilisticLDiversity
    }

    fn holds(&self, group: &Group) -> bool {
        let mut weights = vec![0.0; self.limit.table.len()];
        for &(value, count) in &group.histograms[self.histogram] {
            weights[value as usize] = f64::from(count);
        }
        self.limit.holds(&weights)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn limit(l: f64, t: Option<(f64, Distance)>) -> Limit {
        Limit { l, t, table: vec![0.5, 0.25, 0.25] }
    }

    #[test]
    fn a_value_may_have_just_its_share() {
        assert!(limit(2.0, None).holds(&[3.0, 1.0, 2.0]));
        assert!(!limit(2.0, None).holds(&[4.0, 1.0, 2.0]));
        assert!(limit(3.0, None).holds(&[1.0, 1.0, 1.0]));
    }

    #[test]
    fn distances_are_the_known_ones() {
        // p = (0, 1/2, 1/2): total variation 1/2; ordered (1/2 + 1/4) / 2.
        let weights = [0.0, 7.0, 7.0];
        assert!(limit(1.1, Some((0.5, Distance::Equal))).holds(&weights));
        assert!(!limit(1.1, Some((0.49, Distance::Equal))).holds(&weights));
        assert!(limit(1.1, Some((0.375, Distance::Ordered))).holds(&weights));
        assert!(!limit(1.1, Some((0.37, Distance::Ordered))).holds(&weights));
    }
}
