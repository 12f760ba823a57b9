//! The definitions of the models, over the values of one column.

use super::classes::Counts;
use super::{MeasuredColumn, Observed, RecursiveC};

/// A column's values in the whole table.
pub(super) struct Values {
    /// For each code its patients.
    whole: Vec<f64>,
    /// All of them together; a patient with several values counts for each.
    total: f64,
    patients: f64,
}

impl Values {
    pub(super) fn new(whole: &[Counts], codes: usize, patients: Option<&u32>) -> Self {
        let mut counts = vec![0.0; codes];
        for &(code, count) in whole.iter().flatten() {
            counts[code as usize] = f64::from(count);
        }
        Self { total: counts.iter().sum(), whole: counts, patients: f64::from(*patients.unwrap_or(&0)) }
    }

    pub(super) fn measure(&self, column: &Observed, classes: &[Counts], sizes: &[u32]) -> MeasuredColumn {
        let worst = |of: &dyn Fn(&Counts, f64) -> f64| {
            classes.iter().zip(sizes).map(|(counts, &size)| of(counts, f64::from(size))).fold(0.0, f64::max)
        };
        let over = |counts: &Counts, of: &dyn Fn(u32, f64) -> f64| {
            counts.iter().map(|&(code, count)| of(code, f64::from(count))).fold(0.0, f64::max)
        };
        let p = |code: u32| self.whole[code as usize] / self.patients;
        let gain = |code: u32, q: f64| (q - p(code)) / p(code);
        let beta = worst(&|counts, n| over(counts, &|code, count| gain(code, count / n)));
        // How far a gain exceeds -ln(p): nowhere, if the enhanced form holds.
        let excess = worst(&|counts, n| over(counts, &|code, count| gain(code, count / n) + p(code).ln()));
        let recursive = |&l: &u32| RecursiveC { l, c: recursive(classes, l) };
        MeasuredColumn {
            column: column.whole.name.clone(),
            distinct_l: classes
                .iter()
                .map(|counts| u32::try_from(counts.len()).unwrap_or(u32::MAX))
                .min()
                .unwrap_or(0),
            entropy_l: classes.iter().map(entropy).fold(f64::INFINITY, f64::min).exp(),
            recursive: column.recursive_l.iter().map(recursive).collect(),
            greatest_share: worst(&|counts, n| over(counts, &|_, count| count / n)),
            t: worst(&|counts, _| self.differences(counts).iter().map(|d| d.abs()).sum::<f64>() / 2.0),
            t_ordered: column.order.as_ref().map(|order| worst(&|counts, _| self.ordered(counts, order))),
            t_hierarchical: column
                .branches
                .as_ref()
                .map(|all| worst(&|counts, _| self.hierarchical(counts, all))),
            beta,
            enhanced_beta: (excess <= 1e-9).then_some(beta),
            delta: worst(&|counts, n| over(counts, &|code, count| (count / n / p(code)).log2().abs())),
        }
    }

    /// q - p for every code, as distributions over (patient, value) pairs.
    fn differences(&self, counts: &Counts) -> Vec<f64> {
        let total: f64 = counts.iter().map(|&(_, count)| f64::from(count)).sum();
        let mut differences: Vec<f64> = self.whole.iter().map(|count| -count / self.total).collect();
        for &(code, count) in counts {
            differences[code as usize] += f64::from(count) / total;
        }
        differences
    }

    /// Every step along the row carries what has been too much so far.
    fn ordered(&self, counts: &Counts, order: &[u32]) -> f64 {
        let differences = self.differences(counts);
        let steps = order.iter().scan(0.0, |carried, &code| {
            *carried += differences[code as usize];
            Some(f64::abs(*carried))
        });
        steps.sum::<f64>() / (order.len() as f64 - 1.0).max(1.0)
    }

    /// A tree with edges of half a step: over each edge flows what the branch
    /// below it has too much or too little.
    fn hierarchical(&self, counts: &Counts, branches: &[Vec<u32>]) -> f64 {
        let differences = self.differences(counts);
        let mut flow: f64 = differences.iter().map(|d| d.abs()).sum();
        for branch_of in branches.iter().take(branches.len().saturating_sub(1)) {
            let mut sums = vec![0.0; branch_of.iter().max().map_or(0, |&last| last as usize + 1)];
            for (&branch, difference) in branch_of.iter().zip(&differences) {
                sums[branch as usize] += difference;
            }
            flow += sums.iter().map(|sum| f64::abs(*sum)).sum::<f64>();
        }
        flow / (2.0 * branches.len().max(1) as f64)
    }
}

fn entropy(counts: &Counts) -> f64 {
    let total: f64 = counts.iter().map(|&(_, count)| f64::from(count)).sum();
    counts.iter().map(|&(_, count)| f64::from(count) / total).map(|share| -share * share.ln()).sum()
}

/// The greatest r1 / (r_l + … + r_m) of the classes, r1 being the greatest count.
fn recursive(classes: &[Counts], l: u32) -> Option<f64> {
    let ratio = |counts: &Counts| {
        let mut sizes: Vec<u32> = counts.iter().map(|&(_, count)| count).collect();
        sizes.sort_unstable();
        let rare = sizes.len().checked_sub(l as usize - 1).filter(|&rare| rare > 0)?;
        let rest: f64 = sizes[..rare].iter().map(|&count| f64::from(count)).sum();
        Some(f64::from(*sizes.last()?) / rest)
    };
    classes.iter().map(ratio).try_fold(0.0, |greatest, ratio| Some(f64::max(greatest, ratio?)))
}
