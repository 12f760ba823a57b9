//! A distribution of rows, of which no more is known than counts of columns and pairs.

use super::rare::Merge;

/// Noisy counts of one column, bin by bin.
pub(super) struct NoisyColumn {
    /// One for each bin; may be negative.
    pub counts: Vec<i128>,
    /// Which bins share a code.
    pub merge: Merge,
}

/// Noisy counts of a pair of columns in codes, row by row.
pub(super) struct NoisyPair {
    /// The two columns, the lower one first.
    pub pair: [usize; 2],
    /// `size of the first` x `size of the second`.
    pub counts: Vec<i128>,
}

/// A distribution of rows in which columns depend on each other along a tree:
///
/// P(row) = P(root) · Π over edges P(child | parent)
///
/// It is the distribution of greatest entropy with these tables of pairs, and
/// on a tree no more than they must be known to draw from it.
#[derive(Clone, Debug)]
pub(crate) struct Model {
    /// How many rows there are, by all that was measured.
    pub(super) total: f64,
    /// For each column the rows of each bin.
    pub(super) bins: Vec<Vec<f64>>,
    /// For each column the code of each bin.
    pub(super) merges: Vec<Merge>,
    /// For each column the rows of each code.
    pub(super) codes: Vec<Vec<f64>>,
    /// From the root outwards: a parent comes before its children.
    pub(super) edges: Vec<Edge>,
}

/// How a column depends on another.
#[derive(Clone, Debug)]
pub(super) struct Edge {
    pub parent: usize,
    pub child: usize,
    /// `codes of the parent` x `codes of the child`, row by row.
    pub table: Vec<f64>,
}

impl Model {
    /// How many rows there are, to the nearest integer.
    pub fn rows(&self) -> u64 {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "never negative")]
        (self.total.round() as u64)
    }

    /// The pairs of columns whose tables were measured, from the root outwards.
    pub fn pairs(&self) -> impl Iterator<Item = [usize; 2]> {
        self.edges.iter().map(|edge| [edge.parent, edge.child])
    }

    /// What a pair would count if its columns were independent, rounded:
    /// `codes of the first` x `codes of the second`, row by row.
    pub(super) fn expected(&self, [a, b]: [usize; 2]) -> Vec<i128> {
        let per_row = if self.total > 0.0 { 1.0 / self.total } else { 0.0 };
        let cell = |first: &f64, second: &f64| {
            #[expect(clippy::cast_possible_truncation, reason = "beyond its range i128 stops at its ends")]
            ((first * second * per_row).round() as i128)
        };
        self.codes[a]
            .iter()
            .flat_map(|first| self.codes[b].iter().map(move |second| cell(first, second)))
            .collect()
    }
}

/// The edges from the first column outwards, their tables turned to have the
/// parent's codes as rows.
pub(super) fn outwards(
    columns: usize,
    pairs: &[NoisyPair],
    tables: Vec<Vec<f64>>,
    merges: &[Merge],
) -> Vec<Edge> {
    let (mut reached, mut edges, mut next) = (Vec::new(), Vec::new(), 0);
    // A column that no pair reaches is a root of its own.
    while let Some(parent) =
        reached.get(next).copied().or_else(|| (0..columns).find(|c| !reached.contains(c)))
    {
        if next == reached.len() {
            reached.push(parent);
        }
        next += 1;
        for (NoisyPair { pair: [a, b], .. }, table) in pairs.iter().zip(&tables) {
            let child = if *a == parent { *b } else { *a };
            if (*a != parent && *b != parent) || reached.contains(&child) {
                continue;
            }
            let width = merges[*b].size;
            let table = if *a == parent {
                table.clone()
            } else {
                (0..width).flat_map(|row| table[row..].iter().step_by(width).copied()).collect()
            };
            reached.push(child);
            edges.push(Edge { parent, child, table });
        }
    }
    edges
}
