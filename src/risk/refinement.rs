//! Rows divided into classes, and divided further by one column after another.

/// Classes of rows that are alike so far, without those of one row, which
/// nothing can divide further.
///
/// # Citation
/// Huhtala, Y. et al.: TANE, The Computer Journal 42(2), 1999, section 4.2
/// (stripped partitions).
#[derive(Clone, Debug)]
pub(super) struct Refinement {
    rows: Vec<u32>,
    /// Where each class ends in `rows`.
    ends: Vec<usize>,
    /// How many classes there are, those of one row among them.
    pub(super) classes: u64,
}

/// Scratch for [`Refinement::by`]: how often each code occurs in a class, and which codes do.
#[derive(Debug, Default)]
pub(super) struct Scratch {
    counts: Vec<u32>,
    met: Vec<u32>,
}

impl Refinement {
    /// One class of all rows.
    pub(super) fn of(rows: usize) -> Self {
        let rows: Vec<u32> = (0..).take(rows).collect();
        let whole = Self { ends: vec![rows.len()], classes: u64::from(!rows.is_empty()), rows };
        if whole.rows.len() < 2 { Self { rows: Vec::new(), ends: Vec::new(), ..whole } } else { whole }
    }

    /// Divides every class by the codes of a column, below `values`.
    pub(super) fn by(&self, codes: &[u32], values: usize, scratch: &mut Scratch) -> Self {
        let Scratch { counts, met } = scratch;
        counts.resize(values.max(counts.len()), 0);
        let mut finer = Self {
            rows: Vec::with_capacity(self.rows.len()),
            ends: Vec::new(),
            classes: self.classes - self.ends.len() as u64,
        };
        for class in self.large_classes() {
            met.clear();
            for &row in class {
                let count = &mut counts[codes[row as usize] as usize];
                if *count == 0 {
                    met.push(codes[row as usize]);
                }
                *count += 1;
            }
            finer.classes += met.len() as u64;
            // Where the rows of each code begin; one that is alone has no place.
            let start = finer.rows.len();
            let mut next = start;
            for &code in &*met {
                let count = std::mem::take(&mut counts[code as usize]) as usize;
                if count > 1 {
                    // One more than the place, for 0 means none.
                    counts[code as usize] = u32::try_from(next - start + 1).unwrap_or(u32::MAX);
                    next += count;
                    finer.ends.push(next);
                }
            }
            finer.rows.resize(next, 0);
            for &row in class {
                let place = &mut counts[codes[row as usize] as usize];
                if *place > 0 {
                    finer.rows[start + *place as usize - 1] = row;
                    *place += 1;
                }
            }
            for &code in &*met {
                counts[code as usize] = 0;
            }
        }
        finer
    }

    /// The classes of two rows and more.
    pub(super) fn large_classes(&self) -> impl Iterator<Item = &[u32]> {
        let starts = std::iter::once(0).chain(self.ends.iter().copied());
        starts.zip(&self.ends).map(|(start, &end)| &self.rows[start..end])
    }

    /// Pairs of rows in one class.
    pub(super) fn alike_pairs(&self) -> u64 {
        self.large_classes().map(|class| class.len() as u64).map(|size| size * (size - 1) / 2).sum()
    }

    /// Rows of patients who are alone in their class, of `rows` in all.
    pub(super) fn alone(&self, rows: usize, patients: Option<&[u32]>) -> u64 {
        let single = (rows - self.rows.len()) as u64;
        let Some(patients) = patients else { return single };
        let of_one =
            |class: &&[u32]| class.iter().all(|&row| patients[row as usize] == patients[class[0] as usize]);
        single + self.large_classes().filter(of_one).map(|class| class.len() as u64).sum::<u64>()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::privacy::Groups;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn divides_as_grouping_does(table in proptest::collection::vec([0u32..4, 0..3, 0..5], 0..60)) {
            let column = |at: usize| table.iter().map(|row| row[at]).collect::<Vec<_>>();
            let columns = [column(0), column(1), column(2)];
            let (mut refined, mut scratch) = (Refinement::of(table.len()), Scratch::default());
            for used in 0..=3 {
                let codes: Vec<&[u32]> = columns[..used].iter().map(|column| &**column).collect();
                let groups = Groups::of(&codes, table.len());
                let mut sizes: Vec<u32> = groups.sizes.iter().copied().filter(|&size| size > 1).collect();
                let mut found: Vec<u32> = refined.large_classes().map(|class| u32::try_from(class.len()).unwrap()).collect();
                sizes.sort_unstable();
                found.sort_unstable();
                prop_assert_eq!(&found, &sizes);
                prop_assert_eq!(refined.classes, groups.sizes.len() as u64);
                let unique = groups.sizes.iter().filter(|&&size| size == 1).count() as u64;
                prop_assert_eq!(refined.alone(table.len(), None), unique);
                for class in refined.large_classes() {
                    let first = groups.class_of[class[0] as usize];
                    prop_assert!(class.iter().all(|&row| groups.class_of[row as usize] == first));
                }
                if used < 3 {
                    refined = refined.by(&columns[used], 5, &mut scratch);
                }
            }
        }
    }

    #[test]
    fn a_patient_with_several_rows_may_be_alone() {
        let refined = Refinement::of(5).by(&[0, 0, 1, 1, 2], 3, &mut Scratch::default());
        assert_eq!(refined.alone(5, Some(&[7, 7, 8, 9, 9])), 3);
        assert_eq!((refined.alone(5, None), refined.alike_pairs()), (1, 2));
    }
}
