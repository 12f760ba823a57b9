//! Rows as codes, and how many rows hold each combination of them.

use super::rare::Merge;

/// A table whose cells are the numbers of declared bins.
///
/// Only counts are ever taken from it, so the order of its rows does not
/// matter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Records {
    columns: Vec<Vec<u32>>,
    sizes: Vec<usize>,
}

impl Records {
    /// The table of these columns, all of the same length; the codes of column `i`
    /// are below `sizes[i]`.
    pub fn new(columns: Vec<Vec<u32>>, sizes: Vec<usize>) -> Self {
        debug_assert!(
            columns
                .iter()
                .zip(&sizes)
                .all(|(column, &size)| column.iter().all(|&code| (code as usize) < size))
        );
        Self { columns, sizes }
    }

    /// How many codes each column has.
    pub fn sizes(&self) -> &[usize] {
        &self.sizes
    }

    /// How many rows there are.
    #[cfg(feature = "command")]
    pub fn rows(&self) -> usize {
        self.columns.first().map_or(0, Vec::len)
    }

    /// The code of each row in a column.
    #[cfg(feature = "command")]
    pub fn codes(&self, column: usize) -> &[u32] {
        &self.columns[column]
    }

    /// How many rows hold each code of a column.
    ///
    /// One row more moves one entry by 1.
    pub fn marginal(&self, column: usize) -> Vec<i128> {
        let mut counts = vec![0; self.sizes[column]];
        for &code in &self.columns[column] {
            counts[code as usize] += 1;
        }
        counts
    }

    /// How many rows hold each pair of codes: `sizes[a]` x `sizes[b]`, row by row.
    ///
    /// One row more moves one entry by 1.
    pub fn pair(&self, [a, b]: [usize; 2]) -> Vec<i128> {
        let mut counts = vec![0; self.sizes[a] * self.sizes[b]];
        for (&first, &second) in self.columns[a].iter().zip(&self.columns[b]) {
            counts[first as usize * self.sizes[b] + second as usize] += 1;
        }
        counts
    }

    /// The same rows, each cell with its new code.
    pub(super) fn merged(&self, merges: &[Merge]) -> Self {
        let merged =
            |(codes, merge): (&Vec<u32>, &Merge)| codes.iter().map(|&code| merge.to[code as usize]).collect();
        let columns = self.columns.iter().zip(merges).map(merged).collect();
        Self { columns, sizes: merges.iter().map(|merge| merge.size).collect() }
    }
}
