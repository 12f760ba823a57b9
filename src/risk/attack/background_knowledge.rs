//! Background knowledge: what is left of a class when some values are ruled out.

use serde::{Deserialize, Serialize};

use super::{classes, histograms, percent, rows_where};
use crate::table::Table;

/// What a class gives away to someone who can rule values out.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct BackgroundKnowledge {
    /// The sensitive column.
    pub column: String,
    /// How many values the attacker can rule out for a person.
    pub ruled_out: u32,
    /// Rows of the table.
    pub rows: u64,
    /// Rows whose value is then the only one left.
    pub disclosed: u64,
    /// The greatest certainty about a value in any class, 0 to 1.
    pub greatest_certainty: f64,
    /// The same in whole percent.
    pub greatest_percent: u32,
}

/// Rules out, in every class, the `ruled_out` values that leave the most
/// certainty about another one: "she is a woman, so it is not the prostate".
///
/// With counts n_s in a class of n rows and the set R of values ruled out,
/// s ∉ R, the certainty about s is `n_s / (n − Σ_{r ∈ R} n_r)`.
///
/// # Guarantee
/// No attacker who rules out as many values learns more from the class.
///
/// # Assumptions
/// The attacker knows the person's quasi-identifiers, that the person is in the
/// table, and `ruled_out` values that the person does not have. That is the
/// worst case: which values can be ruled out is not asked.
///
/// # Utility
/// `ruled_out` = 0 is the homogeneity attack; distinct l-diversity resists
/// l − 2 values ruled out.
///
/// # Errors
/// None: where the table lacks the column, nothing is disclosed.
///
/// # Citation
/// Machanavajjhala, A. et al.: l-diversity, TKDD 1(1), 2007, sections 2.2 and 4.
#[must_use]
pub fn background_knowledge(
    table: &Table,
    quasi_identifiers: &[&str],
    sensitive: &str,
    ruled_out: u32,
) -> BackgroundKnowledge {
    let (mut disclosed, mut greatest_certainty) = (0, 0.0);
    if let Some(column) = table.column(sensitive) {
        let groups = classes(table, quasi_identifiers.iter().copied());
        let histograms = histograms(&groups, column);
        disclosed = rows_where(&groups, |class| histograms[class].len() <= ruled_out as usize + 1);
        for (histogram, &size) in histograms.iter().zip(&groups.sizes) {
            greatest_certainty = certainty(histogram, size, ruled_out as usize).max(greatest_certainty);
        }
    }
    BackgroundKnowledge {
        column: sensitive.to_owned(),
        ruled_out,
        rows: table.rows as u64,
        disclosed,
        greatest_certainty,
        greatest_percent: percent(greatest_certainty),
    }
}

/// The greatest certainty about any value of a class when the most frequent others are ruled out.
fn certainty(histogram: &[(u32, u32)], size: u32, ruled_out: usize) -> f64 {
    let mut counts: Vec<u32> = histogram.iter().map(|&(_, count)| count).collect();
    counts.sort_unstable_by(|a, b| b.cmp(a));
    let most: u32 = counts.iter().take(ruled_out).sum();
    let about = |at: usize| {
        // A value among the most frequent is not ruled out itself; the next one is in its place.
        let others =
            if at < ruled_out { most - counts[at] + counts.get(ruled_out).unwrap_or(&0) } else { most };
        f64::from(counts[at]) / f64::from(size - others)
    };
    (0..counts.len()).map(about).fold(0.0, f64::max)
}

#[cfg(test)]
mod tests {
    use super::super::tests::ward;
    use super::*;

    #[test]
    fn fewer_values_are_left_as_more_are_ruled_out() {
        let attack = |ruled_out| background_knowledge(&ward(), &["age"], "illness", ruled_out);
        assert_eq!([0, 1, 2].map(|ruled_out| attack(ruled_out).disclosed), [4, 4, 8]);
        let all = |ruled_out| background_knowledge(&ward(), &[], "illness", ruled_out).greatest_certainty;
        // 5 flu, 2 gout, 1 asthma: 5/8; without gout 5/6; without gout and asthma 1.
        assert_eq!([all(0), all(1), all(2)], [5.0 / 8.0, 5.0 / 6.0, 1.0]);
    }

    #[test]
    fn the_certainty_is_that_of_the_best_choice() {
        // Every choice of values ruled out, tried.
        let histogram = [(1, 7), (2, 5), (3, 5), (4, 2), (5, 1)];
        for ruled_out in 0..4 {
            let mut best: f64 = 0.0;
            for choice in 0u32..32 {
                let is_out = |at: usize| choice >> at & 1 == 1;
                if choice.count_ones() as usize != ruled_out {
                    continue;
                }
                let left: u32 = (0..5).filter(|&at| !is_out(at)).map(|at| histogram[at].1).sum();
                for at in (0..5).filter(|&at| !is_out(at)) {
                    best = best.max(f64::from(histogram[at].1) / f64::from(left));
                }
            }
            assert_eq!(certainty(&histogram, 20, ruled_out), best, "{ruled_out} ruled out");
        }
    }
}
