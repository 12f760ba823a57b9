//! l-diversity, in its distinct form.

use super::Model;

/// Every group has at least `l` different values in the sensitive column.
///
/// # Guarantee
/// Who finds a person's group cannot tell the sensitive value for certain, as
/// long as fewer than `l` - 1 of the group's values can be ruled out.
///
/// # Assumptions
/// Missing counts as one value. One row is one person.
///
/// # Utility
/// Groups grow until they are diverse; a rare `l` merges many.
///
/// # Errors
/// One value may still be far likelier than the others: distinct l-diversity
/// bounds what is possible, not what is probable.
///
/// # Citation
/// Machanavajjhala, A. et al.: l-diversity: privacy beyond k-anonymity, TKDD
/// 1(1), 2007, section 4 (distinct l-diversity).
#[derive(Clone, Copy, Debug)]
pub struct DistinctLDiversity<'a> {
    /// The least number of different values.
    pub l: u32,
    /// The sensitive column's code of each row.
    pub codes: &'a [u32],
}

impl Model for DistinctLDiversity<'_> {
    fn holds(&self, rows: &[u32]) -> bool {
        // l is small: a list of the values met so far is searched fastest.
        let mut met = Vec::with_capacity(self.l as usize);
        for &row in rows {
            if met.len() >= self.l as usize {
                break;
            }
            let code = self.codes[row as usize];
            if !met.contains(&code) {
                met.push(code);
            }
        }
        met.len() >= self.l as usize
    }
}
