//! Which pairs of columns are measured: a spanning tree, chosen privately.

/// A forest that grows to a spanning tree.
pub(super) struct Tree {
    /// For each column, the least column that it is joined with.
    part: Vec<usize>,
    /// The chosen pairs, in the order in which they were chosen.
    pub pairs: Vec<[usize; 2]>,
}

impl Tree {
    /// No column joined with another.
    pub fn new(columns: usize) -> Self {
        Self { part: (0..columns).collect(), pairs: Vec::new() }
    }

    /// Whether a pair would close no circle.
    pub fn joins(&self, [a, b]: [usize; 2]) -> bool {
        self.part[a] != self.part[b]
    }

    /// Takes a pair that [`joins`](Self::joins) two parts.
    pub fn join(&mut self, pair: [usize; 2]) {
        let [a, b] = pair.map(|column| self.part[column]);
        for part in &mut self.part {
            if *part == a || *part == b {
                *part = a.min(b);
            }
        }
        self.pairs.push(pair);
    }
}

/// All pairs of columns, the lower one first.
pub(super) fn all_pairs(columns: usize) -> impl Iterator<Item = [usize; 2]> {
    (0..columns).flat_map(move |a| (a + 1..columns).map(move |b| [a, b]))
}

/// The L1 distance between the counts of a pair and those of independent
/// columns, told from noisy numbers and rounded to integers: one row more moves
/// one count by 1, so it moves the distance by at most 1.
pub(super) fn distance(counts: &[i128], independent: &[i128]) -> i128 {
    counts.iter().zip(independent).map(|(count, expected)| (count - expected).abs()).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn joining_while_something_joins_spans(columns in 1..12usize, choices in prop::collection::vec(any::<prop::sample::Index>(), 12)) {
            let mut tree = Tree::new(columns);
            for choice in choices {
                let candidates: Vec<_> = all_pairs(columns).filter(|&pair| tree.joins(pair)).collect();
                if candidates.is_empty() { break }
                tree.join(candidates[choice.index(candidates.len())]);
            }
            prop_assert_eq!(tree.pairs.len(), columns - 1);
            prop_assert!(tree.part.iter().all(|&part| part == 0));
        }

        #[test]
        fn a_row_moves_the_distance_by_at_most_one(
            cells in prop::collection::vec((0..50i128, -10..60i128), 1..20), at in any::<prop::sample::Index>()
        ) {
            let (counts, independent): (Vec<_>, Vec<_>) = cells.into_iter().unzip();
            let mut more = counts.clone();
            more[at.index(counts.len())] += 1;
            let moved = distance(&more, &independent) - distance(&counts, &independent);
            prop_assert_eq!(moved.abs(), 1);
        }
    }
}
