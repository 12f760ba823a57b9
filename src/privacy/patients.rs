//! Which rows are one patient's.

use crate::table::{Column, MISSING};

/// The patient of each row, numbered from 0 by first appearance. A row without
/// a value is a patient of its own.
#[must_use]
pub fn patients(column: &Column) -> Vec<u32> {
    let mut numbers = vec![None; column.dictionary.len()];
    let mut next = 0;
    let mut number = || {
        next += 1;
        next - 1
    };
    let patient = |&code: &u32| match code {
        MISSING => number(),
        _ => *numbers[code as usize].get_or_insert_with(&mut number),
    };
    column.codes.iter().map(patient).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_patients_densely() {
        let column = Column::from_texts("mrn", ["b", "a", "", "b", "", "a"]);
        assert_eq!(patients(&column), [0, 1, 2, 0, 3, 1]);
        assert!(patients(&Column::from_texts("mrn", [])).is_empty());
    }
}
