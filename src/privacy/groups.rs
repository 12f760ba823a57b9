//! Rows that look alike: equivalence classes.

use foldhash::fast::FixedState;
use hashbrown::HashMap;

/// The equivalence classes of a table on some columns: rows with the same
/// codes in all of them. A missing value is alike only to a missing value.
#[derive(Clone, Debug)]
pub struct Groups {
    /// The class of each row, numbered by first appearance.
    pub class_of: Vec<u32>,
    /// The number of rows of each class.
    pub sizes: Vec<u32>,
}

impl Groups {
    /// Groups `rows` rows by the codes of all `columns`. Without columns all
    /// rows are alike.
    #[must_use]
    pub fn of(columns: &[&[u32]], rows: usize) -> Self {
        let mut class_of = vec![0u32; rows];
        let mut classes = u32::from(rows > 0);
        for codes in columns {
            // (class so far, code) names the finer class.
            let mut finer: HashMap<u64, u32, FixedState> = HashMap::with_hasher(FixedState::default());
            let mut next = 0;
            for (class, &code) in class_of.iter_mut().zip(*codes) {
                let key = u64::from(*class) << 32 | u64::from(code);
                *class = *finer.entry(key).or_insert_with(|| {
                    next += 1;
                    next - 1
                });
            }
            classes = next;
        }
        let mut sizes = vec![0; classes as usize];
        for &class in &class_of {
            sizes[class as usize] += 1;
        }
        Self { class_of, sizes }
    }

    /// How many different codes each class holds in a column.
    #[must_use]
    pub fn distinct(&self, codes: &[u32]) -> Vec<u32> {
        let within = Self::of(&[&self.class_of, codes], codes.len());
        let mut distinct = vec![0; self.sizes.len()];
        let mut seen = vec![false; within.sizes.len()];
        for (&class, &pair) in self.class_of.iter().zip(&within.class_of) {
            if !std::mem::replace(&mut seen[pair as usize], true) {
                distinct[class as usize] += 1;
            }
        }
        distinct
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_rows_alike_in_all_columns() {
        let groups = Groups::of(&[&[1, 1, 2, 1], &[5, 6, 5, 5]], 4);
        assert_eq!(groups.class_of, [0, 1, 2, 0]);
        assert_eq!(groups.sizes, [2, 1, 1]);
        assert_eq!(groups.distinct(&[7, 7, 7, 8]), [2, 1, 1]);
        assert_eq!(Groups::of(&[], 3).sizes, [3]);
        assert!(Groups::of(&[], 0).sizes.is_empty());
    }
}
