//! What a group is compared with: the whole table.

use super::Histogram;

/// How often each value of a watched column occurs in the whole table, rows
/// that are left out later among them: an attacker can count what was read,
/// or guess it from the release.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reference {
    /// For each code the patients who have it.
    pub counts: Vec<u32>,
    /// All of them together: a patient with several values counts once for each.
    pub total: i128,
    /// The patients of the table.
    pub size: u32,
}

impl Reference {
    /// The reference of a column with so many codes, from its histogram over
    /// all rows of a table with so many patients.
    #[must_use]
    pub fn new(whole: &Histogram, values: usize, size: u32) -> Self {
        let mut counts = vec![0; values];
        for &(code, count) in whole {
            counts[code as usize] = count;
        }
        let total = counts.iter().map(|&count| i128::from(count)).sum();
        Self { counts, total, size }
    }
}
