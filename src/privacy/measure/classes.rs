//! Rows with the same texts in some columns, and what they hold in another.

use foldhash::fast::FixedState;
use hashbrown::HashMap;

use crate::table::Column;

/// The classes of a table's rows.
pub(super) struct Classes<'a> {
    class_of: Vec<u32>,
    patients: Option<&'a [u32]>,
    /// The patients of each class.
    pub(super) sizes: Vec<u32>,
}

/// How many patients of a class have each value: (code, patients).
pub(super) type Counts = Vec<(u32, u32)>;

impl<'a> Classes<'a> {
    pub(super) fn of(columns: &[&Column], rows: usize, patients: Option<&'a [u32]>) -> Self {
        let mut class_of = vec![0; rows];
        for column in columns {
            let mut numbers: HashMap<(u32, u32), u32, FixedState> = HashMap::default();
            for (class, &code) in class_of.iter_mut().zip(&column.codes) {
                let next = u32::try_from(numbers.len()).unwrap_or(u32::MAX);
                *class = *numbers.entry((*class, code)).or_insert(next);
            }
        }
        let mut classes = Self { class_of, patients, sizes: Vec::new() };
        // Everybody has the one value 0.
        let everybody = classes.histograms(&vec![0; rows]);
        classes.sizes = everybody.iter().map(|counts| counts.iter().map(|&(_, count)| count).sum()).collect();
        classes
    }

    /// For each class how many of its patients have each code.
    pub(super) fn histograms(&self, codes: &[u32]) -> Vec<Counts> {
        let mut held: Vec<(u32, u32, u32)> = (0..)
            .zip(self.class_of.iter().zip(codes))
            .map(|(row, (&class, &code))| (class, code, self.patients.map_or(row, |of| of[row as usize])))
            .collect();
        held.sort_unstable();
        // A patient counts once for each value.
        held.dedup();
        let classes = held.last().map_or(0, |&(class, ..)| class as usize + 1);
        let mut counts = vec![Vec::new(); classes];
        for same in held.chunk_by(|a, b| (a.0, a.1) == (b.0, b.1)) {
            let (class, code, _) = same[0];
            counts[class as usize].push((code, u32::try_from(same.len()).unwrap_or(u32::MAX)));
        }
        counts
    }
}
