//! Which rows of a released table may be whose: matching by containment.

use crate::privacy::Groups;
use crate::published::Coverage;
use crate::recipe::ColumnRule;
use crate::table::Table;

/// The classes of a released table on some columns, and which of them a row of
/// another table fits: every released cell covers the row's value.
///
/// Takes `columns · values · classes / 8` bytes; a question takes
/// `columns · classes / 64` steps.
#[derive(Clone, Debug)]
pub struct Matching {
    /// The classes of the released rows: rows that say the same in these columns.
    pub classes: Groups,
    /// The classes of the other table's rows: rows that hold the same in these columns.
    pub others: Groups,
    /// For each class of the others one of its rows.
    first_of: Vec<usize>,
    columns: Vec<Fitting>,
    words: usize,
}

/// Which classes cover each value of one column.
#[derive(Clone, Debug)]
struct Fitting {
    /// The rank of each row of the other table.
    ranks: Vec<u32>,
    /// A set of classes for each rank, `words` long, one behind the other.
    sets: Vec<u64>,
}

impl Matching {
    /// Matches on the columns that the rules name. A column that either table
    /// lacks is passed over; without any, every row fits every class.
    #[must_use]
    pub fn new(released: &Table, other: &Table, rules: &[&ColumnRule]) -> Self {
        let shared: Vec<_> = rules
            .iter()
            .filter_map(|rule| Some((*rule, released.column(&rule.name)?, other.column(&rule.name)?)))
            .collect();
        let codes: Vec<&[u32]> = shared.iter().map(|(_, released, _)| &*released.codes).collect();
        let classes = Groups::of(&codes, released.rows);
        let others: Vec<&[u32]> = shared.iter().map(|(_, _, other)| &*other.codes).collect();
        let others = Groups::of(&others, other.rows);
        let first_in = first_of(&classes);
        let words = classes.sizes.len().div_ceil(64);
        let columns = shared
            .iter()
            .map(|(rule, released, other)| {
                let coverage = Coverage::new(released, other, rule);
                let mut sets = vec![0u64; coverage.ranks() * words];
                for (class, &row) in first_in.iter().enumerate() {
                    for rank in coverage.cover(released.codes[row]).ranks() {
                        sets[rank as usize * words + class / 64] |= 1 << (class % 64);
                    }
                }
                Fitting { ranks: other.codes.iter().map(|&code| coverage.rank(code)).collect(), sets }
            })
            .collect();
        Self { first_of: first_of(&others), classes, others, columns, words }
    }

    /// The classes that a class of the other table's rows fits, ascending.
    #[must_use]
    pub fn candidates(&self, other: usize) -> Vec<usize> {
        let row = self.first_of[other];
        let mut left = vec![u64::MAX; self.words];
        for column in &self.columns {
            let start = column.ranks[row] as usize * self.words;
            for (left, set) in left.iter_mut().zip(&column.sets[start..start + self.words]) {
                *left &= set;
            }
        }
        let bits = |(word, &left): (usize, &u64)| {
            (0..64).filter(move |bit| left >> bit & 1 == 1).map(move |bit| word * 64 + bit)
        };
        left.iter()
            .enumerate()
            .filter(|(_, left)| **left > 0)
            .flat_map(bits)
            .take_while(|&class| class < self.classes.sizes.len())
            .collect()
    }

    /// How many released rows a set of classes has.
    #[must_use]
    pub fn rows_of(&self, classes: &[usize]) -> u64 {
        classes.iter().map(|&class| u64::from(self.classes.sizes[class])).sum()
    }
}

/// The first row of each class.
fn first_of(groups: &Groups) -> Vec<usize> {
    let mut first = vec![usize::MAX; groups.sizes.len()];
    for (row, &class) in groups.class_of.iter().enumerate().rev() {
        first[class as usize] = row;
    }
    first
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::Column;

    #[test]
    fn a_row_fits_the_classes_that_cover_it() {
        let table = |ages: [&str; 4], sexes: [&str; 4]| Table {
            columns: vec![Column::from_texts("age", ages), Column::from_texts("sex", sexes)],
            rows: 4,
        };
        let released = table(["[40,50)", "[40,50)", "[45,60)", "*"], ["F", "F", "F | M", "M"]);
        let people = table(["41", "46", "46", "70"], ["F", "F", "M", "F"]);
        let rules = people.columns.iter().map(|column| ColumnRule::guess(column).0).collect::<Vec<_>>();
        let matching = Matching::new(&released, &people, &rules.iter().collect::<Vec<_>>());
        let candidates: Vec<Vec<usize>> = (0..4).map(|person| matching.candidates(person)).collect();
        assert_eq!(candidates, [vec![0], vec![0, 1], vec![1, 2], vec![]]);
        assert_eq!(matching.rows_of(&candidates[1]), 3);
        let blind = Matching::new(&released, &people, &[]);
        assert_eq!(blind.rows_of(&blind.candidates(0)), 4);
    }
}
